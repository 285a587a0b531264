import type {
  ContractView,
  EventView,
  HomeView,
  LotView,
  ProjectPage,
  ProjectRow,
  Source,
  TenderView,
  TrailRow,
} from '@sunlit/read-models';
import { lead, metLate, overdue } from './rule-fixtures.js';

/** Views made by hand, after the worked example of the ledger: one full of everything, one just registered. */

export const projectId = '5f0c7c7e-3b0a-5d3f-9a51-0c2f6f6f1a01';
export const smallId = '5f0c7c7e-3b0a-5d3f-9a51-0c2f6f6f1a02';
const longName =
  '临江市城东新区滨江路至东湖大道沿线雨污分流管网与道路照明附属设施综合改造提升工程（二期一标段及配套绿化）';

const ledger = { name: '临江市阳光账本', origin: 'ledger.example/linjiang', region: '331082', sample: true };
const current = { entry: 41, recordedAt: '2026-11-20T08:30:00.000Z' };
const owner = { uscc: '11331082MB0X123457', name: '临江市市政工程建设中心' };
export const builder = { uscc: '91330000MA27AAAA01', name: '江东建设有限公司' };
export const second = { uscc: '91330000MA27CCCC03', name: '海陵市政<b>集团</b>有限公司 🚧' };
export const third = { uscc: null, name: '东湖路桥工程有限公司' };
export const supervisor = { uscc: '91330000MA27BBBB02', name: '正信工程监理有限公司' };

export const at = (revision: number, closed: Source['closed'] = {}): Source => ({
  revision,
  entry: revision + 1,
  recordedAt: `2026-0${1 + Math.floor(revision / 8)}-1${revision % 8}T02:00:00.000Z`,
  closed,
});

const page = (total: number, size = 200) => ({ page: 1, pages: Math.max(1, Math.ceil(total / size)), total });

const receipt = (n: number) => `00000000-0000-5000-8000-00000000000${n}`;
export const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const notice: TenderView['notice'] = {
  ...at(7),
  title: '滨江路改造工程施工招标公告',
  content: '道路铺装、雨污水管网、照明与绿化。\n含交通疏导。',
  scale: '全长1.8公里，红线宽24米',
  fundSource: '市级财政城市维护建设资金',
  qualifications: '市政公用工程施工总承包二级及以上。',
  consortiumAllowed: false,
  documentAccess: '市公共资源交易平台下载，不收费。',
  documentsFrom: '2026-02-26',
  documentsUntil: '2026-03-05',
  publishedOn: '2026-02-26',
  bidDeadline: '2026-03-20T01:30:00.000Z',
  openingPlace: '市公共资源交易中心第二开标室',
  contacts: '临江市市政工程建设中心 招标办',
  agent: null,
  platform: '市公共资源交易平台',
  ceilingPrice: '10450000.00',
  bidBond: '200000.00',
  documents: [],
};

/** A tender whose committee, ranking and rejections are still sealed. */
export const sealedTender: TenderView = {
  round: 1,
  stage: 'evaluated',
  notice,
  observers: [
    {
      ...at(8),
      observer: { uscc: null, name: '临江市公证处' },
      capacity: 'notary',
      invitedOn: '2026-03-10',
      replies: [],
      attestation: null,
    },
    {
      ...at(9),
      observer: { uscc: null, name: '临江市人民检察院' },
      capacity: 'procuratorate',
      invitedOn: '2026-03-10',
      replies: [],
      attestation: null,
    },
  ],
  bidDeadline: notice.bidDeadline,
  clarifications: [],
  objections: [],
  failed: null,
  box: {
    ...at(10),
    receipts: [
      {
        receipt: receipt(1),
        bidder: builder,
        receivedAt: '2026-03-20T01:00:00.000Z',
        sealIntact: true,
        fileSha256: sha256,
        standing: 'stands',
      },
      {
        receipt: receipt(2),
        bidder: second,
        receivedAt: '2026-03-19T07:00:00.000Z',
        sealIntact: true,
        fileSha256: sha256,
        standing: 'replaced',
      },
      {
        receipt: receipt(3),
        bidder: second,
        receivedAt: '2026-03-20T01:05:00.000Z',
        sealIntact: true,
        fileSha256: sha256,
        standing: 'stands',
      },
      {
        receipt: receipt(4),
        bidder: third,
        receivedAt: '2026-03-20T01:20:00.000Z',
        sealIntact: true,
        fileSha256: sha256,
        standing: 'stands',
      },
    ],
  },
  opening: {
    ...at(11),
    openedAt: '2026-03-20T02:00:00.000Z',
    place: '市公共资源交易中心第二开标室',
    attended: [{ uscc: null, name: '临江市公证处' }],
    bids: [
      {
        receipt: receipt(1),
        bidder: builder,
        price: '10000000.00',
        durationDays: 300,
        valid: true,
        rejection: null,
      },
      {
        receipt: receipt(3),
        bidder: second,
        price: '10120000.00',
        durationDays: 290,
        valid: true,
        rejection: null,
      },
      {
        receipt: receipt(4),
        bidder: third,
        price: null,
        durationDays: null,
        valid: false,
        rejection: '未按招标文件要求密封。',
      },
    ],
  },
  evaluation: {
    ...at(12, {
      committee: { kind: 'sealed', until: 'TenderAwarded', of: { lot: 'SG-1', round: 1 } },
      ranking: { kind: 'sealed', until: 'CandidatesPublicized', of: { lot: 'SG-1', round: 1 } },
      rejections: { kind: 'sealed', until: 'CandidatesPublicized', of: { lot: 'SG-1', round: 1 } },
    }),
    evaluationMethod: '综合评估法',
    evaluatedOn: '2026-03-20',
    committee: null,
    ranking: null,
    rejections: null,
  },
  publicity: null,
};

export const openedTender: TenderView = {
  ...sealedTender,
  stage: 'awarded',
  evaluation: {
    ...at(12),
    evaluationMethod: '综合评估法',
    evaluatedOn: '2026-03-20',
    committee: ['专家甲', '专家乙', '专家丙', '专家丁', '业主代表'].map((name, i) => ({
      name,
      expert: i < 4,
    })),
    ranking: [
      { rank: 1, bidder: builder, price: '10000000.00', score: '92.45' },
      { rank: 2, bidder: second, price: '10120000.00', score: '88.10' },
    ],
    rejections: [],
  },
  publicity: {
    ...at(13),
    candidates: [
      {
        rank: 1,
        bidder: builder,
        price: '10000000.00',
        durationDays: 300,
        manager: '林国栋',
        managerCertificate: '浙1332020000001',
        qualification: '市政公用工程施工总承包一级',
      },
    ],
    publicFrom: '2026-03-21',
    publicUntil: '2026-03-24',
    objectionChannel: '招标人书面提出，三日内答复。',
  },
};

export const worksLot: LotView = {
  ...at(6),
  lot: 'SG-1',
  name: '道路与排水工程施工',
  kind: 'works',
  method: 'open',
  ground: null,
  estimate: '10500000.00',
  plannedOn: '2026-02-24',
  tenders: [openedTender],
  award: {
    ...at(14),
    winner: builder,
    price: '10000000.00',
    noticeNumber: 'ZB-2026-031',
    awardedOn: '2026-03-26',
    ...{ round: 1, method: 'open', approval: null, contractDue: null, cancelled: null },
  },
  cancelledAwards: [],
};

const supervisionLot: LotView = {
  ...at(15, {
    ground: {
      kind: 'withheld',
      article: '政府信息公开条例第十五条',
      reason: '涉及商业秘密',
      approver: 'person-9',
      reviewDate: '2027-03-01',
    },
  }),
  lot: 'JL-1',
  name: '施工监理',
  kind: 'services',
  method: 'direct',
  ground: undefined as unknown as null,
  estimate: '300000.00',
  plannedOn: '2026-02-24',
  tenders: [],
  award: {
    ...at(16),
    winner: supervisor,
    price: '280000.00',
    noticeNumber: 'WT-2026-004',
    awardedOn: '2026-03-01',
    ...{ round: null, method: 'direct', approval: null, contractDue: null, cancelled: null },
  },
  cancelledAwards: [],
};

export const worksContract: ContractView = {
  ...at(17),
  contract: 'HT-001',
  lot: 'SG-1',
  kind: 'works',
  contractor: builder,
  engineer: supervisor,
  price: '10000000.00',
  signedOn: '2026-04-02',
  startOn: '2026-04-10',
  finishOn: '2027-02-05',
  terms: {
    advanceRate: 1000,
    advanceRecoveryRate: 1250,
    progressRate: 8000,
    retentionRate: 300,
    performanceBond: '0.00',
    ...{ sme: false, paymentDays: null },
  },
  ...{ opening: null, terminated: null, reductions: [], reversals: [], recoveries: [] },
  ...{ recoveriesReversed: [], moved: [], withdrawn: [] },
  changes: [
    {
      ...at(21),
      change: 'BG-01',
      reason: '管线迁改增加工程量。<script>alert(1)</script>',
      delta: '300000.00',
      priceBefore: '10000000.00',
      priceAfter: '10300000.00',
      cumulative: 300,
      approvedBy: '市发展和改革局',
      approvalNumber: '临发改变〔2026〕7号',
      approvedOn: '2026-07-15',
    },
  ],
  money: {
    currentPrice: '10300000.00',
    certified: '10300000.00',
    ...{ advance: '1000000.00', recovered: '1000000.00', unrecovered: '0.00' },
    ...{ paidOut: '10220000.00', reversals: '0.00', recoveries: '0.00' },
    paid: '10220000.00',
    ceiling: '10120000.00',
    overpaid: '100000.00',
    retentionHeld: '0.00',
    settled: '10120000.00',
  },
  completion: { ...at(24), acceptedOn: '2027-02-08', quality: '合格', defectsUntil: '2028-02-08' },
  settlement: { ...at(25), submitted: '10300000.00', submittedOn: '2027-03-20' },
  review: {
    ...at(26),
    submitted: '10300000.00',
    approved: '10120000.00',
    reduction: '180000.00',
    reductionRate: 175,
    reviewer: { uscc: null, name: '临江市财政投资评审中心' },
    kind: 'finance-bureau',
    reviewedOn: '2027-04-25',
    opinion: '核减多计土方量。',
    auditFindings: [{ description: '土方量重复计算。', amount: '180000.00' }],
  },
  retentionReleases: [{ ...at(28), amount: '303600.00', releasedOn: '2028-02-20' }],
  reconciled: {
    rows: [
      { item: 'price', amount: '10000000.00' },
      { item: 'changes', amount: '300000.00' },
      { item: 'current-price', amount: '10300000.00' },
      { item: 'certified', amount: '10300000.00' },
      { item: 'advance', amount: '1000000.00' },
      { item: 'recovered', amount: '1000000.00' },
      { item: 'paid-out', amount: '10220000.00' },
      { item: 'reversals', amount: '0.00' },
      { item: 'recoveries', amount: '0.00' },
      { item: 'paid', amount: '10220000.00' },
      { item: 'reviewed', amount: '10120000.00' },
      { item: 'retained', amount: '0.00' },
      { item: 'audited', amount: null },
    ],
    differences: [
      {
        between: ['price', 'current-price'],
        amount: '300000.00',
        because: [{ cause: 'change', amount: '300000.00', count: 1, source: { entry: 22, revision: 21 } }],
      },
      {
        between: ['reviewed', 'paid'],
        amount: '100000.00',
        because: [
          { cause: 'review', amount: '-10120000.00', count: 1, source: { entry: 27, revision: 26 } },
          { cause: 'advance', amount: '1000000.00', count: 1, source: { entry: 23, revision: 22 } },
          { cause: 'progress', amount: '9220000.00', count: 12, source: null },
        ],
      },
    ],
  },
};

const trail: readonly TrailRow[] = [
  row(29, 'PaymentRecorded', { contract: 'HT-001', kind: 'retention', amount: '303600.00' }, { findings: 1 }),
  row(28, 'RetentionReleased', { contract: 'HT-001', amount: '303600.00' }),
  row(11, 'BidsOpened', { lot: 'SG-1', openedAt: '2026-03-20T02:00:00.000Z' }),
  row(
    0,
    'ProjectRegistered',
    { number: 'ZW-2026-017', name: '滨江路改造工程', estimate: '12500000.00' },
    { late: true },
  ),
];

function row(
  revision: number,
  type: string,
  gist: Record<string, string>,
  more: Partial<TrailRow> = {},
): TrailRow {
  const { entry, recordedAt } = at(revision);
  return {
    ...{ entry, recordedAt, revision, type, gist, findings: 0, late: false },
    ...{ project: projectId, projectName: '滨江路改造工程', stream: `project-${projectId}`, id: receipt(9) },
    ...more,
  };
}

/** Every part of the page filled: overpaid contract, withheld ground, markup and emoji in names, findings of both layers. */
export const fullProject: ProjectPage = {
  past: null,
  ledger,
  current,
  project: projectId,
  revision: 29,
  registered: {
    ...at(0),
    number: 'ZW-2026-017',
    nationalCode: '2026-331082-48-01-102938',
    name: '滨江路改造工程',
    owner,
    region: '331082',
    category: 'road',
    site: '滨江路（解放桥至东湖路）',
    fundSource: '市级财政城市维护建设资金',
    estimate: '12500000.00',
    responsibleDepartment: '工程管理科',
    responsiblePerson: '周明远',
  },
  takenOver: null,
  ...{ withdrawn: [], overrides: [] },
  stage: 'settled',
  figures: {
    budget: '12000000.00',
    contracted: '10580000.00',
    certified: '10580000.00',
    paid: '10500000.00',
    expenses: '560000.00',
    audited: '10960000.00',
  },
  consultations: [
    { ...at(1), department: '市财政局', opinion: '同意列入年度计划。', consultedOn: '2026-01-12' },
  ],
  research: [
    {
      ...at(2),
      subject: '道路病害与交通量调查',
      summary: '路面破损率百分之二十三，早高峰饱和度零点九。',
      conductedBy: '市政设计研究院',
      completedOn: '2026-01-20',
    },
  ],
  budgets: [
    {
      ...at(3),
      kind: 'budget',
      lines: [
        { category: 'works', description: '道路与排水工程', amount: '10500000.00' },
        { category: 'supervision', description: '施工监理', amount: '300000.00' },
        { category: 'design', description: '勘察设计', amount: '250000.00' },
        { category: 'land', description: '征地补偿', amount: '480000.00' },
        { category: 'owners-costs', description: '建设单位管理费', amount: '120000.00' },
        { category: 'reserve', description: '预备费', amount: '350000.00' },
      ],
      total: '12000000.00',
      proposedOn: '2026-02-02',
      approved: {
        ...at(4),
        approvingBody: '临江市财政局',
        documentNumber: '临财建〔2026〕18号',
        approvedOn: '2026-02-20',
      },
      revised: null,
    },
  ],
  lots: [worksLot, supervisionLot],
  contracts: [
    worksContract,
    {
      ...worksContract,
      ...at(18),
      ...{
        contract: 'HT-002',
        lot: 'JL-1',
        kind: 'supervision',
        contractor: supervisor,
        engineer: null,
        price: '280000.00',
      },
      terms: {
        advanceRate: 0,
        advanceRecoveryRate: 0,
        progressRate: 10000,
        retentionRate: 0,
        performanceBond: '0.00',
        ...{ sme: null, paymentDays: null },
      },
      money: {
        currentPrice: '280000.00',
        certified: '280000.00',
        ...{ advance: '0.00', recovered: '0.00', unrecovered: '0.00' },
        ...{ paidOut: '280000.00', reversals: '0.00', recoveries: '0.00' },
        paid: '280000.00',
        ceiling: '280000.00',
        overpaid: '0.00',
        retentionHeld: '0.00',
        settled: null,
      },
      ...{ changes: [], completion: null, settlement: null, review: null, retentionReleases: [] },
      reconciled: { rows: [{ item: 'price', amount: '280000.00' }], differences: [] },
    },
  ],
  certificates: [
    {
      ...at(19),
      kind: 'certificate',
      reason: null,
      contract: 'HT-001',
      certificate: 'JL-01',
      periodFrom: '2026-04-10',
      periodUntil: '2026-05-31',
      value: '2000000.00',
      cumulative: '2000000.00',
      certifiedOn: '2026-06-03',
      engineer: supervisor,
    },
  ],
  payments: [
    {
      ...at(20, { payeeAccount: { kind: 'personal' } }),
      ...{
        contract: 'HT-001',
        kind: 'progress',
        reverses: null,
        payer: null,
        amount: '1400000.00',
        advanceRecovered: '200000.00',
        valueDate: '2026-06-12',
        voucher: 'ZF-2026-0612',
      },
      ...{
        payee: builder,
        note: '第一期进度款',
        restsOn: { kind: 'certificate', name: 'JL-01', revision: 19 },
        balance: '2400000.00',
        contractPaid: '2400000.00',
      },
    },
    {
      ...at(22, {
        payeeAccount: { kind: 'personal' },
        payee: {
          kind: 'withheld',
          article: '政府信息公开条例第十五条',
          reason: '涉及个人隐私',
          approver: 'person-9',
          reviewDate: '2027-01-01',
        },
      }),
      ...{
        contract: null,
        kind: 'expense',
        reverses: null,
        payer: null,
        amount: '440000.00',
        advanceRecovered: '0.00',
        valueDate: '2026-07-01',
        voucher: 'ZF-2026-0701',
      },
      ...{
        payee: null,
        note: '滨江路沿线征地补偿',
        restsOn: { kind: 'budget-line', name: 'land', revision: 4 },
        balance: '2840000.00',
        contractPaid: null,
      },
    },
  ],
  reconciliation: {
    budget: '12000000.00',
    contracts: [
      {
        contract: 'HT-001',
        price: '10000000.00',
        changes: '300000.00',
        certified: '10300000.00',
        paid: '10220000.00',
        unrecovered: '0.00',
        retentionHeld: '0.00',
        reviewed: '10120000.00',
        audited: '10120000.00',
        difference: '100000.00',
      },
      {
        contract: 'HT-002',
        price: '280000.00',
        changes: '0.00',
        certified: '280000.00',
        paid: '280000.00',
        unrecovered: '0.00',
        retentionHeld: '0.00',
        reviewed: null,
        audited: null,
        difference: null,
      },
    ],
    expenses: '560000.00',
    total: '11060000.00',
    audited: '10960000.00',
    difference: '100000.00',
  },
  finalAccount: {
    ...at(27),
    total: '10960000.00',
    budget: '12000000.00',
    surplus: '1040000.00',
    compiledOn: '2027-05-20',
  },
  audit: {
    ...at(28),
    submitted: '10960000.00',
    approved: '10960000.00',
    reduction: '0.00',
    reductionRate: 0,
    auditor: { uscc: null, name: '临江市审计局' },
    kind: 'state-audit',
    auditedOn: '2027-08-16',
    conclusion: '决算真实、完整。',
    auditFindings: [],
  },
  closed: null,
  findings: [
    {
      revision: 11,
      entry: 12,
      type: 'BidsOpened',
      recordedAt: '2026-03-20T02:10:00.000Z',
      finding: {
        rule: 'T17',
        version: 1,
        value: ['discipline-inspection', 'procuratorate', 'notary'],
        unit: 'list',
        facts: { lot: 'SG-1', observersNotInvited: ['discipline-inspection'] },
      },
      judgedBy: null,
    },
    {
      revision: 17,
      entry: 18,
      type: 'ContractSigned',
      recordedAt: '2026-04-02T02:10:00.000Z',
      finding: {
        rule: 'P4',
        version: 1,
        value: { least: 1000, most: 3000 },
        unit: 'basis-points',
        facts: { advanceRate: 500 },
      },
      judgedBy: null,
    },
  ],
  documents: [
    {
      revision: 4,
      sha256,
      title: '关于滨江路改造工程预算的批复',
      mediaType: 'application/pdf',
      size: 482_113,
    },
  ],
  trail,
  trailTotal: 30,
  today: '2026-11-20',
  obligations: [overdue, metLate],
  leads: [lead],
  paging: {
    payments: page(2),
    certificates: page(1),
    findings: page(2),
    documents: page(1),
    trail: page(120, 50),
    obligations: page(2, 50),
  },
};

/** Exactly on the local line, just registered, with a name as long as they come. */
export const smallProject: ProjectPage = {
  ...fullProject,
  project: smallId,
  revision: 0,
  registered: {
    ...fullProject.registered,
    name: longName,
    number: 'ZW-2026-018',
    nationalCode: null,
    estimate: '500000.00',
  },
  stage: 'registered',
  figures: {
    budget: null,
    contracted: '0.00',
    certified: '0.00',
    paid: '0.00',
    expenses: '0.00',
    audited: null,
  },
  ...{
    consultations: [],
    research: [],
    budgets: [],
    lots: [],
    contracts: [],
    certificates: [],
    payments: [],
    findings: [],
    documents: [],
  },
  ...{ finalAccount: null, audit: null, closed: null },
  reconciliation: {
    budget: '0.00',
    contracts: [],
    expenses: '0.00',
    total: '0.00',
    audited: null,
    difference: null,
  },
  trail: [row(0, 'ProjectRegistered', { number: 'ZW-2026-018', name: longName, estimate: '500000.00' })],
  trailTotal: 1,
  today: '2026-11-20',
  obligations: [],
  leads: [],
  paging: {
    payments: page(0),
    certificates: page(0),
    findings: page(0),
    documents: page(0),
    trail: page(1),
    obligations: page(0),
  },
};

/** A project as lists show it. */
export const projectRow = (
  { project, registered, stage, figures }: ProjectPage,
  findings: number,
): ProjectRow => ({
  ...{ project, stage, figures, findings },
  ...{
    number: registered.number!,
    nationalCode: registered.nationalCode ?? null,
    name: registered.name!,
    owner,
  },
  ...{ category: 'road', district: '331082', districtName: '市本级', estimate: registered.estimate! },
  ...{ registeredAt: '2026-01-10T02:00:00.000Z', lastRecordedAt: '2026-11-20T08:30:00.000Z' },
});

const count = (value: string, count: number, name: string | null = null, chosen = false) => ({
  ...{ value, name, count, chosen },
});

/** How many projects have which value. */
export const facets: HomeView['facets'] = {
  stage: [count('registered', 20), count('under-way', 12), count('settled', 9)],
  category: [count('road', 30), count('building', 11)],
  district: [count('331082', 31, '市本级'), count('339909', 10)],
  year: [count('2026', 40), count('2025', 1)],
  owner: [
    count(owner.uscc, 31, owner.name),
    ...Array.from({ length: 9 }, (_, i) => count(`11331082MB0X1235${i}C`, 1, `第${i + 1}建设中心`)),
  ],
  finding: [count('any', 4), count('P3', 3), count('L4', 1)],
};
const noFacets: HomeView['facets'] = {
  ...{ stage: [], category: [], district: [], year: [], owner: [], finding: [] },
};

export const home: HomeView = {
  ledger,
  current,
  totals: { projects: 41, figures: { ...fullProject.figures, budget: '512345678.90' } },
  today: '2026-11-22',
  projects: [projectRow(fullProject, 2), projectRow(smallProject, 0)],
  overdue: { total: 12, first: [overdue] },
  waiting: {
    total: 2,
    first: [
      { project: projectId, name: '滨江路改造工程', waitsFor: 'audit', since: '2026-10-01', days: 52 },
      { project: smallId, name: longName, waitsFor: 'settlement', since: '2026-11-22', days: 0 },
    ],
  },
  ...{ facets, owners: 21 },
  lately: [
    ...trail,
    {
      ...trail[0]!,
      entry: 0,
      project: null,
      projectName: null,
      stream: 'ledger',
      revision: 0,
      type: 'LedgerOpened',
      gist: { name: ledger.name },
      findings: 0,
    },
  ],
};

export const emptyHome: HomeView = {
  ledger: null,
  current: { entry: -1, recordedAt: null },
  totals: {
    projects: 0,
    figures: {
      budget: '0.00',
      contracted: '0.00',
      certified: '0.00',
      paid: '0.00',
      expenses: '0.00',
      audited: '0.00',
    },
  },
  ...{ today: '2026-11-22', projects: [], lately: [], facets: noFacets, owners: 0 },
  ...{ overdue: { total: 0, first: [] }, waiting: { total: 0, first: [] } },
};

const paymentData = {
  contract: 'HT-001',
  kind: 'progress',
  certificate: 'JL-01',
  amount: '1400000.00',
  advanceRecovered: '200000.00',
  voucher: 'ZF-2026-0612',
  valueDate: '2026-06-12',
  payee: { uscc: '91330000MA27AAAA01', name: '江东建设有限公司' },
  note: '第一期进度款 <img src=x onerror=alert(1)> 🚧',
  documents: [{ sha256, title: '支付申请表', mediaType: 'application/pdf', size: 20_480 }],
};

export const paymentEvent: EventView = {
  ledger,
  current,
  entry: 21,
  project: projectId,
  projectName: '滨江路改造工程',
  stream: `project-${projectId}`,
  revision: 20,
  id: '0b5f4d3e-1111-5222-8333-444455556666',
  type: 'PaymentRecorded',
  version: 1,
  readVersion: 1,
  recordedAt: '2026-06-13T03:04:05.678Z',
  data: paymentData,
  read: paymentData,
  meta: { rulebookVersion: 1, lateReason: null },
  closed: { payeeAccount: { kind: 'personal' } },
  amendments: [],
  salts: { amount: 'c2FsdA' },
  digests: { amount: 'ZGlnZXN0', payeeAccount: 'ZGlnZXN0' },
  preparedBy: { person: 'p-7f3a', role: 'finance-officer', organisation: owner, department: '财务科' },
  confirmedBy: { person: 'p-91c2', role: 'approver', organisation: owner, department: '分管领导' },
  findings: [],
  judgedBy: [],
  lateReason: '凭证回单晚到。',
  change: {
    stage: null,
    sums: [{ name: 'paid', before: '2400000.00', after: '3800000.00', difference: '1400000.00' }],
  },
  previous: 19,
  next: 21,
};

export const evaluationEvent: EventView = {
  ...paymentEvent,
  entry: 13,
  revision: 12,
  type: 'BidsEvaluated',
  data: { lot: 'SG-1', round: 1, evaluationMethod: '综合评估法', evaluatedOn: '2026-03-20', documents: [] },
  read: { lot: 'SG-1', round: 1, evaluationMethod: '综合评估法', evaluatedOn: '2026-03-20', documents: [] },
  closed: sealedTender.evaluation!.closed,
  findings: [fullProject.findings[0]!.finding],
  lateReason: null,
  preparedBy: { person: null, role: 'ledger', organisation: null, department: null },
  confirmedBy: null,
};
