import { plusDays } from '@sunlit/ledger';
import { builders, firms, owners } from '../bodies.js';
import * as s from '../steps.js';
import * as t from '../tender.js';
import type { Plot } from './plot.js';

const owner = owners.donghu;
const { cny } = s;
const { qinghe, ruijing, donghu: donghuWorks, mingguang, chenhui, chengwan, canglang, hongye } = builders;

/** Parks, waste and small works of a district. */
export const donghu: readonly Plot[] = [
  {
    facts: {
      ...{ number: 'DH-2021-03', name: '东湖公园东门广场工程', owner, category: 'landscape' },
      ...{ site: '东湖公园', estimate: cny(2_450_000), begins: '2021-09-06' },
    },
    shows: '小项目完整走完四个关口，各环节按期，没有提示；已结项',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(2_430_000)));
      w.after(7);
      t.tendered(w, {
        lot: 'SG-1',
        estimate: cny(2_080_000),
        bids: [qinghe, ruijing, donghuWorks, chengwan],
      });
      w.after(9);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, days: 150 });
      w.after(7);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [3_200, 3_600, 0], whole: true, every: 42 });
      w.after(14);
      s.accept(w, 'HT-001');
      w.after(20);
      s.settle(w, 'HT-001', 90, { consultant: true, wait: 14 });
      w.after(6);
      s.paySettlement(w, 'HT-001');
      s.ownersCosts(w);
      w.after(5);
      s.compile(w);
      w.after(45);
      s.audit(w);
      s.releaseRetention(w, 'HT-001');
      w.after(10);
      s.close(w);
    },
  },
  {
    facts: {
      ...{ number: 'DH-2023-06', name: '东湖区垃圾中转站改造工程', owner, category: 'waste' },
      ...{ site: '东湖区环卫路', estimate: cny(3_850_000), begins: '2023-07-03' },
    },
    shows: '两次招标失败后经批准直接发包（T19）；审计撤回重登一次；已审计，等待结项',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(3_820_000), { equipment: 1_200 }));
      w.after(6);
      t.planLot(w, { lot: 'SG-1', estimate: cny(2_810_000), bids: [] });
      for (const again of [false, true]) {
        w.after(6);
        t.announce(w, 'SG-1', { again });
        w.after(6);
        t.invite(w, 'SG-1', again ? ['discipline', 'procuratorate', 'notary'] : ['discipline', 'notary']);
        t.receive(w, 'SG-1', again ? [canglang] : [canglang, chengwan]);
        w.day = w.worked(plusDays(w.state.lots['SG-1']!.tender!.bidDeadline.slice(0, 10), 1));
        w.give(
          'FailTender',
          {
            lot: 'SG-1',
            ground: 'too-few-bidders',
            reason: '至投标截止时间，投标人少于三个。',
            failedOn: w.day,
          },
          s.byTender(w),
        );
      }
      w.after(12);
      t.award(w, 'SG-1', canglang, cny(2_748_600), {
        approval: '东发改招〔2024〕3号',
        documents: [s.paper(w, '直接发包批复')],
      });
      w.after(9);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, days: 180 });
      w.after(7);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [3_400, 3_800, 0], whole: true, every: 50 });
      w.after(15);
      s.accept(w, 'HT-001');
      w.after(25);
      s.settle(w, 'HT-001', 160, { consultant: true, wait: 15 });
      w.after(6);
      s.paySettlement(w, 'HT-001');
      s.ownersCosts(w);
      w.after(8);
      s.compile(w);
      w.after(58);
      s.audit(w);
      w.after(4);
      s.takeBack(w, 'WithdrawAudit', '审计报告文号录入有误，按正式报告重新登记。');
      w.after(5);
      s.audit(w);
      s.releaseRetention(w, 'HT-001');
    },
  },
  {
    facts: {
      ...{ number: 'DH-2024-01', name: '老旧街巷路灯改造工程', owner, category: 'lighting' },
      ...{ site: '东湖区三街六巷', estimate: cny(3_600_000), begins: '2024-01-15' },
    },
    shows: '灯具分两次询价采购，同一年度同类货物合计超过公开招标线（T3b 线索）；结算未送审',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(3_580_000), { equipment: 5_900 }));
      w.after(6);
      const goods = { kind: 'goods', method: 'negotiated', to: firms.xinghe } as const;
      s.awardDirectly(w, { ...goods, lot: 'CG-1', name: '第一批灯具采购', estimate: cny(1_150_000) });
      w.after(5);
      s.sign(w, { contract: 'HT-001', lot: 'CG-1', kind: 'other', sme: true });
      w.after(8);
      t.tendered(w, { lot: 'SG-1', estimate: cny(980_000), bids: [mingguang, chenhui, donghuWorks] });
      w.after(8);
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', sme: true, days: 150 });
      s.build(w, 'HT-001', { shares: [10_000], prefix: 'HW', whole: true, every: 20 });
      w.after(10);
      s.awardDirectly(w, { ...goods, lot: 'CG-2', name: '第二批灯具采购', estimate: cny(960_000) });
      w.after(4);
      s.sign(w, { contract: 'HT-003', lot: 'CG-2', kind: 'other', sme: true, lag: 6 });
      s.build(w, 'HT-003', { shares: [10_000], prefix: 'HD', whole: true, every: 22 });
      s.build(w, 'HT-002', { shares: [4_500, 0], whole: true, every: 45 });
      w.after(12);
      s.accept(w, 'HT-002');
    },
  },
  {
    facts: {
      ...{ number: 'DH-2025-03', name: '湖滨绿地提升工程', owner, category: 'landscape' },
      ...{ site: '东湖北岸', estimate: cny(6_100_000), begins: '2025-02-10' },
    },
    shows: '检察院谢绝到场并说明，纪委与公证处各自作见证陈述并记下异常；在建',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(6_050_000)));
      w.after(8);
      t.tendered(w, {
        ...{ lot: 'SG-1', estimate: cny(5_150_000), bids: [qinghe, ruijing, hongye, donghuWorks] },
        ...{ declines: 'procuratorate', attests: ['discipline', 'notary'] },
        irregularities: '唱标时一份投标函大小写金额不一致，已按大写金额记录并由投标人签字。',
      });
      w.after(11);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, engineer: firms.jiangzhou, days: 280 });
      w.after(8);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [2_100, 2_300], every: 55 });
    },
  },
  {
    facts: {
      ...{ number: 'DH-LD-02', name: '东湖区口袋公园工程（第一批）', owner, category: 'landscape' },
      ...{ site: '东湖区六处街角', estimate: cny(2_900_000), begins: -165 },
    },
    shows: '已发中标通知书，尚未签合同',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(2_860_000)));
      w.after(3);
      t.tendered(w, { lot: 'SG-1', estimate: cny(2_450_000), bids: [ruijing, qinghe, chengwan] });
    },
  },
];
