import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { hasAlready } from './http.js';
import { pathOf, wanted, type Asking } from './negotiation.js';
import { tagOf, takesGzip } from './page.js';
import type { Freshness, Standing } from './standing.js';

/** An answer as it was sent, its headers one after another as `writeHead` takes them. */
interface Kept {
  readonly etag: string;
  readonly whole: readonly string[];
  readonly unchanged: readonly string[];
  /** Compressed, where that was asked for. */
  readonly body: Buffer;
}

type Status = 200 | 304;

export interface KeepAnswers {
  /** Of all answers kept, in bytes; those not asked for longest go first. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Hears of each answer that was kept: no hook of Fastify does. */
  readonly onAnswer?: (status: Status) => void;
}

export interface KeptAnswers {
  /** From now on every request goes its whole way, to be told that the app is stopping. */
  stop(): void;
}

const compressed = promisify(gzip);
/** A smaller page is not worth it. */
const worthCompressing = 1_024;

/** Of one request or one connection, never of the page. */
const notKept =
  /^(?:x-request-id|ratelimit-.*|retry-after|connection|keep-alive|date|transfer-encoding|content-length)$/;

/**
 * Answers a page that was made before without making it again (lru-cache). Its key is its address, the host it was asked
 * under, and its ETag, which tells apart everything that a page depends on, how the ledger stands above all: so an answer
 * is never older than a 304 would make it, and nothing has to be thrown away when an entry comes. Pages asked for while
 * the same one is being made wait for it. Errors, and what is no page, are not kept.
 *
 * A kept answer goes out before Fastify sees the request: its hooks, the line of log and the counting of callers cost four
 * times as much as the answer does. To be called last, before `init`.
 */
export function keepAnswers(
  app: NestFastifyApplication,
  freshness: Freshness,
  { maxBytes = 64 * 1024 * 1024, onAnswer = () => {} }: KeepAnswers = {},
): KeptAnswers {
  const kept = new LRUCache<string, Kept>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, key) => body.byteLength + 2 * key.length + 2_000,
  });
  /** Pages being made, by the requests that make them. */
  const making = new Map<string, Promise<void>>();
  const makers = new WeakMap<FastifyRequest, Maker>();
  let stopped = false;
  const etagOf = etags(freshness.build);
  // Without the database there is no telling: the page says so itself.
  const standing = () => freshness.standing().catch(() => null);
  /** Asked once for all requests that one turn of the loop brings. */
  let ofTurn: Standing | null = null;

  const server = app.getHttpServer();
  const [fastifys] = server.listeners('request') as [RequestListener];
  server.removeListener('request', fastifys);
  const serve = (request: IncomingMessage, response: ServerResponse, now: Standing | null) => {
    const etag = now && etagOf(request, now);
    const found = etag === null ? undefined : kept.get(keyOf(request, etag));
    if (found) onAnswer(answer(request, response, found));
    else fastifys(request, response);
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (stopped || !server.listening) return fastifys(request, response);
    if (ofTurn) return serve(request, response, ofTurn);
    void standing().then((now) => {
      if (now && !ofTurn) setImmediate(() => (ofTurn = null));
      ofTurn ??= now;
      serve(request, response, now);
    });
  });

  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    const now = await standing();
    const etag = now && etagOf(request.raw, now);
    if (etag === null) return;
    const key = keyOf(request.raw, etag);
    const others = making.get(key);
    if (others) {
      await others;
      const found = kept.get(key);
      if (found) onAnswer(answer(request.raw, reply.hijack().raw, found));
    } else if (request.method === 'GET' && !reply.raw.destroyed) {
      const made = new Promise<void>((done) => {
        makers.set(request, { key, etag });
        // Not `onResponse`, which never comes when the reader has left: the others would wait for ever.
        reply.raw.once('close', () => {
          making.delete(key);
          done();
        });
      });
      making.set(key, made);
    }
  });

  fastify.addHook('onSend', async (request, reply, payload: unknown) => {
    const maker = makers.get(request);
    if (!maker || reply.statusCode !== 200 || reply.getHeader('etag') !== maker.etag) return payload;
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    let body = Buffer.from(payload as string);
    if (takesGzip(request) && body.byteLength >= worthCompressing) {
      body = await compressed(body);
      reply.header('content-encoding', 'gzip').removeHeader('content-length');
    }
    if (!reply.hasHeader('set-cookie')) kept.set(maker.key, keepable(reply, maker.etag, body));
    return body;
  });

  return { stop: () => void (stopped = true) };
}

interface Maker {
  readonly key: string;
  readonly etag: string;
}

/**
 * The ETag that a page at this address has; null for what no page answers. What callers ask for by their headers is worked
 * out once for each way to ask.
 */
function etags(build: string): (request: IncomingMessage, now: Standing) => string | null {
  const known = new LRUCache<string, { readonly etag: string | null }>({ max: 1_000 });
  return (request, now) => {
    const { method, headers } = request;
    if (method !== 'GET' && method !== 'HEAD') return null;
    const asking = request as IncomingMessage & { url: string };
    const twin = pathOf(asking.url).endsWith('.json');
    const asked = `${headers.accept} ${headers['accept-encoding']} ${headers.cookie}`;
    const key = `${now.entry} ${now.today} ${now.lag} ${now.edition} ${twin} ${asked}`;
    let found = known.get(key);
    if (!found) known.set(key, (found = { etag: etagFor(asking, now, build) }));
    return found.etag;
  };
}

function etagFor(asking: Asking, now: Standing, build: string): string | null {
  const format = wanted(asking);
  return format && tagOf(asking, format, now, build);
}

/** What a page prints of where it was asked: a poster's QR code leads there. */
const keyOf = ({ headers, url }: IncomingMessage, etag: string): string =>
  `${etag} ${headers.host} ${String(headers['x-forwarded-host'])} ${String(headers['x-forwarded-proto'])} ${url}`;

function keepable(reply: FastifyReply, etag: string, body: Buffer): Kept {
  const own = Object.entries(reply.getHeaders()).filter(([name]) => !notKept.test(name));
  const flat = own.flatMap(([name, value]) => [name, String(value)]);
  const unchanged = own.filter(([name]) => !name.startsWith('content-') || name === policy);
  return {
    ...{ etag, body, whole: [...flat, 'content-length', String(body.byteLength)] },
    unchanged: unchanged.flatMap(([name, value]) => [name, String(value)]),
  };
}
const policy = 'content-security-policy';

/** The status it was answered with. */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { etag, whole, unchanged, body }: Kept,
): Status {
  const status = hasAlready(request, etag) ? 304 : 200;
  response.writeHead(status, (status === 304 ? unchanged : whole) as string[]);
  response.end(status === 304 || request.method === 'HEAD' ? undefined : body);
  return status;
}
