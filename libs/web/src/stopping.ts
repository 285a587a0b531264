import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import { isProbe } from './pressure.js';
import { problem } from './problem.js';

/** For Fastify: what comes while it closes is answered by `refuseWhileStopping`, as a problem. */
export const ownAnswerWhileClosing = { return503OnClosing: false } satisfies FastifyServerOptions;

/** For callers to send the rest of what they began: less than SHUTDOWN_SECONDS by default. */
const restMs = 10_000;

/**
 * From `begin` on: what is under way is finished, what is new is told 503 and to come back, its connection closed. Who has
 * still not sent the rest of a request after `cutMs`, or not taken its answer, is cut off.
 */
export function refuseWhileStopping(app: NestFastifyApplication, cutMs = restMs): { begin(): void } {
  let stopping = false;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (!stopping || isProbe(request)) return;
      reply.headers({ connection: 'close', 'retry-after': '5', 'cache-control': 'no-store' });
      reply.header('content-type', 'application/problem+json; charset=utf-8');
      return reply.status(503).send(JSON.stringify(problem('unavailable', 503)));
    });
  return {
    begin() {
      stopping = true;
      setTimeout(() => app.getHttpServer().closeAllConnections(), cutMs).unref();
    },
  };
}

interface Ending {
  /** Ends everything in order: what was acknowledged is stored, what is under way is answered. */
  readonly close: () => Promise<unknown>;
  /** How long that may take. */
  readonly seconds: number;
  readonly log: { error(facts: object, message: string): void };
}

/**
 * At the first SIGINT or SIGTERM ends in order, with exit code 0 (or what was set before); when that takes too long, with
 * 1; at a second signal at once.
 */
export function endInOrder({ close, seconds, log }: Ending): void {
  let asked = false;
  const end = async () => {
    if (asked) process.exit(130);
    asked = true;
    boundEnd(seconds, log);
    try {
      await close();
    } catch (error) {
      log.error({ err: error }, 'it did not end in order');
      process.exitCode = 1;
    }
    process.exit();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
}

/**
 * Starts a program. One that fails says why and ends with 1: what it had opened by then would keep alive what serves nobody,
 * and no supervisor would start it again.
 */
export async function startOrEnd(
  log: { fatal(facts: object, message: string): void },
  start: () => Promise<unknown>,
): Promise<void> {
  try {
    await start();
  } catch (error) {
    log.fatal({ err: error }, (error as Error).message);
    process.exit(1);
  }
}

/** Ends the process with 1 when it still runs after so many seconds. */
export function boundEnd(seconds: number, log: Ending['log']): void {
  setTimeout(() => {
    log.error({ seconds }, 'it did not end in time: SHUTDOWN_SECONDS');
    process.exit(1);
  }, seconds * 1_000).unref();
}
