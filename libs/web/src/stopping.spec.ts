import { Controller, Get, Module, Post } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ownAnswerWhileClosing, refuseWhileStopping } from './stopping.js';

/** Called when a request is being worked on; it goes on when the spec says so. */
let began: () => void;
let goOn: () => void;

@Controller()
class Doors {
  @Post('work') async work(): Promise<string> {
    const going = new Promise<void>((resolve) => (goOn = resolve));
    began();
    await going;
    return 'done';
  }
  @Get('page') page(): string {
    return 'page';
  }
  @Get('readyz') ready(): string {
    return 'not ready';
  }
}
@Module({ controllers: [Doors] })
class DoorsModule {}

let app: NestFastifyApplication;
let stopping: { begin(): void };
const sockets: Socket[] = [];
/** Who sends nothing is cut off so long after. */
async function start(cutMs: number): Promise<void> {
  const adapter = new FastifyAdapter({ ...ownAnswerWhileClosing, forceCloseConnections: 'idle' });
  app = await NestFactory.create<NestFastifyApplication>(DoorsModule, adapter, { logger: false });
  stopping = refuseWhileStopping(app, cutMs);
  await app.listen(0, '127.0.0.1');
}
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});

/** A connection that stays, over which requests are sent one after another. */
function line() {
  const socket = connect({ port: (app.getHttpServer().address() as { port: number }).port });
  sockets.push(socket);
  let heard = '';
  socket.on('data', (bytes: Buffer) => (heard += bytes));
  return {
    socket,
    send: (text: string) => socket.write(text.replaceAll('\n', '\r\n')),
    async answer(end: string): Promise<string> {
      while (!heard.includes(end)) await once(socket, 'data');
      const all = heard;
      heard = '';
      return all;
    },
  };
}

describe('An app that stops', () => {
  it('finishes what is under way, and tells what is new over an open connection to come back', async () => {
    await start(60_000);
    const [one, other] = [line(), line()];
    other.send('GET /page HTTP/1.1\nhost: x\n\n');
    await other.answer('page');
    const working = new Promise<void>((resolve) => (began = resolve));
    one.send('POST /work HTTP/1.1\nhost: x\ncontent-length: 0\n\n');
    await working;
    stopping.begin();
    other.send('GET /readyz HTTP/1.1\nhost: x\n\n');
    await other.answer('not ready'); // Whoever supervises it hears the truth.
    other.send('GET /page HTTP/1.1\nhost: x\n\n');
    const refused = await other.answer('}');
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    for (const part of ['application/problem+json', 'retry-after: 5', 'connection: close'])
      expect(refused.toLowerCase()).toContain(part);
    goOn();
    expect(await one.answer('done')).toMatch(/^HTTP\/1\.1 201 /);
  });

  it('waits for no caller who keeps the rest of a request to himself', async () => {
    await start(1);
    const { socket, send } = line();
    await once(socket, 'connect');
    const seen = once(app.getHttpServer() as never, 'request');
    send('POST /work HTTP/1.1\nhost: x\ncontent-type: application/json\ncontent-length: 100\n\n{');
    await seen;
    const cut = once(socket, 'close');
    stopping.begin();
    await Promise.all([app.close(), cut]);
  });
});
