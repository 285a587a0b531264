import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import { HttpException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { isProbe } from './pressure.js';
import { countTurnedAway, type TurnedAway } from './turned-away.js';

/** 429; the header `Retry-After` is set by whoever throws it. */
export class TooMany extends HttpException {
  constructor() {
    super('too many requests', 429);
  }
}

/** One limit a minute. */
export interface RateLimit {
  readonly reason: TurnedAway;
  /** 0: none. */
  readonly perMinute: number;
  /** Who is counted; null: this request is not. */
  readonly callerOf: (request: FastifyRequest) => string | null;
}

/** Callers remembered for each limit. */
const remembered = 20_000;

/** The address that asks; of IPv6 its /64, which is one household. */
export const addressOf = ({ ip }: FastifyRequest): string => normalizeIP(ip);

/**
 * Counts callers before a byte of a body is read (@fastify/rate-limit, in the memory of this process). An answer says how
 * much is left (`RateLimit-*`); beyond it comes a 429 with `Retry-After`. Probes are not counted.
 */
export async function useRateLimits(
  app: NestFastifyApplication,
  limits: readonly RateLimit[],
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(rateLimit, { global: false });
  const checks = limits
    .filter(({ perMinute }) => perMinute > 0)
    .map(({ reason, perMinute, callerOf }) => ({
      ...{ reason, callerOf, perMinute },
      count: fastify.createRateLimit({
        ...{ max: perMinute, timeWindow: 60_000, cache: remembered },
        keyGenerator: (request) => callerOf(request)!,
      }),
    }));
  if (checks.length === 0) return;
  fastify.addHook('onRequest', async (request, reply) => {
    if (isProbe(request)) return;
    for (const { reason, perMinute, callerOf, count } of checks) {
      if (callerOf(request) === null) continue;
      const counted = await count(request);
      if (counted.isAllowed) continue;
      const { remaining, ttlInSeconds, isExceeded } = counted;
      reply.headers({
        'ratelimit-limit': perMinute,
        'ratelimit-remaining': remaining,
        'ratelimit-reset': ttlInSeconds,
      });
      if (isExceeded) tellToWait(reply, reason, ttlInSeconds);
    }
  });
}

function tellToWait(reply: FastifyReply, reason: TurnedAway, seconds: number): never {
  countTurnedAway(reason);
  reply.header('retry-after', Math.max(1, seconds));
  throw new TooMany();
}

/** Ten minutes. */
const denialsWindow = 600_000;

/** Counts what each login was denied; who was denied too often waits. */
export interface Denials {
  /** One more of this login. */
  add(login: string): void;
  /** Throws `TooMany` while the login has had its share. */
  check(login: string, reply: FastifyReply): void;
}

/** `most` in ten minutes, counted from the first; 0: no limit. */
export function denialsOf(most: number): Denials {
  const counts = new LRUCache<string, number>({ max: remembered, ttl: denialsWindow, noUpdateTTL: true });
  return {
    add: (login) => void counts.set(login, (counts.get(login) ?? 0) + 1),
    check(login, reply) {
      if (most > 0 && (counts.get(login) ?? 0) >= most)
        tellToWait(reply, 'denied', Math.ceil(counts.getRemainingTTL(login) / 1_000));
    },
  };
}
