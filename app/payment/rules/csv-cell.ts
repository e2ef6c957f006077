/**
 * One cell of a CSV file read by a spreadsheet: quoted when needed, and never a formula (a text that
 * begins with = + - @ tab or return is preceded by an apostrophe; OWASP, CSV injection).
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** "1234,50": a sum as French spreadsheets read it. */
export function csvCents(cents: bigint): string {
  const sign = cents < 0n ? '-' : '';
  const whole = cents < 0n ? -cents : cents;
  return `${sign}${whole / 100n},${String(whole % 100n).padStart(2, '0')}`;
}
