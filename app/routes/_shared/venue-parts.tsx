import type { ReactNode } from 'react';
import { capital } from '#app/calendar/rules/french-dates.ts';
import { sayClosure } from '#app/directory/closures.fr.ts';
import { type Closure, closuresToCome } from '#app/directory/rules/closure.ts';
import { type Opening, sayState } from '#app/directory/rules/opening-hours.ts';
import type { StationNearby } from '#app/directory/rules/stations.ts';
import {
  ACCESS_WORDS,
  CARE_WORDS,
  FEE_WORDS,
  linesWords,
  PUBLIC_WORDS,
  phoneWords,
  SERVICE_WORDS,
  SUPPORT_WORDS,
  streetWords,
} from '#app/directory/texts.fr.ts';
import { TYPOLOGY_WORDS } from '#app/directory/typologies.fr.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { Icon } from '#app/ui/components/icons.tsx';
import { OpeningWeek } from '#app/ui/components/opening-week.tsx';
import type { VenueWithOrg } from '#db/queries/venues.ts';

type VenueFacts = Omit<VenueWithOrg, 'importedAt' | 'updatedAt'>;

interface VenueHoursProps {
  readonly opening: Opening | null;
  readonly closures: readonly Closure[];
  readonly today: string;
}

/** The exceptional closures that are still to come, or going on. */
function ClosuresToCome({ closures, today }: Pick<VenueHoursProps, 'closures' | 'today'>) {
  const coming = closuresToCome(closures, today);
  if (coming.length === 0) return null;
  return (
    <>
      <h3>Fermetures exceptionnelles</h3>
      <ul className="plain-list">
        {coming.map((closure) => (
          <li key={closure.from}>{capital(sayClosure(closure, today))}</li>
        ))}
      </ul>
    </>
  );
}

/** Whether it is open, then the week. */
export function VenueHours({ opening, closures, today }: VenueHoursProps) {
  return (
    <section className="panel" aria-labelledby="horaires">
      <h2 id="horaires">
        <Icon name="clock" /> Horaires
      </h2>
      {opening === null && <p>Ce lieu n’a pas donné ses horaires. Téléphonez avant de venir.</p>}
      {opening?.kind === 'words' && opening.state !== null && <p className="now">{sayState(opening.state, today)}</p>}
      {opening?.kind === 'words' && <p className="as-written">{opening.text}</p>}
      {opening?.kind === 'week' && (
        <>
          <p className={opening.state.kind === 'open' ? 'now open' : 'now'}>{sayState(opening.state, today)}</p>
          <OpeningWeek days={opening.days} />
        </>
      )}
      <ClosuresToCome closures={closures} today={today} />
    </section>
  );
}

interface VenueAccessProps {
  readonly venue: VenueFacts;
  readonly stations: readonly StationNearby[];
}

/** The address, the stops one can walk from, and what the venue says of its door. */
export function VenueAccess({ venue, stations }: VenueAccessProps) {
  return (
    <section className="panel" aria-labelledby="venir">
      <h2 id="venir">
        <Icon name="pin" /> Comment venir
      </h2>
      <address>
        {streetWords(venue.street)}
        {venue.streetExtra !== null && (
          <>
            <br />
            {venue.streetExtra}
          </>
        )}
        <br />
        {venue.postcode} {venue.commune}
      </address>
      {venue.welcomeNote !== null && <p className="as-written">{venue.welcomeNote}</p>}
      {stations.length > 0 && (
        <>
          <ul className="plain-list">
            {stations.map(({ station, minutes }) => (
              <li key={station.name}>
                À {minutes} min à pied de <b>{station.name}</b> ({linesWords(station)})
              </li>
            ))}
          </ul>
          <p className="hint">Temps estimés, à pas tranquille.</p>
        </>
      )}
      <Wheelchair venue={venue} />
      {venue.itinerancy.includes('Itinérant') && <p>Ce lieu se déplace : demandez où il est aujourd’hui.</p>}
      {venue.positionPrecision === 'COMMUNE' && <p className="hint">Position approximative : centre de la commune.</p>}
      {venue.lat !== null && venue.lon !== null && venue.positionPrecision !== 'COMMUNE' && (
        <p className="acts no-print">
          <a href={`/lieux/carte?near=${venue.lat.toFixed(5)},${venue.lon.toFixed(5)}&radius=2`}>Voir sur la carte</a>
          <a
            href={`https://www.openstreetmap.org/directions?to=${venue.lat.toFixed(5)},${venue.lon.toFixed(5)}`}
            rel="noreferrer"
          >
            Calculer mon trajet (OpenStreetMap)
          </a>
        </p>
      )}
    </section>
  );
}

function Wheelchair({ venue }: { readonly venue: VenueFacts }) {
  const words =
    venue.wheelchair === null
      ? 'Accès en fauteuil roulant\u00a0: le lieu ne l’a pas dit. Téléphonez avant de venir.'
      : venue.wheelchair
        ? 'Le lieu dit accueillir les personnes en fauteuil roulant.'
        : 'Ce lieu n’est pas accessible en fauteuil roulant.';
  return (
    <p>
      <Icon name="wheelchair" size={20} /> {words}
      {venue.accessibilityUrl !== null && (
        <>
          {' '}
          <a href={venue.accessibilityUrl} rel="noreferrer">
            Lire sa fiche d’accessibilité (Acceslibre)
          </a>
        </>
      )}
    </p>
  );
}

/** How to reach the people of the venue. */
export function VenueContact({ venue }: { readonly venue: VenueFacts }) {
  const ways = venue.accessModes.map((mode) => ACCESS_WORDS[mode] ?? mode);
  if (venue.phone === null && venue.emails.length === 0 && venue.websites.length === 0 && ways.length === 0)
    return null;
  return (
    <section className="panel" aria-labelledby="joindre">
      <h2 id="joindre">
        <Icon name="phone" /> Joindre le lieu
      </h2>
      {venue.phone !== null && (
        <p className="big">
          <a href={`tel:${venue.phone}`}>{phoneWords(venue.phone)}</a>
        </p>
      )}
      {venue.emails.map((email) => (
        <p key={email}>
          <a href={`mailto:${email}`}>{email}</a>
        </p>
      ))}
      {venue.websites.filter(isWebAddress).map((website) => (
        <p key={website}>
          <a href={website} rel="noreferrer">
            {website.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
          </a>
        </p>
      ))}
      {ways.length > 0 && <PlainList items={ways} />}
    </section>
  );
}

/** Published by others: only what a browser may follow becomes a link. */
function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** What is done there, for whom, and at what price. */
export function VenueOffer({ venue }: { readonly venue: VenueFacts }) {
  const said = (words: Readonly<Record<string, string>>, values: readonly string[]) =>
    values.map((value) => words[value] ?? value);
  const labels = [...venue.programmes, ...venue.trainingLabels, ...venue.otherLabels];
  return (
    <section aria-labelledby="offre">
      <h2 id="offre">Ce que vous pouvez y faire</h2>
      {venue.services.length === 0 ? (
        <p>Ce lieu n’a pas dit ce qu’il propose.</p>
      ) : (
        <ul className="ticks">
          {said(SERVICE_WORDS, venue.services).map((service) => (
            <li key={service}>
              <Icon name="check" size={20} />
              {service}
            </li>
          ))}
        </ul>
      )}
      <Facts
        of={[
          ['Comment', list(said(SUPPORT_WORDS, venue.supportModes))],
          ['Prix', list(said(FEE_WORDS, venue.fees))],
          ['Pour qui', list(said(PUBLIC_WORDS, venue.publics)) ?? 'Tout le monde'],
          ['Accueil adapté', list(said(CARE_WORDS, venue.specialCare))],
          ['Labels', list(labels)],
          ['Type de lieu', list(said(TYPOLOGY_WORDS, venue.typologies))],
          ['Organisme', venue.orgName ?? venue.parentStructure],
        ]}
      />
    </section>
  );
}

function list(items: readonly string[]): ReactNode {
  if (items.length === 0) return null;
  return items.length === 1 ? items[0] : <PlainList items={items} />;
}

function PlainList({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className="plain-list">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
