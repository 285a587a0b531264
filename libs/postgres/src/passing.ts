/**
 * Whether what PostgreSQL, its driver or the network said is of the kind that passes: a server that is away, starting,
 * full or busy. Anything else would be the same at the next attempt.
 */
export function passesBy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', message } = error as Error & { code?: string };
  if (passingStates.test(code) || networkErrors.has(code)) return true;
  return /timeout exceeded when trying to connect|connection terminated|connection timeout/i.test(message);
}

/** SQLSTATE: connection, read-only (a failover), rollback, resources, operator, system. Not `55000` and its like: those are ours. */
const passingStates = /^(08|40|53|57|58)\w{3}$|^25006$|^55P03$/;
const networkErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
]);
