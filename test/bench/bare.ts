import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What servers beside the product are told to answer. */
export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Headers of the 304, to whoever has it already. */
  readonly unchanged: Readonly<Record<string, string>>;
}

/** Bare `node:http` in a process of its own: answers every request with what it was told last, and knows nothing. */
export interface BareJob {
  /** By `If-None-Match` being there: 304 with its headers alone. */
  readonly page: Answer;
}

let page: Answer;
let listening: Promise<number> | undefined;

process.once('disconnect', () => process.exit());
process.on('message', (job: BareJob) => {
  page = { ...job.page, body: Buffer.from(job.page.body) };
  void (listening ??= listen()).then((port) => process.send!({ port }));
});

async function listen(): Promise<number> {
  const server = createServer((request, reply) => {
    if (request.headers['if-none-match']) reply.writeHead(304, page.unchanged).end();
    else reply.writeHead(200, page.headers).end(page.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
