import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { HomeView } from '@sunlit/read-models';
import { Page, pageNumbers, withTwin } from '@sunlit/web';
import { HomePage } from './home.page.js';
import { QUERIES, type Queries } from './queries.js';

@Controller()
export class HomeController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /** `/` and `/index.json`; `?page=` counts from 1. */
  @Get(withTwin(''))
  @Page(HomePage)
  home(@Query() query: Record<string, unknown>): Promise<HomeView> {
    return this.queries.home(pageNumbers(query, 'page').page);
  }
}
