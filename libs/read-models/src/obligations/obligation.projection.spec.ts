import { describe, expect, it } from '@jest/globals';
import {
  AcceptCompletion,
  AnswerObjection,
  CancelAward,
  initialProject,
  project,
  RaiseObjection,
  ReduceCertificate,
  ReversePayment,
  WithdrawFinalAccount,
  WithdrawReview,
  WithdrawSettlement,
  type Due,
  type JsonObject,
  type ProjectState,
} from '@sunlit/ledger';
import { playWorkedExample } from '../../../ledger/src/testing/worked-example.js';
import type { Visible } from '../visible.js';
import { put, stepped } from './obligation.projection.js';
import { obligationStatus } from './obligation.status.js';
import type { ObligationRow } from './obligation.table.js';

interface Happened {
  readonly type: string;
  readonly data: object;
  readonly recordedAt: string;
}

/** What happened in the worked example up to a step, with `changes` to the data of its events by their type. */
const worked = (until: string, changes: Readonly<Record<string, object>> = {}): Happened[] =>
  playWorkedExample(until).project.events.map(({ type, data, recordedAt }) => ({
    ...{ type, recordedAt },
    data: { ...data, ...changes[type] },
  }));

const at = (day: string) => `${day}T04:00:00.000Z`;
const due = (rule: string, on: string): Due => ({ rule, version: 1, on, provisional: false });
const recorded = (day: string, type: string, data: object): Happened => ({ type, data, recordedAt: at(day) });

function obligations(events: readonly Happened[]): readonly ObligationRow[] {
  let state: ProjectState = initialProject;
  let rows: readonly ObligationRow[] = [];
  events.forEach(({ type, data, recordedAt }, revision) => {
    state = project.evolve(state, { type, data });
    const event = { type, read: data as JsonObject, recordedAt, revision, entry: revision + 1, project: 'p' };
    for (const row of stepped(rows, { event: event as Visible, state })) rows = put(rows, row);
  });
  return rows;
}
const only = (events: readonly Happened[], kind: ObligationRow['kind']): ObligationRow => {
  const found = obligations(events).filter((row) => row.kind === kind);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const status = (row: ObligationRow, asOf: string) => obligationStatus(row, asOf)?.status;

describe('The worked example', () => {
  it('meets everything that falls due', () => {
    const rows = obligations(worked('closed'));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(
      new Set(['publicity', 'contract', 'review', 'final-account']),
    );
    expect(rows.filter(({ state }) => state === 'open')).toEqual([]);
  });
});

describe('An objection is to be answered', () => {
  const raised = recorded('2023-03-06', 'ObjectionRaised', {
    ...{ ...RaiseObjection.example, round: 1, answerDue: due('T13a', '2023-03-09') },
  });
  const answered = (on: string) =>
    recorded(on, 'ObjectionAnswered', { ...AnswerObjection.example, round: 1, answeredOn: on });
  const before = worked('notice');

  it('within three days: the third day meets it (T13a)', () => {
    const row = only([...before, raised, answered('2023-03-09')], 'answer');
    expect(row).toMatchObject({ rule: 'T13a', lot: 'SG-1', round: 1, number: 'YY-01', state: 'met' });
    expect(status(row, '2023-03-09')).toBe('met');
  });

  it('and is overdue the day after, whether it is answered then or not (T13a)', () => {
    expect(status(only([...before, raised], 'answer'), '2023-03-10')).toBe('overdue');
    expect(only([...before, raised, answered('2023-03-10')], 'answer').state).toBe('met-late');
  });

  it('no more when the tender has failed: it ends', () => {
    const failed = recorded('2023-03-12', 'TenderFailed', {
      ...{ lot: 'SG-1', round: 1, ground: 'terminated', reason: '项目调整。', failedOn: '2023-03-12' },
      ...{ bidders: null, documents: [] },
    });
    expect(only([...before, raised, failed], 'answer').state).toBe('ended');
  });
});

describe('Candidates are to be publicized', () => {
  it('within three days of the report: met by the first day of their publicity (T11)', () => {
    const publicityDue = due('T11', '2023-03-23');
    const row = only(worked('publicized', { BidsEvaluated: { publicityDue } }), 'publicity');
    expect(row).toMatchObject({ lot: 'SG-1', round: 1, state: 'met', turns: [{ on: '2023-03-21' }] });
  });

  it('and are overdue while they are not (T11)', () => {
    const row = only(
      worked('evaluated', { BidsEvaluated: { publicityDue: due('T11', '2023-03-23') } }),
      'publicity',
    );
    expect(status(row, '2023-03-23')).toBe('due');
    expect(status(row, '2023-03-24')).toBe('overdue');
  });
});

describe('A contract is to be signed', () => {
  const contractDue = due('T14', '2023-04-25');

  it('within thirty days of the award (T14)', () => {
    const rows = obligations(worked('works-contract', { TenderAwarded: { contractDue } }));
    expect(rows.find((row) => row.kind === 'contract' && row.lot === 'SG-1')).toMatchObject({ state: 'met' });
  });

  it('no more when the award is cancelled: it ends (T14)', () => {
    const cancelled = recorded('2023-04-01', 'AwardCancelled', {
      ...{ ...CancelAward.example, round: 1, winner: { uscc: null, name: '江东建设有限公司' } },
    });
    const rows = obligations([...worked('awarded', { TenderAwarded: { contractDue } }), cancelled]);
    expect(rows.find((row) => row.lot === 'SG-1' && row.kind === 'contract')).toMatchObject({
      state: 'ended',
    });
  });
});

describe('A certificate is to be paid', () => {
  const paymentDue = due('P6', '2023-07-03');
  const certified = worked('certificate-1', { ProgressCertified: { paymentDue } });
  const payment = (day: string, amount: string, advanceRecovered: string, voucher: string) =>
    recorded(day, 'PaymentRecorded', {
      ...{ contract: 'HT-001', kind: 'progress', certificate: 'JL-01', amount, advanceRecovered, voucher },
      ...{ valueDate: day, payee: { uscc: null, name: '江东建设有限公司' }, note: null, documents: [] },
    });
  const whole = payment('2023-06-12', '1400000.00', '200000.00', 'ZF-1');
  const reversed = (day: string) =>
    recorded(day, 'PaymentReversed', {
      ...{ ...ReversePayment.example, payment: 'ZF-1', reversedOn: day, voucher: 'CX-1' },
      ...{ contract: 'HT-001', kind: 'progress', certificate: 'JL-01', advanceRestored: '200000.00' },
    });

  it('in whole: by the progress rate, what is recovered of the advance counted in (P6)', () => {
    const row = only([...certified, whole], 'payment');
    expect(row).toMatchObject({
      contract: 'HT-001',
      number: 'JL-01',
      state: 'met',
      value: '200000000',
      gross: '160000000',
    });
    expect(row.turns).toMatchObject([{ to: 'met', on: '2023-06-12' }]);
  });

  it('in time: a fen short leaves it overdue, the last fen meets it late (P6)', () => {
    const short = payment('2023-06-12', '1399999.99', '200000.00', 'ZF-1');
    const row = only([...certified, short], 'payment');
    expect(row.state).toBe('open');
    expect(status(row, '2023-07-03')).toBe('due');
    expect(status(row, '2023-07-04')).toBe('overdue');
    const fen = payment('2023-07-04', '0.01', '0.00', 'ZF-2');
    expect(only([...certified, short, fen], 'payment').state).toBe('met-late');
  });

  it('again when its payment is reversed, and was met in between', () => {
    const row = only([...certified, whole, reversed('2023-06-20')], 'payment');
    expect(row).toMatchObject({ state: 'open', gross: '0' });
    expect(['2023-06-11', '2023-06-19', '2023-06-20', '2023-07-04'].map((day) => status(row, day))).toEqual([
      ...['due', 'met', 'due', 'overdue'],
    ]);
    const again = payment('2023-06-25', '1400000.00', '200000.00', 'ZF-2');
    expect(only([...certified, whole, reversed('2023-06-20'), again], 'payment').state).toBe('met');
  });

  it('less when it is reduced: ended where what is left is paid', () => {
    const half = payment('2023-06-12', '600000.00', '200000.00', 'ZF-1');
    const reduced = recorded('2023-06-20', 'CertificateReduced', {
      ...{
        ...ReduceCertificate.example,
        reduction: '1000000.00',
        cumulative: '1000000.00',
        overpaid: '0.00',
      },
    });
    expect(only([...certified, half], 'payment').state).toBe('open');
    expect(only([...certified, half, reduced], 'payment')).toMatchObject({
      state: 'ended',
      value: '100000000',
    });
  });

  it('not by itself: what is paid on another certificate beyond its value counts for the contract', () => {
    const second = recorded('2023-07-01', 'ProgressCertified', {
      ...certified.findLast(({ type }) => type === 'ProgressCertified')!.data,
      ...{ certificate: 'JL-02', paymentDue: due('P6', '2023-07-31') },
    });
    const both = payment('2023-07-02', '2800000.00', '400000.00', 'ZF-1');
    const rows = obligations([
      ...certified,
      second,
      { ...both, data: { ...both.data, certificate: 'JL-02' } },
    ]);
    expect(rows.filter(({ kind }) => kind === 'payment').map(({ state }) => state)).toEqual(['met', 'met']);
  });
});

describe('A settlement is to be reviewed', () => {
  const reviewDue = due('F1', '2024-04-19');

  it('within the days of its amount (F1)', () => {
    const rows = obligations(
      worked('settlement-reviewed', { SettlementSubmitted: { reviewDue: due('F1', '2024-06-30') } }),
    );
    expect(rows.find((row) => row.kind === 'review' && row.contract === 'HT-001')).toMatchObject({
      state: 'met',
    });
  });

  it('and is overdue while it is not (F1)', () => {
    const rows = obligations(worked('settlement-submitted', { SettlementSubmitted: { reviewDue } }));
    const row = rows.find((each) => each.kind === 'review' && each.contract === 'HT-001')!;
    expect(status(row, '2024-04-19')).toBe('due');
    expect(status(row, '2024-04-20')).toBe('overdue');
  });

  it('and is due again once its review is taken back, no more once its submission is', () => {
    const reviewOf = (...events: Happened[]) =>
      obligations([
        ...worked('settlement-reviewed', { SettlementSubmitted: { reviewDue: due('F1', '2024-05-04') } }),
        ...events,
      ]).find((row) => row.kind === 'review' && row.contract === 'HT-001')!;
    const back = recorded('2024-04-28', 'ReviewWithdrawn', WithdrawReview.example);
    expect(reviewOf(back)).toMatchObject({ state: 'open', turns: [{ to: 'met' }, { to: 'open' }] });
    expect(status(reviewOf(back), '2024-05-05')).toBe('overdue');
    const submission = recorded('2024-04-29', 'SettlementWithdrawn', WithdrawSettlement.example);
    expect(reviewOf(back, submission)).toMatchObject({ state: 'ended' });
  });
});

describe('The final account is to be compiled', () => {
  const finalAccountDue = due('F2', '2024-05-08');

  it('within three months of the completion, by the day of its compiling (F2)', () => {
    const rows = obligations(worked('final-account', { FinalAccountCompiled: { compiledOn: '2024-05-08' } }));
    expect(rows.find(({ kind }) => kind === 'final-account')).toMatchObject({ rule: 'F2', state: 'met' });
  });

  it('and is overdue the day after (F2)', () => {
    const row = only(worked('accepted', { CompletionAccepted: { finalAccountDue } }), 'final-account');
    expect(status(row, '2024-05-08')).toBe('due');
    expect(status(row, '2024-05-09')).toBe('overdue');
  });

  it('again once it is taken back, and met by the next one', () => {
    const back = recorded('2024-05-24', 'FinalAccountWithdrawn', WithdrawFinalAccount.example);
    const again = worked('final-account', { FinalAccountCompiled: { compiledOn: '2024-05-28' } }).at(-1)!;
    const events = worked('final-account', { FinalAccountCompiled: { compiledOn: '2024-05-08' } });
    expect(only([...events, back], 'final-account').state).toBe('open');
    expect(only([...events, back, again], 'final-account')).toMatchObject({
      state: 'met-late',
      turns: [{ to: 'met' }, { to: 'open' }, { to: 'met', on: '2024-05-28' }],
    });
  });

  it('only once the last of the works contracts is accepted', () => {
    const signed = worked('works-contract').findLast(
      ({ data }) => (data as { contract?: string }).contract === 'HT-001',
    )!;
    const second = { ...signed, data: { ...signed.data, contract: 'HT-009', lot: 'SG-9' } };
    const accepted = (day: string, contract: string) =>
      recorded(day, 'CompletionAccepted', {
        ...{ ...AcceptCompletion.example, contract, acceptedOn: day },
        finalAccountDue: due('F2', contract === 'HT-009' ? '2024-09-01' : '2024-05-08'),
      });
    const events = [...worked('works-contract'), second, accepted('2024-02-08', 'HT-001')];
    expect(obligations(events).filter(({ kind }) => kind === 'final-account')).toEqual([]);
    expect(only([...events, accepted('2024-06-01', 'HT-009')], 'final-account').dueOn).toBe('2024-09-01');
  });
});
