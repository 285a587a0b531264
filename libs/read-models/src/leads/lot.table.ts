import type { Lot } from '@sunlit/ledger';
import { column, key, optional, table } from '../table.js';

/** One planned lot beside those of all other projects: what the rules judged across projects compare. */
export interface PlannedLotRow {
  readonly project: string;
  readonly lot: string;
  readonly revision: number;
  readonly entry: number;
  readonly kind: Lot['kind'];
  readonly method: Lot['method'];
  /** Whole fen. */
  readonly estimate: string;
  readonly plannedOn: string;
  /** The owner's unified social credit code. */
  readonly owner: string;
  readonly category: string;
  /** As the project's page has it: corrected, or null while it is withheld. */
  readonly site: string | null;
}

const { text, uuid, integer, bigint } = column;

export const plannedLotTable = table<PlannedLotRow>(
  'planned_lot',
  {
    ...{ project: key(uuid), lot: key(text), revision: integer, entry: bigint },
    ...{ kind: text, method: text, estimate: bigint, plannedOn: text },
    ...{ owner: text, category: text, site: optional(text) },
  },
  { columns: ['owner', 'category', 'kind', 'plannedOn'] },
);
