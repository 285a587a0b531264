import { overpaid, plusDays, yuan } from '@sunlit/ledger';
import { builders, firms, owners } from '../bodies.js';
import * as s from '../steps.js';
import * as t from '../tender.js';
import type { Plot } from './plot.js';

const owner = owners.drainage;
const { cny } = s;
const { jiangdong, donghu, beihe, chengwan, shuili, canglang, yonggu, zhucheng } = builders;

/** Sewers, pumping stations and rivers. */
export const drainage: readonly Plot[] = [
  {
    facts: {
      ...{ number: 'PS-2021-01', name: '老城区雨污分流改造一期工程', owner, category: 'drainage' },
      ...{ site: '老城区中山街片区', estimate: cny(38_000_000), begins: '2021-03-08' },
    },
    shows: '大额项目从立项到结项：十二期计量付款，三次变更，结算审核超期（F1），核减率较高',
    play(w) {
      s.register(w);
      s.ask(w, 4);
      s.research(w);
      s.budget(w, s.usualLines(w, cny(38_600_000), { land: 310 }), { kind: 'approved-cost-estimate' });
      s.budget(w, s.usualLines(w, cny(38_200_000), { land: 310 }));
      w.after(8);
      s.commission(w, {
        lot: 'SJ-1',
        name: '勘察设计',
        estimate: cny(970_000),
        to: firms.designers,
        contract: 'HT-001',
        as: 'design',
      });
      w.after(20);
      t.tendered(w, {
        lot: 'SG-1',
        estimate: cny(32_100_000),
        bids: [beihe, zhucheng, jiangdong, donghu, yonggu],
      });
      w.after(8);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(860_000),
        to: firms.zhengxin,
        contract: 'HT-002',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-003', lot: 'SG-1', engineer: firms.zhengxin, sme: false, days: 540 });
      w.after(10);
      s.payAdvance(w, 'HT-003');
      s.expense(w, 'land', '临时用地与青苗补偿', cny(988_450.2), { uscc: null, name: '中山街道办事处' });
      s.build(w, 'HT-001', { shares: [7_000], prefix: 'SJ', every: 15 });
      s.build(w, 'HT-003', { shares: [700, 900, 1_000], every: 48, wait: 10 });
      s.change(w, 'HT-003', 'BG-01', cny(486_200));
      s.build(w, 'HT-003', { shares: [1_000, 800, 900, 1_000], every: 46, wait: 11 });
      s.change(w, 'HT-003', 'BG-02', cny(393_018.77));
      s.build(w, 'HT-002', { shares: [4_800], prefix: 'FW', every: 10 });
      s.build(w, 'HT-003', { shares: [900, 900, 800], every: 44, wait: 12 });
      s.change(w, 'HT-003', 'BG-03', -cny(155_400), '取消北段顶管，改为明挖，核减合同价。');
      s.build(w, 'HT-003', { shares: [600, 0], whole: true, every: 40 });
      s.build(w, 'HT-002', { shares: [0], prefix: 'FW', whole: true, every: 20 });
      s.build(w, 'HT-001', { shares: [0], prefix: 'SJ', whole: true, every: 8 });
      w.after(18);
      s.accept(w, 'HT-003');
      w.after(50);
      s.settle(w, 'HT-003', 640, { wait: 78 });
      s.settle(w, 'HT-002', 0, { wait: 10 });
      s.settle(w, 'HT-001', 0, { wait: 10 });
      for (const contract of ['HT-003', 'HT-002', 'HT-001']) s.paySettlement(w, contract);
      s.ownersCosts(w);
      w.after(6);
      s.compile(w);
      w.after(80);
      s.audit(w);
      s.releaseRetention(w, 'HT-003');
      w.after(18);
      s.close(w);
    },
  },
  {
    facts: {
      ...{ number: 'PS-2022-03', name: '清溪河综合整治工程', owner, category: 'river' },
      ...{ site: '清溪河（北闸至入江口）', estimate: cny(21_500_000), begins: '2022-04-11' },
    },
    shows: '竣工决算已编制，等待审计；涉密的人防通道意见依法不予公开，后经复查恢复公开',
    play(w) {
      s.register(w);
      w.after(5);
      w.give(
        'RecordConsultation',
        {
          ...{ department: '市人民防空办公室', opinion: '北闸下方人防通道位置见附图，护岸桩基须避让。' },
          consultedOn: w.day,
          withhold: [
            {
              ...{
                field: 'opinion',
                article: '中华人民共和国政府信息公开条例第十四条',
                approver: 'p-ps-approver-1',
              },
              ...{ reason: '涉及人民防空设施位置', reviewDate: '2024-04-15' },
            },
          ],
        },
        { by: 'ps-finance-1', with: 'ps-approver-2' },
      );
      s.ask(w, 3);
      s.research(w);
      s.budget(w, s.usualLines(w, cny(21_300_000)));
      w.after(7);
      t.tendered(w, { lot: 'SG-1', estimate: cny(17_900_000), bids: [shuili, beihe, canglang] });
      w.after(6);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(490_000),
        to: firms.jiangzhou,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.jiangzhou, sme: false, days: 460 });
      w.after(9);
      s.payAdvance(w, 'HT-002');
      s.build(w, 'HT-002', { shares: [1_300, 1_500, 1_400], every: 62 });
      s.change(w, 'HT-002', 'BG-01', cny(731_260));
      s.build(w, 'HT-002', { shares: [1_600, 1_700], every: 60 });
      w.day = w.worked('2024-04-16');
      w.give(
        'ReleaseField',
        {
          ...{ revision: 1, field: 'opinion' },
          reason: '人防通道已移位改建，复查后认为可以公开。',
        },
        { by: 'ps-finance-2', with: 'ps-approver-1' },
      );
      s.build(w, 'HT-002', { shares: [900, 0], whole: true, every: 45 });
      s.build(w, 'HT-001', { shares: [0], prefix: 'FW', whole: true, every: 25 });
      w.after(20);
      s.accept(w, 'HT-002', { months: 24 });
      w.after(45);
      s.settle(w, 'HT-002', 410, { wait: 25 });
      s.settle(w, 'HT-001', 0, { wait: 8 });
      s.paySettlement(w, 'HT-002');
      s.ownersCosts(w);
      w.after(12);
      s.compile(w);
    },
  },
  {
    facts: {
      ...{ number: 'PS-2023-05', name: '城东污水泵站改造工程', owner, category: 'drainage' },
      ...{ site: '城东污水泵站', estimate: cny(6_700_000), begins: '2023-05-15' },
    },
    shows: '计量复测后核减，造成多付，合同锁定；追回的汇票被退，再次追回后继续；已竣工验收，结算未送审',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(6_650_000), { equipment: 1_400 }));
      w.after(8);
      t.tendered(w, { lot: 'SG-1', estimate: cny(4_650_000), bids: [canglang, shuili, chengwan, donghu] });
      w.after(9);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', engineer: firms.hengzhun, sme: true, days: 300 });
      w.after(8);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [2_300, 2_900], every: 58 });
      w.after(24);
      const reduction = cny(386_540.15);
      w.give(
        'ReduceCertificate',
        {
          ...{ contract: 'HT-001', certificate: 'JL-02', reduction: yuan(reduction), reducedOn: w.day },
          reason: '复测发现基坑土方量多计。',
        },
        { by: 'hz-engineer-1', with: 'ps-approver-1' },
      );
      w.after(17);
      const a = w.account('HT-001');
      const recover = (reason: string) =>
        w.give(
          'RecordRecovery',
          {
            ...{ contract: 'HT-001', amount: yuan(overpaid(a)), advanceRecovered: '0.00' },
            ...{ voucher: s.voucher(w, 'ZH'), recoveredOn: w.day, payer: s.party(a.contractor), reason },
          },
          s.byFinance(w),
        );
      const recovery = s.voucher(w, 'ZH');
      recover('计量核减后退回多付的进度款。');
      w.after(6);
      w.give(
        'ReverseRecovery',
        { recovery, voucher: s.voucher(w, 'TH'), reason: '退款汇票被退回，款项未到账。', reversedOn: w.day },
        s.byFinance(w),
      );
      w.after(9);
      recover('改以转账退回多付的进度款。');
      s.build(w, 'HT-001', { shares: [2_200, 0], whole: true, every: 62 });
      w.after(20);
      s.accept(w, 'HT-001');
    },
  },
  {
    facts: {
      ...{ number: 'PS-2024-02', name: '湖滨路排水管网修复工程', owner, category: 'drainage' },
      ...{ site: '湖滨路', estimate: cny(5_300_000), begins: '2024-02-26' },
    },
    shows: '付款被银行退回而冲销、重付；一笔付款逾期登记并说明原因；备注更正；在建',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(5_260_000)));
      w.after(6);
      t.tendered(w, { lot: 'SG-1', estimate: cny(4_450_000), bids: [donghu, chengwan, jiangdong] });
      w.after(10);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', engineer: firms.jiangzhou, sme: true, days: 330 });
      w.after(7);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [1_700], every: 55 });
      const voucher = [...w.state.vouchers.keys()].at(-1)!;
      const { amount } = w.state.vouchers.get(voucher)!;
      w.after(5);
      w.give(
        'ReversePayment',
        {
          ...{ payment: voucher, amount: yuan(amount), voucher: s.voucher(w, 'CX'), reversedOn: w.day },
          reason: '收款账户已注销，银行退回。',
        },
        s.byFinance(w),
      );
      w.after(6);
      s.payProgress(w, 'HT-001', 'JL-01', { note: '第一期，重付' });
      w.after(60);
      s.certify(w, 'HT-001', {
        certificate: 'JL-02',
        value: cny(1_104_330.87),
        work: '主管沟槽开挖与管道安装。',
      });
      w.after(9);
      s.payProgress(w, 'HT-001', 'JL-02', {
        ...{ note: '第贰期', lag: 34 },
        lateReason: '国库系统升级，凭证回单延迟一个月取得。',
      });
      w.after(4);
      w.give(
        'CorrectEntry',
        { revision: w.lastOf('PaymentRecorded'), field: 'note', after: '第二期', reason: '备注笔误。' },
        s.byFinance(w),
      );
      s.build(w, 'HT-001', { shares: [1_900], every: 75 });
    },
  },
  ...(
    [
      ['PS-2024-09', '青石街内涝点整治工程', 388_000, '2024-09-09', '路面标高复核与雨水井增设', 361_806.4],
      ['PS-2025-01', '青石街雨水口改造工程', 316_500, '2025-02-17', '雨水口与连接管更换', 298_440.55],
    ] as const
  ).map(([number, name, estimate, begins, work, price]): Plot => ({
    facts: { number, name, owner, category: 'drainage', site: '青石街', estimate: cny(estimate), begins },
    shows:
      '小额直接发包：同一地点十二个月内两个标段合计超过五十万元，是“疑似化整为零”（T3）的线索，不是结论；已结项',
    play(w) {
      s.budgeted(w, [
        ['works', work, cny(estimate - 18_000)],
        ['owners-costs', '建设单位管理费', cny(4_000)],
        ['reserve', '预备费', cny(14_000)],
      ]);
      w.after(5);
      s.awardDirectly(w, {
        ...{ lot: 'SG-1', name: `${work}施工`, kind: 'works', estimate: cny(estimate - 18_000) },
        ...{ to: chengwan, price: cny(price) },
      });
      w.after(4);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, advance: 0, recovery: 0, days: 60 });
      s.build(w, 'HT-001', { shares: [6_000, 0], whole: true, every: 28 });
      w.after(6);
      s.accept(w, 'HT-001', { months: 6 });
      w.after(12);
      s.settle(w, 'HT-001', 0, { consultant: true, wait: 12 });
      w.after(6);
      s.paySettlement(w, 'HT-001');
      s.ownersCosts(w);
      w.after(5);
      s.compile(w);
      w.after(26);
      s.audit(w);
      s.releaseRetention(w, 'HT-001');
      w.after(8);
      s.close(w);
    },
  })),
  {
    facts: {
      ...{ number: 'PS-LD-02', name: '东湖截污管道工程', owner, category: 'drainage' },
      ...{ site: '东湖西岸', estimate: cny(8_200_000), begins: -190 },
    },
    shows: '第一次招标失败（投标人不足三家），第二次公告投标中，投标箱内的名单与数量在开标前不公开',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(8_100_000)), 3);
      w.day = plusDays(w.city.openedOn, -82);
      const tender = { lot: 'SG-1', estimate: cny(6_900_000), bids: [] };
      t.planLot(w, tender);
      t.announce(w, 'SG-1', { deadlineOn: plusDays(w.city.openedOn, -42) });
      w.after(8);
      t.invite(w, 'SG-1');
      t.receive(w, 'SG-1', [shuili, canglang]);
      w.day = plusDays(w.city.openedOn, -42);
      w.give(
        'FailTender',
        {
          lot: 'SG-1',
          ground: 'too-few-bidders',
          reason: '至投标截止时间，投标人少于三个。',
          failedOn: w.day,
        },
        { ...s.byTender(w), lag: 1 },
      );
      w.day = plusDays(w.city.openedOn, -25);
      t.announce(w, 'SG-1', { again: true, deadlineOn: plusDays(w.city.openedOn, 16) });
      w.after(6);
      t.invite(w, 'SG-1');
      t.reply(w, 'SG-1', 'notary');
      t.receive(w, 'SG-1', [yonggu, shuili, canglang], { until: plusDays(w.city.openedOn, -2) });
    },
  },
  {
    facts: {
      ...{ number: 'PS-LD-06', name: '第二水厂滤池改造工程', owner, category: 'water-supply' },
      ...{ site: '第二水厂', estimate: cny(12_600_000), begins: -40 },
    },
    shows: '只有立项与投资估算，正在征求部门意见',
    play(w) {
      s.register(w);
      s.ask(w, 1);
    },
  },
];
