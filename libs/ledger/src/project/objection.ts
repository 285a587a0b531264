import type { Sealed } from '../closed.js';
import { latestBefore } from '../calendar.js';
import {
  Entry,
  fieldsFrom,
  section,
  shanghaiDay,
  type Due,
  type FieldsOf,
  type Judge,
  type Rights,
} from '../decider.js';
import { event, sealed } from '../event-type.js';
import { Code, Day, Fact, ListOf, MayBeWithheld, Name, OneOf, Part, Text, Optional } from '../fields.js';
import { Document, Organisation } from '../values.js';
import { openProject } from './registration.js';
import { tenderAt, withTender, type OfRound, type Tender } from './round.js';
import type { ProjectState } from './state.js';

const rights: Rights = { prepares: ['tender-officer'], confirms: ['approver'], over: 'own' };

/** What it is about: 招标文件, 开标, 评标结果 (招投标条例 arts. 22, 44, 54). */
export const objectionMatters = ['tender-documents', 'opening', 'evaluation-result'] as const;
type Matter = (typeof objectionMatters)[number];

/** 异议. Suspends the tender until it is answered. `content` names no bidder: before the opening nobody may know one. */
export class RaiseObjection extends Entry {
  @Code() lot!: string;
  /** The office's own number of the objection, unique in the round. */
  @Code() objection!: string;
  @OneOf(objectionMatters) about!: Matter;
  /** Sealed until the opening; public when the opening lies before it. */
  @MayBeWithheld() @Part(() => Organisation) objector!: Sealed<Organisation>;
  @Name() subject!: string;
  @Text() content!: string;
  /** When the office received it. */
  @Fact() @Day() raisedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'ObjectionRaised';
  static readonly example = {
    lot: 'SG-1',
    objection: 'YY-01',
    about: 'tender-documents',
    objector: { uscc: '91330000MA27CCCC0R', name: '东湖市政工程有限公司' },
    subject: '资格条件设置',
    content: '认为业绩要求过高，限制竞争。',
    raisedOn: '2023-03-06',
    documents: [],
  };
}

export const objectionOutcomes = ['upheld', 'partly-upheld', 'rejected'] as const;

export class AnswerObjection extends Entry {
  @Code() lot!: string;
  @Code() objection!: string;
  @OneOf(objectionOutcomes) outcome!: (typeof objectionOutcomes)[number];
  @Text() answer!: string;
  @Fact() @Day() answeredOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'ObjectionAnswered';
  static readonly example = {
    lot: 'SG-1',
    objection: 'YY-01',
    outcome: 'partly-upheld',
    answer: '业绩年限由三年放宽至五年，见澄清一。',
    answeredOn: '2023-03-08',
    documents: [],
  };
}

/** `answerDue`: three days, row T13a. */
export type ObjectionRaised = FieldsOf<RaiseObjection> & OfRound & { answerDue: Due | null };
export type ObjectionAnswered = FieldsOf<AnswerObjection> & OfRound;

export const objection = section<ProjectState>()({
  events: {
    ObjectionRaised: event<ObjectionRaised>()({
      version: 1,
      closed: { objector: sealed('BidsOpened', 'lot', 'round') },
      clerical: ['subject'],
    }),
    ObjectionAnswered: event<ObjectionAnswered>()({ version: 1, closed: {} }),
  },
  commands: { RaiseObjection, AnswerObjection },
  decide: {
    RaiseObjection(command, state, judge) {
      openProject(state, judge);
      const { lot, objection, about, raisedOn } = command;
      const tender = tenderAt(stages[about], state, lot, judge);
      const taken = tender.objections.some((o) => o.objection === objection);
      judge.must(!taken, 'objection-number-taken', { objection });
      judge.restsOn('raisedOn', raisedOn, 'publishedOn', tender.publishedOn);
      judgePeriod(command, tender, judge);
      return {
        type: 'ObjectionRaised',
        ...(tender.openedOn !== null && { opened: ['objector'] }),
        data: { ...fieldsFrom(command), round: tender.round, answerDue: judge.due('T13a', raisedOn) },
      };
    },
    AnswerObjection(command, state, judge) {
      openProject(state, judge);
      const { lot, objection, answeredOn } = command;
      const { round, objections } = tenderAt(
        [...stages.opening, ...stages['tender-documents']],
        state,
        lot,
        judge,
      );
      const raised = judge.present(
        objections.find((o) => o.objection === objection),
        'objection-unknown',
        { lot, objection },
      );
      judge.must(!raised.answered, 'objection-already-answered', { objection });
      judge.restsOn('answeredOn', answeredOn, 'raisedOn', raised.raisedOn);
      const { answerBy } = raised;
      judge.rule('T13a', raised.raisedOn, () => answerBy === null || answeredOn <= answerBy, {
        objection,
        raisedOn: raised.raisedOn,
        due: answerBy,
        answeredOn,
      });
      return { type: 'ObjectionAnswered', data: { ...fieldsFrom(command), round } };
    },
  },
  evolve: {
    ObjectionRaised: (state, { lot, objection, raisedOn, answerDue }) => {
      const raised = { objection, raisedOn, answerBy: answerDue?.on ?? null, answered: false };
      return withTender(state, lot, { objections: [...state.lots[lot]!.tender!.objections, raised] });
    },
    ObjectionAnswered: (state, { lot, objection }) =>
      withTender(state, lot, {
        objections: state.lots[lot]!.tender!.objections.map((o) =>
          o.objection === objection ? { ...o, answered: true } : o,
        ),
      }),
  },
});

/** When an objection of that matter can be raised at all. */
const stages = {
  'tender-documents': ['noticed', 'box-closed'],
  opening: ['opened', 'evaluated', 'publicized', 'awarded'],
  'evaluation-result': ['publicized', 'awarded'],
} as const satisfies Record<Matter, readonly Tender['stage'][]>;

/** Row T13b: ten days before the deadline, on the opening day, while the candidates are public. */
function judgePeriod({ about, raisedOn, objection }: RaiseObjection, tender: Tender, judge: Judge): void {
  const { bidDeadline, openedOn, publicFrom, publicUntil } = tender;
  judge.rule<number>(
    'T13b',
    raisedOn,
    (days) => {
      switch (about) {
        case 'tender-documents':
          return raisedOn <= lastDay(days);
        case 'opening':
          return raisedOn === openedOn;
        case 'evaluation-result':
          return publicFrom! <= raisedOn && raisedOn <= publicUntil!;
      }
    },
    (days) => ({
      ...{ objection, about, raisedOn },
      lastDay: { 'tender-documents': lastDay(days), opening: openedOn, 'evaluation-result': publicUntil }[
        about
      ],
    }),
  );

  function lastDay(days: number): string {
    return latestBefore(shanghaiDay(bidDeadline), days, judge.context.calendar).on;
  }
}

/** Row T13: nothing goes on while an objection is open. */
export function judgeSuspended(
  { objections }: Pick<Tender, 'objections'>,
  lot: string,
  on: string,
  judge: Judge,
): void {
  const open = objections.filter((o) => !o.answered).map((o) => o.objection);
  judge.rule('T13', on, () => open.length === 0, { lot, objections: open });
}
