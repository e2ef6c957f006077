import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { CLAIM_STATES } from '#app/passes/rules/claim.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { CLAIM_WORDS } from '#app/payment/place.fr.ts';
import { lastMonthEnd } from '#app/payment/rules/claim-dates.ts';
import { submitAllClaims } from '#app/payment/submit-claim.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { type ClaimRow, listClaims, listOrgsToClaim } from '#db/queries/claims.ts';
import { readDebt } from '#db/queries/debt.ts';
import { listWaitingFiles } from '#db/queries/label-files.ts';
import { ClaimsDone } from './claims-done.tsx';
import { DebtTiles } from './debt-tiles.tsx';

export { links } from './claim-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les remboursements');

const nothing = z.object({});
const stateAsked = z.enum(CLAIM_STATES).optional().catch(undefined);
const SHOWN = 200;

export async function loader({ request, context: { services }, ...rest }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context: { services }, ...rest });
  const asked = new URL(request.url).searchParams;
  const state = stateAsked.parse(asked.get('etat') ?? undefined);
  const today = parisDay(services.clock.now());
  const cutoff = lastMonthEnd(today);
  const read = await services.db.snapshot(async (tx) => ({
    debt: await readDebt(tx, today),
    claims: await listClaims(tx, { ...(state === undefined ? {} : { state }), limit: SHOWN }),
    toClaim: (await listOrgsToClaim(tx, cutoff)).length,
    waiting: await listWaitingFiles(tx),
  }));
  return { actor, opKey: services.newId(), today, cutoff, state: state ?? null, done: asked.get('fait'), ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const form = await readForm(request, nothing);
  if (!form.ok) return form.refusal;
  const cutoff = lastMonthEnd(parisDay(services.clock.now()));
  const outcome = await perform(services, submitAllClaims, { actor, opKey: form.opKey, input: { cutoff } });
  return outcome.ok ? redirect('/metropole/remboursements?fait=demandes', 303) : form.refuse(sayRefusal(outcome));
}

export default function Claims() {
  const { actor, debt, claims, state, done, waiting } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title="Les remboursements" lead="Ce que les lieux ont demandé, ce qui leur est dû, ce qui est payé.">
        <a className="btn" href="/metropole/remboursements/ordres">
          Payer
        </a>
        <a className="btn quiet" href="/metropole/remboursements/banque">
          Retours de la banque
        </a>
        <a className="btn quiet" href="/metropole/remboursements/reglages">
          Réglages
        </a>
      </PageHeader>
      <ClaimsDone done={done} />
      <div className="flow">
        <DebtTiles debt={debt} />
        <MakeAll />
        {waiting.length > 0 && (
          <Notice look="warn">
            <p>À valider par deux personnes&nbsp;:</p>
            <ul>
              {waiting.map(({ orgId, orgName, what, validated }) => (
                <li key={`${orgId}-${what}`}>
                  <a href={`/metropole/lieux/${orgId}/dossier`}>{orgName}</a>,{' '}
                  {what === 'FILE' ? 'un dossier de labellisation' : 'un compte bancaire'}
                  {validated && ', déjà validé une fois'}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <nav aria-label="Filtrer les demandes" className="acts">
          <a href="/metropole/remboursements" aria-current={state === null ? 'page' : undefined}>
            Toutes
          </a>
          {CLAIM_STATES.map((one) => (
            <a key={one} href={`?etat=${one}`} aria-current={state === one ? 'page' : undefined}>
              {CLAIM_WORDS[one]}s
            </a>
          ))}
        </nav>
        {claims.length === 0 ? (
          <EmptyState icon="euro" title="Aucune demande ici">
            <p>Les lieux demandent chaque mois, ou vous faites les demandes pour tous avec le bouton ci-dessus.</p>
          </EmptyState>
        ) : (
          <ClaimTable claims={claims} />
        )}
      </div>
    </DeskLayout>
  );
}

function MakeAll() {
  const { opKey, cutoff, toClaim } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(nothing, useActionData<typeof action>());
  if (toClaim === 0 && Object.keys(form.allErrors).length === 0) return null;
  return (
    <form method="post" id={form.id} className="panel">
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      <p>
        {sayCount(toClaim, 'structure n’a', 'structures n’ont')} pas encore demandé ce qui leur est dû jusqu’au{' '}
        {sayDate(cutoff)}.
      </p>
      <SubmitButton look="quiet">Je fais les demandes du mois pour toutes</SubmitButton>
    </form>
  );
}

function ClaimTable({ claims }: { claims: readonly ClaimRow[] }) {
  return (
    <DataTable
      caption="Les demandes"
      rows={claims}
      keyOf={({ id }) => id}
      columns={[
        { header: 'Structure', cell: ({ id, orgName }) => <a href={`/metropole/remboursements/${id}`}>{orgName}</a> },
        { header: 'Jusqu’au', cell: ({ cutoff }) => sayDate(cutoff) },
        { header: 'État', cell: (claim) => <StateTag claim={claim} /> },
        { header: 'Pass', numeric: true, cell: ({ lines }) => sayNumber(lines) },
        { header: 'Somme', numeric: true, cell: ({ totalCents }) => sayEuros(totalCents) },
        {
          header: 'Promis pour le',
          cell: ({ dueOn, paidOn }) => (paidOn === null ? sayDate(dueOn) : `payé le ${sayDate(paidOn)}`),
        },
      ]}
    />
  );
}

function StateTag({ claim: { state, contested } }: { claim: ClaimRow }) {
  return (
    <>
      <Tag look={state === 'PAID' ? 'ok' : state === 'REJECTED' ? 'bad' : state === 'SUBMITTED' ? 'warn' : 'plain'}>
        {CLAIM_WORDS[state]}
      </Tag>{' '}
      {state === 'SUBMITTED' && contested > 0 && (
        <span className="hint">{sayCount(contested, 'ligne contestée', 'lignes contestées')}</span>
      )}
    </>
  );
}
