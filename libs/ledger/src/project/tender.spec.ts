import { RecordEvaluation } from './evaluation.js';
import { describe, expect, it } from '@jest/globals';
import { asSealed } from '../closed.js';
import { atStep, command, givenProject } from '../testing/given.js';
import {
  allRead,
  boxClosedOn,
  closesBox,
  evaluates,
  failedOnce,
  failedTwice,
  invested,
  invitesAll,
  observers,
  opens,
  publicizes,
  receipts,
  unread,
  rejects,
} from '../testing/rounds.js';
import { beihe, donghu, jiangdong, nanshan } from '../testing/worked-people.js';
import { AwardTender, PlanLot, CancelAward } from './lot.js';
import { project } from './project.js';
import { ClarifyTender, FailTender, PublishTenderNotice } from './tender.js';

describe('The tender notice (PublishTenderNotice)', () => {
  const notice = (changes: object) => atStep('notice').with(changes);

  it('opens round 1', () =>
    notice({}).then({ type: 'TenderNoticePublished', data: { round: 1, lot: 'SG-1' } }));

  const onDay = (publishedOn: string, bidDeadline: string) =>
    atStep('notice').with(
      { publishedOn, bidDeadline, documentsFrom: publishedOn, documentsUntil: bidDeadline.slice(0, 10) },
      { instant: `${publishedOn}T03:00:00.000Z` },
    );

  it('leaves twenty days to the deadline: the day of the notice does not count, the twentieth passes (T5)', () => {
    onDay('2023-03-01', '2023-03-21T01:30:00.000Z').then({ type: 'TenderNoticePublished' });
    onDay('2023-03-01', '2023-03-20T15:59:59.999Z').thenRefused('T5', {
      days: 19,
      earliest: '2023-03-21',
    });
  });

  it('counts days as Shanghai counts them', () =>
    onDay('2023-03-01', '2023-03-20T16:00:00.000Z').then({ type: 'TenderNoticePublished' }));

  it('moves a twentieth day that is a weekend to the Monday after (T5)', () => {
    // 2023-02-26 and twenty days is 2023-03-18, a Saturday.
    notice({ bidDeadline: '2023-03-20T01:30:00.000Z' }).thenFindsNothing();
    notice({ bidDeadline: '2023-03-19T01:30:00.000Z' }).thenRefused('T5', {
      days: 21,
      earliest: '2023-03-20',
    });
  });

  it('moves a twentieth day within National Day to the first worked day after (T5)', () => {
    // 2023-09-12 and twenty days is 2023-10-02; the holiday ends on 2023-10-06, and the 7th is a make-up Saturday.
    onDay('2023-09-12', '2023-10-07T01:30:00.000Z').then({ type: 'TenderNoticePublished' });
    onDay('2023-09-12', '2023-10-06T01:30:00.000Z').thenRefused('T5', { earliest: '2023-10-07' });
  });

  it('counts from the day of recording when that is later than the day typed (T5)', () => {
    const recordedOn = (day: string) =>
      atStep('notice').with({ bidDeadline: '2023-03-22T01:30:00.000Z' }, { instant: `${day}T03:00:00.000Z` });
    recordedOn('2023-03-02').then({ type: 'TenderNoticePublished' });
    recordedOn('2023-03-03').thenRefused('T5', {
      publishedOn: '2023-02-26',
      recordedOn: '2023-03-03',
      days: 19,
      earliest: '2023-03-23',
    });
  });

  it('offers the documents between the notice and the deadline', () => {
    notice({ documentsFrom: '2023-02-25' }).thenRefusedBy('contract-dates-reversed');
    notice({ documentsUntil: '2023-03-20' }).then({ type: 'TenderNoticePublished' });
    expect(
      notice({ documentsFrom: '2023-03-05', documentsUntil: '2023-03-05' }).breaches.map(({ rule }) => rule),
    ).toEqual(['T4']);
    notice({ documentsUntil: '2023-03-21' }).thenRefusedBy('contract-dates-reversed');
  });

  it('offers the documents for five days (T4)', () => {
    notice({ documentsUntil: '2023-03-03' }).then({ type: 'TenderNoticePublished' });
    notice({ documentsUntil: '2023-03-02' }).thenRefused('T4', { days: 4 });
    notice({ documentsUntil: '2023-02-20' }).thenRefused('T4', { days: -6 });
  });

  it('moves a fifth day that is a holiday to the worked day after (T4)', () => {
    const offered = (documentsUntil: string) => notice({ documentsFrom: '2023-02-27', documentsUntil });
    // 2023-02-27 and five days is 2023-03-04, a Saturday.
    offered('2023-03-06').then({ type: 'TenderNoticePublished' });
    offered('2023-03-05').thenRefused('T4', { days: 6, earliest: '2023-03-06' });
  });

  it('asks a bid bond of 2 % of the estimate at most (T7)', () => {
    notice({ bidBond: '210000.00' }).then({ type: 'TenderNoticePublished' });
    notice({ bidBond: '210000.01' }).thenRefused('T7', { bidBond: '210000.01', most: '210000.00' });
  });

  it('cannot have a deadline that has passed already, nor one before the notice', () => {
    notice({ bidDeadline: '2023-02-26T03:00:00.000Z' }).thenRefused('deadline-before-notice');
    notice({ bidDeadline: '2023-02-25T03:00:00.000Z' }).thenRefused('deadline-before-notice', {
      publishedOn: '2023-02-26',
    });
  });

  it('on the day of its deadline is too late by the days alone', () => {
    const sameDay = '2023-02-26';
    notice({
      ...{ bidDeadline: `${sameDay}T10:00:00.000Z`, documentsFrom: sameDay, documentsUntil: sameDay },
    }).thenRefusedBy('T5', 'T4');
  });

  it('lists every breach at once', () =>
    notice({
      bidDeadline: '2023-02-27T03:00:00.000Z',
      documentsUntil: '2023-02-27',
      bidBond: '999999.00',
    }).thenRefusedBy('T5', 'T4', 'T7'));

  it('needs a lot', () => notice({ lot: 'SG-9' }).thenRefusedBy('lot-unknown'));

  it('is not for a direct lot', () =>
    notice({ lot: 'JL-1', bidBond: '0.00' }).thenRefusedBy('lot-not-tendered'));

  it('is not given twice while the tender is under way', () =>
    givenProject('notice')
      .when(command(PublishTenderNotice))
      .thenRefused('tender-still-open', { stage: 'noticed' }));

  it('is not given after the award', () =>
    givenProject('awarded')
      .when(command(PublishTenderNotice), { instant: '2023-03-10T00:00:00.000Z' })
      .thenRefused('lot-already-awarded'));
});

describe('A second notice (PublishTenderNotice)', () => {
  const again = (changes: object = {}) =>
    failedOnce().when(
      command(PublishTenderNotice, {
        ...{ publishedOn: '2023-03-24', documentsFrom: '2023-03-24', documentsUntil: '2023-03-31' },
        ...{ bidDeadline: '2023-04-17T01:30:00.000Z', ...changes },
      }),
    );

  it('opens round 2 after the first has failed, with nothing of it', () => {
    again().then({ type: 'TenderNoticePublished', data: { round: 2 } });
    expect(again().state.lots['SG-1']).toMatchObject({
      failedRounds: 1,
      tender: { round: 2, stage: 'noticed', observers: [], receipts: null, objections: [] },
    });
  });

  it('leaves twenty days like the first', () =>
    again({ bidDeadline: '2023-04-12T01:30:00.000Z' }).thenRefusedBy('T5'));

  it('dated before the first is a finding (L3)', () =>
    failedOnce()
      .when(
        command(PublishTenderNotice, {
          ...{ publishedOn: '2023-02-25', documentsFrom: '2023-03-24', documentsUntil: '2023-03-31' },
          ...{ bidDeadline: '2023-04-17T01:30:00.000Z', lateReason: '补录' },
        }),
        { instant: '2023-03-24T04:00:00.000Z' },
      )
      .thenFinds('L3', { fact: 'publishedOn', basisDate: '2023-02-26' }));
});

describe('A clarification (ClarifyTender)', () => {
  const clarifies = (changes: object = {}, instant?: string) =>
    givenProject('notary-invited').when(
      command(ClarifyTender, { clarifiedOn: '2023-03-10', ...changes }),
      instant === undefined ? { instant: '2023-03-10T04:00:00.000Z' } : { instant },
    );
  const unchanged = { newDeadline: null };

  it('that affects the bids moves the deadline when fifteen days are not left (T6)', () => {
    clarifies({ newDeadline: '2023-03-27T01:30:00.000Z' }).then({
      type: 'TenderClarified',
      data: { round: 1, bidDeadline: '2023-03-27T01:30:00.000Z' },
    });
    clarifies(unchanged).thenRefused('T6', { clarifiedOn: '2023-03-10', days: 10 });
  });

  it('of two readings of fifteen days before the deadline keeps the stricter: Friday, not Sunday (T6)', () => {
    // Fifteen days before 2023-03-27 is Sunday the 12th.
    const on = (clarifiedOn: string) =>
      clarifies({ clarifiedOn, newDeadline: '2023-03-27T01:30:00.000Z' }, `${clarifiedOn}T04:00:00.000Z`);
    on('2023-03-10').then({ type: 'TenderClarified' });
    on('2023-03-11').thenRefused('T6', { days: 16 });
  });

  it('counts from the day of recording when that is later than the day typed (T6)', () =>
    clarifies(
      { clarifiedOn: '2023-03-10', newDeadline: '2023-03-27T01:30:00.000Z' },
      '2023-03-13T04:00:00.000Z',
    ).thenRefused('T6', { recordedOn: '2023-03-13', days: 14 }));

  it('that does not affect the bids may come until the deadline, and leaves it as it is (T6)', () =>
    clarifies({ ...unchanged, affectsBids: false }, '2023-03-20T01:30:00.000Z').then({
      type: 'TenderClarified',
      data: { bidDeadline: '2023-03-20T01:30:00.000Z' },
    }));

  it('comes too late once the deadline has passed', () =>
    clarifies({ ...unchanged, affectsBids: false }, '2023-03-20T01:30:00.001Z').thenRefusedBy(
      'deadline-passed',
    ));

  it('never brings the deadline forward, nor names it again', () => {
    for (const newDeadline of ['2023-03-20T01:30:00.000Z', '2023-03-19T01:30:00.000Z'])
      clarifies({ newDeadline, affectsBids: false }).thenRefused('deadline-brought-forward', { newDeadline });
  });

  it('has a number of its own in the round', () =>
    givenProject('notary-invited')
      .after(command(ClarifyTender))
      .when(command(ClarifyTender, { newDeadline: '2023-03-27T01:30:00.000Z' }))
      .thenRefused('clarification-number-taken', { clarification: 'CQ-01' }));

  it('dated before the notice is a finding (L3)', () =>
    clarifies({ clarifiedOn: '2023-02-25', newDeadline: '2023-03-27T01:30:00.000Z' }).thenFinds('L3', {
      fact: 'clarifiedOn',
      basis: 'publishedOn',
    }));

  it('moves the closing of the box with the deadline', () => {
    const moved = givenProject('notary-invited').after(
      command(ClarifyTender, { newDeadline: '2023-03-24T01:30:00.000Z', affectsBids: false }),
    );
    moved.when(...closesBox()).thenRefused('deadline-not-passed', { deadline: '2023-03-24T01:30:00.000Z' });
    const [closed] = closesBox();
    moved
      .when(closed, { instant: '2023-03-24T01:32:00.000Z' })
      .then({ type: 'BidBoxClosed', data: { bidDeadline: '2023-03-24T01:30:00.000Z' } });
  });

  it('is not for a lot without a notice, nor after the box is closed', () => {
    givenProject('works-lot').when(command(ClarifyTender)).thenRefusedBy('tender-not-announced');
    givenProject('box-closed')
      .when(command(ClarifyTender))
      .thenRefused('tender-not-open', { stage: 'box-closed' });
  });
});

describe('A tender fails (FailTender)', () => {
  const fails = (changes: object = {}) => command(FailTender, changes);

  it('for too few bidders when fewer than three sealed bids stand, and then tells how many', () =>
    boxClosedOn(jiangdong, donghu)
      .when(fails())
      .then({ type: 'TenderFailed', data: { round: 1, ground: 'too-few-bidders', bidders: 2 } }));

  it('does not count a broken seal, nor who withdrew', () => {
    const list = receipts(jiangdong, donghu, nanshan, beihe);
    const [first, second, third, fourth] = list;
    atStep('box-closed')
      .after(
        closesBox([first!, second!, { ...third, sealIntact: false }, { ...fourth, standing: 'withdrawn' }]),
      )
      .when(fails())
      .then({ type: 'TenderFailed', data: { bidders: 2 } });
  });

  it('never for too few while three stand, and the refusal does not tell how many', () => {
    boxClosedOn().when(fails()).thenRefused('enough-bidders');
    expect(boxClosedOn().when(fails()).breaches[0]!.facts).toEqual({ lot: 'SG-1' });
  });

  it('for too few only once the box is closed: before, nobody knows how many there are', () =>
    givenProject('notice')
      .when(fails({ failedOn: '2023-03-01' }))
      .thenRefused('failure-ground-out-of-season', { stage: 'noticed' }));

  it('when all bids are rejected after the opening', () => {
    const opened = boxClosedOn().after(opens({ bids: allRead().map((bid) => unread(bid, '资格不符。')) }));
    opened.when(fails({ ground: 'all-bids-rejected' })).then({ type: 'TenderFailed', data: { bidders: 3 } });
    boxClosedOn()
      .when(fails({ ground: 'all-bids-rejected' }))
      .thenRefusedBy('failure-ground-out-of-season');
  });

  it('never for rejected bids while one is valid: a false failure would open the way to a direct award', () => {
    const opened = boxClosedOn().after(opens({ bids: allRead() }));
    const rejected = fails({ ground: 'all-bids-rejected' });
    opened.when(rejected).thenRefusedBy('failure-ground-untrue');
    opened
      .after(evaluates(jiangdong, donghu, nanshan))
      .when(rejected)
      .thenRefusedBy('failure-ground-untrue');
    const none = command(RecordEvaluation, {
      ranking: [],
      rejections: [jiangdong, donghu, nanshan].map(rejects),
    });
    opened
      .after(none)
      .when(rejected)
      .then({ type: 'TenderFailed', data: { bidders: 3 } });
  });

  it('without a candidate only once every one that was publicized is gone', () => {
    const opened = boxClosedOn().after(opens({ bids: allRead() }));
    const gone = (failedOn = '2023-03-20') => fails({ ground: 'no-candidate', failedOn });
    opened.when(gone()).thenRefusedBy('failure-ground-out-of-season');
    const evaluated = opened.after(evaluates(jiangdong, donghu, nanshan));
    evaluated.when(gone()).thenRefusedBy('failure-ground-out-of-season');
    const publicized = evaluated.after(publicizes(jiangdong));
    publicized.when(gone('2023-03-25')).thenRefusedBy('failure-ground-untrue');
    publicized
      .after(command(AwardTender, { price: '10.00' }), command(CancelAward))
      .when(gone('2023-04-03'))
      .then({ type: 'TenderFailed' });
  });

  it('by its termination at any time before the award, and tells no number before the opening', () => {
    const terminated = { ground: 'terminated', reason: '规划调整，终止招标。' };
    for (const step of ['notice', 'box-closed'])
      givenProject(step)
        .when(fails(terminated))
        .then({ type: 'TenderFailed', data: { bidders: null } });
    givenProject('bids-opened')
      .when(fails(terminated))
      .then({ type: 'TenderFailed', data: { bidders: 3 } });
    givenProject('awarded')
      .when(fails({ ...terminated, failedOn: '2023-03-28' }))
      .thenRefused('tender-not-open', { stage: 'awarded' });
  });

  it('dated before its notice is a finding (L3)', () =>
    givenProject('notice')
      .when(fails({ ground: 'terminated', failedOn: '2023-02-25' }), { instant: '2023-03-01T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'failedOn' }));

  it('once for each round, and counts towards the two', () => {
    failedOnce().when(fails()).thenRefused('tender-not-open', { stage: 'failed' });
    expect(failedTwice().state.lots['SG-1']).toMatchObject({ failedRounds: 2, tender: { round: 2 } });
  });

  it('and with it goes whoever would open, evaluate or award it', () => {
    failedOnce()
      .when(opens({ bids: allRead(jiangdong, donghu) }))
      .thenRefusedBy('tender-not-open');
    failedOnce().when(command(AwardTender)).thenRefused('T19', { failedRounds: 1, approval: null });
  });
});

describe('The bid box closes on the project (CloseBidBox)', () => {
  it('with a list that stays sealed until the opening', () => {
    const [closed] = atStep('box-closed').with().events;
    expect(closed).toMatchObject({ type: 'BidBoxClosed', data: { bidDeadline: '2023-03-20T01:30:00.000Z' } });
    expect(project.events.BidBoxClosed?.closed).toEqual({
      receipts: { kind: 'sealed', until: 'BidsOpened', of: ['lot', 'round'] },
    });
  });

  it('never at the deadline itself or before', () =>
    atStep('box-closed')
      .with({}, { instant: '2023-03-20T01:30:00.000Z' })
      .thenRefusedBy('deadline-not-passed'));

  it('never for another round', () =>
    atStep('box-closed').with({ round: 2 }).thenRefused('tender-not-open', { round: 2 }));

  it('never twice', () =>
    atStep('bids-opened')
      .when(...closesBox())
      .thenRefused('tender-not-open', { stage: 'box-closed' }));
});

const boxWithoutObservers = (estimate: string) =>
  invested(estimate).after(command(PlanLot), command(PublishTenderNotice), closesBox());

describe('The opening (OpenBids)', () => {
  const opening = (changes: object) => atStep('bids-opened').with(changes);
  const bids = (atStep('bids-opened').with().events[0]!.data as { bids: { receipt: string }[] }).bids;

  it('reads out every standing bid, three or more (T8)', () =>
    opening({}).then({ type: 'BidsOpened', data: { round: 1 } }));

  it('waits for the box to be sealed', () =>
    atStep('box-closed').when(opens()).thenRefusedBy('bid-box-not-sealed'));

  it('may follow the deadline at once', () =>
    opening({ openedAt: '2023-03-20T01:30:00.000Z' }).then({ type: 'BidsOpened' }));

  it('cannot be dated before the deadline', () =>
    opening({ openedAt: '2023-03-20T01:29:59.999Z' }).thenRefused('deadline-not-passed'));

  it('needs three bidders, not counting who withdrew or was replaced (T8)', () => {
    const list = receipts(jiangdong, donghu, nanshan, beihe);
    const twoStand = [
      list[0]!,
      list[1]!,
      { ...list[2]!, standing: 'withdrawn' },
      { ...list[3]!, standing: 'replaced' },
    ];
    const closed = atStep('box-closed').after(closesBox(twoStand));
    const read = list.slice(0, 2).map(({ receipt, bidder }) => ({
      receipt,
      bidder,
      price: '10.00',
      durationDays: 1,
      valid: true,
      rejection: null,
    }));
    closed.when(opens({ bids: read })).thenRefused('T8', { bidders: 2 });
  });

  it('accounts for every receipt exactly once', () => {
    opening({ bids: bids.slice(1) }).thenRefused('bid-not-accounted-for', { lot: 'SG-1' });
    opening({ bids: [...bids, bids[0]] }).thenRefused('bid-not-accounted-for', { lot: 'SG-1' });
  });

  it('says once that receipts are missing, and neither which nor how many', () => {
    const [breach] = opening({ bids: [] }).breaches;
    opening({ bids: [] }).thenRefusedBy('bid-not-accounted-for');
    expect(breach!.facts).toEqual({ lot: 'SG-1' });
  });

  it('reads out nothing that is not in the box', () => {
    const stranger = { ...bids[0], receipt: '00000000-0000-5000-9000-000000009999' };
    opening({ bids: [...bids, stranger] }).thenRefused('bid-not-in-box');
    opening({ bids: [{ ...bids[0], bidder: beihe }, ...bids.slice(1)] }).thenRefused('bid-not-in-box', {
      bidder: beihe.name,
    });
  });

  it('reads out no bid that was replaced or withdrawn', () =>
    opening({
      bids: [...bids, { ...bids[0], receipt: atStep('bids-opened').receipts['jiangdong-first-bid'] }],
    }).thenRefused('bid-not-in-box'));

  it('gives each bid a price and duration, or the reason of its rejection', () => {
    opening({ bids: [{ ...bids[0], price: null }, ...bids.slice(1)] }).thenRefused('bid-price-missing');
    opening({ bids: [{ ...bids[0], valid: false }, ...bids.slice(1)] }).thenRefused('bid-price-missing');
    const rejected = unread(bids[0]!, '密封破损');
    opening({ bids: [rejected, ...bids.slice(1)] }).then({ type: 'BidsOpened' });
  });

  it('takes no bid as valid whose seal was broken, only rejects it with a reason', () => {
    const [broken, ...rest] = receipts(jiangdong, donghu, nanshan, beihe);
    const closed = atStep('box-closed').after(closesBox([{ ...broken, sealIntact: false }, ...rest]));
    const [first, ...others] = allRead(jiangdong, donghu, nanshan, beihe);
    closed
      .when(opens({ bids: [first, ...others] }))
      .thenRefused('bid-seal-broken', { bidder: jiangdong.name });
    const rejected = unread(first!, '密封破损');
    closed.when(opens({ bids: [rejected, ...others] })).then({ type: 'BidsOpened' });
  });

  it('does not count a bid whose seal was broken towards the three (T8)', () => {
    const [broken, ...rest] = receipts(jiangdong, donghu, nanshan);
    const [first, ...others] = allRead();
    const rejected = unread(first!, '密封破损');
    atStep('box-closed')
      .after(closesBox([{ ...broken, sealIntact: false }, ...rest]))
      .when(opens({ bids: [rejected, ...others] }))
      .thenRefused('T8', { bidders: 2 });
  });

  it('is refused from the open-tender line on when an observer of the city’s list was not invited (T2)', () =>
    boxWithoutObservers('500000.00')
      .when(opens({ bids: allRead() }))
      .thenRefused('T2', { observersNotInvited: observers }));

  it('does not count an observer who was invited after the day of the opening', () => {
    const invitedOn = (day: string) =>
      boxWithoutObservers('500000.00')
        .after(...invitesAll({ notary: day }))
        .when(opens({ bids: allRead() }), { instant: '2023-03-21T04:00:00.000Z' });
    invitedOn('2023-03-20').thenFindsNothing();
    invitedOn('2023-03-21').thenRefused('T2', { observersNotInvited: ['notary'] });
  });

  it('asks for all observers on the city’s list below the line too, there as a finding (T17)', () => {
    boxWithoutObservers('499999.99')
      .when(opens({ bids: allRead() }))
      .thenFinds('T17', { observersNotInvited: observers });
    invested('499999.99')
      .after(command(PlanLot), command(PublishTenderNotice), ...invitesAll(), closesBox())
      .when(opens({ bids: allRead() }))
      .thenFindsNothing();
  });

  it('is not repeated', () =>
    givenProject('bids-opened').when(opens()).thenRefused('tender-not-open', { stage: 'opened' }));
});

it('What is sealed stays sealed in the type: a list of receipts is not a list', () => {
  const sealed = asSealed(receipts(jiangdong));
  // @ts-expect-error a sealed list has no length before it is revealed
  expect(sealed.length).toBe(1);
});
