import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { boundConnections } from './connections.js';
import { boundUnderWay, usePressure } from './pressure.js';
import { useRateLimits, type RateLimit } from './rate-limits.js';
import type { Settings } from './settings.js';

/** How much one caller, and all callers together, may ask of an app. 0 is no bound. */
export interface Bounds {
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[];
  /** Requests a minute of one login. */
  readonly login: number;
  /** Requests a minute from one address, of those who name no login that holds. */
  readonly guest: number;
  /** Attempts in ten minutes that a login makes without the right to them. */
  readonly denied: number;
  /** Public pages a minute for one address. */
  readonly pages: number;
  /** Searches, past days and downloads among them. */
  readonly search: number;
  /** Requests being worked on at once. */
  readonly underWay: number;
  /** Connections from one address. */
  readonly connections: number;
  readonly patience: Patience;
}

/** Milliseconds for a caller to send. */
export interface Patience {
  readonly headers: number;
  /** For the whole request, its body included. */
  readonly request: number;
}

/** 10 MB in a minute is 1.4 Mbit/s: a slow line may still upload the largest document. */
const patience: Patience = { headers: 10_000, request: 60_000 };

/** For stories and measurements: no bound but a caller's time to send. */
export const unbounded: Bounds = {
  trustProxy: [],
  ...{ login: 0, guest: 0, denied: 0, pages: 0, search: 0, underWay: 0, connections: 0 },
  patience,
};

export const boundsOf = (settings: Settings): Bounds => ({
  trustProxy: settings.trustProxy,
  login: settings.limitLogin,
  guest: settings.limitGuest,
  denied: settings.limitDenied,
  pages: settings.limitPages,
  search: settings.limitSearch,
  underWay: settings.limitUnderWay,
  connections: settings.limitConnections,
  patience,
});

export interface BoundsOptions {
  readonly bounds: Bounds;
  readonly limits: readonly RateLimit[];
  /** Hears once of a proxy that is not named. */
  readonly log: { warn?(facts: object, message: string): void };
}

/**
 * Puts the bounds on an app that was made with `serverOptions`, in the order of their cost: connections, callers, pressure,
 * work under way. Hooks that answer by themselves come after this.
 */
export async function useBounds(
  app: NestFastifyApplication,
  { bounds, limits, log }: BoundsOptions,
): Promise<void> {
  boundConnections(app.getHttpServer(), bounds);
  await useRateLimits(app, limits);
  if (bounds.trustProxy.length === 0) warnOfProxy(app, log);
  if (bounds.underWay === 0) return;
  await usePressure(app);
  boundUnderWay(app, bounds.underWay);
}

/** Behind a proxy that is not named, all its callers count as one. */
function warnOfProxy(app: NestFastifyApplication, log: BoundsOptions['log']): void {
  let told = false;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async ({ headers }) => {
      if (told || headers['x-forwarded-for'] === undefined) return;
      told = true;
      log.warn?.(
        {},
        'requests come through a proxy: name it in TRUST_PROXY, or all its callers count as one',
      );
    });
}
