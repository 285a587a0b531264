import { Entry, fieldsFrom, section, type Due, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import {
  Code,
  Day,
  Fact,
  ListOf,
  Money,
  Name,
  OneOf,
  Optional,
  Part,
  PositiveMoney,
  Text,
} from '../fields.js';
import { fen, max, yuan, type Fen } from '../money.js';
import { Document, Organisation } from '../values.js';
import { judgeSuspended } from './objection.js';
import { isExempt } from './override.js';
import { openProject } from './registration.js';
import { lotOf, tenderAt, withLot, withTender } from './round.js';
import { bindingBudget, numbered, sameParty, type Lot, type ProjectState } from './state.js';

const rights: Rights = { prepares: ['tender-officer'], confirms: ['approver'], over: 'own' };

export class PlanLot extends Entry {
  /** The office's own lot number, unique in the project. */
  @Code() lot!: string;
  @Name() name!: string;
  @OneOf(['works', 'services', 'goods']) kind!: 'works' | 'services' | 'goods';
  @OneOf(['open', 'invited', 'negotiated', 'direct']) method!: 'open' | 'invited' | 'negotiated' | 'direct';
  /** Why it is not tendered openly; with documents. */
  @Optional() @Text() ground!: string | null;
  @Money() estimate!: string;
  @Fact() @Day() plannedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'LotPlanned';
  static readonly example = {
    lot: 'SG-1',
    name: '道路与排水工程施工',
    kind: 'works',
    method: 'open',
    ground: null,
    estimate: '10500000.00',
    plannedOn: '2023-02-24',
    documents: [],
  };
}

/** 中标通知书. A lot that is not tendered goes from plan to award. */
export class AwardTender extends Entry {
  @Code() lot!: string;
  @Part(() => Organisation) winner!: Organisation;
  @PositiveMoney() price!: string;
  @Code() noticeNumber!: string;
  @Fact() @Day() awardedOn!: string;
  /** After two failed tenders: number of the approval to award directly; null otherwise. */
  @Optional() @Code() approval!: string | null;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'TenderAwarded';
  static readonly example = {
    lot: 'SG-1',
    winner: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
    price: '10000000.00',
    noticeNumber: 'ZB-2023-031',
    awardedOn: '2023-03-26',
    approval: null,
    documents: [],
  };
}

export const cancellationGrounds = [
  'winner-withdrew',
  'contract-not-signed',
  'no-performance-bond',
  'violation',
  'objection-upheld',
  'other',
] as const;

/** 取消中标. The next candidate may be awarded, or the tender fails and is announced again. */
export class CancelAward extends Entry {
  @Code() lot!: string;
  @OneOf(cancellationGrounds) ground!: (typeof cancellationGrounds)[number];
  @Text() reason!: string;
  @Fact() @Day() cancelledOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'AwardCancelled';
  static readonly example = {
    lot: 'SG-1',
    ground: 'winner-withdrew',
    reason: '中标人书面放弃中标。',
    cancelledOn: '2023-04-01',
    documents: [],
  };
}

export type LotPlanned = FieldsOf<PlanLot>;
/** `round` is null for a lot awarded without a tender; `contractDue`: thirty days, row T14. */
export type TenderAwarded = FieldsOf<AwardTender> & {
  round: number | null;
  method: Lot['method'];
  contractDue: Due | null;
};
export type AwardCancelled = FieldsOf<CancelAward> & { round: number | null; winner: Organisation };

/** Investment that decides the open-tender line: the larger of estimate and binding budget. */
export function investment(state: ProjectState): Fen {
  return max(fen(state.registered?.estimate ?? '0.00'), bindingBudget(state)?.total ?? 0n);
}

/** Rows B1 and B2: nothing is tendered or awarded before the budget stands. */
export function judgeBudgetFirst(state: ProjectState, field: string, on: string, judge: Judge): void {
  judge.restsOn(field, on, 'approvedOn', bindingBudget(state)?.approvedOn ?? null);
  judge.rule('B1', on, () => bindingBudget(state) !== null, {
    approvedBudget: bindingBudget(state) !== null,
  });
  // Works taken over under way were budgeted before this ledger could see it.
  if (state.takenOverAsOf !== null) return;
  const { consultations, research } = state;
  judge.rule<{ consultations: number; research: number }>(
    'B2',
    on,
    (least) => consultations >= least.consultations && research >= least.research,
    { consultations, research },
  );
}

/** Row T1, the statutory line: by the estimate when the lot is planned, by the price when it is awarded. */
function judgeStatutoryLine(
  state: ProjectState,
  { lot, kind, method }: Pick<Lot, 'lot' | 'kind' | 'method'>,
  amount: string,
  on: string,
  judge: Judge,
): void {
  if (isExempt(state, 'T1', lot)) return;
  judge.rule<Record<Lot['kind'], string>>(
    'T1',
    on,
    (lines) => fen(amount) < fen(lines[kind]) || method === 'open' || method === 'invited',
    (lines) => ({ lot, kind, estimate: amount, line: lines[kind], method }),
  );
}

/** Row T2, the local line of 500,000.00 inclusive: works are tendered openly. */
export function judgeOpenTender(
  state: ProjectState,
  lot: Pick<Lot, 'lot' | 'kind' | 'method'>,
  on: string,
  judge: Judge,
): void {
  const invested = investment(state);
  if (isExempt(state, 'T2', lot.lot, (limit) => invested < fen(String(limit)))) return;
  judge.rule<string>(
    'T2',
    on,
    (line) => lot.kind !== 'works' || lot.method === 'open' || invested < fen(line),
    { lot: lot.lot, investment: yuan(invested), method: lot.method },
  );
}

export const lot = section<ProjectState>()({
  events: {
    LotPlanned: event<LotPlanned>()({ version: 1, closed: {}, clerical: ['name'] }),
    TenderAwarded: event<TenderAwarded>()({
      version: 2,
      closed: {},
      upcast: { 1: (data) => ({ ...data, approval: null, contractDue: null }) },
    }),
    AwardCancelled: event<AwardCancelled>()({ version: 1, closed: {} }),
  },
  commands: { PlanLot, AwardTender, CancelAward },
  decide: {
    PlanLot(command, state, judge) {
      openProject(state, judge);
      const { lot, method, estimate, plannedOn, ground, documents } = command;
      judge.must(!numbered(state.lots, lot), 'lot-number-taken', { lot });
      judge.must(method === 'open' || (ground !== null && documents.length > 0), 'lot-ground-missing', {
        method,
      });
      judge.scale('estimate', fen(estimate), investment(state));
      judgeStatutoryLine(state, command, estimate, plannedOn, judge);
      judgeOpenTender(state, command, plannedOn, judge);
      return { type: 'LotPlanned', data: fieldsFrom(command) };
    },
    AwardTender(command, state, judge) {
      openProject(state, judge);
      const { lot, winner, price, awardedOn, approval, documents } = command;
      const planned = lotOf(state, lot, judge);
      const { method, failedRounds, tender } = planned;
      judge.must(planned.award === null, 'lot-already-awarded', { lot });
      judge.must(!planned.cancelled.some((c) => sameParty(c, winner)), 'winner-was-cancelled', {
        winner: winner.name,
      });
      judge.scale('price', fen(price), planned.estimate);
      judgeBudgetFirst(state, 'awardedOn', awardedOn, judge);
      const contractDue = judge.due('T14', awardedOn);
      const awarded = (round: number | null, as: Lot['method']) => ({
        type: 'TenderAwarded' as const,
        data: { ...fieldsFrom(command), round, method: as, contractDue: round === null ? null : contractDue },
      });
      if (tender?.stage === 'failed') {
        judge.rule<number>(
          'T19',
          awardedOn,
          (least) => failedRounds >= least && approval !== null && documents.length > 0,
          { lot, failedRounds, approval, documents: documents.length },
        );
        return awarded(null, 'direct');
      }
      judgeOpenTender(state, planned, awardedOn, judge);
      judgeStatutoryLine(state, planned, price, awardedOn, judge);
      if (method !== 'open' && method !== 'invited') return awarded(null, method);
      const { round, candidates, publicUntil, objections } = tenderAt('publicized', state, lot, judge);
      judgeSuspended({ objections }, lot, awardedOn, judge);
      const candidate = candidates.find((c) => sameParty(c.bidder, winner));
      judge.must(candidate !== undefined, 'winner-not-candidate', { winner: winner.name });
      if (candidate) {
        judge.must(candidate.price === price, 'price-differs-from-bid', {
          bidder: winner.name,
          price,
          opened: candidate.price,
        });
        const standing = candidates.filter((c) => !planned.cancelled.some((p) => sameParty(p, c.bidder)));
        judge.rule('T10a', awardedOn, () => standing[0] === candidate, {
          winner: winner.name,
          rank: candidate.rank,
        });
      }
      judge.rule('T12', awardedOn, () => awardedOn > publicUntil!, { publicUntil, awardedOn });
      return awarded(round, method);
    },
    CancelAward(command, state, judge) {
      openProject(state, judge);
      const { lot, cancelledOn } = command;
      const { award, contract, tender } = lotOf(state, lot, judge);
      const { winner, awardedOn } = judge.present(award, 'lot-not-awarded', { lot });
      judge.must(contract === null, 'lot-already-contracted', { lot, contract });
      judge.restsOn('cancelledOn', cancelledOn, 'awardedOn', awardedOn);
      const round = tender?.stage === 'awarded' ? tender.round : null;
      return {
        type: 'AwardCancelled',
        data: { ...fieldsFrom(command), round, winner: winner as Organisation },
      };
    },
  },
  evolve: {
    LotPlanned: (state, { lot, kind, method, estimate }) => ({
      ...state,
      lots: {
        ...state.lots,
        [lot]: {
          ...{ lot, kind, method, estimate: fen(estimate), tender: null, failedRounds: 0 },
          ...{ award: null, cancelled: [], contract: null },
        },
      },
    }),
    TenderAwarded: (state, { lot, winner, price, awardedOn, round }) =>
      withLot(round === null ? state : withTender(state, lot, { stage: 'awarded' }), lot, {
        award: { winner, price: fen(price), awardedOn },
      }),
    AwardCancelled: (state, { lot, round, winner }) =>
      withLot(round === null ? state : withTender(state, lot, { stage: 'publicized' }), lot, {
        award: null,
        cancelled: [...state.lots[lot]!.cancelled, winner],
      }),
  },
});
