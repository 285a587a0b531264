import { Controller, Get, Inject, NotFoundException, Param, Query, Res } from '@nestjs/common';
import type { MoneyAt } from '@sunlit/read-models';
import { BadInput } from '@sunlit/ledger';
import { catalogues, isUuid, languages, type Lang } from '@sunlit/web';
import type { FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import { QUERIES, type Queries } from '../queries.js';
import { atOf, mustBeRecorded } from '../time/at.js';
import { chartNames, chartVersion } from './chart.js';
import { drawn, type Drawing } from './drawing.js';
import { moneyDrawing } from './money.drawing.js';
import { paymentsDrawing } from './payments.drawing.js';

type Asked = Readonly<Record<string, unknown>>;

/**
 * Charts as SVG, wide or `?narrow=1`, in `?lang=zh` or `en`, up to an entry of the ledger (`?entry=`, now where it is left
 * out). The answer to an address that names the entry and the way of drawing never changes: amounts are never closed.
 */
@Controller()
export class ChartsController {
  private readonly kept = new LRUCache<string, string>({
    maxSize: 16_000_000,
    sizeCalculation: (svg) => svg.length,
  });

  constructor(@Inject(QUERIES) private readonly queries: Queries) {}

  @Get('charts/city.svg')
  async city(@Query() query: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { entry, lang, narrow } = readQuery(query);
    const { current, figures } = await this.queries.cityMoney();
    mustBeRecorded(entry === null ? null : { entry }, current.entry);
    // Of the city only the present sums are kept: an address of before leads to them, and to no cache.
    headers(reply, entry === current.entry && isVersioned(query));
    return this.drawing(['city', current.entry, lang, narrow], () =>
      moneyDrawing(figures, catalogues[lang].charts.ofCity, narrow, catalogues[lang]),
    );
  }

  @Get('projects/:project/charts/:name.svg')
  async ofProject(
    @Param('project') project: string,
    @Param('name') name: string,
    @Query() query: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const chart = chartNames.find((known) => known === name);
    const { entry, lang, narrow } = readQuery(query);
    if (!chart || !isUuid(project)) throw new NotFoundException();
    const money = await this.queries.projectMoney(project, entry, []);
    if (money === null) throw new NotFoundException();
    mustBeRecorded(entry === null ? null : { entry }, money.current.entry);
    headers(reply, entry !== null && isVersioned(query));
    const last = money.timeline.at(-1)!;
    return this.drawing([project, last.revision, chart, lang, narrow], () =>
      chart === 'money'
        ? moneyOf(last, lang, narrow)
        : paymentsDrawing(money.timeline, narrow, catalogues[lang]),
    );
  }

  private drawing(key: readonly unknown[], drawing: () => Drawing): string {
    const name = key.join(' ');
    const known = this.kept.get(name);
    if (known !== undefined) return known;
    const svg = drawn(drawing());
    this.kept.set(name, svg);
    return svg;
  }
}

const moneyOf = ({ figures }: MoneyAt, lang: Lang, narrow: boolean): Drawing =>
  moneyDrawing(figures, catalogues[lang].charts.ofProject, narrow, catalogues[lang]);

/** Throws `BadInput` for an entry that is no number and a language that there is not. */
function readQuery(query: Asked): { entry: number | null; lang: Lang; narrow: boolean } {
  const { lang = languages[0], narrow } = query;
  const known = languages.find((one) => one === lang);
  if (!known) throw new BadInput([{ field: 'lang', rule: 'one-of', limits: { options: [...languages] } }]);
  const at = atOf({ entry: query['entry'] });
  return { entry: at && 'entry' in at ? at.entry : null, lang: known, narrow: narrow === '1' };
}

const isVersioned = (query: Asked): boolean => query['v'] === String(chartVersion);

/** ECharts writes the style of letters into the elements; nothing else may come with a picture, and no script. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

const headers = (reply: FastifyReply, forEver: boolean): void =>
  void reply.headers({
    'content-type': 'image/svg+xml; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
