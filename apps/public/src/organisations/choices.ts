import { BadInput, type FieldProblem } from '@sunlit/ledger';

type Query = Readonly<Record<string, unknown>>;

/** How one parameter of an address reads: null where it is no value of it. */
export type Reader<T> = (text: string) => T | null;

/** One of a few codes. */
export const oneOf =
  <T extends string>(codes: readonly T[]): Reader<T> =>
  (text) =>
    codes.find((code) => code === text) ?? null;

/** A page number, from 1 to 999999. */
export const pageNumber: Reader<number> = (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : null);

/**
 * The choices of an address's query, each null where it is left out or empty, as forms send it. Throws `BadInput` naming
 * every one that cannot be read, each with its rule, and every parameter that is not among them.
 */
export function choicesOf<Read extends Readonly<Record<string, readonly [rule: string, Reader<unknown>]>>>(
  query: Query,
  read: Read,
): { readonly [N in keyof Read]: ReturnType<Read[N][1]> } {
  const problems: FieldProblem[] = Object.keys(query)
    .filter((name) => !Object.hasOwn(read, name))
    .map((field) => ({ field, rule: 'unknown-field', limits: {} }));
  const choices = Object.entries(read).map(([field, [rule, reader]]) => {
    const given = query[field];
    if (given === undefined || given === '') return [field, null] as const;
    const choice = typeof given === 'string' ? reader(given) : null;
    if (choice === null) problems.push({ field, rule, limits: {} });
    return [field, choice] as const;
  });
  if (problems.length > 0) throw new BadInput(problems);
  return Object.fromEntries(choices) as never;
}

/** An address with those of `query` that are not empty. */
export function addressOf(path: string, query: Readonly<Record<string, string | number | null>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== '') search.set(name, String(value));
  return `${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
}
