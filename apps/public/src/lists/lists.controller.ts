import { Controller, Get, Header, Inject, Query, Req, Res, StreamableFile, UseFilters } from '@nestjs/common';
import { BadInput } from '@sunlit/ledger';
import { asksForHtml, catalogues, Page, readingOf, wanted, withTwin, type Asking } from '@sunlit/web';
import type { Readable } from 'node:stream';
import { QUERIES, type Queries } from '../queries.js';
import { isRecorded, mustBeRecorded, unrecorded } from '../time/at.js';
import { askedOf, isCluttered, listHref } from './address.js';
import { listCsv, listJson } from './download.js';
import { ListPage, type ListView, type Typed } from './list.page.js';
import { SeeOther, SeeOtherFilter } from './see-other.js';

type Given = Readonly<Record<string, unknown>>;
interface Reply {
  status(code: number): unknown;
}

@Controller()
export class ListsController {
  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  /**
   * The projects within a filter, which is the address: `q`, `stage`, `category`, `district`, `year`, `owner`,
   * `finding`, each as often as wanted, `min` and `max` in yuan; `sort`, `page`, `per`; `asof` or `entry`. What is wrong
   * is said above the form as it was filled in, to programs as a problem.
   */
  @Get(withTwin('projects'))
  @Page(ListPage)
  @UseFilters(SeeOtherFilter)
  async list(
    @Query() query: Given,
    @Req() request: Asking,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ListView> {
    const { asked, problems } = askedOf(query);
    if (!asksForHtml(request) && problems.length > 0) throw new BadInput(problems);
    if (problems.length === 0 && isCluttered(query) && wanted(request) === 'html')
      throw new SeeOther(listHref(asked));
    const now = listHref({ ...asked, at: null });
    const view = await this.queries.projects({ ...asked, now });
    // There is no page of a moment to come: not even to say above it what else is wrong.
    if (!isRecorded(asked.at, view.current.entry))
      throw new BadInput([...problems, ...unrecorded(view.current.entry).problems]);
    if (problems.length > 0) {
      reply.status(400);
      return { ...view, wrong: { problems, typed: typedIn(query) } };
    }
    return view;
  }

  /** The whole list for a spreadsheet. */
  @Get('projects.csv')
  @Header('cache-control', 'no-cache')
  @Header('vary', 'Cookie')
  async csv(@Query() query: Given, @Req() request: Asking): Promise<StreamableFile> {
    const { download } = await this.whole(query);
    const { lang } = readingOf(request.headers);
    return file(
      listCsv(download, catalogues[lang]),
      'csv',
      'text/csv; charset=utf-8',
      download.current.entry,
    );
  }

  /** The whole list for programs. */
  @Get('projects/all.json')
  @Header('cache-control', 'no-cache')
  async json(@Query() query: Given): Promise<StreamableFile> {
    const { download, asked } = await this.whole(query);
    return file(listJson(download, asked), 'json', 'application/json; charset=utf-8', download.current.entry);
  }

  private async whole(query: Given) {
    const { asked, problems } = askedOf(query);
    if (problems.length > 0) throw new BadInput(problems);
    const { filter, sort, at } = asked;
    const download = await this.queries.everyProject({ filter, sort, at });
    mustBeRecorded(at, download.current.entry);
    return { download, asked: { filter, sort } };
  }
}

/** Named after the entry that it is as of, so that two of them are told apart. */
const file = (stream: Readable, ending: string, type: string, entry: number): StreamableFile =>
  new StreamableFile(stream, { type, disposition: `attachment; filename="projects-${entry}.${ending}"` });

const typedIn = (query: Given): Typed => {
  const text = (name: keyof Typed) => (typeof query[name] === 'string' ? query[name] : '');
  return { q: text('q'), min: text('min'), max: text('max'), asof: text('asof') };
};
