import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import {
  capacities,
  isOrganisationId,
  organisationLists,
  type OrganisationsView,
  type OrganisationView,
} from '@sunlit/read-models';
import { Page, pageNumbers, withTwin } from '@sunlit/web';
import { QUERIES, type Queries } from '../queries.js';
import { choicesOf, oneOf, pageNumber } from './choices.js';
import { OrganisationPage } from './organisation.page.js';
import { OrganisationsPage } from './organisations.page.js';

@Controller()
export class OrganisationsController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /** Bodies by the sum of contracts; `?q=` is part of a name or code, `?as=` a capacity, `?page=` counts from 1. */
  @Get(withTwin('organisations'))
  @Page(OrganisationsPage)
  organisations(@Query() query: Record<string, unknown>): Promise<OrganisationsView> {
    const { q, as, page } = choicesOf(query, {
      q: ['name', searched],
      as: ['one-of', oneOf(capacities)],
      page: ['page', pageNumber],
    });
    return this.queries.organisations({ q: q ?? '', as }, page ?? 1);
  }

  /** One body; `?projects=`, `?tenders=`, `?contracts=`, `?others=` and `?signers=` count their pages from 1. */
  @Get(withTwin('organisations/:organisation'))
  @Page(OrganisationPage)
  async organisation(
    @Param('organisation') organisation: string,
    @Query() query: Record<string, unknown>,
  ): Promise<OrganisationView> {
    const at = pageNumbers(query, ...organisationLists);
    const paging = Object.fromEntries(organisationLists.map((list) => [`${list}Page`, at[list]]));
    const view = isOrganisationId(organisation)
      ? await this.queries.organisation(organisation, paging)
      : null;
    if (view === null) throw new NotFoundException();
    return view;
  }
}

/** What is looked for, in one line without blanks at its ends. */
function searched(text: string): string | null {
  const q = text.normalize('NFKC').trim();
  return q.length <= 200 && !/\p{Cc}/u.test(q) ? q : null;
}
