import type { JsonObject } from '../event-type.js';
import type { PersonKey } from './worked-people.js';

/** One entry of the worked example, as a body for the API. */
export interface Step {
  /** Names the step, for specs and stories that start or stop there. */
  readonly key: string;
  readonly on: 'project' | 'bidbox';
  readonly name: string;
  /** Null for what the ledger does by itself. */
  readonly prepares: PersonKey | null;
  /** Null for an entry that one person, or the ledger, makes alone. */
  readonly confirms: PersonKey | null;
  /** UTC instant with milliseconds: of the confirmation, or of the entry made alone. */
  readonly recordedAt: string;
  /**
   * Plain JSON. A receipt's id is known only once its bid is received: `$<key of the ReceiveBid step>` stands for it,
   * and `$receipts` for the box's whole list. See `filled`.
   */
  readonly body: JsonObject;
}

/** The body with its marks filled: `receipts` by the key of the step that received the bid, `list` the whole box. */
export function filled(
  body: JsonObject,
  receipts: Readonly<Record<string, string>>,
  list: unknown = null,
): JsonObject {
  return JSON.parse(JSON.stringify(body), (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('$')) return value;
    if (value === '$receipts') return list;
    const receipt = receipts[value.slice(1)];
    if (!receipt) throw new Error(`no receipt is known for ${value}`);
    return receipt;
  }) as JsonObject;
}
