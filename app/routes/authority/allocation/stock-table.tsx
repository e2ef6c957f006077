import { sayIdle, sayWeeks } from '#app/allocation/forecast.fr.ts';
import { freeBooklets, isIdle, LOW_WEEKS, passesLikelyUnused, weeksOfStock } from '#app/allocation/rules/forecast.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import type { StockOfPartner } from '#db/queries/partner-stock.ts';
import { OneClick } from './proposals.tsx';

interface StockTableProps {
  readonly stocks: readonly StockOfPartner[];
  readonly today: string;
  readonly idleDays: number;
}

/** Each partner's stock and how long it lasts; what sleeps comes first. */
export function StockTable({ stocks, today, idleDays }: StockTableProps) {
  return (
    <section aria-labelledby="titre-stocks">
      <h2 id="titre-stocks">Stock par partenaire</h2>
      <form method="get" className="search-row">
        <div className="field">
          <label htmlFor="jours">Un stock dort quand rien ne bouge depuis (jours)</label>
          <input id="jours" name="jours" inputMode="numeric" defaultValue={idleDays} />
        </div>
        <button type="submit" className="btn quiet">
          Voir
        </button>
      </form>
      <DataTable
        caption="Stock, rythme et prévision, les stocks qui dorment d’abord"
        captionHidden
        rows={stocks}
        keyOf={({ partnerId }) => partnerId}
        columns={[
          {
            header: 'Partenaire',
            cell: (one) => (
              <>
                <a href={`/metropole/carnets/partenaires/${one.partnerId}`}>{one.name}</a>{' '}
                {isIdle(one, idleDays) && <Tag look="warn">dort</Tag>}
                {!one.mayReceive && <Tag look="bad">hors convention</Tag>}
              </>
            ),
          },
          { header: 'Carnets', numeric: true, cell: (one) => sayNumber(freeBooklets(one)) },
          { header: 'En route', numeric: true, cell: ({ incoming }) => sayNumber(incoming) },
          { header: 'Remis en 8 semaines', numeric: true, cell: ({ handedOver }) => sayNumber(handedOver) },
          {
            header: 'Tient',
            cell: (one) => {
              const weeks = weeksOfStock(one);
              return (
                <>
                  {sayWeeks(one)} {weeks !== null && weeks < LOW_WEEKS && <Tag look="bad">bientôt vide</Tag>}
                </>
              );
            },
          },
          { header: 'Dernier mouvement', cell: sayIdle },
          {
            header: 'Pass qui risquent d’expirer',
            numeric: true,
            cell: (one) => sayNumber(passesLikelyUnused(one, today)),
          },
        ]}
      />
      <p className="hint">
        Le dernier mouvement est la dernière réception ou la dernière remise, la plus récente des deux. Le rythme est
        celui des huit dernières semaines. Risquent d’expirer les pass des carnets qui, à ce rythme, ne seront pas remis
        avant leur dernier jour.
      </p>
    </section>
  );
}

/** Closed partners that still have booklets: their return, or their transfer, in one gesture. */
export function ClosedStocks({ closed, opKey }: { closed: readonly StockOfPartner[]; opKey: string }) {
  return closed.map((one, i) => (
    <Notice key={one.partnerId} look="warn">
      <p>
        <b>{one.name}</b> est fermé et garde {sayCount(freeBooklets(one), 'carnet')}, que personne ne peut remettre.
      </p>
      {/* One act at a time: the page comes back with a new key for the next. */}
      {i === 0 && (
        <OneClick
          opKey={opKey}
          fromPartnerId={one.partnerId}
          count={freeBooklets(one)}
          reason="Accès du partenaire fermé"
        >
          Prévoir leur retour en stock
        </OneClick>
      )}
      <p>
        <a href={`/metropole/carnets?de=${one.partnerId}#prevoir`}>Les transférer à un autre partenaire</a>
      </p>
    </Notice>
  ));
}
