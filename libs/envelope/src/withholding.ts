import type { AudienceNote, EventType, Json, JsonObject, Withholding } from '@sunlit/ledger';
import { own } from './body.js';

/** A withholding that cannot be: of an unknown field, of one twice, of meta, or without its grounds. */
export class BadWithholding extends Error {
  override readonly name = 'BadWithholding';
  constructor(
    readonly field: string,
    readonly fault: string,
  ) {
    super(`${field}: ${fault}`);
  }
}

/**
 * `meta.audience`: why each closed field is closed. A command may close more than the type declares, never less. Not
 * allowed is to withhold a field that says when another one opens, since its value stands in that one's audience.
 */
export function audienceOf({
  data,
  eventType,
  withhold,
}: {
  readonly data: object;
  readonly eventType: EventType;
  readonly withhold: readonly Withholding[];
}): Readonly<Record<string, AudienceNote>> {
  const notes: Record<string, AudienceNote> = {};
  for (const { field, ...grounds } of withhold) {
    if (Object.hasOwn(notes, field)) throw new BadWithholding(field, 'is withheld twice');
    if (!Object.hasOwn(data, field)) throw new BadWithholding(field, 'is not a field of this event');
    requireGrounds(field, grounds);
    const { article, reason, approver, reviewDate } = grounds;
    notes[field] = { kind: 'withheld', article, reason, approver, reviewDate };
  }
  for (const [field, audience] of Object.entries(eventType.closed)) {
    if (Object.hasOwn(notes, field)) continue;
    notes[field] =
      audience.kind === 'sealed'
        ? { kind: 'sealed', until: audience.until, of: openedBy(audience.of, data as JsonObject) }
        : { kind: audience.kind };
  }
  for (const note of Object.values(notes))
    if (note.kind === 'sealed')
      for (const field of Object.keys(note.of))
        if (Object.hasOwn(notes, field))
          throw new BadWithholding(field, 'says when another field opens and must be public');
  return notes;
}

function openedBy(fields: readonly string[], data: JsonObject): Record<string, string | number | null> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = own(data, field);
      if (!isPlace(value)) throw new TypeError(`${field} does not say what opens a sealed field`);
      return [field, value];
    }),
  );
}

const isPlace = (value: Json | undefined): value is string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number';

function requireGrounds(field: string, grounds: Omit<Withholding, 'field'>): void {
  for (const name of ['article', 'reason', 'approver'] as const)
    if (typeof grounds[name] !== 'string' || grounds[name].trim() === '')
      throw new BadWithholding(field, `is withheld without ${name}`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(grounds.reviewDate))
    throw new BadWithholding(field, 'is withheld without a date of review');
}
