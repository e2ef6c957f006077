import type { ReactNode } from 'react';
import type { Flow } from '#app/reporting/rules/flow.ts';
import { FlowDiagram, type FlowStage } from '#app/ui/charts/flow-diagram.tsx';
import type { FlowLink } from '#app/ui/charts/flow-layout.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber, sayShare } from '#app/ui/components/figures.ts';
import { FlowPicture } from '#app/ui/components/flow-picture.tsx';

/** The way of the passes: a picture where there is room for it, bands on a narrow screen, and the figures of both; `children` stand beside them. */
export function FlowSection({ flow, children }: { flow: Flow; children: ReactNode }) {
  const { stages, links } = picture(flow);
  const steps = [
    { label: 'Achetés', count: flow.bought },
    { label: 'Confiés aux partenaires', count: flow.entrusted },
    { label: 'Remis à des personnes', count: flow.handedOver, pass: true },
    { label: 'Réservés aujourd’hui', count: flow.reserved, pass: true },
    { label: 'Utilisés', count: flow.redeemed, pass: true },
    { label: 'Périmés ou perdus', count: flow.expired + flow.blocked },
  ];
  return (
    <section aria-labelledby="titre-flux">
      <h2 id="titre-flux">Le chemin des pass</h2>
      <div className="wide-only">
        <FlowDiagram stages={stages} links={links} summary={summaryOf(flow)} />
      </div>
      <div className="narrow-only">
        <FlowPicture bands={steps} />
      </div>
      <div className="two-columns flow-figures">
        <Figures flow={flow} />
        {children}
      </div>
    </section>
  );
}

function Figures({ flow }: { flow: Flow }) {
  const rows = [
    { place: 'En stock', count: flow.inStock },
    { place: 'Chez les partenaires', count: flow.atPartners },
    { place: 'Chez des personnes, à utiliser', count: flow.held },
    { place: 'Réservés pour un atelier', count: flow.reserved },
    { place: 'Utilisés', count: flow.redeemed },
    { place: 'Périmés', count: flow.expired },
    { place: 'Perdus ou bloqués', count: flow.blocked },
  ];
  return (
    <DataTable
      caption="Où se trouve chaque pass en ce moment"
      rows={rows}
      keyOf={({ place }) => place}
      columns={[
        { header: 'Où', cell: ({ place }) => place },
        { header: 'Pass', numeric: true, cell: ({ count }) => sayNumber(count) },
        { header: 'Part', numeric: true, cell: ({ count }) => sayShare(count / flow.bought) },
      ]}
      totals={['Achetés', sayNumber(flow.bought), sayShare(1)]}
    />
  );
}

/** The steps that passes have taken, and those where they were lost when there are any. */
function picture(flow: Flow): { stages: FlowStage[]; links: FlowLink[] } {
  const all: { stage: FlowStage; from: string | null }[] = [
    { stage: { id: 'bought', column: 0, label: 'achetés', value: flow.bought, look: 'plain' }, from: null },
    {
      stage: { id: 'entrusted', column: 1, label: 'confiés aux partenaires', value: flow.entrusted, look: 'plain' },
      from: 'bought',
    },
    { stage: { id: 'stock', column: 1, label: 'en stock', value: flow.inStock, look: 'plain' }, from: 'bought' },
    {
      stage: { id: 'lost-stock', column: 1, label: 'périmés en stock', value: flow.lostInStock, look: 'lost' },
      from: 'bought',
    },
    {
      stage: { id: 'handed', column: 2, label: 'remis à des personnes', value: flow.handedOver, look: 'pass' },
      from: 'entrusted',
    },
    {
      stage: { id: 'partners', column: 2, label: 'chez les partenaires', value: flow.atPartners, look: 'plain' },
      from: 'entrusted',
    },
    {
      stage: { id: 'lost-partners', column: 2, label: 'périmés chez eux', value: flow.lostAtPartners, look: 'lost' },
      from: 'entrusted',
    },
    { stage: { id: 'redeemed', column: 3, label: 'utilisés', value: flow.redeemed, look: 'pass' }, from: 'handed' },
    { stage: { id: 'reserved', column: 3, label: 'réservés', value: flow.reserved, look: 'pass' }, from: 'handed' },
    { stage: { id: 'held', column: 3, label: 'à utiliser', value: flow.held, look: 'pass' }, from: 'handed' },
    {
      stage: { id: 'lost-hands', column: 3, label: 'périmés ou perdus', value: flow.lostInHands, look: 'lost' },
      from: 'handed',
    },
  ];
  const shown = all.filter(({ stage }) => stage.look !== 'lost' || stage.value > 0);
  return {
    stages: shown.map(({ stage }) => stage),
    links: shown.flatMap(({ stage, from }) => (from === null ? [] : [{ from, to: stage.id, value: stage.value }])),
  };
}

function summaryOf(flow: Flow): string {
  const { bought, entrusted, handedOver, reserved, redeemed } = flow;
  return `Sur ${sayNumber(bought)} pass achetés, ${sayNumber(entrusted)} ont été confiés à des partenaires et ${sayNumber(handedOver)} remis à des personnes. ${sayNumber(redeemed)} ont servi, ${sayNumber(reserved)} sont réservés.`;
}
