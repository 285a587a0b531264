import type { Sealed } from '../closed.js';
import type { Judge } from '../decider.js';
import type { Fen } from '../money.js';
import type { Candidate, OpenedBid, RankedBid, Receipt } from './bids.js';
import { numbered, type Lot, type Party, type ProjectState } from './state.js';

export const tenderStages = [
  'noticed',
  'box-closed',
  'opened',
  'evaluated',
  'publicized',
  'awarded',
  'failed',
] as const;
export type TenderStage = (typeof tenderStages)[number];

/** One round of one lot. What is sealed in the events stays sealed in the type. */
export interface Tender {
  readonly round: number;
  readonly stage: TenderStage;
  readonly publishedOn: string;
  readonly bidDeadline: string;
  readonly clarifications: readonly string[];
  /** 最高投标限价; null where the notice names none. */
  readonly ceilingPrice: Fen | null;
  readonly observers: readonly InvitedObserver[];
  readonly objections: readonly Objection[];
  readonly receipts: Sealed<readonly Receipt[]> | null;
  readonly openedOn: string | null;
  readonly bids: readonly OpenedBid[];
  readonly evaluatedOn: string | null;
  readonly ranking: Sealed<readonly RankedBid[]> | null;
  readonly candidates: readonly Candidate[];
  readonly publicFrom: string | null;
  readonly publicUntil: string | null;
}

export interface InvitedObserver {
  readonly capacity: string;
  readonly observer: Party;
  readonly invitedOn: string;
  readonly attested: boolean;
}

/** 异议 about the documents, the opening or the candidates. */
export interface Objection {
  readonly objection: string;
  readonly raisedOn: string;
  readonly answerBy: string | null;
  readonly answered: boolean;
}

/** A round just announced. */
export const newRound = (
  notice: Pick<Tender, 'round' | 'publishedOn' | 'bidDeadline' | 'ceilingPrice'>,
): Tender => ({
  ...notice,
  stage: 'noticed',
  clarifications: [],
  observers: [],
  objections: [],
  receipts: null,
  openedOn: null,
  bids: [],
  evaluatedOn: null,
  ranking: null,
  candidates: [],
  publicFrom: null,
  publicUntil: null,
});

/** What every event of a round says. */
export interface OfRound {
  readonly round: number;
}

export function lotOf(state: ProjectState, lot: string, judge: Judge): Lot {
  return judge.present(numbered(state.lots, lot), 'lot-unknown', { lot });
}

/** The lot's present round, which must stand at one of `stages`. */
export function tenderAt(
  stages: TenderStage | readonly TenderStage[],
  state: ProjectState,
  lot: string,
  judge: Judge,
): Tender {
  const { method, ...planned } = lotOf(state, lot, judge);
  const tendered = method === 'open' || method === 'invited';
  judge.stopUnless(tendered, 'lot-not-tendered', { lot, method });
  const tender = judge.present(planned.tender, 'tender-not-announced', { lot });
  judge.stopUnless([stages].flat().includes(tender.stage), 'tender-not-open', {
    lot,
    round: tender.round,
    stage: tender.stage,
  });
  return tender;
}

export const withLot = (state: ProjectState, lot: string, change: Partial<Lot>): ProjectState => ({
  ...state,
  lots: { ...state.lots, [lot]: { ...state.lots[lot]!, ...change } },
});

export const withTender = (state: ProjectState, lot: string, change: Partial<Tender>): ProjectState =>
  withLot(state, lot, { tender: { ...state.lots[lot]!.tender!, ...change } });

export const laterOf = (a: string, b: string): string => (a > b ? a : b);
