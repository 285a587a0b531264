import { readFileSync } from 'node:fs';
import { eventTypes, type JsonObject } from '@sunlit/ledger';
import type { Told } from './ledger.js';

/** The data of the golden event of a type, in its present version. */
export function goldenData(type: string): JsonObject {
  const { version } = eventTypes[type]!;
  const file = new URL(`../../../ledger/golden/${type}.v${version}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly data: JsonObject }).data;
}

/** An event as its golden file has it, with changes. */
export const golden = (type: string, changes: object = {}, more: Partial<Told> = {}): Told => ({
  ...more,
  type,
  data: { ...goldenData(type), ...changes },
});

/** What a person decides about fields that the law closes. */
export const grounds = {
  article: '政府信息公开条例 第十五条',
  reason: '涉及商业秘密',
  approver: 'p-legal',
  reviewDate: '2030-01-10',
} as const;

export const withholding = (type: string, revision: number, field: string): Told =>
  golden('FieldWithheld', { ...grounds, type, revision, field });
export const releasing = (type: string, revision: number, field: string): Told =>
  golden('FieldReleased', { type, revision, field });
export const correcting = (
  type: string,
  revision: number,
  field: string,
  texts: { readonly before: string | null; readonly after: string },
  more: Partial<Told> = {},
): Told => golden('EntryCorrected', { type, revision, field, ...texts }, more);
