const CONNECTION_CODES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
]);

/** The code of a PostgreSQL or socket error, looked for through the causes (drizzle wraps the driver's error). */
export function faultCode(error: unknown): string | null {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth += 1) {
    if ('code' in e && typeof e.code === 'string') return e.code;
  }
  return null;
}

/** The name of the constraint a statement broke, if that is what happened. */
export function brokenConstraint(error: unknown): string | null {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth += 1) {
    if ('constraint_name' in e && typeof e.constraint_name === 'string') return e.constraint_name;
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
    return code !== null && (CONNECTION_CODES.has(code) || code.startsWith('08'));
  }
}

/** Two transactions met and one must start again: deadlock, serialization failure, lock not had in time. */
export function isContention(error: unknown): boolean {
  const code = faultCode(error);
  return code === '40001' || code === '40P01' || code === '55P03' || code === '57014';
}
