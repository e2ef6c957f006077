import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { addSite, assignSite } from '#app/partners/manage-sites.ts';
import { sayRefusal } from '#app/partners/refusals.fr.ts';
import { siteSchema } from '#app/partners/rules/partner.ts';
import { perform } from '#app/platform/intention.ts';
import { OwnStock } from '#app/routes/_shared/own-stock.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listAgentStocks, listPartnerStocks } from '#db/queries/partner-stock.ts';
import { listSites } from '#db/queries/sites.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(`Stock de ${data?.stock.name ?? 'un partenaire'}`);

const { name, address, commune } = siteSchema.shape;
const siteForm = z.object({ name, address, commune });
const memberForm = z.object({
  membershipId: z.uuid('Choisissez une personne.'),
  siteId: z.uuid('Choisissez un site de la liste.').optional(),
});

async function read({ services }: LoaderFunctionArgs['context'], asked: string | undefined) {
  const id = z.uuid().safeParse(asked);
  if (!id.success) throw notFound();
  const now = services.clock.now();
  const found = await services.db.read(async (tx) => ({
    stock: (await listPartnerStocks(tx, { now, today: parisDay(now) }, id.data))[0],
    sites: await listSites(tx, id.data),
    agents: await listAgentStocks(tx, id.data, now),
  }));
  if (found.stock === undefined) throw notFound();
  return { ...found, stock: found.stock, today: parisDay(now) };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { newId, env } = context.services;
  return { actor, idleDays: env.IDLE_STOCK_DAYS, opKey: newId(), ...(await read(context, params.id)) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { partnerId } = (await read(context, params.id)).stock;
  const { posted, act } = await readAct(request, ['site', 'member'] as const);
  const here = `/metropole/carnets/partenaires/${partnerId}`;
  if (act === null) return unknownAct();
  if (act === 'site') {
    const form = await readForm(posted, siteForm);
    if (!form.ok) return sendBack(act, form.refusal);
    const input = { ...form.value, partnerId };
    const outcome = await perform(services, addSite, { actor, opKey: form.opKey, input });
    return outcome.ok ? redirect(here, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
  }
  const form = await readForm(posted, memberForm);
  if (!form.ok) return sendBack(act, form.refusal);
  const input = { ...form.value, partnerId };
  const outcome = await perform(services, assignSite, { actor, opKey: form.opKey, input });
  return outcome.ok ? redirect(here, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
}

export default function PartnerStockPage() {
  const { actor, stock, sites, agents, today, idleDays } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title={`Stock de ${stock.name}`} back={{ href: '/metropole/carnets', label: 'Les carnets' }}>
        <a className="btn quiet" href={`/metropole/partenaires/${stock.partnerId}`}>
          Sa fiche
        </a>
      </PageHeader>
      <div className="flow">
        <OwnStock stock={stock} sites={sites} agents={agents} today={today} idleDays={idleDays} />
        {!stock.revoked && <SiteForms />}
      </div>
    </DeskLayout>
  );
}

function SiteForms() {
  const { sites, agents, opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = (act: string) => (answer?.act === act ? answer.result : null);
  const [site, siteFields] = useRefusedForm(siteForm, refused('site'), { id: 'site' });
  const [member, memberFields] = useRefusedForm(memberForm, refused('member'), { id: 'affectation' });
  return (
    <>
      <details open={refused('site') !== null}>
        <summary>Ajouter un site</summary>
        <ActForm act="site" opKey={opKey} form={site} className="narrow">
          <TextField field={siteFields.name} label="Son nom" autoComplete="off" required />
          <TextField field={siteFields.address} label="Son adresse" hint="facultatif" autoComplete="off" />
          <TextField field={siteFields.commune} label="Sa commune" autoComplete="off" required />
          <SubmitButton look="quiet">J’ajoute ce site</SubmitButton>
        </ActForm>
      </details>
      {sites.length > 0 && agents.length > 0 && (
        <details open={refused('member') !== null}>
          <summary>Dire où travaille une personne</summary>
          <ActForm act="member" opKey={opKey} form={member} className="narrow">
            <SelectField
              field={memberFields.membershipId}
              label="Qui&nbsp;?"
              emptyLabel="Choisissez"
              choices={agents.map((one) => ({ value: one.membershipId, label: one.name }))}
              required
            />
            <SelectField
              field={memberFields.siteId}
              label="Où&nbsp;?"
              emptyLabel="Aucun site en particulier"
              choices={sites.map((one) => ({ value: one.id, label: one.name }))}
            />
            <SubmitButton look="quiet">J’enregistre</SubmitButton>
          </ActForm>
        </details>
      )}
    </>
  );
}
