import {
  advanceCeiling,
  bindingBudget,
  chineseCalendar,
  currentPrice,
  dueAfter,
  fen,
  leastRecovery,
  paid,
  paymentCeiling,
  plusDays,
  progressCeiling,
  progressGross,
  sum,
  unrecovered,
  yuan,
  type Fen,
  type JsonObject,
  type Party,
} from '@sunlit/ledger';
import { auditing, engineers, type Body } from './bodies.js';
import { opinions, wordsOf } from './words.js';
import type { Works } from './works.js';

/** A sum that looks measured: some share of `whole`, with odd yuan and fen. `share` in basis points. */
export function measured(w: Works, whole: Fen, share: number): Fen {
  const about = (whole * BigInt(share)) / 10_000n;
  const odd = BigInt(w.draw.whole(-4_000, 4_000)) * (about / 1_000_000n);
  return about + odd + BigInt(w.draw.whole(0, 99));
}

/** Yuan as fen, for plots. */
export const cny = (amount: number): Fen => BigInt(Math.round(amount * 100));

const pick = (w: Works, role: 'finance' | 'tender' | 'approver'): string => w.draw.one(w.facts.owner[role]);
export const byFinance = (w: Works) => ({ by: pick(w, 'finance'), with: pick(w, 'approver') });
export const byTender = (w: Works) => ({ by: pick(w, 'tender'), with: pick(w, 'approver') });
export const byAuditors = { by: 'auditor-1', with: 'auditor-2' };
export const byReviewers = { by: 'auditor-3', with: 'auditor-4' };
export const paper = (w: Works, what: string): JsonObject => w.city.paper(`${w.facts.name}${what}`);

/** A number of the office: with the year, but where dates are counted from the opening. */
export const numbered = (w: Works, prefix: string, serial: number): string =>
  w.relative ? `${prefix}第${serial}号` : `${prefix}〔${w.day.slice(0, 4)}〕${serial}号`;

export function factsOf(w: Works): JsonObject {
  const { number, name, owner, region = owner.region, category, site, estimate } = w.facts;
  const [department, person] = w.draw.one(owner.departments);
  const fund =
    w.facts.fund ?? w.draw.one(['市级财政城市维护建设资金', '财政预算内投资', '地方政府专项债券与财政资金']);
  return {
    ...{ number, name, region, category, site, fundSource: fund, estimate: yuan(estimate) },
    owner: owner.body as unknown as JsonObject,
    nationalCode: w.relative
      ? null
      : `${w.day.slice(0, 4)}-${region}-48-01-${w.draw.whole(100_000, 999_999)}`,
    ...{ responsibleDepartment: department!, responsiblePerson: person! },
  };
}

export function register(w: Works): void {
  w.give('RegisterProject', factsOf(w), byFinance(w));
}

/** Departments are asked, and the matter looked into, as the rules want it before any tender. */
export function ask(w: Works, departments = 2): void {
  for (const [department, opinion] of w.draw.some(opinions, departments)) {
    w.after(w.draw.whole(2, 8));
    w.give(
      'RecordConsultation',
      { department: department!, opinion: opinion!, consultedOn: w.day },
      byFinance(w),
    );
  }
}

export function research(w: Works): void {
  const { owner, category } = w.facts;
  const [subject, summary] = w.draw.one(wordsOf[category]!.research);
  w.after(w.draw.whole(4, 14));
  const conductedBy = w.draw.one(['临江城市规划设计研究院有限公司', '市工程咨询中心', `${owner.body.name}`]);
  w.give(
    'RecordResearch',
    { subject: subject!, summary: summary!, conductedBy, completedOn: w.day },
    byFinance(w),
  );
}

export type Line = readonly [category: string, description: string, amount: Fen];
export const linesOf = (lines: readonly Line[]): JsonObject[] =>
  lines.map(([category, description, amount]) => ({ category, description, amount: yuan(amount) }));
export const totalOf = (lines: readonly Line[]): string => yuan(sum(lines.map(([, , amount]) => amount)));

/** The usual lines of a budget of about `total`, the rest of it in reserve. */
export function usualLines(w: Works, total: Fen, { land = 0, equipment = 0 } = {}): Line[] {
  const part = (share: number) => (total * BigInt(share)) / 10_000n;
  const round = (amount: Fen) => amount - (amount % 100_000n);
  const { works } = wordsOf[w.facts.category]!;
  const lines: Line[] = [
    ['works', works, round(part(8_650 - land - equipment))],
    ...(equipment > 0 ? [['equipment', '设备购置', round(part(equipment))] as const] : []),
    ['supervision', '施工监理', round(part(240))],
    ['design', '勘察设计', round(part(290))],
    ...(land > 0 ? [['land', '征地拆迁与管线迁改补偿', round(part(land))] as const] : []),
    ['owners-costs', '建设单位管理费', round(part(140))],
  ];
  return [...lines, ['reserve', '预备费', total - sum(lines.map(([, , amount]) => amount))]];
}

interface Budgeting {
  readonly kind?: 'budget' | 'approved-cost-estimate';
  readonly approvedBy?: string;
  /** Days from its proposal to its approval. */
  readonly wait?: number;
}

export function budget(
  w: Works,
  lines: readonly Line[],
  { kind = 'budget', approvedBy, wait }: Budgeting = {},
): void {
  w.after(w.draw.whole(5, 15));
  w.give(
    'ProposeBudget',
    { kind, lines: linesOf(lines), total: totalOf(lines), proposedOn: w.day },
    byFinance(w),
  );
  w.after(wait ?? w.draw.whole(8, 20));
  const estimate = kind === 'approved-cost-estimate';
  const body = approvedBy ?? (estimate ? '临江市发展和改革局' : '临江市财政局');
  w.give(
    'ApproveBudget',
    {
      ...{ kind, approvingBody: body, approvedOn: w.day },
      documentNumber: numbered(w, estimate ? '临发改概' : '临财建', w.draw.whole(3, 180)),
      documents: estimate ? [] : [paper(w, '预算批复')],
    },
    byFinance(w),
  );
}

/** From registration to an approved budget. */
export function budgeted(w: Works, lines: readonly Line[], departments = 2): void {
  register(w);
  ask(w, departments);
  research(w);
  budget(w, lines);
}

export interface Signing {
  readonly contract: string;
  readonly lot: string;
  readonly kind?: 'works' | 'supervision' | 'design' | 'other';
  readonly engineer?: Body | null;
  /** Rates in basis points. */
  readonly advance?: number;
  readonly recovery?: number;
  readonly progress?: number;
  readonly retention?: number;
  readonly bond?: Fen;
  readonly sme?: boolean;
  readonly paymentDays?: number | null;
  readonly days?: number;
  readonly lag?: number;
}

/** Signs with whom the lot was awarded to, at its price. */
export function sign(w: Works, s: Signing): void {
  const { winner, price } = w.state.lots[s.lot]!.award!;
  const works = (s.kind ?? 'works') === 'works';
  const startOn = plusDays(w.day, w.draw.whole(5, 20));
  w.give(
    'SignContract',
    {
      ...{ contract: s.contract, lot: s.lot, kind: s.kind ?? 'works', contractor: party(winner) },
      engineer: s.engineer ? party(s.engineer) : null,
      ...{
        price: yuan(price),
        signedOn: w.day,
        startOn,
        finishOn: plusDays(startOn, s.days ?? w.draw.whole(160, 400)),
      },
      advanceRate: s.advance ?? (works ? 1_000 : 0),
      advanceRecoveryRate: s.recovery ?? (works ? 1_250 : 0),
      progressRate: s.progress ?? (works ? 8_000 : 10_000),
      retentionRate: s.retention ?? (works ? 300 : 0),
      performanceBond: yuan(s.bond ?? 0n),
      prefinancing: false,
      sme: s.sme ?? w.draw.chance(45),
      paymentDays: s.paymentDays === undefined ? 30 : s.paymentDays,
      documents: works ? [paper(w, `${s.lot === 'SG-1' ? '' : s.lot}施工合同`)] : [],
    },
    { ...byTender(w), lag: s.lag ?? (works ? undefined : 1) },
  );
}

export const party = ({ uscc, name }: Party): JsonObject => ({ uscc, name });

export interface Direct {
  readonly lot: string;
  readonly name: string;
  readonly kind: 'works' | 'services' | 'goods';
  readonly method?: 'direct' | 'negotiated';
  readonly estimate: Fen;
  readonly to: Party;
  readonly price?: Fen;
  readonly ground?: string;
}

/** A small lot goes without a tender from plan to award, on a recorded ground. */
export function awardDirectly(w: Works, d: Direct): void {
  const ground = d.ground ?? '估算低于招标限额，经三家询价后直接委托。';
  w.give(
    'PlanLot',
    {
      ...{ lot: d.lot, name: d.name, kind: d.kind, method: d.method ?? 'direct', ground },
      ...{ estimate: yuan(d.estimate), plannedOn: w.day, documents: [paper(w, `${d.lot}询价记录`)] },
    },
    byTender(w),
  );
  w.after(w.draw.whole(2, 9));
  w.give(
    'AwardTender',
    {
      ...{ lot: d.lot, winner: party(d.to), price: yuan(d.price ?? measured(w, d.estimate, 9_600)) },
      ...{ noticeNumber: numbered(w, '委托', w.draw.whole(10, 99)), awardedOn: w.day },
    },
    byTender(w),
  );
}

/** A supervision or design lot with its contract. */
export function commission(
  w: Works,
  d: Omit<Direct, 'kind'> & { contract: string; as: 'supervision' | 'design' | 'other' },
): void {
  awardDirectly(w, { ...d, kind: 'services' });
  w.after(w.draw.whole(1, 6));
  sign(w, { contract: d.contract, lot: d.lot, kind: d.as, sme: false });
}

interface Certifying {
  readonly certificate: string;
  readonly value: Fen;
  readonly work: string;
  readonly from?: string;
  readonly lag?: number;
  readonly lateReason?: string;
}

/** The engineer certifies; where the contract has none, the owner's officer. */
export function certify(w: Works, contract: string, c: Certifying): void {
  const { engineer, signedOn } = w.account(contract);
  const certified = [...w.account(contract).certificates.values()].at(-1)?.certifiedOn;
  const by = engineer ? engineers.get(engineer.uscc!)! : pick(w, 'finance');
  w.give(
    'CertifyProgress',
    {
      ...{ contract, certificate: c.certificate, value: yuan(c.value), workDone: c.work, certifiedOn: w.day },
      ...{
        periodFrom: c.from ?? certified ?? signedOn,
        periodUntil: w.day,
        lateReason: c.lateReason ?? null,
      },
    },
    { by, with: pick(w, 'approver'), lag: c.lag },
  );
}

const account = (w: Works, { uscc, name }: Party): string => {
  const digits = [...(uscc ?? name)].reduce(
    (n, letter) => (n * 31 + letter.codePointAt(0)!) % 9_999_999_967,
    7,
  );
  const text = `6222${String(digits).padStart(10, '0')}${String(digits * 7)
    .padStart(5, '0')
    .slice(0, 5)}`;
  return text.replace(/(\d{4})(?=\d)/g, '$1 ');
};

export const voucher = (w: Works, prefix = 'ZF'): string => {
  const serial = String(w.state.vouchers.size + 1).padStart(3, '0');
  return w.relative ? `${prefix}-${serial}` : `${prefix}-${w.day.slice(0, 7).replace('-', '')}-${serial}`;
};

interface Paying {
  readonly kind: 'advance' | 'progress' | 'settlement' | 'retention';
  readonly amount: Fen;
  readonly recovered?: Fen;
  readonly certificate?: string;
  readonly note?: string;
  readonly lag?: number;
  readonly lateReason?: string;
}

export function pay(w: Works, contract: string, p: Paying): void {
  const { contractor } = w.account(contract);
  w.give(
    'RecordPayment',
    {
      ...{ contract, kind: p.kind, certificate: p.certificate ?? null, amount: yuan(p.amount) },
      ...{ advanceRecovered: yuan(p.recovered ?? 0n), voucher: voucher(w), valueDate: w.day },
      ...{ payee: party(contractor), payeeAccount: account(w, contractor), note: p.note ?? null },
      lateReason: p.lateReason ?? null,
    },
    { ...byFinance(w), lag: p.lag },
  );
}

export const payAdvance = (w: Works, contract: string, lag?: number): void =>
  pay(w, contract, { kind: 'advance', amount: advanceCeiling(w.account(contract)), note: '工程预付款', lag });

/** Pays as much progress as the contract allows on this certificate. */
export function payProgress(
  w: Works,
  contract: string,
  certificate: string,
  more: Partial<Paying> = {},
): void {
  const a = w.account(contract);
  const gross = progressCeiling(a) - progressGross(a);
  const recovered = leastRecovery(a, gross);
  pay(w, contract, { kind: 'progress', certificate, amount: gross - recovered, recovered, ...more });
}

interface Building {
  /** Shares of the price in basis points, one for each certificate. */
  readonly shares: readonly number[];
  /** Days between certificates. */
  readonly every?: number;
  /** Days from certificate to payment. */
  readonly wait?: number;
  readonly prefix?: string;
  /** The last certificate brings it to the whole price. */
  readonly whole?: boolean;
  /** The last certificate is not paid yet. */
  readonly unpaid?: boolean;
}

/** Certificates, each paid some time later. */
export function build(w: Works, contract: string, b: Building): void {
  const words = wordsOf[w.facts.category]!.progress;
  const before = w.account(contract).certificates.size;
  b.shares.forEach((share, i) => {
    const a = w.account(contract);
    const last = i === b.shares.length - 1;
    const value = last && b.whole ? currentPrice(a) - a.certified : measured(w, a.price, share);
    const certificate = `${b.prefix ?? 'JL'}-${String(before + i + 1).padStart(2, '0')}`;
    w.after((b.every ?? 60) + w.draw.whole(-8, 8));
    const work = a.kind === 'works' ? words[Math.min(before + i, words.length - 1)]! : serviceWork(a.kind);
    certify(w, contract, { certificate, value, work });
    if (last && b.unpaid) return;
    w.after((b.wait ?? 12) + w.draw.whole(-4, 6));
    payProgress(w, contract, certificate, {
      note: `第${'一二三四五六七八九十'[before + i] ?? before + i + 1}期`,
    });
  });
}

const serviceWork = (kind: string): string =>
  ({
    supervision: '监理月报与旁站记录。',
    design: '施工图设计文件与现场配合。',
    other: '交付并经验收确认。',
  })[kind]!;

export function change(w: Works, contract: string, number: string, delta: Fen, reason?: string): void {
  w.give(
    'ChangeContract',
    {
      ...{ contract, change: number, delta: yuanDelta(delta), approvedOn: w.day },
      reason: reason ?? w.draw.one(wordsOf[w.facts.category]!.changes),
      approvedBy: w.draw.one(['市发展和改革局', '市住房和城乡建设局', `${w.facts.owner.body.name}`]),
      approvalNumber: numbered(w, '临变', w.draw.whole(2, 90)),
    },
    byTender(w),
  );
}

const yuanDelta = (amount: Fen): string => yuan(amount);

export function expense(
  w: Works,
  category: string,
  description: string,
  amount: Fen,
  to: Party,
  more = {},
): void {
  w.give(
    'RecordExpense',
    {
      ...{ category, description, amount: yuan(amount), voucher: voucher(w, 'FY'), valueDate: w.day },
      ...{ payee: party(to), payeeAccount: null, documents: [paper(w, `${description}凭据`)], ...more },
    },
    byFinance(w),
  );
}

/** The owner's own costs, most of their budget line. */
export function ownersCosts(w: Works, share = 9_200): void {
  const line = bindingBudget(w.state)!.lines.find((l) => l.category === 'owners-costs')!;
  expense(w, 'owners-costs', '建设单位管理费', measured(w, fen(line.amount), share), w.facts.owner.body);
}

export function accept(w: Works, contract: string, { months = 12, quality = '合格' } = {}): void {
  w.give(
    'AcceptCompletion',
    {
      ...{ contract, acceptedOn: w.day, quality, participants: '建设、勘察、设计、施工、监理单位' },
      defectsUntil: plusDays(w.day, Math.round(months * 30.4)),
    },
    byFinance(w),
  );
}

/** Submits and has it reviewed; `cut` is what the review takes off, in basis points of what was submitted. */
export function settle(
  w: Works,
  contract: string,
  cut: number,
  { wait = 18, consultant = false } = {},
): void {
  submit(w, contract);
  w.after(wait);
  review(w, contract, cut, { consultant });
}

export function submit(w: Works, contract: string): void {
  const a = w.account(contract);
  const submitted = a.terminatedOn === null ? currentPrice(a) : a.certified;
  w.give('SubmitSettlement', { contract, submitted: yuan(submitted), submittedOn: w.day }, byFinance(w));
}

const cuts = ['土方量重复计算。', '材料价差计取有误。', '未按变更核减原做法。', '措施费计取基数有误。'];

export function review(w: Works, contract: string, cut: number, { consultant = false } = {}): void {
  const submitted = w.account(contract).submitted!;
  const approved = cut === 0 ? submitted : submitted - measured(w, submitted, cut);
  w.give(
    'ReviewSettlement',
    {
      ...{ contract, approved: yuan(approved), reviewedOn: w.day },
      reviewer: party(consultant ? auditing.consultant : auditing.financeBureau),
      kind: consultant ? 'consultant' : 'finance-bureau',
      opinion: cut === 0 ? '按合同计取，无核减。' : '核减多计工程量与价差。',
      auditFindings: cut === 0 ? [] : [{ description: w.draw.one(cuts), amount: yuan(submitted - approved) }],
    },
    byReviewers,
  );
}

/** Pays what the review leaves after the retention. */
export function paySettlement(w: Works, contract: string): void {
  const a = w.account(contract);
  const amount = paymentCeiling(a) - paid(a);
  if (amount > 0n)
    pay(w, contract, { kind: 'settlement', amount, recovered: unrecovered(a), note: '竣工结算款' });
}

export function releaseRetention(w: Works, contract: string): void {
  const a = w.account(contract);
  if (a.defectsUntil !== null && w.day < a.defectsUntil)
    w.day = w.worked(plusDays(a.defectsUntil, w.draw.whole(3, 15)));
  w.give('ReleaseRetention', { contract, amount: yuan(a.retention), releasedOn: w.day }, byFinance(w));
  w.after(w.draw.whole(4, 12));
  const now = w.account(contract);
  pay(w, contract, { kind: 'retention', amount: paymentCeiling(now) - paid(now), note: '质量保证金' });
}

export function compile(w: Works): void {
  const reviewed = sum(Object.values(w.state.contracts).map((a) => a.reviewed!));
  w.give(
    'CompileFinalAccount',
    {
      total: yuan(reviewed + w.state.expenses),
      compiledOn: w.day,
      documents: [paper(w, '竣工财务决算报表')],
    },
    byFinance(w),
  );
}

/** Audits the final account; `cuts` in fen off single contracts, with what was found. */
export function audit(
  w: Works,
  cutOff: Readonly<Record<string, Fen>> = {},
  found: readonly (readonly [string, Fen])[] = [],
): void {
  const contracts = Object.values(w.state.contracts).map((a) => ({
    contract: a.contract,
    amount: a.reviewed! - (cutOff[a.contract] ?? 0n),
  }));
  const clean = found.length === 0;
  w.give(
    'AuditFinalAccount',
    {
      contracts: contracts.map(({ contract, amount }) => ({ contract, amount: yuan(amount) })),
      expenses: yuan(w.state.expenses),
      approved: yuan(sum(contracts.map(({ amount }) => amount)) + w.state.expenses),
      ...{ auditor: party(auditing.auditOffice), kind: 'state-audit', auditedOn: w.day },
      conclusion: clean ? '决算真实、完整，与账面一致。' : '决算基本真实，对下列问题予以核减并要求整改。',
      auditFindings: found.map(([description, amount]) => ({ description, amount: yuan(amount) })),
      documents: [paper(w, '竣工决算审计报告')],
    },
    byAuditors,
  );
}

export function close(w: Works): void {
  w.give('CloseProject', { closedOn: w.day }, { by: pick(w, 'finance'), with: 'auditor-1' });
}

/** The earliest end of a period of days that the rules ask for; where holidays are not known, late enough for any. */
export const lasting = (w: Works, from: string, days: number): string =>
  w.relative ? plusDays(from, days + 10) : dueAfter(from, days, 'calendar-days', chineseCalendar).on;

/** Takes a step of the final account back, before another rests on it. */
export function takeBack(
  w: Works,
  step: 'WithdrawSettlement' | 'WithdrawReview' | 'WithdrawFinalAccount' | 'WithdrawAudit',
  reason: string,
  contract?: string,
): void {
  const by = { WithdrawReview: byReviewers, WithdrawAudit: byAuditors }[step as string] ?? byFinance(w);
  w.give(step, { ...(contract && { contract }), reason, withdrawnOn: w.day }, by);
}
