import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { AppName } from './metrics.js';
import type { Asking } from './negotiation.js';
import { isProbe } from './pressure.js';

export interface RequestLog {
  info(facts: object, message: string): void;
  debug?(facts: object, message: string): void;
}

/** Short, and of letters that do no harm in a log. */
const asGiven = /^[\w.:-]{8,64}$/;

/** For Fastify: the id that a proxy in front gave the request in `X-Request-Id`, where it is one; else a new one. */
export const requestIds = {
  genReqId: ({ headers }: Pick<Asking, 'headers'>): string => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && asGiven.test(given) ? given : randomUUID();
  },
};

/**
 * One line for each request: id, app, method, template of the route, status, milliseconds, and the role of a login. Never the
 * address as asked (searches hold names), who asked, a header or a body. The id is in the answer too.
 */
export function logRequests(
  app: NestFastifyApplication,
  name: AppName,
  log: RequestLog,
  roleOf: (request: FastifyRequest) => string | undefined = () => undefined,
): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  fastify.addHook('onResponse', async (request, reply) => {
    const facts = factsOf(request, reply);
    const role = roleOf(request);
    const line = { app: name, ...facts, ...(role && { role }) };
    if (isProbe(request)) log.debug?.(line, 'request');
    else log.info(line, 'request');
  });
}

const factsOf = (request: FastifyRequest, reply: FastifyReply) => ({
  request: request.id,
  method: request.method,
  route: request.routeOptions.url ?? null,
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime * 10) / 10,
});
