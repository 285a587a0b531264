import { Controller, Get, Inject, NotFoundException, Param, Query, Req } from '@nestjs/common';
import type { ProjectPage } from '@sunlit/read-models';
import { isUuid, Page, pageNumbers, withTwin } from '@sunlit/web';
import type { FastifyRequest } from 'fastify';
import { reaches } from '../project/page-view.js';
import { QUERIES, type Queries } from '../queries.js';
import { atHref, atOf } from '../time/at.js';
import { then } from '../time/then.js';
import { PAPER, paperOf, type PaperSettings, type PaperView, type SheetView } from './paper.js';
import { PosterPage } from './poster.page.js';
import { SheetPage } from './sheet.page.js';

type Asked = Record<string, unknown>;

/** A project on paper; `?asof=` or `?entry=`: as it was then. */
@Controller('projects/:project')
export class PaperController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(PAPER) private readonly settings: PaperSettings,
  ) {}

  /** For the notice board: one side of A3. */
  @Get(withTwin('poster'))
  @Page(PosterPage)
  async poster(
    @Param('project') project: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
  ): Promise<PaperView> {
    return this.paper(await this.project(project, query, 1), query, request);
  }

  /** For the file: A4. `?payments=` counts parts of 200 payments from 1. */
  @Get(withTwin('sheet'))
  @Page(SheetPage)
  async sheet(
    @Param('project') project: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
  ): Promise<SheetView> {
    const { payments } = pageNumbers(query, 'payments');
    const view = await this.project(project, query, payments);
    const roles = await this.queries.roles(project, reaches(view));
    return { ...this.paper(view, query, request), roles };
  }

  private async project(project: string, query: Asked, paymentsPage: number): Promise<ProjectPage> {
    const at = atOf(query);
    const view = !isUuid(project)
      ? null
      : at
        ? then(await this.queries.projectThen(project, at, { paymentsPage }))
        : await this.queries.project(project, { paymentsPage });
    if (view === null) throw new NotFoundException();
    return view;
  }

  private paper(view: ProjectPage, query: Asked, request: FastifyRequest): PaperView {
    return paperOf(view, atHref(`/projects/${view.project}`, atOf(query)), this.settings, request);
  }
}
