import { yuan } from '@sunlit/ledger';
import type { amounts } from '../project-page/project.projection.js';
import type { ProjectRow } from '../views.js';

/** The six sums as a statement answers them: whole fen, as text. */
export type Amounts = { readonly [A in (typeof amounts)[number]]: string | null };

export const noAmounts: Amounts = {
  ...{ budget: null, contracted: '0', certified: '0', paid: '0', expenses: '0', audited: null },
};

/** The same in yuan; a budget and an audit that are not there stay null. */
export const figuresOf = (fen: Amounts): ProjectRow['figures'] => ({
  budget: fen.budget === null ? null : money(fen.budget),
  contracted: money(fen.contracted),
  certified: money(fen.certified),
  paid: money(fen.paid),
  expenses: money(fen.expenses),
  audited: fen.audited === null ? null : money(fen.audited),
});

const money = (fen: string | null): string => yuan(BigInt(fen ?? 0));
