import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { plusDays } from '@sunlit/ledger';
import { loadAssets } from '@sunlit/web';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { publicPages } from '../public.app.js';
import { fixtureQueries } from '../testing/fixture-queries.js';
import { projectId } from '../testing/fixtures.js';
import { shanghaiToday } from './at.js';

const folder = mkdtempSync(join(tmpdir(), 'sunlit-time-'));
const project = `/projects/${projectId}`;
const unknown = project.replace('5f', '6f');
let app: NestFastifyApplication;
const get = (path: string, accept = 'text/html,*/*;q=0.8') =>
  supertest(app.getHttpServer()).get(path).set('accept', accept);
/** The fields that are wrong, and what each breaks. */
const wrong = async (path: string): Promise<string[]> => {
  const { body } = await get(path, 'application/json').expect(400);
  return body.errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`);
};

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), 'body{color:#000}');
  const assets = loadAssets(join(folder, 'sunlit.css'));
  app = await publicPages(fixtureQueries, { assets, log: { error: () => {} }, https: false });
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('A project of the past', () => {
  it('is asked for by a day or by an entry, as a page and as JSON', async () => {
    expect((await get(`${project}?asof=2026-03-31`).expect(200)).text).toContain('截至 2026-03-31');
    const { body } = await get(`${project}.json?entry=17`).expect(200);
    expect(body.past).toMatchObject({ asof: null, entry: 17, now: project });
    expect((await get(`${project}.json?asof=&entry=`).expect(200)).body.past).toBeNull();
  });

  it.each([
    ['asof=2025-02-30', '/asof day'],
    ['asof=yesterday', '/asof day'],
    [`asof=${plusDays(shanghaiToday(), 1)}`, '/asof not-in-the-future'],
    ['entry=-1', '/entry entry'],
    ['entry=9999999999', '/entry entry'],
    ['entry=999', '/entry entry-recorded'],
    ['asof=2026-01-31&entry=5', '/entry one-moment'],
    ['asof=2026-01-31&asof=2026-02-01', '/asof day'],
  ])('is refused with the field and the rule: %s', async (query, breach) => {
    expect(await wrong(`${project}?${query}`)).toEqual([breach]);
    expect(await wrong(`${project}/trail?${query}`)).toEqual([breach]);
  });

  it('names the field in words on the page', async () => {
    const { text } = await get(`${project}?asof=2025-02-30`).expect(400);
    expect(text).toContain('“看哪一天的账（asof）”须为真实存在的日期');
  });

  it('of before its first entry is not there, and the answer leads to that', async () => {
    const { text } = await get(`${project}?asof=2025-12-31`).expect(404);
    expect(text).toContain('到那时为止，账本中还没有这个项目。');
    expect(text).toContain(`href="${project}?entry=1"`);
    const { body } = await get(`${project}.json?entry=0`).expect(404);
    expect(body).toMatchObject({
      type: 'urn:sunlit-ledger:problem:not-recorded-yet',
      first: { entry: 1, recordedAt: '2026-01-10T02:00:00.000Z', href: `${project}?entry=1` },
    });
  });

  it('of no project is not there', async () => {
    for (const path of [`${unknown}?asof=2026-03-31`, '/projects/abc?entry=1', `${unknown}/trail?entry=1`])
      await get(path).expect(404);
  });
});

describe('Two days', () => {
  it('are compared as a page and as JSON; today is the second unless given', async () => {
    expect((await get(`${project}/compare?from=2026-01-31&to=2026-03-31`).expect(200)).text).toContain(
      '+300,000.00',
    );
    const { body } = await get(`${project}/compare.json`).expect(200);
    expect([body.from, body.to]).toEqual(['2026-01-10', shanghaiToday()]);
  });

  it.each([
    ['from=2026-03-31&to=2026-01-31', ['/from earlier-day']],
    ['from=2026-01-31&to=2026-01-31', ['/from earlier-day']],
    ['from=x&to=2025-02-30', ['/from day', '/to day']],
    [`from=2026-01-31&to=${plusDays(shanghaiToday(), 1)}`, ['/to not-in-the-future']],
    [`from=${shanghaiToday()}`, ['/from earlier-day']],
    ['page=0', ['/page page']],
  ])('are refused with the field and the rule: %s', async (query, breaches) => {
    expect(await wrong(`${project}/compare?${query}`)).toEqual(breaches);
  });

  it('of no project are not there', async () => {
    for (const path of [`${unknown}/compare`, '/projects/abc/compare']) await get(path).expect(404);
  });
});

describe('The whole trail', () => {
  it('is a page in either order, and JSON', async () => {
    await get(`${project}/trail?order=oldest&page=2`).expect(200);
    const { body } = await get(`${project}/trail.json`).expect(200);
    expect([body.order, body.past]).toEqual(['newest', null]);
    expect((await get(`${project}/trail.json?asof=2026-03-31`).expect(200)).body.past.asof).toBe(
      '2026-03-31',
    );
    expect(await wrong(`${project}/trail?order=random&page=x`)).toEqual(['/page page']);
    expect(await wrong(`${project}/trail?order=random`)).toEqual(['/order one-of']);
  });

  it('comes as lines of JSON to be kept', async () => {
    const { text, headers } = await get(`${project}/trail.jsonl`)
      .buffer(true)
      .parse((answer, done) => {
        let read = '';
        answer.on('data', (piece: Buffer) => (read += piece.toString()));
        answer.on('end', () => done(null, read));
      })
      .expect(200)
      .then(({ body, headers }) => ({ text: body as string, headers }));
    expect(headers['content-type']).toBe('application/jsonl; charset=utf-8');
    expect(headers['content-disposition']).toBe(`attachment; filename="${projectId}.jsonl"`);
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).entry),
    ).toEqual([1, 2]);
    await get(`${unknown}/trail.jsonl`).expect(404);
  });
});
