import { plusDays } from '@sunlit/ledger';
import { builders, firms, owners } from '../bodies.js';
import * as s from '../steps.js';
import * as t from '../tender.js';
import type { Plot } from './plot.js';

const owner = owners.qingxi;
const { cny } = s;
const { anju, hongye, yonggu, ruijing, tiangong, donghu } = builders;

/** Old housing estates of a district. */
export const qingxi: readonly Plot[] = [
  {
    facts: {
      ...{ number: 'QX-2022-01', name: '清溪花苑老旧小区改造工程', owner, category: 'building' },
      ...{ site: '清溪花苑', estimate: cny(12_800_000), begins: '2022-01-17' },
    },
    shows: '补偿对象为居民，收款人依法不予公开；地点更正；决算撤回补登后重编；已结项',
    play(w) {
      s.register(w);
      w.after(3);
      w.give(
        'CorrectEntry',
        { revision: 0, field: 'site', after: '清溪花苑（1-18幢）', reason: '地点漏写楼幢范围。' },
        s.byFinance(w),
      );
      s.ask(w, 3);
      s.research(w);
      s.budget(w, s.usualLines(w, cny(12_700_000), { land: 240 }));
      w.after(6);
      t.tendered(w, { lot: 'SG-1', estimate: cny(10_600_000), bids: [anju, hongye, ruijing, yonggu] });
      w.after(9);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(290_000),
        to: firms.jiangzhou,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.jiangzhou, sme: true, days: 330 });
      w.after(8);
      s.payAdvance(w, 'HT-002');
      w.after(5);
      s.expense(
        w,
        'land',
        '底层住户临时安置补偿',
        cny(268_400),
        { uscc: null, name: '清溪花苑底层住户' },
        {
          withhold: [
            {
              ...{
                field: 'payee',
                article: '中华人民共和国政府信息公开条例第十五条',
                approver: 'p-qx-approver-1',
              },
              ...{ reason: '涉及居民个人隐私', reviewDate: '2032-06-30' },
            },
          ],
        },
      );
      s.build(w, 'HT-002', { shares: [2_000, 2_300, 2_400], every: 56 });
      s.change(w, 'HT-002', 'BG-01', cny(318_240.9), '增加外墙渗漏治理。');
      s.build(w, 'HT-002', { shares: [0], whole: true, every: 50 });
      s.build(w, 'HT-001', { shares: [0], prefix: 'FW', whole: true, every: 12 });
      w.after(16);
      s.accept(w, 'HT-002');
      w.after(35);
      s.settle(w, 'HT-002', 220, { wait: 20 });
      s.settle(w, 'HT-001', 0, { wait: 8 });
      s.paySettlement(w, 'HT-002');
      s.ownersCosts(w);
      w.after(7);
      s.compile(w);
      w.after(12);
      s.takeBack(w, 'WithdrawFinalAccount', '漏列一笔建设单位管理费，补登后重新编制。');
      w.after(5);
      s.expense(w, 'owners-costs', '竣工资料归档费', cny(8_640), { uscc: null, name: '临江市城建档案馆' });
      w.after(6);
      s.compile(w);
      w.after(60);
      s.audit(w);
      s.releaseRetention(w, 'HT-002');
      w.after(14);
      s.close(w);
    },
  },
  {
    facts: {
      ...{ number: 'QX-2023-04', name: '工人新村老旧小区改造一期工程', owner, category: 'building' },
      ...{ site: '工人新村', estimate: cny(19_700_000), begins: '2023-02-13' },
    },
    shows: '两个标段；结算核减率超过百分之八，审计再核减，多付部分尚待追回（合同锁定）',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(19_600_000)), 3);
      w.after(7);
      t.tendered(w, {
        lot: 'SG-1',
        name: '一标段施工',
        estimate: cny(8_900_000),
        bids: [hongye, anju, tiangong],
      });
      t.tendered(w, {
        ...{ lot: 'SG-2', name: '二标段施工', estimate: cny(7_600_000) },
        bids: [anju, yonggu, { bidder: hongye, rejected: t.rejection(w) }, ruijing],
      });
      w.after(8);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, days: 300 });
      s.sign(w, { contract: 'HT-002', lot: 'SG-2', sme: true, days: 300 });
      w.after(8);
      s.payAdvance(w, 'HT-001');
      s.payAdvance(w, 'HT-002');
      s.build(w, 'HT-001', { shares: [2_400, 2_700], every: 50 });
      s.build(w, 'HT-002', { shares: [2_800, 2_600], prefix: 'ED', every: 40 });
      s.build(w, 'HT-001', { shares: [2_500, 0], whole: true, every: 46 });
      s.build(w, 'HT-002', { shares: [2_300, 0], prefix: 'ED', whole: true, every: 40 });
      w.after(14);
      s.accept(w, 'HT-001');
      s.accept(w, 'HT-002');
      w.after(40);
      s.settle(w, 'HT-001', 860, { wait: 26 });
      s.settle(w, 'HT-002', 830, { wait: 12 });
      s.paySettlement(w, 'HT-001');
      s.paySettlement(w, 'HT-002');
      s.ownersCosts(w);
      w.after(6);
      s.compile(w);
      w.after(84);
      s.audit(w, { 'HT-002': cny(214_380.66) }, [['楼道粉刷面积与现场不符。', cny(214_380.66)]]);
    },
  },
  {
    facts: {
      ...{ number: 'QX-2024-02', name: '工人新村老旧小区改造二期工程', owner, category: 'building' },
      ...{ site: '工人新村', estimate: cny(15_200_000), begins: '2024-01-29' },
    },
    shows: '已竣工验收，竣工财务决算超过三个月未编制（F2 逾期）；结算已审',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(15_100_000)));
      w.after(7);
      t.tendered(w, { lot: 'SG-1', estimate: cny(12_900_000), bids: [anju, tiangong, hongye, donghu] });
      w.after(8);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(340_000),
        to: firms.jiangzhou,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.jiangzhou, sme: true, days: 320 });
      w.after(8);
      s.payAdvance(w, 'HT-002');
      s.build(w, 'HT-002', { shares: [2_200, 2_600, 2_500, 0], whole: true, every: 56 });
      w.after(16);
      s.accept(w, 'HT-002');
      w.after(36);
      s.settle(w, 'HT-002', 310, { wait: 24 });
      s.paySettlement(w, 'HT-002');
    },
  },
  {
    facts: {
      ...{ number: 'QX-2025-01', name: '溪东里加装电梯配套工程', owner, category: 'building' },
      ...{ site: '溪东里', estimate: cny(4_300_000), begins: '2025-02-24' },
    },
    shows: '在建：合同已签，预付款与两期进度款',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(4_260_000)));
      w.after(7);
      t.tendered(w, { lot: 'SG-1', estimate: cny(3_620_000), bids: [ruijing, anju, hongye] });
      w.after(10);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, days: 240 });
      w.after(7);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [2_000, 1_800], every: 50 });
    },
  },
  {
    facts: {
      ...{ number: 'QX-LD-03', name: '溪西里老旧小区改造工程', owner, category: 'building' },
      ...{ site: '溪西里', estimate: cny(11_400_000), begins: -9 },
    },
    shows: '刚立项，只有投资估算',
    play(w) {
      s.register(w);
    },
  },
  {
    facts: {
      ...{ number: 'QX-LD-05', name: '清溪区智慧停车诱导工程', owner, category: 'other' },
      ...{ site: '清溪区中心片区', estimate: cny(1_980_000), begins: -330 },
    },
    shows: '近一年的在建项目：日期随开账日推移，最近一期已计量未付',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(1_960_000), { equipment: 700 }));
      w.after(5);
      t.tendered(w, { lot: 'SG-1', estimate: cny(1_540_000), bids: [tiangong, donghu, yonggu] });
      w.after(7);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, engineer: firms.hengzhun, days: 200 });
      w.after(6);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [2_600], every: 40 });
      w.day = plusDays(w.city.openedOn, -14);
      s.certify(w, 'HT-001', { certificate: 'JL-02', value: cny(392_570.3), work: '铺装与划线。' });
    },
  },
];
