import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireVenue } from '#app/access/guards.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { heldPage } from './held-page.ts';

export { links } from '../desk-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.page.name ?? 'Ma fiche');

const DONE: Readonly<Record<string, string>> = {
  tenue: 'Cette fiche est à vous. Relisez-la, et corrigez ce qui n’est plus vrai.',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const page = await heldPage(context.services, actor, params.venueId);
  const done = DONE[new URL(request.url).searchParams.get('fait') ?? ''] ?? null;
  return { actor, page: { id: page.id, slug: page.slug, name: page.name, commune: page.commune }, done };
}

export default function HeldPage() {
  const { actor, page, done } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title={page.name} lead={page.commune} back={{ href: '/espace-lieu/page', label: 'Mes fiches' }}>
        <a className="btn quiet" href={`/lieux/${page.slug}`}>
          Voir comme le public
        </a>
      </PageHeader>
      {done !== null && (
        <Notice look="ok" news>
          <p>{done}</p>
        </Notice>
      )}
    </DeskLayout>
  );
}
