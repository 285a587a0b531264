import { zh } from '@sunlit/web';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What no answer may show of the inside: stacks, statements, messages of drivers, places on the disk. */
const inside: readonly (readonly [string, RegExp])[] = [
  ['a stack', /^\s+at .+:\d+:\d+\)?$|\bat (?:async )?[\w.<>]+ \(/m],
  ['SQL', /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^"]{0,80}\b(?:FROM|VALUES|SET|WHERE)\b/],
  [
    'a message of PostgreSQL',
    /invalid byte sequence|relation "|syntax error at|violates .+ constraint|SQLSTATE/,
  ],
  ['a path of the disk', /node_modules|file:\/\/\/|\.(?:ts|js|mjs):\d+/],
  ['a path of the disk', new RegExp(repository.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))],
];

/** What an answer shows that it must not: of the inside, or one of the secrets. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  return [
    ...inside.flatMap(([what, pattern]) => (pattern.test(text) ? [what] : [])),
    ...secrets.filter((secret) => text.includes(secret)).map((secret) => `the secret ${secret}`),
  ];
}

const types = new Set(Object.keys(zh.problems.titles).map((name) => `urn:sunlit-ledger:problem:${name}`));

/** What is wrong with an error's form, in words; null where it is RFC 9457 with a type of the catalogue. */
export function badProblem(status: number, contentType: string, body: string): string | null {
  if (!contentType.startsWith('application/problem+json'))
    return `${status} as ${contentType || 'nothing'}: ${body.slice(0, 80)}`;
  try {
    const problem = JSON.parse(body) as { type?: unknown; status?: unknown; title?: unknown };
    if (!types.has(String(problem.type))) return `${status} of the unknown type ${String(problem.type)}`;
    return problem.status === status ? null : `${status} says that it is ${String(problem.status)}`;
  } catch {
    return `${status}, not JSON: ${body.slice(0, 80)}`;
  }
}
