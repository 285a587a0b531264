import {
  bindingBudget,
  currentPrice,
  dueOnCertificate,
  initialProject,
  min,
  newRound,
  overpaid,
  paid,
  paymentCeiling,
  project,
  unrecovered,
  yuan,
  type Certificate,
  type ContractAccount,
  type Fen,
  type JsonObject,
  type ProjectRegistered,
  type ProjectState,
} from '@sunlit/ledger';
import { Map as Keyed } from 'immutable';
import type { ContractView, ProjectStage } from '../views.js';

/**
 * The project as the ledger's own rules fold it, from visible fields only: every figure on the page is computed by the
 * functions that decide. What grows with each entry and only deciders need is left out, so that it stays small.
 */
export function evolved(state: ProjectState, type: string, read: JsonObject): ProjectState {
  return lean(project.evolve(state, { type, data: read }), state);
}

function lean(state: ProjectState, before: ProjectState): ProjectState {
  return {
    ...state,
    registered: state.registered && leanRegistered(state.registered),
    vouchers: initialProject.vouchers,
    lots: each(state.lots, leanLot),
    contracts: each(state.contracts, (a, name) => leanContract(a, before.contracts[name])),
    overrides: [],
    amended: {},
  };
}

/** Without words that may be corrected or withheld later: those are the page's document's. */
const leanRegistered = ({
  number,
  nationalCode,
  owner,
  category,
  estimate,
}: ProjectRegistered): ProjectRegistered =>
  ({ number, nationalCode, owner, category, estimate }) as ProjectRegistered;

/** A certificate that is paid is asked for no more; the others say what is still due on them. */
const leanContract = (a: ContractAccount, before: ContractAccount | undefined): ContractAccount => ({
  ...a,
  // Thousands of certificates may be waiting: they are looked through only when an event touched them.
  certificates:
    a.certificates === before?.certificates
      ? a.certificates
      : a.certificates.filter((certificate) => dueOnCertificate(a, certificate) > 0n),
  changeNumbers: [],
});

// Who invited, bid and was ranked is shown from the page's document; sealed parts are not there at all.
function leanLot(lot: ProjectState['lots'][string]): ProjectState['lots'][string] {
  const { tender } = lot;
  if (!tender) return lot;
  const { round, stage, publishedOn, bidDeadline } = tender;
  return { ...lot, tender: { ...newRound({ round, publishedOn, bidDeadline, ceilingPrice: null }), stage } };
}

const each = <T>(
  record: Readonly<Record<string, T>>,
  change: (value: T, name: string) => T,
): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));

/** Fen as `{"fen":"123"}`. Vouchers are left out. */
export function encoded({ vouchers: _, ...state }: ProjectState): JsonObject {
  // In the order of their numbers, so that the row is the same however often it was written and read.
  const contracts = each(state.contracts, (a) => ({
    ...a,
    certificates: a.certificates.sortBy((_, number) => number),
  }));
  return JSON.parse(
    JSON.stringify({ ...state, contracts }, (_, value: unknown) =>
      typeof value === 'bigint' ? { fen: String(value) } : value,
    ),
  );
}

export function decoded(text: string): ProjectState {
  const state = JSON.parse(text, (_, value: unknown) =>
    isFen(value) ? BigInt(value.fen) : value,
  ) as ProjectState;
  // A map of certificates becomes an object in JSON.
  const certificates = (a: ContractAccount) =>
    Keyed(Object.entries(a.certificates as unknown as Readonly<Record<string, Certificate>>));
  const contracts = each(state.contracts, (a) => ({ ...a, certificates: certificates(a) }));
  return { ...state, contracts, vouchers: initialProject.vouchers };
}

const isFen = (value: unknown): value is { readonly fen: string } =>
  typeof value === 'object' && value !== null && 'fen' in value && typeof value.fen === 'string';

/** How far a project has come. Pure. */
export function stageOf(state: ProjectState): ProjectStage {
  const accounts = Object.values(state.contracts);
  const works = accounts.filter(({ kind }) => kind === 'works');
  const contracted =
    accounts.length > 0 && Object.values(state.lots).every(({ contract }) => contract !== null);
  if (state.closedOn !== null) return 'closed';
  if (state.audit !== null) return 'audited';
  if (state.finalAccount !== null || (contracted && accounts.every((a) => a.reviewed !== null)))
    return 'settled';
  if (contracted && works.length > 0 && works.every((a) => (a.acceptedOn ?? a.terminatedOn) !== null))
    return works.some((a) => a.acceptedOn !== null) ? 'completed' : 'terminated';
  if (accounts.some((a) => a.certified > 0n || paid(a) > 0n)) return 'under-way';
  if (accounts.length > 0) return 'contracted';
  if (Object.values(state.lots).some(({ tender, award }) => tender !== null || award !== null))
    return 'tendering';
  return bindingBudget(state) ? 'budgeted' : 'registered';
}

/** The earliest deadline of a bid box that is not closed yet; null when there is none. */
export const boxDue = ({ lots }: ProjectState): string | null =>
  Object.values(lots)
    .flatMap(({ tender }) => (tender?.stage === 'noticed' ? tender.bidDeadline : []))
    .sort()[0] ?? null;

/** Everything paid on the project, expenses included. */
export const paidInAll = (state: ProjectState): Fen =>
  Object.values(state.contracts).reduce((total, a) => total + paid(a), state.expenses);

/** All that was ever paid on a contract, before what was reversed and paid back. */
export const paidOut = (a: ContractAccount): Fen => paid(a) + a.recoveries + a.reversals;

/** The money of one contract, yuan. */
export const contractMoney = (a: ContractAccount): ContractView['money'] => ({
  currentPrice: yuan(currentPrice(a)),
  certified: yuan(a.certified),
  advance: yuan(a.advances),
  recovered: yuan(a.recovered),
  unrecovered: yuan(unrecovered(a)),
  paidOut: yuan(paidOut(a)),
  reversals: yuan(a.reversals),
  recoveries: yuan(a.recoveries),
  paid: yuan(paid(a)),
  ceiling: yuan(paymentCeiling(a)),
  overpaid: yuan(overpaid(a)),
  retentionHeld: yuan(a.retention - a.retentionReleased),
  settled: a.reviewed === null ? null : yuan(min(a.reviewed, a.audited ?? a.reviewed)),
});
