import { describe, expect, it } from '@jest/globals';
import { BadInput } from '../fields.js';
import { rulebook, shippedRulebook } from '../rulebook/rulebook.js';
import { atStep, command, given, givenProject } from '../testing/given.js';
import { paper } from '../testing/worked-people.js';
import { ApproveBudget, ProposeBudget, RecordConsultation, RecordResearch, ReviseBudget } from './budget.js';
import { RecordExpense } from './payment.js';
import { project } from './project.js';
import { RegisterProject } from './registration.js';
import { bindingBudget } from './state.js';
import { AwardTender, PlanLot } from './lot.js';

const lines = (...amounts: string[]) =>
  amounts.map((amount) => ({ category: 'works', description: '工程', amount }));
const proposes = (kind: string, amount: string, on = '2023-02-10') =>
  command(ProposeBudget, { kind, lines: lines(amount), total: amount, proposedOn: on });
const approves = (kind: string, on = '2023-02-11') => command(ApproveBudget, { kind, approvedOn: on });

describe('Consultation and research (RecordConsultation, RecordResearch)', () => {
  it('record each department concerned and what it said', () =>
    givenProject('registered')
      .when(command(RecordConsultation))
      .then({ type: 'DepartmentConsulted', data: RecordConsultation.example }));

  it('record what was found, and by whom', () =>
    givenProject('registered')
      .when(command(RecordResearch))
      .then({ type: 'ResearchRecorded', data: RecordResearch.example }));

  it('count each consultation', () =>
    expect(givenProject('researched').state).toMatchObject({ consultations: 2, research: 1 }));

  it('refuse an opinion of a department without a name', () =>
    expect(() => command(RecordConsultation, { department: '' })).toThrow(BadInput));

  it('are refused before the project is registered', () => {
    givenProject().when(command(RecordConsultation)).thenRefused('project-not-registered');
    givenProject().when(command(RecordResearch)).thenRefused('project-not-registered');
  });
});

describe('A budget is proposed (ProposeBudget)', () => {
  it('with lines that add up to its total', () =>
    givenProject('researched')
      .when(command(ProposeBudget))
      .then({ type: 'BudgetProposed', data: { total: '12000000.00' } }));

  it('and refused when a line is one fen off', () =>
    givenProject('researched')
      .when(command(ProposeBudget, { lines: lines('10.00', '0.01'), total: '10.00' }))
      .thenRefused('budget-lines-do-not-sum', { sum: '10.01', total: '10.00' }));

  it('and may be proposed again until it is approved', () => {
    const { state } = givenProject('researched').after(
      proposes('budget', '10.00'),
      proposes('budget', '20.00'),
    );
    expect(state.budgets.budget).toMatchObject({ total: 2000n, approvedOn: null });
  });

  it('but not after: then it needs a revision', () =>
    givenProject('budget-approved')
      .when(proposes('budget', '1.00', '2023-03-01'))
      .thenRefused('budget-already-approved', { kind: 'budget' }));

  it('thousands of times off the estimate, as a finding: 万元 typed for 元? (L5)', () => {
    const proposed = (total: string) => givenProject('researched').when(proposes('budget', total));
    proposed('2500.00').thenFinds('L5', {
      ...{ field: 'total', amount: '2500.00', reference: '12500000.00' },
    });
    proposed('2500.01').thenFindsNothing();
  });

  it('and binds nobody before its approval', () =>
    expect(bindingBudget(givenProject('estimate-proposed').state)).toBeNull());
});

describe('A budget is approved (ApproveBudget)', () => {
  it('as it was proposed, so that the event stands alone', () =>
    atStep('budget-approved')
      .with()
      .then({
        type: 'BudgetApproved',
        data: {
          lines: ProposeBudget.example.lines,
          total: '12000000.00',
          documentNumber: '临财建〔2023〕18号',
        },
      }));

  it('never before it is proposed', () =>
    givenProject('researched').when(command(ApproveBudget)).thenRefusedBy('budget-not-proposed'));

  it('on a day before it was proposed, as a finding (L3)', () => {
    atStep('budget-approved').with({ approvedOn: '2023-02-13' }).thenFindsNothing();
    atStep('budget-approved')
      .with({ approvedOn: '2023-02-12' })
      .thenFinds('L3', { fact: 'approvedOn', basis: 'proposedOn', basisDate: '2023-02-13' });
  });

  it('and published within twenty days, else it is a finding (B6)', () => {
    const recordedOn = (day: string) =>
      atStep('budget-approved').with({ lateReason: '补录' }, { instant: `${day}T03:00:00.000Z` });
    // Approved on 2023-02-20; twenty days later is Sunday 2023-03-12.
    expect(recordedOn('2023-03-13').findings.map(({ rule }) => rule)).toEqual(['L2']);
    recordedOn('2023-03-14').thenFinds('B6', {
      ...{ approvedOn: '2023-02-20', due: '2023-03-13', recordedOn: '2023-03-14' },
    });
  });

  it('never twice', () =>
    givenProject('budget-approved').when(command(ApproveBudget)).thenRefused('budget-already-approved'));

  it('never over the approved cost estimate: equal is allowed, one fen more is not', () => {
    const estimated = givenProject('researched').after(
      proposes('approved-cost-estimate', '100.00'),
      approves('approved-cost-estimate'),
    );
    estimated.after(proposes('budget', '100.00')).when(approves('budget')).then({ type: 'BudgetApproved' });
    estimated
      .after(proposes('budget', '100.01'))
      .when(approves('budget'))
      .thenRefused('budget-over-approved-estimate', { total: '100.01', estimate: '100.00' });
  });

  it('never by approving a cost estimate under a budget that stands already', () =>
    givenProject('researched')
      .after(proposes('budget', '100.01'), approves('budget'), proposes('approved-cost-estimate', '100.00'))
      .when(approves('approved-cost-estimate'))
      .thenRefused('budget-over-approved-estimate', { total: '100.01', estimate: '100.00' }));

  it('never under what is signed and spent already (B4)', () => {
    const spent = atStep('budget-proposed').after(command(RecordExpense));
    spent
      .after(proposes('budget', '440000.00', '2023-03-02'))
      .when(approves('budget', '2023-03-03'))
      .then({ type: 'BudgetApproved' });
    spent
      .after(proposes('budget', '439999.99', '2023-03-02'))
      .when(approves('budget', '2023-03-03'))
      .thenRefused('over-budget', { obligated: '440000.00', budget: '439999.99' });
  });
});

describe('A budget is revised (ReviseBudget)', () => {
  const revises = (changes: object = {}) => command(ReviseBudget, changes);
  const to = (total: string, changes: object = {}) => revises({ lines: lines(total), total, ...changes });
  const signed = givenProject('works-contract');

  it('and the event says old, new and the difference, and why', () =>
    givenProject('change')
      .when(revises({ approvedOn: '2023-07-19', lines: lines('12400000.00') }))
      .thenRefused('budget-over-approved-estimate', { total: '12400000.00', estimate: '12000000.00' }));

  it('up to its cost estimate, which is revised first', () => {
    const estimate = signed.after(to('12400000.00', { kind: 'approved-cost-estimate' }));
    estimate.when(revises()).then({
      type: 'BudgetRevised',
      data: { before: { total: '12000000.00' }, total: '12400000.00', delta: '400000.00' },
    });
    expect(bindingBudget(estimate.after(revises()).state)!.total).toBe(12_400_000_00n);
    estimate.when(to('12400000.01')).thenRefused('budget-over-approved-estimate');
  });

  it('downwards too, never under what is signed and spent (B4)', () => {
    signed.when(to('10720000.00')).then({ type: 'BudgetRevised', data: { delta: '-1280000.00' } });
    signed.when(to('10719999.99')).thenRefused('over-budget', { obligated: '10720000.00' });
  });

  it('with lines that add up', () =>
    signed
      .when(revises({ lines: lines('10.00', '0.01'), total: '10.00' }))
      .thenRefused('budget-lines-do-not-sum', { sum: '10.01' }));

  it('only where one is approved', () => {
    givenProject('researched').when(revises()).thenRefused('budget-not-approved', { kind: 'budget' });
    givenProject('budget-proposed').when(revises()).thenRefused('budget-not-approved', { kind: 'budget' });
  });

  it('with the document of who approved it', () =>
    expect(() => revises({ documents: [] })).toThrow(BadInput));

  it('never once the final account is compiled', () =>
    givenProject('final-account')
      .when(to('11900000.00', { approvedOn: '2024-05-20' }))
      .thenRefusedBy('final-account-already-compiled'));

  it('dated before the approval or the revision before it is a finding (L3)', () => {
    const dated = (approvedOn: string, from = signed) =>
      from.when(to('11900000.00', { approvedOn, lateReason: '补录' }), {
        instant: '2023-07-20T04:00:00.000Z',
      });
    dated('2023-02-19').thenFinds('L3', { basis: 'approvedOn', basisDate: '2023-02-20' });
    dated('2023-07-09', signed.after(to('11950000.00'))).thenFinds('L3', { basisDate: '2023-07-10' });
  });

  it('takes nothing back of what was paid under the budget before it: no finding', () =>
    signed
      .after(to('12000000.00', { lines: ProposeBudget.example.lines }))
      .when(command(RecordExpense, { voucher: 'ZF-1', valueDate: '2023-07-05', amount: '1000.00' }), {
        instant: '2023-07-12T04:00:00.000Z',
      })
      .thenFindsNothing());

  it('over the open-tender line after works were awarded otherwise is a finding (T2a)', () => {
    const awarded = awardedDirectly();
    const revised = (total: string) =>
      awarded.when(to(total, { kind: 'approved-cost-estimate', approvedOn: '2023-04-11' }));
    revised('600000.00').thenFinds('T2a', { investment: '600000.00', lots: ['SG-1'] });
    expect(revised('499999.99').findings.map(({ rule }) => rule)).toEqual(['B3']);
  });

  it('with an approved cost estimate over the investment estimate by more than 10 % is a finding (B3)', () => {
    const estimated = (total: string) => signed.when(to(total, { kind: 'approved-cost-estimate' }));
    estimated('13750000.00').thenFindsNothing();
    estimated('13750000.01').thenFinds('B3', { over: 1000 });
  });

  it('and published within twenty days, else it is a finding (B6)', () =>
    signed
      .when(to('11900000.00', { lateReason: '补录' }), { instant: '2023-08-01T04:00:00.000Z' })
      .thenFinds('B6', { approvedOn: '2023-07-10', due: '2023-07-31' }));
});

/** The city’s line was a million: as an override, or an older rulebook, would let a direct lot through. */
const underHigherLine = {
  rulebook: rulebook(
    1,
    shippedRulebook.rows.map((row) => (row.id === 'T2' ? { ...row, value: '1000000.00' } : row)),
  ),
};
const plannedDirectly = () => {
  const lot = {
    method: 'direct',
    ground: '抢险工程。',
    documents: [paper('情况说明')],
    estimate: '400000.00',
  };
  return givenProject().after(
    command(RegisterProject, { estimate: '400000.00' }),
    command(RecordConsultation),
    command(RecordResearch),
    proposes('approved-cost-estimate', '600000.00'),
    [approves('approved-cost-estimate'), underHigherLine],
    [command(PlanLot, lot), underHigherLine],
  );
};
const awardedDirectly = () =>
  plannedDirectly().after([command(AwardTender, { price: '400000.00' }), underHigherLine]);

describe('An investment that reaches the open-tender line after its works were awarded otherwise (T2a)', () => {
  const approved = (total: string) =>
    awardedDirectly()
      .after(proposes('budget', total, '2023-04-10'))
      .when(approves('budget', '2023-04-11'));

  it('of 500,000.00 is a public finding, not a refusal', () =>
    approved('500000.00').thenFinds('T2a', { investment: '500000.00', lots: ['SG-1'] }));

  it('of 499,999.99 is none', () => approved('499999.99').thenFindsNothing());

  it('is none while the works are only planned: their award will be judged', () =>
    plannedDirectly()
      .after(proposes('budget', '500000.00', '2023-04-10'))
      .when(approves('budget', '2023-04-11'))
      .thenFindsNothing());

  it('is none where works were tendered openly, whatever the method of its services', () => {
    const { state } = givenProject('supervision-awarded');
    const initialState = { ...state, budgets: { ...state.budgets, budget: null } };
    given({ ...project, initialState })
      .after(proposes('budget', '12000000.00', '2023-04-10'))
      .when(approves('budget', '2023-04-11'))
      .thenFindsNothing();
  });
});

describe('The binding budget', () => {
  it('is the approved cost estimate while there is no approved budget', () =>
    expect(bindingBudget(givenProject('budget-proposed').state)?.approvedOn).toBe('2023-02-09'));

  it('is the approved budget from then on', () =>
    expect(bindingBudget(givenProject('budget-approved').state)?.approvedOn).toBe('2023-02-20'));
});

describe('An approved cost estimate over the investment estimate (B3)', () => {
  const estimated = (amount: string) =>
    givenProject('researched')
      .after(proposes('approved-cost-estimate', amount))
      .when(approves('approved-cost-estimate'));

  it('by 10 % exactly is no finding', () => estimated('13750000.00').thenFindsNothing());

  it('by one fen more is a public finding, not a refusal', () =>
    estimated('13750000.01').thenFinds('B3', { total: '13750000.01', estimate: '12500000.00', over: 1000 }));
});
