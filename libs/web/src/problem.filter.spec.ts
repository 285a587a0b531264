import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, NotFoundException, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BadInput, Forbidden, Refusal, type Breach } from '@sunlit/ledger';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { loadAssets } from './assets.js';
import { allowOnly, redirectTrailingSlashes, refuseNul, useEtags, useStrictHeaders } from './http.js';
import { ProblemFilter } from './problem.filter.js';
import { problem } from './problem.js';

const breach: Breach = {
  rule: 'T2',
  version: 1,
  value: '500000.00',
  unit: 'fen',
  facts: { lot: 'SG-1', investment: '500000.00', method: 'direct' },
  legalBasis: {
    document: '本市政府投资工程阳光操作规定',
    article: null,
    layer: 'city',
    certainty: 'to-be-confirmed',
  },
  overridable: true,
};
const second: Breach = {
  ...breach,
  rule: 'lot-unknown',
  facts: { lot: '<script>' },
  legalBasis: null,
  version: null,
  value: null,
  unit: null,
};

class Teapot extends Error {}

@Controller()
class Troubles {
  @Get('refused') refused(): never {
    throw new Refusal([breach, second]);
  }
  @Get('forbidden') forbidden(): never {
    throw new Forbidden([breach]);
  }
  @Get('bad') bad(): never {
    throw new BadInput([
      { field: 'lines.0.amount', rule: 'money', limits: { pattern: 'x' } },
      { field: 'payee.name', rule: 'missing', limits: {} },
    ]);
  }
  @Get('gone') gone(): never {
    throw new NotFoundException();
  }
  @Get('broken') broken(): never {
    throw new Error('SELECT secret FROM keys');
  }
  @Get('teapot') teapot(): never {
    throw new Teapot();
  }
  @Get('fine') fine(): string {
    return 'fine';
  }
  @Post('take') take(@Body() body: unknown): unknown {
    return body;
  }
}

@Module({ controllers: [Troubles] })
class TroublesModule {}

const folder = mkdtempSync(join(tmpdir(), 'sunlit-assets-'));
const logged: { facts: Record<string, unknown>; message: string }[] = [];
let app: NestFastifyApplication;
const ask = (path: string, accept = 'application/json') =>
  supertest(app.getHttpServer()).get(path).set('accept', accept);

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), 'body{}');
  app = await NestFactory.create<NestFastifyApplication>(
    TroublesModule,
    new FastifyAdapter({ bodyLimit: 100 }),
    { logger: false },
  );
  app.useGlobalFilters(
    new ProblemFilter({
      assets: loadAssets(join(folder, 'sunlit.css')),
      log: {
        error: (facts, message) => void logged.push({ facts: facts as Record<string, unknown>, message }),
      },
      rows: [(error) => (error instanceof Teapot ? problem('unavailable', 503) : undefined)],
      ledger: async () => ({ name: '临江市阳光账本', sample: true }),
    }),
  );
  useStrictHeaders(app, { https: false });
  allowOnly(app, 'GET', 'HEAD', 'POST');
  refuseNul(app);
  redirectTrailingSlashes(app);
  useEtags(app);
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => void logged.splice(0));

describe('Problems (RFC 9457)', () => {
  it('of a refusal list every breach with a sentence, its facts and its basis', async () => {
    const { body, headers } = await ask('/refused').expect(422);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({
      type: 'urn:sunlit-ledger:problem:refused',
      title: '账本规则不允许',
      status: 422,
      instance: '/refused',
    });
    expect(body.breaches).toHaveLength(2);
    expect(body.breaches[0]).toEqual({
      ...breach,
      sentence: {
        zh: '本市规定：投资额达到 500,000.00 元（含）的项目，施工标段须公开招标，并邀请监督单位到场。项目投资额 500,000.00 元，标段 SG-1 采用方式：直接发包。',
        en: expect.stringMatching(/^City policy: .*500,000\.00 CNY.*direct award\.$/),
      },
      next: { zh: expect.stringContaining('改为公开招标'), en: expect.stringMatching(/^Tender openly/) },
      basis: {
        zh: '本市规定：本市政府投资工程阳光操作规定（条文待确认）',
        en: 'City policy: 本市政府投资工程阳光操作规定 (to be confirmed)',
      },
    });
    expect(body.breaches[1]).toMatchObject({
      next: { zh: expect.stringContaining('核对标段编号') },
      basis: null,
    });
    expect(body.detail).toContain('没有编号为 <script> 的标段。');
  });

  it('of an officer without the right are told apart from a refusal of the entry', async () => {
    const { body } = await ask('/forbidden').expect(403);
    expect(body.type).toBe('urn:sunlit-ledger:problem:forbidden');
  });

  it('of bad input name every field at once, as JSON pointers', async () => {
    const { body } = await ask('/bad').expect(400);
    expect(body.errors).toEqual([
      {
        field: '/lines/0/amount',
        rule: 'money',
        detail: expect.stringContaining('两位小数'),
        limits: { pattern: 'x' },
      },
      { field: '/payee/name', rule: 'missing', detail: '必填', limits: {} },
    ]);
  });

  it('of the request itself have their own statuses', async () => {
    await ask('/gone').expect(404);
    await ask('/no-such-place').expect(404);
    const server = supertest(app.getHttpServer());
    const { body } = await server.delete('/fine').expect(405).expect('allow', 'GET, HEAD, POST');
    expect(body.type).toBe('urn:sunlit-ledger:problem:method-not-allowed');
    await server
      .post('/take')
      .set('content-type', 'application/json')
      .send(JSON.stringify({ a: 'x'.repeat(200) }))
      .expect(413);
    await server.post('/take').set('content-type', 'application/xml').send('<a/>').expect(415);
    await server.post('/take').set('content-type', 'application/json').send('{').expect(400);
  });

  it('of our own say nothing but a reference, which the log explains', async () => {
    const { body, text } = await ask('/broken').expect(500);
    expect(text).not.toMatch(/SELECT|secret|at .*\.ts/);
    expect(body.reference).toMatch(/^[0-9a-f]{12}$/);
    expect(logged).toHaveLength(1);
    expect(logged[0]!.facts).toMatchObject({
      reference: body.reference,
      path: '/broken',
      err: expect.any(Error),
    });
  });

  it('of the app’s own table come first', async () => {
    expect((await ask('/teapot').expect(503)).body.title).toBe('暂时无法服务');
  });
});

describe('Problems as pages', () => {
  const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';

  it('help: what is wrong, all of it, and where to go', async () => {
    const { text, headers } = await ask('/bad?x=1', browser).expect(400);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('“金额（lines.0.amount）”须为以元为单位');
    expect(text).toContain('“名称（payee.name）”必填');
    expect(text).toContain('href="/"');
    expect(text).toContain('示例数据');
  });

  it('escape what came from outside', async () => {
    const { text } = await ask('/refused', browser).expect(422);
    expect(text).toContain('没有编号为 &lt;script&gt; 的标段。');
    expect(text).not.toContain('<script>');
  });

  it('say of each reason what was compared, by which value of whose rule, and what to do next', async () => {
    const read = (await ask('/refused', browser).expect(422)).text.replace(/<[^>]*>/g, '');
    for (const part of ['项目投资额 500,000.00 元', '规则值500,000.00 元', '本市规定', '条文待确认'])
      expect(read).toContain(part);
    expect(read.match(/下一步/g)).toHaveLength(2);
    expect(read).not.toContain('国家规定');
  });

  it('show the reference of a failure', async () => {
    const { text } = await ask('/broken', browser).expect(500);
    expect(text).toMatch(/出错编号 <code class="sl-code">[0-9a-f]{12}<\/code>/);
  });
});

describe('An address with a NUL', () => {
  it('names nothing and asks nothing, since no text of the ledger holds one', async () => {
    const { body } = await ask('/fine?q=a%00b').expect(400);
    expect(body.type).toBe('urn:sunlit-ledger:problem:request-refused');
    await ask('/f%00ine').expect(404);
  });
});

describe('Every answer', () => {
  it('carries the strict headers, errors too', async () => {
    for (const path of ['/fine', '/gone', '/broken']) {
      const { headers } = await ask(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['permissions-policy']).toContain('camera=()');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('has an ETag, and 304 for whoever has the bytes', async () => {
    const { headers } = await ask('/fine').expect(200);
    const again = await ask('/fine').set('if-none-match', headers['etag']!).expect(304);
    expect(again.text).toBe('');
    await ask('/fine').set('if-none-match', '"other"').expect(200);
    expect((await ask('/gone')).headers['etag']).toBeUndefined();
  });

  it('under a trailing slash leads to the address without it, never to another site', async () => {
    await ask('/fine/?a=1').expect(308).expect('location', '/fine?a=1');
    for (const path of ['//evil.example/', '/\\evil.example/'])
      expect((await ask(path)).headers['location']).toBeUndefined();
  });
});
