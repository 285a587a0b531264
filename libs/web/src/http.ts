import { BadRequestException, MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { pathOf, type Asking } from './negotiation.js';
import type { ProblemFilter } from './problem.filter.js';

/** Style and images of our own and nothing else: no script, no inline style, no frame around us. */
const policy = {
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

/**
 * The security headers of every answer. `https`: whether browsers may be told to come back by
 * https only.
 */
export function useStrictHeaders(app: NestFastifyApplication, { https }: { readonly https: boolean }): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https,
    xFrameOptions: { action: 'deny' },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (_, reply) => {
      reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    });
}

/**
 * For Fastify's `frameworkErrors`: answers an address that cannot even be read, before which no hook has run, so that the
 * headers which matter are set here.
 */
export const answerUnreadable =
  (filter: ProblemFilter) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const directives = Object.entries(policy).map((directive) => directive.join(' '));
    reply.headers({ 'content-security-policy': directives.join(';'), 'x-content-type-options': 'nosniff' });
    void filter.answer(error, request, reply);
  };

/** No text of the ledger holds a NUL, and PostgreSQL refuses to be asked for one: a path with one names nothing, a question asks nothing. */
export function refuseNul(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async ({ url }) => {
      if (!url.includes('%00')) return;
      throw pathOf(url).includes('%00') ? new NotFoundException() : new BadRequestException();
    });
}

/** One address for each page: a trailing slash leads to the address without it. */
export function redirectTrailingSlashes(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      const path = pathOf(request.url);
      // Never `//host`: a browser would leave for another site.
      if (!/^\/[^/\\].*\/$/.test(path)) return;
      let end = path.length;
      while (path[end - 1] === '/') end--;
      return reply.redirect(path.slice(0, end) + request.url.slice(path.length), 308);
    });
}

/** Answers 405 with `Allow` to every other method, whatever the address. */
export function allowOnly(app: NestFastifyApplication, ...methods: readonly string[]): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (methods.includes(request.method)) return;
      reply.header('allow', methods.join(', '));
      throw new MethodNotAllowedException();
    });
}

/** Whether `If-None-Match` names the tag. `*` is not answered here: only who made an answer knows that there is one. */
export const hasAlready = ({ headers }: Pick<Asking, 'headers'>, etag: string): boolean =>
  String(headers['if-none-match'] ?? '')
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === etag);

/** A strong ETag of the bytes on every 200 without one, and 304 to whoever has them. */
export function useEtags(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (request, reply, payload: unknown) => {
      if (
        reply.statusCode !== 200 ||
        reply.hasHeader('etag') ||
        !(typeof payload === 'string' || Buffer.isBuffer(payload))
      )
        return payload;
      const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;
      reply.header('etag', etag);
      if (!hasAlready(request, etag) && request.headers['if-none-match'] !== '*') return payload;
      reply.code(304).removeHeader('content-length');
      return null;
    });
}
