import { Controller, Get, Header } from '@nestjs/common';

/** What machines ask of the site itself. */
@Controller()
export class SiteController {
  /** Alive. Never touches the database: a slow one must not get this process killed. */
  @Get('healthz')
  @Header('cache-control', 'no-store')
  health(): { status: string } {
    return { status: 'ok' };
  }

  /** Everything here is public and meant to be found. */
  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  robots(): string {
    return 'User-agent: *\nAllow: /\n';
  }
}
