import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Bare `node:http` in a process of its own: answers every request with the answers it is told, and knows nothing. */
export interface BareJob {
  /** By `If-None-Match` being there: 304 with its headers alone. */
  readonly page: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };
}

process.once('disconnect', () => process.exit());
process.on('message', ({ page: { headers, body } }: BareJob) => {
  const bytes = Buffer.from(body);
  const unchanged = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith('content-')),
  );
  const server = createServer((request, reply) => {
    if (request.headers['if-none-match']) reply.writeHead(304, unchanged).end();
    else reply.writeHead(200, headers).end(bytes);
  });
  server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
});
