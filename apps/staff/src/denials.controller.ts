import { Controller, ForbiddenException, Get, Inject, Query } from '@nestjs/common';
import type { Actor } from '@sunlit/ledger';
import type { DenialList } from '@sunlit/read-models';
import { pageNumbers } from '@sunlit/web';
import { Asker } from './request.js';
import { SUBMISSION_LIST, type SubmissionList } from './submission-list.js';

const readers = ['auditor', 'discipline-inspector'];

/** What was asked for without the right to it, for those who watch over the ledger. */
@Controller('api/denials')
export class DenialsController {
  constructor(@Inject(SUBMISSION_LIST) private readonly list: SubmissionList) {}

  /** From the read model, the newest first, 50 a page; `page` counts from 1. */
  @Get()
  find(@Asker() { role }: Actor, @Query() query: Record<string, unknown>): Promise<DenialList> {
    if (!readers.includes(role)) throw new ForbiddenException();
    return this.list.denials(pageNumbers(query, 'page').page);
  }
}
