import { UnauthorizedException, type CallHandler, type NestInterceptor } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isDenial } from '@sunlit/commands';
import { addressOf, denialsOf, type Bounds, type RateLimit } from '@sunlit/web';
import { tap, type Observable } from 'rxjs';
import type { Officer } from './officers.js';
import type { OfficerRequest } from './request.js';

/** Says of every request who asks, before anything else is done with it. */
export function nameCallers(app: NestFastifyApplication, find: (token: string) => Officer | undefined): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      const [, token = ''] = /^Bearer ([\w-]{16,200})$/.exec(request.headers.authorization ?? '') ?? [];
      (request as OfficerRequest).officer = find(token);
    });
}

const loginOf = (request: object): string | null => (request as OfficerRequest).officer?.login ?? null;

/** What one login, and one address without a login, may ask in a minute. */
export const staffLimits = ({ login, guest }: Bounds): readonly RateLimit[] => [
  { reason: 'login', perMinute: login, callerOf: loginOf },
  {
    reason: 'guest',
    perMinute: guest,
    callerOf: (request) => (loginOf(request) === null ? addressOf(request) : null),
  },
];

/**
 * Each attempt without the right to it is an event for auditors: who makes too many of them waits. And nobody's body is
 * read who has no login.
 */
export function boundDenials(app: NestFastifyApplication, { denied }: Bounds): void {
  const denials = denialsOf(denied);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.method === 'GET' || request.method === 'HEAD') return;
      const login = loginOf(request);
      if (login === null) throw new UnauthorizedException();
      denials.check(login, reply);
    });
  const counting: NestInterceptor = {
    intercept(context, next: CallHandler): Observable<unknown> {
      const login = loginOf(context.switchToHttp().getRequest<OfficerRequest>());
      const count = (error: unknown) => void (login !== null && isDenial(error) && denials.add(login));
      return next.handle().pipe(tap({ error: count }));
    },
  };
  app.useGlobalInterceptors(counting);
}
