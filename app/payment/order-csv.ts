import { csvCell, csvCents } from './rules/csv-cell.ts';

/** A line of the treasury's table. Sums in cents. */
export interface OrderCsvRow {
  orgName: string;
  siret: string | null;
  holderName: string;
  iban: string;
  amountCents: bigint;
  deductedCents: bigint;
  cutoff: string;
  endToEndId: string;
}

const HEADER = ['Structure', 'SIRET', 'Titulaire', 'IBAN', 'Montant', 'Retenu', 'Jusqu’au', 'Référence'];

/** The order as a French spreadsheet opens it: UTF-8 with its mark, semicolons, decimal commas. */
export function writeOrderCsv(rows: readonly OrderCsvRow[]): string {
  const lines = rows.map((row) =>
    [
      csvCell(row.orgName),
      csvCell(row.siret ?? ''),
      csvCell(row.holderName),
      csvCell(row.iban),
      csvCents(row.amountCents),
      csvCents(row.deductedCents),
      csvCell(row.cutoff),
      csvCell(row.endToEndId),
    ].join(';'),
  );
  return `\ufeff${[HEADER.map(csvCell).join(';'), ...lines].join('\r\n')}\r\n`;
}
