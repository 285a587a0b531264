import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { BadInput } from '@sunlit/ledger';
import type { FastifyReply } from 'fastify';
import type { documentShelf } from './documents.js';

export const DOCUMENTS = Symbol('documents');

/** Documents are uploaded first, as the request's body, and then named in commands by their hash. */
@Controller('api/documents')
export class DocumentsController {
  constructor(@Inject(DOCUMENTS) private readonly documents: ReturnType<typeof documentShelf>) {}

  /** 201 with hash, type found by magic bytes and size; 200 for a document that is already there. */
  @Post()
  async add(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    if (!Buffer.isBuffer(body) || body.length === 0)
      throw new BadInput([{ field: '', rule: 'document', limits: {} }]);
    const { known, ...document } = await this.documents.add(body);
    void reply.status(known ? 200 : 201);
    return document;
  }
}
