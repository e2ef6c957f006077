import type { Opening } from '#app/directory/rules/opening-hours.ts';
import { VenueAccess, VenueContact, VenueHours, VenueOffer } from '#app/routes/_shared/venue-parts.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import type { Venue } from '#db/queries/venues.ts';

interface PreviewProps {
  readonly venue: Omit<Venue, 'importedAt' | 'updatedAt'>;
  readonly opening: Opening | null;
}

/** The page as the public would read it, before anything is saved: made of the same parts. */
export function Preview({ venue, opening }: PreviewProps) {
  const shown = { ...venue, orgName: null, labelled: false };
  return (
    <section aria-labelledby="apercu" className="flow">
      <Notice news>
        <p>Voici ce que le public lirait. Rien n’est encore enregistré : le formulaire est plus bas.</p>
      </Notice>
      <h2 id="apercu">{venue.name}</h2>
      {venue.summary !== null && <p className="lead">{venue.summary}</p>}
      {venue.detail !== null && <p className="as-written">{venue.detail}</p>}
      <div className="venue-page">
        <div className="flow">
          <VenueOffer venue={shown} />
        </div>
        <div className="flow">
          <VenueHours
            closures={venue.closures}
            opening={opening}
            today={opening?.kind === 'week' ? (opening.days.find(({ today }) => today)?.day ?? '') : ''}
          />
          <VenueAccess venue={shown} stations={[]} />
          <VenueContact venue={shown} />
        </div>
      </div>
    </section>
  );
}
