import type { DataSource } from 'typeorm';
import type { Currency, LedgerView } from '../views.js';

/** The ledger's row as statements answer it, in JSON. */
export interface LedgerJson {
  readonly name: string | null;
  readonly origin: string;
  readonly region: string;
  readonly sample: boolean;
  readonly entries: number;
  readonly recordedAt: string | null;
  readonly projects: number;
  readonly budget: string;
  readonly contracted: string;
  readonly certified: string;
  readonly paid: string;
  readonly expenses: string;
  readonly audited: string;
}

/** For a statement of another page: what the ledger is and how far the read models have come. */
export const ledgerJson = `
  (SELECT to_json(l) FROM (SELECT name, origin, region, sample, entries, recorded_at AS "recordedAt" FROM published.ledger) l) AS ledger`;

/** How far the published read models have come. */
export async function currency(ds: DataSource): Promise<Currency> {
  const [row] = await ds.query(`SELECT ${ledgerJson}`);
  return currentOf(row.ledger);
}

export const currentOf = (ledger: LedgerJson | null): Currency => ({
  entry: (ledger?.entries ?? 0) - 1,
  recordedAt: ledger?.recordedAt ?? null,
});

/** Null until the ledger is opened. */
export function ledgerOf(ledger: LedgerJson | null): LedgerView | null {
  if (!ledger?.name) return null;
  const { name, origin, region, sample } = ledger;
  return { name, origin, region, sample };
}
