import {
  Controller,
  Get,
  Header,
  Inject,
  NotFoundException,
  Param,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { BadInput } from '@sunlit/ledger';
import { trailOrders, type CompareView, type TrailOrder, type TrailView } from '@sunlit/read-models';
import { isUuid, Page, pageNumbers, withTwin } from '@sunlit/web';
import { Readable } from 'node:stream';
import { QUERIES, type Queries } from '../queries.js';
import { atOf } from './at.js';
import { ComparePage } from './compare.page.js';
import { spanOf } from './span.js';
import { then } from './then.js';
import { TrailPage } from './trail.page.js';

type Asked = Readonly<Record<string, unknown>>;

/** A project over time: two days compared, and every entry from the first. */
@Controller('projects/:project')
export class TimeController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /** `?from=` and `?to=` are days, the first of the project and today unless given; `?page=` counts from 1. */
  @Get(withTwin('compare'))
  @Page(ComparePage)
  async compare(@Param('project') project: string, @Query() query: Asked): Promise<CompareView> {
    const span = spanOf(query);
    const { page } = pageNumbers(query, 'page');
    return found(isUuid(project) ? await this.queries.compare(project, span, page) : null);
  }

  /** `?page=` counts from 1; `?order=oldest` begins with the first entry. `?asof=` or `?entry=`: as it was then. */
  @Get(withTwin('trail'))
  @Page(TrailPage)
  async trail(@Param('project') project: string, @Query() query: Asked): Promise<TrailView> {
    const paging = { ...pageNumbers(query, 'page'), order: orderOf(query) };
    const at = atOf(query);
    if (!isUuid(project)) throw new NotFoundException();
    if (at) return then(await this.queries.trailThen(project, at, paging));
    return found(await this.queries.trail(project, paging));
  }

  /** Every entry, a line of JSON each, oldest first. `?asof=` or `?entry=`: those recorded by then. */
  @Get('trail.jsonl')
  @Header('cache-control', 'no-cache')
  async lines(@Param('project') project: string, @Query() query: Asked): Promise<StreamableFile> {
    const at = atOf(query);
    if (!isUuid(project)) throw new NotFoundException();
    const lines = at
      ? then(await this.queries.trailLinesThen(project, at))
      : found(await this.queries.trailLines(project));
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: 'application/jsonl; charset=utf-8',
      disposition: `attachment; filename="${project}.jsonl"`,
    });
  }
}

function found<T>(view: T | null): T {
  if (view === null) throw new NotFoundException();
  return view;
}

/** The newest entries first, unless asked for otherwise. */
function orderOf({ order }: Asked): TrailOrder {
  if (order === undefined || order === '') return 'newest';
  const known = trailOrders.find((one) => one === order);
  if (!known) throw new BadInput([{ field: 'order', rule: 'one-of', limits: { values: [...trailOrders] } }]);
  return known;
}
