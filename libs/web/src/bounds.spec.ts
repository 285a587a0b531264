import 'reflect-metadata';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { loadAssets } from './assets.js';
import { unbounded, useBounds, type Bounds } from './bounds.js';
import { serverOptions } from './connections.js';
import { ProblemFilter } from './problem.filter.js';
import { addressOf, denialsOf, TooMany, type RateLimit } from './rate-limits.js';
import { turnedAway } from './turned-away.js';

/** A request that is worked on until the spec lets it go. */
let held: (() => void)[] = [];
const [told, logged] = [[] as string[], [] as string[]];

@Controller()
class Doors {
  @Get('page') page(): string {
    return 'page';
  }
  @Get('healthz') live(): string {
    return 'ok';
  }
  @Post('work') work(): Promise<string> {
    return new Promise((resolve) => held.push(() => resolve('done')));
  }
}

@Module({ controllers: [Doors] })
class DoorsModule {}

const folder = mkdtempSync(join(tmpdir(), 'sunlit-bounds-'));
writeFileSync(join(folder, 'sunlit.css'), 'body{}');
let app: NestFastifyApplication;

async function open(given: Partial<Bounds>, limits: readonly RateLimit[] = []): Promise<number> {
  const bounds = { ...unbounded, ...given };
  app = await NestFactory.create<NestFastifyApplication>(
    DoorsModule,
    new FastifyAdapter(serverOptions(bounds)),
    { logger: false },
  );
  const log = {
    error: (_: object, message: string) => void logged.push(message),
    warn: (_: object, message: string) => void told.push(message),
  };
  app.useGlobalFilters(new ProblemFilter({ assets: loadAssets(join(folder, 'sunlit.css')), log }));
  await useBounds(app, { bounds, limits, log });
  await app.listen(0, '127.0.0.1');
  return (app.getHttpServer().address() as { port: number }).port;
}

afterEach(async () => {
  for (const release of held.splice(0)) release();
  held = [];
  await app?.close();
  [told.length, logged.length] = [0, 0];
});
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (port: number, path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers });
const work = (port: number) => fetch(`http://127.0.0.1:${port}/work`, { method: 'POST' });
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};
const perAddress = (perMinute: number): RateLimit => ({
  ...{ reason: 'pages', perMinute, callerOf: addressOf },
});

/** Sends bytes as they are; answers all that comes back until the connection ends. */
async function raw(port: number, bytes: string, from = '127.0.0.1'): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  socket.on('error', () => {});
  socket.write(bytes);
  return text(socket).catch(() => '');
}

describe('A limit of a caller', () => {
  it('says how much is left, then answers 429 with Retry-After, and leaves others alone', async () => {
    const port = await open({ trustProxy: ['loopback'] }, [perAddress(2)]);
    const from = (address: string) => ask(port, '/page', { 'x-forwarded-for': address });
    const answers = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.1')];
    expect(answers.map((a) => [a.status, a.headers.get('ratelimit-remaining')])).toEqual([
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]);
    const last = answers.at(-1)!;
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.headers.get('content-type')).toContain('application/problem+json');
    expect(await last.json()).toMatchObject({ type: 'urn:sunlit-ledger:problem:too-many-requests' });
    expect((await from('192.0.2.2')).status).toBe(200);
  });

  it('counts the addresses of one IPv6 household as one, and addresses without a page too', async () => {
    const port = await open({ trustProxy: ['loopback'] }, [perAddress(1)]);
    const from = (address: string, path: string) => ask(port, path, { 'x-forwarded-for': address });
    expect((await from('2001:db8:1:2::1', '/nowhere')).status).toBe(404);
    expect((await from('2001:db8:1:2::2', '/page')).status).toBe(429);
    expect((await from('2001:db8:1:3::1', '/page')).status).toBe(200);
  });

  it('is told to a browser as a page in its language', async () => {
    const port = await open({}, [perAddress(1)]);
    await ask(port, '/page');
    const page = (cookie: string) => ask(port, '/page', { accept: 'text/html', cookie });
    expect(await (await page('')).text()).toContain('请求过于频繁');
    expect(await (await page('sunlit-lang=en')).text()).toContain('Too many requests');
  });

  it('believes X-Forwarded-For of nobody but a named proxy, and says once that there is one', async () => {
    const port = await open({}, [perAddress(1)]);
    const from = (address: string) => ask(port, '/page', { 'x-forwarded-for': address });
    expect([(await from('192.0.2.1')).status, (await from('192.0.2.2')).status]).toEqual([200, 429]);
    expect(told).toEqual([expect.stringContaining('TRUST_PROXY')]);
  });

  it('counts no probe', async () => {
    const port = await open({}, [perAddress(1)]);
    for (let i = 0; i < 3; i++) expect((await ask(port, '/healthz')).status).toBe(200);
  });

  it('of 0 is none', async () => {
    const port = await open({}, [perAddress(0)]);
    for (let i = 0; i < 3; i++) expect((await ask(port, '/page')).status).toBe(200);
  });
});

describe('Denied attempts', () => {
  const headers = new Map<string, unknown>();
  const reply = { header: (name: string, value: unknown) => headers.set(name, value) } as never;

  it('make a login wait once it had its share, and no other', () => {
    const denials = denialsOf(2);
    for (let i = 0; i < 2; i++) {
      denials.check('a', reply);
      denials.add('a');
    }
    expect(() => denials.check('a', reply)).toThrow(TooMany);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(590);
    denials.check('b', reply);
  });
});

describe('Work under way', () => {
  it('beyond its bound is turned away at once, what is under way is finished, and then there is room again', async () => {
    const port = await open({ underWay: 2 });
    const before = turnedAway().busy;
    const first = [work(port), work(port)];
    await until(() => held.length === 2);
    const third = await work(port);
    expect([third.status, third.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await third.json()).toMatchObject({ type: 'urn:sunlit-ledger:problem:overloaded' });
    expect((await ask(port, '/page')).status).toBe(503);
    expect((await ask(port, '/healthz')).status).toBe(200);
    expect(turnedAway().busy).toBe(before + 2);
    for (const release of held) release();
    expect((await Promise.all(first)).map((a) => a.status)).toEqual([201, 201]);
    expect((await ask(port, '/page')).status).toBe(200);
    expect(logged).toEqual([]);
  });

  it('is counted as long as it lasts, though its caller has left', async () => {
    const port = await open({ underWay: 1 });
    const left = httpRequest({ port, host: '127.0.0.1', path: '/work', method: 'POST' });
    left.on('error', () => {});
    left.end();
    await until(() => held.length === 1);
    left.destroy();
    expect((await work(port)).status).toBe(503);
    held[0]!();
    let status = 503;
    while (status === 503) status = (await ask(port, '/page')).status;
    expect(status).toBe(200);
  });
});

describe('A connection', () => {
  it('whose headers or body trickle is ended with 408, and others are served meanwhile', async () => {
    const port = await open({ patience: { headers: 200, request: 400 } });
    const slow = [
      raw(port, 'GET /page HTTP/1.1\r\nhost: a\r\nx-slow: '),
      raw(
        port,
        'POST /work HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
      ),
    ];
    expect((await ask(port, '/page')).status).toBe(200);
    for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408 |^$/);
  });

  it('that is given up while a body is sent is no failure of ours', async () => {
    const port = await open({});
    const head =
      'POST /work HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{';
    const arrived = once(app.getHttpServer(), 'request') as Promise<[IncomingMessage]>;
    const left = connect(port, '127.0.0.1').on('error', () => {});
    left.write(head);
    const [request] = await arrived;
    const gone = new Promise((resolve) => request.once('close', resolve));
    left.resetAndDestroy();
    await gone;
    expect((await ask(port, '/page')).status).toBe(200);
    expect(logged).toEqual([]);
  });

  it('that speaks no HTTP hears so as a problem', async () => {
    const port = await open({});
    const answers = [
      await raw(port, 'hello\r\n\r\n'),
      await raw(port, `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`),
    ];
    expect(answers.map((a) => a.split('\r\n')[0])).toEqual([
      'HTTP/1.1 400 Bad Request',
      'HTTP/1.1 431 Request Header Fields Too Large',
    ]);
    for (const answer of answers) expect(answer).toContain('application/problem+json');
  });

  it('with garbage behind a request is told the request’s answer, and ended', async () => {
    const port = await open({});
    const answering = raw(port, 'POST /work HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n\u0000?\r\n\r\n');
    await until(() => held.length === 1);
    held[0]!();
    expect((await answering).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 201']);
  });

  it('beyond the bound of its address is closed, and another address is served', async () => {
    const port = await open({ connections: 2 });
    const mine = [1, 2].map(() => connect(port, '127.0.0.1'));
    await Promise.all(mine.map((socket) => once(socket, 'connect')));
    expect(await raw(port, 'GET /page HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toBe('');
    // On Linux the whole of 127.0.0.0/8 is this machine.
    if (process.platform === 'linux')
      expect(
        await raw(port, 'GET /page HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', '127.0.0.2'),
      ).toContain('HTTP/1.1 200');
    for (const socket of mine) socket.destroy();
  });
});
