import { BadInput, worksCategories, type FieldProblem } from '@sunlit/ledger';
import {
  everyProject,
  facets,
  isOrganisationId,
  projectStages,
  sorts,
  type At,
  type Facet,
  type ListAsked,
  type ListFilter,
} from '@sunlit/read-models';
import { isCode, pageNumbers } from '@sunlit/web';
import { atOf, atQuery } from '../time/at.js';

type Query = Readonly<Record<string, unknown>>;
export type Asked = Pick<ListAsked, 'filter' | 'sort' | 'page' | 'per' | 'at'>;

export const perPage = [20, 50, 100] as const;
export const usual = { sort: 'registered', page: 1, per: perPage[0] } as const;
const longestText = 100;
const mostValues = 50;
/** What apps add to an address that is passed on. It changes nothing and is left out again. */
const addedOnTheWay = /^(from|isappinstalled|scene|nsukey|utm_\w+)$/;
const names = ['q', ...facets, 'min', 'max', 'sort', 'per', 'asof', 'entry', 'page'] as const;

/** What a request for the list asks, as far as it can be read, and everything that cannot. */
export function askedOf(query: Query): { readonly asked: Asked; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const wrong = (field: string, rule: string, limits: FieldProblem['limits'] = {}): null => {
    problems.push({ field, rule, limits });
    return null;
  };
  const known = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      problems.push(...error.problems);
      return otherwise;
    }
  };
  const one = (field: string): string => {
    const given = query[field] ?? '';
    return typeof given === 'string' ? given.trim() : (wrong(field, 'one-value') ?? '');
  };
  const choice = <T extends string | number>(field: string, choices: readonly T[], otherwise: T): T => {
    const text = one(field);
    const found = choices.find((each) => String(each) === text);
    if (found === undefined && text !== '') wrong(field, 'one-of', { choices: choices.map(String) });
    return found ?? otherwise;
  };
  const amount = (field: 'min' | 'max'): string | null => {
    const text = one(field).normalize('NFKC').replace(/[,\s]/g, '');
    if (text === '') return null;
    if (!/^\d{1,12}(\.\d{1,2})?$/.test(text)) return wrong(field, 'plain-amount');
    const [whole, cents = ''] = text.split('.') as [string, string?];
    return `${whole.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`;
  };
  const values = (facet: Facet): readonly string[] => {
    const given = [query[facet] ?? []].flat().filter((value) => value !== '');
    if (given.length > mostValues) wrong(facet, 'too-many-values', { maximum: mostValues });
    const { rule, reads } = readers[facet];
    const read = given.filter((value): value is string => typeof value === 'string' && reads(value));
    if (read.length < given.length) wrong(facet, rule);
    return [...new Set(read)].sort();
  };

  for (const name of Object.keys(query))
    if (!(names as readonly string[]).includes(name) && !addedOnTheWay.test(name))
      wrong(name, 'unknown-filter');
  const q = one('q').replace(/\s+/gu, ' ');
  if ([...q].length > longestText) wrong('q', 'search-text', { maximum: longestText });
  const [min, max] = [amount('min'), amount('max')];
  if (min !== null && max !== null && Number(min) > Number(max)) wrong('max', 'least-first');
  const filter: ListFilter = {
    q: [...q].slice(0, longestText).join(''),
    ...(Object.fromEntries(facets.map((facet) => [facet, values(facet)])) as Record<
      Facet,
      readonly string[]
    >),
    ...{ min, max },
  };
  const [sort, per] = [choice('sort', sorts, usual.sort), choice('per', perPage, usual.per)];
  const { page } = known(() => pageNumbers({ page: query['page'] || undefined }, 'page'), { page: 1 });
  const at = known<At | null>(() => atOf(query), null);
  return { asked: { filter, sort, page, per, at }, problems };
}

interface Reader {
  readonly rule: string;
  reads(value: string): boolean;
}
const within = (choices: readonly string[]): Reader => ({
  rule: 'one-of',
  reads: (value) => choices.includes(value),
});
const readers: Readonly<Record<Facet, Reader>> = {
  stage: within(projectStages),
  category: within(worksCategories),
  district: { rule: 'region', reads: (value) => /^[1-9]\d{5}$/.test(value) },
  year: { rule: 'year', reads: (value) => /^[12]\d{3}$/.test(value) },
  owner: { rule: 'organisation', reads: isOrganisationId },
  finding: { rule: 'code', reads: isCode },
};

/** The one address of a list: what is usual is left out, the rest stands in one order. */
export function listHref(asked: Partial<Asked>, path = '/projects'): string {
  const { filter = everyProject, sort = usual.sort, per = usual.per, page = 1, at = null } = asked;
  const plain = (amount: string | null) => amount?.replace(/\.00$/, '') ?? '';
  const parts: [string, string][] = [
    ['q', filter.q],
    ...facets.flatMap((facet) => filter[facet].map((value): [string, string] => [facet, value])),
    ['min', plain(filter.min)],
    ['max', plain(filter.max)],
    ['sort', sort === usual.sort ? '' : sort],
    ['per', per === usual.per ? '' : String(per)],
  ];
  const search = new URLSearchParams(parts.filter(([, value]) => value !== ''));
  const query = [search.toString(), atQuery(at), page > 1 ? `page=${page}` : ''].filter(Boolean).join('&');
  return query === '' ? path : `${path}?${query}`;
}

/** Whether an address says something that the list's own address leaves out, as a form sends every field. */
export const isCluttered = (query: Query): boolean =>
  Object.entries(query).some(([name, value]) => addedOnTheWay.test(name) || [value].flat().includes(''));
