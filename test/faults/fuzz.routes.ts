import {
  filled,
  people,
  workedExample,
  type PersonKey,
} from '../../libs/ledger/src/testing/worked-example.js';
import { kebab } from '../stories/ledger.js';

/** A body that is right, and who may send it. */
export interface Base {
  readonly body: unknown;
  readonly prepares: PersonKey;
  readonly confirms: PersonKey;
  /** `Sunlit-Recorded-At` at which it was right. */
  readonly at: string | null;
}

export interface Route {
  readonly method: string;
  /** With `{projectId}` and `{submissionId}` as OpenAPI has them. */
  readonly path: string;
  readonly bases: readonly Base[];
}

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly description?: string;
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
            };
          }
        >
      >
    >
  >;
}

/** Every operation that the API documents, with its example and what the worked example says in its place. */
export function staffRoutes(document: OpenApi, receipts: Readonly<Record<string, string>>): Route[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { description = '', requestBody }]): Route => {
      const example = requestBody?.content['application/json']?.example;
      const prepares = someoneOf(/Prepares: ([\w-]+)/.exec(description)?.[1]) ?? 'finance';
      const confirms = someoneOf(/Confirms: ([\w-]+)/.exec(description)?.[1]) ?? 'approver';
      const told = workedExample.flatMap((step): Base[] =>
        step.prepares && path.endsWith(`/${kebab(step.name)}`)
          ? [
              {
                body: fill(step.body, receipts),
                ...{ prepares: step.prepares, confirms: step.confirms ?? 'approver', at: step.recordedAt },
              },
            ]
          : [],
      );
      const documented = { body: example ?? {}, prepares, confirms, at: null };
      return { method: method.toUpperCase(), path, bases: [documented, ...told] };
    }),
  );
}

/** A receipt that this ledger does not have yet stays a name, which is wrong in its own way. */
function fill(body: unknown, receipts: Readonly<Record<string, string>>): unknown {
  try {
    return filled(body as never, receipts);
  } catch {
    return body;
  }
}

const someoneOf = (role: string | undefined): PersonKey | undefined =>
  (Object.keys(people) as PersonKey[]).find((key) => people[key].role === role);

/** The addresses of the public side, each with its twin. */
export const publicPaths: readonly string[] = [
  ...[
    '/',
    '/index.json',
    '/projects',
    '/projects.json',
    '/projects.csv',
    '/projects/all.json',
    '/rules',
    '/rules.json',
  ],
  ...[
    '/findings',
    '/findings.json',
    '/findings.csv',
    '/organisations',
    '/organisations.json',
    '/charts/city.svg',
  ],
  ...[
    '/healthz',
    '/readyz',
    '/robots.txt',
    '/view',
    '/nowhere',
    '/assets/{text}',
    '/documents/{hash}',
    '/p/{text}',
  ],
  ...['/projects/{projectId}', '/projects/{projectId}.json', '/projects/{projectId}/events/{number}'],
  ...['/projects/{projectId}/events/{number}.json', '/projects/{projectId}/charts/{chart}.svg'],
  ...['/projects/{projectId}/poster', '/projects/{projectId}/sheet.json', '/projects/{projectId}/compare'],
  ...[
    '/projects/{projectId}/compare.json',
    '/projects/{projectId}/trail',
    '/projects/{projectId}/trail.json',
  ],
  ...[
    '/projects/{projectId}/trail.jsonl',
    '/organisations/{organisation}',
    '/organisations/{organisation}.json',
  ],
  ...['/rules/{rule}', '/rules/{rule}.json', '/rulebook/events/{number}', '/rulebook/events/{number}.json'],
];

const facets = [
  'stage',
  'category',
  'district',
  'year',
  'owner',
  'finding',
  'min',
  'max',
  'sort',
  'per',
  'page',
];
const names: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/projects(\.|$|\/all)/, ['q', ...facets, 'asof', 'entry']],
  [/^\/findings/, ['kind', 'rule', 'stage', 'owner', 'contractor', 'page']],
  [/^\/organisations(\.|$)/, ['q', 'as', 'page']],
  [/^\/organisations\//, ['projects', 'tenders', 'contracts', 'others', 'signers']],
  [/compare/, ['from', 'to']],
  [/charts/, ['entry', 'lang', 'narrow', 'v']],
  [/^\/view/, ['lang', 'size', 'back']],
  [/^\/rules\//, ['asof', 'page', 'denied', 'warned']],
  [/./, ['asof', 'entry', 'payments', 'certificates', 'trail', 'page', 'role', 'of']],
];
/** What every address knows, or none. */
const anywhere = ['utm_source', 'unknown', '__proto__', 'page[]', 'constructor', ''];

/** Names that an address knows: the right ones mostly. */
export const queryNames = (path: string): readonly string[] => {
  const own = names.find(([pattern]) => pattern.test(path))![1];
  return [...own, ...own, ...own, ...anywhere];
};

const values: Readonly<Record<string, readonly string[]>> = {
  q: [
    '公路',
    '滨江 道路',
    'GZ-',
    '%',
    '_',
    '\\',
    "'",
    '"',
    ':*',
    '&|!',
    '<->',
    '(',
    '\u0000',
    '阳光 '.repeat(20),
  ],
  ...{
    stage: ['under-way', 'closed', 'registered'],
    category: ['road', 'bridge'],
    district: ['331082', '999999'],
  },
  ...{
    year: ['2023', '1000', '2999'],
    owner: ['11331082MB0X12345C', 'n-0123456789abcdef'],
    finding: ['T2', 'L3'],
  },
  ...{
    min: ['0', '0.01', '1000000', '999999999999.99'],
    max: ['0', '5', '999999999999'],
    as: ['owner', 'contractor'],
  },
  ...{
    sort: ['registered', 'latest', 'budget', 'paid', 'name'],
    per: ['20', '50', '100'],
    contractor: ['91330000MA27AAAA0E'],
  },
  ...{ asof: ['2023-06-01', '2020-01-01', '1900-01-01', '2026-01-01'], entry: ['0', '1', '30', '999999999'] },
  ...{
    from: ['2023-01-10', '2023-03-01', '0001-01-01'],
    to: ['2023-06-01', '2024-12-31'],
    kind: ['finding', 'overdue', 'lead'],
  },
  ...{
    rule: ['T2', 'L3', 'x'],
    lang: ['zh', 'en'],
    size: ['normal', 'large'],
    narrow: ['1', 'true'],
    role: ['owner'],
  },
  back: ['/projects', '//other.example', '/\\other.example', 'https://other.example', '/\t/other.example'],
};
const numbers = ['1', '2', '50', '999999', '0', '-1', '1e9', '2147483648', '99999999999999999999'];

/** Values of which most are right for the name. */
export const queryValues = (name: string): readonly string[] =>
  (Object.hasOwn(values, name) ? values[name] : undefined) ?? numbers;

/** The beginning of every project, so that new ones get somewhere. */
export const firstSteps: readonly string[] = [
  ...['/register-project', '/record-consultation', '/record-research', '/propose-budget', '/approve-budget'],
  ...['/plan-lot', '/publish-tender-notice', '/invite-observer', '/record-expense'],
];

export const parameters: Readonly<Record<string, readonly string[]>> = {
  number: ['0', '1', '7', '31', '999999', '-1', '01', '1e3', '99999999999999999999', '2147483648'],
  chart: ['money', 'payments', 'constructor', 'other'],
  organisation: ['91330000MA27AAAA0E', '11331082MB0X12345C', 'n-0123456789abcdef', 'none'],
  rule: ['T2', 'T1', 'L3', 'progress-over-ceiling', 'constructor', 'F9'],
  hash: ['f'.repeat(64), 'f'.repeat(63), 'x'],
};
