import { dueAfter, latestBefore } from '../calendar.js';
import { reveal, type Sealed } from '../closed.js';
import {
  daysBetween,
  Entry,
  fieldsFrom,
  section,
  shanghaiDay,
  type FieldsOf,
  type Rights,
} from '../decider.js';
import { event, sealed } from '../event-type.js';
import {
  Code,
  Count,
  Day,
  Fact,
  Flag,
  Instant,
  ListOf,
  Money,
  Name,
  OneOf,
  Optional,
  Part,
  Text,
} from '../fields.js';
import { fen, shareDown, yuan } from '../money.js';
import { Document, Organisation } from '../values.js';
import { OpenedBid, Receipt } from './bids.js';
import { investment, judgeBudgetFirst, judgeOpenTender } from './lot.js';
import { judgeSuspended } from './objection.js';
import { openProject } from './registration.js';
import { laterOf, lotOf, newRound, tenderAt, withLot, withTender, type OfRound } from './round.js';
import { sameParty, type Lot, type ProjectState } from './state.js';

const rights: Rights = { prepares: ['tender-officer'], confirms: ['approver'], over: 'own' };

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

/** 澄清与修改. One that affects the bids leaves enough days before the deadline, or moves it. */
export class ClarifyTender extends Entry {
  @Code() lot!: string;
  /** The office's own number of the clarification, unique in the round. */
  @Code() clarification!: string;
  @Name() subject!: string;
  @Text() content!: string;
  @Flag() affectsBids!: boolean;
  @Fact() @Day() clarifiedOn!: string;
  /** A later deadline; null leaves it as it is. */
  @Optional() @Instant() newDeadline!: string | null;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'TenderClarified';
  static readonly example = {
    lot: 'SG-1',
    clarification: 'CQ-01',
    subject: '业绩年限',
    content: '业绩年限由三年放宽至五年。',
    affectsBids: true,
    clarifiedOn: '2023-03-08',
    newDeadline: '2023-03-24T01:30:00.000Z',
    documents: [],
  };
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

export const failureGrounds = ['too-few-bidders', 'all-bids-rejected', 'no-candidate', 'terminated'] as const;

/** 招标失败 or 终止招标. The lot is announced again; after two failures it may be awarded directly with an approval. */
export class FailTender extends Entry {
  @Code() lot!: string;
  @OneOf(failureGrounds) ground!: (typeof failureGrounds)[number];
  @Text() reason!: string;
  @Fact() @Day() failedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'TenderFailed';
  static readonly example = {
    lot: 'SG-1',
    ground: 'too-few-bidders',
    reason: '至投标截止时间，投标人少于三个。',
    failedOn: '2023-03-20',
    documents: [],
  };
}

export type TenderNoticePublished = FieldsOf<PublishTenderNotice> & OfRound;
/** `bidDeadline`: as it stands from then on. */
export type TenderClarified = FieldsOf<ClarifyTender> & OfRound & { bidDeadline: string };
export type BidBoxClosed = FieldsOf<CloseBidBox> & { bidDeadline: string };
export type BidsOpened = FieldsOf<OpenBids> & OfRound;
/** `bidders`: how many bids stood, where the law lets it be told: too few, or opened. Names stay sealed. */
export type TenderFailed = FieldsOf<FailTender> & OfRound & { bidders: number | null };

export const tender = section<ProjectState>()({
  events: {
    TenderNoticePublished: event<TenderNoticePublished>()({
      version: 1,
      closed: {},
      clerical: ['title', 'contacts', 'openingPlace'],
    }),
    TenderClarified: event<TenderClarified>()({ version: 1, closed: {}, clerical: ['subject'] }),
    BidBoxClosed: event<BidBoxClosed>()({
      version: 1,
      closed: { receipts: sealed('BidsOpened', 'lot', 'round') },
    }),
    BidsOpened: event<BidsOpened>()({ version: 1, closed: {}, clerical: ['place'] }),
    TenderFailed: event<TenderFailed>()({ version: 1, closed: {} }),
  },
  commands: { PublishTenderNotice, ClarifyTender, CloseBidBox, OpenBids, FailTender },
  decide: {
    PublishTenderNotice(command, state, judge) {
      openProject(state, judge);
      const { lot, publishedOn, bidDeadline, documentsFrom, documentsUntil, bidBond } = command;
      const planned = lotOf(state, lot, judge);
      judge.must(planned.method === 'open' || planned.method === 'invited', 'lot-not-tendered', {
        lot,
        method: planned.method,
      });
      judge.must(planned.award === null, 'lot-already-awarded', { lot });
      const last = planned.tender;
      judge.must(last === null || last.stage === 'failed', 'tender-still-open', {
        lot,
        stage: last?.stage ?? '',
      });
      judgeBudgetFirst(state, 'publishedOn', publishedOn, judge);
      judgeOpenTender(state, planned, publishedOn, judge);
      if (last) judge.restsOn('publishedOn', publishedOn, 'publishedOn', last.publishedOn);
      const deadlineDay = shanghaiDay(bidDeadline);
      judge.must(
        deadlineDay >= publishedOn && bidDeadline > judge.context.instant,
        'deadline-before-notice',
        { deadline: bidDeadline, publishedOn },
      );
      // Recorded is published: a date typed earlier gives nobody more time.
      const { today } = judge.context;
      judge.lasts('T5', publishedOn, laterOf(publishedOn, today), deadlineDay, {
        ...{ publishedOn, recordedOn: today, deadline: bidDeadline },
      });
      for (const [from, until] of [
        [publishedOn, documentsFrom],
        [documentsFrom, documentsUntil],
        [documentsUntil, deadlineDay],
      ] as const)
        judge.must(from <= until, 'contract-dates-reversed', { from, until });
      judge.lasts('T4', publishedOn, documentsFrom, documentsUntil, { documentsFrom, documentsUntil });
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
    ClarifyTender(command, state, judge) {
      openProject(state, judge);
      const { lot, clarification, affectsBids, clarifiedOn, newDeadline } = command;
      const { round, bidDeadline, clarifications, publishedOn } = tenderAt('noticed', state, lot, judge);
      const { instant, today, calendar } = judge.context;
      judge.must(instant <= bidDeadline, 'deadline-passed', { deadline: bidDeadline, instant });
      judge.must(!clarifications.includes(clarification), 'clarification-number-taken', { clarification });
      judge.must(newDeadline === null || newDeadline > bidDeadline, 'deadline-brought-forward', {
        deadline: bidDeadline,
        newDeadline,
      });
      judge.restsOn('clarifiedOn', clarifiedOn, 'publishedOn', publishedOn);
      const deadline = newDeadline ?? bidDeadline;
      const from = laterOf(clarifiedOn, today);
      const latest = (least: number) => latestBefore(shanghaiDay(deadline), least, calendar).on;
      judge.rule<number>(
        'T6',
        clarifiedOn,
        (least) => !affectsBids || from <= latest(least),
        (least) => ({
          clarifiedOn,
          recordedOn: today,
          deadline,
          days: daysBetween(from, shanghaiDay(deadline)),
          earliest: dueAfter(from, least, 'calendar-days', calendar).on,
        }),
      );
      return { type: 'TenderClarified', data: { ...fieldsFrom(command), round, bidDeadline: deadline } };
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
      const on = shanghaiDay(openedAt);
      judgeSuspended(current!, lot, on, judge);
      const standing = reveal(receipts!).filter((r) => r.standing === 'stands');
      const bidders = sealedBids(receipts!);
      judge.rule<number>('T8', on, (least) => bidders >= least, { lot, bidders });
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
    FailTender(command, state, judge) {
      openProject(state, judge);
      const { lot, ground, failedOn } = command;
      const { round, stage, receipts, bids, publishedOn } = tenderAt(
        ['noticed', 'box-closed', 'opened', 'evaluated', 'publicized'],
        state,
        lot,
        judge,
      );
      judge.restsOn('failedOn', failedOn, 'publishedOn', publishedOn);
      judge.stopUnless(stagesOfFailure[ground].includes(stage), 'failure-ground-out-of-season', {
        lot,
        ground,
        stage,
      });
      judge.must(judgeGround[ground](state.lots[lot]!), 'failure-ground-untrue', { lot, ground });
      const standing = stage === 'box-closed' ? sealedBids(receipts!) : bids.length;
      if (ground === 'too-few-bidders') {
        const least = judge.value<number>('T8', failedOn) ?? 3;
        // Not how many: with enough bidders the law forbids telling.
        judge.must(standing < least, 'enough-bidders', { lot });
      }
      const bidders = ground === 'too-few-bidders' || bids.length > 0 ? standing : null;
      return { type: 'TenderFailed', data: { ...fieldsFrom(command), round, bidders } };
    },
  },
  evolve: {
    TenderNoticePublished: (state, { lot, round, publishedOn, bidDeadline, ceilingPrice }) =>
      withLot(state, lot, {
        cancelled: [],
        tender: newRound({
          round,
          publishedOn,
          bidDeadline,
          ceilingPrice: ceilingPrice === null ? null : fen(ceilingPrice),
        }),
      }),
    TenderClarified: (state, { lot, clarification, bidDeadline }) =>
      withTender(state, lot, {
        bidDeadline,
        clarifications: [...state.lots[lot]!.tender!.clarifications, clarification],
      }),
    BidBoxClosed: (state, { lot, receipts }) => withTender(state, lot, { stage: 'box-closed', receipts }),
    BidsOpened: (state, { lot, bids, openedAt }) =>
      withTender(state, lot, { stage: 'opened', bids, openedOn: shanghaiDay(openedAt) }),
    // What the owner ended (终止招标) was no failure of the market: it does not count towards a direct award.
    TenderFailed: (state, { lot, ground }) =>
      withLot(withTender(state, lot, { stage: 'failed' }), lot, {
        failedRounds: state.lots[lot]!.failedRounds + (ground === 'terminated' ? 0 : 1),
      }),
  },
});

/** What must be so for a ground to be true: a false failure would open the way to a direct award (row T19). */
const judgeGround: Readonly<Record<(typeof failureGrounds)[number], (lot: Lot) => boolean>> = {
  'too-few-bidders': () => true,
  'all-bids-rejected': ({ tender }) =>
    tender!.stage === 'opened' ? tender!.bids.every((b) => !b.valid) : reveal(tender!.ranking!).length === 0,
  'no-candidate': ({ tender, cancelled }) =>
    tender!.candidates.length > 0 &&
    tender!.candidates.every((c) => cancelled.some((p) => sameParty(p, c.bidder))),
  terminated: () => true,
};

/** When a tender can fail for which ground. */
const stagesOfFailure: Readonly<Record<(typeof failureGrounds)[number], readonly string[]>> = {
  'too-few-bidders': ['box-closed'],
  'all-bids-rejected': ['opened', 'evaluated'],
  'no-candidate': ['publicized'],
  terminated: ['noticed', 'box-closed', 'opened', 'evaluated', 'publicized'],
};

const sealedBids = (receipts: Sealed<readonly Receipt[]>): number =>
  reveal(receipts).filter((r) => r.standing === 'stands' && r.sealIntact).length;
