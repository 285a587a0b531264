import { eventTypes } from '@sunlit/ledger';

/** What stands in the place of a value. */
const gone = '[redacted]';

/** Names of fields that events close (personal or sealed until an opening), from the rules themselves. */
const closed = Object.values(eventTypes).flatMap((type) => Object.keys(type.closed));

/** Names under which secrets travel. */
const secrets = [
  ...['authorization', 'cookie', 'set-cookie', 'idempotency-key', 'token', 'password', 'secret', 'key'],
  ...['masterkey', 'wrapped', 'url', 'databaseurl', 'eventstoreurl', 'connectionstring', 'connection'],
  ...['body', 'payload', 'data', 'headers', 'query', 'parameters', 'values', 'detail', 'person', 'ip'],
];
const never = new Set([...closed, ...secrets].map((name) => name.toLowerCase()));
const isClosed = (name: string): boolean => never.has(name) || never.has(name.toLowerCase());

/** Deeper than this nothing is logged. */
const depth = 6;

/** A copy that may be logged: no closed field, no secret, errors by what they are. */
export function redacted(value: unknown, level = 0): unknown {
  if (typeof value === 'string') return scrubbed(value);
  if (value instanceof Error) return plainError(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (value instanceof Date) return value.toISOString();
  if (level === depth || ArrayBuffer.isView(value)) return gone;
  if (Array.isArray(value)) return value.slice(0, 100).map((one) => redacted(one, level + 1));
  // Not through `entries`: every request is logged.
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const held = (value as Record<string, unknown>)[name];
    copy[name] = held !== null && held !== undefined && isClosed(name) ? gone : redacted(held, level + 1);
  }
  return copy;
}

/** What most texts have not: then they are not looked through. */
const suspect = /:\/\/|\d[\d ]{9}|(?:bearer|basic)\s/i;

/** Passwords in addresses, bearer tokens, and what looks like the number of an account, an identity card or a telephone. */
export const scrubbed = (text: string): string =>
  suspect.test(text)
    ? text
        .replaceAll(/(\b[a-z][a-z\d+.-]{1,20}:\/\/)[^\s/@]{1,500}@/gi, `$1${gone}@`)
        .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${gone}`)
        .replaceAll(/(?<![\d.\w-])(?:\d[ ]?){14,22}\d?[\dXx](?![\w-])/g, gone)
        .replaceAll(/(?<![\d.\w-])1[3-9]\d{9}(?![\d\w.-])/g, gone)
    : text;

/** PostgreSQL's classes of errors whose text repeats a value: data (22), and what a check or a cast said. */
const repeatsValues = /^(22|23)/;

interface Coded extends Error {
  readonly code?: unknown;
}

/** The text of an error, where it repeats no value. */
export function sayable(error: Coded): string {
  const { code, message } = error;
  const quiet = error instanceof SyntaxError || (typeof code === 'string' && repeatsValues.test(code));
  return quiet ? gone : scrubbed(message);
}

function plainError(error: Coded): object {
  const { name, code, stack = '' } = error;
  // A stack begins with the message, which may have several lines.
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map(scrubbed);
  const plain = { name, message: sayable(error), stack: frames.join('\n') };
  return typeof code === 'string' || typeof code === 'number' ? { ...plain, code } : plain;
}
