import { reveal, type Sealed } from '../closed.js';
import { daysBetween, Entry, fieldsFrom, section, type Due, type FieldsOf, type Rights } from '../decider.js';
import { event, sealed } from '../event-type.js';
import { Code, Day, Fact, ListOf, Name, Optional, Text } from '../fields.js';
import { fen, yuan } from '../money.js';
import { Document } from '../values.js';
import { Candidate, CommitteeMember, RankedBid, RejectedBid } from './bids.js';
import { judgeSuspended } from './objection.js';
import { openProject } from './registration.js';
import { laterOf, tenderAt, withTender, type OfRound } from './round.js';
import { sameParty, type ProjectState } from './state.js';

const rights: Rights = { prepares: ['tender-officer'], confirms: ['approver'], over: 'own' };

/** 评标. The committee stays sealed until the award, ranking and rejections until the candidates are publicized. */
export class RecordEvaluation extends Entry {
  @Code() lot!: string;
  @ListOf(() => CommitteeMember, { min: 1 }) committee!: Sealed<CommitteeMember[]>;
  @Name() evaluationMethod!: string;
  @Fact() @Day() evaluatedOn!: string;
  /** Empty where the committee rejects every bid. */
  @ListOf(() => RankedBid) ranking!: Sealed<RankedBid[]>;
  @Optional() @ListOf(() => RejectedBid) rejections!: Sealed<RejectedBid[]>;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'BidsEvaluated';
  static readonly example = {
    lot: 'SG-1',
    committee: ['专家甲', '专家乙', '专家丙', '专家丁', '业主代表'].map((name, i) => ({
      name,
      expert: i < 4,
    })),
    evaluationMethod: '综合评估法',
    evaluatedOn: '2023-03-20',
    ranking: [
      {
        rank: 1,
        bidder: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
        price: '10000000.00',
        score: '92.4',
      },
    ],
    rejections: [],
    documents: [],
  };
}

/** 中标候选人公示. */
export class PublicizeCandidates extends Entry {
  @Code() lot!: string;
  @ListOf(() => Candidate, { min: 1, max: 20 }) candidates!: Candidate[];
  @Fact() @Day() publicFrom!: string;
  @Day() publicUntil!: string;
  @Text() objectionChannel!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'CandidatesPublicized';
  static readonly example = {
    lot: 'SG-1',
    candidates: [
      {
        rank: 1,
        bidder: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
        price: '10000000.00',
        durationDays: 300,
        manager: '林国栋',
        managerCertificate: '浙1332020000001',
        qualification: '市政公用工程施工总承包一级',
      },
    ],
    publicFrom: '2023-03-21',
    publicUntil: '2023-03-24',
    objectionChannel: '招标人书面提出，三日内答复。',
    documents: [],
  };
}

/** `publicityDue`: three days, row T11. */
export type BidsEvaluated = FieldsOf<RecordEvaluation> & OfRound & { publicityDue: Due | null };
export type CandidatesPublicized = FieldsOf<PublicizeCandidates> & OfRound;

export const evaluation = section<ProjectState>()({
  events: {
    BidsEvaluated: event<BidsEvaluated>()({
      version: 2,
      closed: {
        committee: sealed('TenderAwarded', 'lot', 'round'),
        ranking: sealed('CandidatesPublicized', 'lot', 'round'),
        rejections: sealed('CandidatesPublicized', 'lot', 'round'),
      },
      upcast: { 1: (data) => ({ ...data, publicityDue: null }) },
    }),
    CandidatesPublicized: event<CandidatesPublicized>()({
      version: 1,
      closed: {},
      clerical: ['objectionChannel'],
    }),
  },
  commands: { RecordEvaluation, PublicizeCandidates },
  decide: {
    RecordEvaluation(command, state, judge) {
      openProject(state, judge);
      const { lot, evaluatedOn } = command;
      const { round, bids, ceilingPrice, openedOn, objections } = tenderAt('opened', state, lot, judge);
      judgeSuspended({ objections }, lot, evaluatedOn, judge);
      judge.restsOn('evaluatedOn', evaluatedOn, 'openedAt', openedOn);
      const [committee, ranking, rejections] = [
        reveal(command.committee),
        reveal(command.ranking),
        reveal(command.rejections),
      ];
      const experts = committee.filter((m) => m.expert).length;
      judge.rule<number>(
        'T9',
        evaluatedOn,
        (least) =>
          committee.length >= least && committee.length % 2 === 1 && experts * 3 >= committee.length * 2,
        {
          members: committee.length,
          experts,
        },
      );
      judge.must(
        ranking.every((r, i) => r.rank === i + 1),
        'ranking-broken',
        { lot },
      );
      const rejected = rejections.map((r) => r.bidder);
      const names = ranking.map((r) => r.bidder.uscc ?? r.bidder.name);
      judge.must(new Set(names).size === names.length, 'ranking-broken', { lot });
      for (const { bidder } of bids.filter((b) => b.valid)) {
        const accounted = [...ranking, ...rejections].some((r) => sameParty(r.bidder, bidder));
        judge.must(accounted, 'bid-not-evaluated', { bidder: bidder.name });
      }
      for (const { bidder, price } of ranking) {
        const within = ceilingPrice === null || fen(price) <= ceilingPrice;
        judge.must(within, 'bid-over-ceiling-price', {
          bidder: bidder.name,
          price,
          ceilingPrice: ceilingPrice === null ? null : yuan(ceilingPrice),
        });
        const bid = bids.find((b) => b.valid && sameParty(b.bidder, bidder));
        const counts = bid !== undefined && !rejected.some((r) => sameParty(r, bidder));
        if (judge.must(counts, 'bidder-not-ranked', { bidder: bidder.name }))
          judge.must(bid!.price === price, 'price-differs-from-bid', {
            bidder: bidder.name,
            price,
            opened: bid!.price,
          });
      }
      return {
        type: 'BidsEvaluated',
        data: {
          ...fieldsFrom(command),
          round,
          publicityDue: ranking.length === 0 ? null : judge.due('T11', evaluatedOn),
        },
      };
    },
    PublicizeCandidates(command, state, judge) {
      openProject(state, judge);
      const { lot, candidates, publicFrom, publicUntil } = command;
      const { round, ranking, evaluatedOn, objections } = tenderAt('evaluated', state, lot, judge);
      judge.restsOn('publicFrom', publicFrom, 'evaluatedOn', evaluatedOn);
      judgeSuspended({ objections }, lot, publicFrom, judge);
      const ranked = reveal(ranking!);
      candidates.forEach(({ rank, bidder, price }, i) => {
        const expected = ranked[i];
        judge.must(
          expected !== undefined &&
            expected.rank === rank &&
            sameParty(expected.bidder, bidder) &&
            expected.price === price,
          'candidate-not-ranked',
          { bidder: bidder.name },
        );
      });
      judge.rule<number>('T10', publicFrom, (most) => candidates.length <= most, {
        candidates: candidates.length,
      });
      judge.timely('T11', evaluatedOn!, publicFrom, {
        evaluatedOn,
        publicFrom,
        days: daysBetween(evaluatedOn!, publicFrom),
      });
      const { today } = judge.context;
      judge.lasts('T12', publicFrom, laterOf(publicFrom, today), publicUntil, {
        ...{ publicFrom, recordedOn: today, publicUntil },
      });
      return { type: 'CandidatesPublicized', data: { ...fieldsFrom(command), round } };
    },
  },
  evolve: {
    BidsEvaluated: (state, { lot, evaluatedOn, ranking }) =>
      withTender(state, lot, { stage: 'evaluated', evaluatedOn, ranking }),
    CandidatesPublicized: (state, { lot, candidates, publicFrom, publicUntil }) =>
      withTender(state, lot, { stage: 'publicized', candidates, publicFrom, publicUntil }),
  },
});
