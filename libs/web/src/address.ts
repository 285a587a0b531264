import { BadInput } from '@sunlit/ledger';

/**
 * Page numbers of a query string: 1 where one is left out. Throws `BadInput` naming every one that is not a whole
 * number from 1 to 999999.
 */
export function pageNumbers<N extends string>(
  query: Readonly<Record<string, unknown>>,
  ...names: readonly N[]
): Record<N, number> {
  const wrong = names.filter(
    (name) => query[name] !== undefined && !/^[1-9]\d{0,5}$/.test(String(query[name])),
  );
  if (wrong.length > 0)
    throw new BadInput(
      wrong.map((field) => ({ field, rule: 'page', limits: { minimum: 1, maximum: 999_999 } })),
    );
  return Object.fromEntries(names.map((name) => [name, Number(query[name] ?? 1)])) as Record<N, number>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => uuid.test(text);

/** The public page of a rule of the rulebook. */
export const ruleHref = (id: string): string => `/rules/${encodeURIComponent(id)}`;

/** A number or code as an office gives it (the ledger's `Code`); anything else is no project's. */
const code = /^[\p{L}\p{N}][\p{L}\p{N}\-_./()（）〔〕[\]]{0,63}$/u;
export const isCode = (text: string): boolean => code.test(text);
