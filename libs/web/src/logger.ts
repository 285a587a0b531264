import { pino, type Logger } from 'pino';
import { join } from 'node:path';

/**
 * Structured log of one process. Errors are logged by type, message, code and stack only: what a driver hangs on them may
 * hold values. `sunlit start` writes to a file, since its terminal is for people.
 */
export function logger(level: string, dataDir: string | null): Logger {
  const serializers = {
    err: ({ name, message, stack, code }: Error & { code?: string }) => ({ name, message, code, stack }),
  };
  const target =
    dataDir === null
      ? pino.destination(1)
      : pino.destination({ dest: join(dataDir, 'sunlit.log'), sync: false, mkdir: true });
  return pino({ level, serializers, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, target);
}

/** The same log for rooms that say the sentence first. */
export const sentenceFirst = (log: Logger) => ({
  info: (message: string, facts: object = {}) => log.info(facts, message),
  warn: (message: string, facts: object = {}) => log.warn(facts, message),
  error: (message: string, facts: object = {}) => log.error(facts, message),
});
