import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import QRCode from 'qrcode';
import { capital, sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { ordinaryWeek } from '#app/directory/ordinary-week.ts';
import { phoneWords, streetWords } from '#app/directory/texts.fr.ts';
import { atCommune } from '#app/opendata/rules/at-commune.ts';
import { takesPass } from '#app/opendata/rules/standard-row.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import openStyles from '#app/styles/commune-poster.css?url';
import { Icon } from '#app/ui/components/icons.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { sayStopThere } from '#app/ui/components/say-stop.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { listOpenCommunes, venuesOfCommunes } from '#db/queries/open-venues.ts';
import { listVisitedCommunes, listVisits } from '#db/queries/upkeep/stops.ts';
import { askedCommune } from './commune.ts';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: openStyles }];

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  pageMeta(loaded?.poster == null ? 'L’affiche de votre commune' : `Affiche : ${loaded.poster.name}`);

/** What an A3 sheet holds and can still be read from a step away. */
const MOST = 24;
/** A poster stays up: venues that travel are told for six weeks, and no more lines than the sheet holds. */
const STOPS_AHEAD = { days: 42, most: 8 };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, clock, env } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const commune = askedCommune(request);
  const { communes, venues, stops } = await db.read(async (tx) => ({
    communes: withVisited(await listOpenCommunes(tx, now, false), await listVisitedCommunes(tx, now)),
    venues: commune === null ? [] : await venuesOfCommunes(tx, commune.codes, { today, limit: MOST + 1 }),
    stops:
      commune === null
        ? []
        : await listVisits(tx, { inseeCodes: commune.codes, days: STOPS_AHEAD.days }, now, STOPS_AHEAD.most),
  }));
  if (commune === null || venues.length + stops.length === 0) return { communes, asked: commune, today, poster: null };
  const list = `${originSeen(env, request)}/lieux?near=${encodeURIComponent(commune.name)}`;
  return {
    communes,
    asked: commune,
    today,
    poster: {
      name: commune.name,
      address: list.replace(/^https?:\/\//, ''),
      drawing: await QRCode.toString(list, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 }),
      more: venues.length > MOST,
      stops: stops.map((stop) => ({ id: stop.id, name: stop.name, words: capital(sayStopThere(stop)) })),
      venues: venues.slice(0, MOST).map((venue) => ({
        id: venue.id,
        name: venue.name,
        street: streetWords(venue.street),
        phone: venue.phone,
        pass: takesPass(venue),
        // A poster says the ordinary week: closures are for the page that its code leads to.
        hours: venue.openingHours === null ? [] : (ordinaryWeek(venue.openingHours, now) ?? []),
      })),
    },
  };
}

/** The communes that have a venue, and those where one only passes, by name. */
function withVisited(
  communes: readonly { inseeCode: string; name: string; venues: number }[],
  visited: readonly { inseeCode: string; name: string }[],
): { code: string; words: string }[] {
  const known = new Set(communes.map(({ inseeCode }) => inseeCode));
  return [
    ...communes.map(({ inseeCode, name, venues }) => ({ code: inseeCode, words: `${name} (${venues})` })),
    ...visited
      .filter(({ inseeCode }) => !known.has(inseeCode))
      .map(({ inseeCode, name }) => ({ code: inseeCode, words: `${name} (de passage)` })),
  ].sort((a, b) => a.words.localeCompare(b.words, 'fr'));
}

export default function CommunePoster() {
  const { communes, asked, today, poster } = useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <div className="no-print">
        <PageHeader
          title="L’affiche de votre commune"
          lead="Pour un hall de mairie, une bibliothèque, une salle d’attente."
          back={{ href: '/lieux', label: 'Tous les lieux' }}
        />
        <form method="get" action="/lieux/affiche" className="panel">
          <div className="field">
            <label htmlFor="commune">La commune</label>
            <select id="commune" name="commune" defaultValue={asked?.code ?? ''}>
              <option value="">Choisissez</option>
              {communes.map(({ code, words }) => (
                <option key={code} value={code}>
                  {words}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" className="btn">
            Préparer l’affiche
          </button>
        </form>
        {asked !== null && poster === null && <p>Nous ne connaissons pas encore de lieu {atCommune(asked.name)}.</p>}
        {poster !== null && (
          <p className="hint">
            <Icon name="print" size={20} /> Pour l’imprimer&nbsp;: <kbd>Ctrl</kbd>&nbsp;+&nbsp;<kbd>P</kbd>, sur A4 ou
            A3. Elle se lit aussi en noir et blanc.
          </p>
        )}
      </div>
      {poster !== null && <Poster poster={poster} today={today} />}
    </PublicLayout>
  );
}

type Shown = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['poster']>;

/** How large the lines may be, from how many there are. */
function sizeOf({ venues, stops }: Shown): 'few' | 'many' | undefined {
  if (venues.length > 8) return 'many';
  return venues.length + stops.length <= 4 ? 'few' : undefined;
}

function Poster({ poster, today }: { readonly poster: Shown; readonly today: string }) {
  return (
    <article className="commune-poster sheet">
      <header>
        <div>
          <h2>Un ordinateur, Internet, une démarche&nbsp;?</h2>
          <p className="poster-lead">Ici, {atCommune(poster.name)}, quelqu’un peut vous montrer.</p>
        </div>
        <figure>
          <div
            className="poster-qr"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us from our own address
            dangerouslySetInnerHTML={{ __html: poster.drawing }}
          />
          <figcaption>La liste à jour</figcaption>
        </figure>
      </header>
      {poster.venues.length > 0 && (
        <ul className={sizeOf(poster)}>
          {poster.venues.map((venue) => (
            <li key={venue.id}>
              <b>{venue.name}</b>
              <span>{venue.street}</span>
              {venue.hours.map((line) => (
                <span key={line}>{line}</span>
              ))}
              {venue.phone !== null && <span className="poster-phone">{phoneWords(venue.phone)}</span>}
              {venue.pass && <span className="poster-pass">Prend le pass numérique</span>}
            </li>
          ))}
        </ul>
      )}
      {poster.stops.length > 0 && (
        <section className="poster-stops">
          <h3>De passage {atCommune(poster.name)}</h3>
          <ul className={sizeOf(poster)}>
            {poster.stops.map(({ id, name, words }) => (
              <li key={id}>
                <b>{name}</b>
                <span>{words}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <footer>
        {poster.more && <p>Et d’autres encore, sur la liste.</p>}
        <p>
          {poster.address} · imprimé le {sayDate(today)}. Téléphonez avant de venir.
        </p>
      </footer>
    </article>
  );
}
