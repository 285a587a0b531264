import {
  Entry,
  fieldsFrom,
  section,
  type CommandClass,
  type FieldsOf,
  type Judge,
  type Rights,
  type Section,
  type Target,
} from '../decider.js';
import { event, type EventTypes } from '../event-type.js';
import {
  BadInput,
  Code,
  Count,
  Day,
  fieldsOf,
  MayBeWithheld,
  Name,
  readFields,
  Text,
  withholdable,
} from '../fields.js';
import type { Amended, ProjectState } from './state.js';

/** By whoever makes the entry that it is about. */
const rights: Rights = {
  prepares: ['finance-officer', 'tender-officer', 'engineer', 'auditor'],
  confirms: ['approver'],
  over: 'entry',
};

/** Mends what is clerical, a name misspelt; amounts, outcomes and dates are undone by entries that say what happened. */
export class CorrectEntry extends Entry {
  /** Revision of the entry on this project's stream. */
  @Count() revision!: number;
  @Code() field!: string;
  @MayBeWithheld() @Text() after!: string;
  @Text() reason!: string;

  static readonly rights = rights;
  static readonly makes = 'EntryCorrected';
  static readonly example = {
    revision: 0,
    field: 'site',
    after: '滨江路（解放桥至东湖西路）',
    reason: '地名笔误。',
  };
}

/** 不予公开 after the event: by article, with reason, approver and the day of its review. */
export class WithholdField extends Entry {
  @Count() revision!: number;
  @Code() field!: string;
  @Name() article!: string;
  @Text() reason!: string;
  /** Opaque person id. */
  @Code() approver!: string;
  @Day() reviewDate!: string;

  static readonly rights = rights;
  static readonly makes = 'FieldWithheld';
  static readonly example = {
    revision: 1,
    field: 'opinion',
    article: '政府信息公开条例 第十六条',
    reason: '属内部讨论意见。',
    approver: 'p-legal',
    reviewDate: '2028-01-10',
  };
}

/** A withheld field becomes public. */
export class ReleaseField extends Entry {
  @Count() revision!: number;
  @Code() field!: string;
  @Text() reason!: string;

  static readonly rights = rights;
  static readonly makes = 'FieldReleased';
  static readonly example = { revision: 1, field: 'opinion', reason: '复查后认为可以公开。' };
}

/** The entry that it is about, by id and type. */
interface OfEntry {
  readonly entry: string;
  readonly type: string;
}
/** `before`: the text that it replaces; null where that is withheld. */
export type EntryCorrected = FieldsOf<CorrectEntry> & OfEntry & { before: string | null };
export type FieldWithheld = FieldsOf<WithholdField> & OfEntry;
export type FieldReleased = FieldsOf<ReleaseField> & OfEntry;

const amendmentTypes = ['EntryCorrected', 'FieldWithheld', 'FieldReleased'] as const;
export const isAmendment = (type: string): type is (typeof amendmentTypes)[number] =>
  (amendmentTypes as readonly string[]).includes(type);

type AnySection = Section<any, any, any>;

/** Commands about earlier entries, whose types and commands the other sections of the stream declare. */
export function amendment(sections: readonly AnySection[]) {
  const events: EventTypes = Object.assign({}, ...sections.map((s) => s.events));
  const commands: CommandClass<Entry>[] = sections.flatMap((s) => Object.values(s.commands));
  // A correction shows the field again: what is withheld later must be withheld there too.
  const commandOf = ({ type }: Target) => [...commands, CorrectEntry].find(({ makes }) => makes === type);
  const repeats = ({ type }: Target, field: string) => type === CorrectEntry.makes && field === 'before';

  return section<ProjectState>()({
    events: {
      EntryCorrected: event<EntryCorrected>()({ version: 1, closed: {} }),
      FieldWithheld: event<FieldWithheld>()({ version: 1, closed: {}, wholly: true }),
      FieldReleased: event<FieldReleased>()({ version: 1, closed: {}, wholly: true }),
    },
    commands: { CorrectEntry, WithholdField, ReleaseField },
    decide: {
      CorrectEntry(command, state, judge) {
        judge.present(state.registered, 'project-not-registered', {});
        const { revision, field, after, withhold } = command;
        const target = targetOf(command, judge);
        judge.stopUnless(events[target.type]?.clerical.includes(field) ?? false, 'field-not-clerical', {
          revision,
          event: target.type,
          field,
        });
        // What the public may not see stays unseen in its correction.
        const hidden = withheldFrom(state, target, field);
        judge.must(!hidden || withhold.some((w) => w.field === 'after'), 'correction-shows-withheld', {
          field,
        });
        const before = textOf(state, target, field);
        judge.must(before !== after, 'correction-changes-nothing', { field });
        judge.must(fits(commandOf(target), field, after), 'correction-not-valid', { field });
        return {
          type: 'EntryCorrected',
          data: { ...fieldsFrom(command), ...entryOf(target), before: hidden ? null : before },
        };
      },
      WithholdField(command, state, judge) {
        judge.present(state.registered, 'project-not-registered', {});
        const { field, reviewDate, approver } = command;
        const target = targetOf(command, judge);
        const type = commandOf(target);
        const own = type && fieldsOf(type).get(field);
        const known = repeats(target, field) || (own !== undefined && !fieldsOf(Entry).has(field));
        judge.stopUnless(known, 'withheld-field-unknown', { field, event: target.type });
        judge.must(
          repeats(target, field) || (withholdable(own!) && !events[target.type]?.wholly),
          'field-cannot-be-withheld',
          { field },
        );
        judge.must(!closedFrom(state, target, field), 'field-already-closed', { field });
        judge.must(reviewDate > judge.context.today, 'withholding-without-review', { field, reviewDate });
        judge.must(approver !== judge.context.actor.person, 'withholding-approved-by-its-preparer', {
          field,
        });
        return { type: 'FieldWithheld', data: { ...fieldsFrom(command), ...entryOf(target) } };
      },
      ReleaseField(command, state, judge) {
        judge.present(state.registered, 'project-not-registered', {});
        const { field } = command;
        const target = targetOf(command, judge);
        judge.must(withheldFrom(state, target, field), 'field-not-withheld', { field, event: target.type });
        return { type: 'FieldReleased', data: { ...fieldsFrom(command), ...entryOf(target) } };
      },
    },
    evolve: {
      EntryCorrected: (state, { revision, type, field, after }) => {
        const mended =
          type === 'ProjectRegistered' || type === 'ProjectTakenOver'
            ? { ...state.registered!, [field]: after ?? state.registered![field as 'name'] }
            : state.registered;
        return noted({ ...state, registered: mended }, revision, field, { text: after ?? null });
      },
      FieldWithheld: (state, { revision, field }) =>
        noted(state, revision, field, { visibility: 'withheld' }),
      FieldReleased: (state, { revision, field }) =>
        noted(state, revision, field, { visibility: 'released' }),
    },
  });
}

const targetOf = ({ revision }: { revision: number }, judge: Judge): Target =>
  judge.present(judge.context.target, 'entry-unknown', { revision });

const entryOf = ({ id, type }: Target): OfEntry => ({ entry: id, type });

const key = (revision: number, field: string) => `${revision}.${field}`;

const noted = (
  state: ProjectState,
  revision: number,
  field: string,
  change: Partial<Amended>,
): ProjectState => {
  const known = state.amended[key(revision, field)] ?? { text: null, visibility: null };
  return { ...state, amended: { ...state.amended, [key(revision, field)]: { ...known, ...change } } };
};

const textOf = ({ amended }: ProjectState, { revision, data }: Target, field: string): string | null =>
  amended[key(revision, field)]?.text ?? (data[field] as string | null | undefined) ?? null;

/** Whether the field is withheld by now: at birth or later, and not released since. */
function withheldFrom({ amended }: ProjectState, { revision, closed }: Target, field: string): boolean {
  const later = amended[key(revision, field)]?.visibility ?? null;
  return later === null ? closed[field]?.kind === 'withheld' : later === 'withheld';
}

const closedFrom = (state: ProjectState, target: Target, field: string): boolean =>
  withheldFrom(state, target, field) ||
  ['sealed', 'internal', 'personal'].includes(target.closed[field]?.kind ?? '');

/** Whether the corrected text is what the field takes. */
function fits(type: CommandClass<Entry> | undefined, field: string, after: string): boolean {
  if (!type) return false;
  try {
    readFields(type, { ...type.example, [field]: after });
    return true;
  } catch (error) {
    if (error instanceof BadInput) return !error.problems.some((p) => p.field === field);
    throw error;
  }
}
