import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { perform } from '#app/platform/intention.ts';
import { activateLot, financeLot, setGrace } from '#app/purchasing/finance-lot.ts';
import { sayRefusal } from '#app/purchasing/texts.fr.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayCount, sayEuros, sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listFundings, listLotShares } from '#db/queries/funding.ts';
import { type BoughtLotRow, listBoughtLots, listOrders } from '#db/queries/orders.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { DoneNotice } from './done.tsx';
import { Financing, financingForm, sharesTyped } from './financing.tsx';
import { sharesOfLots } from './shares.ts';
import { centsTyped } from './typed.ts';
import { sayWait } from './waiting-lots.tsx';
import { WhoPays } from './who-pays.tsx';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.lot.label ?? 'Un lot');

const ACTS = ['finance', 'activate', 'grace'] as const;
const activationForm = z.object({});
const graceForm = z.object({
  graceDays: z
    .number('Écrivez un nombre de jours.')
    .int('Écrivez un nombre entier.')
    .min(0, 'De 0 à 366 jours.')
    .max(366, 'De 0 à 366 jours.'),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, newId } = context.services;
  const id = z.uuid().safeParse(params.id);
  const read = id.success
    ? await db.read(async (tx) => ({
        lots: await listBoughtLots(tx, { lotId: id.data }),
        shares: sharesOfLots(await listLotShares(tx, { lotId: id.data })),
        orders: await listOrders(tx),
        fundings: await listFundings(tx),
      }))
    : null;
  const lot = read?.lots[0];
  if (read === null || lot === undefined) throw notFound();
  const { shares, orders, fundings } = read;
  const done = new URL(request.url).searchParams.get('fait');
  return { actor, opKey: newId(), done, lot, shares, orders, fundings };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { posted, act } = await readAct(request, ACTS);
  const lotId = params.id;
  const here = (done: string) => redirect(`/metropole/passes/lots/${lotId}?fait=${done}`, 303);
  switch (act) {
    case null:
      return unknownAct();
    case 'finance': {
      const form = await readForm(posted, financingForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const { orderId, price, shares } = form.value;
      const input = { lotId, orderId, priceCents: centsTyped(price), shares: sharesTyped(shares) };
      const outcome = await perform(services, financeLot, { actor, opKey: form.opKey, input });
      return outcome.ok ? here('finance') : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'activate': {
      const form = await readForm(posted, activationForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, activateLot, { actor, opKey: form.opKey, input: { lotId } });
      return outcome.ok ? here('active') : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'grace': {
      const form = await readForm(posted, graceForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const input = { lotId, graceDays: form.value.graceDays };
      const outcome = await perform(services, setGrace, { actor, opKey: form.opKey, input });
      return outcome.ok ? here('delai') : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

export default function Lot() {
  const { actor, opKey, done, lot, shares, orders, fundings } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = (act: (typeof ACTS)[number]) => (answer?.act === act ? answer.result : null);
  const [activation] = useRefusedForm(activationForm, refused('activate'), { id: 'activate' });
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title={lot.label} back={{ href: '/metropole/passes', label: 'Les pass' }} />
      <DoneNotice done={done} />
      <div className="flow">
        <LotFacts lot={lot} />
        {lot.activatedAt === null && (
          <section className="panel narrow" aria-labelledby="titre-activer">
            <h2 id="titre-activer">Activer ce lot</h2>
            <p>Ses pass sont en stock. Ils pourront en sortir quand le paiement de la commande sera enregistré.</p>
            <ActForm act="activate" opKey={opKey} form={activation}>
              <SubmitButton look={lot.paidOn === null ? 'quiet' : 'main'}>J’active ce lot</SubmitButton>
            </ActForm>
          </section>
        )}
        {shares.length > 0 && <WhoPays shares={shares} />}
        {lot.activatedAt === null && (
          <Financing
            lot={lot}
            shares={shares}
            orders={orders}
            fundings={fundings}
            opKey={opKey}
            refused={refused('finance')}
          />
        )}
        <Grace graceDays={lot.graceDays} opKey={opKey} refused={refused('grace')} />
      </div>
    </DeskLayout>
  );
}

type Shown = Omit<BoughtLotRow, 'activatedAt'> & { activatedAt: Date | null };

function LotFacts({ lot }: { lot: Shown }) {
  return (
    <Facts
      of={[
        [
          'Carnets',
          `${sayNumber(lot.bookletCount)} de ${sayCount(lot.bookletSize, 'pass', 'pass')} de ${sayEuros(lot.faceCents)}`,
        ],
        ['Codes', lot.imported ? 'dans le fichier du fournisseur' : 'faits ici, imprimés à la création'],
        ['Valables', `du ${sayDate(lot.validFrom)} au ${sayDate(lot.validUntil)}`],
        [
          'Commande',
          lot.orderId === null ? null : (
            <a key="order" href={`/metropole/achats/${lot.orderId}`}>
              {lot.orderReference}
            </a>
          ),
        ],
        ['Prix', lot.priceCents === null ? null : sayEuros(lot.priceCents)],
        [
          'État',
          lot.activatedAt === null ? (
            <Tag key="wait" look="warn">
              {sayWait(lot)}
            </Tag>
          ) : (
            <span key="since">
              <Tag look="ok">activé</Tag> le {sayMoment(lot.activatedAt)}
            </span>
          ),
        ],
      ]}
    />
  );
}

interface GraceProps {
  readonly graceDays: number;
  readonly opKey: string;
  readonly refused: Parameters<typeof useRefusedForm>[1];
}

function Grace({ graceDays, opKey, refused }: GraceProps) {
  const [form, fields] = useRefusedForm(graceForm, refused, { id: 'grace', defaultValue: { graceDays } });
  return (
    <section aria-labelledby="titre-delai">
      <h2 id="titre-delai">Le délai laissé aux lieux</h2>
      <p>
        Après le dernier jour, un lieu peut encore déclarer un atelier donné ce jour-là ou avant. Personne ne peut
        réserver avec un pass périmé.
      </p>
      <ActForm act="grace" opKey={opKey} form={form} className="narrow">
        <TextField field={fields.graceDays} label="Jours après le dernier jour" inputMode="numeric" required />
        <SubmitButton look="quiet">Je change ce délai</SubmitButton>
      </ActForm>
    </section>
  );
}
