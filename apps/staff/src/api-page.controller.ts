import { Controller, Get, Header, Inject, NotFoundException, Param, Res } from '@nestjs/common';
import { Office } from '@sunlit/commands';
import type { FastifyReply } from 'fastify';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { openapi } from './openapi.js';
import { Open } from './request.js';

/** Swagger UI, as it comes from npm: the reader of the OpenAPI document that people know. */
const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const files: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
};

const start = `window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true });`;

/** Its own script, and the styles that the script sets. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

@Controller('api')
@Open()
export class ApiPageController {
  constructor(@Inject(Office) private readonly office: Office) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.header('content-security-policy', policy);
    const name = this.office.ledger.name.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
    return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name} API</title><link rel="stylesheet" href="/api/ui/swagger-ui.css"></head><body><div id="ui"></div><script src="/api/ui/swagger-ui-bundle.js"></script><script src="/api/ui/start.js"></script></body></html>`;
  }

  @Get('openapi.json')
  document() {
    return openapi(this.office.ledger.name);
  }

  @Get('ui/:file')
  file(@Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): Buffer | string {
    const type = file === 'start.js' ? 'text/javascript' : files[file];
    if (!type) throw new NotFoundException();
    void reply.header('content-type', `${type}; charset=utf-8`);
    return file === 'start.js' ? start : readFileSync(join(folder, file));
  }
}
