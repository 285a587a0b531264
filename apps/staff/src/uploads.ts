import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { turnAway, type Bounds } from '@sunlit/web';

/** Documents on their way in at once: each may take ten megabytes of memory until it is whole. */
const mostUploads = 8;

/** More documents than fit are turned away before a byte of them is read. */
export function boundUploads(app: NestFastifyApplication, { underWay }: Bounds): void {
  if (underWay === 0) return;
  let uploads = 0;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.method !== 'POST' || !request.url.startsWith('/api/documents')) return;
      if (uploads >= mostUploads) throw turnAway(reply, 'busy');
      uploads++;
      // Also when the caller leaves, of which `onResponse` never hears.
      reply.raw.once('close', () => void uploads--);
    });
}
