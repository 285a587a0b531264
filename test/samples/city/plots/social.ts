import { plusDays } from '@sunlit/ledger';
import { builders, districts, firms, owners } from '../bodies.js';
import * as s from '../steps.js';
import * as t from '../tender.js';
import type { Plot } from './plot.js';

const owner = owners.social;
const { cny } = s;
const { beihe, hongye, zhucheng, yonggu, ruijing, tiangong, jiangdong } = builders;

/** Schools and hospitals. */
export const social: readonly Plot[] = [
  {
    facts: {
      ...{ number: 'SH-2021-02', name: '实验小学东校区教学楼工程', owner, category: 'building' },
      ...{ site: '东湖路118号', estimate: cny(31_500_000), begins: '2021-04-12' },
    },
    shows: '施工、监理、设计、设备四类合同，货物公开招标；结余上缴；已结项',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(31_800_000), { equipment: 720 }), 4);
      w.after(9);
      s.commission(w, {
        lot: 'SJ-1',
        name: '勘察设计',
        estimate: cny(880_000),
        to: firms.architects,
        contract: 'HT-001',
        as: 'design',
      });
      w.after(16);
      t.tendered(w, { lot: 'SG-1', estimate: cny(25_200_000), bids: [zhucheng, hongye, beihe, tiangong] });
      w.after(8);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(740_000),
        to: firms.hengzhun,
        contract: 'HT-002',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-003', lot: 'SG-1', engineer: firms.hengzhun, sme: false, days: 400 });
      w.after(9);
      s.payAdvance(w, 'HT-003');
      s.build(w, 'HT-001', { shares: [6_500], prefix: 'SJ', every: 12 });
      s.build(w, 'HT-003', { shares: [1_400, 1_700, 1_900], every: 60 });
      t.tendered(w, {
        ...{ lot: 'SB-1', name: '教学设备采购', kind: 'goods', estimate: cny(2_240_000) },
        bids: [firms.wenbo, firms.xinghe, { bidder: firms.kangning, rejected: '未提供制造商授权。' }],
      });
      w.after(6);
      s.sign(w, { contract: 'HT-004', lot: 'SB-1', kind: 'other', sme: true, progress: 9_000, retention: 0 });
      s.change(w, 'HT-003', 'BG-01', cny(398_410.22));
      s.build(w, 'HT-003', { shares: [2_000, 1_600, 0], whole: true, every: 52 });
      s.build(w, 'HT-004', { shares: [10_000], prefix: 'SB', whole: true, every: 18 });
      s.build(w, 'HT-002', { shares: [0], prefix: 'FW', whole: true, every: 9 });
      s.build(w, 'HT-001', { shares: [0], prefix: 'SJ', whole: true, every: 7 });
      w.after(12);
      s.accept(w, 'HT-003');
      w.after(38);
      for (const [contract, cut] of [
        ['HT-003', 255],
        ['HT-004', 0],
        ['HT-002', 0],
        ['HT-001', 0],
      ] as const)
        s.settle(w, contract, cut, { wait: 14 });
      for (const contract of ['HT-003', 'HT-004', 'HT-002', 'HT-001']) s.paySettlement(w, contract);
      s.ownersCosts(w);
      w.after(8);
      s.compile(w);
      w.after(66);
      s.audit(w);
      s.releaseRetention(w, 'HT-003');
      w.after(15);
      s.close(w);
    },
  },
  {
    facts: {
      ...{ number: 'SH-2022-04', name: '市第一人民医院门诊楼改造工程', owner, category: 'building' },
      ...{ site: '建设路66号', estimate: cny(42_000_000), begins: '2022-03-14' },
    },
    shows:
      '招标文件异议部分成立并澄清、延期；评标结果异议不成立；预算调整；送审撤回一次；审计已公布，保证金未到期',
    play(w) {
      s.register(w);
      s.ask(w, 3);
      s.research(w);
      s.budget(w, s.usualLines(w, cny(42_800_000)), { kind: 'approved-cost-estimate' });
      s.budget(w, s.usualLines(w, cny(41_900_000)));
      w.after(6);
      const tender = { lot: 'SG-1', estimate: cny(35_600_000), bids: [beihe, zhucheng, tiangong, hongye] };
      t.planLot(w, tender);
      w.after(6);
      t.announce(w, 'SG-1', { more: 9 });
      w.after(5);
      w.give(
        'RaiseObjection',
        {
          ...{ lot: 'SG-1', objection: 'YY-01', about: 'tender-documents', raisedOn: w.day },
          ...{ objector: s.party(hongye), subject: '业绩年限设置' },
          content: '认为要求近三年同类医院业绩过高，限制竞争。',
        },
        { ...s.byTender(w), lag: 0 },
      );
      w.after(2);
      w.give(
        'AnswerObjection',
        {
          ...{ lot: 'SG-1', objection: 'YY-01', outcome: 'partly-upheld', answeredOn: w.day },
          answer: '业绩年限由三年放宽至五年，见澄清一，并顺延投标截止时间。',
        },
        { ...s.byTender(w), lag: 0 },
      );
      const { bidDeadline } = w.state.lots['SG-1']!.tender!;
      const deadline = w.worked(plusDays(bidDeadline.slice(0, 10), 9));
      w.give(
        'ClarifyTender',
        {
          ...{
            lot: 'SG-1',
            clarification: 'CQ-01',
            subject: '业绩年限',
            affectsBids: true,
            clarifiedOn: w.day,
          },
          ...{ content: '业绩年限由三年放宽至五年。', newDeadline: `${deadline}T01:30:00.000Z` },
        },
        { ...s.byTender(w), lag: 0 },
      );
      const read = t.opened(w, tender);
      t.evaluate(w, 'SG-1', read);
      w.after(1);
      t.publicize(w, 'SG-1', read, { more: 3 });
      w.give(
        'RaiseObjection',
        {
          ...{ lot: 'SG-1', objection: 'YY-02', about: 'evaluation-result', raisedOn: w.day },
          ...{ objector: s.party(zhucheng), subject: '第一候选人项目经理业绩' },
          content: '认为第一候选人项目经理业绩不符合招标文件要求。',
        },
        { ...s.byTender(w), lag: 0 },
      );
      w.after(2);
      w.give(
        'AnswerObjection',
        {
          ...{ lot: 'SG-1', objection: 'YY-02', outcome: 'rejected', answeredOn: w.day },
          answer: '经评标委员会复核，业绩合同与验收证明齐全，符合要求。',
        },
        { ...s.byTender(w), lag: 0 },
      );
      w.day = w.worked(plusDays(w.state.lots['SG-1']!.tender!.publicUntil!, 1));
      t.award(w, 'SG-1', beihe, read[0]!.price);
      w.after(18);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(930_000),
        to: firms.zhengxin,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.zhengxin, sme: false, days: 500 });
      w.after(8);
      s.payAdvance(w, 'HT-002');
      s.build(w, 'HT-002', { shares: [1_200, 1_500, 1_400], every: 64 });
      w.after(8);
      const more = s.usualLines(w, cny(42_600_000));
      w.give(
        'ReviseBudget',
        {
          ...{ kind: 'budget', lines: s.linesOf(more), total: s.totalOf(more), approvedOn: w.day },
          ...{ reason: '增加发热门诊通道与负压改造。', approvingBody: '临江市财政局' },
          ...{ documentNumber: s.numbered(w, '临财建', 71), documents: [s.paper(w, '预算调整批复')] },
        },
        s.byFinance(w),
      );
      s.change(w, 'HT-002', 'BG-01', cny(1_386_520.4), '增加发热门诊通道与负压改造。');
      s.build(w, 'HT-002', { shares: [2_200, 2_100, 0], whole: true, every: 60 });
      s.build(w, 'HT-001', { shares: [0], prefix: 'FW', whole: true, every: 10 });
      w.after(16);
      s.accept(w, 'HT-002', { months: 24 });
      w.after(48);
      s.submit(w, 'HT-002');
      w.after(5);
      s.takeBack(w, 'WithdrawSettlement', '送审资料缺一份变更单，补齐后重新送审。', 'HT-002');
      w.after(8);
      s.settle(w, 'HT-002', 380, { wait: 40 });
      s.settle(w, 'HT-001', 0, { wait: 8 });
      s.paySettlement(w, 'HT-002');
      s.ownersCosts(w);
      w.after(6);
      s.compile(w);
      w.after(75);
      s.audit(w, {}, []);
    },
  },
  {
    facts: {
      ...{ number: 'SH-2023-03', name: '第三中学体育馆工程', owner, category: 'building' },
      ...{ site: '学院路9号', estimate: cny(16_400_000), begins: '2023-03-06' },
    },
    shows: '已竣工，结算送审后审核超过期限仍未完成（F1 逾期），竣工决算逾期（F2）',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(16_300_000)), 3);
      w.after(8);
      t.tendered(w, { lot: 'SG-1', estimate: cny(13_900_000), bids: [hongye, tiangong, zhucheng] });
      w.after(9);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(370_000),
        to: firms.jiangzhou,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.jiangzhou, days: 420 });
      w.after(8);
      s.payAdvance(w, 'HT-002');
      s.build(w, 'HT-002', { shares: [1_600, 1_900, 2_300, 1_800], every: 70 });
      s.change(w, 'HT-002', 'BG-01', cny(244_815));
      s.build(w, 'HT-002', { shares: [0], whole: true, every: 60 });
      s.build(w, 'HT-001', { shares: [0], prefix: 'FW', whole: true, every: 12 });
      w.after(25);
      s.accept(w, 'HT-002');
      w.after(70);
      s.submit(w, 'HT-002');
    },
  },
  {
    facts: {
      ...{ number: 'SH-2024-05', name: '江南新区公办幼儿园工程', owner, category: 'building' },
      ...{
        region: districts.jiangnan,
        site: '江南新区书香路',
        estimate: cny(18_900_000),
        begins: '2024-09-02',
      },
    },
    shows: '第一中标人放弃而取消中标，第二候选人中标（T10a 提示）；在建初期',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(18_700_000)));
      w.after(7);
      const read = t.tendered(w, {
        lot: 'SG-1',
        estimate: cny(15_900_000),
        bids: [yonggu, ruijing, tiangong, hongye],
      });
      w.after(16);
      w.give(
        'CancelAward',
        {
          ...{ lot: 'SG-1', ground: 'winner-withdrew', cancelledOn: w.day },
          reason: '中标人书面放弃中标，投标保证金不予退还。',
        },
        s.byTender(w),
      );
      w.after(6);
      t.award(w, 'SG-1', ruijing, read[1]!.price);
      w.after(15);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(420_000),
        to: firms.zhengxin,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.zhengxin, sme: true, days: 430 });
      w.after(8);
      s.payAdvance(w, 'HT-002');
      s.build(w, 'HT-002', { shares: [1_300, 1_500], every: 66 });
    },
  },
  {
    facts: {
      ...{ number: 'SH-2025-02', name: '市疾控中心实验楼工程', owner, category: 'building' },
      ...{ site: '健康路21号', estimate: cny(24_800_000), begins: '2025-03-10' },
    },
    shows: '合同约定预付款比例低于提示线（P4）、保证金与履约保证金并收（P5a）；一期计量已付',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(24_600_000), { equipment: 600 }), 3);
      w.after(9);
      t.tendered(w, { lot: 'SG-1', estimate: cny(19_800_000), bids: [tiangong, zhucheng, jiangdong, beihe] });
      w.after(12);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(580_000),
        to: firms.hengzhun,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, {
        ...{ contract: 'HT-002', lot: 'SG-1', engineer: firms.hengzhun, sme: false, days: 460 },
        ...{ advance: 500, recovery: 800, bond: cny(900_000), paymentDays: 45 },
      });
      w.after(8);
      s.payAdvance(w, 'HT-002');
      s.build(w, 'HT-002', { shares: [1_050], every: 58 });
    },
  },
  {
    facts: {
      ...{ number: 'SH-LD-01', name: '市职业学校实训楼工程', owner, category: 'building' },
      ...{ site: '职教路2号', estimate: cny(27_300_000), begins: -160 },
    },
    shows: '招标公告期内收到异议，三日内未答复（T13a 逾期），招标暂停',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(27_000_000)), 3);
      w.day = plusDays(w.city.openedOn, -24);
      t.planLot(w, { lot: 'SG-1', estimate: cny(22_900_000), bids: [] });
      t.announce(w, 'SG-1', { deadlineOn: plusDays(w.city.openedOn, 24) });
      w.day = plusDays(w.city.openedOn, -18);
      t.invite(w, 'SG-1');
      w.day = plusDays(w.city.openedOn, -15);
      w.give(
        'RaiseObjection',
        {
          ...{ lot: 'SG-1', objection: 'YY-01', about: 'tender-documents', raisedOn: w.day },
          ...{ objector: s.party(ruijing), subject: '评分办法' },
          content: '认为评分办法中本地业绩加分不合理。',
        },
        { ...s.byTender(w), lag: 0 },
      );
    },
  },
  {
    facts: {
      ...{ number: 'SH-LD-04', name: '江南医院发热门诊工程', owner, category: 'building' },
      ...{ region: districts.jiangnan, site: '江南医院', estimate: cny(9_800_000), begins: -95 },
    },
    shows: '预算已批，标段已划分，尚未招标；一次意见登记后依法不予公开',
    play(w) {
      s.register(w);
      s.ask(w, 2);
      w.after(4);
      w.give(
        'RecordConsultation',
        {
          ...{ department: '市公安局', opinion: '周边安防点位布置须保密，见内部函件。', consultedOn: w.day },
        },
        s.byFinance(w),
      );
      const revision = w.lastOf('DepartmentConsulted');
      w.after(2);
      w.give(
        'WithholdField',
        {
          ...{ revision, field: 'opinion', article: '中华人民共和国政府信息公开条例第十四条' },
          ...{
            reason: '涉及公共安全防范点位',
            approver: 'p-sh-approver-2',
            reviewDate: plusDays(w.day, 730),
          },
        },
        { by: 'sh-finance-1', with: 'sh-approver-1' },
      );
      s.research(w);
      s.budget(w, s.usualLines(w, cny(9_700_000), { equipment: 900 }));
      w.after(5);
      t.planLot(w, { lot: 'SG-1', estimate: cny(7_500_000), bids: [] });
    },
  },
];
