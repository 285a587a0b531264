import { describe, expect, it } from '@jest/globals';
import { capacities, outcomes } from '@sunlit/read-models';
import { en, renderPage, zh, type Messages, type View } from '@sunlit/web';
import {
  builderPage,
  notaryId,
  notaryPage,
  organisations,
  ownerPage,
} from '../testing/organisation-fixtures.js';
import { addressOf, choicesOf, oneOf, pageNumber } from './choices.js';
import { OrganisationPage } from './organisation.page.js';
import { OrganisationsPage } from './organisations.page.js';

const html = <P extends object>(view: View<P>, props: P, words: Messages = zh): string =>
  renderPage(view, props, { words, assets: { stylesheet: '/assets/sunlit.css', icon: '/assets/icon.svg' } });
/** What is read: head and markup taken off. */
const text = <P extends object>(view: View<P>, props: P, words?: Messages): string =>
  html(view, props, words)
    .replace(/^.*<body/s, '<body')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
/** Of these parts, those that the page does not have; a whole page would drown the message. */
const missing = (page: string, ...parts: readonly string[]) => parts.filter((part) => !page.includes(part));

const pages = [
  ['the list', OrganisationsPage, organisations],
  [
    'no match',
    OrganisationsPage,
    { ...organisations, organisations: [], page: { page: 1, pages: 1, total: 0 } },
  ],
  [
    'past the end',
    OrganisationsPage,
    { ...organisations, organisations: [], page: { page: 9, pages: 1, total: 3 } },
  ],
  ['a builder', OrganisationPage, builderPage],
  ['an owner', OrganisationPage, ownerPage],
  ['who signs only', OrganisationPage, notaryPage],
] as const satisfies readonly [string, View<never>, object][];

describe.each([
  ['Chinese', zh],
  ['English', en],
] as const)('Every page of bodies in %s', (_, words) => {
  it.each(pages)('(%s) has one title, its data as JSON, and no script', (_, view, props) => {
    const page = html(view as View<object>, props, words);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(/<link rel="alternate" type="application\/json" href="\/[^"]+\.json[^"]*"/.test(page)).toBe(true);
    expect(/<script|<style| style="| on[a-z]+="/i.exec(page)?.[0]).toBeUndefined();
    expect(page).not.toMatch(/<b>建设<\/b>|<i>密封<\/i>/);
  });

  it.each(pages)('(%s) names each part once and leaves nothing undefined or empty', (_, view, props) => {
    const page = html(view as View<object>, props, words);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const read = page.replace(/<[^>]*>/g, ' ');
    expect(/\b(undefined|null|NaN|not-won|under-way)\b|\[object/.exec(read)?.[0]).toBeUndefined();
    expect(/<(td|dd|p|span|a)[^>]*><\/\1>/.exec(page)?.[0]).toBeUndefined();
  });
});

describe('The page of a body in English', () => {
  it('is translated but for what is recorded, which says that it is Chinese', () => {
    const own = [builderPage, ownerPage].map((view) =>
      html(OrganisationPage, view, en)
        .replace(/^.*<main/s, '<main')
        .replace(/<(\w+)[^>]* lang="zh-CN"[^>]*>.*?<\/\1>/gs, ''),
    );
    const cited = [...builderPage.rules, ...ownerPage.rules].map(
      ({ basis: { document, article } }) => document + (article ?? ''),
    );
    const han = own.flatMap((page) => page.replace(/<[^>]*>/g, ' ').match(/\p{Script=Han}{2,}/gu) ?? []);
    expect(han.filter((words) => !cited.some((basis) => basis.includes(words)))).toEqual([]);
    const read = text(OrganisationPage, ownerPage, en);
    expect(missing(read, 'Projects it owns', 'Who signed for it', en.roles['finance-officer'])).toEqual([]);
  });
});

describe('The list of bodies', () => {
  it('says what each is, and its contracts as owner and as contractor apart', () => {
    const read = text(OrganisationsPage, organisations);
    expect(
      missing(
        read,
        ...['共 3 个单位', '建设单位 2 次', '投标人 4 次、中标人 1 次、承包人 1 次', '10,580,000.00'],
        ...['10,300,000.00', '10,200,000.00', '91330000MA27AAAA0E', '只有人员以其名义登记'],
      ),
    ).toEqual([]);
    expect(missing(html(OrganisationsPage, organisations), `href="/organisations/${notaryId}"`)).toEqual([]);
  });

  it('keeps in the form what was looked for, and leads from page to page with it', () => {
    const page = html(OrganisationsPage, {
      ...organisations,
      filter: { q: '"建设" &', as: 'owner' },
      page: { page: 2, pages: 3, total: 130 },
    });
    const query = 'q=%22%E5%BB%BA%E8%AE%BE%22+%26&amp;as=owner';
    expect(
      missing(
        page,
        'value="&quot;建设&quot; &amp;"',
        '<option value="owner" selected="">',
        `href="/organisations?${query}#list"`,
        `href="/organisations?${query}&amp;page=3#list"`,
        `href="/organisations.json?${query}&amp;page=2"`,
      ),
    ).toEqual([]);
  });

  it('helps where nothing matches, nothing is there, and past the last page', () => {
    const none = { organisations: [], page: { page: 1, pages: 1, total: 0 } };
    expect(text(OrganisationsPage, { ...organisations, ...none })).toContain(zh.organisations.none);
    const filter = { q: '没有', as: null };
    expect(text(OrganisationsPage, { ...organisations, ...none, filter })).toContain(
      '可以只写名称中的两三个字',
    );
    const past = { ...organisations, organisations: [], page: { page: 9, pages: 2, total: 60 } };
    expect(missing(html(OrganisationsPage, past), '这一页没有内容', 'href="/organisations"')).toEqual([]);
  });
});

describe('The page of a body', () => {
  it('of a builder shows tenders won and lost with price, rank and reason', () => {
    const read = text(OrganisationPage, builderPage);
    expect(
      missing(
        read,
        ...['投标 4 次，中标 1 次', '第 1 名', '第 2 名', '9,999,999.99', '未唱标', '未按要求'],
        ...[
          '已开标，结果尚未公布',
          '标段 SG-1，第 1 次招标',
          '曾用名',
          '江东建筑安装公司（最后见于第 4 号记录）',
        ],
      ),
    ).toEqual([]);
  });

  it('of a builder shows its contracts with changes, what was certified and paid, and what was paid too much', () => {
    const read = text(OrganisationPage, builderPage);
    expect(
      missing(
        read,
        '300,000.00',
        '占签约价 3%',
        '10,300,000.00',
        '10,200,000.00',
        '多付 100,000.00 元',
        '合同 HT-001',
      ),
    ).toEqual([]);
  });

  it('leads to the entry that each row rests on, to the project and to what the rules found', () => {
    const page = html(OrganisationPage, builderPage);
    const { project } = builderPage.contracts[0]!;
    expect(
      missing(
        page,
        `href="/projects/${project}"`,
        `href="/projects/${project}/events/22"`,
        'href="/findings?rule=P6&amp;contractor=91330000MA27AAAA0E#verdicts"',
        'href="/organisations/91330000MA27AAAA0E.json"',
      ),
    ).toEqual([]);
    expect(
      missing(
        html(OrganisationPage, ownerPage),
        'href="/findings?kind=overdue&amp;rule=T17&amp;owner=11331082MB0X12345C#verdicts"',
      ),
    ).toEqual([]);
  });

  it('says of findings that they are leads, and whose rule it is', () => {
    const read = text(OrganisationPage, ownerPage);
    expect(missing(read, '是线索，不是结论，不认定任何单位或个人违规', '本市规定')).toEqual([]);
    expect(text(OrganisationPage, notaryPage)).toContain(zh.organisations.noVerdicts);
  });

  it('shows who signed for it by role, department and an opaque number', () => {
    const read = text(OrganisationPage, ownerPage);
    expect(missing(read, 'p-7f3a', '财务人员', '财务科', '61 条', '2026-01-05')).toEqual([]);
  });

  it('pages each list for itself', () => {
    const paging = { ...ownerPage.paging, signers: { page: 2, pages: 3, total: 120 } };
    const page = html(OrganisationPage, { ...ownerPage, paging });
    expect(
      missing(
        page,
        'href="/organisations/11331082MB0X12345C?projects=2&amp;signers=2#projects"',
        'href="/organisations/11331082MB0X12345C?signers=3#signers"',
      ),
    ).toEqual([]);
  });

  it('says nothing of what a body never was, and that a list has no such page', () => {
    expect(text(OrganisationPage, notaryPage)).not.toMatch(/参加的投标|承包的合同|建设的项目/);
    const past = {
      ...ownerPage,
      projects: [],
      paging: { ...ownerPage.paging, projects: { page: 9, pages: 2, total: 52 } },
    };
    expect(text(OrganisationPage, past)).toContain(zh.organisations.pastEnd);
  });

  it('has a word for every capacity and every outcome', () => {
    for (const { organisations: o } of [zh, en] as Messages[]) {
      expect(Object.keys(o.parts).sort()).toEqual([...capacities].sort());
      expect(Object.keys(o.outcomes).sort()).toEqual([...outcomes].sort());
    }
  });
});

describe('The choices of an address', () => {
  const read = { as: ['one-of', oneOf(['a', 'b'])], page: ['page', pageNumber] } as const;

  it('are null where they are left out or empty', () => {
    expect(choicesOf({ as: '' }, read)).toEqual({ as: null, page: null });
    expect(choicesOf({ as: 'b', page: '3' }, read)).toEqual({ as: 'b', page: 3 });
  });

  it('are refused all at once: one that is none, one given twice, one that does not exist', () => {
    const wrong = (query: object) => {
      try {
        choicesOf(query as Record<string, unknown>, read);
      } catch (error) {
        return (error as { problems: { field: string; rule: string }[] }).problems.map((p) => [
          p.field,
          p.rule,
        ]);
      }
      return [];
    };
    expect(wrong({ as: 'c', page: '0', colour: 'red' })).toEqual([
      ['colour', 'unknown-field'],
      ['as', 'one-of'],
      ['page', 'page'],
    ]);
    expect(wrong({ as: ['a', 'b'] })).toEqual([['as', 'one-of']]);
    expect(wrong({ toString: 'x' })).toEqual([['toString', 'unknown-field']]);
  });

  it('make an address without what is empty', () => {
    expect(addressOf('/x', { a: null, b: '', c: 2, d: '建 设' })).toBe('/x?c=2&d=%E5%BB%BA+%E8%AE%BE');
    expect(addressOf('/x', { a: null })).toBe('/x');
  });
});
