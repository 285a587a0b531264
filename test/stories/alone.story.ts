import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterProject } from '@sunlit/ledger';
import { createDatabase, dropDatabase } from '@sunlit/postgres';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { owner } from '../../libs/ledger/src/testing/worked-people.js';
import { send } from '../faults/load.js';
import { officers } from '../faults/service.js';
import { adminUrl, freshDatabase, passwordsOf } from '../postgres.js';
import { addressOf, program, sunlit, type Program } from '../programs.js';
import { storeOfRun } from './ledger.js';

/** The three apps as docker-compose.yml runs them: each alone, as its own role, with secrets from files. */
type App = 'public' | 'staff' | 'projector';

let folder: string;
let database: string;
const running = new Map<App, { app: Program; url: string; metrics: string }>();
const store = storeOfRun();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunlit-alone-'));
  database = `alone_${randomUUID().slice(0, 8)}`;
  const roles = await freshDatabase(); // For the passwords of the run: roles belong to the whole server.
  await writeFile(join(folder, 'roles.json'), passwordsOf(roles.urls), { mode: 0o600 });
  await roles.drop();
  await writeFile(join(folder, 'officers.json'), JSON.stringify({ demo: false, officers }), { mode: 0o600 });
}, 120_000);
afterAll(async () => {
  await Promise.all([...running.values()].map(({ app }) => app.end('SIGKILL')));
  await dropDatabase(adminUrl(), database);
  await rm(folder, { recursive: true, force: true });
}, 120_000);

const roleOf = { public: 'public', staff: 'writer', projector: 'projector' } as const;

const portOf = { public: 'PUBLIC_PORT', staff: 'STAFF_PORT', projector: 'METRICS_PORT' } as const;

const environmentOf = (name: App): Record<string, string> => ({
  ...{ NODE_ENV: 'production', METRICS_PORT: '0', SUNLIT_DATA_DIR: join(folder, `home-of-${name}`) },
  DATABASE_URL_FILE: join(folder, 'access', roleOf[name], 'database-url'),
  ...(name === 'public'
    ? {}
    : { ...store, SUNLIT_MASTER_KEY_FILE: join(folder, 'master.key'), SUNLIT_LEDGER_NAME: '独立运行账本' }),
  ...(name === 'staff' && { SUNLIT_OFFICERS_FILE: join(folder, 'officers.json') }),
});

async function start(name: App): Promise<void> {
  const app = program(`apps/${name}/src/main.ts`, { env: environmentOf(name) });
  const [, metrics] = await app.heard(/"metricsPort":(\d+)/);
  const url = name === 'projector' ? '' : await addressOf(app);
  running.set(name, { app, url, metrics: `http://127.0.0.1:${metrics}` });
}

async function ready(name: App): Promise<{ status: number; reasons: string[]; type: string | null }> {
  const answer = await fetch(`${running.get(name)!.metrics}/readyz`);
  const body = (await answer.json()) as { reasons?: { reason: string }[] };
  return {
    status: answer.status,
    reasons: (body.reasons ?? []).map(({ reason }) => reason),
    type: answer.headers.get('content-type'),
  };
}
const isReady = (name: App) => until(async () => (await ready(name)).status === 200);

/** Registered by one person, confirmed by another. */
async function register(name: string): Promise<string> {
  const { url } = running.get('staff')!;
  const body = { ...RegisterProject.example, owner, name, number: `GZ-${randomUUID()}`, nationalCode: null };
  const prepared = await send(url, {
    ...{ key: randomUUID(), fact: '', path: '/api/projects/register-project', body, as: 'finance' },
  });
  expect(prepared.status).toBe(202);
  const confirmed = await send(url, {
    ...{ key: randomUUID(), fact: '', as: 'approver' },
    path: `/api/submissions/${prepared.body.submission}/confirm`,
    body: { projectRevision: -1 },
  });
  expect(confirmed.status).toBe(201);
  return prepared.body.project as string;
}

const page = async (project: string) => {
  const answer = await fetch(`${running.get('public')!.url}/projects/${project}`);
  return { status: answer.status, html: await answer.text() };
};
const shown = (project: string, name: string) =>
  until(async () => {
    const { status, html } = await page(project);
    return status === 200 && html.includes(name);
  });

describe('The apps alone, each with the address of its own role', () => {
  it('sunlit prepare makes roles, tables, the master key and a file for each role, from an empty database', async () => {
    const address = new URL(await createDatabase(adminUrl(), database));
    await writeFile(join(folder, 'password'), `${decodeURIComponent(address.password)}\n`, { mode: 0o600 });
    address.password = '';
    const env = { SUNLIT_DATA_DIR: folder, DATABASE_URL: address.href, ...store };
    const args = ['prepare', '--access', join(folder, 'access'), '--password-file', join(folder, 'password')];
    const { code, said } = await sunlit(args, env);
    expect([code, said]).toEqual([0, expect.stringContaining('writer, projector, public')]);
    expect((await readdir(join(folder, 'access'))).sort()).toEqual(['projector', 'public', 'writer']);
    const file = await stat(join(folder, 'access', 'writer', 'database-url'));
    expect(file.mode & 0o777).toBe(0o600);
    expect((await sunlit(args, env)).code).toBe(0); // Once more, as for a new version.
  }, 120_000);

  it('the public pages alone are alive and not ready: nobody has built what they show', async () => {
    await start('public');
    const { url } = running.get('public')!;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await ready('public')).toEqual({
      ...{ status: 503, reasons: ['read-models-missing'] },
      type: 'application/problem+json; charset=utf-8',
    });
  }, 120_000);

  it('are all ready once the officers’ app has opened the ledger and the projector follows it', async () => {
    await start('staff');
    await start('projector');
    for (const name of ['projector', 'staff', 'public'] as const) await isReady(name);
  }, 120_000);

  it('show a project that one person entered and another confirmed', async () => {
    const project = await register('独立运行的第一座桥');
    await shown(project, '独立运行的第一座桥');
    // Of the role that may read what is published and nothing else.
    const metrics = await (await fetch(`${running.get('staff')!.metrics}/metrics`)).text();
    expect(metrics).toMatch(/sunlit_appends_total\{outcome="stored"\} [1-9]/);
    expect(metrics).not.toContain(project);
  }, 120_000);

  it('go on when each is killed and started again, with nothing lost', async () => {
    const before = await register('停机之前的一条路');
    for (const name of ['staff', 'projector', 'public'] as const) {
      await running.get(name)!.app.end('SIGKILL');
      await start(name);
    }
    for (const name of ['projector', 'staff', 'public'] as const) await isReady(name);
    const after = await register('停机之后的一条路');
    await shown(before, '停机之前的一条路');
    await shown(after, '停机之后的一条路');
  }, 120_000);

  it('that cannot start say why and end with exit code 1, whatever they had opened by then', async () => {
    for (const name of ['public', 'staff', 'projector'] as const) {
      const { url, metrics } = running.get(name)!;
      const taken = new URL(name === 'projector' ? metrics : url).port;
      const second = program(`apps/${name}/src/main.ts`, {
        env: { ...environmentOf(name), [portOf[name]]: taken },
      });
      expect([name, await second.ended, second.lines.at(-1)]).toEqual([
        ...[name, 1],
        expect.stringMatching(/"level":60.*(in use|EADDRINUSE)/),
      ]);
    }
  }, 120_000);

  it('end in order when asked, each with exit code 0', async () => {
    for (const name of ['public', 'staff', 'projector'] as const)
      expect([name, await running.get(name)!.app.end('SIGTERM')]).toEqual([name, 0]);
  }, 120_000);

  it('say in their logs neither a token, a password, nor an address with one', async () => {
    const all = [...running.values()].flatMap(({ app }) => app.lines).join('\n');
    expect(all.length).toBeGreaterThan(500);
    for (const secret of ['fault-token', 'test-writer', 'test-projector', '@127.0.0.1', 'Bearer'])
      expect(all.includes(secret)).toBe(false);
  });
});
