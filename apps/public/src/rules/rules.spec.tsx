import { describe, expect, it } from '@jest/globals';
import { shippedRulebook } from '@sunlit/ledger';
import { renderPage, zh, type View } from '@sunlit/web';
import type { ProjectPage as ProjectPageView } from '@sunlit/read-models';
import { ProjectPage } from '../project.page.js';
import { pageOf } from '../testing/money-fixtures.js';
import { fullProject, smallProject } from '../testing/fixtures.js';
import {
  change,
  clockRule,
  crossRule,
  ownRule,
  paymentRule,
  rules,
  unreadRule,
} from '../testing/rule-fixtures.js';
import { factWords } from './rule-parts.js';
import { RulePage } from './rule.page.js';
import { RulebookEntryPage } from './rulebook-entry.page.js';
import { RulesPage } from './rules.page.js';

const frame = { words: zh, assets: { stylesheet: '/assets/sunlit.css', icon: '/assets/icon.svg' } };
const html = <P extends object>(view: View<P>, props: P): string => renderPage(view, props, frame);
/** What is read: head and markup taken off. */
const text = <P extends object>(view: View<P>, props: P): string =>
  html(view, props)
    .replace(/^.*<body/s, '<body')
    .replace(/<[^>]*>/g, '');
const projectId = fullProject.project;
/** Of these parts, those that the page does not have; a whole page would drown the message. */
const missing = (page: string, ...parts: readonly string[]) => parts.filter((part) => !page.includes(part));

describe('Every page of the rulebook', () => {
  const pages: [string, string][] = [
    ['rules', html(RulesPage, rules)],
    ['command', html(RulePage, paymentRule)],
    ['clock', html(RulePage, clockRule)],
    ['across projects', html(RulePage, crossRule)],
    ['not evaluated', html(RulePage, unreadRule)],
    ['own', html(RulePage, ownRule)],
    ['change', html(RulebookEntryPage, change)],
  ];

  it.each(pages)('(%s) has one title, its data as JSON, and no script', (_, page) => {
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(/<link rel="alternate" type="application\/json" href="\/[^"]+\.json"/.test(page)).toBe(true);
    expect(/<script|<style| style="| on[a-z]+="/i.exec(page)?.[0]).toBeUndefined();
    expect(missing(page, 'href="/rules"')).toEqual([]);
  });

  it.each(pages)('(%s) names each part once and leaves nothing undefined', (_, page) => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const read = page.replace(/<pre.*?<\/pre>/gs, '').replace(/<[^>]*>/g, ' ');
    expect(
      /\b(undefined|null|NaN|national|works|negotiated|in-force)\b|\[object/.exec(read)?.[0],
    ).toBeUndefined();
    expect(/<(td|dd|p)[^>]*><\/\1>/.exec(page)?.[0]).toBeUndefined();
  });
});

describe('The table of rules', () => {
  const read = text(RulesPage, rules);

  it('stands by checkpoint', () => {
    const headings = [...html(RulesPage, rules).matchAll(/<h2[^>]*>([^<]+)/g)].map((m) => m[1]);
    expect(headings).toEqual([
      ...['一、预算', '二、招标', '三、按进度付款', '四、竣工决算审计', '信息公开', '登记', '其他'],
    ]);
  });

  it('tells national law, city policy and unit policy apart, and how sure a citation is', () => {
    expect(missing(read, '国家规定 中华人民共和国招标投标法第九条')).toEqual([]);
    expect(missing(read, '本市规定 本市政府投资工程阳光操作规定（条文待确认）')).toEqual([]);
    expect(missing(read, '本单位规定 本账本登记规则')).toEqual([]);
    expect(missing(read, '是地方和单位自己的要求，不是法律规定')).toEqual([]);
  });

  it('shows value, action, dates and how each row is judged', () => {
    expect(
      missing(
        read,
        ...[
          '500,000.00 元',
          '拒绝 不符合的不予登记。',
          '可经批准豁免一次',
          '提示 照常登记，公开提示。',
          '20 个工作日',
          '2019-05-15 至 2026-12-31；第 2 版自 2027-01-01 起施行',
          '到期核查',
          '跨项目核查',
          '文件未载明施行日期',
        ],
      ),
    ).toEqual([]);
  });

  it('says of a row that is not evaluated why: it never counts as passed', () => {
    expect(missing(read, '未评判 账本登记的付款不区分其中的人工费用。')).toEqual([]);
    expect(missing(read, '未评判 这是新增的规则，程序尚不能核查，只列出。')).toEqual([]);
  });

  it('has a reason for every shipped row that is not evaluated', () => {
    const unread = shippedRulebook.rows.filter(({ fact }) => fact === null).map(({ id }) => id);
    const told = shippedRulebook.rows.filter(({ missing }) => missing !== undefined).map(({ id }) => id);
    expect([unread.length, told]).toEqual([8, unread]);
  });

  it('leads to each rule, whatever a city calls it, and escapes what people wrote', () => {
    const page = html(RulesPage, rules);
    expect(missing(page, 'href="/rules/T3"')).toEqual([]);
    expect(missing(page, `href="/rules/${encodeURIComponent('本市/01')}"`)).toEqual([]);
    expect(missing(page, '&lt;b&gt;付款附照片&lt;/b&gt;')).toEqual([]);
  });
});

describe('The page of a rule', () => {
  it('says which facts it reads, in words', () => {
    const facts = shippedRulebook.rows.flatMap(({ fact }) => (fact === null ? [] : factWords(fact, zh)));
    expect(facts.filter((fact) => /[A-Za-z]{2}/.test(fact))).toEqual([]);
    expect(factWords('ContractSigned.price', zh)).toBe('签订合同：合同价');
  });

  it('has every version, with the entry that made it and the one that ended it', () => {
    const page = html(RulePage, paymentRule);
    const read = text(RulePage, paymentRule);
    expect(
      missing(read, ...['10 个工作日', '本市规定 临江市资金公开办法第八条', '尚未施行', '随账本程序提供']),
    ).toEqual([]);
    expect(page.match(/href="\/rulebook\/events\/0"/g)).toHaveLength(2);
  });

  it('lists its findings with project, entry and a sentence', () => {
    const page = html(RulePage, paymentRule);
    const read = text(RulePage, paymentRule);
    expect(missing(page, `href="/projects/${projectId}"`)).toEqual([]);
    expect(missing(page, `href="/projects/${projectId}/events/20"`)).toEqual([]);
    expect(missing(page, 'href="/rules/P10?findings=2#findings"')).toEqual([]);
    expect(missing(read, '共 120 条，最新的在前。提示是线索，不是结论。')).toEqual([]);
    expect(missing(read, '2026-05-12')).toEqual([]);
  });

  it('lists what is overdue by the clock, and says where a date is provisional', () => {
    const read = text(RulePage, clockRule);
    expect(
      missing(
        read,
        ...[
          '截至 2026-11-20 共 1 项，仍未办理的在前。',
          '支付计量款',
          '合同 HT-001 证书 JL-04',
          '2026-11-09',
          '暂定',
          '逾期 11 日',
        ],
      ),
    ).toEqual([]);
    expect(missing(html(RulePage, clockRule), `href="/projects/${projectId}/events/19"`)).toEqual([]);
  });

  it('shows a lead with its formula and every lot that it counts, as a lead', () => {
    const read = text(RulePage, crossRule);
    const page = html(RulePage, crossRule);
    expect(
      missing(
        read,
        ...[
          '线索，不是结论',
          '只提示值得核对之处，不认定任何违规',
          '合计 999,999.98 元，不低于 500,000.00 元',
          '滨江路改造工程',
          '499,999.99',
          '¥ 999,999.98',
        ],
      ),
    ).toEqual([]);
    for (const { project, revision } of crossRule.leads[0]!.lots)
      expect(missing(page, `href="/projects/${project}/events/${revision}"`)).toEqual([]);
    expect(missing(page, '滨江路人行道&lt;i&gt;修缮&lt;/i&gt;')).toEqual([]);
    expect(/违法|涉嫌|串通/.exec(read)?.[0]).toBeUndefined();
  });

  it('of a row that is not evaluated gives the reason and no verdict', () => {
    const read = text(RulePage, unreadRule);
    expect(missing(read, '不等于符合：账本没有它所读的事实。')).toEqual([]);
    expect(read.includes(zh.rules.findings)).toBe(false);
    expect(read.includes('没有逾期的事项')).toBe(false);
  });
});

describe('A change of the rulebook', () => {
  it('has a page of its own with who made it and what it changed', () => {
    const page = html(RulebookEntryPage, change);
    const read = text(RulebookEntryPage, change);
    expect(missing(read, ...['付款十个工作日内公开', '法制科', 'p-2', '不溯及既往'])).toEqual([]);
    expect(missing(page, 'href="/rulebook/events/1" rel="next"')).toEqual([]);
    expect(missing(page, 'href="/rules/P10"')).toEqual([]);
  });
});

const ProjectOf = (view: ProjectPageView) => ProjectPage(pageOf(view));

describe('The project page', () => {
  it('shows what is due by when, and what met it', () => {
    const read = text(ProjectOf, fullProject);
    expect(
      missing(
        read,
        ...[
          '办理时限',
          '依规则算出的期限，截至 2026-11-20 的情况',
          '逾期 11 日',
          '答复异议标段 SG-1 第 2 次招标 异议 YY-01 T13a',
          '逾期 3 日办理',
        ],
      ),
    ).toEqual([]);
    expect(missing(html(ProjectOf, fullProject), 'href="/rules/P6"')).toEqual([]);
  });

  it('shows the leads across projects that concern it, and no empty section where there is none', () => {
    expect(missing(text(ProjectOf, fullProject), '跨项目线索')).toEqual([]);
    expect(text(ProjectOf, smallProject).includes('跨项目线索')).toBe(false);
    expect(missing(text(ProjectOf, smallProject), '没有产生办理时限。')).toEqual([]);
  });
});
