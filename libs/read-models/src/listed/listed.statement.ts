import { fen } from '@sunlit/ledger';
import { endOfDay, type At } from '../as-of/at.js';
import { amounts } from '../project-page/project.projection.js';
import { anyFinding, facets, type Facet, type ListFilter, type Sort } from './filter.js';
import { listedTable } from './listed.table.js';
import { snake } from '../table.js';
import { gramsOf, wordsAsked } from './words.js';

/** The values of a statement, each named where it is used. */
export interface Values {
  readonly list: unknown[];
  /** Adds one; answers its name. */
  add(value: unknown, type: string): string;
}

export function values(): Values {
  const list: unknown[] = [];
  return { list, add: (value, type) => `$${list.push(value)}::${type}` };
}

/**
 * The projects as listed now, or as they were at a moment, that have the words and the amount of the filter. `columns`: of
 * their rows, called `l`.
 */
export function candidates(filter: ListFilter, at: At | null, to: Values, columns = 'l.*'): string {
  const conditions = [...textConditions(filter, to), ...amountConditions(filter, to)];
  const rows = at ? `(${rowsThen(at, to)}) l` : 'published.listed l';
  return `SELECT ${columns} FROM ${rows} WHERE ${['TRUE', ...conditions].join(' AND ')}`;
}

/** What `countsJson` reads of the candidates. */
export const countedColumns = 'l.stage, l.category, l.district, l.year, l.owner, l.findings, l.rules';

function textConditions({ q }: ListFilter, to: Values): string[] {
  const words = wordsAsked(q);
  if (words.length === 0) return [];
  const grams = [...new Set(words.flatMap(gramsOf))];
  const found = [
    ...(grams.length > 0 ? [`w.grams @> ${to.add(grams, 'text[]')}`] : []),
    // Two letters are a gram, which says by itself that they stand together.
    ...words
      .filter((word) => [...word].length !== 2)
      .map((word) => `position(${to.add(word, 'text')} IN w.words) > 0`),
  ];
  return [`l.project IN (SELECT w.project FROM published.listed_words w WHERE ${found.join(' AND ')})`];
}

const budgetOrEstimate = 'coalesce(l.budget, l.estimate)';

const amountConditions = ({ min, max }: ListFilter, to: Values): string[] => [
  ...(min === null ? [] : [`${budgetOrEstimate} >= ${to.add(String(fen(min)), 'bigint')}`]),
  ...(max === null ? [] : [`${budgetOrEstimate} <= ${to.add(String(fen(max)), 'bigint')}`]),
];

const changing = ['stage', ...amounts];
const lasting = Object.keys(listedTable.columns)
  .map(snake)
  .filter((name) => ![...changing, 'entry', 'recorded_at', 'findings', 'rules'].includes(name));

/**
 * Stage, sums and findings as of the moment, of the projects recorded by then; names as they may be seen now. A project
 * that nothing happened to since is as it is; else its last row of the history tells, and what that does not hold, the
 * entry of the last change, is that row's.
 */
function rowsThen(at: At, to: Values): string {
  const [entry, day] =
    'entry' in at ? [to.add(at.entry, 'bigint')] : [null, to.add(endOfDay(at.asof), 'text')];
  const by = (from: string, name = '') =>
    entry
      ? `${from}.${name || 'entry'} <= ${entry}`
      : `${from}.${name ? `${name}_at` : 'recorded_at'} < ${day}`;
  const then = (name: string, was = `h.${name}`) =>
    `CASE WHEN h.project IS NULL THEN l.${name} ELSE ${was} END AS ${name}`;
  const findings = `FROM published.finding f WHERE f.project = l.project AND ${by('f')}`;
  return `
    SELECT ${lasting.map((name) => `l.${name}`).join(', ')}, ${[...changing, 'entry', 'recorded_at'].map((name) => then(name)).join(', ')},
           ${then('findings', `(SELECT count(*)::int ${findings})`)},
           ${then('rules', `ARRAY(SELECT DISTINCT f.rule ${findings} ORDER BY f.rule)`)}
      FROM published.listed l
      LEFT JOIN LATERAL (
        SELECT * FROM published.history h WHERE h.project = l.project AND NOT (${by('l')}) AND ${by('h')}
         ORDER BY h.revision DESC LIMIT 1) h ON TRUE
     WHERE ${by('l', 'registered')}`;
}

/** The choices of the facets but `except`, on rows called `l`. */
export const chosen = (filter: ListFilter, to: Values, except?: Facet): string =>
  ['TRUE', ...facets.flatMap((facet) => (facet === except ? [] : choice(facet, filter[facet], to)))].join(
    ' AND ',
  );

function choice(facet: Facet, chosen: readonly string[], to: Values): string[] {
  if (chosen.length === 0) return [];
  if (facet !== 'finding') return [`l.${facet} = ANY(${to.add(chosen, 'text[]')})`];
  return [chosen.includes(anyFinding) ? 'l.findings > 0' : `l.rules && ${to.add(chosen, 'text[]')}`];
}

/** What each order goes by: the key, its type, and whether the largest comes first; then by project. */
export const orders: Readonly<
  Record<Sort, { readonly key: string; readonly type: string; readonly falling: boolean }>
> = {
  registered: { key: 'l.registered', type: 'bigint', falling: true },
  latest: { key: 'l.entry', type: 'bigint', falling: true },
  budget: { key: budgetOrEstimate, type: 'bigint', falling: true },
  paid: { key: 'l.paid', type: 'bigint', falling: true },
  name: { key: 'coalesce(l.name, l.number)', type: 'text', falling: false },
};

export const orderBy = (sort: Sort): string => {
  const { key, falling } = orders[sort];
  return `ORDER BY ${key}${falling ? ' DESC' : ''}, l.project`;
};

/**
 * How many of the candidates `c` there are, and how many have each value under the other filters. One look through the
 * candidates for the facets without a choice, one more for each that has one.
 */
export function countsJson(filter: ListFilter, to: Values): string {
  const own = facets.filter((facet) => facet !== 'finding');
  const open = own.filter((facet) => filter[facet].length === 0);
  const [named, every] = [open.join(', '), chosen(filter, to)];
  const together = grouped(
    [...open.map((facet) => `l.${facet}`), 'count(*)::int AS count'].join(', '),
    `WHERE ${every} GROUP BY GROUPING SETS (${['()', ...open.map((facet) => `(l.${facet})`)].join(', ')})`,
    named.includes('owner'),
  );
  const alone = own
    .filter((facet) => !open.includes(facet))
    .map(
      (facet) =>
        `'${facet}', ${grouped(
          `l.${facet}, count(*)::int AS count`,
          `WHERE ${chosen(filter, to, facet)} GROUP BY l.${facet}`,
          facet === 'owner',
        )}`,
    );
  const others = chosen(filter, to, 'finding');
  const rules = `(SELECT coalesce(json_agg(r), '[]') FROM (
    SELECT rule AS finding, count(*)::int AS count FROM c l, unnest(l.rules) rule WHERE l.findings > 0 AND ${others} GROUP BY rule) r)`;
  const any = `(SELECT count(*)::int FROM c l WHERE l.findings > 0 AND ${others})`;
  const parts = [`'together', ${together}`, ...alone, `'finding', ${rules}`, `'any', ${any}`];
  return `json_build_object(${parts.join(', ')})`;
}

const grouped = (columns: string, how: string, owners: boolean): string =>
  `(SELECT coalesce(json_agg(r), '[]') FROM (SELECT g.*${owners ? `, ${newestName} AS name` : ''} FROM (SELECT ${columns} FROM c l ${how}) g) r)`;
const newestName = `(SELECT n.name FROM published.organisation_name n WHERE n.organisation = g.owner
  ORDER BY n.named DESC NULLS LAST, n.name LIMIT 1)`;
