import type { LedgerOpened } from '@sunlit/ledger';
import { amounts, type TotalsChange } from '../project-page/project.projection.js';
import { upsert, type Sql } from '../table.js';
import type { Delivery } from '../visible.js';
import { ledgerTable, type LedgerRow } from './ledger.table.js';

const nothing: LedgerRow = {
  ...{
    onlyRow: true,
    name: null,
    origin: null,
    region: null,
    sample: null,
    entries: '0',
    recordedAt: null,
    projects: '0',
  },
  ...{ budget: '0', contracted: '0', certified: '0', paid: '0', expenses: '0', audited: '0' },
};

/** The ledger's row as it stands; a new ledger's when there is none. */
export async function ledgerRow(db: Sql): Promise<LedgerRow> {
  const { rows } = await db.query(
    `SELECT only_row AS "onlyRow", name, origin, region, sample, entries, recorded_at AS "recordedAt", projects,
            budget, contracted, certified, paid, expenses, audited FROM ledger`,
  );
  return rows[0] ?? nothing;
}

/** The ledger's row after a page: what was opened, the entries given, and what changed in the totals. */
export async function projectLedger(
  db: Sql,
  before: LedgerRow,
  deliveries: readonly Delivery[],
  change: TotalsChange,
): Promise<void> {
  const fresh = deliveries.flatMap(({ event, again }) => (again ? [] : event));
  const opened = fresh.find(({ type }) => type === 'LedgerOpened')?.read as LedgerOpened | undefined;
  const { name, origin, region, sample } = opened ?? before;
  const totals = (['projects', ...amounts] as const).map((total) => [
    total,
    String(BigInt(before[total]) + change[total]),
  ]);
  const after: LedgerRow = {
    ...{ ...before, name, origin, region, sample, ...Object.fromEntries(totals) },
    ...{
      entries: String(BigInt(before.entries) + BigInt(fresh.length)),
      recordedAt: fresh.at(-1)?.recordedAt ?? before.recordedAt,
    },
  };
  await upsert(db, ledgerTable, [after]);
}
