import type { Rule } from './rule.js';
import { rows } from './rows.js';

/** The rules in force, chosen by date. `version` counts adoptions and is stored with every event. */
export interface Rulebook {
  readonly version: number;
  readonly rows: readonly Rule[];
  /** The version of row `id` in force on `date` (`YYYY-MM-DD`, Asia/Shanghai), if any. */
  inForce(id: string, date: string): Rule | undefined;
}

export function rulebook(version: number, all: readonly Rule[]): Rulebook {
  return {
    version,
    rows: all,
    inForce: (id, date) =>
      all.find(
        (r) => r.id === id && r.effectiveFrom <= date && (r.effectiveTo === null || date <= r.effectiveTo),
      ),
  };
}

/** The rows this product ships with; a ledger starts from them. */
export const shippedRulebook = rulebook(1, rows);
