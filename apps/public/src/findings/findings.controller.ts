import { Controller, Get, Header, Inject, Query, Req, StreamableFile } from '@nestjs/common';
import type { FindingsView } from '@sunlit/read-models';
import { catalogues, Page, readingOf, withTwin } from '@sunlit/web';
import { QUERIES, type Queries } from '../queries.js';
import { verdictsAsked } from './address.js';
import { FindingsPage } from './findings.page.js';
import { verdictsCsv } from './findings.csv.js';

@Controller()
export class FindingsController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /**
   * What the rules found in all projects. `?kind=` `finding`, `overdue` or `lead`, `?rule=`, `?stage=` of the project,
   * `?owner=` and `?contractor=` by their ids; `?page=` counts from 1.
   */
  @Get(withTwin('findings'))
  @Page(FindingsPage)
  findings(@Query() query: Record<string, unknown>): Promise<FindingsView> {
    const { filter, page } = verdictsAsked(query);
    return this.queries.findings(filter, page);
  }

  /** All of them within the same filter, for a spreadsheet. */
  @Get('findings.csv')
  @Header('cache-control', 'no-cache')
  @Header('vary', 'Cookie')
  async csv(
    @Query() query: Record<string, unknown>,
    @Req() request: { readonly headers: Readonly<Record<string, string | string[] | undefined>> },
  ): Promise<StreamableFile> {
    const { filter } = verdictsAsked(query);
    const { rules } = await this.queries.rules();
    const words = catalogues[readingOf(request.headers).lang];
    return new StreamableFile(verdictsCsv(filter.kind, this.queries.verdicts(filter), rules, words), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="findings-${filter.kind}.csv"`,
    });
  }
}
