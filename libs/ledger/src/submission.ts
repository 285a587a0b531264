import { decider, Entry, section, type Judge, type Rights } from './decider.js';
import { event, type JsonObject } from './event-type.js';
import type { Figures } from './project/figures.js';
import type { Finding } from './rulebook/rule.js';

/**
 * The stream `submission-<id>`: entries prepared by one person, waiting for another (design: "Two persons").
 * waiting -> returned | withdrawn | confirmed; confirmed -> carried-out | overtaken (= waiting for a new confirmation).
 */
export type SubmissionStage = 'waiting' | 'returned' | 'withdrawn' | 'confirmed' | 'carried-out';

/** A command as it waits: public fields plain with their salts, closed ones each in its own box, as its event will be. */
export interface WaitingCommand {
  readonly name: string;
  readonly data: JsonObject;
  readonly closed: Readonly<
    Record<string, { readonly key: string; readonly nonce: string; readonly box: string }>
  >;
  readonly salts: Readonly<Record<string, string>>;
}

export interface SubmissionPrepared {
  readonly project: string;
  /** The project's revision at preparation; -1 before it is registered. */
  readonly projectRevision: number;
  readonly commands: readonly WaitingCommand[];
  readonly before: Figures;
  readonly after: Figures;
  readonly findings: readonly Finding[];
}
/** The commands that did not fit into the event before it, in order: a body holds 256 KiB, a submission 200 commands. */
export interface SubmissionContinued {
  readonly commands: readonly WaitingCommand[];
}
export interface SubmissionReturned {
  readonly reason: string;
}
export interface SubmissionWithdrawn {
  readonly reason: string | null;
}
export interface SubmissionConfirmed {
  /** The revision at which it was decided again; -1 before the project is registered. */
  readonly projectRevision: number;
  readonly rulebookVersion: number;
  /** 1, 2, ...: a new confirmation after each overtaking. */
  readonly attempt: number;
}
export interface SubmissionCarriedOut {
  /** Revision of the last event it made. */
  readonly projectRevision: number;
  readonly events: readonly { readonly id: string; readonly type: string }[];
}
export interface SubmissionOvertaken {
  readonly projectRevision: number;
  readonly attempt: number;
}

export interface SubmissionState {
  readonly stage: SubmissionStage | null;
  readonly prepared: SubmissionPrepared | null;
  readonly confirmed: SubmissionConfirmed | null;
  readonly carriedOut: SubmissionCarriedOut | null;
  readonly attempts: number;
}

const rights: Rights = {
  prepares: [],
  confirms: [],
  alone: 'a step between the two persons',
  over: 'everywhere',
};

/** A step of a submission; the fields are those of its event. */
const step = <D extends object>(makes: string, name: string) => {
  const type = class extends Entry {
    static readonly rights = rights;
    static readonly makes = makes;
    static readonly example: JsonObject = {};
    constructor(readonly fields: D = {} as D) {
      super();
    }
  };
  Object.defineProperty(type, 'name', { value: name });
  return type;
};

/** `more`: commands beyond those that fit into one event, a list for each further event. */
export const PrepareSubmission = step<
  SubmissionPrepared & { readonly more: readonly (readonly WaitingCommand[])[] }
>('SubmissionPrepared', 'PrepareSubmission');
export const ReturnSubmission = step<SubmissionReturned>('SubmissionReturned', 'ReturnSubmission');
export const WithdrawSubmission = step<SubmissionWithdrawn>('SubmissionWithdrawn', 'WithdrawSubmission');
export const ConfirmSubmission = step<SubmissionConfirmed>('SubmissionConfirmed', 'ConfirmSubmission');
export const CarryOutSubmission = step<SubmissionCarriedOut>('SubmissionCarriedOut', 'CarryOutSubmission');
export const OvertakeSubmission = step<SubmissionOvertaken>('SubmissionOvertaken', 'OvertakeSubmission');

const at = (stage: SubmissionStage | null, state: SubmissionState, judge: Judge) =>
  judge.stopUnless(state.stage === stage, 'submission-not-waiting', { state: state.stage ?? 'unknown' });

export const steps = section<SubmissionState>()({
  events: {
    SubmissionPrepared: event<SubmissionPrepared>()({ version: 1, closed: {} }),
    SubmissionContinued: event<SubmissionContinued>()({ version: 1, closed: {} }),
    SubmissionReturned: event<SubmissionReturned>()({ version: 1, closed: {} }),
    SubmissionWithdrawn: event<SubmissionWithdrawn>()({ version: 1, closed: {} }),
    SubmissionConfirmed: event<SubmissionConfirmed>()({ version: 1, closed: {} }),
    SubmissionCarriedOut: event<SubmissionCarriedOut>()({ version: 1, closed: {} }),
    SubmissionOvertaken: event<SubmissionOvertaken>()({ version: 1, closed: {} }),
  },
  commands: {
    PrepareSubmission,
    ReturnSubmission,
    WithdrawSubmission,
    ConfirmSubmission,
    CarryOutSubmission,
    OvertakeSubmission,
  },
  decide: {
    PrepareSubmission({ fields: { more, ...prepared } }, state, judge) {
      at(null, state, judge);
      const continued = more.map((commands) => ({
        type: 'SubmissionContinued' as const,
        data: { commands },
      }));
      return [{ type: 'SubmissionPrepared' as const, data: prepared }, ...continued];
    },
    ReturnSubmission({ fields }, state, judge) {
      at('waiting', state, judge);
      return { type: 'SubmissionReturned', data: fields };
    },
    WithdrawSubmission({ fields }, state, judge) {
      at('waiting', state, judge);
      return { type: 'SubmissionWithdrawn', data: fields };
    },
    ConfirmSubmission({ fields }, state, judge) {
      at('waiting', state, judge);
      return { type: 'SubmissionConfirmed', data: fields };
    },
    CarryOutSubmission({ fields }, state, judge) {
      at('confirmed', state, judge);
      return { type: 'SubmissionCarriedOut', data: fields };
    },
    OvertakeSubmission({ fields }, state, judge) {
      at('confirmed', state, judge);
      return { type: 'SubmissionOvertaken', data: fields };
    },
  },
  evolve: {
    SubmissionPrepared: (state, prepared) => ({ ...state, stage: 'waiting', prepared }),
    SubmissionContinued: (state, { commands }) => {
      const prepared = state.prepared!;
      return { ...state, prepared: { ...prepared, commands: [...prepared.commands, ...commands] } };
    },
    SubmissionReturned: (state) => ({ ...state, stage: 'returned' }),
    SubmissionWithdrawn: (state) => ({ ...state, stage: 'withdrawn' }),
    SubmissionConfirmed: (state, confirmed) => ({
      ...state,
      stage: 'confirmed',
      confirmed,
      attempts: confirmed.attempt,
    }),
    SubmissionCarriedOut: (state, carriedOut) => ({ ...state, stage: 'carried-out', carriedOut }),
    SubmissionOvertaken: (state) => ({ ...state, stage: 'waiting', confirmed: null }),
  },
});

export const submission = decider<SubmissionState>(
  'submission',
  { stage: null, prepared: null, confirmed: null, carriedOut: null, attempts: 0 },
  [steps],
);
