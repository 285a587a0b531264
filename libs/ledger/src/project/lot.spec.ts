import { describe, expect, it } from '@jest/globals';
import { atStep, command, given, givenProject } from '../testing/given.js';
import {
  boxClosedOn,
  allRead,
  direct,
  evaluates,
  failedOnce,
  failedTwice,
  invested,
  opens,
  plans,
  publicizes,
} from '../testing/rounds.js';
import { beihe, donghu, jiangdong, nanshan, paper } from '../testing/worked-people.js';
import { ApproveBudget, ProposeBudget, RecordConsultation, RecordResearch } from './budget.js';
import { SignContract } from './contract.js';
import { CancelAward, AwardTender, investment, PlanLot } from './lot.js';
import { project } from './project.js';
import { RegisterProject } from './registration.js';
import { FailTender, PublishTenderNotice } from './tender.js';

describe('Open tender from 500,000.00 (T2)', () => {
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

describe('Works in parts', () => {
  const part = (lot: string) => plans({ ...direct, lot, estimate: '499999.99' });

  it('of 499,999.99 each do not pass below the line: the investment of the project counts (T2)', () =>
    invested('999999.98').when(part('SG-1')).thenRefused('T2', { lot: 'SG-1', investment: '999999.98' }));

  it('of a project below the line may be awarded one by one (T2)', () =>
    invested('499999.99').after(part('SG-1')).when(part('SG-2')).then({ type: 'LotPlanned' }));
});

describe('An estimate of a lot that is thousands of times off what is invested: 万元 typed for 元? (L5)', () => {
  const planned = (estimate: string) => givenProject('budget-approved').when(command(PlanLot, { estimate }));

  it('is a finding from 5,000 times on, not a refusal', () =>
    planned('2500.00').thenFinds('L5', { field: 'estimate', amount: '2500.00', reference: '12500000.00' }));

  it('is none below', () => planned('2500.01').thenFindsNothing());
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

describe('A lot is planned (PlanLot)', () => {
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

describe('No tender before the budget (B1)', () => {
  it('refuses a notice without an approved budget (B1)', () =>
    given(project)
      .after(command(RegisterProject), command(RecordConsultation), command(RecordResearch), command(PlanLot))
      .when(command(PublishTenderNotice))
      .thenRefusedBy('B1'));

  it('refuses a notice without consultation or without research, and says everything at once (B2)', () => {
    const registered = given(project).after(command(RegisterProject));
    registered.after(command(PlanLot)).when(command(PublishTenderNotice)).thenRefusedBy('B1', 'B2');
    registered
      .after(command(ProposeBudget), command(ApproveBudget), command(RecordConsultation), command(PlanLot))
      .when(command(PublishTenderNotice))
      .thenRefused('B2', { consultations: 1, research: 0 });
  });

  it('takes a notice after an approved budget, one consultation and one research (B1, B2)', () =>
    invested('12500000.00', '12000000.00')
      .after(command(PlanLot))
      .when(command(PublishTenderNotice))
      .then({ type: 'TenderNoticePublished' }));

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

describe('The award (AwardTender)', () => {
  it('goes to nobody who did not bid', () =>
    atStep('awarded').with({ winner: beihe }).thenRefusedBy('winner-not-candidate'));

  it('says until when the contract is due: thirty days, moved off the holiday (T14)', () =>
    atStep('awarded')
      .with({ awardedOn: '2023-03-30' }, { instant: '2023-03-30T04:00:00.000Z' })
      .then({
        type: 'TenderAwarded',
        data: { contractDue: { rule: 'T14', version: 1, on: '2023-05-04', provisional: false } },
      }));

  it('at a price thousands of times off the estimate is a finding (L5)', () => {
    const awarded = (price: string) => atStep('supervision-awarded').with({ price });
    awarded('60.00').thenFinds('L5', { field: 'price', amount: '60.00', reference: '300000.00' });
    awarded('60.01').thenFindsNothing();
  });

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

describe('An award after failed tenders (T19)', () => {
  const approval = { approval: '临发改招〔2023〕12号', documents: [paper('直接发包批复')] };
  const awards = (changes: object = {}) =>
    command(AwardTender, { winner: nanshan, price: '10400000.00', awardedOn: '2023-04-20', ...changes });

  it('goes directly to whom the approval names once two have failed, whatever the lines of open tender', () =>
    failedTwice()
      .when(awards(approval))
      .then({ type: 'TenderAwarded', data: { round: null, method: 'direct', contractDue: null } }));

  it('is refused after a single failure, approved or not', () =>
    failedOnce().when(awards(approval)).thenRefused('T19', { failedRounds: 1 }));

  it('is refused where a round was ended by its owner: that is no failure', () => {
    const ended = givenProject('notice')
      .after(command(FailTender, { ground: 'terminated', failedOn: '2023-03-01' }))
      .when(awards({ ...approval, awardedOn: '2023-04-20' }));
    ended.thenRefused('T19', { failedRounds: 0 });
  });

  it('is refused without the approval or without its documents', () => {
    failedTwice()
      .when(awards({ documents: approval.documents }))
      .thenRefusedBy('T19');
    failedTwice()
      .when(awards({ approval: approval.approval }))
      .thenRefused('T19', { approval: approval.approval, documents: 0 });
  });

  it('sets no clock for its contract: there was no letter of acceptance', () =>
    failedTwice()
      .after(awards(approval))
      .when(command(SignContract, { contractor: nanshan, price: '10400000.00', signedOn: '2023-07-20' }))
      .thenFindsNothing());

  it('may be cancelled and given to another', () => {
    const cancelled = failedTwice().after(
      awards(approval),
      command(CancelAward, { cancelledOn: '2023-04-25' }),
    );
    cancelled.when(awards({ ...approval, winner: donghu })).then({ type: 'TenderAwarded' });
    cancelled.when(awards(approval)).thenRefused('winner-was-cancelled', { winner: nanshan.name });
  });
});

describe('An award is cancelled (CancelAward)', () => {
  const cancels = (changes: object = {}) => command(CancelAward, changes);
  const cancelled = () => givenProject('awarded').after(cancels());
  const second = { winner: donghu, price: '10180000.00', awardedOn: '2023-04-02' };

  it('with its ground, and the event names whose award it was', () =>
    givenProject('awarded')
      .when(cancels())
      .then({
        type: 'AwardCancelled',
        data: { round: 1, winner: jiangdong, ground: 'winner-withdrew' },
      }));

  it('only where there is one, once', () => {
    givenProject('publicized').when(cancels()).thenRefusedBy('lot-not-awarded');
    cancelled().when(cancels()).thenRefused('lot-not-awarded', { lot: 'SG-1' });
  });

  it('never once its contract is signed: then the contract is terminated', () =>
    givenProject('works-contract')
      .when(cancels({ cancelledOn: '2023-04-05' }))
      .thenRefused('lot-already-contracted', { contract: 'HT-001' }));

  it('on a day before it was made, as a finding (L3)', () =>
    givenProject('awarded')
      .when(cancels({ cancelledOn: '2023-03-26' }), { instant: '2023-03-28T04:00:00.000Z' })
      .thenFinds('L3', { fact: 'cancelledOn', basisDate: '2023-03-27' }));

  it('and never goes to the same bidder again (AwardTender)', () =>
    cancelled()
      .when(command(AwardTender, { awardedOn: '2023-04-02' }))
      .thenRefused('winner-was-cancelled', { winner: jiangdong.name }));

  it('and the next candidate is the first that stands: no finding (T10a)', () =>
    cancelled().when(command(AwardTender, second)).thenFindsNothing());

  it('and the candidate after the next is not the first: a finding (T10a)', () =>
    boxClosedOn()
      .after(
        opens({ bids: allRead() }),
        evaluates(jiangdong, donghu, nanshan),
        publicizes(jiangdong, donghu, nanshan),
        command(AwardTender, { price: '10.00' }),
        cancels(),
      )
      .when(command(AwardTender, { winner: nanshan, price: '10.00', awardedOn: '2023-04-02' }))
      .thenFinds('T10a', { rank: 3 }));

  it('and its contract goes to the second winner alone', () => {
    const awarded = cancelled().after(command(AwardTender, second));
    const signs = (contractor: typeof jiangdong, price: string) =>
      awarded.when(command(SignContract, { contractor, price, signedOn: '2023-04-10' }));
    signs(donghu, '10180000.00').then({ type: 'ContractSigned' });
    signs(jiangdong, '10180000.00').thenRefused('contractor-is-not-winner');
  });

  it('and where no candidate is left the tender fails and is announced again', () => {
    const failed = boxClosedOn().after(
      opens({ bids: allRead() }),
      evaluates(jiangdong, donghu, nanshan),
      publicizes(jiangdong),
      command(AwardTender, { price: '10.00' }),
      cancels(),
      command(FailTender, { ground: 'no-candidate', failedOn: '2023-04-03', reason: '候选人均放弃。' }),
    );
    failed
      .when(
        command(PublishTenderNotice, {
          ...{ publishedOn: '2023-04-04', documentsFrom: '2023-04-04', documentsUntil: '2023-04-10' },
          bidDeadline: '2023-04-26T01:30:00.000Z',
        }),
      )
      .then({ type: 'TenderNoticePublished', data: { round: 2 } });
  });
});
