import { column, key, optional, table } from '../table.js';

/** The one row about the whole ledger: what it is, how far the read models have come, totals over all projects in fen. */
export interface LedgerRow {
  readonly onlyRow: true;
  readonly name: string | null;
  readonly origin: string | null;
  readonly region: string | null;
  readonly sample: boolean | null;
  /** How many entry numbers are given; the last one is one less. */
  readonly entries: string;
  readonly recordedAt: string | null;
  readonly projects: string;
  readonly budget: string;
  readonly contracted: string;
  readonly certified: string;
  readonly paid: string;
  readonly expenses: string;
  readonly audited: string;
}

const { text, bigint, flag } = column;

export const ledgerTable = table<LedgerRow>('ledger', {
  onlyRow: key(flag),
  ...{ name: optional(text), origin: optional(text), region: optional(text), sample: optional(flag) },
  ...{ entries: bigint, recordedAt: optional(text), projects: bigint },
  ...{
    budget: bigint,
    contracted: bigint,
    certified: bigint,
    paid: bigint,
    expenses: bigint,
    audited: bigint,
  },
});
