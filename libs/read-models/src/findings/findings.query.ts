import type { Organisation } from '@sunlit/ledger';
import type { DataSource } from 'typeorm';
import { currency, currentOf, ledgerJson, ledgerOf, type LedgerJson } from '../home/current.js';
import { leadRules, type Lead } from '../leads/leads.js';
import { comparedJson, leadsFrom, type ComparedJson } from '../leads/leads.query.js';
import {
  broken,
  brokenList,
  obligationView,
  type NamedObligation,
  type ObligationJson,
} from '../obligations/obligation.query.js';
import { organisationId } from '../organisations/organisation.id.js';
import { pageOf, type Page } from '../place.js';
import type { RuleRow } from '../rules/rule.table.js';
import { lineOf, versionsJson, type RuleLine } from '../rules/rules.query.js';
import type { Currency, FindingRow, LedgerView, ProjectStage } from '../views.js';

/** How a verdict came about: told to a command, by the clock, by comparing projects. */
export const verdictKinds = ['finding', 'overdue', 'lead'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** Which verdicts; null for all. */
export interface VerdictFilter {
  readonly kind: VerdictKind;
  readonly rule: string | null;
  readonly stage: ProjectStage | null;
  /** Ids of bodies: the owner of the project, and who carries out the contract that the entry is about. */
  readonly owner: string | null;
  readonly contractor: string | null;
}

/** What a command was told, among those of all projects. */
export interface FoundVerdict extends FindingRow {
  readonly project: string;
  readonly projectName: string;
  readonly owner: Organisation | null;
  readonly stage: ProjectStage;
  readonly lot: string | null;
  readonly contract: string | null;
}

/** A rule with how many verdicts of each kind it gave within the filter. */
export interface RuleVerdicts {
  readonly rule: RuleLine;
  readonly counts: Readonly<Record<VerdictKind, number>>;
}

/** One page of verdicts of one kind. */
export type Verdicts =
  | { readonly kind: 'finding'; readonly rows: readonly FoundVerdict[] }
  | { readonly kind: 'overdue'; readonly rows: readonly NamedObligation[] }
  | { readonly kind: 'lead'; readonly rows: readonly Lead[] };

export interface FindingsView {
  readonly ledger: LedgerView | null;
  readonly current: Currency;
  /** As of which due dates are broken or not, Asia/Shanghai. */
  readonly today: string;
  readonly filter: VerdictFilter;
  /** Those with a verdict of any kind, in the order of the rulebook; the filter's own rule and kind do not narrow them. */
  readonly rules: readonly RuleVerdicts[];
  /** Owners to choose from, the largest first; and who is chosen, if anybody is called so. */
  readonly owners: readonly NamedBody[];
  readonly contractor: NamedBody | null;
  /** The newest first; overdue ones the longest first. */
  readonly verdicts: Verdicts;
  readonly page: Page;
}

export interface NamedBody {
  readonly organisation: string;
  readonly name: string;
}

export const findingsPerPage = 50;
/** Owners offered for a choice. */
const ownersOffered = 100;

/** Verdicts of all rules on all projects, page by page from 1. `today`: a day in Asia/Shanghai. One statement. */
export async function findingsQuery(
  ds: DataSource,
  filter: VerdictFilter,
  today: string,
  page = 1,
): Promise<FindingsView> {
  const { kind, rule } = filter;
  const offset = (page - 1) * findingsPerPage;
  const [row] = (await ds.query(statement(filter), [...parametersOf(filter), today, offset])) as Found[];
  const { ledger, versions, findings, late, compared, owners, contractor } = row!;
  const leads = compared ? leadsWithin(compared, filter) : [];
  const counted = (id: string) => ({
    ...{ finding: findings[id] ?? 0, overdue: late[id] ?? 0 },
    lead: leads.filter((lead) => lead.rule === id).length,
  });
  const ids = [...new Set(versions.map(({ id }) => id))];
  const rules = ids.map((id) => ({
    rule: lineOf(
      versions.filter((version) => version.id === id),
      today,
    ),
    counts: counted(id),
  }));
  const asked = rules.filter((each) => rule === null || each.rule.id === rule);
  const total = asked.reduce((sum, { counts }) => sum + counts[kind], 0);
  const ofRule = leads.filter((lead) => rule === null || lead.rule === rule);
  return {
    ...{ ledger: ledgerOf(ledger), current: currentOf(ledger), today, filter },
    rules: rules.filter(({ counts }) => verdictKinds.some((each) => counts[each] > 0)),
    ...{ owners, contractor },
    verdicts: verdictsOf(kind, row!, ofRule.slice(offset, offset + findingsPerPage), today),
    page: pageOf(page, total, findingsPerPage),
  };
}

function verdictsOf(kind: VerdictKind, { rows }: Found, leads: readonly Lead[], today: string): Verdicts {
  switch (kind) {
    case 'finding':
      return { kind, rows: (rows as readonly NumberedVerdict[]).map(unnumbered) };
    case 'overdue':
      return { kind, rows: (rows as readonly ObligationJson[]).flatMap((row) => named(row, today) ?? []) };
    case 'lead':
      return { kind, rows: leads };
  }
}

function named(row: ObligationJson, today: string): NamedObligation | null {
  const shown = obligationView(row, today);
  return shown && { ...shown, projectName: row.projectName };
}

/** Leads name an owner and no contract. Of several projects one in the stage is enough. */
const leadsWithin = (compared: ComparedJson, { stage, owner, contractor }: VerdictFilter): readonly Lead[] =>
  contractor !== null
    ? []
    : leadRules
        .flatMap((id) => leadsFrom(compared, id))
        .filter((lead) => owner === null || organisationId(lead.owner) === owner)
        .filter(({ lots }) => stage === null || lots.some((lot) => lot.stage === stage))
        .toSorted((a, b) => (a.until === b.until ? 0 : a.until < b.until ? 1 : -1));

/**
 * Every verdict within the filter, in pieces, as of the last entry there was when it was asked: what is recorded meanwhile
 * changes nothing. Findings the newest first, due dates in the order that they arose, leads the latest first.
 */
export async function* everyVerdict(
  ds: DataSource,
  filter: VerdictFilter,
  today: string,
): AsyncGenerator<Verdicts> {
  const { entry: last } = await currency(ds);
  switch (filter.kind) {
    case 'finding':
      for await (const rows of everyFinding(ds, filter, last)) yield { kind: 'finding', rows };
      return;
    case 'overdue':
      for await (const rows of everyOverdue(ds, filter, today, last)) yield { kind: 'overdue', rows };
      return;
    case 'lead': {
      const [row] = await ds.query(`SELECT ${comparedJson(leadRules, null)} AS compared`);
      const leads = leadsWithin((row as Found).compared!, filter);
      yield { kind: 'lead', rows: leads.filter(({ rule }) => filter.rule === null || rule === filter.rule) };
    }
  }
}

const piece = 1_000;

async function* everyFinding(
  ds: DataSource,
  filter: VerdictFilter,
  last: number,
): AsyncGenerator<readonly FoundVerdict[]> {
  let below: readonly [entry: number, n: number] = [last + 1, 0];
  for (;;) {
    const rows: NumberedVerdict[] = await ds.query(
      `SELECT ${findingColumns}, f.n, f.entry::int AS entry
         FROM published.finding f JOIN published.project p USING (project)
        WHERE ${within('f', filter)} AND (f.entry, f.n) < ($5, $6) ORDER BY f.entry DESC, f.n DESC LIMIT ${piece}`,
      [...parametersOf(filter), ...below],
    );
    if (rows.length > 0) yield rows.map(unnumbered);
    if (rows.length < piece) return;
    const { entry, n } = rows.at(-1)!;
    below = [entry, n];
  }
}

async function* everyOverdue(
  ds: DataSource,
  filter: VerdictFilter,
  today: string,
  last: number,
): AsyncGenerator<readonly NamedObligation[]> {
  let after = -1;
  for (;;) {
    const [{ rows }] = await ds.query(
      `SELECT ${brokenList(`${within('o', filter)} AND o.entry > $6 AND o.entry <= $7`, '$5', '0', piece, 'o.entry')} AS rows`,
      [...parametersOf(filter), today, after, last],
    );
    const due = rows as readonly ObligationJson[];
    if (due.length > 0) yield due.flatMap((row) => named(row, today) ?? []);
    if (due.length < piece) return;
    after = due.at(-1)!.entry;
  }
}

type NumberedVerdict = FoundVerdict & { readonly n: number };
const unnumbered = ({ n: _, ...row }: NumberedVerdict): FoundVerdict => row;

/** $1 to $4 of every statement here. */
const parametersOf = ({ rule, stage, owner, contractor }: VerdictFilter) => [rule, stage, owner, contractor];

/**
 * The condition on rows `of` of projects `p`; `anyRule`: whatever rule the filter names. It names every parameter, since
 * PostgreSQL asks of each what it is.
 */
function within(of: 'f' | 'o', { rule, stage, owner, contractor }: VerdictFilter, anyRule = false): string {
  const takesPart = (place: string, capacity: string) =>
    `FROM published.participation part WHERE part.organisation = ${place} AND part.capacity = '${capacity}'`;
  return [
    anyRule || rule === null ? '($1::text IS NULL OR TRUE)' : `${of}.rule = $1`,
    stage === null ? '$2::text IS NULL' : 'p.stage = $2',
    owner === null
      ? '$3::text IS NULL'
      : `${of}.project IN (SELECT part.project ${takesPart('$3', 'owner')})`,
    contractor === null
      ? '$4::text IS NULL'
      : `(${of}.project, ${of}.contract) IN (SELECT part.project, part.contract ${takesPart('$4', 'contractor')})`,
  ].join(' AND ');
}

const findingColumns = `f.project, coalesce(p.name, p.number) AS "projectName", p.owner, p.stage, f.lot, f.contract,
  f.revision, f.type, f.recorded_at AS "recordedAt", f.finding,
  (SELECT rule.rule FROM published.rule WHERE rule.id = f.rule AND rule.version = (f.finding->>'version')::int) AS "judgedBy"`;

function rowsOf(filter: VerdictFilter): string {
  switch (filter.kind) {
    case 'finding':
      return `(SELECT coalesce(json_agg(r ORDER BY r.entry DESC, r.n DESC), '[]') FROM (
         SELECT ${findingColumns}, f.entry, f.n FROM published.finding f JOIN published.project p USING (project)
          WHERE ${within('f', filter)} ORDER BY f.entry DESC, f.n DESC LIMIT ${findingsPerPage} OFFSET $6::int) r)`;
    case 'overdue':
      return brokenList(within('o', filter), '$5', '$6::int', findingsPerPage);
    case 'lead':
      return `'[]'::json`;
  }
}

const statement = (filter: VerdictFilter) => {
  const counts = (from: string, which: string) => `
    (SELECT coalesce(json_object_agg(rule, count), '{}') FROM (
       SELECT rule, count(*)::int FROM ${from} JOIN published.project p USING (project) WHERE ${which} GROUP BY rule) c)`;
  const bodies = (which: string) => `
    SELECT o.organisation, (SELECT n.name FROM published.organisation_name n WHERE n.organisation = o.organisation
        ORDER BY greatest(n.named, n.signed) DESC, n.name LIMIT 1) AS name
      FROM published.organisation o WHERE ${which}`;
  return `
  SELECT ${ledgerJson}, ${versionsJson('TRUE')} AS versions,
    ${counts('published.finding f', within('f', filter, true))} AS findings,
    ${counts('published.obligation o', `${within('o', filter, true)} AND ${broken('$5')}`)} AS late,
    ${filter.contractor === null ? comparedJson(leadRules, null) : 'NULL'} AS compared,
    (SELECT coalesce(json_agg(b), '[]') FROM (${bodies('o.owner > 0')}
       ORDER BY o.organisation = $3 DESC NULLS LAST, o.own_contracted DESC, o.organisation LIMIT ${ownersOffered}) b) AS owners,
    (SELECT to_json(b) FROM (${bodies('o.organisation = $4')}) b) AS contractor,
    ${rowsOf(filter)} AS rows, $6::int AS "offset"`;
};

interface Found {
  readonly ledger: LedgerJson | null;
  readonly versions: readonly RuleRow[];
  readonly findings: Readonly<Record<string, number>>;
  readonly late: Readonly<Record<string, number>>;
  readonly compared: ComparedJson | null;
  readonly owners: readonly NamedBody[];
  readonly contractor: NamedBody | null;
  readonly rows: readonly (NumberedVerdict | ObligationJson)[];
}
