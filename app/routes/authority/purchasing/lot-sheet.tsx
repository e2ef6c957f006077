import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sayCount, sayEuros } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';

export interface LotSheetFacts {
  readonly label: string;
  readonly faceCents: number;
  /** Last Paris day of validity. */
  readonly validUntil: string;
  readonly booklets: readonly { readonly serial: string; readonly codes: readonly string[] }[];
}

/** The vouchers of a lot, to print and cut: a page a booklet. Shown once. */
export function LotSheet({ sheet }: { sheet: LotSheetFacts }) {
  const { label, faceCents, validUntil, booklets } = sheet;
  const passes = booklets.reduce((total, { codes }) => total + codes.length, 0);
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={`Lot créé : ${label}`}
          lead={`${sayCount(booklets.length, 'carnet')}, ${sayCount(passes, 'pass', 'pass')} de ${sayEuros(faceCents)}.`}
        >
          <a className="btn quiet" href="/metropole/passes">
            Confier ces carnets
          </a>
        </PageHeader>
        <Notice look="warn" news>
          <p>
            <b>Imprimez cette page maintenant</b> (touches Ctrl et P). Ces codes ne sont gardés nulle part en
            clair&nbsp;: une fois la page fermée, personne ne peut les afficher de nouveau, nous non plus.
          </p>
        </Notice>
      </div>
      {booklets.map(({ serial, codes }) => (
        <section key={serial} className="booklet sheet" aria-label={`Carnet ${serial}`}>
          <h2>Carnet {serial}</h2>
          <ul className="vouchers">
            {codes.map((code, i) => (
              <li key={code} className="voucher">
                <b>Pass numérique · {sayEuros(faceCents)}</b>
                <span className="code">{code}</span>
                <span className="hint">
                  Carnet {serial}, pass {i + 1} sur {codes.length} · valable jusqu’au {sayDate(validUntil)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
