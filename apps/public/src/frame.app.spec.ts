import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadAssets, type Standing } from '@sunlit/web';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { asAttachment } from './documents.controller.js';
import { publicPages } from './public.app.js';
import type { Queries } from './queries.js';
import { fixtureQueries } from './testing/fixture-queries.js';
import { fullProject, projectId, sha256 } from './testing/fixtures.js';
import { standing } from './testing/paper-fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'sunlit-frame-'));
let app: NestFastifyApplication;
let now: Standing = standing;
let asked: string[] = [];

/** The hand-made answers, noting what was asked beside how the ledger stands. */
const counted = Object.fromEntries(
  Object.entries({ ...fixtureQueries, standing: async () => now }).map(([name, answer]) => [
    name,
    (...args: never[]) => {
      if (name !== 'standing') asked.push(name);
      return (answer as (...args: never[]) => unknown)(...args);
    },
  ]),
) as unknown as Queries;

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), 'body{}');
  app = await publicPages(counted, {
    ...{ assets: loadAssets(join(folder, 'sunlit.css')), https: false, log: { error() {} } },
    paper: { publicUrl: null, objectionPhone: '0576-00000000' },
  });
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => {
  now = standing;
  asked = [];
  return supertest(app.getHttpServer())
    .get(path)
    .set({ accept: 'text/html', ...headers });
};
const etagOf = async (path: string, headers: Record<string, string> = {}) =>
  (await get(path, headers).expect(200)).headers['etag']!;

describe('Whoever has a page', () => {
  it.each([
    '/',
    '/rules',
    `/projects/${projectId}`,
    `/projects/${projectId}.json`,
    `/projects/${projectId}/poster`,
  ])('and asks for %s again is answered without a question', async (path) => {
    const etag = await etagOf(path);
    const { text, headers } = await get(path, { 'if-none-match': `"other", W/${etag}` }).expect(304);
    expect([text, asked, headers['etag'], headers['cache-control']]).toEqual(['', [], etag, 'no-cache']);
  });

  it('has another one after an entry, a day, a lapse of updates, and in another language, size or format', async () => {
    const path = `/projects/${projectId}`;
    const tags = [await etagOf(path)];
    for (const change of [
      { entry: 42 },
      { today: '2026-11-23' },
      { lag: 'paused' },
      { lag: 'behind' },
    ] as const) {
      const answer = get(path);
      now = { ...standing, ...change };
      tags.push((await answer.expect(200)).headers['etag']!);
    }
    tags.push(await etagOf(path, { cookie: 'sunlit-lang=en' }));
    tags.push(await etagOf(path, { cookie: 'sunlit-size=large' }));
    tags.push(await etagOf(path, { accept: 'application/json' }));
    expect(new Set(tags).size).toBe(tags.length);
    for (const etag of tags) expect(etag).toMatch(/^"[\w-]+"$/);
  });

  it('gets data in one form, whatever language it reads', async () => {
    const json = { accept: 'application/json' };
    expect(await etagOf('/', { ...json, cookie: 'sunlit-lang=en' })).toBe(await etagOf('/', json));
  });

  it('is not told by an error that it has it', async () => {
    const { headers } = await get(`/projects/${projectId}/events/999`).expect(404);
    expect([headers['etag'], headers['cache-control']]).toEqual([undefined, 'no-store']);
  });
});

describe('The language of pages', () => {
  const english = { cookie: 'sunlit-lang=en' };

  it('is said to machines and follows the cookie', async () => {
    const zh = await get('/')
      .expect('content-language', 'zh-CN')
      .expect('vary', 'Accept, accept-encoding, Cookie');
    expect(zh.text).toContain('<html lang="zh-CN"');
    const en = await get('/', english).expect('content-language', 'en');
    expect(en.text).toContain('<html lang="en"');
    expect(en.text).toContain('Recorded is published');
  });

  it('is changed by a link that keeps the page and its query', async () => {
    const { text } = await get(`/projects/${projectId}?trail=1`);
    const href = /href="(\/view\?lang=en[^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    const answer = await get(href).expect(303);
    expect(answer.headers['location']).toBe(`/projects/${projectId}?trail=1`);
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^sunlit-lang=en; /)]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('and the size of letters change together or alone, and nothing else does', async () => {
    const both = await get('/view?lang=en&size=large&back=/').expect(303);
    expect(both.headers['set-cookie']).toHaveLength(2);
    expect((await get('/view').expect(303)).headers['set-cookie']).toBeUndefined();
    const { text } = await get('/view?lang=fr&size=7&back=//evil.example').expect(400);
    for (const name of ['语言（lang）', '字号（size）', '返回地址（back）']) expect(text).toContain(name);
  });

  it('is that of errors too', async () => {
    const { text } = await get('/projects/abc', english).expect(404).expect('content-language', 'en');
    expect(text).toContain('There is nothing at this address');
    expect(text).not.toContain('找不到');
    expect((await get('/rules?x=1&page=x', english)).text).toContain('<html lang="en"');
  });

  it('leaves recorded words in their own, and says so', async () => {
    const { text } = await get(`/projects/${projectId}/poster`, english).expect(200);
    expect(text).toMatch(/<h1 lang="zh-CN"[^>]*>滨江路改造工程/);
    expect((await get(`/projects/${projectId}/poster`)).text).toMatch(/<h1>滨江路改造工程/);
  });
});

describe('大字版', () => {
  it('is a class of the page', async () => {
    expect((await get('/', { cookie: 'sunlit-size=large' })).text).toContain(
      'class="govuk-template sl-large"',
    );
    expect((await get('/')).text).not.toContain('sl-large');
  });
});

describe('A page whose data nobody keeps current', () => {
  it.each([
    ['paused', '数据更新暂停'],
    ['behind', '数据更新落后'],
  ] as const)('(%s) says so, and until when it reaches', async (lag, words) => {
    for (const path of ['/', `/projects/${projectId}`, '/rules', `/projects/${projectId}/sheet`]) {
      const answer = get(path);
      now = { ...standing, lag };
      const { text } = await answer.expect(200);
      const read = text.replace(/<[^>]*>/g, '');
      expect(read.includes(words)).toBe(true);
      expect(read.includes('本页截至第 41 号记录，2026-11-20 16:30')).toBe(true);
    }
  });

  it('is quiet otherwise', async () => {
    expect((await get('/')).text).not.toContain('数据更新');
  });
});

describe('A document', () => {
  const address = `/documents/${sha256}`;

  it('is handed out by its hash as a file with its own name, and never shown as a page', async () => {
    const { headers, body } = await get(address).buffer().expect(200);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '12',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, no-cache',
      etag: `"${sha256}"`,
    });
    const name = encodeURIComponent('道路病害与交通量调查报告（定稿）.pdf');
    expect(headers['content-disposition']).toBe(
      `attachment; filename="${sha256.slice(0, 16)}.pdf"; filename*=UTF-8''${name}`,
    );
    expect(String(body)).toBe('%PDF-1.7 end');
  });

  it('is asked for anew each time, since it may be withheld, and sent once', async () => {
    const { text } = await get(address, { 'if-none-match': `"${sha256}"` }).expect(304);
    expect([text, asked]).toEqual(['', ['document']]);
  });

  it('answers HEAD with its size and no bytes', async () => {
    const { headers } = await supertest(app.getHttpServer()).head(address).expect(200);
    expect(headers['content-length']).toBe('12');
  });

  it.each(['0'.repeat(64), 'abc', '..%2f..%2fetc'])(
    'that is none (%s) is a page that helps',
    async (hash) => {
      const { text } = await get(`/documents/${hash}`).expect(404).expect('cache-control', 'no-store');
      expect(text).toContain('没有公开的这份文件');
      const { body } = await get(`/documents/${hash}`, { accept: 'application/json' }).expect(404);
      expect(body.type).toBe('urn:sunlit-ledger:problem:document-not-public');
    },
  );

  it.each([
    ['报告.PDF', '报告.PDF'],
    ['../../etc/passwd', 'etc passwd.pdf'],
    ['a\r\nSet-Cookie: x', 'a Set-Cookie x.pdf'],
    ['...', `${sha256.slice(0, 16)}.pdf`],
    [`it's (final)*`, `it's (final).pdf`],
    ['长'.repeat(300), `${'长'.repeat(120)}.pdf`],
    ['🚧'.repeat(121), `${'🚧'.repeat(120)}.pdf`],
  ])('called %.20j is saved as %.20s', (title, name) => {
    const header = asAttachment({ title, mediaType: 'application/pdf', sha256 });
    expect(header).toMatch(/^[\x20-\x7e]+$/);
    expect(decodeURIComponent(header.split("UTF-8''")[1]!)).toBe(name);
  });
});

describe('A project on paper', () => {
  it.each(['poster', 'sheet'])('(%s) is a page and its data', async (kind) => {
    const { text } = await get(`/projects/${projectId}/${kind}`).expect(200);
    for (const part of [
      '壹仟贰佰万元整',
      '12,000,000.00',
      '0576-00000000',
      '打印日期',
      '第 41 号记录',
      'Ctrl-P',
    ])
      expect(text.includes(part)).toBe(true);
    expect(text).not.toMatch(/<script|<style| style="/);
    const { body } = await get(`/projects/${projectId}/${kind}.json`).expect(200);
    expect(body).toMatchObject({ project: projectId, figures: fullProject.figures });
    expect(body.paper.address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/projects/${projectId}$`));
  });

  it('of no project is 404, and a part that is no number 400', async () => {
    await get('/projects/abc/poster').expect(404);
    await get(`/projects/${projectId.replace('5f', '6f')}/sheet`).expect(404);
    await get(`/projects/${projectId}/sheet?payments=x`).expect(400);
  });

  it('leads nowhere else by a forged host', async () => {
    const { body } = await get(`/projects/${projectId}/poster.json`, { host: 'a"><b>' });
    expect(body.paper.address).toBe(`http://localhost/projects/${projectId}`);
  });
});
