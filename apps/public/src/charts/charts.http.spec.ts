import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadAssets } from '@sunlit/web';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { publicPages } from '../public.app.js';
import { fixtureQueries } from '../testing/fixture-queries.js';
import { projectId, smallId } from '../testing/fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'sunlit-charts-'));
let app: NestFastifyApplication;
let asked = 0;

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), '');
  const projectMoney: typeof fixtureQueries.projectMoney = (...of) => {
    asked++;
    return fixtureQueries.projectMoney(...of);
  };
  app = await publicPages(
    { ...fixtureQueries, projectMoney },
    { assets: loadAssets(join(folder, 'sunlit.css')), log: { error() {} }, https: false },
  );
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

/** The image as text: supertest takes it for a file. */
const get = (path: string) => supertest(app.getHttpServer()).get(path).responseType('text');
const textOf = async (path: string): Promise<string> => String((await get(path).expect(200)).body);
const chart = (name: string, query = '') => `/projects/${projectId}/charts/${name}.svg${query}`;

describe('A chart', () => {
  it.each(['/charts/city.svg', chart('money'), chart('payments')])(
    '(%s) is an image of its own, which may bring nothing and run nothing',
    async (path) => {
      const { headers, body } = await get(path).expect(200);
      expect(headers['content-type']).toBe('image/svg+xml; charset=utf-8');
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(String(body)).toMatch(/^<svg /);
    },
  );

  it('is kept for ever under the address that a page gives it, else asked for again', async () => {
    for (const path of [chart('money', '?entry=21&lang=zh&v=1'), '/charts/city.svg?entry=41&lang=zh&v=1'])
      await get(path).expect('cache-control', 'public, max-age=31536000, immutable');
    for (const path of [chart('money'), chart('money', '?entry=21'), '/charts/city.svg?entry=40&v=1'])
      await get(path).expect('cache-control', 'no-cache');
    const { headers } = await get(chart('payments'));
    await get(chart('payments')).set('if-none-match', headers['etag']!).expect(304);
  });

  it('shows the money up to the entry that it names', async () => {
    expect(await textOf(chart('money', '?entry=21'))).toContain('240 万元');
    expect(await textOf(chart('money', '?entry=20'))).not.toContain('240 万元');
    expect(await textOf(chart('money'))).toContain('1,096 万元');
  });

  it('comes in two languages and for phones', async () => {
    expect(await textOf(chart('money', '?lang=en'))).toContain('Approved budget');
    expect(await textOf(chart('money', '?narrow=1'))).toContain('viewBox="0 0 320 ');
    expect(await textOf(chart('payments', '?narrow=1&lang=en'))).toContain('viewBox="0 0 320 ');
  });

  it('is the same however often it is asked for', async () => {
    const before = asked;
    expect(await textOf(chart('payments'))).toBe(await textOf(chart('payments')));
    expect(asked).toBe(before + 2);
  });
});

describe('An address of a chart that leads nowhere', () => {
  it.each([
    chart('nothing'),
    '/projects/abc/charts/money.svg',
    `/projects/${projectId.replace('5f', '6f')}/charts/money.svg`,
    `/projects/${smallId}/charts/money.svg?entry=0`,
    '/charts/nothing.svg',
  ])('(%s) is 404', async (path) => {
    await get(path).expect(404);
  });

  it.each([
    ['?entry=x', 'entry', 'entry'],
    ['?entry=-1', 'entry', 'entry'],
    ['?entry=42', 'entry', 'entry-recorded'],
    ['?lang=fr', 'lang', 'one-of'],
  ])('with %s names the field and the rule', async (query, field, rule) => {
    for (const path of [chart('money', query), `/charts/city.svg${query}`]) {
      const { body } = await supertest(app.getHttpServer())
        .get(path)
        .set('accept', 'application/json')
        .expect(400);
      expect(body.errors).toEqual([expect.objectContaining({ field: `/${field}`, rule })]);
    }
  });
});
