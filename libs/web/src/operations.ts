import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { measureRequests, type AppName } from './metrics.js';
import { logRequests, requestIds, type RequestLog } from './request-log.js';
import { ownAnswerWhileClosing, refuseWhileStopping } from './stopping.js';

/** Fastify's options of an app that `useOperations` is called on. */
export const operated = { ...requestIds, ...ownAnswerWhileClosing };

export interface Operations {
  readonly name: AppName;
  /** Without `info`, as in specs, requests are not logged. */
  readonly log: Partial<RequestLog>;
  /** Of the login that asks. */
  readonly roleOf?: (request: FastifyRequest) => string | undefined;
}

/** For who runs an app: each request logged and measured; from `begin` on what is new is refused. Before other hooks. */
export function useOperations(
  app: NestFastifyApplication,
  { name, log, roleOf }: Operations,
): { begin(): void } {
  if (log.info) logRequests(app, name, log as RequestLog, roleOf);
  measureRequests(app, name);
  return refuseWhileStopping(app);
}
