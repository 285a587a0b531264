import { Controller, Get, Inject, Redirect, Res } from '@nestjs/common';
import { answerReady, READINESS, type Readiness } from '@sunlit/web';
import type { FastifyReply } from 'fastify';
import { Open } from './request.js';

@Controller()
@Open()
export class HealthController {
  constructor(@Inject(READINESS) private readonly ready: Readiness) {}

  /** Liveness: touches no database. */
  @Get('healthz')
  live() {
    return { status: 'ok' };
  }

  /** Whether it should be sent officers: the store takes events and the projector is not too far behind. */
  @Get('readyz')
  readiness(@Res() reply: FastifyReply) {
    return answerReady(this.ready, reply);
  }

  @Get()
  @Redirect('/api', 302)
  home() {}
}
