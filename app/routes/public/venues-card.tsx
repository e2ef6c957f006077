import type { VenueShown } from '#app/directory/list-venues.ts';
import { PASS_WORDS, SERVICE_WORDS, streetWords } from '#app/directory/texts.fr.ts';
import { sayDistance } from '#app/ui/components/figures.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { sayConfirmed } from '#app/upkeep/texts.fr.ts';

interface VenueCardProps {
  readonly venue: VenueShown;
  /** Whether it lies outside the territory the person lives in. */
  readonly outside: boolean;
  readonly territory: string;
  readonly today: string;
}

const SERVICES_SHOWN = 2;

/** A venue in a list; the whole card opens its page. */
export function VenueCard({ venue, outside, territory, today }: VenueCardProps) {
  const services = venue.services.slice(0, SERVICES_SHOWN).map((service) => SERVICE_WORDS[service] ?? service);
  const more = venue.services.length - services.length;
  return (
    <article className="card">
      <h3>
        <a href={`/lieux/${venue.slug}`}>{venue.name}</a>
      </h3>
      <p>
        {venue.commune}
        {venue.distanceM !== null && <b>, à {sayDistance(venue.distanceM)}</b>}
        <br />
        <span className="hint">{streetWords(venue.street)}</span>
      </p>
      {venue.opening !== null && <p className="opening">{venue.openNow ? <b>{venue.opening}</b> : venue.opening}</p>}
      {venue.confirmedAt !== null && <p className="hint">{sayConfirmed(venue.confirmedAt, today)}</p>}
      {services.length > 0 && (
        <p className="hint">
          {services.join(' · ')}
          {more > 0 && ` · et ${more} autre${more > 1 ? 's' : ''}`}
        </p>
      )}
      <p className="tags">
        <PassTag labelled={venue.labelled} announced={venue.acceptsPass} />
        {venue.wheelchair === true && <Tag>Accessible en fauteuil</Tag>}
        {outside && <Tag>Hors de la {territory}</Tag>}
      </p>
    </article>
  );
}

/** Whether passes are taken there, and who says so. */
export function PassTag({ labelled, announced }: { labelled: boolean; announced: boolean }) {
  if (labelled) return <Tag look="pass">{PASS_WORDS.labelled}</Tag>;
  return announced ? <Tag>{PASS_WORDS.announced}</Tag> : null;
}
