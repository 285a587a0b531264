import { plusDays } from '@sunlit/ledger';
import { builders, firms, owners } from '../bodies.js';
import * as s from '../steps.js';
import * as t from '../tender.js';
import type { Plot } from './plot.js';

const owner = owners.yunling;
const { cny } = s;
const { shanhe, changfeng, nanshan, beihe, jiangdong, yonggu, zhucheng } = builders;

/** Roads and bridges of a county. */
export const yunling: readonly Plot[] = [
  {
    facts: {
      ...{ number: 'YL-2022-05', name: '云岭县道改建工程', owner, category: 'road' },
      ...{ site: '云岭县道（县城至岭下镇）', estimate: cny(86_000_000), begins: '2022-02-21' },
    },
    shows: '全市最大项目：三个标段，其中一个合同解除并结算后重新招标；已竣工待决算，结算部分已审',
    play(w) {
      s.register(w);
      s.ask(w, 5);
      s.research(w);
      s.budget(w, s.usualLines(w, cny(88_200_000), { land: 900 }), { kind: 'approved-cost-estimate' });
      s.budget(w, s.usualLines(w, cny(86_900_000), { land: 900 }));
      w.after(9);
      t.tendered(w, {
        lot: 'JL-1',
        name: '施工监理',
        kind: 'services',
        estimate: cny(2_050_000),
        bids: [firms.zhengxin, firms.hengzhun, firms.jiangzhou],
      });
      w.after(7);
      s.sign(w, { contract: 'HT-001', lot: 'JL-1', kind: 'supervision', sme: false });
      t.tendered(w, {
        lot: 'SG-1',
        name: '第一合同段施工',
        estimate: cny(26_800_000),
        bids: [beihe, changfeng, nanshan, jiangdong],
      });
      t.tendered(w, {
        lot: 'SG-2',
        name: '第二合同段施工',
        estimate: cny(23_400_000),
        bids: [yonggu, shanhe, changfeng],
      });
      w.after(6);
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.zhengxin, sme: false, days: 700 });
      s.sign(w, { contract: 'HT-003', lot: 'SG-2', engineer: firms.zhengxin, days: 640 });
      w.after(9);
      s.payAdvance(w, 'HT-002');
      s.payAdvance(w, 'HT-003');
      s.expense(w, 'land', '岭下镇征地补偿', cny(5_862_340), { uscc: null, name: '岭下镇人民政府' });
      s.build(w, 'HT-002', { shares: [900, 1_000], every: 50 });
      s.build(w, 'HT-003', { shares: [1_200, 1_500], prefix: 'ED', every: 40 });
      w.after(70);
      w.give(
        'TerminateContract',
        {
          ...{ contract: 'HT-003', ground: 'agreement', terminatedOn: w.day },
          reason: '承包人资金困难，双方协商一致解除合同，按已完工程结算。',
          documents: [s.paper(w, '第二合同段解除协议')],
        },
        s.byTender(w),
      );
      w.after(20);
      s.settle(w, 'HT-003', 150, { wait: 22 });
      s.paySettlement(w, 'HT-003');
      w.after(8);
      t.tendered(w, {
        lot: 'SG-3',
        name: '第二合同段剩余工程施工',
        estimate: cny(16_900_000),
        bids: [shanhe, changfeng, zhucheng],
      });
      w.after(7);
      s.sign(w, { contract: 'HT-004', lot: 'SG-3', engineer: firms.zhengxin, sme: true, days: 420 });
      w.after(8);
      s.payAdvance(w, 'HT-004');
      s.build(w, 'HT-001', { shares: [4_000], prefix: 'FW', every: 12 });
      s.build(w, 'HT-002', { shares: [1_600, 1_800, 1_700], every: 52 });
      s.build(w, 'HT-004', { shares: [2_200, 2_400], prefix: 'SD', every: 40 });
      s.change(w, 'HT-002', 'BG-01', cny(1_166_500.18));
      s.build(w, 'HT-002', { shares: [1_500, 0], whole: true, every: 50 });
      s.build(w, 'HT-004', { shares: [2_600, 0], prefix: 'SD', whole: true, every: 42 });
      w.after(18);
      s.accept(w, 'HT-002', { months: 24 });
      s.accept(w, 'HT-004', { months: 24 });
      w.after(50);
      s.settle(w, 'HT-002', 290, { wait: 40 });
      s.paySettlement(w, 'HT-002');
    },
  },
  {
    facts: {
      ...{ number: 'YL-2024-03', name: '岭下危桥重建工程', owner, category: 'bridge' },
      ...{ site: '岭下镇老桥', estimate: cny(5_700_000), begins: '2024-05-13' },
    },
    shows: '首次评标否决全部投标而失败，第二次成功；在建，中小企业计量款逾期未付',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(5_650_000)));
      w.after(7);
      const first = {
        ...{ lot: 'SG-1', estimate: cny(4_800_000) },
        bids: [shanhe, changfeng, nanshan].map((bidder) => ({
          bidder,
          rejected: '投标报价未响应安全生产费单列要求。',
        })),
      };
      t.planLot(w, first);
      w.after(4);
      t.announce(w, 'SG-1');
      const read = t.opened(w, first);
      t.evaluate(w, 'SG-1', read);
      w.after(2);
      w.give(
        'FailTender',
        { lot: 'SG-1', ground: 'all-bids-rejected', reason: '评标委员会否决全部投标。', failedOn: w.day },
        s.byTender(w),
      );
      w.after(8);
      t.tendered(
        w,
        { lot: 'SG-1', estimate: cny(4_800_000), bids: [shanhe, nanshan, changfeng] },
        { again: true },
      );
      w.after(10);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, days: 260 });
      w.after(8);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [1_900, 2_100], every: 60 });
      w.day = w.worked('2025-07-21');
      s.certify(w, 'HT-001', { certificate: 'JL-03', value: cny(836_204.9), work: '梁体预制与架设。' });
    },
  },
  {
    facts: {
      ...{ number: 'YL-2025-02', name: '岭下镇公共停车场应急工程', owner, category: 'other' },
      ...{ site: '岭下镇', estimate: cny(1_460_000), begins: '2025-04-07' },
    },
    shows: '因道路塌方应急，经批准豁免本市公开招标线（T2）谈判发包；在建',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(1_450_000)));
      w.after(3);
      w.give(
        'OverrideRule',
        {
          ...{ rule: 'T2', subjectKind: 'lot', subject: 'SG-1', limit: null, approvedOn: w.day },
          ...{
            expiresOn: plusDays(w.day, 30),
            approvedBy: '云岭县人民政府',
            approvalNumber: '云政办〔2025〕19号',
          },
          reason: '主路塌方，集镇停车占道影响抢险，须在汛前完工。',
          documents: [s.paper(w, '应急发包批复')],
        },
        s.byTender(w),
      );
      w.after(2);
      s.awardDirectly(w, {
        ...{ lot: 'SG-1', name: '停车场施工', kind: 'works', method: 'negotiated', estimate: cny(1_230_000) },
        ...{ to: shanhe, ground: '应急工程，经县政府批准与三家谈判。' },
      });
      w.after(3);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, days: 120 });
      w.after(5);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [4_200, 3_300], every: 36 });
    },
  },
  {
    facts: {
      ...{ number: 'YL-LD-01', name: '山洪灾后道路修复工程', owner, category: 'road' },
      ...{ site: '云岭县岭上村道', estimate: cny(6_600_000), begins: -33 },
    },
    shows: '已征求意见并完成调研，预算已编报未批复',
    play(w) {
      s.register(w);
      s.ask(w, 2);
      s.research(w);
      w.after(2);
      const lines = s.usualLines(w, cny(6_550_000));
      w.give(
        'ProposeBudget',
        { kind: 'budget', lines: s.linesOf(lines), total: s.totalOf(lines), proposedOn: w.day },
        { ...s.byFinance(w), lag: 0 },
      );
    },
  },
];
