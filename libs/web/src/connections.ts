import type { FastifyHttpOptions } from 'fastify';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Bounds } from './bounds.js';
import { problemOfStatus } from './problem.js';

/** Of all addresses together; each costs a few kilobytes while it does nothing. */
const mostConnections = 2_048;

/**
 * Fastify's options of a server that no caller can hold up: headers and bodies that trickle end in time, what waits for a
 * caller who reads nothing ends too, and bytes that are no HTTP are answered with a problem.
 */
export const serverOptions = ({ patience, trustProxy }: Pick<Bounds, 'patience' | 'trustProxy'>) =>
  ({
    http: {
      headersTimeout: patience.headers,
      // By default Node looks once in 30 s.
      connectionsCheckingInterval: Math.min(1_000, patience.headers / 4),
    },
    requestTimeout: patience.request,
    connectionTimeout: 2 * patience.request,
    // Longer than proxies keep theirs, so that they never send into a connection that closes.
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerNoHttp,
    ...(trustProxy.length > 0 && { trustProxy: [...trustProxy] }),
  }) satisfies FastifyHttpOptions<Server>;

const statusOf: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What Node could not read as a request: no hook, no filter sees it. */
function answerNoHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const answering = (socket as { _httpMessage?: ServerResponse })._httpMessage;
  // What came whole before the garbage is answered, and not with what the garbage earned; then it ends.
  if (answering?.req.complete) return void answering.once('close', () => socket.destroy());
  if (answering?.headersSent) return void socket.destroy();
  const status = statusOf[error.code ?? ''] ?? 400;
  const body = JSON.stringify(problemOfStatus(status));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      ...['cache-control: no-store', 'x-content-type-options: nosniff', 'connection: close', '', body],
    ].join('\r\n'),
    // Whoever never reads it does not keep the socket.
    () => socket.destroy(),
  );
}

/** `Expect:` anything but 100-continue, which Node would refuse with an empty answer. */
function refuseExpectation(_: IncomingMessage, reply: ServerResponse): void {
  const headers = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' };
  reply.writeHead(417, headers).end(JSON.stringify(problemOfStatus(417)));
}

/** So many connections from one address, and a fixed number from all; what comes beyond is closed. */
export function boundConnections(server: Server, { connections, trustProxy }: Bounds): void {
  server.on('checkExpectation', refuseExpectation);
  server.maxConnections = mostConnections;
  // Behind a proxy every connection is the proxy's.
  if (connections === 0 || trustProxy.length > 0) return;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const from = socket.remoteAddress ?? '';
    const count = (open.get(from) ?? 0) + 1;
    if (count > connections) return void socket.destroy();
    open.set(from, count);
    socket.once('close', () => {
      const left = open.get(from)! - 1;
      if (left > 0) open.set(from, left);
      else open.delete(from);
    });
  });
}
