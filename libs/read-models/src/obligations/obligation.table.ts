import { column, key, optional, table } from '../table.js';

/**
 * What is due: an objection's answer, the publicity of the candidates, the contract after the award, the payment of a
 * certificate, the review of a settlement, the final account.
 */
export const obligationKinds = [
  'answer',
  'publicity',
  'contract',
  'payment',
  'review',
  'final-account',
] as const;
export type ObligationKind = (typeof obligationKinds)[number];

/** A fact about an obligation: its own date, and the entry that records it. */
export interface Moment {
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  readonly on: string;
  readonly revision: number;
  readonly entry: number;
  readonly recordedAt: string;
}

/** What became of an obligation: met, open again, or ended without being met. */
export interface Turn extends Moment {
  readonly to: 'met' | 'open' | 'ended';
}

/** A due date from the entry that it arises from until it is met, by the revision of that entry. */
export interface ObligationRow {
  readonly project: string;
  readonly revision: number;
  readonly entry: number;
  readonly recordedAt: string;
  readonly kind: ObligationKind;
  readonly rule: string;
  readonly version: number;
  readonly lot: string | null;
  readonly round: number | null;
  readonly contract: string | null;
  /** The office's number of the objection or the certificate. */
  readonly number: string | null;
  readonly aroseOn: string;
  readonly dueOn: string;
  /** The date went through a year whose holidays were not known. */
  readonly provisional: boolean;
  /** In the order recorded: a reversed payment opens again what it had met. */
  readonly turns: readonly Turn[];
  /** After the last of them: open, met, met after the due date, ended. */
  readonly state: 'open' | 'met' | 'met-late' | 'ended';
  /** Of a certificate, whole fen: its value less reductions, and what is paid on it. */
  readonly value: string | null;
  readonly gross: string | null;
}

const { text, integer, uuid, bigint, flag, json } = column;

export const obligationTable = table<ObligationRow>(
  'obligation',
  {
    ...{ project: key(uuid), revision: key(integer), entry: bigint, recordedAt: text },
    ...{ kind: text, rule: text, version: integer },
    ...{ lot: optional(text), round: optional(integer), contract: optional(text), number: optional(text) },
    ...{ aroseOn: text, dueOn: text, provisional: flag, turns: json, state: text },
    ...{ value: optional(bigint), gross: optional(bigint) },
  },
  { columns: ['rule', 'state', 'dueOn'] },
  { columns: ['state', 'dueOn'] },
);
