import { Entry, fieldsFrom, section, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import { Code, Day, Fact, Flag, ListOf, OneOf, Optional, Part, Text } from '../fields.js';
import { Document, Organisation } from '../values.js';
import { openProject } from './registration.js';
import { tenderAt, withTender, type InvitedObserver, type OfRound, type TenderStage } from './round.js';
import { sameParty, type Party, type ProjectState } from './state.js';

export const observerCapacities = ['discipline-inspection', 'procuratorate', 'notary', 'other'] as const;

export class InviteObserver extends Entry {
  @Code() lot!: string;
  @Part(() => Organisation) observer!: Organisation;
  @OneOf(observerCapacities) capacity!: (typeof observerCapacities)[number];
  @Fact() @Day() invitedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights: Rights = { prepares: ['tender-officer'], confirms: ['approver'], over: 'own' };
  static readonly makes = 'ObserverInvited';
  static readonly example = {
    lot: 'SG-1',
    observer: { uscc: null, name: '临江市公证处' },
    capacity: 'notary',
    invitedOn: '2023-03-10',
    documents: [],
  };
}

const byObserver: Rights = {
  prepares: ['observer'],
  confirms: [],
  alone: 'the observer’s own word, by the observer’s own login',
  over: 'invited',
};

/** Answers an invitation: comes or not, and why. A later answer replaces the earlier. */
export class RecordObserverReply extends Entry {
  @Code() lot!: string;
  @Flag() comes!: boolean;
  @Optional() @Text() reason!: string | null;

  static readonly rights = byObserver;
  static readonly makes = 'ObserverReplied';
  static readonly example = { lot: 'SG-1', comes: true, reason: null };
}

/** What the observer saw at the opening. It never gates the award: observers are witnesses, not approvers. */
export class AttestOpening extends Entry {
  @Code() lot!: string;
  @Flag() present!: boolean;
  @Text() statement!: string;
  @Optional() @Text() irregularities!: string | null;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = byObserver;
  static readonly makes = 'OpeningAttested';
  static readonly example = {
    lot: 'SG-1',
    present: true,
    statement: '开标前当众检查密封情况，唱标内容与投标文件一致。',
    irregularities: null,
    documents: [],
  };
}

interface OfObserver extends OfRound {
  readonly observer: Organisation;
  readonly capacity: string;
}

export type ObserverInvited = FieldsOf<InviteObserver> & OfRound;
export type ObserverReplied = FieldsOf<RecordObserverReply> & OfObserver;
export type OpeningAttested = FieldsOf<AttestOpening> & OfObserver;

export const observer = section<ProjectState>()({
  events: {
    ObserverInvited: event<ObserverInvited>()({ version: 1, closed: {} }),
    ObserverReplied: event<ObserverReplied>()({ version: 1, closed: {} }),
    OpeningAttested: event<OpeningAttested>()({ version: 1, closed: {} }),
  },
  commands: { InviteObserver, RecordObserverReply, AttestOpening },
  decide: {
    InviteObserver(command, state, judge) {
      openProject(state, judge);
      const { lot, observer } = command;
      const { round, observers } = tenderAt(['noticed', 'box-closed'], state, lot, judge);
      judge.must(!observers.some((o) => sameParty(o.observer, observer)), 'observer-already-invited', {
        lot,
        observer: observer.name,
      });
      return { type: 'ObserverInvited', data: { ...fieldsFrom(command), round } };
    },
    RecordObserverReply(command, state, judge) {
      openProject(state, judge);
      const { lot, comes, reason } = command;
      const { round, found } = invited(['noticed', 'box-closed'], state, lot, judge);
      judge.must(comes || reason !== null, 'refusal-without-reason', { lot });
      return { type: 'ObserverReplied', data: { ...fieldsFrom(command), round, ...named(found) } };
    },
    AttestOpening(command, state, judge) {
      openProject(state, judge);
      const { lot } = command;
      const { round, found } = invited(
        ['opened', 'evaluated', 'publicized', 'awarded', 'failed'],
        state,
        lot,
        judge,
      );
      judge.must(state.lots[lot]!.tender!.openedOn !== null, 'bids-not-opened', { lot, round });
      judge.must(!found.attested, 'opening-already-attested', { lot, observer: found.observer.name });
      return { type: 'OpeningAttested', data: { ...fieldsFrom(command), round, ...named(found) } };
    },
  },
  evolve: {
    ObserverInvited: (state, { lot, observer, capacity, invitedOn }) => {
      const { observers } = state.lots[lot]!.tender!;
      const added = { capacity, observer, invitedOn, attested: false };
      return withTender(state, lot, { observers: [...observers, added] });
    },
    ObserverReplied: (state) => state,
    OpeningAttested: (state, { lot, observer }) =>
      withTender(state, lot, {
        observers: state.lots[lot]!.tender!.observers.map((o) =>
          sameParty(o.observer, observer) ? { ...o, attested: true } : o,
        ),
      }),
  },
});

/** The round and the invitation under which the acting observer speaks. */
function invited(stages: readonly TenderStage[], state: ProjectState, lot: string, judge: Judge) {
  const { round, observers } = tenderAt(stages, state, lot, judge);
  const { organisation } = judge.context.actor;
  const found = invitationOf(observers, organisation);
  return {
    round,
    found: judge.present(found, 'observer-not-invited', { lot, observer: organisation?.name ?? '' }),
  };
}

export const invitationOf = (
  observers: readonly InvitedObserver[],
  organisation: Party | null,
): InvitedObserver | undefined =>
  organisation === null ? undefined : observers.find((o) => sameParty(o.observer, organisation));

const named = ({ observer, capacity }: InvitedObserver) => ({ observer: observer as Organisation, capacity });
