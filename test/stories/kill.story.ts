import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runningEmbedded } from '@sunlit/postgres';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { openBook } from '../faults/book.js';
import { marks, working } from '../faults/load.js';
import { officers } from '../faults/service.js';
import { nothingLostOrDoubled, rowsStored } from '../faults/stored.js';
import { program, type Program } from '../programs.js';

/** `sunlit start` as a newcomer runs it, on a folder and ports of its own, and killed without a word. */
const sunlitStart = (env: Record<string, string>): Program =>
  program('dist/apps/cli/src/main.js', { args: ['start'], env });

interface Running {
  readonly program: Program;
  readonly public: string;
  readonly staff: string;
}

async function start(): Promise<Running> {
  // Two logins do the work of an office.
  const started = sunlitStart({ SUNLIT_DATA_DIR: dataDir, LIMIT_LOGIN: '0' });
  const [, pages] = await started.heard(/public pages +(http:\S+)\/$/);
  const [, staff] = await started.heard(/officers' API +(http:\S+)\/api$/);
  await started.heard(/^Ctrl-C/);
  return { program: started, public: pages!, staff: staff! };
}

let dataDir: string;
let running: Running;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sunlit-kill-'));
  running = await start();
}, 120_000);
afterAll(async () => {
  await running?.program.end();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const events = async () => rowsStored((await runningEmbedded(dataDir))!);

/** Those of the load process come to work beside the demo officers, who were made by the first start. */
async function hireLoad(): Promise<void> {
  const file = join(dataDir, 'demo-officers.json');
  const made = JSON.parse(await readFile(file, 'utf8')) as { officers: object[] };
  await writeFile(file, JSON.stringify({ ...made, officers: [...made.officers, ...officers] }));
}

describe('Ctrl-C', () => {
  it('stops everything cleanly, and the next start finds everything and loads the sample no second time', async () => {
    const before = await events();
    expect(before.length).toBeGreaterThan(5_000);
    expect(await running.program.end('SIGINT')).toBe(0);
    expect(await runningEmbedded(dataDir)).toBeNull();
    await hireLoad();
    running = await start();
    const ids = (rows: typeof before) => rows.map(({ id }) => id).join('\n');
    expect(ids(await events()) === ids(before)).toBe(true);
    const page = await fetch(running.public);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('示例数据');
  }, 60_000);
});

describe('kill -9 under load', () => {
  it('loses and doubles nothing that was acknowledged, and what was begun is finished with the same keys', async () => {
    const book = openBook('kill-start');
    let address: string | null = running.staff;
    let stopping = false;
    const done = working({ book, url: () => address }, 8, () => stopping);
    for (let round = 0; round < 3; round++) {
      const target = book.acknowledged + 40;
      await Promise.race([until(() => book.acknowledged >= target), done]);
      await running.program.end('SIGKILL');
      address = null;
      running = await start();
      address = running.staff;
    }
    stopping = true;
    const wrong = await done;
    expect(book.unknown).toBeGreaterThan(0);
    const checks = await nothingLostOrDoubled(book, (await runningEmbedded(dataDir))!, wrong);
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  }, 180_000);

  it('no project is there twice, of the sample neither', async () => {
    const numbers = (await events())
      .filter(({ type }) => type === 'ProjectRegistered')
      .map(({ body }) => JSON.parse(body.toString()).data.number as string);
    const sample = numbers.filter((number) => !number.startsWith(marks['RegisterProject']!));
    expect([sample.length > 30, sample.length < numbers.length]).toEqual([true, true]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('What a person can mend', () => {
  const said = async (env: Record<string, string>): Promise<{ code: number | null; text: string }> => {
    const { ended, lines } = sunlitStart(env);
    return { code: await ended, text: lines.join('\n') };
  };

  it('is said in one sentence: a port in use', async () => {
    const { code, text } = await said({
      SUNLIT_DATA_DIR: join(dataDir, 'other'),
      PUBLIC_PORT: new URL(running.public).port,
    });
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).toContain('in use');
  });

  it('an unreachable database, without its password', async () => {
    const { code, text } = await said({
      SUNLIT_DATA_DIR: join(dataDir, 'other'),
      DATABASE_URL: 'postgres://u:verysecret@127.0.0.1:1/x',
    });
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).not.toContain('verysecret');
  });

  it('a folder that is no folder', async () => {
    const { code, text } = await said({ SUNLIT_DATA_DIR: join(dataDir, 'master.key', 'x') });
    expect([code, text.trim().split('\n').length]).toEqual([1, 1]);
    expect(text).toContain('SUNLIT_DATA_DIR');
  });

  it('a second ledger on the same folder', async () => {
    const { code, text } = await said({ SUNLIT_DATA_DIR: dataDir });
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
          NODE_ENV: 'production',
          SUNLIT_SAMPLE: 'true',
          SUNLIT_DATA_DIR: join(dataDir, 'other'),
        })
      ).text,
    ).toContain('SUNLIT_SAMPLE');
    expect(await running.program.end()).toBe(0);
    const { code, text } = await said({ NODE_ENV: 'production', SUNLIT_DATA_DIR: dataDir });
    expect([code, /production/.test(text)]).toEqual([1, true]);
  }, 60_000);
});
