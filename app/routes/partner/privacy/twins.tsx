import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireManager } from '#app/access/guards.ts';
import { actOnTwins } from '#app/routes/_shared/act-on-twins.ts';
import { Twins } from '#app/routes/_shared/twins.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listLookalikes, listMerged } from '#db/queries/person-merges.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../desk-styles.ts';
export const meta: MetaFunction = () => pageMeta('Personnes écrites deux fois');

const HERE = '/partenaire/personnes-en-double';
const SHOWN = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireManager({ request, context });
  const among = { partnerId: actor.partnerId };
  const read = await context.services.db.read(async (tx) => ({
    twins: await listLookalikes(tx, among, SHOWN),
    merged: await listMerged(tx, among),
  }));
  return { actor, opKey: context.services.newId(), done: new URL(request.url).searchParams.has('fait'), ...read };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireManager({ request, context });
  return (await actOnTwins(request, context.services, actor)) ?? redirect(`${HERE}?fait`, 303);
}

export default function PartnerTwins() {
  const { actor, twins, merged, opKey, done } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title="Personnes écrites deux fois"
        lead="Deux fiches de la même personne comptent double dans les bilans. Réunies, elles comptent une fois ; rien d’autre ne change."
        back={{ href: '/partenaire/personnes', label: 'Les personnes' }}
      />
      {done && (
        <Notice look="ok" news>
          <p>C’est noté. Les chiffres en tiennent compte dès maintenant.</p>
        </Notice>
      )}
      <div className="flow">
        <Twins twins={twins} merged={merged} opKey={opKey} refused={useActionData<typeof action>()} />
      </div>
    </DeskLayout>
  );
}
