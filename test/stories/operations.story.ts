import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readiness, serveMetrics, usualLag, type MetricsServer } from '@sunlit/web';
import { pool } from '@sunlit/postgres';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { people, stepOf, workedExample } from '../../libs/ledger/src/testing/worked-example.js';
import { staffReadiness } from '../../apps/staff/src/readiness.js';
import { openBook } from '../faults/book.js';
import { working, type Load } from '../faults/load.js';
import { officers } from '../faults/service.js';
import { nothingLostOrDoubled } from '../faults/stored.js';
import { freshDatabase, passwordsOf, type FreshDatabase } from '../postgres.js';
import { addressOf as listening, program, type Program } from '../programs.js';
import { addressOf, post, startLedger, tell, uploadPapers, type Ledger } from './ledger.js';

describe('Whether an app should be sent anything', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await startLedger();
  }, 120_000);
  afterAll(() => ledger?.close());

  const reasons = async () => {
    const { status, body } = await ledger.pages.get('/readyz');
    return [status, ...((body.reasons ?? []) as { reason: string }[]).map(({ reason }) => reason)].join(' ');
  };
  const becomes = (answer: string) => until(async () => (await reasons()) === answer);
  const isAlive = async () => expect((await ledger.pages.get('/healthz')).body).toEqual({ status: 'ok' });

  it('yes, while the projector follows', async () => {
    await becomes('200');
    expect((await ledger.pages.get('/readyz')).body).toEqual({ status: 'ready' });
  });

  it('no, while the projector has not been heard of, or is too far behind', async () => {
    await ledger.stopProjector();
    await ledger.owner.query(`UPDATE health.projector SET heard_at = now() - interval '61 seconds'`);
    await becomes('503 projector-silent');
    await ledger.owner.query(
      'UPDATE health.projector SET heard_at = now(), measured_at = now(), behind_events = 10001, behind_ms = 900',
    );
    await becomes('503 projector-behind');
    const { body, type, headers } = await ledger.pages.get('/readyz');
    expect([type, headers['retry-after']]).toEqual(['application/problem+json', '5']);
    expect(body.reasons[0]).toMatchObject({
      facts: { events: 10_001, boundEvents: 10_000, boundSeconds: 60 },
      sentence: { zh: '投影程序落后过多。', en: 'The projector is too far behind.' },
    });
    await ledger.owner.query(
      `UPDATE health.projector SET behind_events = 1, measured_at = now() - interval '61 seconds'`,
    );
    await becomes('503 projector-behind');
    await isAlive();
    ledger.startProjector();
    await ledger.owner.query('UPDATE health.projector SET behind_events = 0');
    await becomes('200');
  });

  it('no, to officers, while the store takes no events; asking stores nothing', async () => {
    const ready = staffReadiness(ledger.room, ledger.reader, usualLag);
    const answers = async (reason: string | null) => {
      const { body } = await readiness(ready.checks).answer();
      return ((body as { reasons?: { reason: string }[] }).reasons?.[0]?.reason ?? null) === reason;
    };
    const before = await ledger.room.store.last();
    await until(() => answers(null));
    const name = new URL(ledger.database.urls.owner).pathname.slice(1);
    // On EventStoreDB the events are elsewhere: there it stays ready.
    const refused = ledger.settings.eventStore === 'postgres' ? 'store-not-writable' : null;
    const set = async (readOnly: string) => {
      await ledger.owner.query(`ALTER ROLE sunlit_writer IN DATABASE ${name} ${readOnly}`);
      const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = 'sunlit_writer'`;
      await ledger.owner.query(cut, [name]);
    };
    await set('SET default_transaction_read_only = on');
    await until(() => answers(refused));
    await set('RESET default_transaction_read_only');
    await until(() => answers(null));
    expect(await ledger.room.store.last()).toEqual(before);
  }, 120_000);

  it('no, while the database cannot be reached, though it is alive; yes again by itself', async () => {
    const name = new URL(ledger.database.urls.owner).pathname.slice(1);
    const admin = pool(ledger.database.urls.owner.replace(`/${name}`, '/postgres'), 'story', 1);
    try {
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
      await becomes('503 database-unreachable');
      await isAlive();
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
      await becomes('200');
    } finally {
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
      await admin.end();
    }
  }, 120_000);
});

describe('What Prometheus is told', () => {
  let ledger: Ledger;
  let metrics: MetricsServer;
  let project: string;
  beforeAll(async () => {
    ledger = await startLedger();
    await uploadPapers(ledger);
    const until = workedExample.indexOf(stepOf('certificate-1')) + 1;
    ({ project } = await tell(ledger, workedExample.slice(0, until)));
    const log = { info() {} };
    metrics = await serveMetrics({ metricsPort: 0, metricsHost: '127.0.0.1' }, readiness([]), log);
  }, 120_000);
  afterAll(async () => {
    await metrics?.close();
    await ledger?.close();
  });

  /** Every sample of the exposition format; throws at a line that is none. */
  async function scraped() {
    const answer = await fetch(`http://127.0.0.1:${metrics.port}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const samples = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return samples.map((line) => {
      const found = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (-?[0-9.e+-]+|NaN|\+Inf)$/i.exec(line);
      if (!found) throw new Error(`no sample: ${line}`);
      const labels = [...(found[2] ?? '').matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/gi)];
      return {
        name: found[1]!,
        labels: Object.fromEntries(labels.map(([, name, value]) => [name!, value!])) as Record<
          string,
          string
        >,
        value: Number(found[3]),
      };
    });
  }
  const valueOf = (samples: Awaited<ReturnType<typeof scraped>>, name: string, labels: object = {}) =>
    samples.find(
      (s) => s.name === name && Object.entries(labels).every(([label, value]) => s.labels[label] === value),
    )?.value ?? 0;

  it('counts appends, requests by the template of their route, and refusals by rule', async () => {
    const before = await scraped();
    const at = stepOf('progress-1').recordedAt;
    const body = { ...(stepOf('progress-1').body as object), amount: '1400000.01' };
    const refused = await post(ledger, addressOf(project, 'RecordPayment'), body, {
      actor: people.finance,
      at,
    });
    expect(refused.status).toBe(422);
    await ledger.caughtUp();
    await ledger.pages.get(`/projects/${project}`).expect(200);
    await ledger.pages.get('/no/such/page').expect(404);
    const duration = 'sunlit_http_request_duration_seconds_count';
    // A request is counted when its last byte has left.
    await until(async () => valueOf(await scraped(), duration, { app: 'public', status: '404' }) === 1);
    const after = await scraped();
    const grown = (name: string, labels?: object) =>
      valueOf(after, name, labels) - valueOf(before, name, labels);
    expect(grown('sunlit_refusals_total', { rule: 'progress-over-ceiling' })).toBe(1);
    expect(grown(duration, { app: 'public', route: '/projects/:project', status: '200' })).toBe(1);
    expect(grown(duration, { app: 'public', route: 'none', status: '404' })).toBe(1);
    const route = '/api/projects/:projectId/:command';
    expect(grown(duration, { app: 'staff', method: 'POST', route, status: '422' })).toBe(1);
    expect(valueOf(after, 'sunlit_appends_total', { outcome: 'stored' })).toBeGreaterThan(20);
    for (const name of [
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_seconds',
      'sunlit_projector_lag_events',
    ])
      expect([name, after.some((s) => s.name === name)]).toEqual([name, true]);
  });

  it('with labels of a few known values: no project, no person, nothing that was sent', async () => {
    const values = (await scraped()).flatMap(({ labels }) => Object.values(labels));
    expect(values.filter((value) => /[0-9a-f]{8}-[0-9a-f]{4}|[^\x20-\x7e]/i.test(value))).toEqual([]);
    expect(new Set(values).size).toBeLessThan(200);
  });
});

describe('Asked to stop under load', () => {
  let database: FreshDatabase;
  let folder: string;
  let programs: Program[] = [];

  beforeEach(async () => {
    programs = [];
    database = await freshDatabase();
    folder = await mkdtemp(join(tmpdir(), 'sunlit-stop-'));
    await writeFile(join(folder, 'roles.json'), passwordsOf(database.urls), { mode: 0o600 });
    await writeFile(join(folder, 'officers.json'), JSON.stringify({ demo: false, officers }), {
      mode: 0o600,
    });
  }, 120_000);
  afterEach(async () => {
    await Promise.all(programs.map((one) => one.end('SIGKILL')));
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  }, 120_000);

  const env = () => ({
    ...{ SUNLIT_DATA_DIR: folder, SUNLIT_OFFICERS_FILE: join(folder, 'officers.json') },
    ...{ SUNLIT_SAMPLE: 'false', LIMIT_LOGIN: '0' },
  });

  /** An app that is up, and its address. */
  const kinds = {
    'the officers’ app': async () => {
      const app = program('apps/staff/src/main.ts', {
        env: { ...env(), DATABASE_URL: database.urls.writer },
      });
      return { app, url: await listening(app) };
    },
    'sunlit start': async () => {
      const app = program('apps/cli/src/main.ts', {
        args: ['start'],
        env: { ...env(), DATABASE_URL: database.urls.owner },
      });
      const [, port] = await app.heard(/officers' API .*:(\d+)\/api/);
      return { app, url: `http://127.0.0.1:${port}` };
    },
  };

  it.each(Object.entries(kinds))(
    '%s answers what is under way, ends with 0, and nothing acknowledged is lost or stored twice',
    async (_, start) => {
      const book = openBook('shutdown');
      let address: string | null = null;
      let stopping = false;
      const up = async () => {
        const { app, url } = await start();
        programs.push(app);
        address = url;
        return app;
      };
      const load: Load = { book, url: () => address };
      const first = await up();
      const done = working(load, 8, () => stopping);
      await until(() => book.acknowledged >= 60);
      const code = await first.end('SIGTERM');
      address = null;
      const before = book.acknowledged;
      await up();
      await until(() => book.acknowledged >= before + 20);
      stopping = true;
      const wrong = await done;
      expect([code, wrong]).toEqual([0, []]);
      const checks = await nothingLostOrDoubled(book, database.urls.owner, wrong);
      expect(checks.filter(({ passed }) => !passed)).toEqual([]);
      expect(await programs.at(-1)!.end('SIGTERM')).toBe(0);
    },
    180_000,
  );
});
