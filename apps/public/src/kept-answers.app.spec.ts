import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadAssets, type Standing } from '@sunlit/web';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { publicPages } from './public.app.js';
import type { Queries } from './queries.js';
import { fixtureQueries } from './testing/fixture-queries.js';
import { fullProject, projectId, sha256 } from './testing/fixtures.js';
import { standing } from './testing/paper-fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'sunlit-kept-'));
const path = `/projects/${projectId}`;
let app: NestFastifyApplication;
let now: Standing;
/** Shown by the project's page, to tell one making from another. */
let mark: string;
/** How often each question was asked. */
let asked: string[];
let held: Promise<void> | null;

const questions = Object.fromEntries(
  Object.entries(fixtureQueries).map(([question, answer]) => [
    question,
    (...args: never[]) => {
      asked.push(question);
      return (answer as (...args: never[]) => unknown)(...args);
    },
  ]),
) as unknown as Queries;
const queries: Queries = {
  ...questions,
  standing: async () => now,
  async project(id, paging) {
    const found = await questions.project(id, paging);
    await held;
    return found && { ...found, today: mark };
  },
};

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), 'body{}');
  app = await publicPages(queries, {
    ...{ assets: loadAssets(join(folder, 'sunlit.css')), https: false, log: { error() {} } },
  });
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

let entry = 1_000;
beforeEach(() => {
  // Nothing kept before is about this entry.
  now = { ...standing, entry: entry++ };
  mark = fullProject.today;
  asked = [];
  held = null;
});

const get = (address: string, headers: Record<string, string> = {}) =>
  supertest(app.getHttpServer())
    .get(address)
    .set({ accept: 'text/html', ...headers });
const timesAsked = () => asked.filter((question) => question === 'project').length;

describe('A page that was made before', () => {
  it('is answered again without a question, with the same bytes and headers', async () => {
    const [first, second] = [await get(path).expect(200), await get(path).expect(200)];
    expect(timesAsked()).toBe(1);
    const ofRequest = ({ date: _, 'x-request-id': __, ...headers }: Record<string, string>) => headers;
    expect(ofRequest(second.headers)).toEqual(ofRequest(first.headers));
    expect(second.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-encoding': 'gzip',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      vary: 'Accept, accept-encoding, Cookie',
    });
    expect(second.headers['x-request-id']).toBeUndefined();
    expect(second.text === first.text).toBe(true);
  });

  it('is made anew after an entry, a day, a lapse of updates and a rebuild', async () => {
    await get(`${path}.json`).expect(200);
    for (const [i, change] of [
      { entry: entry++ },
      { today: '2031-01-01' },
      { lag: 'paused' as const },
      { lag: 'behind' as const },
      { edition: '20001' },
    ].entries()) {
      now = { ...now, ...change };
      mark = `2030-01-0${i + 1}`;
      expect((await get(`${path}.json`).expect(200)).body.today).toBe(mark);
    }
    expect(timesAsked()).toBe(6);
  });

  it('is another one in another language, size, format, coding, with another query and under another host', async () => {
    const ways: [string, Record<string, string>][] = [
      [path, {}],
      [path, { cookie: 'sunlit-lang=en' }],
      [path, { cookie: 'sunlit-size=large' }],
      [path, { accept: 'application/json' }],
      [`${path}.json`, {}],
      [path, { 'accept-encoding': 'identity' }],
      [`${path}?payments=2`, {}],
      [path, { host: 'other.example' }],
      [path, { 'x-forwarded-host': 'third.example' }],
    ];
    const made: string[] = [];
    for (const [address, headers] of ways) made.push((await get(address, headers).expect(200)).text);
    expect(timesAsked()).toBe(ways.length);
    const again: string[] = [];
    for (const [address, headers] of ways) again.push((await get(address, headers).expect(200)).text);
    expect(timesAsked()).toBe(ways.length);
    expect(again.map((text, i) => text === made[i])).toEqual(ways.map(() => true));
    expect(again[1]!.includes('lang="en"')).toBe(true);
    expect(JSON.parse(again[3]!)).toMatchObject({ project: projectId });
  });

  it('leads from a poster to the host that it was asked under', async () => {
    const addressFor = async (host: string) =>
      (await get(`${path}/poster.json`, { host }).expect(200)).body.paper.address as string;
    for (const host of ['one.example', 'two.example', 'one.example'])
      expect(await addressFor(host)).toBe(`http://${host}${path}`);
    expect(timesAsked()).toBe(2);
  });

  it('is whole to who takes no compression, and says how long it is either way', async () => {
    await get(path).expect(200);
    await get(path, { 'accept-encoding': 'identity' }).expect(200);
    const [small, whole] = [await get(path), await get(path, { 'accept-encoding': 'identity' })];
    expect([small.headers['content-encoding'], whole.headers['content-encoding']]).toEqual([
      'gzip',
      undefined,
    ]);
    expect(Number(whole.headers['content-length'])).toBe(Buffer.byteLength(whole.text));
    expect(Number(small.headers['content-length'])).toBeLessThan(Buffer.byteLength(small.text) / 3);
    expect(timesAsked()).toBe(2);
  });

  it('answers HEAD with its headers alone, and 304 to who has it', async () => {
    const { headers } = await get(path).expect(200);
    const head = await supertest(app.getHttpServer())
      .head(path)
      .set({ accept: 'text/html', 'accept-encoding': 'gzip, deflate' })
      .expect(200);
    expect([head.text ?? '', head.headers['etag'], head.headers['content-length']]).toEqual([
      ...['', headers['etag'], headers['content-length']],
    ]);
    const unchanged = await get(path, { 'if-none-match': headers['etag']! }).expect(304);
    expect(unchanged.headers['content-length'] ?? null).toBeNull();
    expect(unchanged.headers).toMatchObject({
      etag: headers['etag'],
      'cache-control': 'no-cache',
      vary: headers['vary'],
      'content-security-policy': headers['content-security-policy'],
    });
    expect(timesAsked()).toBe(1);
  });

  it('is made once for all who ask for it meanwhile', async () => {
    let letGo = () => {};
    held = new Promise((resolve) => (letGo = resolve));
    const answers = Array.from({ length: 8 }, () =>
      get(path)
        .expect(200)
        .then(({ text }) => text),
    );
    while (timesAsked() === 0) await new Promise((resolve) => setImmediate(resolve));
    letGo();
    const texts = await Promise.all(answers);
    expect(new Set(texts).size).toBe(1);
    expect(timesAsked()).toBe(1);
  });
});

describe('What is not kept', () => {
  it('an address where nothing is, and one that is wrong', async () => {
    const nowhere = '/projects/00000000-0000-5000-8000-000000000000';
    for (let i = 0; i < 2; i++) await get(nowhere).expect(404);
    for (let i = 0; i < 2; i++) await get(`${path}?payments=x`).expect(400);
    expect(timesAsked()).toBe(2);
  });

  it('a page that failed: the next who asks gets the page', async () => {
    held = Promise.reject(new Error('the database is gone'));
    held.catch(() => {});
    await get(path).expect(500);
    held = null;
    await get(path).expect(200);
  });

  it('a document, which may be withheld from one moment to the next', async () => {
    const document = `/documents/${sha256}`;
    const before = asked.length;
    for (let i = 0; i < 2; i++) await get(document);
    expect(asked.slice(before).filter((question) => question === 'document')).toHaveLength(2);
  });

  it('anything while it is not known how the ledger stands', async () => {
    await get(path).expect(200);
    const known = now;
    now = Promise.reject(new Error('the database is gone')) as never;
    (now as unknown as Promise<never>).catch(() => {});
    await get(path).expect(500);
    now = known;
    await get(path).expect(200);
    expect(timesAsked()).toBe(1);
  });
});
