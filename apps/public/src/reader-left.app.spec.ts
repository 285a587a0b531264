import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loadAssets } from '@sunlit/web';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { publicPages } from './public.app.js';
import { fixtureQueries } from './testing/fixture-queries.js';

const folder = mkdtempSync(join(tmpdir(), 'sunlit-left-'));
let app: NestFastifyApplication;
let asked = 0;
let answer: (() => void) | undefined;

beforeAll(async () => {
  writeFileSync(join(folder, 'sunlit.css'), '');
  const home = async () => {
    if (asked++ === 0) await new Promise<void>((resolve) => (answer = resolve));
    return fixtureQueries.home();
  };
  app = await publicPages(
    { ...fixtureQueries, home },
    { assets: loadAssets(join(folder, 'sunlit.css')), log: { error() {} }, https: false },
  );
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

it('A page is made for the next reader, although the first one left while it was being made', async () => {
  const { port } = app.getHttpServer().address() as { port: number };
  const gone = new Promise((resolve) =>
    app.getHttpServer().once('request', (incoming: IncomingMessage) => incoming.once('close', resolve)),
  );
  const first = request({ port, host: '127.0.0.1', path: '/index.json' });
  first.on('error', () => {});
  first.end();
  while (!answer) await new Promise((resolve) => setImmediate(resolve));
  const second = supertest(app.getHttpServer()).get('/index.json');
  const read = second.then(({ status }) => status);
  first.destroy();
  await gone;
  expect(await read).toBe(200);
  answer();
});
