import type { SubmissionResult } from '@conform-to/react';
import { z } from 'zod';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { type BlockCause, DECLARED_CAUSES, TOLD_BY, type ToldBy } from '#app/purchasing/rules/block.ts';
import { CAUSE_LABELS } from '#app/purchasing/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, FormStep, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';

export const lostForm = z.object({
  serial: z.string('Écrivez le numéro du carnet.').max(40, 'Ce numéro est trop long.'),
  ordinal: z.number('Écrivez un nombre.').int('Écrivez un nombre entier.').min(1).max(100).optional(),
  cause: z.enum(DECLARED_CAUSES, 'Dites ce qui est arrivé.'),
  toldBy: z.enum(TOLD_BY, 'Dites qui le dit.'),
  replaceWith: z.string().max(40, 'Ce numéro est trop long.').optional(),
});

/** What the intention is asked, from what was typed. */
export function lostInput({ ordinal, replaceWith, ...rest }: z.output<typeof lostForm>) {
  return { ...rest, ordinal: ordinal ?? null, replaceWith: replaceWith ?? null };
}

const CAUSES: Readonly<Record<(typeof DECLARED_CAUSES)[number], string>> = {
  LOST: 'Il est perdu',
  STOLEN: 'Il est volé',
  DAMAGED: 'Il est abîmé, on ne peut plus le lire',
};

interface LostFormProps {
  readonly opKey: string;
  readonly last: SubmissionResult<string[]> | null | undefined;
  /** Who may say it, on this page, with the words of this page. */
  readonly told: readonly { readonly value: ToldBy; readonly label: string }[];
  readonly replaceHint: string;
  readonly serial: string | null;
}

/** One form for a booklet, or one pass of it, that is lost, stolen or damaged. */
export function LostForm({ opKey, last, told, replaceHint, serial }: LostFormProps) {
  const [form, fields] = useRefusedForm(lostForm, last, {
    id: 'lost',
    defaultValue: { serial: serial ?? undefined, cause: 'LOST', toldBy: told[0]?.value },
  });
  return (
    <form method="post" id={form.id} noValidate className="narrow">
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      <Which serial={fields.serial} ordinal={fields.ordinal} />
      <FormStep number={2} title="Que s’est-il passé&nbsp;?">
        <RadioPicks
          field={fields.cause}
          choices={DECLARED_CAUSES.map((value) => ({ value, label: CAUSES[value] }))}
          required
        />
        {told.length > 1 ? (
          <RadioPicks field={fields.toldBy} label="Qui le dit&nbsp;?" choices={told} required />
        ) : (
          <input type="hidden" name={fields.toldBy.name} value={told[0]?.value} />
        )}
      </FormStep>
      <FormStep number={3} title="Un autre à la place&nbsp;?">
        <TextField
          field={fields.replaceWith}
          label="Numéro du nouveau carnet"
          hint={replaceHint}
          autoComplete="off"
          spellCheck={false}
        />
      </FormStep>
      <p>
        Les pass bloqués ne servent plus jamais, même si le carnet est retrouvé. Un pass gardé pour un atelier réservé
        ne peut pas être bloqué&nbsp;: annulez d’abord la réservation.
      </p>
      <SubmitButton look="grave">Je bloque ces pass</SubmitButton>
    </form>
  );
}

type Fields = ReturnType<typeof useRefusedForm<typeof lostForm>>[1];

function Which({ serial, ordinal }: Pick<Fields, 'serial' | 'ordinal'>) {
  return (
    <FormStep number={1} title="Lequel&nbsp;?">
      <div className="row">
        <TextField
          field={serial}
          label="Numéro du carnet"
          hint="écrit sur la couverture, par exemple 069-00412"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <TextField
          field={ordinal}
          label="Un seul pass&nbsp;?"
          hint="son numéro dans le carnet&nbsp;; vide pour tout le carnet"
          inputMode="numeric"
          maxLength={3}
        />
      </div>
    </FormStep>
  );
}

/** One line of the list of what is lost. */
export interface Lost {
  readonly serial: string;
  readonly at: Date;
  readonly cause: BlockCause;
  readonly passes: number;
  readonly replaced: number;
  readonly who: string;
  readonly href: string | null;
}

/** What was blocked, the latest first. */
export function LostList({ rows, today }: { rows: readonly Lost[]; today: string }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="titre-perdus">
      <h2 id="titre-perdus">Déjà bloqués</h2>
      <DataTable
        caption="Carnets et pass bloqués, du plus récent au plus ancien"
        captionHidden
        rows={rows}
        keyOf={({ serial, at }) => serial + at.toISOString()}
        columns={[
          { header: 'Carnet', cell: ({ serial }) => serial },
          { header: 'Quand', cell: ({ at }) => sayMoment(at, today) },
          { header: 'Pourquoi', cell: ({ cause }) => CAUSE_LABELS[cause] },
          { header: 'À qui', cell: ({ who, href }) => (href === null ? who : <a href={href}>{who}</a>) },
          { header: 'Pass', numeric: true, cell: ({ passes }) => sayNumber(passes) },
          {
            header: 'Remplacés',
            cell: ({ passes, replaced }) =>
              replaced === passes ? (
                <Tag look="ok">oui</Tag>
              ) : replaced === 0 ? (
                <Tag>non</Tag>
              ) : (
                `${replaced} sur ${passes}`
              ),
          },
        ]}
      />
    </section>
  );
}
