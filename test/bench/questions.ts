import type { ProjectRow, ProjectsView } from '@sunlit/read-models';
import { shanghaiTime } from '@sunlit/web';

/** What citizens look for; each time about another project, so that no two ask the same. */
export interface Question {
  readonly what: string;
  /** Whether the answer must list projects; null where it is no list. */
  readonly finds: boolean | null;
  /** `n` counts from 0. */
  path(about: ProjectRow, n: number): string;
}

/** What is there to be asked about: projects from all over the list, and how many pages all of them take. */
export interface Known {
  readonly projects: readonly ProjectRow[];
  readonly pages: number;
}

/** Asks the pages themselves, as programs do. */
export async function knownAt(url: string): Promise<Known> {
  const list = async (page: number) =>
    (await (await fetch(`${url}/projects.json?per=100&page=${page}`)).json()) as ProjectsView;
  const { paging } = await list(1);
  const stride = Math.max(1, Math.floor(paging.pages / 10));
  const projects: ProjectRow[] = [];
  for (let page = 1; page <= paging.pages; page += stride) projects.push(...(await list(page)).projects);
  return { projects, pages: Math.ceil(paging.total / 20) };
}

const list = (what: string, asked: (about: ProjectRow, n: number) => Asked, finds = true): Question => ({
  ...{ what, finds },
  path: (about, n) => `/projects?${new URLSearchParams(asked(about, n)).toString()}`,
});
type Asked = Record<string, string> | [facet: string, value: string][];

/** A generated project is called by its street and its works. */
const street = ({ name }: ProjectRow) => name.slice(0, 3);
const works = ({ name }: ProjectRow) => name.slice(3, 5);
const day = ({ registeredAt }: ProjectRow) => shanghaiTime(registeredAt).slice(0, 10);
const year = (about: ProjectRow) => day(about).slice(0, 4);
const amount = ({ figures, estimate }: ProjectRow) => figures.budget ?? estimate;

export const questionsOf = ({ pages }: Known): readonly Question[] => [
  { what: 'home', finds: null, path: (_, n) => `/?asked=${n}` },
  list('all projects, a page', (_, n) => ({ page: `${1 + ((n * 7_919) % pages)}` })),
  list('a street', (about) => ({ q: street(about) })),
  list('a street, by category', (about) => ({ q: street(about), category: about.category })),
  list('a street and a word', (about) => ({ q: `${street(about)} ${works(about)}` })),
  list('a word of many, one district, one year', (about) => ({
    ...{ q: works(about), district: about.district, year: year(about) },
  })),
  list('a part of a number', ({ number }) => ({ q: number.slice(3) })),
  list('an owner, one stage', ({ owner, stage }) => ({ owner: owner.uscc!, stage })),
  list('two stages, one district, one year', (about) => [
    ['stage', about.stage],
    ['stage', about.stage === 'closed' ? 'contracted' : 'closed'],
    ['district', about.district],
    ['year', year(about)],
  ]),
  list('category, year, from an amount', (about) => ({
    ...{ category: about.category, year: year(about), min: amount(about) },
  })),
  list('largest budgets, up to an amount', (about) => ({ max: amount(about), sort: 'budget' })),
  list('nothing found', (_, n) => ({ q: `月球${n}` }), false),
  list('a day in the past', (about) => ({ asof: day(about) })),
  list('a day in the past, a street', (about) => ({ q: street(about), asof: day(about) })),
  { what: 'project page', finds: null, path: ({ project }) => `/projects/${project}` },
  { what: 'entry page', finds: null, path: ({ project }) => `/projects/${project}/events/0` },
  {
    what: 'leads, a page',
    finds: null,
    // One rule gives nearly all of them.
    path: (_, n) => `/findings?kind=lead${n % 2 === 0 ? '' : '&rule=T3b'}&page=${1 + (n >> 1)}`,
  },
  { what: 'leads, one owner', finds: null, path: ({ owner }) => `/findings?kind=lead&owner=${owner.uscc}` },
];
