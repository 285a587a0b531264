import type { Json } from '../event-type.js';

export const units = [
  'fen',
  'basis-points',
  'calendar-days',
  'working-days',
  'months',
  'count',
  'list',
  'required',
] as const;
export type Unit = (typeof units)[number];
/** National law, provincial rules, city policy and unit policy are told apart everywhere; the highest first. */
export const layers = ['national', 'province', 'city', 'unit'] as const;
export type Layer = (typeof layers)[number];
export const certainties = ['verified', 'secondary', 'to-be-confirmed'] as const;

export interface LegalBasis {
  /** Name of the law, regulation or policy, in Chinese as cited. */
  readonly document: string;
  readonly article: string | null;
  readonly layer: Layer;
  /** How sure the citation is: article text read, secondary source, or to be confirmed. */
  readonly certainty: (typeof certainties)[number];
}

/** A part of a rule that its basis does not say, or says of other works only, and whose word it is. */
export interface Attribution {
  readonly part: { readonly zh: string; readonly en: string };
  readonly basis: LegalBasis;
}

/** One version of one row of the rulebook. */
export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly title: { readonly zh: string; readonly en: string };
  /** fen as a yuan string, basis points and days as integers, or a list. */
  readonly value: Json;
  readonly unit: Unit;
  readonly appliesTo: { readonly zh: string; readonly en: string };
  readonly basis: LegalBasis;
  /** Where `basis` is not the whole of it: a local line beside a law must not read as that law's. */
  readonly attributed?: readonly Attribution[];
  /** Dates `YYYY-MM-DD`, Asia/Shanghai, inclusive; `effectiveTo` null while in force. */
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** The date that chooses the version. */
  readonly anchor:
    | 'notice'
    | 'clarification'
    | 'objection'
    | 'opening'
    | 'evaluation'
    | 'award'
    | 'signing'
    | 'certificate'
    | 'payment'
    | 'approval'
    | 'planning'
    | 'submission'
    | 'acceptance'
    | 'recording';
  readonly action: 'block' | 'warn';
  /** A row that restates an invariant: never. */
  readonly overridable: boolean;
  readonly judged: 'command' | 'clock' | 'across-projects';
  /** The fact it reads, or null: listed as not evaluated. */
  readonly fact: string | null;
  /** Of a row that is not evaluated: what no event of this ledger holds. Absent from one that was adopted later. */
  readonly missing?: { readonly zh: string; readonly en: string };
  /** Which way is stricter: what a city or a unit may do to a rule above it. `none`: its value cannot be changed. */
  readonly stricter: 'smaller' | 'larger' | 'narrower' | 'none';
  /** Ended by a repeal, not by another version: it comes back with none. */
  readonly repealed?: boolean;
}

export type Facts = Readonly<Record<string, Json>>;

/** A verdict against an entry that was accepted all the same: a lead, never an accusation. Stored with the event. */
export interface Finding {
  readonly rule: string;
  readonly version: number;
  readonly value: Json;
  readonly unit: Unit;
  readonly facts: Facts;
}

/** A verdict that refuses. `rule` is a row of the rulebook or an invariant of the ledger. */
export interface Breach {
  readonly rule: string;
  readonly version: number | null;
  readonly value: Json;
  readonly unit: Unit | null;
  readonly facts: Facts;
  readonly legalBasis: LegalBasis | null;
  /** Parts of the rule that are not the word of `legalBasis`. */
  readonly attributed?: readonly Attribution[];
  readonly overridable: boolean;
}

/** The longest period that a rule, a limit or a contract may name: ten years. */
export const longestPeriod = 3_660;
/** Whether a number of days or months can be counted; any number, for another unit. */
export const periodFits = (length: number, unit: Unit): boolean =>
  !['calendar-days', 'working-days', 'months'].includes(unit) || length <= longestPeriod;
