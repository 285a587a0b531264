import {
  currentPrice,
  fen,
  min,
  overpaid,
  paid,
  paymentCeiling,
  paymentKinds,
  progressCeiling,
  sum,
  unrecovered,
  yuan,
  type ContractAccount,
  type Fen,
  type PaymentKind,
} from '@sunlit/ledger';
import type { Reconciled, ReconciledCause, ReconciledItem, ReconciledLine, Tally, Trace } from '../views.js';
import { traceOf, type ContractFacts } from './document.parts.js';
import { paidOut } from './project.money.js';

/**
 * A contract as of now, whatever order its events came in: each figure as the ledger folds it, and each difference between
 * two of them as signed lines that add up to it, to the fen. `facts`: what the page's document knows of it; `audit`: the
 * entry of the final account's audit. Yuan. Pure.
 */
export function reconciled(a: ContractAccount, facts: ContractFacts, audit: Trace | null): Reconciled {
  const over = overpaid(a);
  const amounts: Readonly<Record<ReconciledItem, Fen | null>> = {
    price: a.price,
    changes: a.changes,
    'current-price': currentPrice(a),
    certified: a.certified,
    advance: a.advances,
    recovered: a.recovered,
    'paid-out': paidOut(a),
    reversals: a.reversals,
    recoveries: a.recoveries,
    paid: paid(a),
    reviewed: a.reviewed,
    retained: held(a),
    audited: a.audited,
    ceiling: over > 0n ? paymentCeiling(a) : null,
    overpaid: over > 0n ? over : null,
  };
  return {
    rows: Object.entries(amounts)
      .filter(([item, amount]) => amount !== null || (item !== 'ceiling' && item !== 'overpaid'))
      .map(([item, amount]) => ({
        item: item as ReconciledItem,
        amount: amount === null ? null : yuan(amount),
      })),
    differences: between(a, facts, audit).flatMap(([from, to, lines]) => {
      const [first, second] = [amounts[from], amounts[to]];
      if (first === null || second === null || first === second) return [];
      return [{ between: [from, to], amount: yuan(second - first), because: few(lines).map(shown) }];
    }),
  };
}

/** One line before it is shown, in fen. */
interface Line {
  readonly cause: ReconciledCause;
  readonly amount: Fen;
  readonly count: number;
  readonly source: Trace | null;
}
type Difference = readonly [ReconciledItem, ReconciledItem, readonly Line[]];

const held = (a: ContractAccount): Fen => a.retention - a.retentionReleased;

/** The figures that are held against each other, and what moves the second away from the first. */
function between(a: ContractAccount, facts: ContractFacts, audit: Trace | null): readonly Difference[] {
  const { changes, reductions, terminated, opening, moved, settlement, review } = facts;
  const balance = (field: 'certified' | 'paid' | 'advances' | 'recovered' | 'changes'): Fen => {
    const amount = opening?.balances[field] ?? null;
    return amount === null ? 0n : fen(amount);
  };
  const taken = (amount: Fen) => one('opening', amount, opening);
  const tally = (kind: Tally['kind']) => moved.find((t) => t.kind === kind);
  const certified = (sign: Sign) => [
    ...tallied('certificate', tally('certificate'), sign),
    ...reductions.map((r) => one('reduction', -sign * fen(r.reduction), r)),
  ];
  const payments = paymentKinds.flatMap((kind) => tallied(kind, tally(kind), 1n));
  const returned = returnedBy(facts);
  const [reviewed, audited] = [review ?? opening, a.audited === null ? null : audit];
  const certifiedBefore = a.reviewed === null ? balance('certified') : 0n;
  const due: readonly Line[] =
    a.reviewed === null
      ? certified(-1n)
      : a.audited === null
        ? [one('review', -a.reviewed, reviewed)]
        : [one('audit', -a.audited, audited)];
  return [
    [
      'price',
      'current-price',
      [taken(balance('changes')), ...changes.map((c) => one('change', fen(c.delta), c))],
    ],
    [
      'current-price',
      'certified',
      [
        one('price', -a.price, facts),
        ...changes.map((c) => one('change', -fen(c.delta), c)),
        taken(balance('certified') - balance('changes')),
        ...certified(1n),
        // It takes nothing off: it says that the rest will not be certified any more.
        ...(terminated ? [{ cause: 'terminated', amount: 0n, count: 1, source: terminated } as const] : []),
      ],
    ],
    ['advance', 'recovered', advanceLines(facts, taken(balance('recovered') - balance('advances')))],
    ['paid-out', 'paid', returned],
    [
      'certified',
      'reviewed',
      [
        one('submitted', (a.submitted ?? 0n) - a.certified, settlement ?? opening),
        one('review', (a.reviewed ?? 0n) - (a.submitted ?? 0n), reviewed),
      ],
    ],
    ['reviewed', 'audited', [one('audit', (a.audited ?? 0n) - (a.reviewed ?? 0n), audited)]],
    [
      a.reviewed === null ? 'certified' : a.audited === null ? 'reviewed' : 'audited',
      'paid',
      [...due, taken(balance('paid') - certifiedBefore), ...payments, ...returned],
    ],
    ['ceiling', 'paid', overCeiling(a, reviewed, audited)],
  ];
}

/** What is still to be recovered of the advance, with the other sign. */
function advanceLines({ moved, reversals, recoveries, recoveriesReversed }: ContractFacts, taken: Line) {
  const ofKind = (kind: PaymentKind) => moved.filter((t) => t.kind === kind);
  return [
    taken,
    ...ofKind('advance').flatMap((t) => tallied('advance', t, -1n)),
    ...reversals.filter((r) => r.kind === 'advance').map((r) => one('reversal', fen(r.amount), r)),
    ...paymentKinds.flatMap((kind) =>
      ofKind(kind).flatMap((t) => tallied('advance-recovered', t, 1n, 'recovered')),
    ),
    ...recoveries.map((r) => one('advance-set-off', fen(r.advanceRecovered), r)),
    ...[...reversals, ...recoveriesReversed].map((r) => one('advance-restored', -fen(r.advanceRestored), r)),
  ];
}

const returnedBy = ({ reversals, recoveries, recoveriesReversed }: ContractFacts): readonly Line[] => [
  ...reversals.map((r) => one('reversal', -fen(r.amount), r)),
  ...recoveries.map((r) => one('recovery', -fen(r.amount), r)),
  ...recoveriesReversed.map((r) => one('recovery-reversed', fen(r.amount), r)),
];

/** How the ceiling is computed: figures, which the other differences trace to their entries. */
function overCeiling(a: ContractAccount, review: Trace | null, audit: Trace | null): readonly Line[] {
  const figure = (cause: ReconciledCause, amount: Fen): Line => ({ cause, amount, count: 0, source: null });
  const all = figure('paid', paid(a));
  if (a.reviewed === null)
    return [all, figure('progress-share', -progressCeiling(a)), figure('unrecovered', -unrecovered(a))];
  const settled = min(a.reviewed, a.audited ?? a.reviewed);
  const by = a.audited === null ? one('review', -settled, review) : one('audit', -settled, audit);
  return [all, by, figure('retained', settled - paymentCeiling(a))];
}

type Sign = 1n | -1n;
const one = (cause: ReconciledCause, amount: Fen, source: Trace | null): Line => ({
  ...{ cause, amount, count: source === null ? 0 : 1 },
  source: source && traceOf(source),
});

/** Each entry of a tally while it keeps them, else their sum. */
const tallied = (
  cause: ReconciledCause,
  tally: Tally | undefined,
  sign: Sign,
  of: 'amount' | 'recovered' = 'amount',
): readonly Line[] =>
  tally === undefined
    ? []
    : tally.entries.length > 0
      ? tally.entries.map((entry) => one(cause, sign * fen(entry[of]), entry))
      : [{ cause, amount: sign * fen(tally[of]), count: tally.count, source: null }];

/** Lines of nothing are left out, and where many have one cause, one says their sum. */
function few(lines: readonly Line[]): readonly Line[] {
  const telling = lines.filter(({ amount, cause }) => amount !== 0n || cause === 'terminated');
  return [...new Set(telling.map(({ cause }) => cause))].flatMap((cause) => {
    const same = telling.filter((line) => line.cause === cause);
    if (same.length <= 5) return same;
    const count = same.reduce((all, line) => all + line.count, 0);
    return [{ cause, amount: sum(same.map(({ amount }) => amount)), count, source: null }];
  });
}

const shown = ({ amount, ...line }: Line): ReconciledLine => ({ ...line, amount: yuan(amount) });
