import type { ReactNode } from 'react';
import { sayIdle, sayWeeks } from '#app/allocation/forecast.fr.ts';
import type { ProposedTransfer } from '#app/allocation/rules/forecast.ts';
import { sayCount } from '#app/ui/components/figures.ts';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import type { StockOfPartner } from '#db/queries/partner-stock.ts';

interface ProposalsProps {
  readonly proposals: readonly (ProposedTransfer & { readonly opKey: string })[];
  readonly stocks: readonly StockOfPartner[];
}

/** From stocks that sleep to the partners that run out first, each planned in one click. */
export function Proposals({ proposals, stocks }: ProposalsProps) {
  if (proposals.length === 0) return null;
  const stockOf = (id: string) => stocks.find(({ partnerId }) => partnerId === id);
  return (
    <section aria-labelledby="titre-propositions">
      <h2 id="titre-propositions">Transferts proposés</h2>
      <ul className="proposals">
        {proposals.map(({ fromPartnerId, partnerId, booklets, opKey }) => {
          const [from, to] = [stockOf(fromPartnerId), stockOf(partnerId)];
          if (from === undefined || to === undefined) return null;
          return (
            <li key={`${fromPartnerId}-${partnerId}`}>
              <span>
                <b>{sayCount(booklets, 'carnet')}</b> de {from.name} à {to.name}
                <span className="hint block">
                  {from.name}&nbsp;: dernier mouvement {sayIdle(from)}. {to.name}&nbsp;: {sayWeeks(to)} de stock.
                </span>
              </span>
              <OneClick
                opKey={opKey}
                fromPartnerId={fromPartnerId}
                partnerId={partnerId}
                count={booklets}
                reason="Proposé : ce stock dort, l’autre va manquer"
              >
                Prévoir ce transfert
              </OneClick>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface OneClickProps {
  readonly opKey: string;
  readonly fromPartnerId: string;
  readonly partnerId?: string;
  readonly count: number;
  readonly reason: string;
  readonly children: ReactNode;
}

/** A journey planned by its button alone. */
export function OneClick({ opKey, fromPartnerId, partnerId, count, reason, children }: OneClickProps) {
  return (
    <form method="post">
      <OpKeyField value={opKey} />
      <input type="hidden" name="fromPartnerId" value={fromPartnerId} />
      {partnerId !== undefined && <input type="hidden" name="partnerId" value={partnerId} />}
      <input type="hidden" name="count" value={Math.min(count, 2000)} />
      <input type="hidden" name="reason" value={reason} />
      <SubmitButton look="quiet">{children}</SubmitButton>
    </form>
  );
}
