import type { ReactNode } from 'react';
import {
  filterCount,
  PUBLIC_KEYS,
  RADII_KM,
  SERVICE_KEYS,
  type VenueSearch,
  venueSearchParams,
} from '#app/directory/rules/search.ts';
import { PUBLICS, SERVICES } from '#app/directory/rules/standard.ts';
import { PUBLIC_WORDS, SERVICE_WORDS } from '#app/directory/texts.fr.ts';
import { Icon } from '#app/ui/components/icons.tsx';

interface VenueSearchFormProps {
  readonly search: VenueSearch;
  readonly territory: string;
  readonly action: '/lieux' | '/lieux/carte';
  /** What only a page with a script can offer. */
  readonly besidePlace?: ReactNode;
}

/** Words, place and filters: one form, sent by GET, so that its address can be kept and shared. */
export function VenueSearchForm({ search, territory, action, besidePlace }: VenueSearchFormProps) {
  const filters = filterCount(search);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is younger than the phones this must open on
    <form role="search" action={action} method="get" className="venue-search">
      <div className="search">
        <div>
          <label htmlFor="q">Que cherchez-vous&nbsp;?</label>
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={search.q}
            maxLength={100}
            placeholder="imprimer, CAF, word à Bron"
          />
        </div>
        <div>
          <label htmlFor="near">Où&nbsp;?</label>
          <input
            id="near"
            name="near"
            defaultValue={search.near}
            maxLength={100}
            placeholder="commune ou code postal"
            autoComplete="address-level2"
          />
        </div>
        <button type="submit" className="btn">
          Chercher
        </button>
      </div>
      {besidePlace}
      <Chosen search={search} action={action} territory={territory} />
      <details>
        <summary>{filters > 0 ? 'Changer les choix' : 'Plus de choix'}</summary>
        <Filters search={search} territory={territory} />
        <button type="submit" className="btn quiet">
          Appliquer ces choix
        </button>
      </details>
    </form>
  );
}

/** The choices that are on, each a link that takes it away. */
function Chosen({ search, action, territory }: Pick<VenueSearchFormProps, 'search' | 'action' | 'territory'>) {
  const on: { words: string; without: Partial<VenueSearch> }[] = [
    ...search.services.map((service) => ({
      words: SERVICE_WORDS[service] ?? service,
      without: { services: search.services.filter((other) => other !== service) },
    })),
    ...(search.pass ? [{ words: 'Accepte le pass', without: { pass: false } }] : []),
    ...(search.open ? [{ words: 'Ouvert maintenant', without: { open: false } }] : []),
    ...(search.accessible ? [{ words: 'Accessible en fauteuil', without: { accessible: false } }] : []),
    ...(search.public === null
      ? []
      : [{ words: PUBLIC_WORDS[search.public] ?? search.public, without: { public: null } }]),
    ...(search.everywhere ? [{ words: `Même hors de la ${territory}`, without: { everywhere: false } }] : []),
    ...(search.bounds === null ? [] : [{ words: 'Dans la zone de la carte', without: { bounds: null } }]),
  ];
  if (on.length === 0) return null;
  return (
    <ul className="chips" aria-label="Vos choix">
      {on.map(({ words, without }) => (
        <li key={words}>
          <a className="chip" aria-current="true" href={`${action}?${venueSearchParams(search, without)}`}>
            {words} <span aria-hidden="true">✕</span>
            <span className="visually-hidden">: enlever ce choix</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Filters({ search, territory }: Pick<VenueSearchFormProps, 'search' | 'territory'>) {
  return (
    <div className="filters">
      <fieldset>
        <legend className="label">Vous voulez…</legend>
        <div className="chips">
          {SERVICES.map((service) => (
            <Chip
              key={service}
              name="services"
              value={SERVICE_KEYS[service]}
              checked={search.services.includes(service)}
            >
              {SERVICE_WORDS[service] ?? service}
            </Chip>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="label">Le lieu…</legend>
        <div className="chips">
          <Chip name="pass" value="1" checked={search.pass}>
            <Icon name="ticket" size={20} />
            accepte le pass
          </Chip>
          <Chip name="open" value="1" checked={search.open}>
            <Icon name="clock" size={20} />
            est ouvert maintenant
          </Chip>
          <Chip name="accessible" value="1" checked={search.accessible}>
            <Icon name="wheelchair" size={20} />
            est accessible en fauteuil
          </Chip>
          <Chip name="area" value="all" checked={search.everywhere}>
            peut être hors de la {territory}
          </Chip>
        </div>
      </fieldset>
      <HowFarForWhom search={search} />
    </div>
  );
}

function HowFarForWhom({ search }: Pick<VenueSearchFormProps, 'search'>) {
  return (
    <div className="row">
      <div>
        <label htmlFor="radius">À quelle distance&nbsp;?</label>
        <select id="radius" name="radius" defaultValue={search.radiusKm}>
          {RADII_KM.map((km) => (
            <option key={km} value={km}>
              {km} km au plus
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="public">Pour qui&nbsp;?</label>
        <select id="public" name="public" defaultValue={search.public === null ? '' : PUBLIC_KEYS[search.public]}>
          <option value="">Tout le monde</option>
          {PUBLICS.map((one) => (
            <option key={one} value={PUBLIC_KEYS[one]}>
              {PUBLIC_WORDS[one] ?? one}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

interface ChipProps {
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly children: ReactNode;
}

function Chip({ name, value, checked, children }: ChipProps) {
  return (
    <label className="chip">
      <input type="checkbox" name={name} value={value} defaultChecked={checked} />
      {children}
    </label>
  );
}
