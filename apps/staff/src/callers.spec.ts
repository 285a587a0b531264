import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Forbidden, Refusal, type Breach } from '@sunlit/ledger';
import { loadAssets, ProblemFilter, serverOptions, unbounded, useBounds } from '@sunlit/web';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { boundDenials, nameCallers, staffLimits } from './callers.js';
import { boundUploads } from './uploads.js';
import type { Officer } from './officers.js';

const breach = (rule: string): Breach => ({
  ...{ rule, version: null, value: null, unit: null, facts: {}, legalBasis: null, overridable: false },
});

@Controller()
class Desk {
  @Post('forbidden') forbidden(): never {
    throw new Forbidden([breach('not-entitled')]);
  }
  @Post('own') own(): never {
    throw new Refusal([breach('confirmed-by-its-preparer')]);
  }
  @Post('refused') refused(): never {
    throw new Refusal([breach('lot-unknown')]);
  }
  @Post('fine') fine(): string {
    return 'fine';
  }
  @Post('api/documents') add(): string {
    return 'kept';
  }
  @Get('fine') look(): string {
    return 'fine';
  }
}

@Module({ controllers: [Desk] })
class DeskModule {}

const uploaders = Array.from({ length: 9 }, (_, i) => `uploader-${i}`);
const tokenOf = (login: string) => `token-of-${login}-0123456789`;
const find = (token: string) =>
  ['a', 'b', 'c', 'd', ...uploaders]
    .map((login) => ({ login, token: tokenOf(login) }) as Officer)
    .find((o) => o.token === token);
const bounds = { ...unbounded, login: 6, guest: 3, denied: 2, underWay: 50 };

const folder = mkdtempSync(join(tmpdir(), 'sunlit-callers-'));
let app: NestFastifyApplication;
const as = (login: string, path: string) =>
  supertest(app.getHttpServer())
    .post(path)
    .set('authorization', `Bearer ${tokenOf(login)}`);

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), 'body{}');
  app = await NestFactory.create<NestFastifyApplication>(
    DeskModule,
    new FastifyAdapter({ ...serverOptions(bounds), bodyLimit: 100 }),
    { logger: false },
  );
  app.useGlobalFilters(
    new ProblemFilter({ assets: loadAssets(join(folder, 'sunlit.css')), log: { error() {} } }),
  );
  nameCallers(app, find);
  await useBounds(app, { bounds, limits: staffLimits(bounds), log: {} });
  boundDenials(app, bounds);
  boundUploads(app, bounds);
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('A caller of the officers’ API', () => {
  it('who was denied too often, confirmations of own entries among them, waits; reading goes on', async () => {
    await as('a', '/forbidden').expect(403);
    await as('a', '/own').expect(422);
    const { headers } = await as('a', '/fine').expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await supertest(app.getHttpServer())
      .get('/fine')
      .set('authorization', `Bearer ${tokenOf('a')}`)
      .expect(200);
    await as('b', '/fine').expect(201);
  });

  it('is not held back by what the rules refuse', async () => {
    for (let i = 0; i < 4; i++) await as('c', '/refused').expect(422);
    await as('c', '/fine').expect(201);
  });

  it('has so many requests a minute for each login', async () => {
    for (let i = 0; i < 6; i++) await as('d', '/fine').expect(201);
    await as('d', '/fine').expect(429);
    await as('b', '/fine').expect(201);
  });

  it('without a login is told so before a byte of the body is read, and soon to wait', async () => {
    const guess = () => as('nobody', '/fine').send({ large: 'x'.repeat(1_000) });
    for (let i = 0; i < 3; i++) await guess().expect(401);
    await guess().expect(429);
    await as('b', '/fine').expect(201);
  });

  it('is told to come again where eight documents are on their way in, until one is in or given up', async () => {
    const { port } = app.getHttpServer().address() as { port: number };
    const responses: ServerResponse[] = [];
    app.getHttpServer().on('request', (_: unknown, response: ServerResponse) => responses.push(response));
    const sending = uploaders.slice(0, 8).map((login) => {
      const authorization = `Bearer ${tokenOf(login)}`;
      const headers = { authorization, 'content-type': 'text/plain', 'content-length': 9 };
      const upload = request({ port, path: '/api/documents', method: 'POST', headers });
      upload.on('error', () => {});
      upload.flushHeaders();
      return upload;
    });
    while (responses.length < 8) await new Promise((resolve) => setImmediate(resolve));
    const another = () => as(uploaders[8]!, '/api/documents').then(({ status }) => status);
    expect(await another()).toBe(503);
    const ended = Promise.race(responses.slice(0, 8).map((response) => once(response, 'close')));
    sending[0]!.destroy();
    await ended;
    expect(await another()).toBe(201);
    for (const upload of sending) upload.destroy();
  });
});
