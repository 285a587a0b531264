import type { Opened } from '@sunlit/envelope';
import { eventTypes, type AudienceNote } from '@sunlit/ledger';
import type { SealedField } from './kept.table.js';

/**
 * The sealed fields of an event, all closed; empty for most events. A field withheld from the start is among them where
 * its type seals it: released, it still waits for its opening.
 */
export const sealedFields = ({
  type,
  data,
  closed,
}: Pick<Opened, 'type' | 'data' | 'closed'>): SealedField[] =>
  Object.entries(closed).flatMap(([field, note]) => {
    const seal = note.kind === 'sealed' ? note : sealOf(type, field, data);
    return seal ? [{ field, until: seal.until, of: seal.of, opened: false }] : [];
  });

function sealOf(
  type: string,
  field: string,
  data: Opened['data'],
): Extract<AudienceNote, { kind: 'sealed' }> | null {
  const declared = eventTypes[type]?.closed[field];
  if (declared?.kind !== 'sealed') return null;
  const of = Object.fromEntries(declared.of.map((name) => [name, data[name] as string | number | null]));
  return { kind: 'sealed', until: declared.until, of };
}

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

export const awaited = (fields: readonly SealedField[]): string[] => [
  ...new Set(fields.filter(({ opened }) => !opened).map(({ until }) => until)),
];
