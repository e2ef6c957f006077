import { sayIdle, sayWeeks } from '#app/allocation/forecast.fr.ts';
import { freeBooklets, isIdle, passesLikelyUnused } from '#app/allocation/rules/forecast.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { StatTile } from '#app/ui/components/stat-tile.tsx';
import type { AgentStock, StockOfPartner } from '#db/queries/partner-stock.ts';
import type { SiteRow } from '#db/queries/sites.ts';

interface OwnStockProps {
  readonly stock: StockOfPartner;
  readonly sites: readonly SiteRow[];
  readonly agents: readonly AgentStock[];
  readonly today: string;
  readonly idleDays: number;
}

/** One partner's stock: how long it lasts, by lot, by site, by agent. */
export function OwnStock({ stock, sites, agents, today, idleDays }: OwnStockProps) {
  const unused = passesLikelyUnused(stock, today);
  return (
    <>
      <div className="tiles">
        <StatTile
          label="Carnets à remettre"
          value={sayNumber(freeBooklets(stock))}
          hint={`dernier mouvement ${sayIdle(stock)}`}
        />
        <StatTile label="Ce stock tient" value={sayWeeks(stock)} hint="au rythme des huit dernières semaines" />
        <StatTile label="Pass qui risquent d’expirer" value={sayNumber(unused)} hint="dans le tiroir, à ce rythme" />
      </div>
      {isIdle(stock, idleDays) && (
        <Notice look="warn">
          <p>
            Ce stock dort&nbsp;: rien n’a été reçu ni remis depuis {idleDays} jours ou plus. Renvoyez ce qui ne servira
            pas.
          </p>
        </Notice>
      )}
      {stock.lots.length > 0 && (
        <DataTable
          caption="Par date de fin"
          rows={stock.lots}
          keyOf={({ validUntil, size }) => `${validUntil} ${size}`}
          columns={[
            { header: 'Valables jusqu’au', cell: ({ validUntil }) => sayDate(validUntil) },
            { header: 'Carnets', numeric: true, cell: ({ booklets }) => sayNumber(booklets) },
            { header: 'Pass par carnet', numeric: true, cell: ({ size }) => sayNumber(size) },
          ]}
        />
      )}
      <StockBySite sites={sites} />
      <StockByAgent agents={agents} />
    </>
  );
}

function StockBySite({ sites }: Pick<OwnStockProps, 'sites'>) {
  if (sites.length === 0) return null;
  return (
    <DataTable
      caption="Par site"
      rows={sites}
      keyOf={({ id }) => id}
      columns={[
        { header: 'Site', cell: ({ name }) => name },
        { header: 'Adresse', cell: (one) => [one.address, one.commune].filter((part) => part !== null).join(', ') },
        { header: 'Carnets', numeric: true, cell: ({ booklets }) => sayNumber(booklets) },
        { header: 'Personnes', numeric: true, cell: (one) => sayNumber(one.agents) },
      ]}
    />
  );
}

function StockByAgent({ agents }: Pick<OwnStockProps, 'agents'>) {
  if (agents.length === 0) return null;
  return (
    <DataTable
      caption="Par agent"
      rows={agents}
      keyOf={({ membershipId }) => membershipId}
      columns={[
        { header: 'Agent', cell: ({ name }) => name },
        { header: 'Site', cell: ({ siteName }) => siteName ?? 'aucun en particulier' },
        { header: 'Carnets à sa portée', numeric: true, cell: ({ booklets }) => sayNumber(booklets) },
        { header: 'Remis en 8 semaines', numeric: true, cell: ({ handedOver }) => sayNumber(handedOver) },
        { header: 'Dernière remise', cell: ({ lastAt }) => (lastAt === null ? 'jamais' : sayDate(lastAt)) },
      ]}
    />
  );
}
