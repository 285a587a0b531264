import type { Opened } from '@sunlit/envelope';
import { isAmendment, type AudienceNote, type FieldWithheld } from '@sunlit/ledger';
import type { Amendment } from '../views.js';
import { visible, type Delivery, type Visible } from '../visible.js';
import type { SealedField } from './kept.table.js';
import { awaited, openedBy, sealedFields } from './openings.js';

/** An event with all that decides what of it may be seen by now. */
export interface Kept {
  readonly event: Opened;
  readonly entry: number;
  readonly sealed: readonly SealedField[];
  /** What later entries said about its fields, in their order. */
  readonly said: readonly Said[];
}

/** `note`: of a withholding. A correction's text stays in its own event. */
export interface Said extends Omit<Amendment, 'text'> {
  readonly note: WithheldNote | null;
}
type WithheldNote = Extract<AudienceNote, { kind: 'withheld' }>;
type Notes = Readonly<Record<string, AudienceNote>>;

/** Earlier events, of which a few may have to be shown again. */
export interface KeptEvents {
  /** Those of a stream with a sealed field that waits, or spoken of, or corrections. */
  of(stream: string): readonly Kept[];
  at(stream: string, revision: number): Kept | undefined;
  /** Takes the place of what was there for its revision. */
  put(kept: Kept): void;
}

/** Whether anything may change of what may be seen of it, beside what an entry that is not there yet says about it. */
export const mayBeShownAgain = ({ event, sealed, said }: Kept): boolean =>
  said.length > 0 || awaited(sealed).length > 0 || event.type === 'EntryCorrected';

/** The revision of the entry that an amendment is about. */
export const aboutOf = ({ data }: Pick<Opened, 'data'>): number => Number(data['revision']);

/**
 * The deliveries that follow from the next logged event: itself, then each earlier event of its stream of which it
 * changes what may be seen. An entry and the corrections of it are shown together, since they hold the same words.
 * Whatever `event` is about must be among `kept`.
 */
export function deliver(event: Opened, entry: number, kept: KeptEvents): Delivery[] {
  const changes = changesBy(event, entry, kept);
  const roots = new Set(changes.map((change) => rootOf(change.event)));
  const families = () => [...roots].flatMap((root) => shown(event.stream, root, kept));
  const before = new Map(families().map((seen) => [seen.revision, seen]));
  for (const change of changes) kept.put(change);
  kept.put({ event, entry, sealed: sealedFields(event), said: [] });
  const now = families();
  const own = now.find(({ revision }) => revision === event.revision) ?? visible(event, entry);
  const again = now.flatMap((seen): Delivery[] => {
    const was = before.get(seen.revision);
    if (!was || JSON.stringify(was) === JSON.stringify(seen)) return [];
    return [{ event: seen, again: true, before: was }];
  });
  return [{ event: own, again: false, before: null }, ...again];
}

/** The earlier events that it opens something of or speaks of, as they are kept from then on. */
function changesBy(event: Opened, entry: number, kept: KeptEvents): Kept[] {
  const { stream, type } = event;
  const opening = kept.of(stream).flatMap((earlier) => {
    const sealed = openedBy(earlier.sealed, event);
    return sealed === earlier.sealed ? [] : [{ ...earlier, sealed }];
  });
  const spoken = isAmendment(type) ? kept.at(stream, aboutOf(event)) : undefined;
  return spoken ? [{ ...spoken, said: [...spoken.said, saidBy(event, entry)] }] : opening;
}

function saidBy({ type, revision, data, closed }: Opened, entry: number): Said {
  const { field, approver, reviewDate } = data as unknown as FieldWithheld;
  const open = (name: string) => (closed[name] ? '' : String(data[name] ?? ''));
  const [article, reason] = [open('article'), open('reason')];
  const withheld = { kind: 'withheld', article, reason, approver, reviewDate } as const;
  const note = type === 'FieldWithheld' ? withheld : null;
  return { entry, revision, type: type as Said['type'], field, note };
}

const rootOf = (event: Opened): number => (event.type === 'EntryCorrected' ? aboutOf(event) : event.revision);

/** An entry and the corrections of it, as they may be seen. */
function shown(stream: string, root: number, kept: KeptEvents): Visible[] {
  const entry = kept.at(stream, root);
  if (!entry) return [];
  const corrections = kept
    .of(stream)
    .filter(({ event }) => event.type === 'EntryCorrected' && aboutOf(event) === root);
  const closed = closedNow(entry);
  const seen = corrections.map((correction) => {
    const notes = closedOfCorrection(correction, entry, closed);
    return visible(correction.event, correction.entry, notes, publicly(correction));
  });
  const texts = new Map(seen.map(({ revision, data }) => [revision, data['after']]));
  return [visible(entry.event, entry.entry, closed, publicly(entry, texts, closed)), ...seen];
}

/** What an entry says is closed, opened, withheld and released, by what came later. */
function closedNow({ event, sealed, said }: Kept): Notes {
  const notes: Record<string, AudienceNote> = { ...event.closed };
  const waiting = (field: string) => sealed.find((s) => s.field === field && !s.opened);
  for (const { field } of sealed) if (notes[field]?.kind === 'sealed' && !waiting(field)) delete notes[field];
  for (const { type, field, note } of said) {
    if (note && (notes[field]?.kind ?? 'withheld') === 'withheld') notes[field] = note;
    if (type !== 'FieldReleased' || notes[field]?.kind !== 'withheld') continue;
    const seal = waiting(field);
    if (seal) notes[field] = { kind: 'sealed', until: seal.until, of: seal.of };
    else delete notes[field];
  }
  return notes;
}

/** A correction holds the words of the field it corrects: it is withheld and released with that. */
function closedOfCorrection(correction: Kept, entry: Kept, closed: Notes): Notes {
  const { event } = correction;
  const { after, ...own } = closedNow(correction);
  const field = String(event.data['field']);
  const withheld = closed[field];
  if (withheld) return { ...own, before: withheld, after: withheld };
  const released = entry.said.some(
    (s) => s.type === 'FieldReleased' && s.field === field && s.revision > event.revision,
  );
  return after && !released ? { ...own, after } : own;
}

/** The amendments of an event as everybody sees them; `texts`: what each visible correction says, by its revision. */
const publicly = (
  { said }: Kept,
  texts: ReadonlyMap<number, unknown> = new Map(),
  closed: Notes = {},
): Amendment[] =>
  said.map(({ note: _, ...amendment }) => {
    const text = amendment.type === 'EntryCorrected' ? texts.get(amendment.revision) : undefined;
    return typeof text === 'string' && !closed[amendment.field] ? { ...amendment, text } : amendment;
  });
