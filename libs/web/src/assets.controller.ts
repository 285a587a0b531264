import { Controller, Get, Headers, Inject, NotFoundException, Param, Res } from '@nestjs/common';
import type { Assets } from './assets.js';
import { ASSETS } from './page.js';

interface Reply {
  header(name: string, value: string): Reply;
  send(body: Buffer): unknown;
}

/** The style sheet and the icon. Their addresses carry the content's hash, so they are kept for ever. */
@Controller()
export class AssetsController {
  constructor(@Inject(ASSETS) private readonly assets: Assets) {}

  @Get('assets/:file')
  file(
    @Param('file') file: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: Reply,
  ): void {
    const asset = this.assets.files.get(file);
    if (!asset) throw new NotFoundException();
    const coding = (['br', 'gzip'] as const).find((name) => accepted?.split(/[\s,;]+/).includes(name));
    if (coding) reply.header('content-encoding', coding);
    reply
      .header('content-type', asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'Accept-Encoding')
      .send(asset[coding ?? 'plain']);
  }

  /** Asked for by browsers at pages that name no icon, such as JSON. */
  @Get('favicon.ico')
  icon(@Res() reply: Reply): void {
    const { type, plain } = this.assets.files.get(this.assets.icon.split('/').at(-1)!)!;
    reply.header('content-type', type).header('cache-control', 'public, max-age=86400').send(plain);
  }
}
