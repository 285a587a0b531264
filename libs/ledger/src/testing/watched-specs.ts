import { createRequire } from 'node:module';
import { format } from 'node:util';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { expect as Expect } from '@jest/globals';
import { Judge, Refusal, type Context } from '../decider.js';
import { invariants, type Invariant, type InvariantId } from '../rulebook/invariants.js';
import { watching } from './given.js';

/**
 * Stands in for `@jest/globals` in plain Node and runs specs one after the other, to see which rows of the rulebook and
 * which commands each of them lets pass or sees broken. That is observed, not read from the text of the spec.
 */
const fromHere = createRequire(import.meta.url);
const { jestExpect } = createRequire(fromHere.resolve('@jest/globals'))('@jest/expect') as {
  jestExpect: typeof Expect;
};

/** What one spec was seen to do. */
export interface Watched {
  /** From the root of the repository. */
  readonly file: string;
  /** Titles from the outermost `describe` to the spec itself. */
  readonly path: readonly string[];
  /** Ids of rows that a command kept and was accepted, and that it broke: refused, warned of or overridden. */
  readonly kept: ReadonlySet<string>;
  readonly broken: ReadonlySet<string>;
  /** Names of commands that were accepted, and that were refused or accepted with a finding. */
  readonly accepted: ReadonlySet<string>;
  readonly faulted: ReadonlySet<string>;
  /** For specs of read models, which judge what no command does: whether they looked at a kept or a broken rule. */
  readonly looked: { readonly kept: boolean; readonly broken: boolean };
}

interface Spec {
  readonly path: readonly string[];
  readonly run: () => unknown;
}
let path: readonly string[] = [];
let specs: Spec[] = [];

type Titled = (title: string, run: (...values: any[]) => unknown) => void;
const told = (value: unknown) => (typeof value === 'bigint' ? String(value) : value);
const withEach = (one: Titled) =>
  Object.assign(one, {
    each: (table: readonly unknown[]) => (title: string, run: (...values: any[]) => unknown) => {
      const rows = table.every((row) => Array.isArray(row)) ? table : table.map((value) => [value]);
      const places = (title.match(/%[sijp]/g) ?? []).length;
      for (const values of rows as readonly unknown[][])
        one(format(title.replaceAll('%p', '%j'), ...values.slice(0, places).map(told)), () => run(...values));
    },
  });

export const describe = withEach((title, run) => {
  const outer = path;
  path = [...outer, title];
  run();
  path = outer;
});
export const it = withEach((title, run) => void specs.push({ path: [...path, title], run }));

let received: unknown[] = [];
export const expect = Object.assign((value: unknown) => {
  received.push(value);
  return jestExpect(value);
}, jestExpect);

/** Runs those specs of these files (absolute paths) that are wanted, in order. Throws the failure of the first that fails. */
export async function watch(
  root: string,
  files: readonly string[],
  wanted: (path: readonly string[]) => boolean,
): Promise<readonly Watched[]> {
  const seen: Watched[] = [];
  for (const file of files) {
    specs = [];
    await import(pathToFileURL(file).href);
    for (const spec of specs) if (wanted(spec.path)) seen.push(await watched(relative(root, file), spec));
  }
  return seen;
}

async function watched(file: string, { path, run }: Spec): Promise<Watched> {
  const [kept, broken] = [new Set<string>(), new Set<string>()];
  const [accepted, faulted] = [new Set<string>(), new Set<string>()];
  received = [];
  watching.when = (entry, context, decided) => {
    const refused = decided instanceof Refusal;
    const command = entry.constructor.name;
    (refused || decided.findings.length > 0 ? faulted : accepted).add(command);
    if (!refused) accepted.add(command);
    for (const [id, holds] of verdicts.get(context) ?? [])
      if (!holds) broken.add(id);
      else if (!refused) kept.add(id);
  };
  try {
    await run();
  } catch (error) {
    throw new Error(`${file}: ${path.join(' › ')}`, { cause: error });
  } finally {
    watching.when = null;
  }
  return { file, path, kept, broken, accepted, faulted, looked: lookedAt(received) };
}

/** Of each command that is decided: which rows were judged, and whether they held all through. */
const verdicts = new WeakMap<Context, Map<string, boolean>>();
function judged({ context }: Judge, id: string, holds: boolean): void {
  const known = verdicts.get(context) ?? new Map<string, boolean>();
  verdicts.set(context, known.set(id, holds && (known.get(id) ?? true)));
}

/* oxlint-disable typescript/unbound-method -- called with the judge that they are called on */
const { must, rule, due } = Judge.prototype;
Judge.prototype.must = function (this: Judge, holds: boolean, invariant: InvariantId, facts) {
  const { row }: Invariant = invariants[invariant];
  if (row) judged(this, row, holds);
  return must.call(this, holds, invariant, facts);
};
Judge.prototype.rule = function <V>(
  this: Judge,
  ...[id, anchor, holds, facts]: Parameters<typeof rule<V>>
): void {
  const row = this.context.rulebook.binding(id, anchor);
  if (row) judged(this, id, holds(row.value as V));
  rule.call(this, id, anchor, holds as (value: unknown) => boolean, facts as Parameters<typeof rule>[3]);
};
/** A due date that is told keeps the row; whether it is met is judged later, by `rule` or by a clock. */
Judge.prototype.due = function <V>(this: Judge, ...[id, from, of]: Parameters<typeof due<V>>) {
  const date = due.call(this, id, from, of as (value: unknown) => number | null);
  if (date) judged(this, id, true);
  return date;
};

/** A clock says `met`, `due`, `met-late` or `overdue`; across projects there are leads or none. */
function lookedAt(values: readonly unknown[]): Watched['looked'] {
  const states = values.flatMap((value) => [value, (value as { state?: unknown } | null)?.state]);
  const lists = values.filter((value) => Array.isArray(value));
  const lead = (value: unknown) =>
    typeof value === 'object' && value !== null && 'rule' in value && 'lots' in value;
  const leads = values.some(lead) || lists.some((list) => list.some(lead));
  const some = (...wanted: string[]) => states.some((state) => wanted.includes(state as string));
  return {
    kept: some('met', 'due') || (lists.some((list) => list.length === 0) && !leads),
    broken: some('met-late', 'overdue') || leads,
  };
}
