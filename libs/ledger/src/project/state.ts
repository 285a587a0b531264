import type { Fen } from '../money.js';
import type { ContractAccount } from './contract-account.js';
import type { Tender } from './tender.js';
import type { ProjectRegistered } from './registration.js';

/** All that deciding on one works project needs. Money in fen. */
export interface ProjectState {
  readonly registered: ProjectRegistered | null;
  readonly consultations: number;
  readonly research: number;
  readonly budgets: { readonly [K in BudgetKind]: Budget | null };
  readonly lots: Readonly<Record<string, Lot>>;
  readonly contracts: Readonly<Record<string, ContractAccount>>;
  readonly expenses: Fen;
  /** Treasury vouchers already recorded, of payments and expenses. */
  readonly vouchers: ReadonlySet<string>;
  readonly finalAccount: { readonly total: Fen; readonly compiledOn: string } | null;
  readonly audit: {
    readonly contracts: Readonly<Record<string, Fen>>;
    readonly expenses: Fen;
    readonly total: Fen;
    readonly auditedOn: string;
  } | null;
  readonly closedOn: string | null;
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
  readonly approvedOn: string | null;
}

export interface Lot {
  readonly lot: string;
  readonly kind: 'works' | 'services' | 'goods';
  readonly method: 'open' | 'invited' | 'negotiated' | 'direct';
  readonly estimate: Fen;
  /** The latest round; null before the first notice and for a direct lot. */
  readonly tender: Tender | null;
  readonly award: { readonly winner: Party; readonly price: Fen; readonly awardedOn: string } | null;
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
  consultations: 0,
  research: 0,
  budgets: { 'approved-cost-estimate': null, budget: null },
  lots: {},
  contracts: {},
  expenses: 0n,
  vouchers: new Set(),
  finalAccount: null,
  audit: null,
  closedOn: null,
};

/** The binding budget: the latest approved 预算, else the approved 概算 (invariant 1). */
export function bindingBudget({ budgets }: ProjectState): Budget | null {
  const { budget, 'approved-cost-estimate': estimate } = budgets;
  return budget?.approvedOn ? budget : estimate?.approvedOn ? estimate : null;
}
