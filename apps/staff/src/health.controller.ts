import { Controller, Get, Redirect } from '@nestjs/common';
import { Open } from './request.js';

@Controller()
@Open()
export class HealthController {
  /** Liveness: touches no database. */
  @Get('healthz')
  live() {
    return { status: 'ok' };
  }

  @Get()
  @Redirect('/api', 302)
  home() {}
}
