import { Map as Keyed } from 'immutable';
import { max, min, shareDown, shareUp, sum, type BasisPoints, type Fen } from '../money.js';
import type { Party } from './state.js';

/**
 * The money of one contract, in fen: what every ceiling is computed from, for deciders and read models alike.
 * Invariants 5 and 6 of the domain.
 */
export interface ContractAccount {
  readonly contract: string;
  readonly lot: string;
  readonly kind: ContractKind;
  readonly contractor: Party;
  readonly engineer: Party | null;
  readonly signedOn: string;
  /** At signing. */
  readonly price: Fen;
  readonly changes: Fen;
  readonly changeNumbers: readonly string[];
  readonly advanceRate: BasisPoints;
  readonly advanceRecoveryRate: BasisPoints;
  readonly progressRate: BasisPoints;
  readonly retentionRate: BasisPoints;
  /** Days from certificate to payment as agreed; null where the contract names none. */
  readonly paymentDays: number | null;
  /** Whether the contractor is a small or medium enterprise; null where it is not known. */
  readonly sme: boolean | null;
  /** By the office's own number. */
  readonly certificates: Keyed<string, Certificate>;
  /** Of all certificates, reductions taken off. */
  readonly certified: Fen;
  /** Paid as advance, reversals taken off. */
  readonly advances: Fen;
  /** Of the advance, by progress and settlement payments and by recoveries. */
  readonly recovered: Fen;
  /** Cash by kind of payment, reversals taken off. */
  readonly cash: { readonly [K in PaymentKind]: Fen };
  /** Taken back by reversals: for the reconciliation, which shows payments before them. */
  readonly reversals: Fen;
  /** Paid back by the contractor. */
  readonly recoveries: Fen;
  readonly terminatedOn: string | null;
  readonly acceptedOn: string | null;
  readonly defectsUntil: string | null;
  readonly submitted: Fen | null;
  readonly submittedOn: string | null;
  readonly reviewed: Fen | null;
  readonly reviewedOn: string | null;
  /** By the audit of the final account: where it is lower than the review, it is the ceiling. */
  readonly audited: Fen | null;
  readonly retention: Fen;
  readonly retentionReleased: Fen;
}

export interface Certificate {
  /** Reductions taken off. */
  readonly value: Fen;
  readonly certifiedOn: string;
  /** Gross of the progress payments that rest on it. */
  readonly gross: Fen;
}

export const contractKinds = ['works', 'supervision', 'design', 'other'] as const;
export type ContractKind = (typeof contractKinds)[number];

/** 预付款 advance, 进度款 progress, 结算款 settlement, 质量保证金 retention. */
export const paymentKinds = ['advance', 'progress', 'settlement', 'retention'] as const;
export type PaymentKind = (typeof paymentKinds)[number];

type Terms = Pick<
  ContractAccount,
  | 'contract'
  | 'lot'
  | 'kind'
  | 'contractor'
  | 'engineer'
  | 'signedOn'
  | 'price'
  | 'advanceRate'
  | 'advanceRecoveryRate'
  | 'progressRate'
  | 'retentionRate'
  | 'paymentDays'
  | 'sme'
>;

/** A contract just signed, or taken over: of what is told of it its terms, nothing certified, nothing paid. */
export function newAccount(told: Terms): ContractAccount {
  const { contract, lot, kind, contractor, engineer, signedOn, price, paymentDays, sme } = told;
  const { advanceRate, advanceRecoveryRate, progressRate, retentionRate } = told;
  return {
    ...{ contract, lot, kind, contractor, engineer, signedOn, price, paymentDays, sme },
    ...{ advanceRate, advanceRecoveryRate, progressRate, retentionRate },
    ...{ changes: 0n, changeNumbers: [], certificates: Keyed<string, Certificate>(), certified: 0n },
    ...{ advances: 0n, recovered: 0n, cash: { advance: 0n, progress: 0n, settlement: 0n, retention: 0n } },
    ...{ reversals: 0n, recoveries: 0n, terminatedOn: null, acceptedOn: null, defectsUntil: null },
    ...{ submitted: null, submittedOn: null, reviewed: null, reviewedOn: null, audited: null },
    ...{ retention: 0n, retentionReleased: 0n },
  };
}

export const currentPrice = (a: ContractAccount): Fen => a.price + a.changes;
/** What the budget must cover: of a terminated contract what was certified, or paid where that is more. */
export const obligation = (a: ContractAccount): Fen =>
  a.terminatedOn === null ? currentPrice(a) : max(a.certified, paid(a));
/** Payments less reversals less what was paid back. */
export const paid = (a: ContractAccount): Fen => sum(Object.values(a.cash)) - a.recoveries;
export const unrecovered = (a: ContractAccount): Fen => a.advances - a.recovered;
/** Cash plus advance recovered, of all progress payments, less what was paid back. */
export const progressGross = (a: ContractAccount): Fen => a.cash.progress + a.recovered - a.recoveries;
/** What is still to be paid, cash or recovery, on one certificate. */
export const dueOnCertificate = (a: ContractAccount, { value, gross }: Certificate): Fen =>
  max(0n, shareDown(value, a.progressRate) - gross);

export const advanceCeiling = (a: ContractAccount): Fen => shareDown(a.price, a.advanceRate);
export const progressCeiling = (a: ContractAccount): Fen => shareDown(a.certified, a.progressRate);

/** The least that a progress payment of `gross` must recover of the advance. */
export const leastRecovery = (a: ContractAccount, gross: Fen): Fen =>
  min(unrecovered(a), shareUp(gross, a.advanceRecoveryRate));

/** Withheld from the reviewed amount until released: at least the rate, rounded up to the fen. */
export const retentionOf = (a: ContractAccount, reviewed: Fen): Fen => shareUp(reviewed, a.retentionRate);

/**
 * The most that may be paid in all. Before the settlement review: progress rate x certified + unrecovered advance;
 * after it: reviewed, or audited where that is less, without the retention still held.
 */
export function paymentCeiling(a: ContractAccount): Fen {
  if (a.reviewed === null) return progressCeiling(a) + unrecovered(a);
  return max(0n, min(a.reviewed, a.audited ?? a.reviewed) - a.retention + a.retentionReleased);
}

/** What is paid over the ceiling, after a later reduction, review, audit or reversal lowered it. */
export const overpaid = (a: ContractAccount): Fen => max(0n, paid(a) - paymentCeiling(a));

export type ContractStage =
  'under-way' | 'terminated' | 'accepted' | 'settlement-submitted' | 'settlement-reviewed';
export const contractStage = (a: ContractAccount): ContractStage =>
  a.reviewed !== null
    ? 'settlement-reviewed'
    : a.submitted !== null
      ? 'settlement-submitted'
      : a.acceptedOn !== null
        ? 'accepted'
        : a.terminatedOn !== null
          ? 'terminated'
          : 'under-way';
