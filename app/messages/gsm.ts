/**
 * The alphabet of SMS (GSM 03.38). A single sign outside it makes the whole message three times as
 * long to send: what French needs and it lacks is written otherwise.
 */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Signs that count for two. */
const EXTENDED = new Set('^{}\\[~]|€');

const OTHERWISE: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
  œ: 'oe',
  Œ: 'OE',
  ÿ: 'y',
};

/** The same text with signs of the SMS alphabet only. */
export function toGsm(text: string): string {
  return [...text.normalize('NFC').replace(/«\s*/g, '"').replace(/\s*»/g, '"')].map(inGsm).join('');
}

function inGsm(sign: string): string {
  if (BASIC.has(sign) || EXTENDED.has(sign)) return sign;
  const known = OTHERWISE[sign];
  if (known !== undefined) return known;
  const plain = sign.normalize('NFD').replace(/\p{M}/gu, '');
  return BASIC.has(plain) ? plain : '?';
}

/** How many of the 153 places of a part a text of the SMS alphabet takes. */
export function gsmLength(text: string): number {
  return [...text].reduce((sum, sign) => sum + (EXTENDED.has(sign) ? 2 : 1), 0);
}

/** A text cut to `max` places, with "..." when something is missing. */
export function cutGsm(text: string, max: number): string {
  if (gsmLength(text) <= max) return text;
  let kept = '';
  for (const sign of text) {
    if (gsmLength(kept + sign) > max - 3) break;
    kept += sign;
  }
  return `${kept.trimEnd()}...`;
}
