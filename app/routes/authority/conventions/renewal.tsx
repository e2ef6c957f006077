import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { PUBLICS } from '#app/partners/rules/person.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayNumber, sayShare } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { sayMasked } from './figures.tsx';
import { readRenewal } from './read-renewal.ts';

export { links } from '../allocation/styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(`Bilan de ${data?.convention.partnerName ?? '…'}`);

/** R15: what a convention has done, to sign its renewal. */
export const loader = (args: LoaderFunctionArgs) => readRenewal(args);

export default function Renewal() {
  const { actor, now, to, ledgerHead, convention, figures } = useLoaderData<typeof loader>();
  const usage = figures.handedPasses === 0 ? null : figures.usedPasses / figures.handedPasses;
  const done = convention.targetPasses === 0 ? null : figures.handedPasses / convention.targetPasses;
  return (
    <DeskLayout area="authority" actor={actor}>
      <div className="sheet">
        <PageHeader
          title={`Bilan de la convention avec ${convention.partnerName}`}
          lead={`Du ${sayDate(convention.startsOn)} au ${sayDate(convention.endsOn)}, chiffres jusqu’au ${sayDate(to)}.`}
          back={{ href: `/metropole/conventions/${convention.id}`, label: 'La convention' }}
        />
        <p className="no-print hint">
          Pour garder ce bilan : imprimez cette page, sur papier ou en PDF (touches Ctrl et P), ou{' '}
          <a href={`/metropole/conventions/${convention.id}/bilan/csv`}>téléchargez-le pour un tableur (CSV)</a>.
        </p>
        <div className="flow">
          <Facts
            of={[
              ['Objectif', `${sayNumber(convention.targetPasses)} pass à remettre`],
              [
                'Pass remis',
                `${sayNumber(figures.handedPasses)}${done === null ? '' : `, soit ${sayShare(done)} de l’objectif`}`,
              ],
              ['Carnets reçus', `${sayNumber(figures.receivedBooklets)} (${sayNumber(figures.receivedPasses)} pass)`],
              ['Carnets remis', sayNumber(figures.handedBooklets)],
              [
                'Pass utilisés',
                `${sayNumber(figures.usedPasses)}${usage === null ? '' : `, soit ${sayShare(usage)} des pass remis`}`,
              ],
              ['Personnes', sayMasked(figures.persons)],
              ['Signée pour le partenaire', convention.signedForPartner],
              ['Signée pour la collectivité', convention.signedForAuthority],
            ]}
          />
          <DataTable
            caption="Personnes, par public"
            rows={PUBLICS}
            keyOf={(one) => one}
            columns={[
              { header: 'Public', cell: (one) => PUBLIC_LABELS[one] },
              { header: 'Personnes', numeric: true, cell: (one) => sayMasked(figures.publics[one]) },
              {
                header: 'Visé par la convention',
                cell: (one) => (convention.publics.length === 0 || convention.publics.includes(one) ? 'oui' : 'non'),
              },
            ]}
          />
          <p className="hint">
            Une personne peut être comptée dans plusieurs publics. Les nombres de 1 à 5 personnes sont masqués, et ceux
            qui permettraient de les retrouver. Pass utilisés&nbsp;: parmi ceux remis sur la période, à ce jour. Lu{' '}
            {sayMoment(now)}, ligne {ledgerHead} du grand livre.
          </p>
        </div>
      </div>
    </DeskLayout>
  );
}
