import type { JsonObject } from '../event-type.js';
import { ReceiveBid } from '../bid-box.js';
import { ApproveBudget, ProposeBudget, RecordConsultation, RecordResearch } from '../project/budget.js';
import { ChangeContract, SignContract } from '../project/contract.js';
import {
  AcceptCompletion,
  AuditFinalAccount,
  CloseProject,
  CompileFinalAccount,
  ReviewSettlement,
  SubmitSettlement,
} from '../project/final-account.js';
import { CertifyProgress, RecordExpense, RecordPayment, ReleaseRetention } from '../project/payment.js';
import { RegisterProject } from '../project/registration.js';
import { PublicizeCandidates, RecordEvaluation } from '../project/evaluation.js';
import { AwardTender, PlanLot } from '../project/lot.js';
import { InviteObserver } from '../project/observer.js';
import { OpenBids, PublishTenderNotice } from '../project/tender.js';
import { play, type Played } from './play.js';
import type { Step } from './step.js';
import {
  beihe,
  donghu,
  jiangdong,
  nanshan,
  owner,
  paper,
  people,
  sealedFile,
  zhengxin,
  type PersonKey,
} from './worked-people.js';

export { filled, type Step } from './step.js';
export { documentOf, owner, papers, people, theLedger, type Paper, type PersonKey } from './worked-people.js';

/** The first event of all, in the ledger that holds the worked example. */
export const openingBody = {
  name: '临江市阳光账本',
  origin: 'ledger.example/linjiang',
  region: '331082',
  sample: true,
};

const on = (day: string, time = '03:00:00.000') => `${day}T${time}Z`;
const entry =
  (prepares: PersonKey, confirms: PersonKey) =>
  (key: string, day: string, command: { readonly name: string }, body: object, time?: string): Step => ({
    key,
    on: 'project',
    name: command.name,
    prepares,
    confirms,
    recordedAt: on(day, time),
    body: body as JsonObject,
  });

const byFinance = entry('finance', 'approver');
const byTender = entry('tender', 'approver');
const byEngineer = entry('engineer', 'approver');
const byAuditors = entry('auditor', 'secondAuditor');

const atTheBox = (
  key: string,
  recordedAt: string,
  name: string,
  body: object,
  prepares: PersonKey | null = 'tender',
): Step => ({
  key,
  on: 'bidbox',
  name,
  prepares,
  confirms: null,
  recordedAt,
  body: { lot: 'SG-1', ...body } as JsonObject,
});

const bid = (key: string, recordedAt: string, bidder: typeof jiangdong) =>
  atTheBox(key, recordedAt, ReceiveBid.name, {
    bidder,
    sealIntact: true,
    fileSha256: sealedFile(`${key} ${bidder.name}`),
  });

const observer = (key: string, capacity: string, name: string, time: string) =>
  byTender(
    key,
    '2023-03-10',
    InviteObserver,
    {
      ...InviteObserver.example,
      capacity,
      observer: { uscc: null, name },
      documents: [paper(`邀请函（${name}）`)],
    },
    time,
  );

const certificate = (
  key: string,
  day: string,
  number: string,
  periodFrom: string,
  periodUntil: string,
  value: string,
  workDone: string,
) =>
  byEngineer(key, day, CertifyProgress, {
    ...CertifyProgress.example,
    ...{ certificate: number, periodFrom, periodUntil, value, workDone, certifiedOn: day },
    documents: [paper(`工程计量证书 ${number}`)],
  });

/** A payment to the works contractor. */
const pays = (
  key: string,
  day: string,
  kind: string,
  rests: string | null,
  amount: string,
  advanceRecovered: string,
  note: string,
) =>
  byFinance(key, day, RecordPayment, {
    ...RecordPayment.example,
    ...{ kind, certificate: rests, amount, advanceRecovered, note },
    voucher: `ZF-${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8)}`,
    valueDate: day,
    documents: [paper(`国库支付凭证 ${day} ${note}`)],
  });

const supervised = (key: string, day: string, number: string, periodFrom: string, periodUntil: string) =>
  byFinance(key, day, CertifyProgress, {
    ...{
      contract: 'HT-002',
      certificate: number,
      periodFrom,
      periodUntil,
      value: '140000.00',
      certifiedOn: day,
    },
    workDone: '监理月报与旁站记录。',
    documents: [paper(`监理服务确认单 ${number}`)],
  });
const paysSupervision = (key: string, day: string, number: string, voucher: string) =>
  byFinance(key, day, RecordPayment, {
    ...{
      contract: 'HT-002',
      kind: 'progress',
      certificate: number,
      amount: '140000.00',
      advanceRecovered: '0.00',
      voucher,
    },
    ...{
      valueDate: day,
      payee: zhengxin,
      payeeAccount: '6222 0000 3333 4444 555',
      note: '监理服务费',
      documents: [],
    },
  });

const direct = {
  lot: 'JL-1',
  name: '道路与排水工程施工监理',
  kind: 'services',
  method: 'direct',
  estimate: '300000.00',
};

/**
 * The worked example of the domain page, from registration to closing: budget 12,000,000.00, works contract
 * 10,000,000.00 and one change, final account 10,960,000.00, surplus 1,040,000.00. No rule finds anything.
 */
export const workedExample: readonly Step[] = [
  byFinance('registered', '2023-01-10', RegisterProject, {
    ...RegisterProject.example,
    documents: [paper('项目建议书批复')],
  }),
  byFinance('finance-consulted', '2023-01-13', RecordConsultation, {
    ...RecordConsultation.example,
    documents: [paper('市财政局复函')],
  }),
  byFinance('defence-consulted', '2023-01-17', RecordConsultation, {
    ...{
      department: '市人民防空办公室',
      opinion: '沿线地下人防通道埋深与走向见附图。',
      consultedOn: '2023-01-16',
    },
    withhold: [
      {
        field: 'opinion',
        article: '中华人民共和国政府信息公开条例第十四条',
        reason: '涉及人民防空设施位置',
        approver: people.approver.person,
        reviewDate: '2033-01-16',
      },
    ],
  }),
  byFinance('researched', '2023-01-29', RecordResearch, {
    ...RecordResearch.example,
    documents: [paper('道路病害与交通量调查报告')],
  }),
  byFinance('estimate-proposed', '2023-02-02', ProposeBudget, {
    ...ProposeBudget.example,
    kind: 'approved-cost-estimate',
    documents: [paper('初步设计概算书')],
  }),
  byFinance('estimate-approved', '2023-02-10', ApproveBudget, {
    ...ApproveBudget.example,
    ...{
      kind: 'approved-cost-estimate',
      approvingBody: '临江市发展和改革局',
      documentNumber: '临发改概〔2023〕6号',
      approvedOn: '2023-02-09',
    },
  }),
  byFinance('budget-proposed', '2023-02-13', ProposeBudget, {
    ...ProposeBudget.example,
    proposedOn: '2023-02-13',
    documents: [paper('施工图预算书')],
  }),
  byFinance('budget-approved', '2023-02-21', ApproveBudget, {
    ...ApproveBudget.example,
    documents: [paper('关于滨江路改造工程预算的批复')],
  }),

  byTender('works-lot', '2023-02-24', PlanLot, PlanLot.example),
  byTender(
    'supervision-lot',
    '2023-02-24',
    PlanLot,
    {
      ...direct,
      ground: '估算低于本市监理服务招标限额，按询价结果直接委托。',
      plannedOn: '2023-02-24',
      documents: [paper('监理服务询价记录')],
    },
    '03:30:00.000',
  ),
  byTender('notice', '2023-02-26', PublishTenderNotice, {
    ...PublishTenderNotice.example,
    documents: [paper('施工招标文件')],
  }),
  byFinance('land-paid', '2023-03-03', RecordExpense, {
    ...RecordExpense.example,
    documents: [paper('征地补偿协议')],
  }),
  observer('discipline-invited', 'discipline-inspection', '中共临江市纪律检查委员会', '03:00:00.000'),
  observer('procuratorate-invited', 'procuratorate', '临江市人民检察院', '03:10:00.000'),
  observer('notary-invited', 'notary', '临江市公证处', '03:20:00.000'),

  bid('jiangdong-first-bid', '2023-03-15T02:00:00.000Z', jiangdong),
  bid('donghu-bid', '2023-03-16T06:10:00.000Z', donghu),
  bid('beihe-bid', '2023-03-17T01:45:00.000Z', beihe),
  bid('jiangdong-bid', '2023-03-17T08:20:00.000Z', jiangdong),
  atTheBox('beihe-withdraws', '2023-03-19T07:00:00.000Z', 'WithdrawBid', { receipt: '$beihe-bid' }),
  bid('nanshan-bid', '2023-03-20T01:29:59.999Z', nanshan),
  atTheBox('box-sealed', '2023-03-20T01:32:00.000Z', 'SealBidBox', {}, null),
  {
    ...{ key: 'box-closed', on: 'project', name: 'CloseBidBox', prepares: null, confirms: null },
    recordedAt: '2023-03-20T01:32:00.001Z',
    body: { lot: 'SG-1', round: 1, receipts: '$receipts' },
  },
  byTender(
    'bids-opened',
    '2023-03-20',
    OpenBids,
    {
      ...OpenBids.example,
      attended: ['中共临江市纪律检查委员会', '临江市人民检察院', '临江市公证处'].map((name) => ({
        uscc: null,
        name,
      })),
      bids: [
        {
          receipt: '$jiangdong-bid',
          bidder: jiangdong,
          price: '10000000.00',
          durationDays: 300,
          valid: true,
          rejection: null,
        },
        {
          receipt: '$donghu-bid',
          bidder: donghu,
          price: '10180000.00',
          durationDays: 290,
          valid: true,
          rejection: null,
        },
        {
          receipt: '$nanshan-bid',
          bidder: nanshan,
          price: '10390000.00',
          durationDays: 330,
          valid: true,
          rejection: null,
        },
      ],
      documents: [paper('开标记录表')],
    },
    '03:30:00.000',
  ),
  byTender(
    'evaluated',
    '2023-03-20',
    RecordEvaluation,
    {
      ...RecordEvaluation.example,
      ranking: [
        { rank: 1, bidder: jiangdong, price: '10000000.00', score: '92.4' },
        { rank: 2, bidder: donghu, price: '10180000.00', score: '88.1' },
      ],
      rejections: [{ bidder: nanshan, reason: '工期330日历天，超过招标文件要求的300日历天。' }],
      documents: [paper('评标报告')],
    },
    '09:00:00.000',
  ),
  byTender('publicized', '2023-03-21', PublicizeCandidates, {
    ...PublicizeCandidates.example,
    candidates: [
      ...PublicizeCandidates.example.candidates,
      {
        ...{
          rank: 2,
          bidder: donghu,
          price: '10180000.00',
          durationDays: 290,
          manager: '沈若谷',
          managerCertificate: '浙1332019000027',
        },
        qualification: '市政公用工程施工总承包二级',
      },
    ],
  }),
  byTender('awarded', '2023-03-27', AwardTender, {
    ...AwardTender.example,
    awardedOn: '2023-03-27',
    documents: [paper('中标通知书')],
  }),
  byTender(
    'supervision-awarded',
    '2023-03-27',
    AwardTender,
    {
      lot: 'JL-1',
      winner: zhengxin,
      price: '280000.00',
      noticeNumber: 'WT-2023-004',
      awardedOn: '2023-03-27',
      documents: [paper('监理委托通知书')],
    },
    '03:30:00.000',
  ),

  byTender('supervision-contract', '2023-03-31', SignContract, {
    ...SignContract.example,
    ...{
      contract: 'HT-002',
      lot: 'JL-1',
      kind: 'supervision',
      contractor: zhengxin,
      engineer: null,
      price: '280000.00',
    },
    ...{
      signedOn: '2023-03-31',
      advanceRate: 0,
      advanceRecoveryRate: 0,
      progressRate: 10000,
      retentionRate: 0,
    },
    documents: [paper('建设工程监理合同')],
  }),
  byTender('works-contract', '2023-04-03', SignContract, {
    ...SignContract.example,
    signedOn: '2023-04-03',
    documents: [paper('建设工程施工合同')],
  }),
  pays('advance', '2023-04-14', 'advance', null, '1000000.00', '0.00', '工程预付款'),
  certificate(
    'certificate-1',
    '2023-06-03',
    'JL-01',
    '2023-04-10',
    '2023-05-31',
    '2000000.00',
    '路基土方与雨水管一期。',
  ),
  pays('progress-1', '2023-06-12', 'progress', 'JL-01', '1400000.00', '200000.00', '第一期进度款'),
  byTender('change', '2023-07-18', ChangeContract, {
    ...ChangeContract.example,
    documents: [paper('设计变更审批表 BG-01')],
  }),
  certificate(
    'certificate-2',
    '2023-09-04',
    'JL-02',
    '2023-06-01',
    '2023-08-31',
    '3000000.00',
    '污水管、电力排管与路面基层。',
  ),
  supervised('supervision-certificate-1', '2023-09-06', 'FW-01', '2023-04-10', '2023-08-31'),
  pays('progress-2', '2023-09-13', 'progress', 'JL-02', '2100000.00', '300000.00', '第二期进度款'),
  paysSupervision('supervision-paid-1', '2023-09-14', 'FW-01', 'ZF-2023-0914'),
  certificate(
    'certificate-3',
    '2023-12-04',
    'JL-03',
    '2023-09-01',
    '2023-11-30',
    '3300000.00',
    '沥青面层、人行道与管线迁改。',
  ),
  pays('progress-3', '2023-12-13', 'progress', 'JL-03', '2310000.00', '330000.00', '第三期进度款'),
  byFinance('owners-costs-paid', '2023-12-21', RecordExpense, {
    ...{
      category: 'owners-costs',
      description: '建设单位管理费',
      amount: '120000.00',
      voucher: 'ZF-2023-1220',
      valueDate: '2023-12-20',
    },
    ...{ payee: owner, payeeAccount: null, documents: [paper('建设单位管理费支出明细')] },
  }),
  certificate(
    'certificate-4',
    '2024-02-04',
    'JL-04',
    '2023-12-01',
    '2024-01-31',
    '2000000.00',
    '照明、绿化与交通标线。',
  ),
  pays('progress-4', '2024-02-07', 'progress', 'JL-04', '1430000.00', '170000.00', '第四期进度款'),

  byFinance('accepted', '2024-02-20', AcceptCompletion, {
    ...AcceptCompletion.example,
    documents: [paper('竣工验收报告')],
  }),
  supervised('supervision-certificate-2', '2024-02-26', 'FW-02', '2023-09-01', '2024-02-08'),
  paysSupervision('supervision-paid-2', '2024-03-01', 'FW-02', 'ZF-2024-0301'),
  byFinance('settlement-submitted', '2024-03-20', SubmitSettlement, {
    ...SubmitSettlement.example,
    documents: [paper('竣工结算书')],
  }),
  byFinance('supervision-settlement-submitted', '2024-03-26', SubmitSettlement, {
    contract: 'HT-002',
    submitted: '280000.00',
    submittedOn: '2024-03-26',
  }),
  byAuditors('settlement-reviewed', '2024-04-16', ReviewSettlement, {
    ...ReviewSettlement.example,
    reviewedOn: '2024-04-15',
    documents: [paper('结算审核报告')],
  }),
  byAuditors('supervision-settlement-reviewed', '2024-04-17', ReviewSettlement, {
    ...ReviewSettlement.example,
    ...{
      contract: 'HT-002',
      approved: '280000.00',
      reviewedOn: '2024-04-15',
      opinion: '按合同计取，无核减。',
      auditFindings: [],
    },
  }),
  pays('settlement-paid', '2024-04-29', 'settlement', null, '1576400.00', '0.00', '结算款'),
  byFinance('final-account', '2024-05-07', CompileFinalAccount, {
    ...CompileFinalAccount.example,
    compiledOn: '2024-05-06',
    documents: [paper('竣工财务决算报表')],
  }),
  byAuditors('audited', '2024-08-19', AuditFinalAccount, {
    ...AuditFinalAccount.example,
    documents: [paper('竣工决算审计报告')],
  }),
  byFinance('retention-released', '2025-02-21', ReleaseRetention, {
    ...ReleaseRetention.example,
    documents: [paper('缺陷责任终止证书')],
  }),
  pays('retention-paid', '2025-02-26', 'retention', null, '303600.00', '0.00', '质量保证金'),
  entry('finance', 'auditor')('closed', '2025-03-11', CloseProject, CloseProject.example),
];

/** The step of that key. */
export function stepOf(key: string): Step {
  const found = workedExample.find((step) => step.key === key);
  if (!found) throw new Error(`the worked example has no step ${key}`);
  return found;
}

/**
 * Plays the worked example in memory, in order, up to and including the step `until` (all of it by default).
 * `eventId` gives the id of the n-th event of a step; without it, ids are readable and the same every time.
 */
export const playWorkedExample = (until?: string, eventId?: Parameters<typeof play>[1]): Played =>
  play(
    until === undefined ? workedExample : workedExample.slice(0, workedExample.indexOf(stepOf(until)) + 1),
    eventId,
  );
