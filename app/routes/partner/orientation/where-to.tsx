import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePartner } from '#app/access/guards.ts';
import { proposeVenues, type VenueProposed } from '#app/directory/orientation/propose-venues.ts';
import { sayCaution, sayReason } from '#app/directory/orientation/texts.fr.ts';
import type { Ranked } from '#app/directory/rules/orientation/rank-venues.ts';
import { readWish, type Wish, wishParams } from '#app/directory/rules/orientation/wish.ts';
import { phoneWords, streetWords } from '#app/directory/texts.fr.ts';
import directoryStyles from '#app/styles/directory.css?url';
import deskStyles from '#app/styles/partner.css?url';
import styles from '#app/styles/where-to.css?url';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayDistance } from '#app/ui/components/figures.ts';
import { Icon } from '#app/ui/components/icons.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { WishForm } from './wish-form.tsx';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: directoryStyles },
  { rel: 'stylesheet', href: deskStyles },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction = () => pageMeta('Où aller ?');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const wish = readWish(new URL(request.url).searchParams);
  const asked = wish.need !== null || wish.near !== '';
  return { actor, wish, proposal: asked ? await proposeVenues(context.services, wish) : null };
}

export default function WhereTo() {
  const { actor, wish, proposal } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title="Où envoyer cette personne&nbsp;?"
        lead="Dites ce qu’elle cherche et d’où elle part. Les lieux viennent avec leurs raisons, et une demi-page à lui donner."
      />
      <WishForm wish={wish} />
      {proposal !== null && (
        <section aria-labelledby="proposes" className="proposed">
          <h2 id="proposes">{sayHowMany(proposal.ranked.length)}</h2>
          <PlaceNotice proposal={proposal} />
          {proposal.ranked.length === 0 ? (
            <EmptyState icon="pin" title="Aucun lieu connu ne répond à cela">
              <p>
                Enlevez une réponse, ou <a href={`/lieux?${placeParams(wish)}`}>cherchez dans tous les lieux</a>.
              </p>
            </EmptyState>
          ) : (
            <ol className="proposals">
              {proposal.ranked.map((one) => (
                <Proposed key={one.venue.id} one={one} wish={wish} today={proposal.today} />
              ))}
            </ol>
          )}
        </section>
      )}
    </DeskLayout>
  );
}

function sayHowMany(count: number): string {
  if (count === 0) return 'Aucun lieu';
  return count === 1 ? 'Un lieu lui convient' : `${count} lieux, le plus adapté d’abord`;
}

function placeParams(wish: Wish): URLSearchParams {
  return wish.near === '' ? new URLSearchParams() : new URLSearchParams({ near: wish.near });
}

type Loaded = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['proposal']>;

function PlaceNotice({ proposal: { place } }: { proposal: Loaded }) {
  switch (place.kind) {
    case 'found':
      return <p className="hint">Distances depuis le centre de {place.place.name}, à vol d’oiseau.</p>;
    case 'none':
      return <p className="hint">Donnez une commune pour voir les plus proches d’abord.</p>;
    case 'unknown':
      return (
        <Notice look="warn">
          <p>«&nbsp;{place.asked}&nbsp;» n’est pas une commune connue. Écrivez une commune ou un code postal.</p>
        </Notice>
      );
    case 'unplaced':
      return (
        <Notice look="warn">
          <p>Nous ne savons pas où placer {place.name} sur la carte&nbsp;: essayez une commune voisine.</p>
        </Notice>
      );
  }
}

function Proposed({ one, wish, today }: { one: Ranked<VenueProposed>; wish: Wish; today: string }) {
  const { venue, reasons, cautions } = one;
  const half = `/partenaire/ou-aller/${venue.slug}?${wishParams(wish)}`;
  return (
    <li className="panel">
      <h3>
        <a href={half}>{venue.name}</a>
      </h3>
      <p className="hint">
        {streetWords(venue.street)}, {venue.postcode} {venue.commune}
        {venue.phone !== null && (
          <>
            {' · '}
            <a href={`tel:${venue.phone}`}>{phoneWords(venue.phone)}</a>
          </>
        )}
      </p>
      <ul className="ticks">
        {reasons.map((reason) => {
          const words = sayReason(reason, today, sayDistance);
          return (
            <li key={words}>
              <Icon name="check" size={20} />
              {words}
            </li>
          );
        })}
      </ul>
      {cautions.length > 0 && (
        <p className="check-first">
          <b>À vérifier avant&nbsp;:</b> {cautions.map((caution) => sayCaution(caution, today)).join(' · ')}
        </p>
      )}
      <p className="acts">
        <a className="btn quiet" href={half}>
          La demi-page à lui donner
        </a>
        {venue.next !== null && venue.labelled && (
          <a href={`/partenaire/orienter?atelier=${venue.next.id}`}>Réserver cet atelier avec un pass</a>
        )}
      </p>
    </li>
  );
}
