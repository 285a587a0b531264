import {
  fen,
  plusDays,
  rulebook,
  yuan,
  type Fen,
  type Json,
  type Organisation,
  type Rule,
  type Unit,
} from '@sunlit/ledger';
import type { ProjectStage } from '../views.js';
import type { PlannedLotRow } from './lot.table.js';

/** The rows of the rulebook that are judged across projects. */
export const leadRules = ['T3', 'T3a', 'T3b'] as const;
export type LeadRule = (typeof leadRules)[number];
export const isLeadRule = (id: string): id is LeadRule => (leadRules as readonly string[]).includes(id);

/** A planned lot with what names its project. */
export interface ComparedLot extends PlannedLotRow {
  readonly ownerName: string;
  readonly projectName: string;
  readonly stage: ProjectStage;
}

/** One lot of a lead, an amount in yuan. */
export interface LeadLot {
  readonly project: string;
  readonly projectName: string;
  /** How far the project has come. */
  readonly stage: ProjectStage;
  readonly lot: string;
  readonly kind: string;
  readonly method: string;
  readonly estimate: string;
  readonly plannedOn: string;
  readonly revision: number;
  readonly entry: number;
}

/**
 * Lots that a rule finds worth a look together: how it counts, what it counted and the line that they reach. A lead,
 * never an accusation.
 */
export interface Lead {
  readonly rule: LeadRule;
  readonly version: number;
  readonly value: Json;
  readonly unit: Unit;
  readonly formula: { readonly zh: string; readonly en: string };
  readonly owner: Organisation;
  readonly category: string;
  readonly kind: string;
  /** Null for a rule that does not look at the site. */
  readonly site: string | null;
  readonly from: string;
  readonly until: string;
  readonly lots: readonly LeadLot[];
  /** Yuan. */
  readonly sum: string;
  readonly line: string;
}

type Value = Readonly<Record<string, string | number>>;

/** How one rule compares lots. */
interface Comparison {
  /** Lots compared at all. */
  compares(lot: ComparedLot): boolean;
  /** Lots with the same one are compared with each other. */
  group(lot: ComparedLot): string;
  line(value: Value, kind: string): Fen;
  /** A lot at or above the line by itself is left out: it was not split. */
  eachBelow: boolean;
  /** First day that counts for a group whose last lot is planned on `day`. */
  since(day: string, value: Value): string;
  formula(of: { line: string; sum: string; count: number; value: Value }): Lead['formula'];
}

const key = (...parts: readonly (string | null)[]): string => JSON.stringify(parts);
const window = (day: string, { windowDays }: Value): string => plusDays(day, -Number(windowDays));

const comparisons: Readonly<Record<LeadRule, Comparison>> = {
  T3: {
    compares: ({ kind, site }) => kind === 'works' && site !== null,
    group: ({ owner, category, site }) => key(owner, category, site),
    line: ({ line }) => fen(String(line)),
    eachBelow: true,
    since: window,
    formula: ({ line, sum, count, value: { windowDays } }) => ({
      zh: `同一建设单位、同一地点、同一类别、${windowDays} 日内计划的施工标段，每个估算低于本市公开招标线 ${line} 元的共 ${count} 个，合计 ${sum} 元，不低于 ${line} 元，其中有未公开招标的`,
      en: `Works lots of one owner, site and category planned within ${windowDays} days: ${count}, each estimated below the local open-tender line of ${line} CNY, together ${sum} CNY, not below ${line} CNY, not all of them tendered openly`,
    }),
  },
  T3a: {
    compares: ({ method }) => method !== 'open' && method !== 'invited',
    group: ({ owner, category, kind }) => key(owner, category, kind),
    line: (value, kind) => fen(String(value[kind])),
    eachBelow: true,
    since: window,
    formula: ({ line, sum, count, value: { windowDays } }) => ({
      zh: `同一建设单位、同一类别、${windowDays} 日内计划而未招标的同种标段，每个估算低于 ${line} 元的共 ${count} 个，合计 ${sum} 元，不低于 ${line} 元`,
      en: `Lots of one owner, category and kind planned within ${windowDays} days and not tendered: ${count}, each estimated below ${line} CNY, together ${sum} CNY, not below ${line} CNY`,
    }),
  },
  T3b: {
    compares: ({ kind, method }) => kind !== 'works' && method !== 'open',
    group: ({ owner, category, kind, plannedOn }) => key(owner, category, kind, plannedOn.slice(0, 4)),
    line: ({ line }) => fen(String(line)),
    eachBelow: false,
    since: (day) => `${day.slice(0, 4)}-01-01`,
    formula: ({ line, sum, count }) => ({
      zh: `同一建设单位、同一类别、同一会计年度内未公开招标的同种货物或服务标段共 ${count} 个，估算合计 ${sum} 元，不低于 ${line} 元`,
      en: `Goods or services lots of one owner, category, kind and fiscal year without open tender: ${count}, together ${sum} CNY, not below ${line} CNY`,
    }),
  },
};

/**
 * The leads of a rule among `lots`, the latest first. The version in force on the day of a group's last lot judges the
 * group. Of groups that overlap, as few are leads as hold every lot of any of them. Pure.
 */
export function leadsOf(
  id: LeadRule,
  lots: readonly ComparedLot[],
  versions: readonly Rule[],
): readonly Lead[] {
  const comparison = comparisons[id];
  const groups = new Map<string, ComparedLot[]>();
  for (const lot of lots.filter(comparison.compares)) {
    const group = groups.get(comparison.group(lot)) ?? [];
    groups.set(comparison.group(lot), group);
    group.push(lot);
  }
  const found = [...groups.values()].flatMap((group) => inGroup(id, group, versions));
  return found.sort((a, b) =>
    a.until === b.until ? lastEntry(b) - lastEntry(a) : a.until < b.until ? 1 : -1,
  );
}

/** The leads among lots that are compared with each other. */
function inGroup(id: LeadRule, group: readonly ComparedLot[], versions: readonly Rule[]): readonly Lead[] {
  const sorted = group.toSorted((a, b) =>
    a.plannedOn === b.plannedOn ? a.entry - b.entry : a.plannedOn < b.plannedOn ? -1 : 1,
  );
  const book = rulebook(0, versions);
  const days = [...new Set(sorted.map(({ plannedOn }) => plannedOn))];
  return versions.flatMap((version) => {
    const judged = judgedBy(id, version, sorted);
    const ending = days.filter((day) => book.inForce(id, day) === version);
    return covering(ending.flatMap((day) => spanTo(day, judged) ?? []))
      .filter(({ first, end }) => judged.lots.slice(first, end).some(evades))
      .map((span) => leadOf(id, span, judged));
  });
}

/** Where every lot is tendered openly, nothing was split to avoid it. */
const evades = ({ method }: ComparedLot): boolean => method !== 'open';

/** The lots that count under a version, by the day of their planning, with their running sum. */
interface Judged {
  readonly version: Rule;
  readonly value: Value;
  readonly line: Fen;
  readonly since: Comparison['since'];
  readonly lots: readonly ComparedLot[];
  /** `sums[n]`: of the first n lots. */
  readonly sums: readonly Fen[];
}

function judgedBy(id: LeadRule, version: Rule, sorted: readonly ComparedLot[]): Judged {
  const { line: lineOf, eachBelow, since } = comparisons[id];
  const value = version.value as Value;
  const line = lineOf(value, sorted[0]!.kind);
  const lots = sorted.filter(({ estimate }) => !eachBelow || BigInt(estimate) < line);
  const sums = [0n];
  for (const { estimate } of lots) sums.push(sums.at(-1)! + BigInt(estimate));
  return { version, value, line, since, lots, sums };
}

/** Lots from the place `first` up to, not including, `end`. */
interface Span {
  readonly first: number;
  readonly end: number;
}

/** The lots that count together with the last ones of `day`; null where they do not reach the line. */
function spanTo(day: string, { lots, sums, line, since, value }: Judged): Span | null {
  const end = placeOf(lots, (lot) => lot.plannedOn > day);
  const from = since(day, value);
  const first = placeOf(lots, (lot) => lot.plannedOn >= from);
  const reached = end - first > 1 && lots[end - 1]!.plannedOn === day && sums[end]! - sums[first]! >= line;
  return reached ? { first, end } : null;
}

/** Of spans in the order of their ends, as few as hold every lot of any of them. */
function covering(spans: readonly Span[]): readonly Span[] {
  const taken: Span[] = [];
  spans.forEach((span, i) => {
    const covered = taken.at(-1)?.end ?? 0;
    const next = spans[i + 1];
    // A later span that still holds the first lot not yet covered holds more of them.
    if (span.end > covered && !(next && next.first <= Math.max(covered, span.first))) taken.push(span);
  });
  return taken;
}

/** Of sorted lots: the place of the first that is `there`, by halving. */
function placeOf(lots: readonly ComparedLot[], there: (lot: ComparedLot) => boolean): number {
  let [low, high] = [0, lots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (there(lots[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function leadOf(id: LeadRule, { first, end }: Span, { version, value, line, lots, sums }: Judged): Lead {
  const counted = lots.slice(first, end);
  const { kind, owner, ownerName, category, site } = counted[0]!;
  const total = sums[end]! - sums[first]!;
  const formula = comparisons[id].formula({
    ...{ line: spaced(line), sum: spaced(total), count: counted.length, value },
  });
  return {
    ...{ rule: id, version: version.version, value: version.value, unit: version.unit, formula },
    ...{ owner: { uscc: owner, name: ownerName }, category, kind, site: id === 'T3' ? site : null },
    ...{ from: counted[0]!.plannedOn, until: counted.at(-1)!.plannedOn, lots: counted.map(leadLot) },
    ...{ sum: yuan(total), line: yuan(line) },
  };
}

function leadLot(lot: ComparedLot): LeadLot {
  const { project, projectName, stage, kind, method, estimate, plannedOn, revision, entry } = lot;
  return {
    ...{ project, projectName, stage, lot: lot.lot, kind, method, estimate: yuan(BigInt(estimate)) },
    ...{ plannedOn, revision, entry },
  };
}

/** `1,234,567.89` */
const spaced = (amount: Fen): string => yuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',');

const lastEntry = ({ lots }: Lead): number => lots.at(-1)!.entry;
