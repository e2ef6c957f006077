import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sayCount, sayEuros, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import type { SheetPage } from './sheet-facts.ts';

interface LotSheetProps {
  readonly sheet: SheetPage;
  readonly opKey: string;
  /** Whether the lot was created a moment ago, by this very page. */
  readonly fresh: boolean;
}

/** The vouchers of a lot, to print and cut: a sheet a booklet, some booklets a page. Shown once. */
export function LotSheet({ sheet, opKey, fresh }: LotSheetProps) {
  const { label, faceCents, validUntil, booklets, part, parts } = sheet;
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={fresh ? `Lot créé : ${label}` : `Carnets à imprimer : ${label}`}
          lead={`${sayCount(sheet.bookletsInAll, 'carnet')}, ${sayCount(sheet.passesInAll, 'pass', 'pass')} de ${sayEuros(faceCents)}.`}
        >
          <a className="btn quiet" href={`/metropole/passes/lots/${sheet.lotId}`}>
            Dire qui paie ce lot
          </a>
        </PageHeader>
        <Notice look="warn" news>
          <p>
            <b>Imprimez cette page maintenant</b> (touches Ctrl et P). Ces codes ne sont gardés nulle part en
            clair&nbsp;: une fois la page fermée, personne ne peut les afficher de nouveau, nous non plus.
          </p>
        </Notice>
        {parts > 1 && <Progress sheet={sheet} opKey={opKey} />}
      </div>
      {booklets.map(({ serial, vouchers }) => (
        <section key={serial} className="booklet sheet" aria-label={`Carnet ${serial}`}>
          <h2>Carnet {serial}</h2>
          <ul className="vouchers">
            {vouchers.map(({ code, qr }, i) => (
              <li key={code} className="voucher">
                {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by our own QR writer from a code of ours */}
                <span className="qr" aria-hidden="true" dangerouslySetInnerHTML={{ __html: qr }} />
                <span>
                  <b>Pass numérique · {sayEuros(faceCents)}</b>
                  <span className="code">{code}</span>
                  <span className="hint">
                    Carnet {serial}, pass {i + 1} sur {vouchers.length} · valable jusqu’au {sayDate(validUntil)}
                  </span>
                  <span className="hint" lang="en">
                    Digital pass, for a free computer workshop. Valid until {inEnglish(validUntil)}.
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {part < parts && (
        <div className="no-print">
          <Progress sheet={sheet} opKey={opKey} />
        </div>
      )}
    </>
  );
}

function Progress({ sheet, opKey }: Pick<LotSheetProps, 'sheet' | 'opKey'>) {
  const { lotId, nonce, part, parts, booklets, bookletsInAll } = sheet;
  const first = booklets[0]?.serial;
  const last = booklets.at(-1)?.serial;
  return (
    <div className="panel">
      <p>
        <b>
          Page {part} sur {parts}
        </b>{' '}
        · carnets {first} à {last}, sur {sayNumber(bookletsInAll)} en tout
      </p>
      <progress value={part} max={parts} aria-label={`Page ${part} sur ${parts}`} />
      {part < parts ? (
        <form method="post" action="/metropole/passes/imprimer">
          <OpKeyField value={opKey} />
          <input type="hidden" name="lotId" value={lotId} />
          <input type="hidden" name="nonce" value={nonce} />
          <input type="hidden" name="part" value={part + 1} />
          <SubmitButton>C’est imprimé, page suivante</SubmitButton>
        </form>
      ) : (
        <p>C’est la dernière page.</p>
      )}
    </div>
  );
}

function inEnglish(day: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${day}T12:00:00Z`));
}
