import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@sunlit/ledger';
import { isUuid } from '@sunlit/web';
import type { FastifyRequest } from 'fastify';
import type { Officer } from './officers.js';

/** A request: who asks, and when it had arrived whole. */
export interface OfficerRequest extends FastifyRequest {
  /** Undefined where no login holds; the guard lets such a request to what is open only. */
  officer: Officer | undefined;
  /** UTC instant with milliseconds, taken once: for a bid it alone decides. */
  arrivedAt: string;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<OfficerRequest>();

/** The officer as an event names him: person id, role, organisation, department. */
export const Asker = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => requestOf(context).officer!.actor,
);

/** Something about a header is wrong: 400, naming it. */
export class BadHeader extends Error {
  override readonly name = 'BadHeader';
  constructor(
    readonly header: string,
    readonly rule: string,
  ) {
    super(`${header}: ${rule}`);
  }
}

/** `Idempotency-Key`: a UUID, required on every command. */
export const Key = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const given = requestOf(context).headers['idempotency-key'];
  if (typeof given !== 'string') throw new BadHeader('Idempotency-Key', 'missing');
  if (!isUuid(given.toLowerCase())) throw new BadHeader('Idempotency-Key', 'uuid');
  return given.toLowerCase();
});

/** `If-Match: "41"`, the revision that the caller has seen; null when not given. */
export const IfRevision = createParamDecorator((_: unknown, context: ExecutionContext): number | null => {
  const given = requestOf(context).headers['if-match'];
  if (given === undefined) return null;
  const found = /^"?(-1|\d{1,9})"?$/.exec(given);
  if (!found) throw new BadHeader('If-Match', 'revision');
  return Number(found[1]);
});

/** Reachable without a login. Everything else is denied by default. */
export const Open = () => SetMetadata('open', true);
