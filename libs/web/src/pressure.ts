import underPressure from '@fastify/under-pressure';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getHeapStatistics } from 'node:v8';
import { finalize, type Observable } from 'rxjs';
import { pathOf } from './negotiation.js';
import { countTurnedAway, type TurnedAway } from './turned-away.js';

/** 503: nothing of the request was done; it may be repeated as it is. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
  readonly statusCode = 503;
  constructor() {
    super('more requests than can be worked on');
  }
}

/** Asked by supervisors, which must hear the truth however busy the app is. */
export const isProbe = ({ url }: Pick<FastifyRequest, 'url'>): boolean =>
  ['/healthz', '/readyz'].includes(pathOf(url));

const retryAfterSeconds = '1';

/** Milliseconds that the event loop may come late in the mean of so many: one long turn alone is no reason. */
const mostDelay = 1_000;
const meanOver = 2_000;

/** Counts why, and says when to come again; to be thrown. */
export function turnAway(reply: Pick<FastifyReply, 'header'>, reason: TurnedAway): Overloaded {
  countTurnedAway(reason);
  reply.header('retry-after', retryAfterSeconds);
  return new Overloaded();
}

/**
 * So many requests are worked on at once; the next is turned away with 503 and `Retry-After` at once instead of waiting
 * with the others until none is answered in time. What is under way is finished.
 */
export function boundUnderWay(app: NestFastifyApplication, most: number): void {
  let underWay = 0;
  const bound: NestInterceptor = {
    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const http = context.switchToHttp();
      if (isProbe(http.getRequest<FastifyRequest>())) return next.handle();
      // Bodies of several requests may have been read since they came.
      if (underWay >= most) throw turnAway(http.getResponse<FastifyReply>(), 'busy');
      underWay++;
      // As long as the work lasts, whether or not its caller still waits.
      return next.handle().pipe(finalize(() => void underWay--));
    },
  };
  app.useGlobalInterceptors(bound);
  app
    .getHttpAdapter()
    .getInstance()
    // Before a body is read for nothing.
    .addHook('onRequest', async (request, reply) => {
      if (request.method !== 'GET' && underWay >= most) throw turnAway(reply, 'busy');
    });
}

/** Turns requests away while the event loop is late by a second or the heap is nearly full (@fastify/under-pressure). */
export async function usePressure(app: NestFastifyApplication): Promise<void> {
  await app.register(underPressure, {
    ...{ maxEventLoopDelay: mostDelay, sampleInterval: meanOver },
    maxHeapUsedBytes: getHeapStatistics().heap_size_limit * 0.9,
    pressureHandler: async (request, reply) => {
      if (!isProbe(request)) throw turnAway(reply, 'pressure');
    },
  });
}
