import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answered {
  readonly status: number;
  readonly body: Buffer;
  /** Of the whole answer, its head included. */
  readonly bytes: number;
}

/** One kept connection, one request at a time. */
export interface Wire {
  ask(request: string | Buffer): Promise<Answered>;
  close(): void;
}

/**
 * The smallest HTTP/1.1 client: what it costs is taken from the two cores that it measures. `fetch` and `node:http` take
 * five times as much; autocannon sends an offered rate in one burst each second and rounds to milliseconds.
 */
export async function openWire(port: number): Promise<Wire> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  let waiting: { resolve(answer: Answered): void; reject(error: Error): void } | null = null;
  let held: Buffer = Buffer.alloc(0);
  const fail = (error: Error) => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const answer = answerIn(held);
    if (!answer) return;
    held = held.subarray(answer.bytes);
    const { resolve } = waiting!;
    waiting = null;
    resolve(answer);
  });
  return {
    ask: (request) =>
      new Promise<Answered>((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => end(socket),
  };
}

function end(socket: Socket): void {
  socket.removeAllListeners('close');
  socket.destroy();
}

const bodiless = new Set([204, 304]);

/** The answer at the front of the bytes; null while it is not whole. */
function answerIn(held: Buffer): Answered | null {
  const headEnd = held.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = held.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const from = headEnd + 4;
  if (bodiless.has(status)) return { status, body: Buffer.alloc(0), bytes: from };
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) return chunkedIn(held, from, status);
  const to = from + Number(length);
  return held.length < to ? null : { status, body: held.subarray(from, to), bytes: to };
}

function chunkedIn(held: Buffer, from: number, status: number): Answered | null {
  const parts: Buffer[] = [];
  for (let at = from; ;) {
    const line = held.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(held.toString('latin1', at, line), 16);
    const to = line + 2 + size;
    if (held.length < to + 2) return null;
    if (size === 0) return { status, body: Buffer.concat(parts), bytes: to + 2 };
    parts.push(held.subarray(line + 2, to));
    at = to + 2;
  }
}

/** A request as its bytes. */
export function requestOf(
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): string {
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}
