import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import type { Recalled } from '#app/reporting/recall-reconciliation.ts';
import { shortHash } from '#app/reporting/rules/canonical.ts';
import type { ReportFilters } from '#app/reporting/rules/scope.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import type { SealHeads } from '#db/queries/seals.ts';

/** What every page of figures says of itself: when it was read, and on which ledger. */
export function LedgerLine({ at, heads }: { at: Date; heads: SealHeads }) {
  const left = heads.unsealed.ledger;
  return (
    <p className="ledger-line">
      Lu {sayMoment(at)}. Registre scellé jusqu’à l’écriture n°&nbsp;{heads.ledger.seq},{' '}
      <code title={heads.ledger.hash}>{shortHash(heads.ledger.hash)}</code>
      {left > 0 && ` ; ${left} plus récentes pas encore scellées`}.
    </p>
  );
}

/** What a page says of the last comparison of the accounts; `agrees` null: the first is under way. */
export interface Comparison {
  agrees: boolean | null;
  /** When it is not of this moment. */
  asOf: Date | null;
}

export function sayable({ found, comparedAt, outdated }: Recalled): Comparison {
  return { agrees: found?.agrees ?? null, asOf: outdated ? comparedAt : null };
}

/** Says it when the accounts do not agree, for nothing is signed then; or when it is not known of this moment. */
export function Agreement({ comparison: { agrees, asOf } }: { comparison: Comparison }) {
  if (agrees === null)
    return (
      <Notice>
        <p>Tous les comptes sont en train d’être comparés. Rechargez la page dans une minute pour le résultat.</p>
      </Notice>
    );
  if (agrees) return asOf === null ? null : <p className="hint">Les comptes tombaient juste {sayMoment(asOf)}.</p>;
  return (
    <Notice look="bad">
      <p>
        <b>Les comptes ne tombent pas juste.</b> Rien ne peut être publié tant que ce n’est pas compris.{' '}
        <a href="/metropole/rapports/r10">Voir où ils diffèrent</a>
      </p>
    </Notice>
  );
}

export interface FilterChoices {
  partners: { id: string; name: string }[];
  communes: string[];
}

/** Which period, partner, commune and public: a plain form, its answer is an address. */
export function FiltersForm({ filters, choices }: { filters: ReportFilters; choices: FilterChoices }) {
  return (
    <form method="get" className="search-row no-print">
      <Day name="du" label="Du" value={filters.firstDay} />
      <Day name="au" label="Au" value={filters.lastDay} />
      <Choice
        name="partenaire"
        label="Partenaire"
        none="Tous"
        value={filters.partnerId}
        choices={choices.partners.map(({ id, name }) => [id, name])}
      />
      <Choice
        name="commune"
        label="Commune"
        none="Toutes"
        value={filters.commune}
        choices={choices.communes.map((name) => [name, name])}
      />
      <Choice
        name="public"
        label="Public"
        none="Tous"
        value={filters.publicKind}
        choices={Object.entries(PUBLIC_LABELS)}
      />
      <button type="submit" className="btn quiet">
        Filtrer
      </button>
    </form>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div className="field">
      <label className="label" htmlFor={`f-${name}`}>
        {label}
      </label>
      <input type="date" id={`f-${name}`} name={name} defaultValue={value} />
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly none: string;
  readonly value: string | null;
  readonly choices: readonly (readonly [value: string, label: string])[];
}

function Choice({ name, label, none, value, choices }: ChoiceProps) {
  return (
    <div className="field">
      <label className="label" htmlFor={`f-${name}`}>
        {label}
      </label>
      <select id={`f-${name}`} name={name} defaultValue={value ?? ''}>
        <option value="">{none}</option>
        {choices.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The filters in words, for paper and exports. */
export function sayFilters(filters: ReportFilters, choices: FilterChoices): string {
  const partner = choices.partners.find(({ id }) => id === filters.partnerId)?.name;
  const parts = [
    `Du ${sayDate(filters.firstDay)} au ${sayDate(filters.lastDay)}`,
    ...(partner === undefined ? [] : [`partenaire ${partner}`]),
    ...(filters.commune === null ? [] : [`commune ${filters.commune}`]),
    ...(filters.publicKind === null ? [] : [`public ${PUBLIC_LABELS[filters.publicKind]}`]),
  ];
  return parts.join(', ');
}
