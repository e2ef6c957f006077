import { sayEuros } from '#app/passes/rules/money.ts';
import { DEBT_AGES } from '#app/payment/rules/debt.ts';
import { sayShare } from '#app/ui/components/figures.ts';
import { StatTile } from '#app/ui/components/stat-tile.tsx';

export interface DebtFacts {
  /** Cents, in the order of `DEBT_AGES`. */
  readonly ages: readonly bigint[];
  readonly owed: bigint;
  /** Money available, in cents; null when the authority has not said. */
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
      <StatTile
        label="Taux de couverture"
        value={debt.coverBps === null ? 'pas connu' : sayShare(debt.coverBps / 10_000)}
        hint={
          debt.funds === null
            ? 'écrivez l’argent disponible dans les réglages des paiements'
            : `${sayEuros(debt.funds)} disponibles ÷ ce qui est dû`
        }
        href="/metropole/remboursements/reglages"
      />
    </div>
  );
}
