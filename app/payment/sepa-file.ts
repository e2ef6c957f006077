import { Document } from 'sepa';
import { parisClock, parisDay } from '#app/calendar/rules/paris-time.ts';
import { sepaText } from './rules/transfer.ts';

export interface Transfer {
  endToEndId: string;
  cents: bigint;
  creditorName: string;
  iban: string;
  /** What the organisation reads on its statement. */
  words: string;
}

export interface TransferFile {
  messageId: string;
  createdAt: Date;
  executeOn: string;
  debtor: { name: string; iban: string };
  transfers: readonly Transfer[];
}

/**
 * The bank's file: ISO 20022 pain.001.001.09, SEPA credit transfers, one payment block (EPC132-08). Throws when
 * the library's sum, which it keeps in binary fractions, is not ours to the cent.
 */
export function writeSepaFile(file: TransferFile): string {
  const doc = new Document('pain.001.001.09');
  const debtorName = sepaText(file.debtor.name, 70);
  Object.assign(doc.grpHdr, { id: file.messageId, created: asLocal(file.createdAt), initiatorName: debtorName });
  const block = doc.createPaymentInfo();
  Object.assign(block, {
    method: 'TRF',
    batchBooking: false,
    requestedExecutionDate: noon(file.executeOn),
    debtorName,
    debtorIBAN: file.debtor.iban,
  });
  doc.addPaymentInfo(block);
  for (const { cents, creditorName, iban, words, endToEndId } of file.transfers) {
    const transfer = block.createTransaction();
    Object.assign(transfer, {
      end2endId: endToEndId,
      amount: Number(cents) / 100,
      creditorName: sepaText(creditorName, 70),
      creditorIBAN: iban,
      remittanceInfo: sepaText(words, 140),
    });
    block.addTransaction(transfer);
  }
  const text = doc.toString();
  const total = file.transfers.reduce((sum, { cents }) => sum + cents, 0n);
  const said = `<CtrlSum>${total / 100n}.${String(total % 100n).padStart(2, '0')}</CtrlSum>`;
  if (text.split(said).length !== 3) throw new Error(`the control sum of ${file.messageId} is not ${total} cents`);
  return text;
}

/** The library writes local times: those of Paris, whatever the server's zone. */
function asLocal(at: Date): Date {
  const { hour, minute } = parisClock(at);
  const [year = 0, month = 1, day = 1] = parisDay(at).split('-').map(Number);
  return new Date(year, month - 1, day, hour, minute, at.getUTCSeconds());
}

function noon(iso: string): Date {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}
