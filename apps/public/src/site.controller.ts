import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { answerReady, READINESS, type Readiness } from '@sunlit/web';
import type { FastifyReply } from 'fastify';

/** What machines ask of the site itself. */
@Controller()
export class SiteController {
  constructor(@Inject(READINESS) private readonly ready: Readiness) {}

  /** Alive. Never touches the database: a slow one must not get this process killed. */
  @Get('healthz')
  @Header('cache-control', 'no-store')
  health(): { status: string } {
    return { status: 'ok' };
  }

  /** Whether it should be sent readers: the database answers and the projector is not too far behind. */
  @Get('readyz')
  readiness(@Res() reply: FastifyReply) {
    return answerReady(this.ready, reply);
  }

  /** Everything here is public and meant to be found. */
  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  robots(): string {
    return 'User-agent: *\nAllow: /\n';
  }
}
