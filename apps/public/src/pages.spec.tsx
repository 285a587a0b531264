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
import { pageOf } from './testing/money-fixtures.js';
import { amendedEvent, correctionEvent, troubledProject } from './testing/troubled.js';

/** The page of a view made by hand, with its money over time. */
const ProjectOf = (view: ProjectPageView) => ProjectPage(pageOf(view));

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
    ['project', html(ProjectOf, fullProject)],
    ['entry', html(EventPage, paymentEvent)],
    ['project on which all went wrong', html(ProjectOf, troubledProject)],
    ['corrected entry', html(EventPage, amendedEvent)],
    ['correction', html(EventPage, correctionEvent)],
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
  it('adds the city up and shows projects with their stage', () => {
    const read = text(HomePage, home);
    for (const part of ['41', '512,345,678.90约 5.12 亿元', '滨江路改造工程', '结算已审定', '2 条核查提示'])
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
});

describe('The project page', () => {
  const read = text(ProjectOf, fullProject);

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
    expect(read).toContain('多付，暂停付款 ¥ 100,000.00');
    expect(read).toContain('已多付 100,000.00 元');
  });

  it('shows each change with old, new, delta and cumulative rate', () => {
    for (const part of ['10,000,000.00', '300,000.00', '10,300,000.00', '3%', '临发改变〔2026〕7号'])
      expect(read).toContain(part);
  });

  it('leads from a payment to what it rests on and to its own entry', () => {
    const page = html(ProjectOf, fullProject);
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
    const said = text(ProjectOf, sealed);
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
    const said = text(ProjectOf, {
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
    expect(text(ProjectOf, balanced)).toMatch(/（1,200 万元）。平/);
  });

  it('escapes what people wrote', () => {
    const page = html(ProjectOf, fullProject);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('海陵市政&lt;b&gt;集团&lt;/b&gt;有限公司 🚧');
  });

  it('pages each list on its own', () => {
    expect(html(ProjectOf, fullProject)).toContain(`href="/projects/${projectId}?trail=2#trail"`);
    const paging = {
      ...fullProject.paging,
      payments: { page: 2, pages: 3, total: 600 },
      trail: { page: 2, pages: 3, total: 120 },
    };
    const page = html(ProjectOf, { ...fullProject, paging });
    expect(page).toContain(`href="/projects/${projectId}?payments=3&amp;trail=2#payments"`);
    expect(page).toContain(`href="/projects/${projectId}.json?payments=2&amp;trail=2"`);
  });

  it('of a project just registered says what is not there yet, never a blank', () => {
    const said = text(ProjectOf, smallProject);
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
    expect(html(ProjectOf, smallProject)).not.toMatch(/<(td|dd|p)[^>]*><\/\1>/);
  });
});

describe('The project page of works on which something goes wrong', () => {
  const read = text(ProjectOf, troubledProject);
  const page = html(ProjectOf, troubledProject);
  const event = (revision: number) => `href="/projects/${projectId}/events/${revision}"`;
  /** Said in this order. */
  const says = (...parts: string[]) => {
    let from = 0;
    for (const part of parts) {
      const found = read.indexOf(part, from);
      expect([part, found >= 0]).toEqual([part, true]);
      from = found + part.length;
    }
  };

  it('says first that it was taken over and that nobody here witnessed its balances', () => {
    says('接管项目：截至 2025-12-31 的余额由建设单位提供，本账本未见证。', '接管时费用支出 80,000.00 元');
    says('截至 2025-12-31 的接管余额（建设单位提供，本账本未见证）', '累计计量¥ 3,000,000.00');
    says('已付合计¥ 2,600,000.00');
  });

  it('shows a revised budget with what was before, the difference and why', () => {
    says('预算（调整）', '调整理由地下管线复杂', '调整前合计¥ 12,000,000.00', '调整金额¥ 400,000.00');
  });

  it('shows the newest round of a tender first, and of a failed one the ground and the count', () => {
    says('第 2 次招标', '第 1 次招标 招标失败', '失败事由投标人不足法定数', '投标人数投标人 2 个');
    expect(read).toContain('本次招标到此为止，投标人名单不公开。');
    const failed = read.slice(read.indexOf('第 1 次招标'));
    expect(failed.slice(0, failed.indexOf('标段 SG-2'))).not.toContain('尚未开标');
  });

  it('shows the deadline in force beside the old one, by clarification', () => {
    says('投标截止时间（现行）2026-03-24 09:30', '原投标截止时间2026-03-20 09:30', '业绩年限由三年放宽');
    expect(read).toContain('截止时间不变');
  });

  it('shows objections with their due date, their answer, and why nobody is named', () => {
    says('异议与答复', 'YY-02', '不再开标，异议人不公开', '尚未答复，招标暂停');
    says('应于 2026-05-25 前答复，暂定');
    says(
      'YY-01',
      '本次招标不再开标，异议人不公开',
      '部分成立',
      '见澄清一。',
      '2026-03-08 （应于 2026-03-09 前答复）',
    );
  });

  it('puts replies and attestations beside the observers', () => {
    says('到场', '第 35 号记录', '到场见证', '封存过程符合规定。', '发现的问题：两份回执时间相同。');
    says('不到场', '人手不足。', '尚无陈述');
  });

  it('says of a cancelled award that it is cancelled, and of a direct one by which approval', () => {
    says('中标已取消，待重新定标', '已取消的中标', '中标人放弃中标', 'ZB-2026-040');
    says('两次招标失败后经批准直接发包，批准文号 临建招〔2026〕9号。');
  });

  it('says that a contract is terminated, overpaid and locked', () => {
    says('合同已解除，按已计量价款结算');
    says('合同解除', '解除事由承包人违约', '解除时累计计量¥ 2,800,000.00');
    says('付款合计（冲销、追回前）¥ 4,000,000.00', '已冲销¥ 1,400,000.00', '已追回¥ 100,000.00');
    says('多付，暂停付款 ¥ 60,000.00', '已多付 60,000.00 元', '追回前不再付款');
  });

  it('lists what came back among the payments, with sign and link to what it takes back', () => {
    says('冲销进度款（HT-001）', '−1,400,000.00');
    expect(page).toContain(`${event(20)}>原付款 ZF-2026-0612`);
    says('追回多付款（HT-001）', '退款单位 江东建设有限公司', '−100,000.00');
    says('JL-01 核减', '土方量复测后核减。', '−200,000.00');
  });

  it('traces each difference of a contract to its entries', () => {
    says('逐份合同对账', '签约合同价', '付款合计（冲销、追回前） → 合同已付（净额）', '−1,500,000.00');
    for (const revision of [57, 59]) expect(page).toContain(event(revision));
  });

  it('lists the rules set aside with their use', () => {
    says('规则豁免', 'T7', '标段 SG-1', '2.5%', '2026-03-31', '招标公告（第 43 号记录）');
    says('T2', '整个项目', '整条不适用', '尚未使用');
  });

  it('marks what was corrected, and says of what is withheld by which article', () => {
    says('项目名称滨江路改造工程 已更正 第 62 号记录');
    says('第一期进度款 已更正 第 63 号记录');
    says('依法不公开 政府信息公开条例第十六条。理由：属内部讨论意见');
    expect(page).toContain(event(61));
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

  it('shows a corrected text with the one recorded, and leads to what was said later', () => {
    const said = text(EventPage, amendedEvent);
    expect(said).toMatch(/部门市财政局已更正 原登记：市财局/);
    expect(said).toContain('依法不公开 政府信息公开条例第十六条');
    const page = html(EventPage, amendedEvent);
    expect(page).toContain(`href="/projects/${projectId}/events/61">更正：部门（第 62 号记录）`);
    expect(page).toContain(`href="/projects/${projectId}/events/63">不予公开：意见（第 64 号记录）`);
  });

  it('of a correction shows both texts and leads to the entry it is about', () => {
    const said = text(EventPage, correctionEvent);
    for (const part of ['更正前市财局', '更正后市财政局', '更正栏目部门']) expect(said).toContain(part);
    expect(html(EventPage, correctionEvent)).toContain(
      `href="/projects/${projectId}/events/1">所涉记录：项目内第 2 条`,
    );
  });
});
