import { chineseCalendar } from '../chinese-calendar.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal, type AnyEvent, type Context, type Entry } from '../decider.js';
import { max, sum, yuan, type Fen } from '../money.js';
import { shippedRulebook } from '../rulebook/rulebook.js';
import { asEvolved, placeId } from '../testing/play.js';
import { command, givenProject } from '../testing/given.js';
import { people } from '../testing/worked-people.js';
import { ChangeContract, obligated } from './contract.js';
import * as account from './contract-account.js';
import { AcceptCompletion, ReviewSettlement, SubmitSettlement } from './final-account.js';
import { CertifyProgress, RecordExpense, RecordPayment, ReleaseRetention } from './payment.js';
import { project } from './project.js';
import { bindingBudget, type ProjectState } from './state.js';

/** What an office may try next. Amounts are drawn near the ceilings, where a fen decides. */
type Attempt = (state: ProjectState, n: number) => Entry;
const contract = 'HT-001';
const today = '2024-06-01';

const amount = (near: Fen, off: number): string => yuan(max(1n, near + BigInt(off)));
const a = (state: ProjectState) => state.contracts[contract]!;
const off = fc.integer({ min: -3, max: 2 });
const any = fc.integer({ min: 1, max: 300_000_000 });

const pay = (
  kind: string,
  n: number,
  cash: string,
  advanceRecovered = '0.00',
  certificate: string | null = null,
) =>
  command(RecordPayment, {
    kind,
    certificate,
    amount: cash,
    advanceRecovered,
    voucher: `ZF-${n}`,
    valueDate: today,
  });

/** While the works go on. */
const underWay: fc.Arbitrary<Attempt> = fc.oneof(
  {
    weight: 4,
    arbitrary: any.map(
      (value): Attempt =>
        (_, n) =>
          certify(n, BigInt(value)),
    ),
  },
  {
    weight: 1,
    arbitrary: off.map(
      (o): Attempt =>
        (state, n) =>
          certify(n, account.currentPrice(a(state)) - a(state).certified + BigInt(o)),
    ),
  },
  {
    weight: 2,
    arbitrary: off.map(
      (o): Attempt =>
        (state, n) =>
          pay('advance', n, amount(account.advanceCeiling(a(state)) - a(state).advances, o)),
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 100 }), off, off)
      .map(([share, o, p]) => progress(share, o, p)),
  },
  {
    weight: 2,
    arbitrary: any.map(
      (delta): Attempt =>
        (_, n) =>
          change(n, BigInt(delta) - 150_000_000n),
    ),
  },
  {
    weight: 1,
    arbitrary: any.map(
      (value): Attempt =>
        (_, n) =>
          command(RecordExpense, { amount: yuan(BigInt(value)), voucher: `ZF-${n}`, valueDate: today }),
    ),
  },
);

const recoversAll: Attempt = (state, n) =>
  pay('progress', n, '0.01', yuan(account.unrecovered(a(state))), aCertificate(state));
const accepts: Attempt = () => command(AcceptCompletion, { acceptedOn: today, defectsUntil: today });
const submits =
  (o: number): Attempt =>
  (state) =>
    command(SubmitSettlement, { submitted: amount(a(state).certified, o), submittedOn: today });
const reviews =
  (share: number): Attempt =>
  (state) =>
    command(ReviewSettlement, {
      approved: amount(((a(state).submitted ?? 0n) * BigInt(share)) / 100n, 0),
      reviewedOn: today,
    });
const releases: Attempt = (state) =>
  command(ReleaseRetention, {
    amount: amount(a(state).retention - a(state).retentionReleased, 0),
    releasedOn: today,
  });
/** All that the ceiling leaves, and `o` fen. */
const paysTheRest =
  (kind: 'settlement' | 'retention', o: number): Attempt =>
  (state, n) =>
    pay(kind, n, amount(account.paymentCeiling(a(state)) - account.paid(a(state)), o));

/** Around the settlement, in any order. */
const atTheEnd: fc.Arbitrary<Attempt> = fc.oneof(
  fc.constantFrom(recoversAll, accepts, releases),
  off.map(submits),
  fc.integer({ min: 70, max: 100 }).map(reviews),
  fc
    .tuple(fc.constantFrom('settlement' as const, 'retention' as const), off)
    .map(([kind, o]) => paysTheRest(kind, o)),
  underWay,
);
/** In the right order, some steps left out. */
const inOrder = fc.subarray(
  [
    recoversAll,
    accepts,
    submits(0),
    reviews(98),
    paysTheRest('settlement', -1),
    releases,
    paysTheRest('retention', 0),
  ],
  { minLength: 4 },
);

const anyStory = fc
  .tuple(fc.array(underWay, { minLength: 5, maxLength: 40 }), inOrder, fc.array(atTheEnd, { maxLength: 30 }))
  .map((parts) => parts.flat());

const certify = (n: number, value: Fen) =>
  command(CertifyProgress, { certificate: `JL-${n}`, value: yuan(max(1n, value)), certifiedOn: today });

/** A share of what the progress ceiling leaves, recovering about as much as it must. */
const progress =
  (share: number, o: number, p: number): Attempt =>
  (state, n) => {
    const left = max(0n, account.progressCeiling(a(state)) - account.progressGross(a(state)));
    const gross = (left * BigInt(share)) / 100n + BigInt(o);
    const recovered = max(0n, account.leastRecovery(a(state), max(0n, gross)) + BigInt(p < -1 ? -1 : p));
    return pay('progress', n, amount(gross - recovered, 0), yuan(recovered), aCertificate(state));
  };

const aCertificate = (state: ProjectState): string => a(state).certificates.keySeq().first() ?? 'JL-0';

const change = (n: number, delta: Fen) =>
  command(ChangeContract, { change: `BG-${n}`, delta: yuan(delta || 1n), approvedOn: today });

const context: Context = {
  ...{
    instant: `${today}T04:00:00.000Z`,
    today,
    actor: people.finance,
    rulebook: shippedRulebook,
    tender: null,
    target: null,
    calendar: chineseCalendar,
  },
  eventId: (index) => placeId('project', 0, index),
};

/** The events of those attempts that the ledger accepts, one after the other. */
function accepted(
  tried: readonly Attempt[],
  judge: (before: ProjectState, after: ProjectState, made: AnyEvent) => void,
): readonly AnyEvent[] {
  let { state } = givenProject('works-contract');
  const events: AnyEvent[] = [];
  for (const [n, attempt] of tried.entries()) {
    try {
      for (const made of project.decide(attempt(state, n), state, context).events) {
        const before = state;
        state = project.evolve(state, asEvolved(project, made));
        judge(before, state, made);
        events.push(made);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return events;
}

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const runs = { seed, numRuns: 100 };

describe(`Whatever an office tries with certificates, payments and changes (SEED=${seed})`, () => {
  it('no ceiling is passed, and nothing is paid while a contract is overpaid', () =>
    fc.assert(
      fc.property(anyStory, (attempts) => {
        accepted(attempts, (before, after, { type }) => {
          const [was, is] = [a(before), a(after)];
          expect(is.certified <= account.currentPrice(is)).toBe(true);
          expect(is.advances <= account.advanceCeiling(is)).toBe(true);
          expect(account.unrecovered(is) >= 0n).toBe(true);
          if (is.reviewed === null)
            expect(account.progressGross(is) <= account.progressCeiling(is)).toBe(true);
          if (type === 'PaymentRecorded') expect(account.overpaid(is)).toBe(0n);
          if (account.overpaid(was) > 0n) expect(type).not.toBe('PaymentRecorded');
          expect(obligated(after) <= bindingBudget(after)!.total).toBe(true);
        });
      }),
      runs,
    ));

  it('money is conserved: what the events say is what the account holds', () =>
    fc.assert(
      fc.property(anyStory, (attempts) => {
        let last = givenProject('works-contract').state;
        const events = accepted(attempts, (_, after) => (last = after));
        const total = (type: string, field: string) =>
          sum(
            events
              .filter((e) => e.type === type)
              .map((e) => BigInt((e.data as Record<string, string>)[field]!.replace('.', ''))),
          );
        expect(account.paid(a(last))).toBe(total('PaymentRecorded', 'amount'));
        expect(a(last).recovered).toBe(total('PaymentRecorded', 'advanceRecovered'));
        expect(a(last).certified).toBe(total('ProgressCertified', 'value'));
        expect(a(last).changes).toBe(total('ContractChanged', 'delta'));
        expect(last.expenses - 440_000_00n).toBe(total('ExpenseRecorded', 'amount'));
      }),
      runs,
    ));

  it('each kind of step is accepted now and then, so that the above says something', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyStory, (attempts) => {
        accepted(attempts, (_, __, { type, data }) =>
          seen.add(type === 'PaymentRecorded' ? (data as { kind: string }).kind : type),
        );
      }),
      { seed: 1, numRuns: 200 },
    );
    expect([...seen].sort()).toEqual(
      [
        'CompletionAccepted',
        'ContractChanged',
        'ExpenseRecorded',
        'ProgressCertified',
        'RetentionReleased',
        'SettlementReviewed',
        'SettlementSubmitted',
        'advance',
        'progress',
        'retention',
        'settlement',
      ].sort(),
    );
  });
});
