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
  readonly certificates: Readonly<Record<string, { readonly value: Fen; readonly certifiedOn: string }>>;
  readonly certified: Fen;
  readonly advances: Fen;
  readonly recovered: Fen;
  /** Cash by kind of payment. */
  readonly cash: { readonly [K in PaymentKind]: Fen };
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

export const contractKinds = ['works', 'supervision', 'design', 'other'] as const;
export type ContractKind = (typeof contractKinds)[number];

/** 预付款 advance, 进度款 progress, 结算款 settlement, 质量保证金 retention. */
export const paymentKinds = ['advance', 'progress', 'settlement', 'retention'] as const;
export type PaymentKind = (typeof paymentKinds)[number];

export const currentPrice = (a: ContractAccount): Fen => a.price + a.changes;
export const paid = (a: ContractAccount): Fen => sum(Object.values(a.cash));
export const unrecovered = (a: ContractAccount): Fen => a.advances - a.recovered;
/** Cash plus advance recovered, of all progress payments. */
export const progressGross = (a: ContractAccount): Fen => a.cash.progress + a.recovered;

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
  return min(a.reviewed, a.audited ?? a.reviewed) - a.retention + a.retentionReleased;
}

/** What is paid over the ceiling, after a later review or audit lowered it. */
export const overpaid = (a: ContractAccount): Fen => max(0n, paid(a) - paymentCeiling(a));

export type ContractStage = 'under-way' | 'accepted' | 'settlement-submitted' | 'settlement-reviewed';
export const contractStage = (a: ContractAccount): ContractStage =>
  a.reviewed !== null
    ? 'settlement-reviewed'
    : a.submitted !== null
      ? 'settlement-submitted'
      : a.acceptedOn !== null
        ? 'accepted'
        : 'under-way';
