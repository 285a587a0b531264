import fc from 'fast-check';

/** One change to a valid body: where (of all its places, modulo their number), and what. */
export interface Change {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'add' | 'double' | 'other-id';
  readonly value: unknown;
}

/** What is done with a submission that was prepared. */
export const follows = [
  ...['confirm', 'confirm', 'confirm', 'confirm-at-another-revision', 'confirm-as-preparer'],
  ...['confirm-twice', 'return', 'withdraw', 'look', 'leave'],
] as const;

/** One request as it is planned; numbers choose from whatever there is, modulo how many. */
export interface Shot {
  readonly publicSide: boolean;
  readonly route: number;
  readonly base: number;
  readonly changes: readonly Change[];
  readonly rightLogin: boolean;
  readonly login: number;
  readonly key: 'fresh' | 'again' | 'none' | 'bad';
  readonly uuid: string;
  readonly knownIds: boolean;
  readonly id: number;
  readonly oddText: string;
  readonly bytes:
    'json' | 'cut' | 'spliced' | 'deep' | 'twice' | 'huge' | 'plain' | 'none' | 'bom' | 'binary';
  readonly method: 'right' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS' | 'POST' | 'GET';
  readonly accept: number;
  readonly extraHeader: number;
  readonly query: readonly (readonly [name: number, value: number | string])[];
  readonly follow: (typeof follows)[number];
}

/** What programs and people send where they should not. */
const odd: readonly unknown[] = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e9',
    'null',
    'undefined',
    'NaN',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
  ...[
    "' OR '1'='1",
    "');--",
    '${7*7}',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '%00',
    '%ff',
    '\\u0000',
  ],
  ...[
    '\u0000',
    '\u0007',
    '\u202e反',
    '\ufeff',
    '\ufffd',
    'e\u0301',
    '🏗️'.repeat(50),
    '阳'.repeat(201),
    '光'.repeat(4_001),
  ],
  ...[
    '2023-02-30',
    '0000-00-00',
    '9999-12-31',
    '10000-01-01',
    '2023-06-01T00:00:00Z',
    '1969-12-31',
    '2030-01-01',
  ],
  ...[
    '0.00',
    '-0.01',
    '0.001',
    '1',
    '999999999999.99',
    '1000000000000.00',
    '99999999999999999999.99',
    '00.10',
    '１.００',
  ],
  ...[0, -0, -1, 1, 0.1, 1e21, 2 ** 31, 2 ** 53, 2 ** 53 - 1, -(2 ** 63), 10_000, 10_001, 366_000, 1e308],
  ...[
    true,
    false,
    null,
    [],
    {},
    [[]],
    [null],
    { a: { b: {} } },
    { zh: 'a', en: 'b' },
    Array(300).fill('a'),
    Array(201).fill({}),
  ],
  ...[
    '91330000MA27AAAA0E',
    '00000000000000000X',
    'f'.repeat(64),
    'F'.repeat(64),
    '00000000-0000-0000-0000-000000000000',
  ],
];

const oddText = fc.oneof(
  fc.constantFrom(...odd.filter((one): one is string => typeof one === 'string')),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...odd) },
  { weight: 2, arbitrary: oddText },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double({ noNaN: true }) },
  {
    weight: 1,
    arbitrary: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2099-01-01') })
      .map((d) => d.toISOString().slice(0, 10)),
  },
  {
    weight: 1,
    arbitrary: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((n) => `${n}.${String(n).slice(-1)}0`),
  },
);
const most = <T>(usual: T, weight: number, ...others: readonly T[]) =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'double', 'other-id'),
  value,
});

const shot: fc.Arbitrary<Shot> = fc.record({
  publicSide: most(false, 2, true),
  route: fc.nat(),
  base: fc.nat(),
  changes: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
  ),
  rightLogin: most(true, 8, false),
  login: fc.nat(),
  key: most('fresh', 12, 'again', 'none', 'bad'),
  uuid: fc.uuid({ version: 4 }),
  knownIds: most(true, 8, false),
  id: fc.nat(),
  oddText,
  bytes: most('json', 14, 'cut', 'spliced', 'deep', 'twice', 'huge', 'plain', 'none', 'bom', 'binary'),
  method: most('right', 30, 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'POST', 'GET'),
  accept: fc.nat(),
  extraHeader: fc.nat(),
  query: fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(), oddText)), { maxLength: 4 }),
  follow: fc.constantFrom(...follows),
});

const batch = 500;

/** `count` shots, the same for the same seed. */
export function* shots(seed: number, count: number): Generator<Shot> {
  for (let made = 0; made < count; made += batch)
    yield* fc.sample(shot, { seed: seed + made, numRuns: Math.min(batch, count - made) });
}

/** A body with the changes made, at places that it has. */
export function changed(body: unknown, changes: readonly Change[], otherId: string): unknown {
  let made = structuredClone(body);
  for (const { at, how, value } of changes) {
    // Of its own: a later change may be made inside it.
    const given = structuredClone(value);
    const places = placesIn(made);
    if (places.length === 0) return how === 'replace' ? given : made;
    const { holder, key } = places[at % places.length]! as { holder: any; key: string };
    if (how === 'replace') holder[key] = given;
    else if (how === 'other-id') holder[key] = otherId;
    else if (how === 'remove') {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
    } else if (how === 'double') {
      if (Array.isArray(holder)) holder.push(holder[Number(key)]);
      else holder[`${key}2`] = holder[key];
    } else if (holder[key] !== null && typeof holder[key] === 'object') holder[key].unexpected = given;
    else made = { ...(made as object), unexpected: given };
  }
  return made;
}

function placesIn(body: unknown): { holder: object; key: string }[] {
  if (body === null || typeof body !== 'object') return [];
  return Object.entries(body).flatMap(([key, inner]) => [{ holder: body, key }, ...placesIn(inner)]);
}
