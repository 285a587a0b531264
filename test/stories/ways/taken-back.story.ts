import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AuditFinalAccount,
  CompileFinalAccount,
  RecordExpense,
  RecordRecovery,
  ReduceCertificate,
  ReversePayment,
  ReverseRecovery,
  ReviewSettlement,
  SubmitSettlement,
  WithdrawAudit,
  WithdrawFinalAccount,
  WithdrawReview,
  WithdrawSettlement,
} from '@sunlit/ledger';
import { jiangdong } from '../../../libs/ledger/src/testing/worked-people.js';
import { again, closes, on, pays, releases, worked } from './steps.js';
import { closedAndBalanced, missing, moneyOf, worksBegin, type Works } from './works.js';

/** A recovery bounces; a settlement, its review, the final account and its audit are recorded wrongly and taken back. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

const contract = 'HT-001';
const recovers = (day: string, voucher: string) =>
  on(day, RecordRecovery, { contract, amount: '160000.00', payer: jiangdong, voucher });
const audits = (day: string, amount: string, approved: string) =>
  on(day, AuditFinalAccount, {
    contracts: [
      { contract, amount },
      { contract: 'HT-002', amount: '280000.00' },
    ],
    ...{ expenses: '560000.00', approved },
  });
const compiles = (day: string) => on(day, CompileFinalAccount, { total: '10840000.00' });
const ofWorks = (page: { json: any }) =>
  page.json.contracts.find((found: { contract: string }) => found.contract === contract);

describe('What turns out wrong after it was recorded', () => {
  it('is a recovery whose money did not come: the contract is overpaid again, and locked', async () => {
    await works.tell(
      again('registered', { number: 'ZW-2023-108', name: '环城河清淤工程' }),
      worked('finance-consulted', 'progress-1'),
      on('2023-06-20', ReduceCertificate),
      recovers('2023-07-05', 'ZH-2023-0705'),
    );
    expect(moneyOf(await works.page(), contract).overpaid).toBe('0.00');
    await works.refused(
      'recovery-is-no-payment',
      on('2023-07-10', ReversePayment, { payment: 'ZH-2023-0705', amount: '160000.00' }),
    );
    await works.tell(on('2023-07-10', ReverseRecovery));
    const page = await works.page();
    expect(moneyOf(page, contract)).toMatchObject({ overpaid: '160000.00', recoveries: '0.00' });
    expect(missing(page.text, '多付，暂停付款', '可付上限', '追回退回')).toEqual([]);
    await works.refused(
      'contract-overpaid',
      pays('2023-07-11', { contract, kind: 'advance', amount: '1.00' }),
    );
    await works.tell(recovers('2023-07-12', 'ZH-2023-0712'));
    expect(moneyOf(await works.page(), contract).overpaid).toBe('0.00');
  });

  it('is a settlement typed in 万元, and a review of the wrong amount: both are taken back, and stay to be read', async () => {
    await works.tell(
      worked('change', 'accepted'),
      worked('supervision-certificate-2', 'supervision-paid-2'),
      again('settlement-submitted', { submitted: '1010.00' }),
    );
    const [wrong] = await works.entries('SettlementSubmitted');
    expect(wrong!.findings.map(({ rule }) => rule)).toEqual(['L5']);
    await works.refused(
      'reviewed-over-submitted',
      on('2024-03-21', ReviewSettlement, { approved: '10000000.00' }),
    );
    await works.tell(
      on('2024-03-21', WithdrawSettlement),
      on('2024-03-22', SubmitSettlement, { submitted: '10100000.00' }),
      worked('supervision-settlement-submitted', 'supervision-settlement-submitted'),
      on('2024-04-10', ReviewSettlement, { approved: '1000000.00' }),
    );
    expect(moneyOf(await works.page(), contract).overpaid).not.toBe('0.00');
    await works.refused('settlement-reviewed', on('2024-04-11', WithdrawSettlement));
    await works.tell(
      on('2024-04-12', WithdrawReview),
      again('settlement-reviewed', { approved: '10000000.00' }),
      worked('supervision-settlement-reviewed', 'supervision-settlement-reviewed'),
      pays('2024-04-29', { contract, kind: 'settlement', amount: '1620000.00' }),
    );
    await works.refused('review-rested-on', on('2024-04-30', WithdrawReview));
    const page = await works.page();
    expect(ofWorks(page)).toMatchObject({
      review: { approved: '10000000.00' },
      withdrawn: [
        { step: 'settlement', amount: '1010.00', of: { revision: wrong!.revision } },
        { step: 'review', amount: '1000000.00', reason: '审定金额录入错误，按审核报告重新登记。' },
      ],
    });
    expect(missing(page.text, '已撤回的记录', '1010.00', '送审金额误填，漏计一份变更。')).toEqual([]);
  });

  it('is an expense that the bank sends back after the final account: that is taken back, and compiled anew', async () => {
    await works.tell(compiles('2024-05-06'));
    const back = { payment: 'ZF-2023-0301', amount: '440000.00', voucher: 'CX-2024-0510' };
    const breach = await works.refused('expense-after-final-account', on('2024-05-10', ReversePayment, back));
    expect(breach.next.zh).toContain('先撤回决算');
    await works.tell(
      on('2024-05-10', WithdrawFinalAccount),
      on('2024-05-11', ReversePayment, back),
      on('2024-05-13', RecordExpense, { voucher: 'ZF-2024-0513' }),
      compiles('2024-05-20'),
    );
    const page = await works.page();
    expect(page.json.withdrawn).toMatchObject([{ step: 'final-account', amount: '10840000.00' }]);
    expect(page.json.finalAccount).toMatchObject({ total: '10840000.00', compiledOn: '2024-05-20' });
  });

  it('is an audit that was recorded wrongly: it is taken back and recorded anew, and the project closes', async () => {
    await works.tell(audits('2024-08-16', '9000000.00', '9840000.00'));
    await works.refused('final-account-audited', on('2024-08-17', WithdrawFinalAccount));
    await works.tell(
      on('2024-08-20', WithdrawAudit),
      audits('2024-08-21', '10000000.00', '10840000.00'),
      releases(contract, jiangdong, ['2025-02-20', '2025-02-26'], '300000.00'),
      closes('2025-03-10'),
    );
    const page = await closedAndBalanced(works, '10840000.00', '1160000.00');
    expect(page.json.audit).toMatchObject({ approved: '10840000.00', auditedOn: '2024-08-21' });
    expect(page.json.withdrawn.map(({ step }: { step: string }) => step)).toEqual(['final-account', 'audit']);
    expect(await works.entries('FinalAccountAudited')).toHaveLength(2);
  });
});
