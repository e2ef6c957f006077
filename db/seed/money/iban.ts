/** The nth account number of a bank that does not exist (code 99999), with its true key. */
export function ibanOf(n: number): string {
  const account = `99999${'00001'}${String(n).padStart(11, '0')}00`;
  const rest = BigInt(`${account}152700`) % 97n;
  return `FR${String(98n - rest).padStart(2, '0')}${account}`;
}
