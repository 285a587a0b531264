import { describe, expect, it } from '@jest/globals';
import { initialProject, type ProjectState } from '@sunlit/ledger';
import { deliveriesOf } from '../testing/deliveries.js';
import { golden } from '../testing/golden.js';
import { specLedger, storeWorkedExample, type Told } from '../testing/ledger.js';
import { addsUp } from '../testing/reconciled.js';
import type { Reconciled, ReconciledItem } from '../views.js';
import { documented, emptyDocument, type ProjectDocument } from './project.document.js';
import { evolved } from './project.money.js';
import { reconciled } from './reconciled.js';

interface After {
  readonly document: ProjectDocument;
  readonly state: ProjectState;
}

async function after(until: string | null, ...events: Told[]): Promise<After> {
  const ledger = specLedger();
  const project = until === null ? '1' : await storeWorkedExample(ledger, { until });
  if (events.length > 0) await ledger.append(`project-${project}`, ...events);
  const start: After = { document: emptyDocument, state: initialProject };
  return (await deliveriesOf(ledger)).reduce(
    ({ document, state }, { event, again }) => ({
      document: documented(document, event),
      state: again ? state : evolved(state, event.type, event.read),
    }),
    start,
  );
}

function of(contract: string, { document, state }: After): Reconciled {
  const facts = document.contracts.find((c) => c.contract === contract)!;
  return reconciled(state.contracts[contract]!, facts, document.audit);
}
const works = async (until: string, ...events: Told[]) => of('HT-001', await after(until, ...events));

const amountsIn = ({ rows }: Reconciled) =>
  Object.fromEntries(rows.map(({ item, amount }) => [item, amount])) as Record<ReconciledItem, string | null>;
const between = ({ differences }: Reconciled, from: ReconciledItem, to: ReconciledItem) =>
  differences.find((d) => d.between[0] === from && d.between[1] === to);

const lines = (of: Reconciled, from: ReconciledItem, to: ReconciledItem) =>
  between(of, from, to)?.because.map(({ cause, amount, count }) => [cause, amount, count]);

const reduced = (reduction: string, certificate = 'JL-01') =>
  golden('CertificateReduced', { contract: 'HT-001', certificate, reduction });
const reversed = (kind: string, amount: string, advanceRestored: string) =>
  golden('PaymentReversed', {
    ...{ contract: 'HT-001', kind, certificate: kind === 'progress' ? 'JL-01' : null },
    ...{ payment: 'ZF', voucher: 'CX', amount, advanceRestored },
  });
const recovered = (amount: string, advanceRecovered: string) =>
  golden('OverpaymentRecovered', { contract: 'HT-001', voucher: 'ZH', amount, advanceRecovered });

describe('The reconciliation of a contract', () => {
  it('gives every figure of the worked example, and nothing is left to explain but reductions', async () => {
    const whole = await after('retention-paid');
    const closed = of('HT-001', whole);
    expect(amountsIn(closed)).toEqual({
      ...{ price: '10000000.00', changes: '300000.00', 'current-price': '10300000.00' },
      ...{ certified: '10300000.00', advance: '1000000.00', recovered: '1000000.00' },
      ...{ 'paid-out': '10120000.00', reversals: '0.00', recoveries: '0.00', paid: '10120000.00' },
      ...{ reviewed: '10120000.00', retained: '0.00', audited: '10120000.00' },
    });
    expect(closed.differences.map(({ between, amount }) => [...between, amount])).toEqual([
      ['price', 'current-price', '300000.00'],
      ['certified', 'reviewed', '-180000.00'],
    ]);
    const [{ changes, review }] = whole.document.contracts.filter(
      ({ contract }) => contract === 'HT-001',
    ) as [ProjectDocument['contracts'][number]];
    expect(between(closed, 'price', 'current-price')!.because).toEqual([
      {
        ...{ cause: 'change', amount: '300000.00', count: 1 },
        source: { entry: changes[0]!.entry, revision: changes[0]!.revision },
      },
    ]);
    expect(between(closed, 'certified', 'reviewed')!.because).toEqual([
      {
        ...{ cause: 'review', amount: '-180000.00', count: 1 },
        source: { entry: review!.entry, revision: review!.revision },
      },
    ]);
    expect(addsUp(closed)).toEqual([]);
  });

  it('holds after every event of the worked example', async () => {
    const ledger = specLedger();
    await storeWorkedExample(ledger);
    let [document, state] = [emptyDocument, initialProject];
    for (const { event, again } of await deliveriesOf(ledger)) {
      document = documented(document, event);
      if (!again) state = evolved(state, event.type, event.read);
      for (const facts of document.contracts)
        expect(addsUp(reconciled(state.contracts[facts.contract]!, facts, document.audit))).toEqual([]);
    }
  });

  it('traces what is paid beyond what is certified to the advance that is not recovered', async () => {
    const paid = await works('advance');
    expect(lines(paid, 'certified', 'paid')).toEqual([['advance', '1000000.00', 1]]);
  });

  it('traces an overpayment to the reduced certificate, and what came back to its own entry', async () => {
    const over = await works('progress-1', reduced('500000.00'));
    expect(lines(over, 'current-price', 'certified')).toEqual([
      ['price', '-10000000.00', 1],
      ['certificate', '2000000.00', 1],
      ['reduction', '-500000.00', 1],
    ]);
    // Less certified is so much more paid beyond it.
    expect(lines(over, 'certified', 'paid')).toEqual([
      ['certificate', '-2000000.00', 1],
      ['reduction', '500000.00', 1],
      ['advance', '1000000.00', 1],
      ['progress', '1400000.00', 1],
    ]);
    expect(amountsIn(over)).toMatchObject({ ceiling: '2000000.00', overpaid: '400000.00' });
    expect(lines(over, 'ceiling', 'paid')).toEqual([
      ['paid', '2400000.00', 0],
      ['progress-share', '-1200000.00', 0],
      ['unrecovered', '-800000.00', 0],
    ]);
    const back = await works('progress-1', reduced('500000.00'), recovered('400000.00', '0.00'));
    expect(between(back, 'paid-out', 'paid')).toMatchObject({
      amount: '-400000.00',
      because: [{ amount: '-400000.00' }],
    });
    for (const each of [over, back]) expect(addsUp(each)).toEqual([]);
  });

  it('says the same whatever order reductions, reversals and recoveries came in', async () => {
    const events = [
      reduced('500000.00'),
      reversed('progress', '1400000.00', '200000.00'),
      recovered('100000.00', '50000.00'),
    ];
    const [a, b, c] = events as [Told, Told, Told];
    const orders = [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ];
    const rows = await Promise.all(orders.map(async (order) => (await works('progress-1', ...order)).rows));
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
    for (const order of orders) {
      const each = await works('progress-1', ...order);
      const returned = between(each, 'paid-out', 'paid')!;
      expect(returned.amount).toBe('-1500000.00');
      expect(addsUp(each)).toEqual([]);
    }
  });

  it('traces a reversed advance to its reversal', async () => {
    const each = await works('advance', reversed('advance', '250000.00', '0.00'));
    expect(amountsIn(each)).toMatchObject({ advance: '750000.00', 'paid-out': '1000000.00' });
    expect(lines(each, 'advance', 'recovered')).toEqual([
      ['advance', '-1000000.00', 1],
      ['reversal', '250000.00', 1],
    ]);
    expect(addsUp(each)).toEqual([]);
  });

  it('sums up many certificates and payments of one kind in a line, and keeps a few each', async () => {
    const whole = await works('retention-paid');
    expect(lines(whole, 'current-price', 'certified')).toBeUndefined();
    const many = Array.from({ length: 6 }, (_, i) => [
      golden('ProgressCertified', { contract: 'HT-001', certificate: `N-${i}`, value: '100.00' }),
      golden('PaymentRecorded', {
        ...{ contract: 'HT-001', kind: 'progress', certificate: `N-${i}`, voucher: `V-${i}` },
        ...{ amount: '70.00', advanceRecovered: '10.00' },
      }),
    ]).flat();
    const all = await works('advance', ...many);
    expect(lines(all, 'certified', 'paid')).toEqual([
      ['certificate', '-600.00', 6],
      ['advance', '1000000.00', 1],
      ['progress', '420.00', 6],
    ]);
    expect(lines(all, 'advance', 'recovered')).toEqual([
      ['advance', '-1000000.00', 1],
      ['advance-recovered', '60.00', 6],
    ]);
    expect(addsUp(all)).toEqual([]);
    const five = await works('advance', ...many.slice(0, 10));
    expect(lines(five, 'certified', 'paid')!.filter(([, , count]) => count === 1)).toHaveLength(11);
  });

  it('of a recovery that bounced says both', async () => {
    const bounced = await works(
      'progress-1',
      reduced('500000.00'),
      recovered('400000.00', '0.00'),
      golden('RecoveryReversed', { recovery: 'ZH', amount: '400000.00', advanceRestored: '0.00' }),
    );
    expect(lines(bounced, 'paid-out', 'paid')).toBeUndefined();
    expect(amountsIn(bounced)).toMatchObject({ recoveries: '0.00', overpaid: '400000.00' });
    expect(addsUp(bounced)).toEqual([]);
  });

  it('forgets a review and an audit that were taken back', async () => {
    const before = await works('settlement-submitted');
    const after = await works('settlement-reviewed', golden('ReviewWithdrawn'));
    expect(after).toEqual(before);
    const audited = await works('audited', golden('AuditWithdrawn'));
    expect(amountsIn(audited).audited).toBeNull();
    expect(addsUp(audited)).toEqual([]);
  });

  it('of a terminated contract traces what was never certified to its end', async () => {
    const ended = await after('progress-1', golden('ContractTerminated', { contract: 'HT-001' }));
    const { terminated } = ended.document.contracts.find(({ contract }) => contract === 'HT-001')!;
    const missing = between(of('HT-001', ended), 'current-price', 'certified')!;
    expect(missing.amount).toBe('-8000000.00');
    expect(missing.because.at(-1)).toMatchObject({
      ...{ cause: 'terminated', amount: '0.00' },
      source: { revision: terminated!.revision },
    });
  });

  it('of a contract taken over traces its balances to the taking over', async () => {
    const each = of('HT-21-09', await after(null, golden('ProjectTakenOver')));
    expect(amountsIn(each)).toMatchObject({
      ...{ price: '5000000.00', changes: '200000.00', certified: '3000000.00', paid: '2600000.00' },
      ...{ advance: '500000.00', recovered: '300000.00', 'paid-out': '2600000.00' },
    });
    for (const { because } of each.differences)
      for (const { source } of because) expect(source).toMatchObject({ revision: 0 });
    expect(lines(each, 'certified', 'paid')).toEqual([['opening', '-400000.00', 1]]);
    expect(addsUp(each)).toEqual([]);
  });
});
