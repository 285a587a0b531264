import type { Opened } from '@sunlit/envelope';
import type { AudienceNote } from '@sunlit/ledger';
import type { SealedField } from './sealed.table.js';

/** The sealed fields of an event, all closed; empty for most events. */
export const sealedFields = (closed: Readonly<Record<string, AudienceNote>>): SealedField[] =>
  Object.entries(closed).flatMap(([field, note]) =>
    note.kind === 'sealed' ? [{ field, until: note.until, of: note.of, opened: false }] : [],
  );

/**
 * The fields after `later`, an event of the same stream: one opens with the first event of the type it waits for that
 * has the same values in the fields named. The same list when none opens. Pure.
 */
export function openedBy(
  fields: readonly SealedField[],
  later: Pick<Opened, 'type' | 'data'>,
): readonly SealedField[] {
  const opens = ({ opened, until, of }: SealedField) =>
    !opened &&
    until === later.type &&
    Object.entries(of).every(([name, value]) => later.data[name] === value);
  return fields.some(opens)
    ? fields.map((field) => (opens(field) ? { ...field, opened: true } : field))
    : fields;
}

export const openFields = (fields: readonly SealedField[]): ReadonlySet<string> =>
  new Set(fields.filter(({ opened }) => opened).map(({ field }) => field));

export const awaited = (fields: readonly SealedField[]): string[] => [
  ...new Set(fields.filter(({ opened }) => !opened).map(({ until }) => until)),
];
