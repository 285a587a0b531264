import { decider, Entry, fieldsFrom, section, type FieldsOf, type Rights } from './decider.js';
import { event } from './event-type.js';
import { Flag, Name, Region } from './fields.js';

/** The stream `ledger`: what this ledger is. Its first event is the first of all. */
export interface LedgerState {
  readonly opened: LedgerOpened | null;
}

/** `origin` names the transparency log. A sample ledger, and only it, takes recorded instants from outside. */
export class OpenLedger extends Entry {
  @Name() name!: string;
  @Name() origin!: string;
  @Region() region!: string;
  @Flag() sample!: boolean;

  static readonly rights: Rights = {
    prepares: [],
    confirms: [],
    alone: 'the launcher, once, before anything else',
    over: 'everywhere',
  };
  static readonly makes = 'LedgerOpened';
  static readonly example = {
    name: '临江市阳光账本',
    origin: 'ledger.example/linjiang',
    region: '331082',
    sample: true,
  };
}

/** Records that the key of a data subject was deleted: whatever was closed under it can never be opened again. */
export class EraseDataSubject extends Entry {
  /** Opaque id of the subject's key; nothing that tells who it was. */
  @Name() key!: string;

  static readonly rights: Rights = {
    prepares: [],
    confirms: [],
    alone: 'whoever keeps the keys, on the machine that holds them',
    over: 'everywhere',
  };
  static readonly makes = 'DataSubjectErased';
  static readonly example = { key: 'subject:6f0e4b57-9c53-4d1f-8a5e-8b26c2a4b1de' };
}

export type DataSubjectErased = FieldsOf<EraseDataSubject>;
export type LedgerOpened = FieldsOf<OpenLedger>;

export const opening = section<LedgerState>()({
  events: {
    LedgerOpened: event<LedgerOpened>()({ version: 1, closed: {} }),
    DataSubjectErased: event<DataSubjectErased>()({ version: 1, closed: {} }),
  },
  commands: { OpenLedger, EraseDataSubject },
  decide: {
    OpenLedger(command, { opened }, judge) {
      judge.must(opened === null, 'ledger-already-open', { name: opened?.name ?? '' });
      return { type: 'LedgerOpened', data: fieldsFrom(command) };
    },
    EraseDataSubject: (command) => ({ type: 'DataSubjectErased', data: fieldsFrom(command) }),
  },
  evolve: {
    LedgerOpened: (state, data) => ({ ...state, opened: data }),
    DataSubjectErased: (state) => state,
  },
});

export const ledger = decider<LedgerState>('ledger', { opened: null }, [opening]);
