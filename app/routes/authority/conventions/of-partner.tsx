import { z } from 'zod';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { conventionSchema, progress } from '#app/partners/rules/partner.ts';
import { PUBLICS } from '#app/partners/rules/person.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber, sayShare } from '#app/ui/components/figures.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { CheckChips } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { ConventionRow } from '#db/queries/partners.ts';
import { ActForm } from '../act-form.tsx';
import type { TeamAnswer } from '../team/team.tsx';

const { startsOn, endsOn, targetPasses, publics, signedForPartner, signedForAuthority, signedOn } =
  conventionSchema.shape;

/** A convention of the partner whose page it is. */
export const conventionForm = z
  .object({ startsOn, endsOn, targetPasses, publics, signedForPartner, signedForAuthority, signedOn })
  .refine((given) => given.endsOn >= given.startsOn, {
    path: ['endsOn'],
    error: 'Le dernier jour vient après le premier.',
  });

interface ConventionsProps {
  readonly conventions: readonly ConventionRow[];
  readonly opKey: string;
  readonly answer: TeamAnswer;
  /** Whether one more may be added. */
  readonly open: boolean;
  /** Proposed first and last days: two years, after the last convention. */
  readonly proposed: { readonly startsOn: string; readonly endsOn: string };
}

/** A partner's conventions, how far each is from its target, and the form that adds one. */
export function Conventions({ conventions, opKey, answer, open, proposed }: ConventionsProps) {
  return (
    <section aria-labelledby="titre-conventions">
      <h2 id="titre-conventions">Ses conventions</h2>
      {conventions.length === 0 ? (
        <p>Aucune convention.</p>
      ) : (
        <DataTable
          caption="Périodes et objectifs"
          captionHidden
          rows={conventions}
          keyOf={({ id }) => id}
          columns={[
            {
              header: 'Période',
              cell: (one) => (
                <>
                  <a href={`/metropole/conventions/${one.id}`}>
                    du {sayDate(one.startsOn)} au {sayDate(one.endsOn)}
                  </a>{' '}
                  {one.revoked && <Tag look="bad">résiliée</Tag>}
                </>
              ),
            },
            {
              header: 'Pass remis',
              cell: (one) => (
                <div className="roomy">
                  <Progress convention={one} />
                </div>
              ),
            },
          ]}
        />
      )}
      {open && <AddConvention opKey={opKey} answer={answer} proposed={proposed} />}
    </section>
  );
}

/** One more convention, two years long unless it says otherwise. */
function AddConvention({ opKey, answer, proposed }: Pick<ConventionsProps, 'opKey' | 'answer' | 'proposed'>) {
  const refused = answer !== undefined && 'result' in answer && answer.act === 'convention' ? answer.result : null;
  const [form, fields] = useRefusedForm(conventionForm, refused, { id: 'convention', defaultValue: proposed });
  return (
    <details open={refused !== null}>
      <summary>Ajouter une convention</summary>
      <ActForm act="convention" opKey={opKey} form={form} className="narrow">
        <div className="row">
          <DateField field={fields.startsOn} label="Premier jour" required />
          <DateField field={fields.endsOn} label="Dernier jour" required />
        </div>
        <TextField field={fields.targetPasses} label="Pass à remettre sur cette période" inputMode="numeric" required />
        <CheckChips
          field={fields.publics}
          label="Pour quels publics"
          hint="aucun coché : tous"
          choices={PUBLICS.map((one) => ({ value: one, label: PUBLIC_LABELS[one] }))}
        />
        <TextField
          field={fields.signedForPartner}
          label="Signée pour le partenaire par"
          hint="facultatif"
          autoComplete="off"
        />
        <TextField
          field={fields.signedForAuthority}
          label="Signée pour la collectivité par"
          hint="facultatif"
          autoComplete="off"
        />
        <DateField field={fields.signedOn} label="Signée le" hint="facultatif" />
        <SubmitButton look="quiet">J’ajoute cette convention</SubmitButton>
      </ActForm>
    </details>
  );
}

interface ProgressProps {
  readonly convention: { readonly handedOver: number; readonly targetPasses: number };
}

/** How far a convention is from its target, in words and as a bar. */
export function Progress({ convention: { handedOver, targetPasses } }: ProgressProps) {
  const share = progress(handedOver, targetPasses);
  return (
    <>
      <span className="hint">
        {' '}
        {sayNumber(handedOver)} pass remis sur {sayNumber(targetPasses)}
        {share !== null && ` (${sayShare(share)})`}
      </span>
      <svg className="gauge" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.min(100, Math.round((share ?? 0) * 100))} height="4" />
      </svg>
    </>
  );
}
