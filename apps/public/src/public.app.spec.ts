import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadAssets } from '@sunlit/web';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { publicPages } from './public.app.js';
import { fixtureQueries } from './testing/fixture-queries.js';
import { pageOf } from './testing/money-fixtures.js';
import { fullProject, home, paymentEvent, projectId } from './testing/fixtures.js';

const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';
const folder = mkdtempSync(join(tmpdir(), 'sunlit-public-'));
const css = 'body{color:#000}'.repeat(50);
const logged: string[] = [];
let app: NestFastifyApplication;
const get = (path: string, accept = browser) =>
  supertest(app.getHttpServer()).get(path).set('accept', accept);

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), css);
  const assets = loadAssets(join(folder, 'sunlit.css'));
  app = await publicPages(fixtureQueries, {
    assets,
    log: { error: (_, message) => void logged.push(message) },
    https: false,
  });
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

/** An address sent as it stands, which no client library would. */
const raw = (path: string): Promise<{ status: number; type: string; policy: string }> =>
  new Promise((resolve, reject) => {
    const { port } = app.getHttpServer().address() as { port: number };
    plainRequest({ host: '127.0.0.1', port, path }, (answer) => {
      answer.resume();
      const { 'content-type': type, 'content-security-policy': policy } = answer.headers;
      resolve({ status: answer.statusCode!, type: String(type), policy: String(policy) });
    })
      .on('error', reject)
      .end();
  });

describe('The public addresses', () => {
  it.each([
    ['/', '/index.json', home],
    [`/projects/${projectId}`, `/projects/${projectId}.json`, pageOf(fullProject)],
    [`/projects/${projectId}/events/20`, `/projects/${projectId}/events/20.json`, paymentEvent],
  ])('%s is a page and, as %s, the same as JSON', async (path, json, view) => {
    const page = await get(path).expect(200).expect('content-type', 'text/html; charset=utf-8');
    expect(page.text).toMatch(/^<!DOCTYPE html><html/);
    expect(page.headers['vary']).toContain('Accept');
    const data = await get(json).expect(200).expect('content-type', 'application/json; charset=utf-8');
    expect(data.body).toEqual(JSON.parse(JSON.stringify(view)));
    expect((await get(path, 'application/json')).body).toEqual(data.body);
  });

  it('answer HEAD as GET, without the body', async () => {
    const { headers, text } = await supertest(app.getHttpServer()).head(`/projects/${projectId}`).expect(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text ?? '').toBe('');
  });

  it('answer 304 to whoever has the page', async () => {
    const { headers } = await get('/').expect('cache-control', 'no-cache');
    await get('/').set('if-none-match', headers['etag']!).expect(304);
  });

  it('come compressed to whoever takes it, under a tag of their own, and in one piece else', async () => {
    const asked = (coding: string) =>
      get(`/projects/${projectId}`).set('accept-encoding', coding).expect(200);
    const [small, whole] = [await asked('gzip'), await asked('identity')];
    expect([small.headers['content-encoding'], whole.headers['content-encoding']]).toEqual([
      'gzip',
      undefined,
    ]);
    expect(small.text).toBe(whole.text);
    expect(small.headers['etag']).not.toBe(whole.headers['etag']);
    expect(small.headers['vary']).toMatch(/accept-encoding/i);
    await get(`/projects/${projectId}`)
      .set('accept-encoding', 'gzip')
      .set('if-none-match', small.headers['etag']!)
      .expect(304);
  });

  it('are one for each page: a trailing slash leads on', async () => {
    await get(`/projects/${projectId}/?trail=2`)
      .expect(308)
      .expect('location', `/projects/${projectId}?trail=2`);
  });

  it('on the notice board lead to the permanent one', async () => {
    await get('/p/ZW-2026-017').expect(302).expect('location', `/projects/${projectId}`);
    await get('/p/no-such-number').expect(404);
  });

  it('include what machines ask for', async () => {
    expect((await get('/healthz').expect(200)).body).toEqual({ status: 'ok' });
    expect((await get('/robots.txt').expect(200)).text).toContain('Allow: /');
    await get('/favicon.ico').expect(200).expect('content-type', 'image/svg+xml');
  });
});

describe('The style sheet', () => {
  it('is kept for ever under an address made of its content', async () => {
    const { text } = await get('/');
    const href = /<link rel="stylesheet" href="([^"]+)"/.exec(text)![1]!;
    expect(href).toMatch(/^\/assets\/sunlit\.[\w-]{12}\.css$/);
    const answer = await get(href).expect(200).expect('cache-control', 'public, max-age=31536000, immutable');
    expect(answer.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(answer.headers['content-encoding']).toMatch(/br|gzip/);
    expect(answer.text).toBe(css);
    await get('/assets/sunlit.other.css').expect(404);
  });
});

describe('An address that leads nowhere', () => {
  it.each([
    '/projects/abc',
    `/projects/${projectId.replace('5f', '6f')}`,
    `/projects/${projectId}/events/x`,
    `/projects/${projectId}/events/999`,
    '/nothing',
  ])('(%s) is a page that helps', async (path) => {
    const { text } = await get(path).expect(404);
    expect(text).toContain('回到项目列表');
    expect(text).toContain('示例数据');
  });

  it('is a problem for programs', async () => {
    const { body } = await get('/projects/abc.json')
      .expect(404)
      .expect('content-type', /application\/problem\+json/);
    expect(body).toMatchObject({
      type: 'urn:sunlit-ledger:problem:not-found',
      status: 404,
      instance: '/projects/abc.json',
    });
  });
});

describe('A request that cannot be answered', () => {
  it.each(['abc', '0', '-1', '1.5', '1e3', '9999999', ''])(
    'for page "%s" says what a page is',
    async (page) => {
      const { text } = await get(`/rules/P10?late=${page}`).expect(400);
      expect(text).toContain('“逾期事项页码（late）”须为 1 至 999999 的整数');
    },
  );

  it('lists every wrong number at once', async () => {
    const { body } = await get(`/projects/${projectId}.json?trail=x&payments=-1&findings=2`).expect(400);
    expect(body.errors.map((e: { field: string }) => e.field)).toEqual(['/payments', '/trail']);
  });

  it('for a page past the end is answered with where the end is', async () => {
    expect((await get('/projects?page=9').expect(200)).text).toContain('没有第 9 页');
  });

  it('is refused when it is no reading, or wants another format', async () => {
    await supertest(app.getHttpServer()).post('/').expect(405).expect('allow', 'GET, HEAD');
    await get('/', 'image/png').expect(406);
  });

  it.each([
    ['/%zz', 400],
    ['/p/%00', 404],
    ['/projects/%00', 404],
    [`/${'a'.repeat(5000)}`, 404],
    ['/projects/..%2f..%2fetc', 404],
  ])('does not upset the program when the address is %.20s', async (path, status) => {
    expect(await raw(path)).toEqual({
      status,
      type: 'application/problem+json; charset=utf-8',
      policy: expect.stringContaining("default-src 'none'"),
    });
    expect(logged).toEqual([]);
  });
});
