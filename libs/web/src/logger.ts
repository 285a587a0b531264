import { pino, type Logger } from 'pino';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { redacted, sayable, scrubbed } from './redaction.js';

/**
 * Structured log of one process. Errors are logged by type, message, code and stack only: what a driver hangs on them may
 * hold values; personal fields, tokens and passwords are taken out of whatever is handed over (redaction.ts). `sunlit
 * start` writes to a file, since its terminal is for people. Lines are written behind the requests, and at the latest when
 * the process ends in order.
 */
export function logger(level: string, dataDir: string | null): Logger {
  const target = pino.destination({ dest: dataDir === null ? 1 : opened(dataDir), sync: false });
  return pino(
    {
      ...{ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
      formatters: { log: (facts) => redacted(facts) as Record<string, unknown> },
      // pino's own way with `err` would hang everything on it again.
      serializers: { err: (err: unknown) => err },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[];
          const facts = first instanceof Error ? { err: first } : first;
          // Without a sentence pino takes the error's own as it is.
          const { err } = (typeof facts === 'object' && facts !== null ? facts : {}) as { err?: unknown };
          const said = rest.length === 0 && err instanceof Error ? [sayable(err)] : rest;
          const made = [facts, ...said].map((one) => (typeof one === 'string' ? scrubbed(one) : one));
          method.apply(this, made as Parameters<typeof method>);
        },
      },
    },
    target,
  );
}

/** Opened at once, for its owner only: what is logged before a crash of the start must not be waiting for the file. */
function opened(dataDir: string): number {
  mkdirSync(dataDir, { recursive: true });
  return openSync(join(dataDir, 'sunlit.log'), 'a', 0o600);
}

/** The same log for rooms that say the sentence first. */
export const sentenceFirst = (log: Logger) => ({
  info: (message: string, facts: object = {}) => log.info(facts, message),
  warn: (message: string, facts: object = {}) => log.warn(facts, message),
  error: (message: string, facts: object = {}) => log.error(facts, message),
});
