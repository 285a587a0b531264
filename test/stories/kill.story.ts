import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pool } from '@sunlit/postgres';
import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runningEmbedded } from '@sunlit/postgres';
import type { Officer } from '../../apps/staff/src/officers.js';

/** `sunlit start` as a newcomer runs it, on a folder and ports of its own, and killed without a word. */
const program = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));

interface Running {
  readonly process: ChildProcess;
  readonly public: string;
  readonly staff: string;
}

async function start(dataDir: string): Promise<Running> {
  const env = {
    ...process.env,
    SUNLIT_DATA_DIR: dataDir,
    PUBLIC_PORT: '0',
    STAFF_PORT: '0',
    DATABASE_URL: '',
    // Two logins do the work of an office.
    LIMIT_LOGIN: '0',
  };
  const child = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk));
  const addresses: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    said += `${line}\n`;
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address) addresses.push(address);
    if (line.startsWith('Ctrl-C'))
      return { process: child, public: addresses[0]!, staff: addresses[1]!.replace(/\/api$/, '') };
  }
  throw new Error(`it did not start: ${said}`);
}

async function end(running: Running, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(running.process, 'exit');
  running.process.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}

let dataDir: string;
let running: Running;
let officers: Officer[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sunlit-kill-'));
  running = await start(dataDir);
  ({ officers } = JSON.parse(await readFile(join(dataDir, 'demo-officers.json'), 'utf8')) as {
    officers: Officer[];
  });
}, 120_000);
afterAll(async () => {
  if (running.process.exitCode === null && running.process.signalCode === null) await end(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const login = (role: string) => officers.find((o) => o.actor.role === role)!;

async function ask(path: string, body: object, officer: Officer, key: string) {
  const headers = {
    authorization: `Bearer ${officer.token}`,
    'idempotency-key': key,
    'content-type': 'application/json',
  };
  const answer = await fetch(running.staff + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}

interface Work {
  readonly number: string;
  readonly keys: { readonly prepare: string; readonly confirm: string };
  submission?: { submission: string; projectRevision: number };
  acknowledged: boolean;
}

const newWork = (): Work => ({
  number: `GZ-${randomUUID().slice(0, 12)}`,
  keys: { prepare: randomUUID(), confirm: randomUUID() },
  acknowledged: false,
});

/** Registers a project with its two persons; every request may be repeated with its key. */
async function carryOn(work: Work): Promise<void> {
  const finance = login('finance-officer');
  const body = {
    ...{
      number: work.number,
      name: '无名路改造工程',
      region: '331082',
      category: 'road',
      site: '无名路',
      fundSource: '市级财政资金',
    },
    ...{
      owner: finance.actor.organisation,
      estimate: '100000.00',
      responsibleDepartment: '工程科',
      responsiblePerson: '某某',
    },
  };
  const prepared = await ask('/api/projects/register-project', body, finance, work.keys.prepare);
  if (prepared.status !== 202 && prepared.status !== 200)
    throw new Error(`prepare answered ${prepared.status} ${JSON.stringify(prepared.body)}`);
  work.submission ??= { submission: String(prepared.body.submission), projectRevision: -1 };
  const { submission, projectRevision } = work.submission;
  const done = await ask(
    `/api/submissions/${submission}/confirm`,
    { projectRevision },
    login('approver'),
    work.keys.confirm,
  );
  if (done.status !== 201 && done.status !== 200)
    throw new Error(`confirm answered ${done.status} ${JSON.stringify(done.body)}`);
  work.acknowledged = true;
}

/** Works until the service dies; answers what it began. */
async function load(until: () => boolean): Promise<Work[]> {
  const all: Work[] = [];
  const worker = async () => {
    while (!until()) {
      const work = newWork();
      all.push(work);
      try {
        await carryOn(work);
      } catch (error) {
        if (
          !until() &&
          !/fetch failed|terminated|other side closed|ECONN/.test(
            `${(error as Error).message} ${String((error as Error).cause)}`,
          )
        )
          throw error;
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return all;
}

/** Numbers of the projects that this story registered: the sample city loads meanwhile. */
async function registered(): Promise<string[]> {
  const url = await runningEmbedded(dataDir);
  const owner = pool(url!, 'story', 1);
  try {
    const { rows } = await owner.query<{ body: string }>(
      `SELECT convert_from(body, 'UTF8') AS body FROM store.event WHERE type = 'ProjectRegistered'`,
    );
    const numbers = rows.map(({ body }) => JSON.parse(body).data.number as string);
    return numbers.filter((number) => number.startsWith('GZ-'));
  } finally {
    await owner.end();
  }
}

describe('kill -9 under load', () => {
  it('loses and doubles nothing that was acknowledged, and what was begun is finished with the same keys', async () => {
    const begun: Work[] = [];
    for (let round = 0; round < 3; round++) {
      let dead = false;
      const working = load(() => dead);
      const enough = (async () => {
        // Wait for the work itself, not for the clock.
        while ((await registered()).length < (round + 1) * 15)
          await new Promise((resolve) => setImmediate(resolve));
      })();
      await enough;
      dead = true;
      await end(running, 'SIGKILL');
      begun.push(...(await working));
      running = await start(dataDir);
    }
    expect(begun.filter((w) => w.acknowledged).length).toBeGreaterThan(20);
    const acknowledged = begun.filter((w) => w.acknowledged).map((w) => w.number);
    const now = await registered();
    expect(acknowledged.filter((number) => now.filter((n) => n === number).length !== 1)).toEqual([]);

    for (const work of begun) await carryOn(work);
    const after = await registered();
    expect(begun.map((w) => after.filter((n) => n === w.number).length)).toEqual(begun.map(() => 1));
  }, 180_000);

  it('the sample was not loaded twice', async () => {
    const numbers = await registered();
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('Ctrl-C', () => {
  it('stops everything cleanly, and the next start finds everything', async () => {
    const before = await registered();
    expect(await end(running, 'SIGINT')).toBe(0);
    expect(await runningEmbedded(dataDir)).toBeNull();
    running = await start(dataDir);
    expect((await registered()).sort()).toEqual(before.sort());
    const page = await fetch(running.public);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('示例数据');
  }, 60_000);
});

describe('What a person can mend', () => {
  const said = async (env: Record<string, string>): Promise<{ code: number; text: string }> => {
    const child = spawn(process.execPath, [program, 'start'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stderr!.on('data', (chunk: Buffer) => (text += chunk));
    child.stdout!.resume();
    const [code] = (await once(child, 'exit')) as [number];
    return { code, text };
  };
  const free = { PUBLIC_PORT: '0', STAFF_PORT: '0' };

  it('is said in one sentence: a port in use', async () => {
    const { code, text } = await said({
      SUNLIT_DATA_DIR: join(dataDir, 'other'),
      PUBLIC_PORT: new URL(running.public).port,
      STAFF_PORT: '0',
    });
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).toContain('in use');
  });

  it('an unreachable database, without its password', async () => {
    const { code, text } = await said({
      ...free,
      SUNLIT_DATA_DIR: join(dataDir, 'other'),
      DATABASE_URL: 'postgres://u:verysecret@127.0.0.1:1/x',
    });
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).not.toContain('verysecret');
  });

  it('a folder that is no folder', async () => {
    const { code, text } = await said({ ...free, SUNLIT_DATA_DIR: join(dataDir, 'master.key', 'x') });
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).toContain('SUNLIT_DATA_DIR');
  });

  it('a second ledger on the same folder', async () => {
    const { code, text } = await said({ ...free, SUNLIT_DATA_DIR: dataDir });
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
  });

  it('all wrong settings at once', async () => {
    const { code, text } = await said({ PUBLIC_PORT: 'x', STAFF_PORT: '99999', EVENT_STORE: 'paper' });
    expect(code).toBe(1);
    for (const name of ['PUBLIC_PORT', 'STAFF_PORT', 'EVENT_STORE']) expect(text).toContain(name);
  });

  it('demo logins and a sample ledger in production', async () => {
    expect(
      (
        await said({
          ...free,
          NODE_ENV: 'production',
          SUNLIT_SAMPLE: 'true',
          SUNLIT_DATA_DIR: join(dataDir, 'other'),
        })
      ).text,
    ).toContain('SUNLIT_SAMPLE');
    await end(running, 'SIGTERM');
    const { code, text } = await said({ ...free, NODE_ENV: 'production', SUNLIT_DATA_DIR: dataDir });
    expect([code, /production/.test(text)]).toEqual([1, true]);
  }, 60_000);
});
