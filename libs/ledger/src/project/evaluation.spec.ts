import { describe, expect, it } from '@jest/globals';
import { reveal } from '../closed.js';
import { atStep, command } from '../testing/given.js';
import {
  allRead,
  boxClosedOn,
  closesBox,
  evaluates,
  invitesAll,
  opens,
  ranks,
  rejects,
  unread,
} from '../testing/rounds.js';
import { beihe, donghu, jiangdong, nanshan } from '../testing/worked-people.js';
import { PublicizeCandidates, RecordEvaluation } from './evaluation.js';
import { project } from './project.js';
import { PublishTenderNotice } from './tender.js';

describe('The evaluation (RecordEvaluation)', () => {
  const evaluating = (changes: object) => atStep('evaluated').with(changes);
  const committee = (experts: number, others: number) =>
    [...Array(experts + others)].map((_, i) => ({ name: `成员${i}`, expert: i < experts }));
  const [first, second] = reveal((atStep('evaluated').with().events[0]!.data as RecordEvaluation).ranking);

  it('keeps the committee sealed until the award, ranking and rejections until the publicity', () => {
    evaluating({}).then({
      type: 'BidsEvaluated',
      data: { round: 1, publicityDue: { rule: 'T11', version: 1, on: '2023-03-23', provisional: false } },
    });
    expect(project.events.BidsEvaluated?.closed).toEqual({
      committee: { kind: 'sealed', until: 'TenderAwarded', of: ['lot', 'round'] },
      ranking: { kind: 'sealed', until: 'CandidatesPublicized', of: ['lot', 'round'] },
      rejections: { kind: 'sealed', until: 'CandidatesPublicized', of: ['lot', 'round'] },
    });
  });

  it.each([
    ['three members', 3, 0],
    ['six members', 6, 0],
    ['five members, three of them experts', 3, 2],
  ])('refuses a committee of %s (T9)', (_, experts, others) =>
    evaluating({ committee: committee(experts, others) }).thenRefused('T9', {
      members: experts + others,
      experts,
    }),
  );

  it.each([
    ['five members, four of them experts', 4, 1],
    ['nine members, six of them experts', 6, 3],
  ])('takes a committee of %s (T9)', (_, experts, others) =>
    evaluating({ committee: committee(experts, others) }).then({ type: 'BidsEvaluated' }),
  );

  it('ranks 1, 2, 3 without a gap or a repetition', () => {
    evaluating({ ranking: [{ ...first, rank: 2 }] }).thenRefused('ranking-broken');
    evaluating({ ranking: [first, { ...first, rank: 2 }] }).thenRefused('ranking-broken');
  });

  it('tells two companies of one name apart by their codes', () => {
    const namesake = { ...donghu, name: jiangdong.name };
    boxClosedOn(jiangdong, namesake, nanshan)
      .after(opens({ bids: allRead(jiangdong, namesake, nanshan) }))
      .when(evaluates(jiangdong, namesake, nanshan))
      .then({ type: 'BidsEvaluated' });
  });

  it('ranks no one who did not bid, or whom it rejects', () => {
    evaluating({ ranking: [{ ...first, bidder: beihe }] }).thenRefused('bidder-not-ranked', {
      bidder: beihe.name,
    });
    evaluating({ rejections: [{ bidder: donghu, reason: '资格不符' }] }).thenRefused('bidder-not-ranked', {
      bidder: donghu.name,
    });
  });

  it('keeps to the price that was read out', () =>
    evaluating({ ranking: [first, { ...second, price: '10179999.99' }] }).thenRefused(
      'price-differs-from-bid',
      {
        price: '10179999.99',
        opened: '10180000.00',
      },
    ));

  it('ranks or rejects every valid bid', () => {
    evaluating({ ranking: [first], rejections: [donghu, nanshan].map(rejects) }).then({
      type: 'BidsEvaluated',
    });
    evaluating({ ranking: [first], rejections: [rejects(donghu)] }).thenRefused('bid-not-evaluated', {
      bidder: nanshan.name,
    });
  });

  it('passes over a bid that was rejected at the opening', () => {
    const read = allRead();
    boxClosedOn()
      .after(opens({ bids: [read[0], read[1], unread(read[2]!, '逾期送达')] }))
      .when(command(RecordEvaluation, { ranking: [ranks(1, jiangdong), ranks(2, donghu)], rejections: [] }))
      .then({ type: 'BidsEvaluated' });
  });

  it('ranks no price over the ceiling price of the notice: it is rejected', () => {
    const bidsAt = (price: string) =>
      boxClosedOn().after(opens({ bids: allRead().map((bid, i) => (i === 0 ? { ...bid, price } : bid)) }));
    const others = [ranks(1, donghu), ranks(2, nanshan)];
    const withJiangdong = (price: string) => [...others, ranks(3, jiangdong, price)];
    bidsAt('10450000.00')
      .when(command(RecordEvaluation, { ranking: withJiangdong('10450000.00') }))
      .then({ type: 'BidsEvaluated' });
    const over = bidsAt('10450000.01');
    over
      .when(command(RecordEvaluation, { ranking: withJiangdong('10450000.01') }))
      .thenRefused('bid-over-ceiling-price', {
        bidder: jiangdong.name,
        price: '10450000.01',
        ceilingPrice: '10450000.00',
      });
    over
      .when(command(RecordEvaluation, { ranking: others, rejections: [rejects(jiangdong)] }))
      .then({ type: 'BidsEvaluated' });
  });

  it('ranks any price where the notice names no ceiling price', () =>
    atStep('notice')
      .after(
        command(PublishTenderNotice, { ceilingPrice: null }),
        ...invitesAll(),
        closesBox(),
        opens({ bids: allRead().map((bid) => ({ ...bid, price: '99999999.00' })) }),
      )
      .when(
        command(RecordEvaluation, {
          ranking: [jiangdong, donghu, nanshan].map((bidder, i) => ranks(i + 1, bidder, '99999999.00')),
        }),
      )
      .then({ type: 'BidsEvaluated' }));

  it('reads a list of rejections that was left out as empty', () =>
    evaluating({ ranking: [first, second, ranks(3, nanshan, '10390000.00')], rejections: null }).then({
      type: 'BidsEvaluated',
      data: { rejections: [] },
    }));

  it('dated before the opening is a finding (L3)', () => {
    evaluating({ evaluatedOn: '2023-03-20' }).thenFindsNothing();
    evaluating({ evaluatedOn: '2023-03-19' }).thenFinds('L3', {
      fact: 'evaluatedOn',
      basis: 'openedAt',
      basisDate: '2023-03-20',
    });
  });

  it('comes after the opening', () =>
    atStep('bids-opened')
      .when(command(RecordEvaluation))
      .thenRefused('tender-not-open', { stage: 'box-closed' }));
});

describe('Candidates (PublicizeCandidates)', () => {
  const publicizing = (changes: object) => atStep('publicized').with(changes);
  const [first, second] = (atStep('publicized').with().events[0]!.data as { candidates: object[] })
    .candidates;

  it('are the first of the ranking', () => {
    publicizing({}).then({ type: 'CandidatesPublicized', data: { round: 1 } });
    publicizing({ candidates: [first] }).then({ type: 'CandidatesPublicized' });
    publicizing({ candidates: [second] }).thenRefused('candidate-not-ranked', { bidder: donghu.name });
    publicizing({ candidates: [{ ...first, price: '9999999.99' }] }).thenRefused('candidate-not-ranked');
  });

  it('are three at most (T10)', () => {
    const four = [jiangdong, donghu, nanshan, beihe];
    const candidates = four.map((bidder, i) => ({ ...first, rank: i + 1, bidder, price: '10.00' }));
    const evaluated = boxClosedOn(...four).after(opens({ bids: allRead(...four) }), evaluates(...four));
    const publicize = (most: number) =>
      evaluated.when(command(PublicizeCandidates, { candidates: candidates.slice(0, most) }));
    publicize(3).then({ type: 'CandidatesPublicized' });
    publicize(4).thenRefusedBy('T10');
  });

  it('stay public for three days at least (T12)', () => {
    publicizing({ publicUntil: '2023-03-24' }).then({ type: 'CandidatesPublicized' });
    publicizing({ publicUntil: '2023-03-23' }).thenRefused('T12', { days: 2, earliest: '2023-03-24' });
  });

  it('stay public over the weekend when the third day falls on it (T12)', () => {
    const from = (publicUntil: string) =>
      atStep('publicized').with(
        { publicFrom: '2023-03-22', publicUntil },
        { instant: '2023-03-22T03:00:00.000Z' },
      );
    from('2023-03-27').then({ type: 'CandidatesPublicized' });
    from('2023-03-26').thenRefused('T12', { days: 4, earliest: '2023-03-27' });
  });

  it('stay public from the day of recording when that is later than the day typed (T12)', () => {
    const recordedOn = (day: string) =>
      atStep('publicized').with({ publicUntil: '2023-03-27' }, { instant: `${day}T03:00:00.000Z` });
    recordedOn('2023-03-24').then({ type: 'CandidatesPublicized' });
    recordedOn('2023-03-25').thenRefused('T12', {
      publicFrom: '2023-03-21',
      recordedOn: '2023-03-25',
      days: 2,
      earliest: '2023-03-28',
    });
  });

  it('publicized later than three days after the report are a finding (T11)', () => {
    const on = (publicFrom: string) =>
      atStep('publicized').with(
        { publicFrom, publicUntil: '2023-04-10' },
        { instant: '2023-04-01T00:00:00.000Z' },
      );
    on('2023-03-23').thenFindsNothing();
    on('2023-03-24').thenFinds('T11', { evaluatedOn: '2023-03-20', days: 4 });
  });

  it('publicized before they were evaluated are a finding (L3)', () =>
    publicizing({ publicFrom: '2023-03-19' }).thenFinds('L3', { fact: 'publicFrom', basis: 'evaluatedOn' }));

  it('are not publicized before the evaluation', () =>
    atStep('evaluated')
      .when(command(PublicizeCandidates))
      .thenRefused('tender-not-open', { stage: 'opened' }));
});
