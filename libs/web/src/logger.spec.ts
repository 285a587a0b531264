import { Controller, Get, Module, Post, type Provider } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventTypes } from '@sunlit/ledger';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAssets } from './assets.js';
import { logger, sentenceFirst } from './logger.js';
import { operated, useOperations } from './operations.js';
import { ProblemFilter } from './problem.filter.js';

/** What must never stand in a log, each as it would come. */
const secrets = {
  account: '6217 0000 1234 5678 901',
  accountClosed: '6217000012345678901',
  identityCard: '33108219800101123X',
  telephone: '13800138000',
  bidder: '不得外泄的投标人',
  committee: '不得外泄的评委',
  objector: '不得外泄的异议人',
  token: 'Zk3v-demo-token_0123456789abcdef',
  password: 'p4ssw0rd-of-the-writer',
};
const address = `postgres://sunlit_writer:${secrets.password}@db.internal:5432/sunlit`;
const esdb = `esdb://admin:${secrets.password}@one:2113,two:2113?tls=true`;

/** An error as a driver throws it: with values in its text and hung on it. */
const driverError = () =>
  Object.assign(new Error(`invalid input syntax for type json: "${secrets.bidder}"`), {
    ...{ code: '22P02', detail: `Key (account)=(${secrets.account})`, parameters: [secrets.accountClosed] },
    ...{ query: `INSERT … ${secrets.committee}`, where: secrets.objector },
  });
const jsonError = (): unknown => {
  try {
    return JSON.parse(`{"payeeAccount":${secrets.bidder}}`);
  } catch (error) {
    return error;
  }
};

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sunlit-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFile = (): string => readFileSync(join(folder, 'sunlit.log'), 'utf8');
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What stands in the file in the end. */
async function written(work: (log: ReturnType<typeof logger>) => unknown): Promise<string> {
  const log = logger('debug', folder);
  await work(log);
  log.info('the last line');
  while (!inFile().includes('the last line')) await turn();
  return inFile().replace(/^.*the last line.*\n/m, '');
}
const found = (text: string) => Object.entries(secrets).filter(([, secret]) => text.includes(secret));

describe('The log', () => {
  it('would show them if nothing took them out: the search can fail', () => {
    expect(found(JSON.stringify({ secrets })).length).toBe(Object.keys(secrets).length);
  });

  it('holds no closed field, secret or number of a person, at whatever level and depth it is handed over', async () => {
    const { account, accountClosed, identityCard, telephone, bidder, committee, objector, token } = secrets;
    const closed = Object.values(eventTypes).flatMap((type) => Object.keys(type.closed));
    const text = await written((log) => {
      const facts = {
        ...{ payeeAccount: account, receipts: [{ bidder, receivedAt: 'then' }], committee: [committee] },
        nested: {
          deeper: [{ objector: { name: objector }, note: `账号 ${accountClosed}，证件 ${identityCard}` }],
        },
        ...{ token, authorization: `Bearer ${token}`, headers: { cookie: token }, databaseUrl: address },
        said: [`asked with Bearer ${token}`, `电话 ${telephone}`, `at ${address} and ${esdb}`],
        every: Object.fromEntries(closed.map((field) => [field, `${bidder} ${committee}`])),
        body: Buffer.from(bidder),
      };
      for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) {
        log[level](
          facts,
          `payee ${account}, ${identityCard}, call ${telephone}: ${address}, Bearer ${token}`,
        );
        log[level](`store at ${esdb} said ${accountClosed}`);
      }
      const rooms = sentenceFirst(log);
      rooms.info(`follows ${address}`, facts);
      rooms.warn(`lost ${esdb}`, facts);
      rooms.error(`ALARM: Bearer ${token}`, { error: driverError() });
    });
    expect(found(text)).toEqual([]);
    expect(text.split('\n').length).toBeGreaterThan(12);
  });

  it('says of an error what it is and where, and of its text what names no value', async () => {
    const text = await written((log) => {
      log.error({ err: driverError() }, 'the driver failed');
      log.error({ err: jsonError() }, 'the body failed');
      log.error({ err: new Error(`cannot reach ${address}`, { cause: driverError() }) }, 'the start failed');
      log.fatal(new Error(`cannot reach ${esdb}`));
    });
    expect(found(text)).toEqual([]);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(4);
    // What is fatal is written at once, and may pass a line that is on its way to the file.
    const errorOf = (said: string) => lines.find((line) => line.msg === said).err;
    const driver = errorOf('the driver failed');
    expect(driver).toMatchObject({ name: 'Error', code: '22P02', message: '[redacted]' });
    expect(driver.stack).toContain('logger.spec');
    expect(errorOf('the body failed').name).toBe('SyntaxError');
    expect(errorOf('the start failed').message).toBe(
      'cannot reach postgres://[redacted]@db.internal:5432/sunlit',
    );
  });

  it('keeps what operations need: names, counts, ids, instants', async () => {
    const facts = {
      ...{ port: 3000, reference: '0a1b2c3d4e5f', submission: 'd2f0c1de-0000-4000-8000-000000000001' },
      ...{ position: '1234567', entries: 5456, at: new Date('2026-11-23T00:00:00Z'), behind: 12n },
    };
    const line = JSON.parse(await written((log) => log.info(facts, 'the projector follows 5456 events')));
    expect(line).toMatchObject({ ...facts, at: '2026-11-23T00:00:00.000Z', behind: '12' });
    expect(line.msg).toBe('the projector follows 5456 events');
  });
});

describe('The line of a request', () => {
  @Controller()
  class Doors {
    @Get('projects/:project') page(): string {
      return 'page';
    }
    @Post('pay') pay(): never {
      throw driverError();
    }
    @Get('healthz') live(): string {
      return 'ok';
    }
  }
  @Module({ controllers: [Doors], providers: [] as Provider[] })
  class DoorsModule {}

  const asked = async (
    requests: (ask: (path: string, init?: RequestInit) => Promise<Response>) => Promise<unknown>,
  ) => {
    const stylesheet = join(folder, 'sunlit.css');
    writeFileSync(stylesheet, '');
    return written(async (log) => {
      const app = await NestFactory.create<NestFastifyApplication>(
        DoorsModule,
        new FastifyAdapter(operated),
        {
          logger: false,
        },
      );
      app.useGlobalFilters(new ProblemFilter({ assets: loadAssets(stylesheet), log }));
      useOperations(app, { name: 'staff', log, roleOf: () => 'finance-officer' });
      try {
        await app.listen(0, '127.0.0.1');
        const { port } = app.getHttpServer().address() as { port: number };
        let asked = 0;
        await requests((path, init) => {
          asked += 1;
          return fetch(`http://127.0.0.1:${port}${path}`, init);
        });
        // A line is written when the last byte has left, which its reader may see first.
        while (inFile().split('"msg":"request"').length <= asked) await turn();
      } finally {
        await app.close();
      }
    });
  };

  it('has id, template of the route, status, milliseconds and role; nothing that was sent', async () => {
    let given: string | null = null;
    const text = await asked(async (ask) => {
      const query = new URLSearchParams({ q: secrets.bidder, account: secrets.account });
      const page = await ask(`/projects/${secrets.accountClosed}?${query.toString()}`, {
        headers: { 'x-request-id': 'from-proxy-0001', authorization: `Bearer ${secrets.token}` },
      });
      given = page.headers.get('x-request-id');
      await ask('/pay', {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: `session=${secrets.token}` },
        body: JSON.stringify({ payeeAccount: secrets.account }),
      });
    });
    expect(given).toBe('from-proxy-0001');
    expect(found(text)).toEqual([]);
    expect(text).not.toContain(encodeURIComponent(secrets.bidder));
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.find(({ route }) => route === '/projects/:project')).toMatchObject({
      ...{ app: 'staff', request: 'from-proxy-0001', method: 'GET', status: 200, role: 'finance-officer' },
      ms: expect.any(Number),
    });
    const failed = lines.find(({ msg }) => msg === 'a request failed');
    expect(lines.find(({ route }) => route === '/pay')).toMatchObject({
      status: 500,
      request: failed.request,
    });
  });

  it('of an id that would do harm in a log is given a new one; of a probe there is none', async () => {
    let id: string | null = null;
    const text = await asked(async (ask) => {
      const answer = await ask('/projects/1', { headers: { 'x-request-id': `${'x'.repeat(80)}` } });
      id = answer.headers.get('x-request-id');
      await ask('/healthz');
    });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const routes = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: number; route: string });
    expect(routes.filter(({ level }) => level >= 30).map(({ route }) => route)).toEqual([
      '/projects/:project',
    ]);
  });
});
