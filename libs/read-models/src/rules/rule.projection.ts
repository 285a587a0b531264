import { rulebookDecider, upcast, type JsonObject, type Rule, type RulebookState } from '@sunlit/ledger';
import { upsert, type Sql } from '../table.js';
import type { Delivery } from '../visible.js';
import { ruleTable, type RuleChange, type RuleRow } from './rule.table.js';

/** An entry of the stream `rulebook` as the table of events has it. */
export interface RulebookEntry extends RuleChange {
  /** The version stored. */
  readonly version: number;
  readonly data: JsonObject;
}

/**
 * The table of rules after a page of events, whose rows of the trail are written already. There are few changes of the
 * rulebook, and each is folded from the first: a version's end depends on all that came before.
 */
export async function projectRules(db: Sql, deliveries: readonly Delivery[]): Promise<void> {
  if (!deliveries.some(({ event }) => event.stream === 'rulebook')) return;
  const { rows } = await db.query(
    `SELECT type, revision, entry, recorded_at AS "recordedAt", version, body->'data' AS data
       FROM event WHERE stream = 'rulebook' ORDER BY revision`,
  );
  const entries = rows.map((row: RulebookEntry) => ({ ...row, entry: Number(row.entry) }));
  await upsert(db, ruleTable, ruleRows(entries));
}

/** Every version of every rule after the changes, folded as the decider folds them. Pure. */
export function ruleRows(entries: readonly RulebookEntry[]): RuleRow[] {
  const rows = new Map((ruleTable.seed ?? []).map((row) => [keyOf(row.rule), row]));
  const places = new Map([...rows.values()].map(({ id, place }) => [id, place]));
  let state: RulebookState = rulebookDecider.initialState;
  for (const { version, data, ...change } of entries) {
    state = rulebookDecider.evolve(state, { type: change.type, data: named(change.type, version, data) });
    for (const rule of state.book.rows) {
      const { id } = rule;
      if (!places.has(id)) places.set(id, places.size);
      const before = rows.get(keyOf(rule));
      if (!before)
        rows.set(keyOf(rule), {
          ...{ id, version: rule.version, place: places.get(id)! },
          ...{ rule, adopted: change, ended: null },
        });
      else if (before.rule.effectiveTo !== rule.effectiveTo)
        rows.set(keyOf(rule), { ...before, rule, ended: change });
    }
  }
  return [...rows.values()];
}

const keyOf = ({ id, version }: Rule): string => `${version} ${id}`;

/** The change as it is read now. A text that is withheld leaves no hole in the table: a title falls back to the rule's id. */
function named(type: string, version: number, data: JsonObject): JsonObject {
  const read = upcast(type, version, data);
  const id = read['rule'] ?? '';
  return { titleZh: id, titleEn: id, document: '', article: null, ...read };
}
