import type { Rule } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { isLeadRule, type Lead } from '../leads/leads.js';
import { comparedJson, leadsFrom, type ComparedJson } from '../leads/leads.query.js';
import {
  brokenCount,
  brokenList,
  obligationView,
  type NamedObligation,
  type ObligationJson,
} from '../obligations/obligation.query.js';
import { pageOf, type Page } from '../place.js';
import type { Currency, FindingRow, LedgerView } from '../views.js';
import type { RuleChange, RuleRow } from './rule.table.js';

/** One version of a rule, with the entries of the rulebook that made and ended it. */
export interface RuleVersion extends Rule {
  readonly standing: 'in-force' | 'to-come' | 'ended';
  /** Null for a version that the product ships with. */
  readonly adopted: RuleChange | null;
  readonly ended: RuleChange | null;
}

/** A row of the table of rules: the version in force on the day, or else the one to come, or else the last. */
export interface RuleLine extends RuleVersion {
  readonly versions: number;
  /** An adopted version that waits for its first day. */
  readonly next: { readonly version: number; readonly effectiveFrom: string } | null;
}

export interface RulesView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  readonly today: string;
  readonly rules: readonly RuleLine[];
}

/** A finding among those of all projects. */
export interface RuleFinding extends Omit<FindingRow, 'judgedBy'> {
  readonly project: string;
  readonly projectName: string;
}

export interface RuleView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  readonly today: string;
  readonly rule: RuleLine;
  /** Every one, the newest first. */
  readonly versions: readonly RuleVersion[];
  /** What commands were told under it, newest first. */
  readonly findings: readonly RuleFinding[];
  /** By a clock: overdue on the day, then met late. */
  readonly late: readonly NamedObligation[];
  /** Across projects. */
  readonly leads: readonly Lead[];
  readonly paging: { readonly [L in VerdictList]: Page };
}

export const verdictLists = ['findings', 'late', 'leads'] as const;
export type VerdictList = (typeof verdictLists)[number];
/** Which page of each list, from 1. */
export type VerdictPaging = { readonly [L in VerdictList as `${L}Page`]?: number };

export const verdictsPerPage = 50;

/** The public rulebook. `today`: a day in Asia/Shanghai. One statement each. */
export const rulesQuery = (ds: DataSource) => ({
  async list(today: string): Promise<RulesView> {
    const [found] = (await ds.query(`SELECT ${ledgerJson}, ${versionsJson('TRUE')} AS rows`)) as FoundRules[];
    const { ledger, rows } = found!;
    const versions = [...new Set(rows.map(({ id }) => id))].map((id) => rows.filter((row) => row.id === id));
    return {
      ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), today },
      rules: versions.map((of) => lineOf(of, today)),
    };
  },

  /** Null when no rule was ever called so. */
  async view(id: string, today: string, paging: VerdictPaging = {}): Promise<RuleView | null> {
    const at = (list: VerdictList) => paging[`${list}Page`] ?? 1;
    const from = (list: VerdictList) => (at(list) - 1) * verdictsPerPage;
    const [row] = (await ds.query(ruleStatement(id), [
      id,
      today,
      from('findings'),
      from('late'),
    ])) as FoundRule[];
    if (!row || row.rows.length === 0) return null;
    const { ledger, rows, findings, findingsTotal, late, lateTotal, compared } = row;
    const leads = compared && isLeadRule(id) ? leadsFrom(compared, id) : [];
    const totals = { findings: findingsTotal, late: lateTotal, leads: leads.length };
    return {
      ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), today },
      rule: lineOf(rows, today),
      versions: rows.map((version) => versionOf(version, today)).toReversed(),
      findings,
      late: late.flatMap((o) => {
        const shown = obligationView(o, today);
        return shown ? { ...shown, projectName: o.projectName } : [];
      }),
      leads: leads.slice(from('leads'), from('leads') + verdictsPerPage),
      paging: Object.fromEntries(
        verdictLists.map((list) => [list, pageOf(at(list), totals[list], verdictsPerPage)]),
      ) as RuleView['paging'],
    };
  },
});

/** For a statement: the versions of the rules that meet the condition. */
export const versionsJson = (which: string) =>
  `(SELECT coalesce(json_agg(r ORDER BY r.place, r.version), '[]') FROM published.rule r WHERE ${which})`;

const ruleStatement = (id: string) => `
  SELECT ${ledgerJson}, ${versionsJson('id = $1')} AS rows,
    (SELECT count(*)::int FROM published.finding WHERE rule = $1) AS "findingsTotal",
    (SELECT coalesce(json_agg(f), '[]') FROM (
        SELECT f.project, coalesce(p.name, p.number) AS "projectName", f.revision, f.entry, f.type,
               f.recorded_at AS "recordedAt", f.finding
          FROM (SELECT * FROM published.finding WHERE rule = $1 ORDER BY entry DESC, n DESC
                LIMIT ${verdictsPerPage} OFFSET $3::int) f
          JOIN published.project p USING (project) ORDER BY f.entry DESC, f.n DESC) f) AS findings,
    ${brokenCount('$1', '$2')} AS "lateTotal", ${brokenList('o.rule = $1', '$2', '$4::int', verdictsPerPage)} AS late,
    ${isLeadRule(id) ? comparedJson([id], null) : 'NULL'} AS compared`;

interface FoundRules {
  readonly ledger: LedgerJson | null;
  readonly rows: readonly RuleRow[];
}

interface FoundRule extends FoundRules {
  readonly findings: readonly RuleFinding[];
  readonly findingsTotal: number;
  readonly late: readonly ObligationJson[];
  readonly lateTotal: number;
  readonly compared: ComparedJson | null;
}

function versionOf({ rule, adopted, ended }: RuleRow, today: string): RuleVersion {
  const { effectiveFrom, effectiveTo } = rule;
  // One that a stricter rule keeps from binding has no day of its own.
  const over = effectiveTo !== null && (effectiveTo < today || effectiveTo < effectiveFrom);
  return {
    ...rule,
    ...{ standing: over ? 'ended' : effectiveFrom > today ? 'to-come' : 'in-force', adopted, ended },
  };
}

/** The version of a rule that a table of rules shows. */
export function lineOf(rows: readonly RuleRow[], today: string): RuleLine {
  const versions = rows.map((row) => versionOf(row, today));
  const pending = versions.find(({ standing }) => standing === 'to-come');
  const standing = versions.find((v) => v.standing === 'in-force') ?? pending ?? versions.at(-1)!;
  const next = pending && pending !== standing ? pending : null;
  return {
    ...standing,
    versions: versions.length,
    next: next && { version: next.version, effectiveFrom: next.effectiveFrom },
  };
}
