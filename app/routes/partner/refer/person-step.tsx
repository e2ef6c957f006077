import { communeName } from '#app/directory/rules/commune.ts';
import { LYON_ARRONDISSEMENTS, TERRITORY_COMMUNES } from '#app/directory/rules/territory.ts';
import type { Public } from '#app/partners/rules/person.ts';
import { fullName, PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { sayKnown } from '#app/routes/partner/texts.fr.ts';
import { CheckChips, CheckField, RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { FormStep } from '#app/ui/forms/form-parts.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { SOMEBODY_ELSE } from './form.ts';
import type { ReferFields } from './page.tsx';
import type { KnownPerson, ReferScreen } from './screen.ts';

const COMMUNES = [...TERRITORY_COMMUNES, ...LYON_ARRONDISSEMENTS].map(({ name }) => communeName(name));
const SITUATIONS = (['RSA', 'ELDERLY', 'DISABLED', 'JOB_SEEKER', 'YOUNG'] satisfies Public[]).map((value) => ({
  value,
  label: PUBLIC_LABELS[value],
}));

interface NewPersonStepProps {
  readonly fields: ReferFields;
  readonly alike: readonly KnownPerson[];
  /** Lookalikes the agent already said it is not. */
  readonly notThese: readonly string[];
  readonly today: string;
}

/** Somebody who comes for the first time. */
export function NewPersonStep({ fields, alike, notThese, today }: NewPersonStepProps) {
  return (
    <FormStep number={1} title="La personne">
      <Lookalikes fields={fields} alike={alike} notThese={notThese} today={today} />
      <div className="row">
        <TextField field={fields.familyName} label="Nom" autoComplete="off" maxLength={80} spellCheck={false} />
        <TextField field={fields.givenName} label="Prénom" autoComplete="off" maxLength={80} spellCheck={false} />
        <TextField
          field={fields.birthYear}
          label="Année de naissance"
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
        />
      </div>
      <div className="row">
        <TextField field={fields.commune} label="Commune" list="communes" autoComplete="off" maxLength={80} />
        <TextField
          field={fields.phone}
          label={
            <>
              Téléphone <span className="hint">si elle en a un</span>
            </>
          }
          type="tel"
          autoComplete="off"
          maxLength={25}
        />
        <TextField
          field={fields.email}
          label={
            <>
              E-mail <span className="hint">si elle en a un</span>
            </>
          }
          type="email"
          autoComplete="off"
          maxLength={200}
        />
      </div>
      <datalist id="communes">
        {COMMUNES.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <CheckField
        field={fields.sharedContact}
        label="Ce téléphone ou cet e-mail sert aussi à quelqu’un d’autre : nos messages en diront moins."
      />
      <Situations fields={fields} />
    </FormStep>
  );
}

interface KnownPersonStepProps {
  readonly fields: ReferFields;
  readonly person: NonNullable<ReferScreen['person']>;
  readonly today: string;
}

/** Somebody found again: nothing to write, only what may have changed. */
export function KnownPersonStep({ fields, person, today }: KnownPersonStepProps) {
  return (
    <FormStep number={1} title="La personne">
      <input type="hidden" name={fields.personne.name} value={person.id} />
      <div className="pick known">
        <span>
          <b>{fullName(person)}</b>
          <span className="hint">{sayKnown(person, today)}</span>
        </span>
        <span className="acts">
          <a href={`/partenaire/personnes/${person.id}`}>Voir sa fiche</a>
          <a href="/partenaire/orienter">Quelqu’un d’autre</a>
        </span>
      </div>
      <details open={person.wallet.passesLeft === 0}>
        <summary>Sa situation, si vous lui remettez un carnet</summary>
        <Situations fields={fields} />
      </details>
    </FormStep>
  );
}

function Situations({ fields }: { fields: ReferFields }) {
  return (
    <CheckChips
      field={fields.publics}
      label="Sa situation"
      hint="Plusieurs réponses possibles. Elles servent à compter et ne sont jamais imprimées."
      choices={SITUATIONS}
    />
  );
}

function Lookalikes({ fields, alike, notThese, today }: NewPersonStepProps) {
  if (alike.length === 0) {
    if (notThese.length === 0) return null;
    return (
      <>
        <input type="hidden" name={fields.same.name} value={SOMEBODY_ELSE} />
        <input type="hidden" name={fields.shownAlike.name} value={notThese.join(',')} />
      </>
    );
  }
  return (
    <div className="lookalikes">
      <input type="hidden" name={fields.shownAlike.name} value={alike.map(({ id }) => id).join(',')} />
      <RadioPicks
        field={fields.same}
        label={alike.length === 1 ? 'Est-ce cette personne ?' : 'Est-ce une de ces personnes ?'}
        choices={[
          ...alike.map((person) => ({
            value: person.id,
            label: <b>C’est {fullName(person)}</b>,
            hint: sayKnown(person, today),
          })),
          {
            value: SOMEBODY_ELSE,
            label: <b>C’est une autre personne, continuer</b>,
            hint: 'Une nouvelle fiche sera créée.',
          },
        ]}
      />
    </div>
  );
}
