import type { DemoPersona } from '#app/access/demo-personas.ts';
import { ROLE_HOME } from '#app/access/rules/actor.ts';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';

interface PersonasProps {
  readonly personas: readonly DemoPersona[];
  readonly opKey: string;
  readonly retour: string | undefined;
}

const WHAT_THEY_DO: Readonly<Record<string, string>> = {
  '/partenaire': 'oriente des personnes et réserve pour elles',
  '/espace-lieu': 'publie des ateliers et encaisse les pass',
  '/metropole': 'achète les pass, les confie et les suit',
};

/** The accounts of the demonstration, each one click away: a real sign-in form, its answers already written. */
export function Personas({ personas, opKey, retour }: PersonasProps) {
  return (
    <section className="personas" aria-labelledby="titre-personnages">
      <h2 id="titre-personnages">Visiter la démonstration</h2>
      <p>Ces personnes sont fictives. Choisissez qui vous voulez être&nbsp;: un clic suffit.</p>
      <ul>
        {personas.map(({ email, password, label, displayName, role }) => (
          <li key={email}>
            <form method="post" action="/connexion">
              <OpKeyField value={opKey} />
              {retour !== undefined && <input type="hidden" name="retour" value={retour} />}
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={password} />
              <button type="submit" className="persona">
                <b>{displayName}</b>
                <span>{label}</span>
                <span className="hint">{WHAT_THEY_DO[ROLE_HOME[role]]}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
