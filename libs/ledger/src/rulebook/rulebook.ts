import type { Rule } from './rule.js';
import { rows } from './rows.js';

/** The rules in force, chosen by date. `version` counts adoptions and is stored with every event. */
export interface Rulebook {
  readonly version: number;
  readonly rows: readonly Rule[];
  /** The version of row `id` in force on `date` (`YYYY-MM-DD`, Asia/Shanghai), if any. */
  inForce(id: string, date: string): Rule | undefined;
  /**
   * The version that binds a fact of `date`: the one in force, and for a row that nothing overrides, before its first
   * version, the first. A date typed early enough must not switch off what restates an invariant.
   */
  binding(id: string, date: string): Rule | undefined;
}

export function rulebook(version: number, all: readonly Rule[]): Rulebook {
  const inForce = (id: string, date: string) =>
    all.find(
      (r) => r.id === id && r.effectiveFrom <= date && (r.effectiveTo === null || date <= r.effectiveTo),
    );
  return {
    version,
    rows: all,
    inForce,
    binding(id, date) {
      const [first] = all
        .filter((r) => r.id === id && r.action === 'block' && !r.overridable && date < r.effectiveFrom)
        .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
      return inForce(id, date) ?? first;
    },
  };
}

/** The rows this product ships with; a ledger starts from them. */
export const shippedRulebook = rulebook(1, rows);
