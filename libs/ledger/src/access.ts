import { decider, Entry, fieldsFrom, section, type FieldsOf, type Rights } from './decider.js';
import { event } from './event-type.js';
import { Code, ListOf, OneOf, Optional, Text } from './fields.js';

/**
 * The stream `access-<day>`: what was asked for without the right to it, for auditors and inspectors. Not public and not
 * in the transparency log. The event's `preparedBy` says who asked.
 */
export interface AccessState {
  readonly denied: number;
}

export class DenialFact {
  @Code() name!: string;
  @Optional() @Text() value!: string | null;
}

/** Given by the ledger itself whenever it forbids. */
export class DenyAttempt extends Entry {
  @Code() command!: string;
  @OneOf(['prepare', 'confirm', 'return', 'alone']) part!: 'prepare' | 'confirm' | 'return' | 'alone';
  /** Project id, or `rulebook`; null where none was named. */
  @Optional() @Code() project!: string | null;
  /** What forbids: `not-entitled`, `not-own-project`, ... */
  @Code() rule!: string;
  @Optional() @ListOf(() => DenialFact) facts!: DenialFact[];

  static readonly rights: Rights = {
    prepares: [],
    confirms: [],
    alone: 'the ledger itself, whenever it forbids',
    over: 'everywhere',
  };
  static readonly makes = 'AttemptDenied';
  static readonly example = {
    command: 'RecordPayment',
    part: 'prepare',
    project: 'c2a4b1de-6f0e-5b57-9c53-0d1f7a5e8b26',
    rule: 'not-entitled',
    facts: [{ name: 'role', value: 'observer' }],
  };
}

export type AttemptDenied = FieldsOf<DenyAttempt>;

export const denials = section<AccessState>()({
  events: { AttemptDenied: event<AttemptDenied>()({ version: 1, closed: {} }) },
  commands: { DenyAttempt },
  decide: { DenyAttempt: (command) => ({ type: 'AttemptDenied', data: fieldsFrom(command) }) },
  evolve: { AttemptDenied: ({ denied }) => ({ denied: denied + 1 }) },
});

export const access = decider<AccessState>('access', { denied: 0 }, [denials]);
