import { type ShownFigures, shareDone } from '#app/committee/rules/pack.ts';
import { PUBLICS } from '#app/partners/rules/person.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import type { Masked } from '#app/reporting/rules/masking.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber, sayShare } from '#app/ui/components/figures.ts';

/** A figure that may be hidden. */
export function sayMasked(figure: Masked | undefined): string {
  return figure === null || figure === undefined ? 'masqué' : sayNumber(figure);
}

/** "320 sur 800 (40 %)". */
export function sayTarget({ handedPasses, targetPasses }: ShownFigures): string {
  const share = shareDone(handedPasses, targetPasses);
  if (targetPasses === null) return 'pas d’objectif';
  return `${sayNumber(handedPasses)} sur ${sayNumber(targetPasses)}${share === null ? '' : ` (${sayShare(share)})`}`;
}

/** Each partner's figures, and the persons by public; small cells hidden. */
export function FiguresTables({ total, partners }: { total: ShownFigures; partners: readonly ShownFigures[] }) {
  const keyOf = (one: ShownFigures) => one.partnerId ?? 'total';
  const nameOf = ({ name }: ShownFigures) => name ?? 'Ensemble';
  return (
    <>
      <DataTable
        caption="Pass et personnes, par partenaire"
        rows={partners}
        keyOf={keyOf}
        columns={[
          { header: 'Partenaire', cell: nameOf },
          { header: 'Pass reçus', numeric: true, cell: (one) => sayNumber(one.receivedPasses) },
          { header: 'Pass remis, sur l’objectif', numeric: true, cell: sayTarget },
          { header: 'Pass utilisés', numeric: true, cell: (one) => sayNumber(one.usedPasses) },
          { header: 'Personnes', numeric: true, cell: (one) => sayMasked(one.persons) },
        ]}
        totals={[
          'Ensemble',
          sayNumber(total.receivedPasses),
          sayTarget(total),
          sayNumber(total.usedPasses),
          sayMasked(total.persons),
        ]}
      />
      <DataTable
        caption="Personnes, par public"
        rows={[...partners, total]}
        keyOf={keyOf}
        columns={[
          { header: 'Partenaire', cell: nameOf },
          ...PUBLICS.map((one) => ({
            header: PUBLIC_LABELS[one],
            numeric: true,
            cell: ({ publics }: ShownFigures) => sayMasked(publics[one]),
          })),
        ]}
      />
      <p className="hint">
        Une personne peut être comptée dans plusieurs publics, et chez plusieurs partenaires. Les nombres de 1 à 5
        personnes sont masqués, et ceux qui permettraient de les retrouver.
      </p>
    </>
  );
}
