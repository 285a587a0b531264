import type { ContractView, EventView, LotView, ProjectPage, TenderView } from '@sunlit/read-models';
import {
  at,
  builder,
  fullProject,
  notice,
  openedTender,
  paymentEvent,
  second,
  sealedTender,
  worksContract,
  worksLot,
} from './fixtures.js';

const withheld = {
  kind: 'withheld',
  article: '政府信息公开条例第十六条',
  reason: '属内部讨论意见',
  approver: 'person-9',
  reviewDate: '2028-01-10',
} as const;

const sealed = { kind: 'sealed', until: 'BidsOpened', of: { lot: 'SG-1', round: 1 } } as const;

/** Clarified, objected to and failed for want of bidders. */
const failedTender: TenderView = {
  ...sealedTender,
  ...{ round: 1, stage: 'failed', bidDeadline: '2026-03-24T01:30:00.000Z' },
  ...{ box: { ...at(32), receipts: null }, opening: null, evaluation: null, publicity: null },
  clarifications: [
    {
      ...{ ...at(30), clarification: 'CQ-01', subject: '业绩年限', content: '业绩年限由三年放宽至五年。' },
      ...{ affectsBids: true, clarifiedOn: '2026-03-08' },
      ...{ deadlineBefore: notice.bidDeadline, bidDeadline: '2026-03-24T01:30:00.000Z' },
    },
    {
      ...{ ...at(31), clarification: 'CQ-02', subject: '图纸', content: '补充图纸。' },
      ...{ affectsBids: false, clarifiedOn: '2026-03-09' },
      ...{ deadlineBefore: '2026-03-24T01:30:00.000Z', bidDeadline: '2026-03-24T01:30:00.000Z' },
    },
  ],
  observers: [
    {
      ...sealedTender.observers[0]!,
      replies: [
        { ...at(33), comes: false, reason: '当日另有公证事项。' },
        { ...at(34), comes: true, reason: null },
      ],
      attestation: {
        ...{ ...at(35), present: true, statement: '封存过程符合规定。' },
        irregularities: '两份回执时间相同。',
      },
    },
    { ...sealedTender.observers[1]!, replies: [{ ...at(36), comes: false, reason: '人手不足。' }] },
  ],
  objections: [
    {
      ...at(37, { objector: sealed }),
      ...{ objection: 'YY-01', about: 'tender-documents', subject: '资格条件设置' },
      ...{ content: '认为业绩要求过高，限制竞争。', raisedOn: '2026-03-06', objector: null },
      answerDue: { rule: 'T13a', version: 1, on: '2026-03-09', provisional: false },
      answer: {
        ...{ ...at(38), outcome: 'partly-upheld', answer: '见澄清一。', answeredOn: '2026-03-08' },
      },
    },
  ],
  failed: {
    ...{ ...at(39), ground: 'too-few-bidders', reason: '至投标截止时间，投标人少于三个。' },
    ...{ failedOn: '2026-03-24', bidders: 2 },
  },
};

/** The second round: an objection after the opening that nobody has answered yet. */
const secondTender: TenderView = {
  ...openedTender,
  ...{ round: 2, stage: 'publicized' },
  objections: [
    {
      ...at(50, { objector: { ...sealed, of: { lot: 'SG-1', round: 2 } } }),
      ...{ objection: 'YY-02', about: 'evaluation-result', subject: '评分', content: '业绩分计算有误。' },
      ...{ raisedOn: '2026-05-22', objector: null, answer: null },
      answerDue: { rule: 'T13a', version: 1, on: '2026-05-25', provisional: true },
    },
  ],
};

const lot: LotView = {
  ...worksLot,
  tenders: [failedTender, secondTender],
  award: null,
  cancelledAwards: [
    {
      ...{ ...at(51), winner: second, price: '10120000.00', noticeNumber: 'ZB-2026-040' },
      ...{ awardedOn: '2026-05-26', round: 2, method: 'open', approval: null, contractDue: null },
      cancelled: {
        ...{ ...at(52), ground: 'winner-withdrew', reason: '中标人书面放弃中标。' },
        cancelledOn: '2026-06-01',
      },
    },
  ],
};

const directLot: LotView = {
  ...worksLot,
  ...{ ...at(53), lot: 'SG-2', name: '绿化工程', tenders: [failedTender], cancelledAwards: [] },
  award: {
    ...{ ...at(54), winner: builder, price: '800000.00', noticeNumber: 'ZB-2026-050' },
    ...{ awardedOn: '2026-06-20', round: null, method: 'direct', approval: '临建招〔2026〕9号' },
    ...{ contractDue: null, cancelled: null },
  },
};

/** Taken over, reduced, reversed, recovered in part, still overpaid, and terminated. */
const contract: ContractView = {
  ...worksContract,
  ...{ review: null, settlement: null, completion: null, retentionReleases: [] },
  withdrawn: [
    {
      ...{ ...at(61), step: 'review', amount: '2700000.00', withdrawnOn: '2026-09-01' },
      ...{ reason: '审定金额录入错误，按审核报告重新登记。', of: { entry: 61, revision: 60 } },
    },
  ],
  terms: { ...worksContract.terms, sme: true, paymentDays: 30 },
  opening: {
    ...{ ...at(0), asOf: '2025-12-31' },
    balances: {
      ...{ changes: null, certified: '3000000.00', advances: '500000.00', recovered: '300000.00' },
      ...{ progress: '2100000.00', settlement: '0.00', retentionPaid: '0.00', paid: '2600000.00' },
      ...{ acceptedOn: null, defectsUntil: null, submitted: null, reviewed: null },
      retentionReleased: '0.00',
    },
  },
  terminated: {
    ...{ ...at(60), ground: 'contractor-default', reason: '承包人停工超过六十日，经催告仍不复工。' },
    ...{ terminatedOn: '2026-08-20', certified: '2800000.00', paid: '2500000.00' },
  },
  money: {
    ...{ currentPrice: '10300000.00', certified: '2800000.00', advance: '500000.00' },
    ...{ recovered: '300000.00', unrecovered: '200000.00', paidOut: '4000000.00' },
    ...{ reversals: '1400000.00', recoveries: '100000.00', paid: '2500000.00', ceiling: '2440000.00' },
    ...{ overpaid: '60000.00', retentionHeld: '0.00', settled: null },
  },
  reconciled: {
    rows: [
      ...worksContract.reconciled.rows,
      { item: 'ceiling', amount: '2440000.00' },
      { item: 'overpaid', amount: '60000.00' },
    ],
    differences: [
      {
        between: ['paid-out', 'paid'],
        amount: '-1500000.00',
        because: [
          { cause: 'reversal', amount: '-1400000.00', count: 1, source: { entry: 58, revision: 57 } },
          { cause: 'recovery', amount: '-100000.00', count: 1, source: { entry: 60, revision: 59 } },
        ],
      },
      {
        between: ['ceiling', 'paid'],
        amount: '60000.00',
        because: [
          { cause: 'paid', amount: '2500000.00', count: 0, source: null },
          { cause: 'progress-share', amount: '-2240000.00', count: 0, source: null },
          { cause: 'unrecovered', amount: '-200000.00', count: 0, source: null },
        ],
      },
    ],
  },
};

const corrected = { name: { entry: 62, revision: 61 } };

/** A project on which everything went wrong that can. */
export const troubledProject: ProjectPage = {
  ...fullProject,
  registered: { ...fullProject.registered, corrected },
  takenOver: { ...at(0), asOf: '2025-12-31', expenses: '80000.00' },
  stage: 'terminated',
  ...{ finalAccount: null, audit: null, closed: null },
  consultations: [
    {
      ...at(1, { opinion: withheld }),
      ...{ department: '市财政局', opinion: undefined as unknown as string, consultedOn: '2026-01-12' },
    },
  ],
  budgets: [
    { ...fullProject.budgets[0]!, proposedOn: null },
    {
      ...{ ...fullProject.budgets[0]!, ...at(40), total: '12400000.00', proposedOn: null },
      revised: {
        ...{ ...at(40), reason: '地下管线复杂，增加迁改工程。', delta: '400000.00' },
        before: { lines: fullProject.budgets[0]!.lines, total: '12000000.00' },
      },
    },
  ],
  lots: [lot, directLot],
  contracts: [contract],
  certificates: [
    fullProject.certificates[0]!,
    {
      ...{ ...at(56), kind: 'reduction', contract: 'HT-001', certificate: 'JL-01' },
      ...{ periodFrom: null, periodUntil: null, value: '-200000.00', cumulative: '2800000.00' },
      ...{ certifiedOn: '2026-06-20', engineer: null, reason: '土方量复测后核减。' },
    },
  ],
  payments: [
    { ...fullProject.payments[0]!, note: '第一期进度款', corrected: { note: { entry: 63, revision: 62 } } },
    {
      ...{ ...at(57), contract: 'HT-001', kind: 'reversal', reverses: 'progress', amount: '-1400000.00' },
      ...{ advanceRecovered: '-200000.00', valueDate: '2026-06-15', voucher: 'CX-2026-0615' },
      ...{ payee: null, payer: null, note: '收款账号有误，银行退回。' },
      restsOn: { kind: 'payment', name: 'ZF-2026-0612', revision: 20 },
      ...{ balance: '1000000.00', contractPaid: '1000000.00' },
    },
    {
      ...{ ...at(59, { reason: withheld }), contract: 'HT-001', kind: 'recovery', reverses: null },
      ...{ amount: '-100000.00', advanceRecovered: '0.00', valueDate: '2026-07-05' },
      ...{ voucher: 'ZH-2026-0705', payee: null, payer: builder, note: null },
      restsOn: { kind: 'contract', name: 'HT-001', revision: 17 },
      ...{ balance: '900000.00', contractPaid: '900000.00' },
    },
  ],
  overrides: [
    {
      ...{ ...at(41), override: 'o-1', rule: 'T7', version: 1, subjectKind: 'lot', subject: 'SG-1' },
      ...{ limit: '250', expiresOn: '2026-03-31', reason: '专用设备多。', approvedBy: '临江市住建局' },
      ...{ approvalNumber: '临建招〔2026〕5号', approvedOn: '2026-02-25' },
      usedBy: { entry: 43, revision: 42, type: 'TenderNoticePublished' },
    },
    {
      ...{ ...at(44), override: 'o-2', rule: 'T2', version: 1, subjectKind: 'project', subject: null },
      ...{ limit: null, expiresOn: '2026-12-31', reason: '抢险工程。', approvedBy: '临江市人民政府' },
      ...{ approvalNumber: '临政办〔2026〕8号', approvedOn: '2026-02-25', usedBy: null },
    },
  ],
};

/** An entry of which one text was corrected and another withheld later. */
export const amendedEvent: EventView = {
  ...paymentEvent,
  ...{ revision: 1, entry: 2, type: 'DepartmentConsulted' },
  data: { department: '市财局', consultedOn: '2026-01-12', documents: [] },
  read: { department: '市财政局', consultedOn: '2026-01-12', documents: [] },
  closed: { opinion: withheld },
  amendments: [
    { entry: 62, revision: 61, type: 'EntryCorrected', field: 'department', text: '市财政局' },
    { entry: 64, revision: 63, type: 'FieldWithheld', field: 'opinion' },
  ],
};

export const correctionEvent: EventView = {
  ...paymentEvent,
  ...{ revision: 61, entry: 62, type: 'EntryCorrected' },
  closed: {},
  data: {
    ...{ revision: 1, field: 'department', before: '市财局', after: '市财政局', reason: '漏字。' },
    ...{ entry: '0b5f4d3e-1111-5222-8333-444455556666', type: 'DepartmentConsulted' },
  },
  read: {
    ...{ revision: 1, field: 'department', before: '市财局', after: '市财政局', reason: '漏字。' },
    ...{ entry: '0b5f4d3e-1111-5222-8333-444455556666', type: 'DepartmentConsulted' },
  },
};
