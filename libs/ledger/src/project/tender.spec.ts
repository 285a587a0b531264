import { describe, expect, it } from '@jest/globals';
import { asSealed, reveal } from '../closed.js';
import { atStep, command, given, givenProject } from '../testing/given.js';
import { beihe, donghu, jiangdong, nanshan, paper } from '../testing/worked-people.js';
import { ApproveBudget, ProposeBudget, RecordConsultation, RecordResearch } from './budget.js';
import { project } from './project.js';
import { RegisterProject } from './registration.js';
import {
  AwardTender,
  investment,
  InviteObserver,
  PlanLot,
  PublishTenderNotice,
  RecordEvaluation,
  type Receipt,
} from './tender.js';

const document = paper('情况说明');
const direct = { method: 'direct', ground: '抢险工程，来不及招标。', documents: [document] };

/** A project of that estimate with an approved budget of that total, ready to plan a lot. */
const invested = (estimate: string, total = estimate) => {
  const lines = [{ category: 'works', description: '工程', amount: total }];
  return given(project).after(
    command(RegisterProject, { estimate }),
    command(RecordConsultation),
    command(RecordResearch),
    command(ProposeBudget, { lines, total }),
    command(ApproveBudget),
  );
};
const plans = (changes: object) => command(PlanLot, { estimate: '100000.00', ...changes });

describe('Open tender from 500,000.00', () => {
  it('refuses a direct works lot when the investment is exactly 500,000.00', () =>
    invested('500000.00')
      .when(plans(direct))
      .thenRefused('T2', { lot: 'SG-1', investment: '500000.00', method: 'direct' }));

  it('allows it at 499,999.99', () => invested('499999.99').when(plans(direct)).then({ type: 'LotPlanned' }));

  it('counts the larger of estimate and binding budget', () => {
    expect(investment(invested('499999.99', '500000.00').state)).toBe(500_000_00n);
    expect(investment(invested('500000.00', '1.00').state)).toBe(500_000_00n);
  });

  it('names the value of the line and its basis: a local policy, never a law', () =>
    expect(invested('500000.00').when(plans(direct)).breaches).toMatchObject([
      { rule: 'T2', value: '500000.00', legalBasis: { layer: 'city' }, overridable: true },
    ]));

  it.each(['invited', 'negotiated'])('refuses an %s works lot too', (method) =>
    invested('500000.00')
      .when(plans({ ...direct, method }))
      .thenRefusedBy('T2'),
  );

  it('does not bind services and goods', () => {
    for (const kind of ['services', 'goods'])
      invested('9000000.00')
        .when(plans({ ...direct, kind }))
        .then({ type: 'LotPlanned' });
  });

  it('is judged again at a direct award, since the investment may have grown', () => {
    const planned = given(project).after(command(RegisterProject, { estimate: '1.00' }), plans(direct));
    const grown = planned.after(
      command(RecordConsultation),
      command(RecordResearch),
      command(ProposeBudget),
      command(ApproveBudget),
    );
    grown.when(command(AwardTender)).thenRefused('T2', { investment: '12000000.00' });
  });

  it('is judged again at the notice of an invited works lot that was planned before the budget', () => {
    const noticed = (total: string) => {
      const lines = [{ category: 'works', description: '工程', amount: total }];
      return given(project)
        .after(
          command(RegisterProject, { estimate: '1.00' }),
          plans({ ...direct, method: 'invited' }),
          command(RecordConsultation),
          command(RecordResearch),
          command(ProposeBudget, { lines, total }),
          command(ApproveBudget),
        )
        .when(command(PublishTenderNotice, { bidBond: '0.00' }));
    };
    noticed('499999.99').then({ type: 'TenderNoticePublished' });
    noticed('500000.00').thenRefusedBy('T2');
    noticed('500000.00').thenRefused('T2', { investment: '500000.00', method: 'invited' });
  });

  it('is judged again at the award of an invited works lot', () => {
    const { state } = givenProject('publicized');
    const invitedTo = (estimate: string) => {
      const initialState = {
        ...state,
        registered: { ...state.registered!, estimate },
        budgets: {
          ...state.budgets,
          budget: { ...state.budgets.budget!, total: 1n },
        },
        lots: { ...state.lots, 'SG-1': { ...state.lots['SG-1']!, method: 'invited' as const } },
      };
      return given({ ...project, initialState }).when(command(AwardTender));
    };
    invitedTo('499999.99').then({ type: 'TenderAwarded', data: { method: 'invited' } });
    invitedTo('500000.00').thenRefusedBy('T2');
  });
});

describe('The statutory tender line (T1)', () => {
  it.each([
    ['works', '4000000.00', '3999999.99'],
    ['goods', '2000000.00', '1999999.99'],
    ['services', '1000000.00', '999999.99'],
  ])('refuses a direct %s lot of %s and allows %s', (kind, line, under) => {
    const small = invested('100.00');
    small.when(plans({ ...direct, kind, estimate: line })).thenRefused('T1', { kind, estimate: line, line });
    small.when(plans({ ...direct, kind, estimate: under })).then({ type: 'LotPlanned' });
  });

  it('is judged again by the price of a direct award: a low estimate hides nothing', () => {
    const awarding = (price: string) => atStep('supervision-awarded').with({ price });
    awarding('999999.99').then({ type: 'TenderAwarded' });
    awarding('1000000.00').thenRefused('T1', {
      lot: 'JL-1',
      kind: 'services',
      estimate: '1000000.00',
      line: '1000000.00',
    });
  });

  it('does not bind what was planned before it was in force', () =>
    invested('100.00')
      .when(plans({ ...direct, estimate: '4000000.00', plannedOn: '2018-05-31', lateReason: '补录' }))
      .then({ type: 'LotPlanned' }));
});

describe('A lot is planned', () => {
  it('openly without giving a ground', () =>
    givenProject('budget-approved')
      .when(command(PlanLot))
      .then({ type: 'LotPlanned', data: PlanLot.example }));

  it('otherwise only with a ground and its documents', () => {
    const small = invested('1.00');
    small.when(plans({ ...direct, ground: null })).thenRefusedBy('lot-ground-missing');
    small.when(plans({ ...direct, documents: [] })).thenRefusedBy('lot-ground-missing');
    small.when(plans({ ...direct, documents: null })).thenRefusedBy('lot-ground-missing');
  });

  it('under a number that no other lot of the project has', () =>
    givenProject('works-lot').when(command(PlanLot)).thenRefused('lot-number-taken', { lot: 'SG-1' }));

  it('under any number, even a word that programs know', () =>
    givenProject('budget-approved')
      .when(command(PlanLot, { lot: 'constructor' }))
      .then({ type: 'LotPlanned' }));
});

describe('No tender before the budget', () => {
  it('refuses a notice without an approved budget (B1)', () =>
    given(project)
      .after(command(RegisterProject), command(RecordConsultation), command(RecordResearch), command(PlanLot))
      .when(command(PublishTenderNotice))
      .thenRefusedBy('B1'));

  it('refuses a notice without consultation or without research (B2), and says everything at once', () => {
    const registered = given(project).after(command(RegisterProject));
    registered.after(command(PlanLot)).when(command(PublishTenderNotice)).thenRefusedBy('B1', 'B2');
    registered
      .after(command(ProposeBudget), command(ApproveBudget), command(RecordConsultation), command(PlanLot))
      .when(command(PublishTenderNotice))
      .thenRefused('B2', { consultations: 1, research: 0 });
  });

  it('says that there is no approved budget', () =>
    given(project)
      .after(command(RegisterProject), command(RecordConsultation), command(RecordResearch), command(PlanLot))
      .when(command(PublishTenderNotice))
      .thenRefused('B1', { approvedBudget: false }));

  it('refuses a direct award as well', () =>
    given(project)
      .after(command(RegisterProject, { estimate: '1.00' }), plans(direct))
      .when(command(AwardTender, { price: '100000.00' }))
      .thenRefusedBy('B1', 'B2'));

  it('whatever early day is typed: B1 restates an invariant, and its first version binds what came before', () => {
    const awarded = (awardedOn: string) =>
      given(project)
        .after(
          command(RegisterProject, { estimate: '1.00' }),
          command(RecordConsultation),
          command(RecordResearch),
          plans(direct),
        )
        .when(command(AwardTender, { price: '100000.00', awardedOn, lateReason: '补录' }));
    awarded('1999-12-31').thenRefusedBy('B1');
    awarded('2000-01-01').thenRefusedBy('B1');
  });

  it('dated before the approval of the budget is a finding (L3)', () => {
    const late = { lateReason: '补录' };
    atStep('notice')
      .with({ publishedOn: '2023-02-19' })
      .thenFinds('L3', { fact: 'publishedOn', basis: 'approvedOn', basisDate: '2023-02-20' });
    atStep('supervision-awarded')
      .with({ awardedOn: '2023-02-19', ...late })
      .thenFinds('L3', { fact: 'awardedOn', basis: 'approvedOn', basisDate: '2023-02-20' });
  });
});

describe('The tender notice', () => {
  const notice = (changes: object) => atStep('notice').with(changes);

  it('opens round 1', () =>
    notice({}).then({ type: 'TenderNoticePublished', data: { round: 1, lot: 'SG-1' } }));

  it('leaves twenty days to the deadline: the day of the notice does not count (T5)', () => {
    notice({ bidDeadline: '2023-03-18T01:30:00.000Z' }).then({ type: 'TenderNoticePublished' });
    notice({ bidDeadline: '2023-03-17T15:59:59.999Z' }).thenRefused('T5', {
      days: 19,
      earliest: '2023-03-18',
    });
  });

  it('counts days as Shanghai counts them', () =>
    notice({ bidDeadline: '2023-03-17T16:00:00.000Z' }).then({ type: 'TenderNoticePublished' }));

  it('counts from the day of recording when that is later than the day typed (T5)', () => {
    const recordedNextDay = (bidDeadline: string) =>
      atStep('notice').with({ bidDeadline }, { instant: '2023-02-27T03:00:00.000Z' });
    recordedNextDay('2023-03-19T01:30:00.000Z').then({ type: 'TenderNoticePublished' });
    recordedNextDay('2023-03-18T01:30:00.000Z').thenRefused('T5', {
      publishedOn: '2023-02-26',
      recordedOn: '2023-02-27',
      days: 19,
      earliest: '2023-03-19',
    });
  });

  it('offers the documents between the notice and the deadline', () => {
    notice({ documentsFrom: '2023-02-25' }).thenRefusedBy('contract-dates-reversed');
    notice({ documentsUntil: '2023-03-20' }).then({ type: 'TenderNoticePublished' });
    notice({ documentsUntil: '2023-03-21' }).thenRefusedBy('contract-dates-reversed');
  });

  it('offers the documents for five days (T4)', () => {
    notice({ documentsUntil: '2023-03-03' }).then({ type: 'TenderNoticePublished' });
    notice({ documentsUntil: '2023-03-02' }).thenRefused('T4', { days: 4 });
    notice({ documentsUntil: '2023-02-20' }).thenRefused('T4', { days: -6 });
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

describe('Observers', () => {
  it('are invited to a round', () =>
    atStep('notary-invited')
      .with()
      .then({ type: 'ObserverInvited', data: { capacity: 'notary', round: 1 } }));

  it('are not invited twice', () =>
    givenProject('notary-invited')
      .when(command(InviteObserver))
      .thenRefused('observer-already-invited', { observer: '临江市公证处' }));

  it('are not invited before there is a notice, nor after the opening', () => {
    givenProject('works-lot').when(command(InviteObserver)).thenRefusedBy('lot-not-tendered');
    givenProject('bids-opened')
      .when(command(InviteObserver))
      .thenRefused('tender-not-open', { stage: 'opened' });
  });
});

const receipts = (...bidders: Receipt['bidder'][]) =>
  bidders.map((bidder, i) => ({
    ...{
      receipt: `00000000-0000-5000-9000-00000000000${i}`,
      bidder,
      receivedAt: '2023-03-15T02:00:00.000Z',
      sealIntact: true,
    },
    ...{ fileSha256: 'a'.repeat(64), standing: 'stands' },
  }));

describe('The bid box closes on the project', () => {
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
      .when(atBoxClosed(), { instant: '2023-03-20T02:00:00.000Z' })
      .thenRefused('tender-not-open', { stage: 'box-closed' }));
});

const atBoxClosed = (list: object[] = receipts(jiangdong, donghu, nanshan)) =>
  command(project.commands.CloseBidBox!, { lot: 'SG-1', round: 1, receipts: list });

describe('The opening', () => {
  const opening = (changes: object) => atStep('bids-opened').with(changes);
  const bids = (atStep('bids-opened').with().events[0]!.data as { bids: { receipt: string }[] }).bids;

  it('reads out every standing bid', () => opening({}).then({ type: 'BidsOpened', data: { round: 1 } }));

  it('waits for the box to be sealed', () =>
    atStep('box-closed').when(opened()).thenRefusedBy('bid-box-not-sealed'));

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
    const closed = atStep('box-closed').after([
      atBoxClosed(twoStand),
      { instant: '2023-03-20T01:32:00.000Z' },
    ]);
    const read = list.slice(0, 2).map(({ receipt, bidder }) => ({
      receipt,
      bidder,
      price: '10.00',
      durationDays: 1,
      valid: true,
      rejection: null,
    }));
    closed.when(opened({ bids: read })).thenRefused('T8', { bidders: 2 });
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
    const rejected = { ...bids[0], price: null, durationDays: null, valid: false, rejection: '密封破损' };
    opening({ bids: [rejected, ...bids.slice(1)] }).then({ type: 'BidsOpened' });
  });

  it('takes no bid as valid whose seal was broken, only rejects it with a reason', () => {
    const [broken, ...rest] = receipts(jiangdong, donghu, nanshan, beihe);
    const closed = atStep('box-closed').after([
      atBoxClosed([{ ...broken, sealIntact: false }, ...rest]),
      { instant: '2023-03-20T01:32:00.000Z' },
    ]);
    const [first, ...others] = allRead(jiangdong, donghu, nanshan, beihe);
    closed
      .when(opened({ bids: [first, ...others] }))
      .thenRefused('bid-seal-broken', { bidder: jiangdong.name });
    const rejected = { ...first, price: null, durationDays: null, valid: false, rejection: '密封破损' };
    closed.when(opened({ bids: [rejected, ...others] })).then({ type: 'BidsOpened' });
  });

  it('does not count a bid whose seal was broken towards the three (T8)', () => {
    const [broken, ...rest] = receipts(jiangdong, donghu, nanshan);
    const [first, ...others] = allRead();
    const rejected = { ...first, price: null, durationDays: null, valid: false, rejection: '密封破损' };
    atStep('box-closed')
      .after([
        atBoxClosed([{ ...broken, sealIntact: false }, ...rest]),
        { instant: '2023-03-20T01:32:00.000Z' },
      ])
      .when(opened({ bids: [rejected, ...others] }))
      .thenRefused('T8', { bidders: 2 });
  });

  it('is refused from the open-tender line on when an observer of the city’s list was not invited (T2)', () =>
    boxClosedWithoutObservers('500000.00')
      .when(opened({ bids: allRead() }))
      .thenRefused('T2', { observersNotInvited: ['discipline-inspection', 'procuratorate', 'notary'] }));

  it('does not count an observer who was invited after the day of the opening', () => {
    const invitedOn = (day: string) =>
      boxClosedWithoutObservers('500000.00')
        .after(
          ...['discipline-inspection', 'procuratorate', 'notary'].map((capacity) =>
            command(InviteObserver, {
              capacity,
              observer: { uscc: null, name: capacity },
              invitedOn: capacity === 'notary' ? day : '2023-03-10',
            }),
          ),
        )
        .when(opened({ bids: allRead() }), { instant: '2023-03-21T04:00:00.000Z' });
    invitedOn('2023-03-20').thenFindsNothing();
    invitedOn('2023-03-21').thenRefused('T2', { observersNotInvited: ['notary'] });
  });

  it('is a finding below the line (T17)', () =>
    boxClosedWithoutObservers('499999.99')
      .when(opened({ bids: allRead() }))
      .thenFinds('T17', { observersNotInvited: ['discipline-inspection', 'procuratorate', 'notary'] }));

  it('is not repeated', () =>
    givenProject('bids-opened').when(opened()).thenRefused('tender-not-open', { stage: 'opened' }));
});

const opened = (changes: object = {}) => command(project.commands.OpenBids!, changes);
const allRead = (...bidders: Receipt['bidder'][]) =>
  receipts(...(bidders.length > 0 ? bidders : [jiangdong, donghu, nanshan])).map(({ receipt, bidder }) => ({
    receipt,
    bidder,
    price: '10.00',
    durationDays: 1,
    valid: true,
    rejection: null,
  }));
const boxClosedWithoutObservers = (estimate: string) =>
  invested(estimate).after(command(PlanLot), command(PublishTenderNotice), [
    atBoxClosed(),
    { instant: '2023-03-20T01:32:00.000Z' },
  ]);

const boxSealed = () => atStep('box-closed').after([atBoxClosed(), { instant: '2023-03-20T01:32:00.000Z' }]);
const ranks = (rank: number, bidder: Receipt['bidder'], price = '10.00') => ({
  rank,
  bidder,
  price,
  score: null,
});
const rejecting = (bidder: Receipt['bidder']) => ({ bidder, reason: '不符合招标文件要求。' });

describe('The evaluation', () => {
  const evaluating = (changes: object) => atStep('evaluated').with(changes);
  const committee = (experts: number, others: number) =>
    [...Array(experts + others)].map((_, i) => ({ name: `成员${i}`, expert: i < experts }));
  const [first, second] = reveal((atStep('evaluated').with().events[0]!.data as RecordEvaluation).ranking);

  it('keeps the committee sealed until the award, ranking and rejections until the publicity', () => {
    evaluating({}).then({ type: 'BidsEvaluated', data: { round: 1 } });
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
  ])('takes a committee of %s', (_, experts, others) =>
    evaluating({ committee: committee(experts, others) }).then({ type: 'BidsEvaluated' }),
  );

  it('ranks 1, 2, 3 without a gap or a repetition', () => {
    evaluating({ ranking: [{ ...first, rank: 2 }] }).thenRefused('ranking-broken');
    evaluating({ ranking: [first, { ...first, rank: 2 }] }).thenRefused('ranking-broken');
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
    evaluating({ ranking: [first], rejections: [donghu, nanshan].map(rejecting) }).then({
      type: 'BidsEvaluated',
    });
    evaluating({ ranking: [first], rejections: [rejecting(donghu)] }).thenRefused('bid-not-evaluated', {
      bidder: nanshan.name,
    });
  });

  it('passes over a bid that was rejected at the opening', () => {
    const read = allRead();
    const unread = { ...read[2], price: null, durationDays: null, valid: false, rejection: '逾期送达' };
    boxSealed()
      .after(opened({ bids: [read[0], read[1], unread] }))
      .when(command(RecordEvaluation, { ranking: [ranks(1, jiangdong), ranks(2, donghu)], rejections: [] }))
      .then({ type: 'BidsEvaluated' });
  });

  it('ranks no price over the ceiling price of the notice: it is rejected', () => {
    const bidsAt = (price: string) =>
      boxSealed().after(opened({ bids: allRead().map((bid, i) => (i === 0 ? { ...bid, price } : bid)) }));
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
      .when(command(RecordEvaluation, { ranking: others, rejections: [rejecting(jiangdong)] }))
      .then({ type: 'BidsEvaluated' });
  });

  it('ranks any price where the notice names no ceiling price', () =>
    atStep('notice')
      .after(
        command(PublishTenderNotice, { ceilingPrice: null }),
        ...['discipline-inspection', 'procuratorate', 'notary'].map((capacity) =>
          command(InviteObserver, { capacity, observer: { uscc: null, name: capacity } }),
        ),
        [atBoxClosed(), { instant: '2023-03-20T01:32:00.000Z' }],
        opened({ bids: allRead().map((bid) => ({ ...bid, price: '99999999.00' })) }),
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

describe('Candidates', () => {
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
    const ranked = [jiangdong, donghu, nanshan, beihe].map((bidder, i) => ({
      rank: i + 1,
      bidder,
      price: '10.00',
      score: null,
    }));
    const candidates = ranked.map(({ score: _, ...bid }) => ({ ...first, ...bid }));
    const list = receipts(jiangdong, donghu, nanshan, beihe);
    const read = list.map(({ receipt, bidder }) => ({
      receipt,
      bidder,
      price: '10.00',
      durationDays: 1,
      valid: true,
      rejection: null,
    }));
    const evaluated = atStep('box-closed').after(
      [atBoxClosed(list), { instant: '2023-03-20T01:32:00.000Z' }],
      opened({ bids: read }),
      command(RecordEvaluation, { ranking: ranked }),
    );
    const publicize = (most: number) =>
      evaluated.when(
        command(project.commands.PublicizeCandidates!, { candidates: candidates.slice(0, most) }),
      );
    publicize(3).then({ type: 'CandidatesPublicized' });
    publicize(4).thenRefusedBy('T10');
  });

  it('stay public for three days at least (T12)', () => {
    publicizing({ publicUntil: '2023-03-24' }).then({ type: 'CandidatesPublicized' });
    publicizing({ publicUntil: '2023-03-23' }).thenRefused('T12', { days: 2 });
  });

  it('stay public from the day of recording when that is later than the day typed (T12)', () => {
    const recordedNextDay = (publicUntil: string) =>
      atStep('publicized').with({ publicUntil }, { instant: '2023-03-22T03:00:00.000Z' });
    recordedNextDay('2023-03-25').then({ type: 'CandidatesPublicized' });
    recordedNextDay('2023-03-24').thenRefused('T12', {
      publicFrom: '2023-03-21',
      recordedOn: '2023-03-22',
      days: 2,
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
      .when(command(project.commands.PublicizeCandidates!))
      .thenRefused('tender-not-open', { stage: 'opened' }));
});

describe('The award', () => {
  const awarding = (changes: object) => atStep('awarded').with(changes);

  it('goes to a candidate at the price of the bid', () => {
    awarding({}).then({ type: 'TenderAwarded', data: { round: 1, method: 'open', price: '10000000.00' } });
    awarding({ winner: nanshan }).thenRefusedBy('winner-not-candidate');
    awarding({ price: '9999999.99' }).thenRefused('price-differs-from-bid', { opened: '10000000.00' });
  });

  it('to another than the first-ranked is a finding (T10a)', () =>
    awarding({ winner: donghu, price: '10180000.00' }).thenFinds('T10a', { rank: 2 }));

  it('waits for the end of the publicity (T12)', () => {
    awarding({ awardedOn: '2023-03-25' }).then({ type: 'TenderAwarded' });
    awarding({ awardedOn: '2023-03-24' }).thenRefused('T12', { publicUntil: '2023-03-24' });
  });

  it('is made once', () =>
    givenProject('awarded').when(command(AwardTender)).thenRefused('lot-already-awarded'));

  it('of a tender waits for its candidates', () =>
    atStep('publicized').when(command(AwardTender)).thenRefused('tender-not-open', { stage: 'evaluated' }));

  it('ends the round of a tender; a direct lot has none', () =>
    expect(givenProject('supervision-awarded').state.lots).toMatchObject({
      'SG-1': { tender: { stage: 'awarded' }, award: { winner: jiangdong, price: 10_000_000_00n } },
      'JL-1': { tender: null, award: { price: 280_000_00n } },
    }));

  it('of a direct lot follows the plan, without a round', () =>
    atStep('supervision-awarded')
      .with()
      .then({ type: 'TenderAwarded', data: { round: null, method: 'direct' } }));
});

it('What is sealed stays sealed in the type: a list of receipts is not a list', () => {
  const sealed = asSealed(receipts(jiangdong));
  // @ts-expect-error a sealed list has no length before it is revealed
  expect(sealed.length).toBe(1);
});
