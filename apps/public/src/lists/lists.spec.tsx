import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { everyProject, type ListAsked } from '@sunlit/read-models';
import { en, loadAssets, renderPage, zh, type Messages, type View } from '@sunlit/web';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { HomePage } from '../home.page.js';
import { publicPages } from '../public.app.js';
import { fixtureQueries } from '../testing/fixture-queries.js';
import { emptyHome, home, projectId } from '../testing/fixtures.js';
import { listed, nowhere } from '../testing/list-fixtures.js';
import { ListPage, type ListView } from './list.page.js';

const html = <P extends object>(view: View<P>, props: P, words: Messages = zh): string =>
  renderPage(view, props, { words, assets: { stylesheet: '/s.css', icon: '/i.svg' } });
const read = (page: string): string => page.replace(/^.*<main/s, '<main').replace(/<[^>]*>/g, '');

/** What is not there; pages are too long for messages. */
const lacking = (page: string, ...parts: (string | RegExp)[]): string[] =>
  parts.filter((part) => (typeof part === 'string' ? !page.includes(part) : !part.test(page))).map(String);

const asked: ListAsked = {
  filter: everyProject,
  sort: 'registered',
  page: 1,
  per: 20,
  at: null,
  now: '/projects',
};
const view = (more: Partial<ListAsked> = {}): ListView => listed({ ...asked, ...more });
const chosen = {
  ...everyProject,
  q: '公路',
  stage: ['under-way'],
  owner: ['11331082MB0X123457'],
  min: '5000000.00',
};

describe('The page of the list', () => {
  it('shows what was found, contract and paid apart', () => {
    const text = read(html(ListPage, view()));
    expect(
      lacking(text, '共 41 个项目，本页第 1 至 2 个', '滨江路改造工程', 'ZW-2026-017', '2026-01-10 登记'),
    ).toEqual([]);
    expect(
      lacking(html(ListPage, view()), /data-label="合同".*data-label="合同已付".*data-label="审计审定"/s),
    ).toEqual([]);
    expect(text.includes('已选条件')).toBe(false);
  });

  it('shows each value with its count, those that are chosen checked', () => {
    const page = html(ListPage, view({ filter: chosen }));
    expect(lacking(read(page), '施工中12')).toEqual([]);
    expect(
      lacking(page, /<input type="checkbox" form="list" name="stage" checked="" value="under-way"\/>/),
    ).toEqual([]);
    expect(page.match(/checked=""/g)).toHaveLength(2);
    expect(lacking(read(page), '另有 11 个建设单位，可在上面按名称查找。')).toEqual([]);
  });

  it('leads from each condition to the list without it', () => {
    const page = html(ListPage, view({ filter: chosen, sort: 'paid', per: 50 }));
    const q = encodeURIComponent('公路');
    for (const [label, href] of [
      [
        '含 公路',
        '/projects?stage=under-way&amp;owner=11331082MB0X123457&amp;min=5000000&amp;sort=paid&amp;per=50',
      ],
      [
        '阶段：施工中',
        `/projects?q=${q}&amp;owner=11331082MB0X123457&amp;min=5000000&amp;sort=paid&amp;per=50`,
      ],
      [
        '不少于 5,000,000 元',
        `/projects?q=${q}&amp;stage=under-way&amp;owner=11331082MB0X123457&amp;sort=paid&amp;per=50`,
      ],
    ])
      expect(lacking(page, `<a href="${href}" aria-label="去掉“${label}”">`)).toEqual([]);
    expect(lacking(page, '<a href="/projects?sort=paid&amp;per=50">去掉全部条件</a>')).toEqual([]);
    expect(lacking(page, '<input type="hidden" name="sort" value="paid"/>')).toEqual([]);
  });

  it('offers exactly this list as files and in other orders', () => {
    const page = html(ListPage, view({ filter: { ...everyProject, year: ['2026'] }, page: 2, per: 20 }));
    expect(
      lacking(
        page,
        ...[
          '/projects.csv?year=2026',
          '/projects/all.json?year=2026',
          '/projects?year=2026&amp;sort=name',
        ].map((href) => `href="${href}"`),
      ),
    ).toEqual([]);
    expect(
      lacking(
        page,
        '<link rel="alternate" type="application/json" href="/projects.json?year=2026&amp;page=2"/>',
      ),
    ).toEqual([]);
    expect(lacking(page, '<strong aria-current="true">最近登记</strong>')).toEqual([]);
  });

  it('stays in the past', () => {
    const page = html(
      ListPage,
      view({ at: { asof: '2026-02-20' }, filter: { ...everyProject, year: ['2026'] } }),
    );
    expect(lacking(page, `href="/projects/${projectId}?asof=2026-02-20"`)).toEqual([]);
    expect(lacking(page, 'href="/projects?year=2026&amp;asof=2026-02-20&amp;page=2"')).toEqual([]);
    expect(lacking(page, /<input[^>]* name="asof"[^>]* value="2026-02-20"/)).toEqual([]);
    expect(lacking(page, 'sl-past')).toEqual([]);
    const ofEntry = html(ListPage, view({ at: { entry: 17 } }));
    expect(lacking(ofEntry, '<input type="hidden" form="list" name="entry" value="17"/>')).toEqual([]);
    expect(ofEntry.includes('name="asof"')).toBe(false);
  });

  it('says why there is nothing, and what to try', () => {
    const text = read(html(ListPage, view({ filter: { ...chosen, q: nowhere } })));
    expect(lacking(text, '共 0 个项目', '没有符合条件的项目。', '去掉“阶段：施工中”', '少写几个字')).toEqual(
      [],
    );
    const empty = { ...view({ filter: { ...everyProject, q: nowhere } }), filter: everyProject };
    expect(lacking(read(html(ListPage, empty)), '账本中还没有项目。')).toEqual([]);
  });

  it('past its last page says so and leads back', () => {
    const page = html(ListPage, view({ page: 9 }));
    expect(lacking(read(page), '没有第 9 页：共 3 页。')).toEqual([]);
    expect(lacking(page, 'href="/projects">回到第 1 页')).toEqual([]);
  });

  it('says above the form what is wrong with what was typed, and looks nothing up', () => {
    const page = html(ListPage, {
      ...view({ filter: { ...everyProject, q: '公路' } }),
      wrong: {
        problems: [
          { field: 'min', rule: 'plain-amount', limits: {} },
          { field: 'colour', rule: 'unknown-filter', limits: {} },
        ],
        typed: { q: '公路', min: '五百万', max: '', asof: '' },
      },
    });
    expect(
      lacking(page, '<a href="#min">最低金额（min）：须为以元为单位的金额，最多两位小数，例如 5000000。</a>'),
    ).toEqual([]);
    expect(lacking(page, '<li>colour：没有这个筛选条件。</li>')).toEqual([]);
    expect(lacking(page, /<input[^>]* id="min"[^>]* value="五百万"/)).toEqual([]);
    expect(lacking(page, /<title>出错：项目查询/)).toEqual([]);
    expect(read(page).includes('滨江路改造工程')).toBe(false);
  });

  it.each([
    ['zh', zh as Messages],
    ['en', en],
  ])('names each part of itself once and every field by its label (%s)', (_, words) => {
    const page = html(ListPage, view({ filter: chosen }), words);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/(?:for|aria-labelledby|aria-describedby|form)="([^"]+)"/g))
      expect(ids).toContain(id);
    expect(/undefined|\[object|NaN| style="/.test(page)).toBe(false);
    if (words === en) expect(lacking(read(page), '41 projects, 1 to 2 on this page')).toEqual([]);
  });
});

describe('The home page', () => {
  const page = html(HomePage, home);

  it('leads into the list by stage, district and owner', () => {
    expect(
      lacking(
        page,
        ...['stage=under-way', 'district=331082', 'owner=11331082MB0X123457'].map(
          (query) => `href="/projects?${query}"`,
        ),
      ),
    ).toEqual([]);
    expect(lacking(read(page), '市本级31', '33990910', '全部 21 个建设单位')).toEqual([]);
  });

  it('says what is overdue and what waits, with the days', () => {
    const text = read(page);
    const said = [
      '有 12 项已过办理时限',
      '这里列出 1 项，共 12 项。',
      '2026-10-01 决算编制',
      '52 日',
      '0 日',
    ];
    expect(lacking(text, ...said)).toEqual([]);
    const none = read(html(HomePage, emptyHome));
    expect(lacking(none, '没有逾期未办的事项', '没有项目在等待', '账本中还没有项目。')).toEqual([]);
  });
});

describe('The addresses of the list', () => {
  const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-lists-'));
  let app: NestFastifyApplication;
  const get = (path: string, accept = browser) =>
    supertest(app.getHttpServer()).get(path).set('accept', accept);
  beforeAll(async () => {
    writeFileSync(join(folder, 'sunlit.css'), '');
    app = await publicPages(fixtureQueries, {
      ...{ assets: loadAssets(join(folder, 'sunlit.css')), log: { error() {} }, https: false },
    });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it('are a page and the same as JSON', async () => {
    expect(lacking((await get('/projects?stage=closed').expect(200)).text, '共 41 个项目')).toEqual([]);
    const { body } = await get('/projects.json?stage=closed').expect(200);
    expect(body).toEqual(
      JSON.parse(JSON.stringify(view({ filter: { ...everyProject, stage: ['closed'] } }))),
    );
  });

  it('lead a form on to the address of its filter', async () => {
    await get('/projects?q=%E5%85%AC%E8%B7%AF&min=&max=&asof=&stage=closed')
      .expect(303)
      .expect('location', '/projects?q=%E5%85%AC%E8%B7%AF&stage=closed');
    await get('/projects?from=timeline').expect(303).expect('location', '/projects');
  });

  it('that ask for what there is not are answered with the form, to programs with a problem', async () => {
    const { text, headers } = await get('/projects?q=%E5%85%AC%E8%B7%AF&min=x&colour=red').expect(400);
    expect(lacking(text, 'value="公路"', 'value="x"', '最低金额（min）', 'colour：没有这个筛选条件')).toEqual(
      [],
    );
    expect([headers['etag'], headers['cache-control']]).toEqual([undefined, 'no-store']);
    const early = await get('/projects?entry=999999999&min=x').expect(400);
    expect(lacking(early.text, 'entry', 'min')).toEqual([]);
    await get('/projects?min=x', '*/*')
      .expect(400)
      .expect('content-type', /problem\+json/);
    const { body } = await get('/projects.json?min=x&colour=red')
      .expect(400)
      .expect('content-type', /problem\+json/);
    expect(body.errors.map(({ field, rule }: Record<string, string>) => [field, rule])).toEqual([
      ['/colour', 'unknown-filter'],
      ['/min', 'plain-amount'],
    ]);
    expect(body.errors[0].detail).toBe('没有这个筛选条件');
    await get('/projects?entry=9999').expect(400);
    for (const path of ['/projects.csv', '/projects/all.json']) {
      await get(`${path}?asof=2099-01-01`).expect(400);
      await get(`${path}?entry=9999`).expect(400);
    }
  });

  it('give the whole list as CSV that Excel opens right', async () => {
    const { text, headers } = await get('/projects.csv')
      .expect(200)
      .expect('content-type', 'text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="projects-41.csv"');
    const [head, first, second] = text.split('\r\n');
    expect(lacking(head!, /^\ufeff项目编号,国家项目代码,项目名称,建设单位,.*批准预算（元）,/)).toEqual([]);
    expect(
      lacking(first!, /^ZW-2026-017,.*,滨江路改造工程,.*,结算已审定,12500000\.00,12000000\.00,/),
    ).toEqual([]);
    expect(lacking(second!, `,"'=1+2,""x""",`)).toEqual([]);
    const english = await get('/projects.csv').set('cookie', 'sunlit-lang=en');
    expect(lacking(english.text, /^\ufeffNumber,National code,/)).toEqual([]);
    expect((await get('/projects.csv?finding=any')).text.trim().split('\r\n')).toHaveLength(1);
  });

  it('give the whole list as JSON, as the page has it', async () => {
    const { body, headers } = await get('/projects/all.json?stage=closed&sort=name').expect(200);
    expect(headers['content-disposition']).toBe('attachment; filename="projects-41.json"');
    expect(body).toMatchObject({ ledger: home.ledger, current: home.current, past: null, sort: 'name' });
    expect(body.filter.stage).toEqual(['closed']);
    expect(body.projects).toHaveLength(2);
    expect(body.projects[0]).toEqual(JSON.parse(JSON.stringify(home.projects[0])));
    expect((await get('/projects/all.json?finding=any')).body.projects).toEqual([]);
  });
});
