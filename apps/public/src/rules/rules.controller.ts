import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { verdictLists, type RulebookEntryView, type RulesView, type RuleView } from '@sunlit/read-models';
import { isCode, Page, pageNumbers, withTwin } from '@sunlit/web';
import { QUERIES, type Queries } from '../queries.js';
import { RulePage } from './rule.page.js';
import { RulebookEntryPage } from './rulebook-entry.page.js';
import { RulesPage } from './rules.page.js';

@Controller()
export class RulesController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /** Every rule: what it asks, whose it is, since when. */
  @Get(withTwin('rules'))
  @Page(RulesPage)
  rules(): Promise<RulesView> {
    return this.queries.rules();
  }

  /** One rule with every verdict given; `?findings=`, `?late=` and `?leads=` count their pages from 1. */
  @Get(withTwin('rules/:rule'))
  @Page(RulePage)
  async rule(@Param('rule') rule: string, @Query() query: Record<string, unknown>): Promise<RuleView> {
    const at = pageNumbers(query, ...verdictLists);
    const paging = Object.fromEntries(verdictLists.map((list) => [`${list}Page`, at[list]]));
    return found(isCode(rule) ? await this.queries.rule(rule, paging) : null);
  }

  /** One change of the rulebook, for ever at this address. */
  @Get(withTwin('rulebook/events/:revision'))
  @Page(RulebookEntryPage)
  async change(@Param('revision') revision: string): Promise<RulebookEntryView> {
    const exists = /^(0|[1-9]\d{0,8})$/.test(revision);
    return found(exists ? await this.queries.rulebookEntry(Number(revision)) : null);
  }
}

function found<T>(view: T | null): T {
  if (view === null) throw new NotFoundException();
  return view;
}
