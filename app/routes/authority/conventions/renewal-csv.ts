import type { LoaderFunctionArgs } from '@remix-run/node';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { PUBLICS } from '#app/partners/rules/person.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { toCsv } from '#app/reporting/export-figures.ts';
import { HIDDEN } from '#app/reporting/rules/figures.ts';
import { readRenewal } from './read-renewal.ts';

/** The renewal pack (R15) as a file for a spreadsheet: the figures of the printed page, masked as they are there. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { now, convention, to, ledgerHead, figures } = await readRenewal(args);
  const table = { totals: null, note: null, persons: null, chart: null };
  const text = (name: string) => ({ name, kind: 'text' as const });
  const count = (name: string) => ({ name, kind: 'count' as const });
  const csv = toCsv({
    title: `Bilan de la convention avec ${convention.partnerName}`,
    facts: [
      ['Période', `du ${sayDate(convention.startsOn)} au ${sayDate(to)}`],
      ['Fin de la convention', sayDate(convention.endsOn)],
      ['Lu', sayMoment(now)],
      ['Grand livre', `ligne ${ledgerHead}`],
      ['Signée pour le partenaire', convention.signedForPartner ?? ''],
      ['Signée pour la collectivité', convention.signedForAuthority ?? ''],
    ],
    tables: [
      {
        ...table,
        title: 'Pass et personnes',
        columns: [text('Quoi'), count('Combien')],
        rows: [
          ['Objectif, en pass remis', convention.targetPasses],
          ['Carnets reçus', figures.receivedBooklets],
          ['Pass reçus', figures.receivedPasses],
          ['Carnets remis', figures.handedBooklets],
          ['Pass remis', figures.handedPasses],
          ['Pass utilisés', figures.usedPasses],
          ['Personnes', figures.persons ?? HIDDEN],
        ],
      },
      {
        ...table,
        title: 'Personnes, par public',
        columns: [text('Public'), count('Personnes'), text('Visé par la convention')],
        rows: PUBLICS.map((one) => [
          PUBLIC_LABELS[one],
          figures.publics[one] ?? HIDDEN,
          convention.publics.length === 0 || convention.publics.includes(one) ? 'oui' : 'non',
        ]),
      },
    ],
  });
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="bilan-convention-${to}.csv"`,
    },
  });
}
