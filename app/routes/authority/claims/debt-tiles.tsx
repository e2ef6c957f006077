import { sayEuros } from '#app/passes/rules/money.ts';
import { DEBT_AGES } from '#app/payment/rules/debt.ts';
import { sayShare } from '#app/ui/components/figures.ts';
import { StatTile } from '#app/ui/components/stat-tile.tsx';

export interface DebtFacts {
  /** Cents, in the order of `DEBT_AGES`. */
  readonly ages: readonly bigint[];
  readonly owed: bigint;
  /** Received from funders less what is paid, in cents; null while no receipt is recorded. */
  readonly funds: bigint | null;
  readonly coverBps: number | null;
}

const ageWords = ({ from, to }: (typeof DEBT_AGES)[number]) =>
  to === null ? `depuis plus de ${from - 1} jours` : `depuis ${from} à ${to} jours`;

/** What is owed to venues, since when, and what there is to pay it with. */
export function DebtTiles({ debt }: { debt: DebtFacts }) {
  return (
    <div className="tiles">
      <StatTile
        look="pass"
        label="Dû aux lieux"
        value={sayEuros(debt.owed)}
        hint="pass utilisés, pas encore payés"
        href="/metropole/remboursements"
      />
      {DEBT_AGES.map((age, i) => (
        <StatTile key={age.from} label={`Dû ${ageWords(age)}`} value={sayEuros(debt.ages[i] ?? 0n)} />
      ))}
      <CoverTile debt={debt} />
    </div>
  );
}

/** What covers the debt, as its definition says it: received from funders, less what has been paid, over what is owed. */
function CoverTile({ debt }: { debt: DebtFacts }) {
  return (
    <StatTile
      label="Taux de couverture"
      value={sayCover(debt)}
      hint={
        debt.funds === null
          ? 'enregistrez ce que les financeurs ont versé'
          : `${sayEuros(debt.funds)} (reçu des financeurs, moins payé aux fournisseurs et aux lieux) ÷ dû aux lieux`
      }
      href="/metropole/achats/financements"
    />
  );
}

function sayCover({ funds, owed, coverBps }: DebtFacts): string {
  if (funds === null) return 'pas connu';
  if (owed === 0n || coverBps === null) return 'rien n’est dû';
  return sayShare(coverBps / 10_000);
}

/** The same beside what is owed, and nothing else. */
export function CoverTiles({ debt }: { debt: DebtFacts }) {
  return (
    <div className="tiles">
      <StatTile look="pass" label="Dû aux lieux" value={sayEuros(debt.owed)} hint="pass utilisés, pas encore payés" />
      <CoverTile debt={debt} />
    </div>
  );
}
