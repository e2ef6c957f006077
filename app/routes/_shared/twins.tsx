import { z } from 'zod';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';

/** Two identities that are one person: the second counts as the first. */
export const mergeForm = z.object({ keptId: z.uuid('Rechargez la page.'), goneId: z.uuid('Rechargez la page.') });
export const undoForm = z.object({ mergeId: z.uuid('Rechargez la page.') });

export interface Twin {
  readonly mergeId: string | null;
  readonly one: { readonly id: string; readonly name: string; readonly commune: string };
  readonly other: { readonly id: string; readonly name: string; readonly commune: string };
  readonly birthYear: number;
  readonly samePhone: boolean;
}

type Refused = Parameters<typeof useRefusedForm>[1];

interface TwinsProps {
  readonly twins: readonly Twin[];
  readonly merged: readonly Twin[];
  readonly opKey: string;
  readonly refused: { readonly act: string | null; readonly result: Refused | null } | undefined;
}

/** Pairs that may be one person, and those already counted as one, each with its button. */
export function Twins({ twins, merged, opKey, refused }: TwinsProps) {
  const of = (act: string) => (refused?.act === act ? refused.result : null);
  return (
    <>
      <section aria-labelledby="titre-proches">
        <h2 id="titre-proches">Peut-être la même personne</h2>
        {twins.length === 0 && <p>Aucune fiche ne ressemble assez à une autre.</p>}
        <ul className="people-list">
          {twins.map((twin) => (
            <Pair key={`${twin.one.id}${twin.other.id}`} twin={twin} opKey={opKey} refused={of('merge')} />
          ))}
        </ul>
      </section>
      {merged.length > 0 && (
        <section aria-labelledby="titre-reunies">
          <h2 id="titre-reunies">Comptées comme une seule personne</h2>
          <ul className="people-list">
            {merged.map((twin) => (
              <Pair key={twin.mergeId} twin={twin} opKey={opKey} refused={of('undo')} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Pair({
  twin,
  opKey,
  refused,
}: {
  readonly twin: Twin;
  readonly opKey: string;
  readonly refused: Refused | null;
}) {
  const { mergeId, one, other, birthYear, samePhone } = twin;
  const mine = refused?.initialValue?.goneId === other.id || refused?.initialValue?.mergeId === mergeId;
  const id = `paire-${mergeId ?? `${one.id}-${other.id}`}`;
  const [form] = useRefusedForm(z.object({}), mine ? refused : null, { id });
  return (
    <li>
      <span>
        <b>{one.name}</b> ({one.commune}) et <b>{other.name}</b> ({other.commune}), {birthYear}
        {samePhone && ', même téléphone ou même adresse e-mail'}
      </span>
      <form method="post" id={form.id} noValidate>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <input type="hidden" name="act" value={mergeId === null ? 'merge' : 'undo'} />
        {mergeId === null ? (
          <>
            <input type="hidden" name="keptId" value={one.id} />
            <input type="hidden" name="goneId" value={other.id} />
            <SubmitButton look="quiet">C’est la même personne</SubmitButton>
          </>
        ) : (
          <>
            <input type="hidden" name="mergeId" value={mergeId} />
            <SubmitButton look="quiet">Ce sont deux personnes</SubmitButton>
          </>
        )}
      </form>
    </li>
  );
}
