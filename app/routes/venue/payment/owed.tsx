import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireVenue } from '#app/access/guards.ts';
import { capital, sayDay, sayMonth } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { lastMonthEnd } from '#app/payment/rules/claim-dates.ts';
import { submitClaim } from '#app/payment/submit-claim.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { StatTile } from '#app/ui/components/stat-tile.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listClaims, previewClaim, readPaymentSettings } from '#db/queries/claims.ts';
import { listOwedLines, listOwedMonths, type OwedLine, type OwedMonth } from '#db/queries/venue-money.ts';
import { listOrgVenues } from '#db/queries/venue-space.ts';
import { Ask, askForm } from './ask.tsx';
import { VenueClaims } from './claims.tsx';

export { links } from './payment-styles.ts';

export const meta: MetaFunction = () => pageMeta('On vous doit');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock, newId } = context.services;
  const asked = new URL(request.url).searchParams;
  const today = parisDay(clock.now());
  const cutoff = lastMonthEnd(today);
  return db.snapshot(async (tx) => {
    const months = await listOwedMonths(tx, actor.orgId);
    const month = months.find((one) => one.month === asked.get('mois')) ?? months[0] ?? null;
    const claims = await listClaims(tx, { orgId: actor.orgId, limit: 60 });
    const { claimMode, promisedDays } = await readPaymentSettings(tx);
    return {
      actor,
      opKey: newId(),
      today,
      done: asked.get('fait'),
      ask: {
        cutoff,
        claimMode,
        promisedDays,
        preview: await previewClaim(tx, actor.orgId, cutoff),
        made: claims.some((one) => one.cutoff === cutoff),
      },
      claims,
      months,
      month,
      severalVenues: (await listOrgVenues(tx, actor.orgId)).length > 1,
      lines: month === null ? [] : await listOwedLines(tx, actor.orgId, month.month),
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const form = await readForm(request, askForm);
  if (!form.ok) return form.refusal;
  const input = { ...form.value, orgId: actor.orgId };
  const outcome = await perform(context.services, submitClaim, { actor, opKey: form.opKey, input });
  return outcome.ok ? redirect('/espace-lieu/remboursements?fait=demande', 303) : form.refuse(sayRefusal(outcome));
}

export type OwedScreen = ReturnType<typeof useLoaderData<typeof loader>>;

const sum = (rows: readonly { amountCents: bigint }[]) =>
  rows.reduce((total, { amountCents }) => total + amountCents, 0n);
const countPasses = (rows: readonly { passes: number }[]) => rows.reduce((total, { passes }) => total + passes, 0);

export default function Owed() {
  const { actor, today, months, month, lines, severalVenues, claims, done } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title="On vous doit" lead="Les pass utilisés chez vous, au prix de chaque pass.">
        <a className="btn quiet" href="/espace-lieu/dossier">
          Votre dossier et votre compte
        </a>
      </PageHeader>
      {done === 'demande' && (
        <Notice look="ok" news>
          <p>Votre demande est envoyée. Vous n’avez rien d’autre à faire.</p>
        </Notice>
      )}
      <div className="flow">
        {month === null && claims.length === 0 ? (
          <EmptyState icon="euro" title="Rien encore.">
            <p>Chaque personne notée présente, et chaque pass encaissé, s’ajoutera ici.</p>
          </EmptyState>
        ) : (
          <Sums month={month} months={months} claims={claims} />
        )}
        <Ask facts={useLoaderData<typeof loader>()} />
        <VenueClaims claims={claims} />
        {month !== null && (
          <>
            <Notice>
              <p>
                Ces pass ne sont pas encore dans une demande. Une personne que vous n’avez pas notée présente n’y est
                pas.
              </p>
            </Notice>
            <Months months={months} chosen={month.month} />
            <Lines month={month} lines={lines} today={today} severalVenues={severalVenues} />
          </>
        )}
      </div>
    </DeskLayout>
  );
}

function Sums({ month, months, claims }: Pick<OwedScreen, 'month' | 'months' | 'claims'>) {
  const underWay = claims.filter(({ state }) => state !== 'PAID' && state !== 'REJECTED');
  const asked = underWay.reduce((total, { totalCents }) => total + totalCents, 0n);
  return (
    <div className="tiles">
      <StatTile
        look="pass"
        label="On vous doit aujourd’hui"
        value={sayEuros(sum(months) + asked)}
        hint={`dont ${sayEuros(asked)} déjà demandés`}
      />
      {month !== null && (
        <StatTile
          label={`À demander, ${sayMonth(month.month)}`}
          value={sayEuros(month.amountCents)}
          hint={`${sayCount(month.people, 'personne')} dans le mois`}
        />
      )}
    </div>
  );
}

function Months({ months, chosen }: { months: readonly OwedMonth[]; chosen: string }) {
  return (
    <DataTable
      caption="Mois par mois"
      rows={months}
      keyOf={({ month }) => month}
      columns={[
        {
          header: 'Mois',
          cell: ({ month }) => (
            <a
              href={`/espace-lieu/remboursements?mois=${month}#detail`}
              aria-current={month === chosen ? 'true' : undefined}
            >
              {capital(sayMonth(month))}
            </a>
          ),
        },
        { header: 'Pass', numeric: true, cell: ({ passes }) => sayNumber(passes) },
        { header: 'Somme', numeric: true, cell: ({ amountCents }) => sayEuros(amountCents) },
      ]}
      totals={['Total', sayNumber(countPasses(months)), sayEuros(sum(months))]}
    />
  );
}

interface LinesProps {
  readonly month: OwedMonth;
  readonly lines: readonly OwedLine[];
  readonly today: string;
  readonly severalVenues: boolean;
}

function Lines({ month, lines, today, severalVenues }: LinesProps) {
  return (
    <section id="detail">
      <DataTable
        caption={`Le détail de ${sayMonth(month.month)}`}
        rows={lines}
        keyOf={({ key }) => key}
        columns={[
          { header: 'Jour', cell: ({ day }) => capital(sayDay(day, today)) },
          { header: 'Pour', cell: (line) => <LineFor line={line} severalVenues={severalVenues} /> },
          { header: 'Pass', numeric: true, cell: ({ passes }) => sayNumber(passes) },
          { header: 'Somme', numeric: true, cell: ({ amountCents }) => sayEuros(amountCents) },
        ]}
        totals={['Total', '', sayNumber(countPasses(lines)), sayEuros(sum(lines))]}
      />
    </section>
  );
}

/** A session, whose list is a link away, or the people who walked in that day. */
function LineFor({ line: { day, title, venueName }, severalVenues }: { line: OwedLine; severalVenues: boolean }) {
  return (
    <>
      {title === null ? 'Venus sans réservation' : <a href={`/espace-lieu/jour/${day}`}>{title}</a>}
      {severalVenues && <span className="hint"> {venueName}</span>}
    </>
  );
}
