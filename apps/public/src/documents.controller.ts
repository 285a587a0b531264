import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { PublicDocument } from '@sunlit/read-models';
import { hasAlready, problem, type Recognise } from '@sunlit/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { QUERIES, type Queries } from './queries.js';

/** No published entry names such a document, or none any more. */
class DocumentNotPublic extends Error {}

export const documentNotPublic: Recognise = (error) =>
  error instanceof DocumentNotPublic ? problem('document-not-public', 404) : undefined;

/** Documents by hash, to be kept and not shown: what an office uploaded never runs as a page of this site. */
@Controller('documents')
export class DocumentsController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /**
   * The bytes never change, so the hash is their ETag; but a document may be withheld, so each use is asked for anew.
   */
  @Get(':sha256')
  async download(
    @Param('sha256') sha256: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const document = await this.queries.document(sha256);
    if (!document) throw new DocumentNotPublic();
    const etag = `"${sha256}"`;
    reply.headers({ etag, 'cache-control': 'public, no-cache' });
    if (hasAlready(request, etag)) {
      await reply.status(304).send();
      return;
    }
    reply.headers({
      'content-type': document.mediaType,
      'content-length': String(document.size),
      'content-disposition': asAttachment(document),
      'content-security-policy': "default-src 'none'; sandbox",
    });
    await reply.send(Readable.from(request.method === 'HEAD' ? [] : document.content()));
  }
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tiff',
};

/** `Content-Disposition` (RFC 6266) with a name after the title: in UTF-8 (RFC 8187), and by its hash for old readers. */
export function asAttachment({
  title,
  mediaType,
  sha256,
}: Pick<PublicDocument, 'title' | 'mediaType' | 'sha256'>): string {
  const ending = endings[mediaType] ?? 'bin';
  // What a file system or a shell would understand otherwise; a name of its own never begins with a dot.
  const plain = title.replace(/[\s\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu, ' ').replace(/^[.\s]+|\s+$/g, '');
  const short = [...plain].slice(0, 120).join('');
  const named = short.toLowerCase().endsWith(`.${ending}`)
    ? short
    : `${short || sha256.slice(0, 16)}.${ending}`;
  const utf8 = encodeURIComponent(named).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${sha256.slice(0, 16)}.${ending}"; filename*=UTF-8''${utf8}`;
}
