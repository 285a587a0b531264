import type { Currency, LedgerView, ProjectRow } from '../views.js';
import type { Past } from '../as-of/at.js';
import type { Page } from '../place.js';

/** What lists choose by; of each any number of values, one of which a project must have. */
export const facets = ['stage', 'category', 'district', 'year', 'owner', 'finding'] as const;
export type Facet = (typeof facets)[number];

/** Of the facet `finding`: any rule. */
export const anyFinding = 'any';

/** Which projects. */
export interface ListFilter extends Readonly<Record<Facet, readonly string[]>> {
  /** Words, all of which are in its name, number, code, site, owner or contractors; empty for any. */
  readonly q: string;
  /** Of the budget, or the estimate where none is approved; yuan, both included. */
  readonly min: string | null;
  readonly max: string | null;
}

export const everyProject: ListFilter = {
  ...{ q: '', stage: [], category: [], district: [], year: [], owner: [], finding: [], min: null, max: null },
};

/** Newest registration first, which never changes; latest change, largest budget or payments first; by name. */
export const sorts = ['registered', 'latest', 'budget', 'paid', 'name'] as const;
export type Sort = (typeof sorts)[number];

/** How many projects have a value, under the other filters. */
export interface FacetCount {
  readonly value: string;
  /** An owner's newest name; null for what a word of the catalogue says. */
  readonly name: string | null;
  readonly count: number;
  readonly chosen: boolean;
}

export interface ProjectsView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly past: Past | null;
  readonly filter: ListFilter;
  readonly sort: Sort;
  readonly per: number;
  readonly paging: Page;
  readonly projects: readonly ProjectRow[];
  /** Values that nothing has are left out unless they are chosen. The largest owners only. */
  readonly facets: { readonly [F in Facet]: readonly FacetCount[] };
  /** How many owners there are under the other filters. */
  readonly owners: number;
}
