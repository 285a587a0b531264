import type { Lot, Rule } from '@sunlit/ledger';
import { leadRules, leadsOf, type ComparedLot, type Lead, type LeadRule } from './leads.js';

/** What a statement answers for `leadsFrom`: lots that may make a lead, and the versions of the rules. */
export interface ComparedJson {
  readonly versions: readonly Rule[];
  readonly lots: Readonly<Record<LeadRule, readonly ComparedLot[]>>;
}

/**
 * For a statement of another page: the lots that the rules judged across projects may find worth a look together, those
 * that are compared with lots of `project` (an expression) where one is named. A lot is answered when the lots around it
 * reach the lowest line of any version; the exact comparison is `leadsOf`.
 */
export const comparedJson = (rules: readonly LeadRule[], project: string | null): string => `
  json_build_object(
    'versions', (SELECT coalesce(json_agg(rule ORDER BY id, version), '[]') FROM published.rule
       WHERE id IN (${rules.map((id) => `'${id}'`).join(', ')})),
    'lots', json_build_object(${rules.map((id) => `'${id}', ${comparedLots(id, project)}`).join(', ')}))`;

interface Comparing {
  readonly which: string;
  readonly group: string;
  /** Of one version, yuan; of each kind of lot where the rule tells kinds apart. */
  readonly line: string | Readonly<Record<Lot['kind'], string>>;
  /** Only lots below the line are compared. */
  readonly below: boolean;
  /** Days around a lot that may count with it. */
  readonly days: string;
}

const windowDays = (id: LeadRule) =>
  `(SELECT coalesce(max((rule->'value'->>'windowDays')::int), 0) FROM published.rule WHERE id = '${id}')`;

const comparing: Readonly<Record<LeadRule, Comparing>> = {
  T3: {
    which: `kind = 'works' AND site IS NOT NULL`,
    group: 'owner, category, site',
    line: `rule->'value'->>'line'`,
    below: true,
    days: windowDays('T3'),
  },
  T3a: {
    which: `method NOT IN ('open', 'invited')`,
    group: 'owner, category, kind',
    line: {
      works: `rule->'value'->>'works'`,
      goods: `rule->'value'->>'goods'`,
      services: `rule->'value'->>'services'`,
    },
    below: true,
    days: windowDays('T3a'),
  },
  T3b: {
    which: `kind <> 'works' AND method <> 'open'`,
    group: 'owner, category, kind, left(planned_on, 4)',
    line: `rule->'value'->>'line'`,
    below: false,
    days: '366',
  },
};

function comparedLots(id: LeadRule, project: string | null): string {
  const { which, group, line, below, days } = comparing[id];
  const one = (bound: 'min' | 'max', of: string) =>
    `(SELECT ${bound}((${of})::numeric) * 100 FROM published.rule WHERE id = '${id}')`;
  // No subquery that names the lot: it would be asked for every lot.
  const lineOf = (bound: 'min' | 'max') =>
    typeof line === 'string'
      ? one(bound, line)
      : `CASE l.kind ${Object.entries(line)
          .map(([kind, of]) => `WHEN '${kind}' THEN ${one(bound, of)}`)
          .join(' ')} END`;
  const compared = `${which} ${below ? `AND estimate < ${lineOf('max')}` : ''}`;
  const ofProject = project
    ? `AND (${group}) IN (SELECT ${group} FROM published.planned_lot l WHERE project = ${project} AND ${compared})`
    : '';
  const around = (what: string) =>
    `${what} OVER (PARTITION BY ${group} ORDER BY planned_on::date - DATE '2000-01-01'
       RANGE BETWEEN ${days} PRECEDING AND ${days} FOLLOWING)`;
  const columns = ['project', 'lot', 'revision', 'entry', 'kind', 'method', 'owner', 'category', 'site'];
  return `(SELECT coalesce(json_agg(c), '[]') FROM (
      SELECT ${columns.map((name) => `l.${name}`).join(', ')}, l.estimate::text, l.planned_on AS "plannedOn",
             coalesce(p.name, p.number) AS "projectName", p.stage, p.owner_name AS "ownerName"
        FROM (SELECT *, ${around('count(*)')} AS lots, ${around('sum(estimate)')} AS total
                FROM published.planned_lot l
               WHERE ${compared} ${ofProject}) l
        JOIN published.listed p USING (project)
       WHERE l.lots > 1 AND l.total >= ${lineOf('min')}
       ORDER BY l.entry) c)`;
}

/** The leads of `id`, the latest first. */
export const leadsFrom = ({ versions, lots }: ComparedJson, id: LeadRule): readonly Lead[] =>
  leadsOf(
    id,
    lots[id],
    versions.filter((version) => version.id === id),
  );

/** The leads of every rule that concern one project. */
export const leadsOfProject = (compared: ComparedJson, project: string): readonly Lead[] =>
  leadRules.flatMap((id) =>
    leadsFrom(compared, id).filter(({ lots }) => lots.some((lot) => lot.project === project)),
  );
