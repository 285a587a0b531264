import {
  advanceCeiling,
  bindingBudget,
  currentPrice,
  fen,
  leastRecovery,
  plusDays,
  progressCeiling,
  progressGross,
  yuan,
  type Fen,
  type Party,
} from '@sunlit/ledger';
import { engineers, type Body } from './bodies.js';
import { wordsOf } from './words.js';
import { byFinance, byTender, measured, numbered, paper, party, pick } from './office.js';
import type { Works } from './works.js';

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
      ...{ contract, change: number, delta: yuan(delta), approvedOn: w.day },
      reason: reason ?? w.draw.one(wordsOf[w.facts.category]!.changes),
      approvedBy: w.draw.one(['市发展和改革局', '市住房和城乡建设局', `${w.facts.owner.body.name}`]),
      approvalNumber: numbered(w, '临变', w.draw.whole(2, 90)),
    },
    byTender(w),
  );
}

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
