import { reveal, type Sealed } from '../closed.js';
import {
  daysBetween,
  Entry,
  fieldsFrom,
  plusDays,
  section,
  shanghaiDay,
  type FieldsOf,
  type Judge,
  type Rights,
} from '../decider.js';
import { event, sealed } from '../event-type.js';
import {
  Code,
  Count,
  Day,
  Document as Hash,
  Fact,
  Flag,
  Instant,
  ListOf,
  Money,
  Name,
  OneOf,
  Optional,
  Part,
  PositiveMoney,
  Text,
  Uuid,
} from '../fields.js';
import { fen, max, shareDown, yuan, type Fen } from '../money.js';
import { Document, Organisation } from '../values.js';
import { openProject } from './registration.js';
import { bindingBudget, numbered, sameParty, type Lot, type Party, type ProjectState } from './state.js';

const rights: Rights = { prepares: ['tender-officer'], confirms: ['approver'], over: 'own' };

export const tenderStages = [
  'noticed',
  'box-closed',
  'opened',
  'evaluated',
  'publicized',
  'awarded',
] as const;
type TenderStage = (typeof tenderStages)[number];

/** One round of one lot. What is sealed in the events stays sealed in the type. */
export interface Tender {
  readonly round: number;
  readonly stage: TenderStage;
  readonly publishedOn: string;
  readonly bidDeadline: string;
  /** 最高投标限价; null where the notice names none. */
  readonly ceilingPrice: Fen | null;
  readonly observers: readonly {
    readonly capacity: string;
    readonly observer: Party;
    readonly invitedOn: string;
  }[];
  readonly receipts: Sealed<readonly Receipt[]> | null;
  readonly openedOn: string | null;
  readonly bids: readonly OpenedBid[];
  readonly evaluatedOn: string | null;
  readonly ranking: Sealed<readonly RankedBid[]> | null;
  readonly candidates: readonly Candidate[];
  readonly publicUntil: string | null;
}

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

/** 招标公告. Each notice opens a round; the ledger's clock alone closes its bid box. */
export class PublishTenderNotice extends Entry {
  @Code() lot!: string;
  @Name() title!: string;
  @Text() content!: string;
  @Name() scale!: string;
  @Name() fundSource!: string;
  @Text() qualifications!: string;
  @Flag() consortiumAllowed!: boolean;
  @Text() documentAccess!: string;
  @Day() documentsFrom!: string;
  @Day() documentsUntil!: string;
  @Fact() @Day() publishedOn!: string;
  @Instant() bidDeadline!: string;
  @Name() openingPlace!: string;
  @Text() contacts!: string;
  @Optional() @Part(() => Organisation) agent!: Organisation | null;
  @Name() platform!: string;
  /** 最高投标限价; null where the notice names none. */
  @Optional() @Money() ceilingPrice!: string | null;
  @Money() bidBond!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'TenderNoticePublished';
  static readonly example = {
    lot: 'SG-1',
    title: '滨江路改造工程施工招标公告',
    content: '道路铺装、雨污水管网、照明与绿化。',
    scale: '全长1.8公里，红线宽24米',
    fundSource: '市级财政城市维护建设资金',
    qualifications: '市政公用工程施工总承包二级及以上。',
    consortiumAllowed: false,
    documentAccess: '市公共资源交易平台下载，不收费。',
    documentsFrom: '2023-02-26',
    documentsUntil: '2023-03-05',
    publishedOn: '2023-02-26',
    bidDeadline: '2023-03-20T01:30:00.000Z',
    openingPlace: '市公共资源交易中心第二开标室',
    contacts: '临江市市政工程建设中心 招标办，0576-00000000',
    agent: null,
    platform: '市公共资源交易平台',
    ceilingPrice: '10450000.00',
    bidBond: '200000.00',
    documents: [],
  };
}

export const observerCapacities = ['discipline-inspection', 'procuratorate', 'notary', 'other'] as const;

export class InviteObserver extends Entry {
  @Code() lot!: string;
  @Part(() => Organisation) observer!: Organisation;
  @OneOf(observerCapacities) capacity!: (typeof observerCapacities)[number];
  @Fact() @Day() invitedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'ObserverInvited';
  static readonly example = {
    lot: 'SG-1',
    observer: { uscc: null, name: '临江市公证处' },
    capacity: 'notary',
    invitedOn: '2023-03-10',
    documents: [],
  };
}

/** One sealed bid as the box lists it. No price: before the opening the ledger holds none. */
export class Receipt {
  @Uuid() receipt!: string;
  @Part(() => Organisation) bidder!: Organisation;
  @Instant() receivedAt!: string;
  @Flag() sealIntact!: boolean;
  @Hash() fileSha256!: string;
  /** A bidder's later receipt replaces the earlier one. */
  @OneOf(['stands', 'replaced', 'withdrawn']) standing!: 'stands' | 'replaced' | 'withdrawn';
}

/** Given by the ledger itself once the box is sealed: commits to the whole list, names and number closed until the opening. */
export class CloseBidBox extends Entry {
  @Code() lot!: string;
  @Count() round!: number;
  @ListOf(() => Receipt, { max: 1000 }) receipts!: Sealed<Receipt[]>;

  static readonly rights: Rights = {
    prepares: [],
    confirms: [],
    alone: 'the ledger itself, after the deadline',
    over: 'everywhere',
  };
  static readonly makes = 'BidBoxClosed';
  static readonly example = { lot: 'SG-1', round: 1, receipts: [] };
}

export class OpenedBid {
  @Uuid() receipt!: string;
  @Part(() => Organisation) bidder!: Organisation;
  /** As read out, yuan; null where a bid was rejected unopened. */
  @Optional() @PositiveMoney() price!: string | null;
  @Optional() @Count() durationDays!: number | null;
  @Flag() valid!: boolean;
  @Optional() @Text() rejection!: string | null;
}

/** 开标: prices as read out, every receipt accounted for. */
export class OpenBids extends Entry {
  @Code() lot!: string;
  @Fact() @Instant() openedAt!: string;
  @Name() place!: string;
  @Optional() @ListOf(() => Organisation) attended!: Organisation[];
  @ListOf(() => OpenedBid) bids!: OpenedBid[];
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'BidsOpened';
  static readonly example = {
    lot: 'SG-1',
    openedAt: '2023-03-20T02:00:00.000Z',
    place: '市公共资源交易中心第二开标室',
    attended: [{ uscc: null, name: '临江市公证处' }],
    bids: [
      {
        receipt: '00000000-0000-5000-8000-000000000001',
        bidder: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
        price: '10000000.00',
        durationDays: 300,
        valid: true,
        rejection: null,
      },
    ],
    documents: [],
  };
}

export class CommitteeMember {
  @Name() name!: string;
  @Flag() expert!: boolean;
}

export class RankedBid {
  @Count() rank!: number;
  @Part(() => Organisation) bidder!: Organisation;
  @PositiveMoney() price!: string;
  @Optional() @Name() score!: string | null;
}

export class RejectedBid {
  @Part(() => Organisation) bidder!: Organisation;
  @Text() reason!: string;
}

/** 评标. The committee stays sealed until the award, ranking and rejections until the candidates are publicized. */
export class RecordEvaluation extends Entry {
  @Code() lot!: string;
  @ListOf(() => CommitteeMember, { min: 1 }) committee!: Sealed<CommitteeMember[]>;
  @Name() evaluationMethod!: string;
  @Fact() @Day() evaluatedOn!: string;
  @ListOf(() => RankedBid, { min: 1 }) ranking!: Sealed<RankedBid[]>;
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

export class Candidate {
  @Count() rank!: number;
  @Part(() => Organisation) bidder!: Organisation;
  @PositiveMoney() price!: string;
  @Count() durationDays!: number;
  /** The project manager, public by law (招标公告和公示信息发布管理办法 art. 6). */
  @Name() manager!: string;
  @Optional() @Name() managerCertificate!: string | null;
  @Text() qualification!: string;
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

/** 中标通知书. A lot that is not tendered goes from plan to award. */
export class AwardTender extends Entry {
  @Code() lot!: string;
  @Part(() => Organisation) winner!: Organisation;
  @PositiveMoney() price!: string;
  @Code() noticeNumber!: string;
  @Fact() @Day() awardedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'TenderAwarded';
  static readonly example = {
    lot: 'SG-1',
    winner: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
    price: '10000000.00',
    noticeNumber: 'ZB-2023-031',
    awardedOn: '2023-03-26',
    documents: [],
  };
}

interface OfRound {
  readonly round: number;
}

export type LotPlanned = FieldsOf<PlanLot>;
export type TenderNoticePublished = FieldsOf<PublishTenderNotice> & OfRound;
export type ObserverInvited = FieldsOf<InviteObserver> & OfRound;
export type BidBoxClosed = FieldsOf<CloseBidBox> & { bidDeadline: string };
export type BidsOpened = FieldsOf<OpenBids> & OfRound;
export type BidsEvaluated = FieldsOf<RecordEvaluation> & OfRound;
export type CandidatesPublicized = FieldsOf<PublicizeCandidates> & OfRound;
/** `round` is null for a lot awarded without a tender. */
export type TenderAwarded = FieldsOf<AwardTender> & { round: number | null; method: Lot['method'] };

/** Investment that decides the open-tender line: the larger of estimate and binding budget. */
export function investment(state: ProjectState): Fen {
  return max(fen(state.registered?.estimate ?? '0.00'), bindingBudget(state)?.total ?? 0n);
}

export function lotOf(state: ProjectState, lot: string, judge: Judge): Lot {
  return judge.present(numbered(state.lots, lot), 'lot-unknown', { lot });
}

/** The lot's present round, which must stand at `stage`. */
function tenderAt(
  stage: TenderStage | readonly TenderStage[],
  state: ProjectState,
  lot: string,
  judge: Judge,
): Tender {
  const { method, ...planned } = lotOf(state, lot, judge);
  const tender = judge.present(planned.tender, 'lot-not-tendered', { lot, method });
  judge.stopUnless([stage].flat().includes(tender.stage), 'tender-not-open', {
    lot,
    round: tender.round,
    stage: tender.stage,
  });
  return tender;
}

/** Rows B1 and B2: nothing is tendered or awarded before the budget stands. */
function judgeBudgetFirst(state: ProjectState, field: string, on: string, judge: Judge): void {
  judge.restsOn(field, on, 'approvedOn', bindingBudget(state)?.approvedOn ?? null);
  judge.rule('B1', on, () => bindingBudget(state) !== null, {
    approvedBudget: bindingBudget(state) !== null,
  });
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
  { lot, kind, method }: Pick<Lot, 'lot' | 'kind' | 'method'>,
  amount: string,
  on: string,
  judge: Judge,
): void {
  judge.rule<Record<Lot['kind'], string>>(
    'T1',
    on,
    (lines) => fen(amount) < fen(lines[kind]) || method === 'open' || method === 'invited',
    (lines) => ({ lot, kind, estimate: amount, line: lines[kind], method }),
  );
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);

/** Row T2, the local line of 500,000.00 inclusive: works are tendered openly. */
function judgeOpenTender(
  state: ProjectState,
  lot: Pick<Lot, 'lot' | 'kind' | 'method'>,
  on: string,
  judge: Judge,
): void {
  const invested = investment(state);
  judge.rule<string>(
    'T2',
    on,
    (line) => lot.kind !== 'works' || lot.method === 'open' || invested < fen(line),
    { lot: lot.lot, investment: yuan(invested), method: lot.method },
  );
}

const withTender = (state: ProjectState, lot: string, change: Partial<Tender>): ProjectState => {
  const found = state.lots[lot]!;
  return { ...state, lots: { ...state.lots, [lot]: { ...found, tender: { ...found.tender!, ...change } } } };
};

export const tender = section<ProjectState>()({
  events: {
    LotPlanned: event<LotPlanned>()({ version: 1, closed: {}, clerical: ['name'] }),
    TenderNoticePublished: event<TenderNoticePublished>()({
      version: 1,
      closed: {},
      clerical: ['title', 'contacts', 'openingPlace'],
    }),
    ObserverInvited: event<ObserverInvited>()({ version: 1, closed: {} }),
    BidBoxClosed: event<BidBoxClosed>()({
      version: 1,
      closed: { receipts: sealed('BidsOpened', 'lot', 'round') },
    }),
    BidsOpened: event<BidsOpened>()({ version: 1, closed: {}, clerical: ['place'] }),
    BidsEvaluated: event<BidsEvaluated>()({
      version: 1,
      closed: {
        committee: sealed('TenderAwarded', 'lot', 'round'),
        ranking: sealed('CandidatesPublicized', 'lot', 'round'),
        rejections: sealed('CandidatesPublicized', 'lot', 'round'),
      },
    }),
    CandidatesPublicized: event<CandidatesPublicized>()({
      version: 1,
      closed: {},
      clerical: ['objectionChannel'],
    }),
    TenderAwarded: event<TenderAwarded>()({ version: 1, closed: {} }),
  },
  commands: {
    PlanLot,
    PublishTenderNotice,
    InviteObserver,
    CloseBidBox,
    OpenBids,
    RecordEvaluation,
    PublicizeCandidates,
    AwardTender,
  },
  decide: {
    PlanLot(command, state, judge) {
      openProject(state, judge);
      const { lot, method, estimate, plannedOn, ground, documents } = command;
      judge.must(!numbered(state.lots, lot), 'lot-number-taken', { lot });
      judge.must(method === 'open' || (ground !== null && documents.length > 0), 'lot-ground-missing', {
        method,
      });
      judgeStatutoryLine(command, estimate, plannedOn, judge);
      judgeOpenTender(state, command, plannedOn, judge);
      return { type: 'LotPlanned', data: fieldsFrom(command) };
    },
    PublishTenderNotice(command, state, judge) {
      openProject(state, judge);
      const { lot, publishedOn, bidDeadline, documentsFrom, documentsUntil, bidBond } = command;
      const planned = lotOf(state, lot, judge);
      judge.must(planned.method === 'open' || planned.method === 'invited', 'lot-not-tendered', {
        lot,
        method: planned.method,
      });
      judge.must(planned.award === null, 'lot-already-awarded', { lot });
      judge.must(planned.tender === null, 'tender-still-open', { lot, stage: planned.tender?.stage ?? '' });
      judgeBudgetFirst(state, 'publishedOn', publishedOn, judge);
      judgeOpenTender(state, planned, publishedOn, judge);
      const deadlineDay = shanghaiDay(bidDeadline);
      judge.must(
        deadlineDay >= publishedOn && bidDeadline > judge.context.instant,
        'deadline-before-notice',
        { deadline: bidDeadline, publishedOn },
      );
      // Recorded is published: a date typed earlier gives nobody more time.
      const from = laterOf(publishedOn, judge.context.today);
      judge.rule<number>(
        'T5',
        publishedOn,
        (least) => daysBetween(from, deadlineDay) >= least,
        (least) => ({
          publishedOn,
          recordedOn: judge.context.today,
          deadline: bidDeadline,
          days: daysBetween(from, deadlineDay),
          earliest: plusDays(from, least),
        }),
      );
      judge.must(
        publishedOn <= documentsFrom && documentsFrom <= documentsUntil && documentsUntil <= deadlineDay,
        'contract-dates-reversed',
        {
          from: documentsFrom,
          until: documentsUntil,
        },
      );
      judge.rule<number>('T4', publishedOn, (least) => daysBetween(documentsFrom, documentsUntil) >= least, {
        documentsFrom,
        documentsUntil,
        days: daysBetween(documentsFrom, documentsUntil),
      });
      judge.rule<number>(
        'T7',
        publishedOn,
        (most) => fen(bidBond) <= shareDown(planned.estimate, most),
        (most) => ({
          bidBond,
          estimate: yuan(planned.estimate),
          most: yuan(shareDown(planned.estimate, most)),
        }),
      );
      return {
        type: 'TenderNoticePublished',
        data: { ...fieldsFrom(command), round: (planned.tender?.round ?? 0) + 1 },
      };
    },
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
    CloseBidBox(command, state, judge) {
      const { lot, round } = command;
      const { bidDeadline, stage, round: present } = tenderAt('noticed', state, lot, judge);
      judge.must(round === present, 'tender-not-open', { lot, round, stage });
      judge.must(judge.context.instant > bidDeadline, 'deadline-not-passed', {
        deadline: bidDeadline,
        instant: judge.context.instant,
      });
      return { type: 'BidBoxClosed', data: { ...fieldsFrom(command), bidDeadline } };
    },
    OpenBids(command, state, judge) {
      openProject(state, judge);
      const { lot, openedAt, bids } = command;
      const { kind, tender: current } = lotOf(state, lot, judge);
      judge.stopUnless(current?.stage !== 'noticed', 'bid-box-not-sealed', {
        lot,
        deadline: current?.bidDeadline ?? null,
      });
      const { round, receipts, bidDeadline, observers } = tenderAt('box-closed', state, lot, judge);
      judge.must(openedAt >= bidDeadline, 'deadline-not-passed', {
        deadline: bidDeadline,
        instant: openedAt,
      });
      const standing = reveal(receipts!).filter((r) => r.standing === 'stands');
      const sealedBids = standing.filter((r) => r.sealIntact).length;
      const on = shanghaiDay(openedAt);
      judge.rule<number>('T8', on, (least) => sealedBids >= least, { lot, bidders: sealedBids });
      const once = ({ receipt }: Receipt) => bids.filter((bid) => bid.receipt === receipt).length === 1;
      // One sentence for all: a list of what is missing would tell how many bids there are.
      judge.must(standing.every(once), 'bid-not-accounted-for', { lot });
      for (const { receipt, bidder, price, durationDays, valid, rejection } of bids) {
        const found = standing.find((r) => r.receipt === receipt);
        judge.must(found !== undefined && sameParty(found.bidder, bidder), 'bid-not-in-box', {
          receipt,
          bidder: bidder.name,
        });
        judge.must(!valid || found?.sealIntact !== false, 'bid-seal-broken', { bidder: bidder.name });
        judge.must(
          valid ? price !== null && durationDays !== null : rejection !== null,
          'bid-price-missing',
          { bidder: bidder.name },
        );
      }
      const invited = observers.filter((o) => o.invitedOn <= on).map((o) => o.capacity);
      const wanted = judge.value<string[]>('T17', on) ?? [];
      const missing = wanted.filter((capacity) => !invited.includes(capacity));
      const invested = investment(state);
      if (kind === 'works' && invested >= fen(judge.value<string>('T2', on) ?? '999999999999.99'))
        judge.rule('T2', on, () => missing.length === 0, {
          lot,
          investment: yuan(invested),
          observersNotInvited: missing,
        });
      else judge.rule('T17', on, () => missing.length === 0, { lot, observersNotInvited: missing });
      return { type: 'BidsOpened', data: { ...fieldsFrom(command), round } };
    },
    RecordEvaluation(command, state, judge) {
      openProject(state, judge);
      const { lot, evaluatedOn } = command;
      const { round, bids, ceilingPrice, openedOn } = tenderAt('opened', state, lot, judge);
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
      return { type: 'BidsEvaluated', data: { ...fieldsFrom(command), round } };
    },
    PublicizeCandidates(command, state, judge) {
      openProject(state, judge);
      const { lot, candidates, publicFrom, publicUntil } = command;
      const { round, ranking, evaluatedOn } = tenderAt('evaluated', state, lot, judge);
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
      const waited = daysBetween(evaluatedOn!, publicFrom);
      judge.rule<number>('T11', publicFrom, (most) => waited <= most, {
        evaluatedOn,
        publicFrom,
        days: waited,
      });
      const { today } = judge.context;
      const days = daysBetween(laterOf(publicFrom, today), publicUntil);
      judge.rule<number>('T12', publicFrom, (least) => days >= least, {
        publicFrom,
        recordedOn: today,
        publicUntil,
        days,
      });
      judge.restsOn('publicFrom', publicFrom, 'evaluatedOn', evaluatedOn);
      return { type: 'CandidatesPublicized', data: { ...fieldsFrom(command), round } };
    },
    AwardTender(command, state, judge) {
      openProject(state, judge);
      const { lot, winner, price, awardedOn } = command;
      const planned = lotOf(state, lot, judge);
      const { method } = planned;
      judge.must(planned.award === null, 'lot-already-awarded', { lot });
      judgeBudgetFirst(state, 'awardedOn', awardedOn, judge);
      judgeOpenTender(state, planned, awardedOn, judge);
      judgeStatutoryLine(planned, price, awardedOn, judge);
      if (method !== 'open' && method !== 'invited') {
        return { type: 'TenderAwarded', data: { ...fieldsFrom(command), round: null, method } };
      }
      const { round, candidates, publicUntil } = tenderAt('publicized', state, lot, judge);
      const candidate = candidates.find((c) => sameParty(c.bidder, winner));
      judge.must(candidate !== undefined, 'winner-not-candidate', { winner: winner.name });
      if (candidate) {
        judge.must(candidate.price === price, 'price-differs-from-bid', {
          bidder: winner.name,
          price,
          opened: candidate.price,
        });
        judge.rule('T10a', awardedOn, () => candidate.rank === 1, {
          winner: winner.name,
          rank: candidate.rank,
        });
      }
      judge.rule('T12', awardedOn, () => awardedOn > publicUntil!, { publicUntil, awardedOn });
      return { type: 'TenderAwarded', data: { ...fieldsFrom(command), round, method } };
    },
  },
  evolve: {
    LotPlanned: (state, { lot, kind, method, estimate }) => ({
      ...state,
      lots: {
        ...state.lots,
        [lot]: { lot, kind, method, estimate: fen(estimate), tender: null, award: null, contract: null },
      },
    }),
    TenderNoticePublished: (state, { lot, round, publishedOn, bidDeadline, ceilingPrice }) =>
      withTender(state, lot, {
        round,
        stage: 'noticed',
        publishedOn,
        bidDeadline,
        ceilingPrice: ceilingPrice === null ? null : fen(ceilingPrice),
        observers: [],
        receipts: null,
        openedOn: null,
        bids: [],
        evaluatedOn: null,
        ranking: null,
        candidates: [],
        publicUntil: null,
      }),
    ObserverInvited: (state, { lot, observer, capacity, invitedOn }) => {
      const { observers } = state.lots[lot]!.tender!;
      return withTender(state, lot, { observers: [...observers, { capacity, observer, invitedOn }] });
    },
    BidBoxClosed: (state, { lot, receipts }) => withTender(state, lot, { stage: 'box-closed', receipts }),
    BidsOpened: (state, { lot, bids, openedAt }) =>
      withTender(state, lot, { stage: 'opened', bids, openedOn: shanghaiDay(openedAt) }),
    BidsEvaluated: (state, { lot, evaluatedOn, ranking }) =>
      withTender(state, lot, { stage: 'evaluated', evaluatedOn, ranking }),
    CandidatesPublicized: (state, { lot, candidates, publicUntil }) =>
      withTender(state, lot, { stage: 'publicized', candidates, publicUntil }),
    TenderAwarded: (state, { lot, winner, price, awardedOn, round }) => {
      const awarded = round === null ? state : withTender(state, lot, { stage: 'awarded' });
      const found = awarded.lots[lot]!;
      return {
        ...awarded,
        lots: { ...awarded.lots, [lot]: { ...found, award: { winner, price: fen(price), awardedOn } } },
      };
    },
  },
});
