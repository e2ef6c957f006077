import { z } from 'zod';
import { PUBLICS, type Public } from '#app/partners/rules/person.ts';
import { type Masked, maskOne, maskRow } from '#app/reporting/rules/masking.ts';

/** What a partner, or all of them together, did over a period. Counts; persons once each. */
export interface PeriodFigures {
  /** Null for all partners together. */
  partnerId: string | null;
  name: string | null;
  targetPasses: number | null;
  receivedBooklets: number;
  receivedPasses: number;
  handedBooklets: number;
  handedPasses: number;
  usedPasses: number;
  persons: number;
  publics: Record<Public, number>;
}

const masked = z.number().int().min(0).nullable();

/** The same as it may be shown: persons and publics under 6 are hidden. */
export const shownFiguresSchema = z.object({
  partnerId: z.string().nullable(),
  name: z.string().nullable(),
  targetPasses: z.number().int().nullable(),
  receivedBooklets: z.number().int(),
  receivedPasses: z.number().int(),
  handedBooklets: z.number().int(),
  handedPasses: z.number().int(),
  usedPasses: z.number().int(),
  persons: masked,
  publics: z.record(z.enum(PUBLICS), masked),
});
export type ShownFigures = z.infer<typeof shownFiguresSchema>;

/** What a committee looked at: the totals, then each partner. Written once, masked already. */
export const packSchema = z.object({ total: shownFiguresSchema, partners: z.array(shownFiguresSchema) });
export type Pack = z.infer<typeof packSchema>;

/** Figures of one partner, or of all, with their small cells hidden. */
export function maskFigures(figures: PeriodFigures): ShownFigures {
  const cells = maskRow(PUBLICS.map((one) => figures.publics[one]));
  const publics = Object.fromEntries(PUBLICS.map((one, i) => [one, cells[i] ?? null])) as Record<Public, Masked>;
  return { ...figures, persons: maskOne(figures.persons), publics };
}

/**
 * The pack of all partners. Persons and each public are masked down the column too: with the total beside
 * it, one hidden partner alone could be found by subtraction.
 */
export function composePack(total: PeriodFigures, partners: readonly PeriodFigures[]): Pack {
  const shown = partners.map(maskFigures);
  hideDown(
    partners.map(({ persons }) => persons),
    (i) => shown[i]?.persons ?? null,
    (i) => {
      if (shown[i] !== undefined) shown[i].persons = null;
    },
  );
  for (const one of PUBLICS) {
    hideDown(
      partners.map(({ publics }) => publics[one]),
      (i) => shown[i]?.publics[one] ?? null,
      (i) => {
        if (shown[i] !== undefined) shown[i].publics[one] = null;
      },
    );
  }
  return { total: maskFigures(total), partners: shown };
}

function hideDown(counts: readonly number[], cell: (i: number) => Masked, hide: (i: number) => void): void {
  // What the row has hidden already counts as hidden in the column.
  const column = maskRow(counts.map((count, i) => (cell(i) === null ? Math.min(count, 1) : count)));
  for (const [i, kept] of column.entries()) if (kept === null) hide(i);
}

/** Share of a target done; null when there is no target. */
export function shareDone(done: number, target: number | null): number | null {
  return target === null || target === 0 ? null : done / target;
}
