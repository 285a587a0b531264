import { describe, expect, it } from '@jest/globals';
import type { ProjectPage as ProjectPageView } from '@sunlit/read-models';
import { renderPage, zh, type View } from '@sunlit/web';
import { EventPage } from './event.page.js';
import { HomePage } from './home.page.js';
import { checkpoints } from './project/checkpoints.js';
import { ProjectPage } from './project.page.js';
import {
  emptyHome,
  evaluationEvent,
  fullProject,
  home,
  paymentEvent,
  projectId,
  sealedTender,
  smallProject,
} from './testing/fixtures.js';

const frame = { words: zh, assets: { stylesheet: '/assets/sunlit.css', icon: '/assets/icon.svg' } };
const html = <P extends object>(view: View<P>, props: P): string => renderPage(view, props, frame);
/** What is read: head and markup taken off. */
const text = <P extends object>(view: View<P>, props: P): string =>
  html(view, props)
    .replace(/^.*<body/s, '<body')
    .replace(/<[^>]*>/g, '');

describe('Every page', () => {
  const pages: [string, string][] = [
    ['home', html(HomePage, home)],
    ['project', html(ProjectPage, fullProject)],
    ['entry', html(EventPage, paymentEvent)],
  ];

  it.each(pages)(
    '(%s) of a sample ledger says so, has one title, a skip link and its data as JSON',
    (_, page) => {
      expect(page).toContain('<html lang="zh-CN"');
      expect(page).toContain('示例数据');
      expect(page.match(/<h1/g)).toHaveLength(1);
      expect(page).toContain('href="#main"');
      expect(page).toMatch(/<link rel="alternate" type="application\/json" href="[^"]+\.json"/);
      expect(page).toContain('数据截至第 41 号记录');
      expect(page).toContain('2026-11-20 16:30');
    },
  );

  it.each(pages)('(%s) runs no script and sets no style of its own', (_, page) => {
    expect(page).not.toMatch(/<script|<style| style="| on[a-z]+="/i);
  });

  it.each(pages)('(%s) shows no English word for what has a Chinese one', (_, page) => {
    const read = page.replace(/<pre.*?<\/pre>/gs, '').replace(/<[^>]*>/g, ' ');
    for (const { type } of fullProject.trail) expect(read).not.toContain(type);
    expect(read).not.toMatch(/\b(progress|works|notary|under-way|sealed|undefined|null|NaN)\b|\[object/);
  });

  it.each(pages)('(%s) names each part of itself once', (_, page) => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
  });

  it('of a real ledger carries no sample banner', () => {
    expect(text(HomePage, { ...home, ledger: { ...home.ledger!, sample: false } })).not.toContain('示例数据');
  });
});

describe('The home page', () => {
  it('adds the city up and lists projects with their stage', () => {
    const read = text(HomePage, home);
    for (const part of [
      '41',
      '¥ 512,345,678.90（约 5.12 亿元）',
      '滨江路改造工程',
      '结算已审定',
      '2 条核查提示',
    ])
      expect(read).toContain(part);
  });

  it('tells what an entry is about in its own words', () => {
    const read = text(HomePage, home);
    expect(read).toContain('合同付款：滨江路改造工程');
    expect(read).toContain('款项类别 质量保证金');
    expect(read).toContain('开标时间 2026-03-20 10:00');
  });

  it('of an empty ledger says so', () => {
    const read = text(HomePage, emptyHome);
    expect(read).toContain('账本中还没有项目。');
    expect(read).toContain('账本中还没有记录。');
  });

  it('past its last page says so and leads back', () => {
    const page = html(HomePage, { ...home, projects: [], page: 9 });
    expect(page).toContain('没有第 9 页：项目一览共 3 页。');
    expect(page).toContain('回到第 1 页');
  });
});

describe('The project page', () => {
  const read = text(ProjectPage, fullProject);

  it('says name, owner and state first', () => {
    expect(read).toMatch(/滨江路改造工程.*临江市市政工程建设中心。结算已审定/s);
  });

  it('shows the money line and every checkpoint', () => {
    for (const part of [
      '批准预算',
      '合同价（含变更）',
      '一、预算',
      '二、招标',
      '三、按进度付款',
      '四、竣工决算审计',
    ])
      expect(read).toContain(part);
  });

  it('says of each ceiling how it comes about, and what is overpaid', () => {
    expect(read).toContain('结算审定后：审定 10,120,000.00 元 - 未释放质量保证金 0.00 元');
    expect(read).toContain('结算审定前：累计计量 280,000.00 元 × 100% + 未扣回预付款 0.00 元');
    expect(read).toContain('超付 ¥ 100,000.00');
  });

  it('shows each change with old, new, delta and cumulative rate', () => {
    for (const part of ['10,000,000.00', '300,000.00', '10,300,000.00', '3%', '临发改变〔2026〕7号'])
      expect(read).toContain(part);
  });

  it('leads from a payment to what it rests on and to its own entry', () => {
    const page = html(ProjectPage, fullProject);
    expect(page).toContain(`href="/projects/${projectId}/events/19">计量证书 JL-01`);
    expect(page).toContain(`href="/projects/${projectId}/events/20">第 21 号记录`);
    expect(read).toContain('费用支出（征地拆迁费）');
  });

  it('says in the place of a withheld name by which article it is withheld', () => {
    expect(read).toContain('依法不公开 政府信息公开条例第十五条。理由：涉及个人隐私');
    expect(read).toContain('依法不公开 政府信息公开条例第十五条。理由：涉及商业秘密');
  });

  it('says in the place of sealed fields which event opens them', () => {
    const sealed = {
      ...fullProject,
      lots: [{ ...fullProject.lots[0]!, tenders: [sealedTender], award: null }],
    } as ProjectPageView;
    const said = text(ProjectPage, sealed);
    expect(said).toContain('评标委员会未到公开时间 将随“定标（中标通知书）”公开');
    expect(said).toContain('评标排名未到公开时间 将随“中标候选人公示”公开');
    expect(said).not.toContain('专家甲');
  });

  it('does not tell who bids before the opening', () => {
    const boxed = {
      ...sealedTender,
      stage: 'box-closed',
      box: { ...sealedTender.box!, receipts: null },
      opening: null,
      evaluation: null,
    };
    const said = text(ProjectPage, {
      ...fullProject,
      lots: [{ ...fullProject.lots[0]!, tenders: [boxed], award: null }],
      contracts: [],
      payments: [],
    });
    expect(said).toContain('投标箱已封存，开标后公布名单。');
    expect(said).not.toContain('海陵市政');
  });

  it('reconciles to the fen and says when it does not balance', () => {
    expect(read).toContain('有差额');
    const balanced = {
      ...fullProject,
      reconciliation: { ...fullProject.reconciliation, difference: '0.00' },
    };
    expect(text(ProjectPage, balanced)).toMatch(/（1,200 万元）。平/);
  });

  it('escapes what people wrote', () => {
    const page = html(ProjectPage, fullProject);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('海陵市政&lt;b&gt;集团&lt;/b&gt;有限公司 🚧');
  });

  it('pages each list on its own', () => {
    expect(html(ProjectPage, fullProject)).toContain(`href="/projects/${projectId}?trail=2#trail"`);
    const paging = {
      ...fullProject.paging,
      payments: { page: 2, pages: 3, total: 600 },
      trail: { page: 2, pages: 3, total: 120 },
    };
    const page = html(ProjectPage, { ...fullProject, paging });
    expect(page).toContain(`href="/projects/${projectId}?payments=3&amp;trail=2#payment"`);
    expect(page).toContain(`href="/projects/${projectId}.json?payments=2&amp;trail=2"`);
  });

  it('of a project just registered says what is not there yet, never a blank', () => {
    const said = text(ProjectPage, smallProject);
    for (const part of [
      '¥ 500,000.00（50 万元）',
      '项目已登记，预算尚未批复。',
      '尚未划分标段。',
      '尚未签订合同。',
      '尚未付款。',
      '没有核查提示。',
      '尚无文件。',
      '尚未审计',
    ])
      expect(said).toContain(part);
    expect(said.match(/尚未到此阶段/g)).toHaveLength(4);
    expect(html(ProjectPage, smallProject)).not.toMatch(/<(td|dd|p)[^>]*><\/\1>/);
  });
});

describe('The four checkpoints', () => {
  const statuses = (view: ProjectPageView) => checkpoints(view, zh).map((task) => task.status);

  it('stand open, done or not there yet', () => {
    expect(statuses(smallProject)).toEqual(Array(4).fill('尚未到此阶段'));
    expect(statuses(fullProject)).toEqual(['已完成', '已完成', '进行中', '已完成']);
    expect(
      statuses({ ...fullProject, lots: [{ ...fullProject.lots[0]!, award: null }], audit: null }),
    ).toEqual(['已完成', '进行中', '进行中', '进行中']);
  });
});

describe('The page of an entry', () => {
  const read = text(EventPage, paymentEvent);

  it('is readable first: fields by their names, money and dates as people write them', () => {
    for (const part of [
      '合同付款（第 21 号记录）',
      '款项类别进度款',
      '支付金额（现金）¥ 1,400,000.00',
      '支付日期2026-06-12',
      '2026-06-13 11:04',
    ])
      expect(read).toContain(part);
  });

  it('names who prepared and confirmed by role, organisation, department and number', () => {
    expect(read).toContain('财务人员，临江市市政工程建设中心，财务科人员编号 p-7f3a');
    expect(read).toContain('审批人员，临江市市政工程建设中心，分管领导人员编号 p-91c2');
    expect(text(EventPage, evaluationEvent)).toContain('账本系统');
  });

  it('says why a field is closed', () => {
    expect(read).toContain('收款账户个人信息，不公开');
    expect(text(EventPage, evaluationEvent)).toContain('否决投标未到公开时间');
  });

  it('shows why it is late and its findings as leads', () => {
    expect(read).toContain('凭证回单晚到。');
    expect(text(EventPage, evaluationEvent)).toContain('线索，不是结论');
  });

  it('leads to the entries beside it and folds the original, escaped', () => {
    const page = html(EventPage, paymentEvent);
    expect(page).toContain(`href="/projects/${projectId}/events/19" rel="prev"`);
    expect(page).toContain(`href="/projects/${projectId}/events/21" rel="next"`);
    expect(page).toContain('&quot;digests&quot;');
    expect(page).not.toContain('<img src=x');
    expect(html(EventPage, { ...paymentEvent, next: null, previous: null })).not.toMatch(/rel="(prev|next)"/);
  });

  it('says so where it was stored in an older version', () => {
    expect(text(EventPage, { ...paymentEvent, readVersion: 2 })).toContain(
      '本记录按第 1 版格式存档，下面按现行第 2 版显示',
    );
  });
});
