import { describe, expect, it } from '@jest/globals';
import { catalogues, renderPage, type View } from '@sunlit/web';
import { EventPage } from '../event.page.js';
import { ProjectPage } from '../project.page.js';
import { fullProject, paymentEvent, projectId } from '../testing/fixtures.js';
import { pageOf } from '../testing/money-fixtures.js';
import { compared, pastProject, trailOf } from '../testing/time-fixtures.js';
import { ComparePage } from './compare.page.js';
import { TrailPage } from './trail.page.js';

const html = <P extends object>(view: View<P>, props: P, lang: 'zh' | 'en' = 'zh'): string =>
  renderPage(view, props, {
    ...{ words: catalogues[lang], assets: { stylesheet: '/assets/sunlit.css', icon: '/assets/icon.svg' } },
    ...{ size: 'normal', address: '/' },
  });
const text = <P extends object>(view: View<P>, props: P): string =>
  html(view, props)
    .replace(/^.*<body/s, '<body')
    .replace(/<[^>]*>/g, '');
const hrefs = (page: string): string[] =>
  [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));

const past = pageOf(pastProject);
const span = { from: '2026-01-31', to: '2026-03-31' };
const pages = (lang: 'zh' | 'en'): [string, string][] => [
  ['project of the past', html(ProjectPage, past, lang)],
  ['two days compared', html(ComparePage, compared(span, 1), lang)],
  ['trail', html(TrailPage, trailOf(2, 'oldest'), lang)],
  ['trail of the past', html(TrailPage, trailOf(1, 'newest', past.past), lang)],
  ['entry', html(EventPage, paymentEvent, lang)],
];

describe('Every page about time', () => {
  it.each([...pages('zh'), ...pages('en')])(
    '(%s) is whole: one title, its data as JSON, no style of its own',
    (_, page) => {
      expect(page.match(/<h1/g)).toHaveLength(1);
      expect(page).toMatch(/<link rel="alternate" type="application\/json" href="[^"]+\.json/);
      expect(page).not.toMatch(/<script|<style| style="| on[a-z]+="/i);
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
      expect(new Set(ids).size).toBe(ids.length);
      expect(page.replace(/<pre.*?<\/pre>/gs, '').replace(/<[^>]*>/g, ' ')).not.toMatch(
        /undefined|null|NaN|\[object/,
      );
    },
  );

  it.each(pages('zh'))('(%s) shows no English word for what has a Chinese one', (_, page) => {
    const read = page.replace(/<pre.*?<\/pre>/gs, '').replace(/<[^>]*>/g, ' ');
    expect(read).not.toMatch(/\b(newest|oldest|contracted|under-way|certified|paid|budget)\b/);
  });
});

describe('A page of the past', () => {
  const page = html(ProjectPage, past);

  it('says so before anything else, in its title and in a banner', () => {
    expect(page).toMatch(/<title>[^<]*（截至 2026-03-31）/);
    const banner = page.indexOf('class="sl-past"');
    expect([banner > 0, banner < page.indexOf('<main'), banner < page.indexOf('<h1')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(text(ProjectPage, past)).toContain('只含 2026-03-31 结束前登记的内容');
    expect(text(ProjectPage, past)).toContain('后来依法不公开的内容，在这里也不显示');
  });

  it('leads to now and to the nearest changes', () => {
    const { now, before, after } = pastProject.past!;
    expect(hrefs(page)).toEqual(expect.arrayContaining([now, before, after]));
  });

  it('stays in the past where it leads to another page of itself, and to its trail', () => {
    const many = { ...pastProject.paging, payments: { page: 1, pages: 3, total: 450 } };
    const links = hrefs(html(ProjectPage, { ...past, paging: many }));
    const own = links.filter((href) => /^\/projects\/[^/]+\?.*payments=2/.test(href));
    expect(own).toEqual([`/projects/${projectId}?payments=2&asof=2026-03-31#payments`]);
    expect(links).toContain(`/projects/${projectId}/trail?asof=2026-03-31`);
    expect(links).toContain(`/projects/${projectId}.json?asof=2026-03-31`);
    expect(links).toContain(`/projects/${projectId}/trail.jsonl?asof=2026-03-31`);
  });

  it('of an entry names the entry', () => {
    const at = { ...past, past: { ...pastProject.past!, asof: null, entry: 17, before: null } };
    const read = text(ProjectPage, at);
    expect(read).toContain('截至第 17 号记录');
    expect(read).not.toContain('上一次变动时');
  });

  it('is not what a page of now says of itself', () => {
    const now = html(ProjectPage, pageOf(fullProject));
    expect(now).not.toContain('sl-past"');
    expect(now).toContain('看过去的账');
    expect(hrefs(now)).toContain(`/projects/${projectId}/compare`);
    expect(hrefs(now)).toContain(`/projects/${projectId}/trail.jsonl`);
  });
});

describe('Two days compared', () => {
  const read = text(ComparePage, compared(span, 1));

  it('show each sum before, after and by how much it differs, with its sign', () => {
    for (const part of ['+300,000.00', '−160,000.00', '10,280,000.00', '10,580,000.00', '不变', '尚未审计'])
      expect(read).toContain(part);
    expect(read).toContain('已签合同');
  });

  it('tell entry by entry what it changed, or that it changed nothing', () => {
    expect(read).toContain('其间共登记 102 条');
    expect(read).toContain('累计计量 +2,000,000.00 → 2,000,000.00');
    expect(read).toContain('金额与阶段不变');
  });

  it('keep both days in every page of the list and in the form', () => {
    const page = html(ComparePage, compared(span, 2));
    expect(hrefs(page)).toContain(
      `/projects/${projectId}/compare?from=2026-01-31&to=2026-03-31&page=3#entries`,
    );
    expect(hrefs(page)).toContain(`/projects/${projectId}/compare.json?from=2026-01-31&to=2026-03-31&page=2`);
    expect(page).toMatch(/<input[^>]* name="from"[^>]* value="2026-01-31"/);
  });

  it('past the last page say how many there are', () => {
    expect(text(ComparePage, compared(span, 9))).toContain('没有第 9 页：其间的记录共 3 页');
  });

  it('of before the first entry say when that was', () => {
    const early = {
      ...compared({ from: '2025-01-01', to: '2025-12-31' }, 1),
      stage: { before: null, after: null },
    };
    expect(text(ComparePage, { ...early, entries: [], paging: { page: 1, pages: 1, total: 0 } })).toContain(
      '到 2025-12-31 结束时本项目尚未登记：它登记于 2026-01-10。',
    );
  });
});

describe('The trail', () => {
  it('can be turned round, and keeps its order from page to page', () => {
    const links = hrefs(html(TrailPage, trailOf(2, 'oldest')));
    expect(links).toContain(`/projects/${projectId}/trail`);
    expect(links).toContain(`/projects/${projectId}/trail?order=oldest&page=3`);
    expect(links).toContain(`/projects/${projectId}/trail.json?order=oldest&page=2`);
    expect(links).toContain(`/projects/${projectId}/trail.jsonl`);
  });

  it('past its last page says so and leads back', () => {
    const page = html(TrailPage, trailOf(9, 'oldest'));
    expect(page).toContain('没有第 9 页：登记轨迹共 3 页。');
    expect(hrefs(page)).toContain(`/projects/${projectId}/trail?order=oldest`);
  });
});

describe('The page of an entry', () => {
  const page = html(EventPage, paymentEvent);

  it('shows the sums that it changed, before and after', () => {
    for (const part of ['本条之前', '本条之后', '2,400,000.00', '3,800,000.00', '+1,400,000.00'])
      expect(page).toContain(part);
    expect(text(EventPage, { ...paymentEvent, change: { stage: null, sums: [] } })).toContain(
      '本条没有改变项目的阶段和各项金额。',
    );
  });

  it('leads to the project as of itself, to what changed that day, to its neighbours and to the trail', () => {
    expect(hrefs(page)).toEqual(
      expect.arrayContaining([
        `/projects/${projectId}?entry=21`,
        expect.stringMatching(/\/compare\?from=2026-\d\d-\d\d&to=2026-\d\d-\d\d$/),
        `/projects/${projectId}/events/19`,
        `/projects/${projectId}/events/21`,
        `/projects/${projectId}/trail`,
      ]),
    );
    expect(page).toContain(`/projects/${projectId}/events/20</code>`);
  });

  it('says where the trail begins and ends', () => {
    expect(text(EventPage, { ...paymentEvent, previous: null })).toContain('这是本项目的第一条记录。');
    expect(text(EventPage, { ...paymentEvent, next: null })).toContain('这是本项目目前最近的一条记录。');
  });
});
