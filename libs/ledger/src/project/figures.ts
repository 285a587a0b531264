import { sum, yuan } from '../money.js';
import { obligation, paid } from './contract-account.js';
import { bindingBudget, type ProjectState } from './state.js';

/** The money line of a project, yuan: what a confirmer sees before and after, and a citizen on the page. */
export interface Figures {
  readonly budget: string | null;
  /** Contract prices with approved changes; of a terminated contract what was certified. */
  readonly contracted: string;
  readonly certified: string;
  /** Paid on contracts. */
  readonly paid: string;
  readonly expenses: string;
  readonly audited: string | null;
}

export function figures(state: ProjectState): Figures {
  const accounts = Object.values(state.contracts);
  const budget = bindingBudget(state);
  return {
    budget: budget && yuan(budget.total),
    contracted: yuan(sum(accounts.map(obligation))),
    certified: yuan(sum(accounts.map((a) => a.certified))),
    paid: yuan(sum(accounts.map(paid))),
    expenses: yuan(state.expenses),
    audited: state.audit && yuan(state.audit.total),
  };
}
