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
import {
  builderPage,
  findings,
  notaryId,
  notaryPage,
  organisations,
} from '../testing/organisation-fixtures.js';

const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';
const folder = mkdtempSync(join(tmpdir(), 'sunlit-organisations-'));
let app: NestFastifyApplication;
const get = (path: string, accept = browser) =>
  supertest(app.getHttpServer()).get(path).set('accept', accept);

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), 'body{color:#000}');
  const assets = loadAssets(join(folder, 'sunlit.css'));
  app = await publicPages(fixtureQueries, { assets, log: { error() {} }, https: false });
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('The addresses of bodies and findings', () => {
  it.each([
    ['/organisations', '/organisations.json', organisations],
    [
      `/organisations/${builderPage.organisation}`,
      `/organisations/${builderPage.organisation}.json`,
      builderPage,
    ],
    [`/organisations/${notaryId}`, `/organisations/${notaryId}.json`, notaryPage],
    ['/findings', '/findings.json', findings],
  ])('%s is a page and, as %s, the same as JSON', async (path, json, view) => {
    const page = await get(path).expect(200).expect('content-type', 'text/html; charset=utf-8');
    expect(page.text.startsWith('<!DOCTYPE html><html')).toBe(true);
    const data = await get(json).expect(200).expect('content-type', 'application/json; charset=utf-8');
    expect(data.body).toEqual(JSON.parse(JSON.stringify(view)));
    expect((await get(path, 'application/json')).body).toEqual(data.body);
  });

  it.each([
    '/organisations/91330000MA27ZZZZ00',
    '/organisations/x',
    '/organisations/n-zz',
    '/organisations/..%2f',
  ])('%s leads nowhere, and says so', async (path) => {
    const { text } = await get(path).expect(404);
    expect(text.includes('找不到')).toBe(true);
    await get(path, 'application/json')
      .expect(404)
      .expect('content-type', /problem\+json/);
  });

  it.each([
    ['/organisations?as=king', ['as']],
    ['/organisations?page=0&as=king', ['as', 'page']],
    [`/organisations?q=${'长'.repeat(201)}`, ['q']],
    ['/organisations?colour=red', ['colour']],
    [`/organisations/${notaryId}?signers=x`, ['signers']],
    ['/findings?kind=guilt&stage=x', ['kind', 'stage']],
    ['/findings?owner=x&contractor=y', ['owner', 'contractor']],
    ['/findings.csv?rule=%3Cb%3E', ['rule']],
  ])('%s is refused, every wrong field named', async (path, fields) => {
    const { body } = await get(path, 'application/json').expect(400);
    expect((body.errors as { field: string }[]).map(({ field }) => field).sort()).toEqual(
      fields.map((field) => `/${field}`).sort(),
    );
    const { text } = await get(path).expect(400);
    expect(fields.filter((field) => !text.includes(field))).toEqual([]);
  });

  it('answer an empty list for a page past the end', async () => {
    const { body } = await get('/organisations.json?page=7').expect(200);
    expect(body).toMatchObject({ organisations: [], page: { page: 7 } });
    await get('/findings?page=7').expect(200);
  });

  it('give the findings as a file for a spreadsheet, of the kind asked for and in the language asked for', async () => {
    const file = await get('/findings.csv?kind=overdue')
      .expect(200)
      .expect('content-type', 'text/csv; charset=utf-8')
      .expect('content-disposition', 'attachment; filename="findings-overdue.csv"');
    expect(file.text.includes('期限')).toBe(true);
    const english = await get('/findings.csv').set('cookie', 'sunlit-lang=en').expect(200);
    expect(english.text.includes('Whose rule')).toBe(true);
  });
});
