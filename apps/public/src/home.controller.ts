import { Controller, Get, Inject } from '@nestjs/common';
import type { HomeView } from '@sunlit/read-models';
import { Page, withTwin } from '@sunlit/web';
import { HomePage } from './home.page.js';
import { QUERIES, type Queries } from './queries.js';

@Controller()
export class HomeController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /** `/` and `/index.json`. */
  @Get(withTwin(''))
  @Page(HomePage)
  home(): Promise<HomeView> {
    return this.queries.home();
  }
}
