import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireVenue } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { Icon } from '#app/ui/components/icons.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listOrgSessions, listOrgVenues, type OrgSession } from '#db/queries/venue-space.ts';
import { SeriesCard } from './series-card.tsx';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Mes ateliers');

const PAGE_SIZE = 120;

const asked = z.object({
  quand: z.enum(['a-venir', 'passes']).catch('a-venir'),
  lieu: z.uuid().nullable().catch(null),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock } = context.services;
  const now = clock.now();
  const query = new URL(request.url).searchParams;
  const { quand, lieu, page } = asked.parse({
    quand: query.get('quand'),
    lieu: query.get('lieu'),
    page: query.get('page'),
  });
  return db.read(async (tx) => {
    const venues = await listOrgVenues(tx, actor.orgId);
    const venueId = venues.some(({ id }) => id === lieu) ? lieu : null;
    const when = quand === 'passes' ? ('PAST' as const) : ('TO_COME' as const);
    const { sessions, total } = await listOrgSessions(tx, actor.orgId, {
      when,
      venueId,
      now,
      limit: PAGE_SIZE,
      offset: (page - 1) * PAGE_SIZE,
    });
    return { actor, venues, quand, venueId, page, pages: Math.ceil(total / PAGE_SIZE), today: parisDay(now), sessions };
  });
}

export default function Sessions() {
  const { actor, venues, quand, venueId, page, pages, today, sessions } = useLoaderData<typeof loader>();
  const address = (change: { quand?: string; lieu?: string | null; page?: number }) => {
    const lieu = change.lieu === undefined ? venueId : change.lieu;
    const query = new URLSearchParams({
      quand: change.quand ?? quand,
      ...(lieu === null ? {} : { lieu }),
      ...((change.page ?? 1) > 1 ? { page: String(change.page) } : {}),
    });
    return `/espace-lieu/ateliers?${query}`;
  };
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title="Mes ateliers">
        <a className="btn" href="/espace-lieu/ateliers/nouveau">
          <Icon name="plus" size={20} />
          Publier un atelier
        </a>
      </PageHeader>
      <nav className="filters" aria-label="Choisir les ateliers">
        <a href={address({ quand: 'a-venir' })} aria-current={quand === 'a-venir' ? 'true' : undefined}>
          À venir
        </a>
        <a href={address({ quand: 'passes' })} aria-current={quand === 'passes' ? 'true' : undefined}>
          Passés
        </a>
        {venues.length > 1 && <VenueLinks venues={venues} chosen={venueId} address={(lieu) => address({ lieu })} />}
      </nav>
      {sessions.length === 0 ? (
        <NoSession past={quand === 'passes'} />
      ) : (
        <div className="series-list">
          {bySeries(sessions).map((group) => (
            <SeriesCard
              key={group[0]?.id}
              sessions={group}
              today={today}
              severalVenues={venues.length > 1}
              past={quand === 'passes'}
            />
          ))}
        </div>
      )}
      <Pagination page={page} pages={pages} hrefOf={(to) => address({ page: to })} />
    </DeskLayout>
  );
}

interface VenueLinksProps {
  readonly venues: readonly { id: string; name: string }[];
  readonly chosen: string | null;
  readonly address: (venueId: string | null) => string;
}

function VenueLinks({ venues, chosen, address }: VenueLinksProps) {
  return (
    <>
      <span aria-hidden="true">·</span>
      <a href={address(null)} aria-current={chosen === null ? 'true' : undefined}>
        Tous les lieux
      </a>
      {venues.map(({ id, name }) => (
        <a key={id} href={address(id)} aria-current={chosen === id ? 'true' : undefined}>
          {name}
        </a>
      ))}
    </>
  );
}

function NoSession({ past }: { past: boolean }) {
  return past ? (
    <EmptyState icon="calendar" title="Aucun atelier passé pour l’instant." />
  ) : (
    <EmptyState icon="calendar" title="Aucun atelier à venir.">
      <p>Publiez-en un&nbsp;: une minute suffit, et les partenaires pourront y inscrire des personnes.</p>
      <a className="btn" href="/espace-lieu/ateliers/nouveau">
        Publier un atelier
      </a>
    </EmptyState>
  );
}

/** Sessions of one series together, in the order of the first of each. */
function bySeries(sessions: readonly OrgSession[]): OrgSession[][] {
  const groups = new Map<string, OrgSession[]>();
  for (const session of sessions) {
    const key = session.seriesId ?? session.id;
    groups.set(key, [...(groups.get(key) ?? []), session]);
  }
  return [...groups.values()];
}
