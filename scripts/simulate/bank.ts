/** What the bank of the story keeps of a transfer it was asked. */
export interface BankTransfer {
  endToEndId: string;
  cents: bigint;
  iban: string;
}

export type BankWord = 'MADE' | 'REFUSED' | 'SENT_BACK';

/** Reads the orders of a pain.001 file as a bank does: from the file, and from nothing else. */
export function readTransfers(file: string): BankTransfer[] {
  const orders = file.match(/<CdtTrfTxInf>[\s\S]*?<\/CdtTrfTxInf>/g) ?? [];
  return orders.map((order) => {
    const [euros = '0', cents = ''] = wordOf(order, 'InstdAmt').split('.');
    return {
      endToEndId: wordOf(order, 'EndToEndId'),
      cents: BigInt(euros) * 100n + BigInt(cents.padEnd(2, '0')),
      iban: wordOf(order, 'IBAN'),
    };
  });
}

/** The notification (camt.054) that the bank sends of what it did with some transfers on a Paris day. */
export function writeNotification(
  messageId: string,
  day: string,
  done: readonly { transfer: BankTransfer; word: BankWord }[],
): Uint8Array {
  const entries = done.map(({ transfer, word }) => entry(transfer, word, day)).join('');
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>${messageId}</MsgId></GrpHdr><Ntfctn><Id>1</Id>${entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`,
  );
}

function entry({ endToEndId, cents }: BankTransfer, word: BankWord, day: string): string {
  const euros = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
  const way = word === 'SENT_BACK' ? 'CRDT' : 'DBIT';
  const status = word === 'REFUSED' ? 'RJCT' : 'BOOK';
  const why = word === 'MADE' ? '' : '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>';
  return `<Ntry><Amt Ccy="EUR">${euros}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>${status}</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId></Refs>${why}</TxDtls></NtryDtls></Ntry>`;
}

function wordOf(xml: string, tag: string): string {
  const found = new RegExp(`<${tag}(?: [^>]*)?>([^<]*)</${tag}>`).exec(xml)?.[1];
  if (found === undefined) throw new Error(`a transfer without ${tag}`);
  return found;
}
