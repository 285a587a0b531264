import { PlanLot } from '../project/lot.js';
import { ApproveBudget, ProposeBudget, RecordConsultation, RecordResearch } from '../project/budget.js';
import { PublicizeCandidates, RecordEvaluation } from '../project/evaluation.js';
import { InviteObserver } from '../project/observer.js';
import { project } from '../project/project.js';
import { RegisterProject } from '../project/registration.js';
import { CloseBidBox, FailTender, OpenBids, PublishTenderNotice } from '../project/tender.js';
import { atStep, command, given } from './given.js';
import { donghu, jiangdong, nanshan, paper } from './worked-people.js';

/** Short ways to a lot at any stage of its rounds, for specs. */
export type Bidder = typeof jiangdong;

/** A project of that estimate with an approved budget of that total, ready to plan a lot. */
export const invested = (estimate: string, total = estimate) => {
  const lines = [{ category: 'works', description: '工程', amount: total }];
  return given(project).after(
    command(RegisterProject, { estimate }),
    command(RecordConsultation),
    command(RecordResearch),
    command(ProposeBudget, { lines, total }),
    command(ApproveBudget),
  );
};

export const direct = { method: 'direct', ground: '抢险工程，来不及招标。', documents: [paper('情况说明')] };
export const plans = (changes: object) => command(PlanLot, { estimate: '100000.00', ...changes });

export const receipts = (...bidders: Bidder[]) =>
  bidders.map((bidder, i) => ({
    ...{ receipt: `00000000-0000-5000-9000-00000000000${i}`, bidder, sealIntact: true },
    ...{ receivedAt: '2023-03-15T02:00:00.000Z', fileSha256: 'a'.repeat(64), standing: 'stands' },
  }));

/** The box closes two minutes after the deadline of the worked example. */
export const closesBox = (list: object[] = receipts(jiangdong, donghu, nanshan), changes: object = {}) =>
  [
    command(CloseBidBox, { lot: 'SG-1', round: 1, receipts: list, ...changes }),
    { instant: '2023-03-20T01:32:00.000Z' },
  ] as const;

/** The works lot of the worked example, its box closed on these bidders. */
export const boxClosedOn = (...bidders: Bidder[]) =>
  atStep('box-closed').after(closesBox(receipts(...(bidders.length > 0 ? bidders : three))));
const three = [jiangdong, donghu, nanshan];

export const opens = (changes: object = {}) => command(OpenBids, changes);
/** Every receipt read out, at ten yuan each. */
export const allRead = (...bidders: Bidder[]) =>
  receipts(...(bidders.length > 0 ? bidders : three)).map(({ receipt, bidder }) => ({
    ...{ receipt, bidder, price: '10.00', durationDays: 1, valid: true, rejection: null },
  }));
export const unread = (bid: object, rejection: string) => ({
  ...bid,
  ...{ price: null, durationDays: null, valid: false, rejection },
});

export const ranks = (rank: number, bidder: Bidder, price = '10.00') => ({
  ...{ rank, bidder, price, score: null },
});
export const rejects = (bidder: Bidder) => ({ bidder, reason: '不符合招标文件要求。' });
export const evaluates = (...bidders: Bidder[]) =>
  command(RecordEvaluation, { ranking: bidders.map((bidder, i) => ranks(i + 1, bidder)) });
export const publicizes = (...bidders: Bidder[]) => {
  const [example] = PublicizeCandidates.example.candidates;
  return command(PublicizeCandidates, {
    candidates: bidders.map((bidder, i) => ({ ...example, rank: i + 1, bidder, price: '10.00' })),
  });
};

export const observers = ['discipline-inspection', 'procuratorate', 'notary'] as const;
/** All observers on the city's list, the named one on another day. */
export const invitesAll = (changes: Partial<Record<(typeof observers)[number], string>> = {}) =>
  observers.map((capacity) =>
    command(InviteObserver, {
      ...{ capacity, observer: { uscc: null, name: capacity } },
      invitedOn: changes[capacity] ?? '2023-03-10',
    }),
  );

/** The works lot after one round in which one bid too few stood. */
export const failedOnce = () => boxClosedOn(jiangdong, donghu).after(command(FailTender));
/** The same after a second round, announced on 2023-03-24, that had no bid at all. */
export const failedTwice = () =>
  failedOnce().after(
    command(PublishTenderNotice, {
      ...{ publishedOn: '2023-03-24', documentsFrom: '2023-03-24', documentsUntil: '2023-03-31' },
      bidDeadline: '2023-04-17T01:30:00.000Z',
    }),
    [command(CloseBidBox, { lot: 'SG-1', round: 2, receipts: [] }), { instant: '2023-04-17T01:32:00.000Z' }],
    command(FailTender, { failedOn: '2023-04-17' }),
  );
