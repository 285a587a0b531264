import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What came back on a connection that was sent bytes as they are. */
export interface RawAnswers {
  /** Status of each answer, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
  /** Until the other side ended the connection; null when it had not after the wait. */
  readonly endedAfterMs: number | null;
}

interface Sending {
  /** Any address of 127.0.0.0/8, to be somebody else. */
  readonly from?: string;
  /** How long to wait for the end. */
  readonly waitMs?: number;
  /** What is sent piece by piece after the first bytes, with a rest between, for as long as the connection stands. */
  readonly trickle?: { readonly bytes: string; readonly everyMs: number };
}

/** Sends bytes on a connection of their own and listens until the other side ends it. */
export async function sendRaw(
  port: number,
  bytes: string | Buffer,
  sending: Sending = {},
): Promise<RawAnswers> {
  const { from = '127.0.0.1', waitMs = 20_000, trickle } = sending;
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  const since = performance.now();
  let text = '';
  const ended = new Promise<number>((resolve) =>
    socket.once('close', () => resolve(performance.now() - since)),
  );
  socket.on('error', () => {});
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.write(bytes);
  const trickling =
    trickle && setInterval(() => socket.writable && socket.write(trickle.bytes), trickle.everyMs);
  const waiting = new AbortController();
  const endedAfterMs = await Promise.race([
    ended,
    pause(waitMs, null, { signal: waiting.signal }).catch(() => null),
  ]);
  waiting.abort();
  clearInterval(trickling);
  socket.destroy();
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
  return { statuses, text: Buffer.from(text, 'latin1').toString(), endedAfterMs };
}

/** The bytes of a request; `connection: close`, so that the answer ends the connection. */
export const requestBytes = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer = '',
): Buffer =>
  Buffer.concat([
    Buffer.from(
      [
        `${method} ${path} HTTP/1.1`,
        'host: ledger.example',
        'connection: close',
        ...Object.entries({
          ...(body.length > 0 && { 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        }).map(([name, value]) => `${name}: ${value}`),
        '\r\n',
      ].join('\r\n'),
    ),
    Buffer.from(body),
  ]);

/** Connections that are opened and then say nothing; `close` ends them. */
export async function silent(
  port: number,
  count: number,
  from: string,
): Promise<{ alive(): number; close(): void }> {
  const sockets = Array.from({ length: count }, (): Socket => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    return socket.on('error', () => {});
  });
  await Promise.all(
    sockets.map((socket) => new Promise((known) => socket.once('connect', known).once('close', known))),
  );
  return {
    alive: () => sockets.filter((socket) => !socket.destroyed && socket.readyState === 'open').length,
    close: () => sockets.forEach((socket) => socket.destroy()),
  };
}
