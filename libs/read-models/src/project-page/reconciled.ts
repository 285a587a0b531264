import {
  currentPrice,
  min,
  paid,
  overpaid,
  unrecovered,
  yuan,
  type ContractAccount,
  type Fen,
} from '@sunlit/ledger';
import type { Reconciled, ReconciledItem, Trace } from '../views.js';
import type { ContractFacts } from './document.parts.js';
import { paidOut } from './project.money.js';

type Because = Reconciled['differences'][number]['because'];

/**
 * A contract as of now, whatever order its events came in: each figure as the ledger folds it, and each difference with
 * the entries that make it. `facts`: what the page's document knows of it; `audit`: the entry of the final account's
 * audit. Yuan. Pure.
 */
export function reconciled(a: ContractAccount, facts: ContractFacts, audit: Trace | null): Reconciled {
  const settled = a.reviewed === null ? null : min(a.reviewed, a.audited ?? a.reviewed);
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
    retained: a.retention - a.retentionReleased,
    audited: a.audited,
  };
  const causes = causesOf(a, facts, audit);
  const differences = between(settled === null ? 'certified' : a.audited === null ? 'reviewed' : 'audited');
  return {
    rows: Object.entries(amounts).map(([item, amount]) => ({
      item: item as ReconciledItem,
      amount: amount === null ? null : yuan(amount),
    })),
    differences: differences.flatMap(([from, to, because]) => {
      const [first, second] = [amounts[from], amounts[to]];
      if (first === null || second === null || first === second) return [];
      // What no single entry makes follows from the terms: the contract itself.
      const entries = because.length > 0 ? because : [traced(facts)];
      return [{ between: [from, to], amount: yuan(second - first), because: inOrder(entries) }];
    }),
  };

  function between(due: ReconciledItem): readonly (readonly [ReconciledItem, ReconciledItem, Because])[] {
    return [
      ['price', 'current-price', causes.changes],
      ['current-price', 'certified', causes.uncertified],
      ['advance', 'recovered', causes.advance],
      ['paid-out', 'paid', causes.returned],
      ['certified', 'reviewed', causes.review],
      ['reviewed', 'audited', causes.audit],
      [due, 'paid', settled === null ? causes.underway : causes.settled],
    ];
  }
}

/** For each difference the entries that make it. */
function causesOf(a: ContractAccount, facts: ContractFacts, audit: Trace | null) {
  const { opening, changes, terminated, reductions, reversals, recoveries } = facts;
  const { advances, lastCertificate, lastPayment, review, retentionReleases } = facts;
  const taken = (amount: string | null | undefined) =>
    opening && amount && amount !== '0.00' ? [traced(opening, amount)] : [];
  const maybe = (trace: Trace | null) => (trace ? [traced(trace)] : []);
  const reduced = reductions.map((r) => traced(r, negative(r.reduction)));
  const reviewed = review ? maybe(review) : taken(opening?.balances.reviewed);
  const [over, held] = [overpaid(a), a.retention - a.retentionReleased];
  const returned = [
    ...reversals.map((r) => traced(r, negative(r.amount))),
    ...recoveries.filter((r) => r.amount !== '0.00').map((r) => traced(r, negative(r.amount))),
  ];
  return {
    changes: [...taken(opening?.balances.changes), ...changes.map((c) => traced(c, c.delta))],
    uncertified: [
      ...taken(opening?.balances.certified),
      ...maybe(lastCertificate),
      ...reduced,
      ...maybe(terminated),
    ],
    advance: [
      ...taken(opening?.balances.advances),
      ...advances.map((p) => traced(p, negative(p.amount))),
      ...reversals.filter((r) => r.kind === 'advance').map((r) => traced(r, r.amount)),
      ...(a.recovered > 0n ? maybe(lastPayment) : []),
    ],
    returned,
    review: [...reviewed, ...reduced],
    audit: maybe(audit),
    underway: [
      ...taken(opening?.balances.paid),
      ...(unrecovered(a) > 0n ? advances.map((p) => traced(p, p.amount)) : []),
      ...maybe(lastPayment),
      ...(over > 0n ? reductions.map((r) => traced(r, r.reduction)) : []),
      ...returned,
    ],
    settled: [
      ...(held > 0n || paid(a) < (a.audited ?? a.reviewed ?? 0n) ? reviewed : []),
      ...(over > 0n ? [...reviewed, ...(a.audited === null ? [] : maybe(audit))] : []),
      ...retentionReleases.map((r) => traced(r)),
      ...maybe(lastPayment),
      ...returned,
    ],
  };
}

const traced = ({ entry, revision }: Trace, amount: string | null = null) => ({ entry, revision, amount });

/** A yuan amount with the other sign. */
const negative = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

/** Each entry once, with its amount where one is said, in the order recorded. */
function inOrder(because: Because): Because {
  const said = [...because].sort((x, y) => Number(x.amount !== null) - Number(y.amount !== null));
  return [...new Map(said.map((b) => [b.revision, b])).values()].sort((x, y) => x.revision - y.revision);
}
