import {
  plusDays,
  shanghaiDay,
  shareDown,
  yuan,
  type Fen,
  type JsonObject,
  type Party,
} from '@sunlit/ledger';
import { createHash } from 'node:crypto';
import { observers, type Body } from './bodies.js';
import { byTender, lasting, measured, numbered, paper, party } from './steps.js';
import { attestations, managers, rejectionReasons, wordsOf } from './words.js';
import { instantOf, type Works } from './works.js';

export type Observer = keyof typeof observers;
const everyObserver = ['discipline', 'procuratorate', 'notary'] as const;

/** One bid as it will be read out. */
export interface Bid {
  readonly bidder: Body;
  /** Of the ceiling price, in basis points; drawn when left out. */
  readonly at?: number;
  /** Rejected at the opening, or by the committee, and why. */
  readonly invalid?: string;
  readonly rejected?: string;
}

export interface Tendering {
  readonly lot: string;
  readonly name?: string;
  readonly kind?: 'works' | 'services' | 'goods';
  readonly method?: 'open' | 'invited';
  readonly estimate: Fen;
  /** In the order of their ranking. */
  readonly bids: readonly (Bid | Body)[];
  /** Who is invited to watch; all of the city's list but for small lots. */
  readonly invites?: readonly Observer[];
  readonly declines?: Observer;
  readonly attests?: readonly Observer[];
  /** What the last of those who attest found amiss. */
  readonly irregularities?: string;
  /** Days of publicity beyond what the law asks. */
  readonly publicity?: number;
}

export function planLot(w: Works, { lot, name, kind = 'works', method = 'open', estimate }: Tendering): void {
  w.give(
    'PlanLot',
    {
      ...{
        lot,
        name: name ?? `${wordsOf[w.facts.category]!.works}施工`,
        kind,
        method,
        estimate: yuan(estimate),
      },
      ...{ ground: method === 'open' ? null : '潜在投标人有限，经批准邀请招标。', plannedOn: w.day },
      documents: method === 'open' ? [] : [paper(w, `${lot}邀请招标批复`)],
    },
    byTender(w),
  );
}

export interface Notice {
  /** Days from notice to deadline beyond what the law asks. */
  readonly more?: number;
  readonly again?: boolean;
  /** Basis points of the lot's estimate. */
  readonly bond?: number;
  readonly ceiling?: Fen;
  /** Very days, where the plot needs them. */
  readonly deadlineOn?: string;
}

/** Announces the lot; its bids are due at half past nine. */
export function announce(w: Works, lot: string, n: Notice = {}): void {
  const { estimate } = w.state.lots[lot]!;
  const words = wordsOf[w.facts.category]!;
  const { name, owner } = w.facts;
  // Recorded on the day of its publication at the latest two days later: time runs from then.
  const until = plusDays(lasting(w, plusDays(w.day, 2), 5), 1);
  const due =
    n.deadlineOn ?? w.worked(plusDays(lasting(w, plusDays(w.day, 2), 20), n.more ?? w.draw.whole(1, 6)));
  w.give(
    'PublishTenderNotice',
    {
      ...{ lot, title: `${name}${lot === 'SG-1' ? '施工' : lot}招标公告${n.again ? '（第二次）' : ''}` },
      ...{ content: words.content, scale: w.draw.one(words.scale), fundSource: '财政资金' },
      ...{ qualifications: words.qualification, consortiumAllowed: w.draw.chance(20) },
      ...{ documentAccess: '市公共资源交易平台下载，不收费。', documentsFrom: w.day, documentsUntil: until },
      ...{ publishedOn: w.day, bidDeadline: instantOf(due, '09:30') },
      openingPlace: `市公共资源交易中心第${w.draw.one(['一', '二', '三'])}开标室`,
      contacts: `${owner.body.name} 招标办，${owner.phone}`,
      platform: '市公共资源交易平台',
      ceilingPrice: yuan(n.ceiling ?? shareDown(estimate, 9_900)),
      bidBond: yuan(roundDown(shareDown(estimate, n.bond ?? w.draw.whole(120, 195)))),
      documents: n.again ? [] : [paper(w, `${lot === 'SG-1' ? '' : lot}招标文件`)],
    },
    { ...byTender(w), lag: w.draw.whole(0, 1) },
  );
}

const roundDown = (amount: Fen): Fen => amount - (amount % 100_000n);
const tenderOf = (w: Works, lot: string) => w.state.lots[lot]!.tender!;

export function invite(w: Works, lot: string, who: readonly Observer[] = everyObserver): void {
  for (const name of who) {
    const { body, capacity } = observers[name];
    w.give(
      'InviteObserver',
      { lot, observer: party(body), capacity, invitedOn: w.day },
      { ...byTender(w), lag: 0 },
    );
  }
}

export function reply(w: Works, lot: string, who: Observer, declines?: string): void {
  const body = { lot, comes: declines === undefined, reason: declines ?? null };
  w.give('RecordObserverReply', body, { by: observers[who].login, with: null, lag: 0 });
}

/** Takes sealed bids in on the days before the deadline, the last one just in time. */
export function receive(
  w: Works,
  lot: string,
  bidders: readonly Body[],
  { until }: { until?: string } = {},
): void {
  const { bidDeadline, round } = tenderOf(w, lot);
  const due = shanghaiDay(bidDeadline);
  const by = w.draw.one(w.facts.owner.tender);
  bidders.forEach((bidder, i) => {
    const left = bidders.length - 1 - i;
    const day = w.worked(
      until ? plusDays(until, -left) : left === 0 ? due : plusDays(due, -Math.min(left, 4)),
    );
    const onTheDay = day === due;
    const minute = onTheDay ? 5 + ((i * 7) % 22) : (i * 13 + w.draw.whole(0, 9)) % 60;
    const hour = onTheDay ? 9 : 9 + (i % 7) + (i % 7 > 2 ? 1 : 0);
    const at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    const fileSha256 = createHash('sha256').update(`${w.id} ${lot} ${round} ${bidder.name}`).digest('hex');
    w.give(
      'ReceiveBid',
      { lot, bidder: party(bidder), sealIntact: true, fileSha256 },
      { by, with: null, instant: instantOf(day, at) },
    );
  });
}

const bidOf = (bid: Bid | Body): Bid => ('bidder' in bid ? bid : { bidder: bid });

export interface Read {
  readonly bidder: Body;
  readonly price: Fen;
  readonly durationDays: number;
  readonly bid: Bid;
}

/** Opens the box half an hour after the deadline and reads out the prices. */
export function openBids(w: Works, t: Pick<Tendering, 'lot' | 'bids' | 'declines'>, ceiling: Fen): Read[] {
  const { lot, bids: given } = t;
  const { bidDeadline, observers: invited } = tenderOf(w, lot);
  const absent = t.declines && observers[t.declines].body.name;
  w.day = shanghaiDay(bidDeadline);
  const start = w.draw.whole(9_320, 9_480);
  const read = given.map(bidOf).map((bid, i): Read => {
    const price = measured(w, ceiling, bid.at ?? start + i * w.draw.whole(25, 90));
    return { bidder: bid.bidder, bid, price, durationDays: w.draw.whole(15, 40) * 10 };
  });
  const receipts = w.standing(lot);
  w.give(
    'OpenBids',
    {
      ...{ lot, openedAt: instantOf(w.day, '10:00'), place: '市公共资源交易中心第一开标室' },
      attended: invited
        .filter(({ observer }) => observer.name !== absent)
        .map(({ observer }) => party(observer)),
      bids: receipts.map(({ receipt, bidder }) => {
        const { price, durationDays, bid } = read.find((r) => r.bidder.name === bidder.name)!;
        const valid = bid.invalid === undefined;
        return {
          ...{ receipt, bidder: party(bidder), price: valid ? yuan(price) : null },
          ...{ durationDays: valid ? durationDays : null, valid, rejection: bid.invalid ?? null },
        };
      }),
      documents: [],
    },
    { ...byTender(w), lag: 0, from: '10:40' },
  );
  return read;
}

export function attest(w: Works, lot: string, who: Observer, irregularities: string | null = null): void {
  const body = { lot, present: true, statement: w.draw.one(attestations), irregularities };
  w.give('AttestOpening', body, { by: observers[who].login, with: null, lag: 0 });
}

export function evaluate(w: Works, lot: string, read: readonly Read[]): void {
  const valid = read.filter(({ bid }) => bid.invalid === undefined);
  const ranked = valid.filter(({ bid }) => bid.rejected === undefined);
  w.give(
    'RecordEvaluation',
    {
      ...{ lot, evaluatedOn: w.day, evaluationMethod: w.draw.one(['综合评估法', '经评审的最低投标价法']) },
      committee: ['甲', '乙', '丙', '丁', '戊'].map((name, i) => ({
        name: i < 4 ? `评标专家${name}` : '招标人代表',
        expert: i < 4,
      })),
      ranking: ranked.map(({ bidder, price }, i) => ({
        ...{ rank: i + 1, bidder: party(bidder), price: yuan(price) },
        score: `${94 - i * 3 - w.draw.whole(0, 2)}.${w.draw.whole(10, 99)}`,
      })),
      rejections: valid
        .filter(({ bid }) => bid.rejected !== undefined)
        .map(({ bidder, bid }) => ({ bidder: party(bidder), reason: bid.rejected! })),
    },
    { ...byTender(w), lag: 0 },
  );
}

export function publicize(
  w: Works,
  lot: string,
  read: readonly Read[],
  { more = 0, lag = 0, until = '' } = {},
): void {
  const ranked = read.filter(({ bid }) => bid.invalid === undefined && bid.rejected === undefined);
  const qualification = wordsOf[w.facts.category]!.qualification.replace('及以上', '').split('，')[0]!;
  w.give(
    'PublicizeCandidates',
    {
      ...{ lot, publicFrom: w.day, publicUntil: until || lasting(w, plusDays(w.day, lag + more), 3) },
      objectionChannel: `向${w.facts.owner.body.name}书面提出，三日内答复。`,
      candidates: ranked.slice(0, 3).map(({ bidder, price, durationDays }, i) => ({
        ...{ rank: i + 1, bidder: party(bidder), price: yuan(price), durationDays, qualification },
        ...{
          manager: w.draw.one(managers),
          managerCertificate: `临1332${w.draw.whole(2_012_000_000, 2_021_999_999)}`,
        },
      })),
    },
    { ...byTender(w), lag },
  );
}

export function award(w: Works, lot: string, winner: Party, price: Fen, more: JsonObject = {}): void {
  w.give(
    'AwardTender',
    {
      ...{ lot, winner: party(winner), price: yuan(price), awardedOn: w.day },
      ...{ noticeNumber: numbered(w, '中标', w.draw.whole(10, 99)), ...more },
    },
    byTender(w),
  );
}

/** From the plan of a lot to its award, as the law wants it. */
export function tendered(w: Works, t: Tendering, n: Notice = {}): Read[] {
  if (!w.state.lots[t.lot]) planLot(w, t);
  w.after(w.draw.whole(2, 8));
  announce(w, t.lot, n);
  const read = opened(w, t, n);
  w.after(w.draw.whole(0, 1));
  evaluate(w, t.lot, read);
  w.after(w.draw.whole(1, 2));
  publicize(w, t.lot, read, { more: t.publicity });
  w.day = w.worked(plusDays(tenderOf(w, t.lot).publicUntil!, 1));
  const [first] = read.filter(({ bid }) => bid.invalid === undefined && bid.rejected === undefined);
  award(w, t.lot, first!.bidder, first!.price);
  return read;
}

/** From the notice to the opening. */
export function opened(w: Works, t: Tendering, n: Notice = {}): Read[] {
  w.after(w.draw.whole(4, 8));
  const invites = t.invites ?? everyObserver;
  invite(w, t.lot, invites);
  if (invites.length > 0) w.after(w.draw.whole(1, 2));
  for (const who of invites)
    reply(w, t.lot, who, t.declines === who ? '当日另有公务安排，委托查阅开标记录。' : undefined);
  receive(w, t.lot, w.draw.shuffled(t.bids.map((bid) => bidOf(bid).bidder)));
  const ceiling = n.ceiling ?? shareDown(w.state.lots[t.lot]!.estimate, 9_900);
  const read = openBids(w, t, ceiling);
  const attesting = t.attests ?? invites.filter((who) => who !== t.declines).slice(-1);
  attesting.forEach((who, i) =>
    attest(w, t.lot, who, i === attesting.length - 1 ? (t.irregularities ?? null) : null),
  );
  return read;
}

export const rejection = (w: Works): string => w.draw.one(rejectionReasons);
