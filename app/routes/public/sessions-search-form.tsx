import type { ReactNode } from 'react';
import { filterCount, PRICES, RADII_KM, type SessionSearch } from '#app/training/rules/search.ts';
import { AUDIENCES, LANGUAGES, LEVELS, THEMES } from '#app/training/rules/session.ts';
import { AUDIENCE_LABELS, LANGUAGE_LABELS, LEVEL_LABELS, sayPrice, THEME_LABELS } from '#app/training/texts.fr.ts';
import { Icon } from '#app/ui/components/icons.tsx';

interface SessionSearchFormProps {
  readonly search: SessionSearch;
  readonly today: string;
}

/** What to learn, where, from which day; the rest folded. One form, sent by GET: its address can be kept and shared. */
export function SessionSearchForm({ search, today }: SessionSearchFormProps) {
  const filters = filterCount(search);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is younger than the phones this must open on
    <form role="search" action="/ateliers" method="get" className="session-search">
      <div className="search">
        <Choose name="theme" label="Que voulez-vous apprendre&nbsp;?" chosen={search.theme} none="Tous les sujets">
          {THEMES.map((theme) => (
            <option key={theme} value={theme.toLowerCase()}>
              {THEME_LABELS[theme]}
            </option>
          ))}
        </Choose>
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
        <div>
          <label htmlFor="from">À partir de quel jour&nbsp;?</label>
          <input id="from" name="from" type="date" min={today} defaultValue={search.from ?? ''} />
        </div>
        <button type="submit" className="btn">
          Chercher
        </button>
      </div>
      <details open={filters > 0}>
        <summary>Plus de choix{filters > 0 && ` (${filters})`}</summary>
        <Filters search={search} />
        <button type="submit" className="btn quiet">
          Appliquer ces choix
        </button>
      </details>
    </form>
  );
}

function Filters({ search }: Pick<SessionSearchFormProps, 'search'>) {
  return (
    <div className="filters">
      <div className="chips">
        <label className="chip">
          <input type="checkbox" name="seats" value="1" defaultChecked={search.seats} />
          Il reste des places
        </label>
        <label className="chip">
          <input type="checkbox" name="accessible" value="1" defaultChecked={search.wheelchair} />
          <Icon name="wheelchair" size={20} />
          Accessible en fauteuil
        </label>
      </div>
      <div className="row">
        <div>
          <label htmlFor="q">Un mot précis</label>
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={search.q}
            maxLength={100}
            placeholder="CAF, photos, Word"
          />
        </div>
        <WhoFor search={search} />
        <Choose
          name="price"
          label="Prix"
          chosen={search.maxPrice === null ? null : String(search.maxPrice)}
          none="Tous les prix"
        >
          {PRICES.map((price) => (
            <option key={price} value={price}>
              {price === 0 ? sayPrice(0) : `${sayPrice(price)} au plus`}
            </option>
          ))}
        </Choose>
        <Choose name="radius" label="À quelle distance&nbsp;?" chosen={String(search.radiusKm)} none={null}>
          {RADII_KM.map((km) => (
            <option key={km} value={km}>
              {km} km au plus
            </option>
          ))}
        </Choose>
      </div>
    </div>
  );
}

/** What suits the person: their level, who they are, what they speak. */
function WhoFor({ search }: Pick<SessionSearchFormProps, 'search'>) {
  return (
    <>
      <Choose name="level" label="Votre niveau" chosen={search.level} none="Tous les niveaux">
        {LEVELS.map((level) => (
          <option key={level} value={level.toLowerCase()}>
            {LEVEL_LABELS[level]}
          </option>
        ))}
      </Choose>
      <Choose name="audience" label="Pour qui&nbsp;?" chosen={search.audience} none="Peu importe">
        {AUDIENCES.map((audience) => (
          <option key={audience} value={audience.toLowerCase()}>
            {AUDIENCE_LABELS[audience]}
          </option>
        ))}
      </Choose>
      <Choose name="language" label="On y parle" chosen={search.language} none="Peu importe">
        {LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {LANGUAGE_LABELS[language]}
          </option>
        ))}
      </Choose>
    </>
  );
}

interface ChooseProps {
  readonly name: string;
  readonly label: string;
  /** As its address says it. */
  readonly chosen: string | null;
  /** The line that asks for nothing; null when one of the others always holds. */
  readonly none: string | null;
  readonly children: ReactNode;
}

function Choose({ name, label, chosen, none, children }: ChooseProps) {
  return (
    <div>
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={chosen?.toLowerCase() ?? ''}>
        {none !== null && <option value="">{none}</option>}
        {children}
      </select>
    </div>
  );
}
