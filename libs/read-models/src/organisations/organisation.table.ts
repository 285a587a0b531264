import { column, key, optional, table } from '../table.js';

/** What a body can be in a project. */
export const capacities = [
  'owner',
  'agent',
  'tenderer',
  'candidate',
  'winner',
  'contractor',
  'engineer',
  'observer',
  'reviewer',
  'auditor',
  'payee',
] as const;
export type Capacity = (typeof capacities)[number];

/** What became of a bid, or of an award. `opened`: nothing more is public yet. */
export const outcomes = [
  'opened',
  'rejected',
  'ranked',
  'won',
  'not-won',
  'round-failed',
  'standing',
  'cancelled',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Whole fen. */
type FenText = string;

/** A body in one capacity, from the entry that names it so. What is sealed or withheld has no row. */
export interface ParticipationRow {
  readonly organisation: string;
  readonly capacity: Capacity;
  /** The entry that names it. */
  readonly entry: number;
  /** Tells apart what one entry names: the contracts of a taking over, the bids of an opening. */
  readonly subject: string;
  readonly project: string;
  readonly revision: number;
  /** As named there. */
  readonly name: string;
  /** The fact's own day. */
  readonly day: string;
  readonly lot: string | null;
  readonly round: number | null;
  readonly contract: string | null;
  /** Of a bid or a candidate. */
  readonly rank: number | null;
  /** Bid, award, contract at signing; of a payee what was paid. */
  readonly price: FenText | null;
  readonly outcome: Outcome | null;
  /** Why the bid was rejected. */
  readonly reason: string | null;
  /** Of a contractor its contract, of an owner all contracts of the project; of a terminated one what was certified. */
  readonly contracted: FenText | null;
  readonly certified: FenText | null;
  readonly paid: FenText | null;
  /** Of a contractor. */
  readonly changes: FenText | null;
  readonly currentPrice: FenText | null;
  readonly overpaid: FenText | null;
}

const { text, integer, uuid, bigint } = column;

export const participationTable = table<ParticipationRow>('participation', {
  ...{ organisation: key(text), capacity: key(text), entry: key(bigint), subject: key(text) },
  ...{ project: uuid, revision: integer, name: text, day: text },
  ...{ lot: optional(text), round: optional(integer), contract: optional(text) },
  ...{ rank: optional(integer), price: optional(bigint), outcome: optional(text), reason: optional(text) },
  ...{ contracted: optional(bigint), certified: optional(bigint), paid: optional(bigint) },
  ...{ changes: optional(bigint), currentPrice: optional(bigint), overpaid: optional(bigint) },
});

/** Sums over a body's participations and signatures. Money in whole fen. */
export const organisationSums = [
  ...capacities,
  /** Tenders won; awards that were cancelled are not. */
  'won',
  /** As owner: contracts of its projects, and what was paid on them. */
  'ownContracted',
  'ownPaid',
  /** As contractor. */
  'contracted',
  'price',
  'changes',
  'certified',
  'paid',
  /** Entries prepared or confirmed for it. */
  'signed',
] as const;
export type OrganisationSum = (typeof organisationSums)[number];

export interface OrganisationRow extends Readonly<Record<OrganisationSum, string>> {
  readonly organisation: string;
}

export const organisationTable = table<OrganisationRow>('organisation', {
  organisation: key(text),
  ...(Object.fromEntries(organisationSums.map((sum) => [sum, bigint])) as Record<
    OrganisationSum,
    typeof bigint
  >),
});

/** A name under which a body was named, and the last entry that did; null where none of that kind did. */
export interface OrganisationNameRow {
  readonly organisation: string;
  readonly name: string;
  /** In a project. */
  readonly named: string | null;
  /** As that for which somebody signed. */
  readonly signed: string | null;
}

export const organisationNameTable = table<OrganisationNameRow>('organisation_name', {
  ...{ organisation: key(text), name: key(text), named: optional(bigint), signed: optional(bigint) },
});

/** Somebody who prepared or confirmed entries for a body. Never a name: `person` is opaque. */
export interface SignerRow {
  readonly organisation: string;
  readonly person: string;
  readonly role: string;
  /** Empty where none is known. */
  readonly department: string;
  readonly prepared: number;
  readonly confirmed: number;
  /** Days of the first and the last entry, Asia/Shanghai. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export const signerTable = table<SignerRow>('signer', {
  ...{ organisation: key(text), person: key(text), role: key(text), department: key(text) },
  ...{ prepared: integer, confirmed: integer, firstDay: text, lastDay: text },
});
