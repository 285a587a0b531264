import { deepStrictEqual as deepEqual } from 'node:assert';
import { get, type IncomingHttpHeaders } from 'node:http';
import type { Answer } from './bare.js';

/** What a browser asks with. */
export const asBrowser = { accept: 'text/html', 'accept-encoding': 'gzip' };

/** A page as it comes over the wire, still compressed, and the 304 to whoever has it already. */
export async function answered(port: number, path: string): Promise<Answer> {
  const page = await fetched(port, path, 200, {});
  const again = await fetched(port, path, 304, { 'if-none-match': page.headers['etag']! });
  return { ...page, unchanged: again.headers };
}

/** What stands beside the product must do as much: the same bytes under the same headers, but for an ETag of its own. */
export function same(one: Answer, other: Answer): void {
  const compared = ({ headers, unchanged }: Answer) =>
    [headers, unchanged].map(({ etag, ...of }) => ({ ...of, etag: etag !== undefined }));
  deepEqual(compared(one), compared(other));
  if (!Buffer.from(one.body).equals(other.body)) throw new Error('not the same bytes');
}

async function fetched(
  port: number,
  path: string,
  status: number,
  more: Readonly<Record<string, string>>,
): Promise<Pick<Answer, 'headers' | 'body'>> {
  const headers = { ...asBrowser, ...more };
  const [answer, body] = await new Promise<[{ statusCode?: number; headers: IncomingHttpHeaders }, Buffer]>(
    (resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => resolve([reply, Buffer.concat(chunks)]));
      }).on('error', reject);
    },
  );
  if (answer.statusCode !== status) throw new Error(`${path} answered ${answer.statusCode}`);
  const own = Object.entries(answer.headers as Record<string, string>).filter(([name]) => !ofWire.has(name));
  return { headers: Object.fromEntries(own), body };
}

/** Of the server, the connection or the moment, not of the page. */
const ofWire = new Set(['server', 'date', 'connection', 'keep-alive']);
