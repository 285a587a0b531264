import { describe, expect, it } from '@jest/globals';
import { fen, initialProject, yuan, type ProjectState } from '@sunlit/ledger';
import { deliveriesOf } from '../testing/deliveries.js';
import { golden } from '../testing/golden.js';
import { specLedger, storeWorkedExample, type Told } from '../testing/ledger.js';
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

/** Every difference is what its two figures differ by, and has entries. */
function holds(of: Reconciled): void {
  const amounts = amountsIn(of);
  for (const { between, amount, because } of of.differences) {
    expect(fen(amounts[between[1]]!) - fen(amounts[between[0]]!)).toBe(deltaFen(amount));
    expect(because.length).toBeGreaterThan(0);
    expect(because.map(({ revision }) => revision)).toEqual(
      [...new Set(because.map(({ revision }) => revision))].sort((a, b) => a - b),
    );
  }
}
const deltaFen = (amount: string) => (amount.startsWith('-') ? -fen(amount.slice(1)) : fen(amount));

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
      { entry: changes[0]!.entry, revision: changes[0]!.revision, amount: '300000.00' },
    ]);
    expect(between(closed, 'certified', 'reviewed')!.because[0]!.revision).toBe(review!.revision);
    holds(closed);
  });

  it('holds after every event of the worked example', async () => {
    const ledger = specLedger();
    await storeWorkedExample(ledger);
    let [document, state] = [emptyDocument, initialProject];
    for (const { event, again } of await deliveriesOf(ledger)) {
      document = documented(document, event);
      if (!again) state = evolved(state, event.type, event.read);
      for (const facts of document.contracts)
        holds(reconciled(state.contracts[facts.contract]!, facts, document.audit));
    }
  });

  it('traces what is paid beyond what is certified to the advance that is not recovered', async () => {
    const paid = between(await works('advance'), 'certified', 'paid');
    expect(paid).toMatchObject({ amount: '1000000.00', because: [{ amount: '1000000.00' }] });
  });

  it('traces an overpayment to the reduced certificate, and what came back to its own entry', async () => {
    const over = await works('progress-1', reduced('500000.00'));
    expect(between(over, 'current-price', 'certified')!.because.at(-1)).toMatchObject({
      amount: '-500000.00',
    });
    // Less certified is so much more paid beyond it.
    expect(between(over, 'certified', 'paid')!.because.at(-1)).toMatchObject({ amount: '500000.00' });
    const back = await works('progress-1', reduced('500000.00'), recovered('400000.00', '0.00'));
    expect(between(back, 'paid-out', 'paid')).toMatchObject({
      amount: '-400000.00',
      because: [{ amount: '-400000.00' }],
    });
    for (const each of [over, back]) holds(each);
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
      expect(yuan(returned.because.reduce((sum, { amount }) => sum + deltaFen(amount!), 0n))).toBe(
        '-1500000.00',
      );
      holds(each);
    }
  });

  it('traces a reversed advance to its reversal', async () => {
    const each = await works('advance', reversed('advance', '250000.00', '0.00'));
    expect(amountsIn(each)).toMatchObject({ advance: '750000.00', 'paid-out': '1000000.00' });
    expect(between(each, 'advance', 'recovered')!.because.map(({ amount }) => amount)).toEqual([
      '-1000000.00',
      '250000.00',
    ]);
    holds(each);
  });

  it('of a terminated contract traces what was never certified to its end', async () => {
    const ended = await after('progress-1', golden('ContractTerminated', { contract: 'HT-001' }));
    const { terminated } = ended.document.contracts.find(({ contract }) => contract === 'HT-001')!;
    const missing = between(of('HT-001', ended), 'current-price', 'certified')!;
    expect(missing.amount).toBe('-8000000.00');
    expect(missing.because.at(-1)!.revision).toBe(terminated!.revision);
  });

  it('of a contract taken over traces its balances to the taking over', async () => {
    const each = of('HT-21-09', await after(null, golden('ProjectTakenOver')));
    expect(amountsIn(each)).toMatchObject({
      ...{ price: '5000000.00', changes: '200000.00', certified: '3000000.00', paid: '2600000.00' },
      ...{ advance: '500000.00', recovered: '300000.00', 'paid-out': '2600000.00' },
    });
    for (const { because } of each.differences) expect(because[0]).toMatchObject({ revision: 0 });
    holds(each);
  });
});
