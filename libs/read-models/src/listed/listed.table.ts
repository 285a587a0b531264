import type { ProjectTableRow } from '../project-page/project.table.js';
import { column, key, optional, table, type Table } from '../table.js';

/** One project as lists show it: narrow, so that a hundred thousand of them are looked through at once. */
export interface ListedRow extends Pick<
  ProjectTableRow,
  | 'project'
  | 'entry'
  | 'recordedAt'
  | 'nationalCode'
  | 'stage'
  | 'estimate'
  | 'budget'
  | 'contracted'
  | 'certified'
  | 'paid'
  | 'expenses'
  | 'audited'
  | 'findings'
> {
  /** The entry that registered it or took it over: the order of lists, which never changes. */
  readonly registered: number;
  readonly registeredAt: string;
  readonly number: string;
  /** As it may be seen; null while it is withheld. */
  readonly name: string | null;
  /** The owner's unified social credit code. */
  readonly owner: string;
  readonly ownerName: string;
  readonly category: string;
  /** GB/T 2260. */
  readonly district: string;
  /** Of the registration, Asia/Shanghai. */
  readonly year: string;
  /** Rules with a finding on it, each once. */
  readonly rules: readonly string[];
  /** What it waits for, and since which day: completed works for their settlement, a final account for its audit. */
  readonly waitsFor: 'settlement' | 'audit' | null;
  readonly waitsSince: string | null;
}

const { bigint, text, integer, uuid, texts } = column;

export const listedTable = table<ListedRow>(
  'listed',
  {
    ...{ project: key(uuid), entry: bigint, recordedAt: text, registered: bigint, registeredAt: text },
    ...{ number: text, nationalCode: optional(text), name: optional(text), owner: text, ownerName: text },
    ...{ category: text, district: text, year: text, stage: text, estimate: bigint },
    ...{ budget: optional(bigint), contracted: bigint, certified: bigint, paid: bigint, expenses: bigint },
    ...{ audited: optional(bigint), findings: integer, rules: texts },
    ...{ waitsFor: optional(text), waitsSince: optional(text) },
  },
  { columns: ['registered'] },
  { columns: ['owner', 'registered'] },
  { columns: ['waitsSince'] },
);

/** The words by which a project is found: beside its row, so that looking through all rows does not read them. */
export interface ListedWordsRow {
  readonly project: string;
  /** A line for each name or number, as `searchable` makes it. */
  readonly words: string;
  /** Every two letters that stand together in a line. */
  readonly grams: readonly string[];
}

const words = table<ListedWordsRow>('listed_words', { project: key(uuid), words: text, grams: texts });

export const listedWordsTable: Table<ListedWordsRow> = { ...words, gin: ['grams'] };
