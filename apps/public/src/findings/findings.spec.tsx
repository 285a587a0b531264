import { describe, expect, it } from '@jest/globals';
import { en, renderPage, zh, type Messages } from '@sunlit/web';
import { parse } from 'csv-parse/sync';
import { buffer } from 'node:stream/consumers';
import { findings, findingsOf, noFindings, piecesOf } from '../testing/organisation-fixtures.js';
import { rules } from '../testing/rule-fixtures.js';
import { findingsHref, verdictsAsked } from './address.js';
import { verdictsCsv } from './findings.csv.js';
import { FindingsPage } from './findings.page.js';

const html = (view: Parameters<typeof FindingsPage>[0], words: Messages = zh): string =>
  renderPage(FindingsPage, view, {
    words,
    assets: { stylesheet: '/assets/sunlit.css', icon: '/assets/icon.svg' },
  });
const text = (view: Parameters<typeof FindingsPage>[0], words?: Messages): string =>
  html(view, words)
    .replace(/^.*<body/s, '<body')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const missing = (page: string, ...parts: readonly string[]) => parts.filter((part) => !page.includes(part));
const of = (query: Record<string, string>) => {
  const { filter, page } = verdictsAsked(query);
  return findingsOf(filter, page);
};

describe.each([
  ['Chinese', zh],
  ['English', en],
] as const)('The page of findings in %s', (_, words) => {
  it.each([
    ['findings', findings],
    ['due dates', of({ kind: 'overdue' })],
    ['leads', of({ kind: 'lead' })],
    ['nothing', noFindings],
    ['a rule without any', of({ rule: 'B1' })],
    ['past the end', of({ page: '9' })],
    ['of a contractor', of({ contractor: '91330000MA27AAAA0E' })],
  ])('(%s) is whole: one title, JSON, no script, nothing empty, every part named once', (_, view) => {
    const page = html(view, words);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(/<link rel="alternate" type="application\/json" href="\/findings\.json/.test(page)).toBe(true);
    expect(/<script|<style| style="| on[a-z]+="/i.exec(page)?.[0]).toBeUndefined();
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const read = page.replace(/<[^>]*>/g, ' ');
    expect(/\b(undefined|null|NaN|calendar-days)\b|\[object/.exec(read)?.[0]).toBeUndefined();
    expect(/<(td|dd|p|span|a)[^>]*><\/\1>/.exec(page)?.[0]).toBeUndefined();
  });
});

describe('The page of findings', () => {
  it('says first that these are leads and no conclusions, and that local policy is not law', () => {
    const read = text(findings);
    expect(missing(read, '线索不是结论，不认定任何单位或个人违规', '不是法律规定')).toEqual([]);
    expect(read.indexOf('线索不是结论')).toBeLessThan(read.indexOf('P6'));
  });

  it('shows each rule with whose it is, its value, what it asks and reads, and how many verdicts of each kind', () => {
    const read = text(findings);
    expect(
      missing(read, ...['L2 ', '本单位规定', '国家规定', '规则值：', '所读事实：', '截至 2026-11-20']),
    ).toEqual([]);
    expect(
      missing(
        html(findings),
        'href="/findings?rule=L2#verdicts"',
        'href="/findings?kind=overdue&amp;rule=P6#verdicts"',
        'href="/findings?kind=lead&amp;rule=T3#verdicts"',
        'href="/rules/L2"',
      ),
    ).toEqual([]);
  });

  it('shows each finding with its project and owner, what was compared, and the entry it rides on', () => {
    const page = html(findings);
    expect(
      missing(
        page,
        'href="/projects/5f0c7c7e-3b0a-5d3f-9a51-0c2f6f6f1a01/events/20"',
        'href="/organisations/11331082MB0X12345C"',
      ),
    ).toEqual([]);
    expect(missing(text(findings), '滨江路改造工程', '施工中', '2026-05-01', '42')).toEqual([]);
  });

  it('shows due dates broken, and leads with their formula', () => {
    expect(missing(text(of({ kind: 'overdue' })), '逾期 11 日', '逾期 3 日办理')).toEqual([]);
    expect(missing(text(of({ kind: 'lead' })), '999,999.98', '算法')).toEqual([]);
  });

  it('keeps the filter in the form and in every address', () => {
    const page = html(of({ kind: 'overdue', stage: 'under-way', owner: '11331082MB0X12345C' }));
    const query = 'kind=overdue&amp;stage=under-way&amp;owner=11331082MB0X12345C';
    expect(
      missing(
        page,
        '<option value="overdue" selected="">',
        '<option value="under-way" selected="">',
        '<option value="11331082MB0X12345C" selected="">',
        `href="/findings.csv?${query}"`,
        `href="/findings.json?${query}"`,
      ),
    ).toEqual([]);
  });

  it('says whose contracts it is narrowed to, and keeps that too', () => {
    const page = of({ contractor: '91330000MA27AAAA0E' });
    expect(
      missing(html(page), '<input type="hidden" name="contractor" value="91330000MA27AAAA0E"/>'),
    ).toEqual([]);
    expect(missing(text(page), '只看承包人“江东')).toEqual([]);
  });

  it('helps where there is nothing', () => {
    expect(text(noFindings)).toContain(zh.organisations.findings.none);
    expect(text(of({ rule: 'B1' }))).toContain('没有符合筛选条件的核查提示');
    expect(text(of({ page: '9' }))).toContain('这一页没有内容');
  });
});

describe('The filter of findings', () => {
  it('is one address for one filter', () => {
    expect(findingsHref({ kind: 'finding' })).toBe('/findings');
    expect(findingsHref({ kind: 'lead', rule: 'T3', owner: null }, 2)).toBe(
      '/findings?kind=lead&rule=T3&page=2',
    );
  });

  it('refuses what is none', () => {
    for (const wrong of [
      { kind: 'accusation' },
      { stage: 'x' },
      { owner: 'x' },
      { rule: '<b>' },
      { page: '0' },
      { x: '1' },
    ])
      expect(() => verdictsAsked(wrong)).toThrow();
  });
});

describe('The CSV of findings', () => {
  const csv = async (kind: 'finding' | 'overdue' | 'lead', words: Messages = zh) => {
    const { filter } = verdictsAsked({ kind });
    return String(await buffer(verdictsCsv(kind, piecesOf(filter), rules.rules, words)));
  };

  it('opens right in a spreadsheet: a byte order mark, a header in the language of the page, no formula', async () => {
    const whole = await csv('finding');
    expect(whole.codePointAt(0)).toBe(0xfeff);
    const [first, second] = parse(whole, { bom: true, columns: true }) as Record<string, string>[];
    expect(first).toMatchObject({
      ...{
        规则: 'L2',
        规则版本: '1',
        项目: '滨江路改造工程',
        合同: 'HT-001',
        记录编号: '21',
        项目阶段: '施工中',
      },
      网址: '/projects/5f0c7c7e-3b0a-5d3f-9a51-0c2f6f6f1a01/events/20',
    });
    expect(second!['项目']).toBe("'=1+1 路灯");
    expect((await csv('finding', en)).split('\n')[0]).toContain('Whose rule');
  });

  it.each(['overdue', 'lead'] as const)(
    'has every column filled or empty, none missing (%s)',
    async (kind) => {
      const rows = parse(await csv(kind), { bom: true, columns: true }) as Record<string, string>[];
      expect(rows.length).toBeGreaterThan(0);
      for (const cells of rows.map((row) => Object.values(row)))
        expect(cells.filter((cell) => /undefined|null|\[object/.test(cell))).toEqual([]);
    },
  );

  it('fails where reading fails, and does not end as if it were whole', async () => {
    const broken = async function* () {
      yield* piecesOf(verdictsAsked({}).filter);
      throw new Error('the connection is gone');
    };
    await expect(buffer(verdictsCsv('finding', broken(), rules.rules, zh))).rejects.toThrow(
      'the connection is gone',
    );
  });
});
