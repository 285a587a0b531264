import {
  Entry,
  fieldsFrom,
  section,
  type AnyEvent,
  type Exemption,
  type FieldsOf,
  type Rights,
} from '../decider.js';
import { event } from '../event-type.js';
import { Code, Day, Fact, ListOf, Name, OneOf, Optional, Text } from '../fields.js';
import { isYuan } from '../money.js';
import { periodFits, type Rule } from '../rulebook/rule.js';
import { Document } from '../values.js';
import { openProject } from './registration.js';
import { numbered, type ProjectState } from './state.js';

export const overrideSubjects = ['project', 'lot', 'contract', 'certificate'] as const;
type SubjectKind = (typeof overrideSubjects)[number];

/** A rule set aside once, as it stands in the state. */
export interface Override extends Exemption {
  readonly subjectKind: SubjectKind;
  /** The office's own number; null for the whole project. */
  readonly subject: string | null;
  readonly expiresOn: string;
  readonly used: boolean;
  /** The lot of the command that used it up, if that named one. */
  readonly usedFor: string | null;
}

/** Sets a rule aside for one command: public, for one subject, up to a limit and a day, and used up by that command. */
export class OverrideRule extends Entry {
  @Code() rule!: string;
  @OneOf(overrideSubjects) subjectKind!: SubjectKind;
  /** Number of the lot, contract or certificate; null for the project. A lot may still be planned. */
  @Optional() @Code() subject!: string | null;
  /** What holds in place of the row's value, in its unit; null sets the row aside as a whole. */
  @Optional() @Code() limit!: string | null;
  /** The last day on which it may be used. */
  @Day() expiresOn!: string;
  @Text() reason!: string;
  @Name() approvedBy!: string;
  @Code() approvalNumber!: string;
  @Fact() @Day() approvedOn!: string;
  @ListOf(() => Document, { min: 1 }) documents!: Document[];

  static readonly rights: Rights = {
    prepares: ['finance-officer', 'tender-officer'],
    confirms: ['approver'],
    over: 'own',
  };
  static readonly makes = 'RuleOverridden';
  static readonly example = {
    rule: 'T7',
    subjectKind: 'lot',
    subject: 'SG-1',
    limit: '250',
    expiresOn: '2023-03-31',
    reason: '工期紧、专用设备多，经批准提高投标保证金比例。',
    approvedBy: '临江市住房和城乡建设局',
    approvalNumber: '临建招〔2023〕5号',
    approvedOn: '2023-02-25',
    documents: [
      {
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        title: '关于调整投标保证金比例的批复',
        mediaType: 'application/pdf',
        size: 0,
      },
    ],
  };
}

/** `override`: the event's own id, by which the entry that uses it up names it. */
export type RuleOverridden = FieldsOf<OverrideRule> & { override: string; version: number };

export const overriding = section<ProjectState>()({
  events: {
    RuleOverridden: event<RuleOverridden>()({
      version: 1,
      closed: {},
      wholly: true,
      clerical: ['approvedBy'],
    }),
  },
  commands: { OverrideRule },
  decide: {
    OverrideRule(command, state, judge) {
      openProject(state, judge);
      const { rule, subjectKind, subject, limit, expiresOn } = command;
      const { rulebook, today, eventId } = judge.context;
      const row = judge.present(rulebook.inForce(rule, today), 'rule-unknown', { rule });
      judge.must(row.overridable, 'rule-not-overridable', { rule });
      judge.must((subject === null) === (subjectKind === 'project'), 'override-without-subject', {
        subjectKind,
      });
      judge.must(
        subject === null || !isDueToExist(subjectKind, row) || exists(state, subjectKind, subject),
        'override-subject-unknown',
        { rule, subjectKind, subject },
      );
      judge.must(limit === null || limitOf(limit, row) !== null, 'override-limit-unreadable', {
        rule,
        limit,
        unit: row.unit,
      });
      judge.must(expiresOn >= today, 'override-expired', { expiresOn, today });
      return {
        type: 'RuleOverridden',
        data: { ...fieldsFrom(command), override: eventId(0), version: row.version },
      };
    },
  },
  evolve: {
    RuleOverridden: (state, { override, rule, subjectKind, subject, limit, expiresOn }) => ({
      ...state,
      overrides: [
        ...state.overrides,
        {
          ...{ id: override, rule, subjectKind, subject, expiresOn, used: false, usedFor: null },
          limit: limit !== null && /^\d+$/.test(limit) ? Number(limit) : limit,
        },
      ],
    }),
  },
});

/**
 * Whether what the row is judged of must be there by then. A lot may still be planned, a contract signed, a certificate
 * issued where the row is judged at that step, or at the recording of any entry.
 */
const isDueToExist = (kind: SubjectKind, { anchor }: Rule): boolean =>
  kind === 'lot'
    ? anchor !== 'planning' && anchor !== 'recording'
    : kind === 'contract' &&
      ['approval', 'certificate', 'payment', 'acceptance', 'submission'].includes(anchor);

const exists = ({ lots, contracts }: ProjectState, kind: SubjectKind, subject: string): boolean =>
  kind === 'lot'
    ? numbered<unknown>(lots, subject) !== undefined
    : numbered<unknown>(contracts, subject) !== undefined;

/** A limit in the unit of the row's value; null where it is none, as for a row that has no single value. */
function limitOf(limit: string, { value, unit }: Rule): string | number | null {
  if (unit === 'fen') return typeof value === 'string' && isYuan(limit) ? limit : null;
  return typeof value === 'number' && /^\d{1,9}$/.test(limit) && periodFits(Number(limit), unit)
    ? Number(limit)
    : null;
}

/** Overrides for what the command names that are neither used nor expired. */
export const exemptionsFor = (
  { overrides }: ProjectState,
  command: Entry,
  today: string,
): readonly Exemption[] =>
  overrides.filter(
    ({ used, expiresOn, subjectKind, subject }) =>
      !used &&
      today <= expiresOn &&
      (subjectKind === 'project' ||
        (command as unknown as Readonly<Record<string, unknown>>)[subjectKind] === subject),
  );

/** The state once an entry has used these overrides up. */
export function usedUp(state: ProjectState, ids: readonly string[], { data }: AnyEvent): ProjectState {
  const { lot = null } = data as { readonly lot?: string };
  return {
    ...state,
    overrides: state.overrides.map((o) => (ids.includes(o.id) ? { ...o, used: true, usedFor: lot } : o)),
  };
}

/**
 * Whether a lot was let through this rule before, so that its later steps are not asked again; `within` says whether
 * the limit of that override, if it has one, still covers it.
 */
export const isExempt = (
  { overrides }: ProjectState,
  rule: string,
  lot: string,
  within: (limit: string | number) => boolean = () => true,
): boolean =>
  overrides.some(
    (o) => o.used && o.rule === rule && o.usedFor === lot && (o.limit === null || within(o.limit)),
  );
