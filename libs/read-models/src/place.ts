const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What comes from an address is checked before PostgreSQL sees it: nothing else is a place in the ledger. */
export const isUuid = (text: string): boolean => uuid.test(text);
export const isRevision = (number: number): boolean =>
  Number.isInteger(number) && number >= 0 && number < 2 ** 31;

/** A page of a list whose rows are numbered 0, 1, 2, ... */
export interface Page {
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

export const pageOf = (page: number, total: number, perPage: number): Page => ({
  page,
  pages: Math.max(1, Math.ceil(total / perPage)),
  total,
});
