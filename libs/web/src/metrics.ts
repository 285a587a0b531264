import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Readiness } from './readiness.js';
import type { Settings } from './settings.js';
import { turnedAway } from './turned-away.js';

/*
 * Everything this process counts, for Prometheus (prom-client). Labels are of a few known values each: never a project, a
 * person, an address or anything that was sent.
 */

/** `projector` only measures itself. */
export type AppName = 'public' | 'staff' | 'projector';

const requests = new Histogram({
  name: 'sunlit_http_request_duration_seconds',
  help: 'Requests by app, method, template of the route and status; from arrival to the last byte.',
  labelNames: ['app', 'method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** Rules that refused an entry; one entry may break several. */
export const refusals = new Counter({
  name: 'sunlit_refusals_total',
  help: 'Entries refused, by each rule broken.',
  labelNames: ['rule'],
});

new Counter({
  name: 'sunlit_turned_away_requests_total',
  help: 'Requests turned away before any work: 429 by the limit reached, 503 while busy or under pressure.',
  labelNames: ['reason'],
  collect() {
    this.reset();
    for (const [reason, count] of Object.entries(turnedAway())) this.inc({ reason }, count);
  },
});

/** What no hook of Fastify sees, and the histogram of requests does not count. */
export const keptAnswers = new Counter<'status'>({
  name: 'sunlit_kept_answers_total',
  help: 'Public pages answered from memory, whole (200) or as unchanged (304).',
  labelNames: ['status'],
});

export const appends = new Counter<'outcome'>({
  name: 'sunlit_appends_total',
  help: 'Appends to the event store by outcome: stored, replayed, conflict, unknown, unavailable, failed.',
  labelNames: ['outcome'],
});

export const appendBatches = new Histogram({
  name: 'sunlit_append_batch_size',
  help: 'Appends that shared one transaction (group commit; PostgreSQL only).',
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
});

export const storeInterruptions = new Counter<'app'>({
  name: 'sunlit_event_store_interruptions_total',
  help: 'Times the event store did not answer or a follower lost it, and it was tried again.',
  labelNames: ['app'],
});

const gauge = (name: string, help: string) => new Gauge({ name, help });
/** Of the projector, each time it measures itself. */
export const projecting = {
  lagEvents: gauge('sunlit_projector_lag_events', 'Events stored and not applied yet; counted to a bound.'),
  lagSeconds: gauge(
    'sunlit_projector_lag_seconds',
    'How long the oldest event known and not applied has waited.',
  ),
  positionAge: gauge(
    'sunlit_projector_position_age_seconds',
    'Since the projector last moved on; grows also while nothing is stored.',
  ),
  applied: gauge('sunlit_projector_events_applied', 'Events that the read models rest on.'),
  following: gauge(
    'sunlit_projector_following',
    '1 while it keeps the read models current, 0 while it stands by or builds.',
  ),
};

const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);

/** Measures every request of an app by the template of its route, such as `/projects/:project`. */
export function measureRequests(app: NestFastifyApplication, name: AppName): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', async (request, reply) => {
      const method = methods.has(request.method) ? request.method : 'other';
      const route = request.routeOptions.url ?? 'none';
      requests.observe({ app: name, method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    });
}

export interface MetricsServer {
  /** Null where none was asked for. */
  readonly port: number | null;
  close(): Promise<void>;
}

/**
 * The private port: `/metrics` for Prometheus, and `/healthz` and `/readyz` for apps that have no other port. Where the
 * settings name none, nothing. The port is in the log.
 */
export async function serveMetrics(
  { metricsPort, metricsHost }: Pick<Settings, 'metricsPort' | 'metricsHost'>,
  ready: Readiness,
  log: { info(facts: object, message: string): void },
): Promise<MetricsServer> {
  if (metricsPort === null) return { port: null, close: async () => {} };
  collectProcess();
  const server: Server = createServer((request, response) => {
    void (async () => {
      const path = request.method === 'GET' ? request.url : undefined;
      if (path === '/metrics') {
        response.setHeader('content-type', register.contentType).end(await register.metrics());
      } else if (path === '/healthz') {
        response.setHeader('content-type', 'application/json').end('{"status":"ok"}');
      } else if (path === '/readyz') {
        const { status, type, body } = await ready.answer();
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
        response.end(JSON.stringify(body));
      } else response.writeHead(404).end();
    })().catch(() => response.writeHead(500).end());
  });
  server.listen(metricsPort, metricsHost);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  log.info({ metricsPort: port }, 'the metrics are open');
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

let collecting = false;
/** Memory, CPU, event loop, garbage collection: once for each process. */
function collectProcess(): void {
  if (!collecting) collectDefaultMetrics();
  collecting = true;
}
