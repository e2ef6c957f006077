import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireAuthority } from '#app/access/guards.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { sayRefusal } from '#app/passes/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount, sayEuros, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { type LotRow, listAllocations, listLots } from '#db/queries/lots.ts';
import { listActivePartners } from '#db/queries/partners.ts';

export { links } from './authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les pass');

const LATEST = 10;

const allocationForm = z.object({
  lotId: z.uuid('Choisissez un lot.'),
  partnerId: z.uuid('Choisissez un partenaire.'),
  count: z
    .number('Écrivez combien de carnets vous confiez.')
    .int('Écrivez un nombre entier.')
    .min(1, 'Confiez au moins un carnet.')
    .max(2000, 'Pas plus de 2 000 carnets à la fois.'),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const read = await db.read(async (tx) => ({
    lots: await listLots(tx),
    partners: await listActivePartners(tx),
    allocations: await listAllocations(tx, LATEST),
  }));
  const asked = new URL(request.url).searchParams;
  const chosen = { lotId: asked.get('lot') ?? undefined, partnerId: asked.get('partenaire') ?? undefined };
  const done = asked.get('fait') === 'confie';
  return { actor, today: parisDay(clock.now()), opKey: newId(), chosen, done, ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, allocationForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, allocateBooklets, { actor, opKey: form.opKey, input: form.value });
  if (!outcome.ok) {
    const sentence = sayRefusal(outcome);
    return outcome.refusal === 'STOCK_SHORT'
      ? form.refuse('Rien n’a été confié.', { count: sentence })
      : form.refuse(sentence);
  }
  return redirect('/metropole/passes?fait=confie#confies', 303);
}

export default function Passes() {
  const { actor, lots, done, today, allocations } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title="Les pass" lead="Vos achats, votre stock, et les carnets confiés aux partenaires.">
        <a className="btn" href="/metropole/passes/nouveau">
          Créer un lot
        </a>
        <a className="btn quiet" href="/metropole/achats">
          Commandes et financements
        </a>
        <a className="btn quiet" href="/metropole/passes/perdus">
          Pass perdus
        </a>
      </PageHeader>
      {done && (
        <Notice look="ok" news>
          <p>C’est fait&nbsp;: les carnets sont dans le stock du partenaire. Il peut les remettre dès maintenant.</p>
        </Notice>
      )}
      {lots.length === 0 ? (
        <EmptyState icon="booklet" title="Aucun lot pour l’instant">
          <p>Créez un premier lot&nbsp;: ses carnets seront aussitôt en stock.</p>
        </EmptyState>
      ) : (
        <div className="flow">
          <Lots lots={lots} today={today} />
          <Allocate />
          {allocations.length > 0 && (
            <section id="confies" aria-labelledby="titre-confies">
              <h2 id="titre-confies">Les derniers carnets confiés</h2>
              <DataTable
                caption="Du plus récent au plus ancien"
                captionHidden
                rows={allocations}
                keyOf={({ id }) => id}
                columns={[
                  {
                    header: 'Partenaire',
                    cell: ({ partnerId, partnerName }) => (
                      <a href={`/metropole/partenaires/${partnerId}`}>{partnerName}</a>
                    ),
                  },
                  { header: 'Carnets', numeric: true, cell: ({ booklets }) => sayNumber(booklets) },
                  { header: 'Lot', cell: ({ lotLabel }) => lotLabel },
                  { header: 'Quand', cell: ({ at }) => sayMoment(at, today) },
                ]}
              />
            </section>
          )}
        </div>
      )}
    </DeskLayout>
  );
}

function Lots({ lots, today }: { lots: readonly LotRow[]; today: string }) {
  return (
    <DataTable
      caption="Les lots achetés"
      rows={lots}
      keyOf={({ id }) => id}
      columns={[
        {
          header: 'Lot',
          cell: ({ id, label, validUntil, activated }) => (
            <>
              <a href={`/metropole/passes/lots/${id}`}>{label}</a> {!activated && <Tag look="warn">pas activé</Tag>}{' '}
              {validUntil < today && <Tag look="warn">périmé</Tag>}
            </>
          ),
        },
        {
          header: 'Carnets',
          cell: ({ bookletCount, bookletSize, faceCents }) =>
            `${sayNumber(bookletCount)} de ${bookletSize} × ${sayEuros(faceCents)}`,
        },
        { header: 'Carnets en stock', numeric: true, cell: ({ inStock }) => sayNumber(inStock) },
        { header: 'Pass remis', numeric: true, cell: ({ handedOver }) => sayNumber(handedOver) },
        { header: 'Pass utilisés', numeric: true, cell: ({ redeemed }) => sayNumber(redeemed) },
        { header: 'Valables jusqu’au', cell: ({ validUntil }) => sayDate(validUntil) },
      ]}
    />
  );
}

function Allocate() {
  const { lots, partners, opKey, chosen, today } = useLoaderData<typeof loader>();
  const usable = lots.filter(({ inStock, validUntil, activated }) => activated && inStock > 0 && validUntil >= today);
  const first = usable.length === 1 ? usable[0]?.id : undefined;
  const [form, fields] = useRefusedForm(allocationForm, useActionData<typeof action>(), {
    defaultValue: { ...chosen, lotId: chosen.lotId ?? first },
  });
  return (
    <section className="panel narrow" aria-labelledby="titre-confier">
      <h2 id="titre-confier">Confier des carnets</h2>
      {usable.length === 0 ? (
        <p>
          Il n’y a plus de carnet en stock. <a href="/metropole/passes/nouveau">Créez un lot</a>.
        </p>
      ) : (
        <form method="post" id={form.id} noValidate>
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          <SelectField
            field={fields.partnerId}
            label="À quel partenaire&nbsp;?"
            emptyLabel="Choisissez"
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
            required
          />
          <SelectField
            field={fields.lotId}
            label="De quel lot&nbsp;?"
            emptyLabel="Choisissez"
            choices={usable.map(({ id, label, inStock }) => ({
              value: id,
              label: `${label} (${sayCount(inStock, 'carnet')} en stock)`,
            }))}
            required
          />
          <TextField
            field={fields.count}
            label="Combien de carnets&nbsp;?"
            hint="Les premiers numéros du lot partent d’abord."
            inputMode="numeric"
            required
          />
          <SubmitButton>Je confie ces carnets</SubmitButton>
        </form>
      )}
    </section>
  );
}
