import { paid, paymentCeiling, plusDays, yuan } from '@sunlit/ledger';
import { builders, districts, firms, owners } from '../bodies.js';
import * as s from '../steps.js';
import * as t from '../tender.js';
import type { Plot } from './plot.js';

const owner = owners.works;
const { cny } = s;
const { jiangdong, donghu, nanshan, beihe, chengwan, mingguang, chenhui, changfeng, yonggu, zhucheng } =
  builders;

/** Roads, bridges and lights of the city: the owner of the small sample. */
export const works: readonly Plot[] = [
  {
    facts: {
      ...{ number: 'ZW-2021-002', name: '解放桥维修加固工程', owner, category: 'bridge' },
      ...{ site: '解放桥', estimate: cny(6_200_000), begins: '2021-06-30' },
    },
    shows: '在建接管：截至2021年6月底的余额由建设单位提供，之后的每一笔由本账本见证，直至结项',
    play(w) {
      const beihe = { uscc: builders.beihe.uscc, name: builders.beihe.name };
      w.after(8);
      w.give(
        'TakeOverProject',
        {
          ...s.factsOf(w),
          nationalCode: null,
          documents: [w.city.paper('解放桥维修加固工程截至2021年6月30日工程款支付台账')],
          asOf: '2021-06-30',
          expenses: '86420.50',
          budget: {
            kind: 'budget',
            lines: s.linesOf([
              ['works', '加固施工', cny(5_600_000)],
              ['owners-costs', '建设单位管理费', cny(200_000)],
            ]),
            ...{ total: '5800000.00', approvingBody: '临江市财政局' },
            ...{ documentNumber: '临财建〔2020〕61号', approvedOn: '2020-08-17' },
          },
          contracts: [
            {
              ...{ contract: 'HT-20-09', lot: 'SG-1', lotName: '加固施工', lotKind: 'works', method: 'open' },
              ...{
                kind: 'works',
                contractor: beihe,
                engineer: null,
                price: '5000000.00',
                changes: '200000.00',
              },
              ...{ signedOn: '2020-11-03', advanceRate: 1000, advanceRecoveryRate: 1250, progressRate: 8000 },
              ...{
                retentionRate: 300,
                performanceBond: '0.00',
                startOn: '2020-11-15',
                finishOn: '2021-12-31',
              },
              ...{ sme: false, paymentDays: null, certified: '3000000.00', advances: '500000.00' },
              ...{
                recovered: '300000.00',
                progress: '2100000.00',
                settlement: '0.00',
                retentionPaid: '0.00',
              },
              ...{
                paid: '2600000.00',
                acceptedOn: null,
                defectsUntil: null,
                submitted: null,
                reviewed: null,
              },
              retentionReleased: '0.00',
            },
          ],
        },
        s.byFinance(w),
      );
      w.after(20);
      s.build(w, 'HT-20-09', { shares: [1_900, 0], whole: true, every: 70 });
      w.after(45);
      s.accept(w, 'HT-20-09');
      w.after(30);
      s.settle(w, 'HT-20-09', 140);
      w.after(10);
      s.paySettlement(w, 'HT-20-09');
      w.after(12);
      s.ownersCosts(w, 5_000);
      w.after(8);
      s.compile(w);
      w.after(60);
      s.audit(w);
      s.releaseRetention(w, 'HT-20-09');
      w.after(20);
      s.close(w);
    },
  },
  {
    facts: {
      ...{ number: 'ZW-2022-006', name: '人民路大修工程', owner, category: 'road' },
      ...{ site: '人民路（东湖路至火车站）', estimate: cny(23_600_000), begins: '2022-02-14' },
    },
    shows:
      '两个施工标段加监理、设计共四份合同；变更累计超过合同价百分之十（P9）；一次结算审核撤回重登；核减后审计、结项',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(23_800_000), { land: 260 }), 3);
      w.after(10);
      s.commission(w, {
        lot: 'SJ-1',
        name: '施工图设计',
        estimate: cny(620_000),
        to: firms.designers,
        contract: 'HT-001',
        as: 'design',
      });
      w.after(14);
      t.tendered(w, {
        ...{ lot: 'SG-1', name: '人民路东段施工', estimate: cny(10_200_000) },
        bids: [jiangdong, donghu, { bidder: nanshan, rejected: t.rejection(w) }, beihe],
      });
      t.tendered(w, {
        ...{ lot: 'SG-2', name: '人民路西段施工', estimate: cny(9_300_000) },
        bids: [donghu, chengwan, jiangdong],
        declines: 'procuratorate',
      });
      w.after(6);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(540_000),
        to: firms.hengzhun,
        contract: 'HT-002',
        as: 'supervision',
      });
      w.after(4);
      s.sign(w, { contract: 'HT-003', lot: 'SG-1', engineer: firms.hengzhun, sme: false });
      s.sign(w, { contract: 'HT-004', lot: 'SG-2', engineer: firms.hengzhun });
      w.after(12);
      s.payAdvance(w, 'HT-003');
      s.payAdvance(w, 'HT-004');
      s.expense(w, 'land', '管线迁改补偿', cny(418_300.75), { uscc: null, name: '临江供电公司' });
      s.build(w, 'HT-001', { shares: [6_000], prefix: 'SJ', every: 20 });
      s.build(w, 'HT-003', { shares: [2_200, 2_600], every: 50 });
      s.change(w, 'HT-003', 'BG-01', cny(612_400));
      s.build(w, 'HT-004', { shares: [2_900, 3_100], prefix: 'XD', every: 35 });
      w.after(6);
      s.change(w, 'HT-003', 'BG-02', cny(498_750.6));
      s.build(w, 'HT-002', { shares: [5_200], prefix: 'FW', every: 18 });
      s.build(w, 'HT-003', { shares: [2_700, 0], whole: true, every: 48 });
      s.build(w, 'HT-004', { shares: [2_400, 0], prefix: 'XD', whole: true, every: 44 });
      s.build(w, 'HT-001', { shares: [0], prefix: 'SJ', whole: true, every: 15 });
      w.after(20);
      s.accept(w, 'HT-003');
      s.accept(w, 'HT-004');
      s.build(w, 'HT-002', { shares: [0], prefix: 'FW', whole: true, every: 12 });
      w.after(25);
      for (const [contract, cut] of [
        ['HT-003', 320],
        ['HT-004', 180],
        ['HT-002', 0],
        ['HT-001', 0],
      ] as const)
        s.settle(w, contract, cut, { wait: 16 });
      w.after(3);
      s.takeBack(w, 'WithdrawReview', '审定金额录入与审核报告不符，重新登记。', 'HT-004');
      w.after(4);
      s.review(w, 'HT-004', 195);
      for (const contract of ['HT-003', 'HT-004', 'HT-002', 'HT-001']) s.paySettlement(w, contract);
      s.ownersCosts(w);
      w.after(9);
      s.compile(w);
      w.after(70);
      s.audit(w);
      s.releaseRetention(w, 'HT-003');
      s.releaseRetention(w, 'HT-004');
      w.after(25);
      s.close(w);
    },
  },
  {
    facts: {
      ...{ number: 'ZW-2022-019', name: '北门人行天桥工程', owner, category: 'bridge' },
      ...{ site: '北门街与环城北路交叉口', estimate: cny(4_850_000), begins: '2022-08-22' },
    },
    shows: '首次招标投标人不足三家而失败，第二次公告成功；审计核减后多付的部分已追回，待保证金到期',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(4_900_000)));
      w.after(8);
      const lot = { lot: 'SG-1', estimate: cny(4_150_000) };
      t.planLot(w, { ...lot, bids: [] });
      w.after(5);
      t.announce(w, 'SG-1');
      w.after(6);
      t.invite(w, 'SG-1');
      t.receive(w, 'SG-1', [nanshan, changfeng]);
      w.day = plusDays(w.day, 20);
      w.after(2);
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
      w.after(9);
      t.tendered(w, { ...lot, bids: [changfeng, nanshan, beihe, jiangdong] }, { again: true });
      w.after(7);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(118_000),
        to: firms.jiangzhou,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.jiangzhou, sme: true });
      w.after(10);
      s.payAdvance(w, 'HT-002');
      s.build(w, 'HT-002', { shares: [2_400, 2_600, 2_900, 0], whole: true, every: 55 });
      s.build(w, 'HT-001', { shares: [0], prefix: 'FW', whole: true, every: 12 });
      w.after(20);
      s.accept(w, 'HT-002', { months: 24 });
      w.after(40);
      s.settle(w, 'HT-002', 210, { consultant: true });
      s.settle(w, 'HT-001', 0, { wait: 8 });
      s.paySettlement(w, 'HT-002');
      s.ownersCosts(w);
      w.after(10);
      s.compile(w);
      w.after(95);
      s.audit(w, { 'HT-002': cny(86_412.3) }, [['栏杆工程量按图纸重复计取。', cny(86_412.3)]]);
      w.after(20);
      const a = w.account('HT-002');
      const over = paid(a) - paymentCeiling(a);
      w.give(
        'RecordRecovery',
        {
          ...{
            contract: 'HT-002',
            amount: yuan(over),
            advanceRecovered: '0.00',
            voucher: s.voucher(w, 'ZH'),
          },
          ...{ recoveredOn: w.day, payer: s.party(a.contractor), reason: '决算审计核减后退回多付的结算款。' },
        },
        s.byFinance(w),
      );
    },
  },
  {
    facts: {
      ...{ number: 'ZW-2024-011', name: '江滨大道绿道及照明提升工程', owner, category: 'lighting' },
      ...{ site: '江滨大道', estimate: cny(7_900_000), begins: '2024-04-08' },
    },
    shows: '在建：工期已过，中小企业款项逾期未付（P6），变更未完',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(7_800_000), { equipment: 900 }));
      w.after(9);
      t.tendered(w, { lot: 'SG-1', estimate: cny(5_900_000), bids: [mingguang, chenhui, chengwan, donghu] });
      w.after(12);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, engineer: firms.zhengxin, days: 210 });
      w.after(9);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [1_800, 2_100], every: 66, wait: 14 });
      s.change(w, 'HT-001', 'BG-01', cny(218_930.4));
      w.after(90);
      s.certify(w, 'HT-001', {
        certificate: 'JL-03',
        value: cny(1_243_887.26),
        work: '灯具安装与送电调试。',
      });
      w.after(62);
      s.certify(w, 'HT-001', { certificate: 'JL-04', value: cny(486_120.35), work: '绿道铺装与护栏。' });
    },
  },
  {
    facts: {
      ...{ number: 'ZW-2024-023', name: '火车站站前广场改造工程', owner, category: 'road' },
      ...{ site: '火车站站前广场', estimate: cny(14_200_000), begins: '2024-06-17' },
    },
    shows: '承包人违约，合同解除，按已计量结算；送审后审核逾期（F1）；预付款尚未扣清',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(14_000_000)));
      w.after(8);
      t.tendered(w, { lot: 'SG-1', estimate: cny(11_900_000), bids: [yonggu, donghu, zhucheng, jiangdong] });
      w.after(14);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', advance: 2_000, recovery: 2_500 });
      w.after(8);
      s.payAdvance(w, 'HT-001');
      s.build(w, 'HT-001', { shares: [1_100, 900], every: 60 });
      w.after(110);
      w.give(
        'TerminateContract',
        {
          ...{ contract: 'HT-001', ground: 'contractor-default', terminatedOn: w.day },
          reason: '承包人停工超过九十日，经三次书面催告仍不复工。',
          documents: [s.paper(w, '解除合同通知书')],
        },
        s.byTender(w),
      );
      w.after(40);
      s.submit(w, 'HT-001');
    },
  },
  {
    facts: {
      ...{ number: 'ZW-2025-004', name: '解放路综合管廊工程', owner, category: 'road' },
      ...{
        region: districts.jiangnan,
        site: '解放路（江南新区段）',
        estimate: cny(46_500_000),
        begins: '2025-01-13',
      },
    },
    shows: '概算与预算两级批复；两个标段；经批准豁免投标保证金上限（T7）一次；概算调整；在建',
    play(w) {
      s.register(w);
      s.ask(w, 4);
      s.research(w);
      const lines = s.usualLines(w, cny(46_900_000), { land: 420 });
      s.budget(w, lines, { kind: 'approved-cost-estimate' });
      const within = s.usualLines(w, cny(46_200_000), { land: 420 });
      s.budget(w, within);
      w.after(6);
      t.planLot(w, { lot: 'SG-1', name: '管廊主体施工', estimate: cny(27_500_000), bids: [] });
      w.give(
        'OverrideRule',
        {
          ...{ rule: 'T7', subjectKind: 'lot', subject: 'SG-1', limit: '250', approvedOn: w.day },
          ...{ expiresOn: plusDays(w.day, 45), approvedBy: '临江市住房和城乡建设局' },
          ...{
            reason: '深基坑专用支护设备多，经批准提高投标保证金比例。',
            approvalNumber: '临建招〔2025〕4号',
          },
          documents: [s.paper(w, '投标保证金比例批复')],
        },
        s.byTender(w),
      );
      t.tendered(
        w,
        { lot: 'SG-1', estimate: cny(27_500_000), bids: [beihe, jiangdong, zhucheng] },
        { bond: 240 },
      );
      t.tendered(w, {
        ...{ lot: 'SG-2', name: '入廊管线施工', estimate: cny(11_300_000) },
        bids: [zhucheng, { bidder: donghu, invalid: '投标文件未按要求密封。' }, chengwan, beihe],
      });
      w.after(5);
      s.commission(w, {
        lot: 'JL-1',
        name: '施工监理',
        estimate: cny(980_000),
        to: firms.zhengxin,
        contract: 'HT-001',
        as: 'supervision',
      });
      s.sign(w, { contract: 'HT-002', lot: 'SG-1', engineer: firms.zhengxin, sme: false, days: 420 });
      s.sign(w, { contract: 'HT-003', lot: 'SG-2', engineer: firms.zhengxin, days: 380 });
      w.after(9);
      s.payAdvance(w, 'HT-002');
      s.expense(w, 'land', '临时占地补偿', cny(1_204_660), { uscc: null, name: '江南新区江口街道办事处' });
      s.build(w, 'HT-002', { shares: [800], every: 45 });
      w.after(14);
      const revised = s.usualLines(w, cny(46_700_000), { land: 520 });
      w.give(
        'ReviseBudget',
        {
          ...{ kind: 'budget', lines: s.linesOf(revised), total: s.totalOf(revised), approvedOn: w.day },
          ...{ reason: '沿线军用光缆迁改，增加征迁费用。', approvingBody: '临江市财政局' },
          ...{ documentNumber: '临财建〔2025〕133号', documents: [s.paper(w, '预算调整批复')] },
        },
        s.byFinance(w),
      );
    },
  },
  {
    facts: {
      ...{ number: 'ZW-LD-003', name: '西山隧道照明节能改造工程', owner, category: 'lighting' },
      ...{ site: '西山隧道', estimate: cny(1_860_000), begins: -150 },
    },
    shows: '刚签合同，尚未计量与付款',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(1_840_000)));
      w.after(3);
      t.tendered(w, { lot: 'SG-1', estimate: cny(1_590_000), bids: [chenhui, mingguang, chengwan] });
      w.after(3);
      s.sign(w, { contract: 'HT-001', lot: 'SG-1', sme: true, engineer: firms.hengzhun });
    },
  },
  {
    facts: {
      ...{ number: 'ZW-LD-012', name: '南门立交桥维修工程', owner, category: 'bridge' },
      ...{ site: '南门立交桥', estimate: cny(3_300_000), begins: -130 },
    },
    shows: '中标候选人公示中，公示期未满',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(3_250_000)));
      w.day = plusDays(w.city.openedOn, -52);
      const bids = [
        { bidder: changfeng, at: 9_310 },
        nanshan,
        { bidder: jiangdong, rejected: t.rejection(w) },
        beihe,
      ];
      t.planLot(w, { lot: 'SG-1', estimate: cny(2_810_000), bids });
      t.announce(w, 'SG-1', { deadlineOn: plusDays(w.city.openedOn, -7) });
      const read = t.opened(w, { lot: 'SG-1', estimate: cny(2_810_000), bids });
      t.evaluate(w, 'SG-1', read);
      w.day = plusDays(w.city.openedOn, -5);
      t.publicize(w, 'SG-1', read, { until: plusDays(w.city.openedOn, 9) });
    },
  },
  {
    facts: {
      ...{ number: 'ZW-LD-015', name: '江心岛步行桥工程', owner, category: 'bridge' },
      ...{ site: '江心岛', estimate: cny(9_600_000), begins: -170 },
    },
    shows: '已开标未评标：五家投标，一家因密封不符被否决，公证处记下一处异常',
    play(w) {
      s.budgeted(w, s.usualLines(w, cny(9_480_000)), 3);
      w.day = plusDays(w.city.openedOn, -48);
      const bids = [
        ...[nanshan, changfeng, beihe, jiangdong],
        { bidder: yonggu, invalid: '投标文件外层密封条破损，未予开启。' },
      ];
      const tender = { lot: 'SG-1', estimate: cny(8_150_000), bids };
      t.planLot(w, tender);
      t.announce(w, 'SG-1', { deadlineOn: plusDays(w.city.openedOn, -3) });
      t.opened(w, {
        ...tender,
        attests: ['discipline', 'notary'],
        irregularities: '一份投标文件外层密封条破损，已当众拍照并由各方签字确认。',
      });
    },
  },
];
