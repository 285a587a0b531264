import {
  Controller,
  Get,
  HttpStatus,
  Inject,
  NotFoundException,
  Param,
  Query,
  Redirect,
} from '@nestjs/common';
import type { EventView } from '@sunlit/read-models';
import { isCode, isUuid, Page, pageNumbers, withTwin } from '@sunlit/web';
import { EventPage } from './event.page.js';
import { ProjectPage } from './project.page.js';
import { certificateKeys, reaches, withMoney, type ProjectPageView } from './project/page-view.js';
import { lists } from './project/paging.js';
import { QUERIES, type Queries } from './queries.js';
import { atOf } from './time/at.js';
import { then } from './time/then.js';

@Controller()
export class ProjectsController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /**
   * One project; `?payments=`, `?certificates=`, `?findings=`, `?documents=` and `?trail=` count their pages from 1.
   * `?asof=` or `?entry=`: as it was then.
   */
  @Get(withTwin('projects/:project'))
  @Page(ProjectPage)
  async project(
    @Param('project') project: string,
    @Query() query: Record<string, unknown>,
  ): Promise<ProjectPageView> {
    const numbers = pageNumbers(query, ...lists);
    const paging = Object.fromEntries(lists.map((list) => [`${list}Page`, numbers[list]]));
    const at = atOf(query);
    if (!isUuid(project)) throw new NotFoundException();
    const view = at
      ? then(await this.queries.projectThen(project, at, paging))
      : found(await this.queries.project(project, paging));
    return withMoney(view, await this.queries.projectMoney(project, reaches(view), certificateKeys(view)));
  }

  /** One entry, for ever at this address. */
  @Get(withTwin('projects/:project/events/:revision'))
  @Page(EventPage)
  async event(@Param('project') project: string, @Param('revision') revision: string): Promise<EventView> {
    const exists = isUuid(project) && /^(0|[1-9]\d{0,8})$/.test(revision);
    return found(exists ? await this.queries.event(project, Number(revision)) : null);
  }

  /** The short address on notice boards: a national code or the owner's own number. */
  @Get('p/:code')
  @Redirect()
  async byCode(@Param('code') code: string): Promise<{ url: string; statusCode: number }> {
    return {
      url: `/projects/${found(isCode(code) ? await this.queries.byCode(code) : null)}`,
      statusCode: HttpStatus.FOUND,
    };
  }
}

function found<T>(view: T | null): T {
  if (view === null) throw new NotFoundException();
  return view;
}
