import { describe, expect, it } from '@jest/globals';
import { bidBox } from '../bid-box.js';
import { basisPoints, fen, sum, yuan } from '../money.js';
import {
  currentPrice,
  overpaid,
  paid,
  paymentCeiling,
  retentionOf,
  unrecovered,
} from '../project/contract-account.js';
import { figures } from '../project/figures.js';
import { reconciliation } from '../project/final-account.js';
import { project } from '../project/project.js';
import { bindingBudget } from '../project/state.js';
import { atStep, givenProject } from './given.js';
import { documentOf, papers, playWorkedExample, workedExample } from './worked-example.js';

const worked = playWorkedExample();
const contractAfter = (key: string, contract = 'HT-001') => givenProject(key).state.contracts[contract]!;
const account = (key: string) => {
  const a = contractAfter(key);
  return {
    certified: yuan(a.certified),
    paid: yuan(paid(a)),
    unrecovered: yuan(unrecovered(a)),
    ceiling: yuan(paymentCeiling(a)),
  };
};

describe('The worked example, to the fen', () => {
  it('has a budget of 12,000,000.00 in six lines', () => {
    const { total, lines } = bindingBudget(givenProject('budget-approved').state)!;
    expect([yuan(total), yuan(sum(lines.map((l) => fen(l.amount))))]).toEqual(['12000000.00', '12000000.00']);
  });

  it('has a works contract of 10,000,000.00 and an advance of 1,000,000.00', () =>
    expect(account('advance')).toEqual({
      certified: '0.00',
      paid: '1000000.00',
      unrecovered: '1000000.00',
      ceiling: '1000000.00',
    }));

  it('may pay 2,600,000.00 after certificate 1', () =>
    expect(account('certificate-1')).toEqual({
      certified: '2000000.00',
      paid: '1000000.00',
      unrecovered: '1000000.00',
      ceiling: '2600000.00',
    }));

  it('pays 1,400,000.00 and recovers 200,000.00: paid 2,400,000.00 under a ceiling of 2,400,000.00', () =>
    expect(account('progress-1')).toEqual({
      certified: '2000000.00',
      paid: '2400000.00',
      unrecovered: '800000.00',
      ceiling: '2400000.00',
    }));

  it('refuses one fen more', () =>
    atStep('progress-1')
      .with({ amount: '1400000.01', advanceRecovered: '200000.01' })
      .thenRefused('progress-over-ceiling'));

  it('changes by 300,000.00, which is 3.00 %', () => {
    const { price, changes } = contractAfter('change');
    expect([yuan(changes), basisPoints(changes, price), yuan(currentPrice(contractAfter('change')))]).toEqual(
      ['300000.00', 300, '10300000.00'],
    );
  });

  it('has certified 10,300,000.00 and paid 8,240,000.00 when the advance is wholly recovered', () =>
    expect(account('progress-4')).toEqual({
      certified: '10300000.00',
      paid: '8240000.00',
      unrecovered: '0.00',
      ceiling: '8240000.00',
    }));

  it('is reviewed at 10,120,000.00: reduction 180,000.00, which is 1.75 %, retention 303,600.00', () => {
    const [event] = atStep('settlement-reviewed').with().events;
    expect(event!.data).toMatchObject({
      submitted: '10300000.00',
      reduction: '180000.00',
      reductionRate: 175,
      retention: '303600.00',
    });
    expect(yuan(retentionOf(contractAfter('settlement-reviewed'), fen('10120000.00')))).toBe('303600.00');
    expect(account('settlement-reviewed').ceiling).toBe('9816400.00');
  });

  it('pays 1,576,400.00 at the settlement and 303,600.00 after the defects period', () => {
    expect(account('settlement-paid')).toMatchObject({ paid: '9816400.00', ceiling: '9816400.00' });
    expect(account('retention-released')).toMatchObject({ paid: '9816400.00', ceiling: '10120000.00' });
    expect(account('retention-paid')).toMatchObject({ paid: '10120000.00', ceiling: '10120000.00' });
    expect(overpaid(contractAfter('retention-paid'))).toBe(0n);
  });

  it('pays the supervision contract 280,000.00 and expenses of 560,000.00', () => {
    expect(yuan(paid(contractAfter('closed', 'HT-002')))).toBe('280000.00');
    expect(yuan(worked.project.state.expenses)).toBe('560000.00');
  });

  it('ends in a final account of 10,960,000.00, a surplus of 1,040,000.00', () =>
    atStep('final-account')
      .with()
      .then({
        type: 'FinalAccountCompiled',
        data: { total: '10960000.00', budget: '12000000.00', surplus: '1040000.00' },
      }));

  it('balances', () => {
    const { contracts, ...whole } = reconciliation(worked.project.state);
    expect(whole).toEqual({
      budget: '12000000.00',
      expenses: '560000.00',
      total: '10960000.00',
      audited: '10960000.00',
      difference: '0.00',
    });
    for (const { unrecovered, retentionHeld, difference } of contracts)
      expect([unrecovered, retentionHeld, difference]).toEqual(['0.00', '0.00', '0.00']);
    expect(figures(worked.project.state)).toEqual({
      ...{ budget: '12000000.00', contracted: '10580000.00', certified: '10580000.00' },
      ...{ paid: '10400000.00', expenses: '560000.00', audited: '10960000.00' },
    });
  });
});

describe('As a story', () => {
  it('is closed at the end, and no rule finds anything', () => {
    expect(worked.project.state.closedOn).toBe('2025-03-10');
    expect(
      worked.events.flatMap(({ step, findings }) => findings.map(({ rule }) => [step.key, rule])),
    ).toEqual([]);
  });

  it('makes an event by each of its commands, of all that the main road has', () => {
    const made = new Set(worked.events.map((e) => e.type));
    const commands = { ...project.commands, ...bidBox.commands };
    expect(made).toEqual(new Set(workedExample.map(({ name }) => commands[name]!.makes)));
    expect(made.size).toBe(28);
  });

  it('records in the order of time, each instant once in its stream', () => {
    for (const { events } of [worked.project, worked.bidbox])
      for (const [i, event] of events.entries())
        if (i > 0) expect(event.recordedAt > events[i - 1]!.recordedAt).toBe(true);
    expect(worked.events.map((e) => e.recordedAt)).toEqual(
      [...worked.events.map((e) => e.recordedAt)].sort(),
    );
  });

  it('nobody confirms what he prepared', () => {
    for (const { preparedBy, confirmedBy } of worked.events)
      if (confirmedBy) expect(confirmedBy.person).not.toBe(preparedBy.person);
  });

  it('three bids stand, one was replaced and one withdrawn', () => {
    const closed = worked.project.events.find((e) => e.type === 'BidBoxClosed')!;
    const standings = (closed.data.receipts as { standing: string }[]).map((r) => r.standing);
    expect(standings).toEqual(['replaced', 'stands', 'withdrawn', 'stands', 'stands']);
  });

  it('every step has a key of its own', () =>
    expect(new Set(workedExample.map((s) => s.key)).size).toBe(workedExample.length));

  it('every document it names is a paper to upload first', () => {
    const known = new Set(papers.map((paper) => documentOf(paper).sha256));
    const named = [...JSON.stringify(workedExample).matchAll(/"sha256":"(\w+)"/g)].map(([, hash]) => hash!);
    expect(named.filter((hash) => !known.has(hash))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });
});
