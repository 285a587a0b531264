import { shippedRulebook, type Rule } from '@sunlit/ledger';
import { column, key, optional, table, type Table } from '../table.js';

/** The entry of the stream `rulebook` that made a version or ended it. */
export interface RuleChange {
  readonly type: string;
  readonly revision: number;
  readonly entry: number;
  readonly recordedAt: string;
}

/** One version of one rule. */
export interface RuleRow {
  readonly id: string;
  readonly version: number;
  /** Of the rule among all rules: 0, 1, 2, ... */
  readonly place: number;
  readonly rule: Rule;
  /** Null for a version that the product ships with. */
  readonly adopted: RuleChange | null;
  /** Null for a version that no entry has ended. */
  readonly ended: RuleChange | null;
}

const { text, integer, json } = column;

/** The shipped versions are there from the start, also in an empty ledger. */
export const ruleTable: Table<RuleRow> = {
  ...table<RuleRow>('rule', {
    ...{ id: key(text), version: key(integer), place: integer, rule: json },
    ...{ adopted: optional(json), ended: optional(json) },
  }),
  seed: shippedRulebook.rows.map((rule) => ({
    ...{ id: rule.id, version: rule.version, place: placeOf(rule.id), rule, adopted: null, ended: null },
  })),
};

function placeOf(id: string): number {
  return [...new Set(shippedRulebook.rows.map((rule) => rule.id))].indexOf(id);
}
