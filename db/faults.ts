const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
]);

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let e = error; e instanceof Error && chain.length < 5; e = e.cause) chain.push(e);
  return chain;
}

/** The code of a PostgreSQL or socket error, looked for through the causes (drizzle wraps the driver's error). */
export function faultCode(error: unknown): string | null {
  for (const e of causes(error)) if ('code' in e && typeof e.code === 'string') return e.code;
  return null;
}

/** The name of the constraint a statement broke, if that is what happened. */
export function brokenConstraint(error: unknown): string | null {
  for (const e of causes(error)) {
    if ('constraint' in e && typeof e.constraint === 'string') return e.constraint;
  }
  return null;
}

/** The database cannot be reached, or did not answer in time. What was asked may be asked again under the same key. */
export class DatabaseAway extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`database away: ${reason}`, options);
    this.name = 'DatabaseAway';
  }

  /** By name: the server's bundle and the process that opened the database each carry a copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'DatabaseAway';
  }

  static isConnectionFault(error: unknown): boolean {
    const code = faultCode(error);
    if (code !== null) return CONNECTION_CODES.has(code) || code.startsWith('08');
    // The driver gives no code to a connection that ends under a query.
    return causes(error).some((e) => /connection terminated|not queryable|client was closed/i.test(e.message));
  }
}

/** Two transactions met and one must start again: deadlock, serialization failure, lock not had in time. */
export function isContention(error: unknown): boolean {
  const code = faultCode(error);
  if (code === 'XX000') return isLockersGuard(error);
  return code === '40001' || code === '40P01' || code === '55P03' || code === '57014';
}

/**
 * PostgreSQL's last guard on who holds a row (« new multixact has more than one updating member »): met when a connection is
 * cut while it writes a row that others have locked. It refuses the statement, nothing was written, and the next try
 * finds the row free. By the name of its routine: its message is in the server's language.
 */
function isLockersGuard(error: unknown): boolean {
  return causes(error).some((e) => 'routine' in e && e.routine === 'MultiXactIdCreateFromMembers');
}
