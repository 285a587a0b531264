import { Map as Keyed } from 'immutable';
import type { Fen } from '../money.js';
import type { ContractAccount, PaymentKind } from './contract-account.js';
import type { Override } from './override.js';
import type { ProjectRegistered } from './registration.js';
import type { Tender } from './round.js';

/** All that deciding on one works project needs. Money in fen. */
export interface ProjectState {
  readonly registered: ProjectRegistered | null;
  /** The day whose balances were taken over from before this ledger; null for works that it saw from the start. */
  readonly takenOverAsOf: string | null;
  readonly consultations: number;
  readonly research: number;
  readonly budgets: { readonly [K in BudgetKind]: Budget | null };
  readonly lots: Readonly<Record<string, Lot>>;
  readonly contracts: Readonly<Record<string, ContractAccount>>;
  readonly expenses: Fen;
  /** Treasury vouchers already recorded, by their number. */
  readonly vouchers: Keyed<string, Voucher>;
  readonly finalAccount: { readonly total: Fen; readonly compiledOn: string } | null;
  readonly audit: {
    readonly contracts: Readonly<Record<string, Fen>>;
    readonly expenses: Fen;
    readonly total: Fen;
    readonly auditedOn: string;
  } | null;
  readonly closedOn: string | null;
  readonly overrides: readonly Override[];
  /** What was said later about a field of an earlier entry, by `<revision>.<field>`. */
  readonly amended: Readonly<Record<string, Amended>>;
}

/** A field of an earlier entry: its corrected text, and whether the public may see it by now. */
export interface Amended {
  readonly text: string | null;
  readonly visibility: 'withheld' | 'released' | null;
}

/** What moved under one treasury voucher. */
export interface Voucher {
  /** Null for an expense. */
  readonly contract: string | null;
  readonly kind: PaymentKind | 'expense' | 'reversal' | 'recovery';
  readonly on: string;
  readonly certificate: string | null;
  readonly amount: Fen;
  readonly advanceRecovered: Fen;
  /** Taken back by reversals so far. */
  readonly reversed: Fen;
  /** Balances of the day of a taking over: what many payments came to, so that a part of it may come back. */
  readonly opening?: true;
  /** Of a recovery: made upon a settlement review, which cannot be taken back before it. */
  readonly uponReview?: true;
}

/** 概算 approved cost estimate, 预算 budget. */
export const budgetKinds = ['approved-cost-estimate', 'budget'] as const;
export type BudgetKind = (typeof budgetKinds)[number];

export interface Budget {
  readonly total: Fen;
  readonly lines: readonly {
    readonly category: string;
    readonly description: string;
    readonly amount: string;
  }[];
  readonly proposedOn: string;
  /** The first approval: what was paid between it and a revision was budgeted. */
  readonly approvedOn: string | null;
  readonly revisedOn: string | null;
}

export interface Lot {
  readonly lot: string;
  readonly kind: 'works' | 'services' | 'goods';
  readonly method: 'open' | 'invited' | 'negotiated' | 'direct';
  readonly estimate: Fen;
  /** The latest round; null before the first notice and for a direct lot. */
  readonly tender: Tender | null;
  /** Rounds that failed, those left out that the owner ended. */
  readonly failedRounds: number;
  readonly award: { readonly winner: Party; readonly price: Fen; readonly awardedOn: string } | null;
  /** Whose award was cancelled. */
  readonly cancelled: readonly Party[];
  readonly contract: string | null;
}

export interface Party {
  readonly uscc: string | null;
  readonly name: string;
}

/** What is kept under an office's own number; a number such as `constructor` must not find what every object inherits. */
export const numbered = <T>(kept: Readonly<Record<string, T>>, number: string): T | undefined =>
  Object.hasOwn(kept, number) ? kept[number] : undefined;

/** The same body: by code where both have one, else by name. */
export const sameParty = (a: Party, b: Party): boolean =>
  a.uscc !== null && b.uscc !== null ? a.uscc === b.uscc : a.name === b.name;

export const initialProject: ProjectState = {
  registered: null,
  takenOverAsOf: null,
  consultations: 0,
  research: 0,
  budgets: { 'approved-cost-estimate': null, budget: null },
  lots: {},
  contracts: {},
  expenses: 0n,
  vouchers: Keyed(),
  finalAccount: null,
  audit: null,
  closedOn: null,
  overrides: [],
  amended: {},
};

/** The binding budget: the latest approved 预算, else the approved 概算 (invariant 1). */
export function bindingBudget({ budgets }: ProjectState): Budget | null {
  const { budget, 'approved-cost-estimate': estimate } = budgets;
  return budget?.approvedOn ? budget : estimate?.approvedOn ? estimate : null;
}
