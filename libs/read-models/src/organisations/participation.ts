import {
  currentPrice,
  fen,
  figures,
  obligation,
  overpaid,
  paid,
  sameParty,
  shanghaiDay,
  type ExpenseRecorded,
  type Organisation,
} from '@sunlit/ledger';
import type { Shown } from '../project-page/project.events.js';
import type { ProjectModel } from '../project-page/project.projection.js';
import type { AwardView, LotView, TenderView, Trace } from '../views.js';
import type { Visible } from '../visible.js';
import { organisationId } from './organisation.id.js';
import type { Capacity, Outcome, ParticipationRow } from './organisation.table.js';

/**
 * Every body with a part in a project, as its page shows them: a field that is sealed or withheld names nobody. Payees of
 * expenses have rows of their own entries, see `payee`. Pure.
 */
export function participations({ project, state, document }: ProjectModel): ParticipationRow[] {
  const { registered, lots, contracts, audit } = document;
  const { contracted, certified, paid: paidInAll } = figures(state);
  const sums = { contracted: fenText(contracted), certified: fenText(certified), paid: fenText(paidInAll) };
  const day = registered === null ? '' : shanghaiDay(registered.recordedAt);
  const rows = [
    ...named('owner', registered?.owner, registered, { day, ...sums }),
    ...lots.flatMap(ofLot),
    ...contracts.flatMap((contract) => {
      const of = { subject: contract.contract, contract: contract.contract, lot: contract.lot };
      const { contractor, engineer, review, signedOn } = contract;
      const account = state.contracts[contract.contract];
      const money = account && {
        ...{ price: String(account.price), changes: String(account.changes) },
        ...{ currentPrice: String(currentPrice(account)), contracted: String(obligation(account)) },
        ...{ certified: String(account.certified), paid: String(paid(account)) },
        overpaid: String(overpaid(account)),
      };
      return [
        ...named('contractor', contractor, contract, { ...of, day: signedOn, ...money }),
        ...named('engineer', engineer, contract, { ...of, day: signedOn }),
        ...named('reviewer', review?.reviewer, review, { ...of, day: review?.reviewedOn ?? '' }),
      ];
    }),
    ...named('auditor', audit?.auditor, audit, { day: audit?.auditedOn ?? '' }),
  ];
  return rows.map((row) => ({ ...row, project }));
}

/** Who was paid an expense: only a body with a credit code, since others may be natural persons. Pure. */
export function payee({ type, project, read, ...source }: Visible): ParticipationRow[] {
  if (type !== 'ExpenseRecorded') return [];
  const { payee, amount, valueDate } = read as unknown as Shown<ExpenseRecorded>;
  if (!payee?.uscc) return [];
  const paid = { day: valueDate, price: fenText(amount) };
  return named('payee', payee, source, paid).map((row) => ({ ...row, project: project! }));
}

type Row = Omit<ParticipationRow, 'project'>;

function ofLot({ lot, tenders, award, cancelledAwards }: LotView): Row[] {
  const awards = [...cancelledAwards, ...(award ? [award] : [])];
  return [
    ...awards.flatMap((each) =>
      named('winner', each.winner, each, {
        ...{ subject: lot, lot, round: each.round, day: each.awardedOn, price: fenText(each.price) },
        outcome: each.cancelled ? 'cancelled' : 'standing',
      }),
    ),
    ...tenders.flatMap((tender) => ofRound(lot, tender, awards)),
  ];
}

function ofRound(lot: string, tender: TenderView, awards: readonly AwardView[]): Row[] {
  const { round, notice, observers, opening, publicity } = tender;
  const of = { lot, round };
  return [
    ...named('agent', notice.agent, notice, { ...of, day: notice.publishedOn }),
    ...observers.flatMap((o) =>
      named('observer', o.observer, o, { ...of, subject: o.capacity, day: o.invitedOn }),
    ),
    ...(opening?.bids ?? []).flatMap(({ receipt, bidder, price, valid, rejection }) =>
      named('tenderer', bidder, opening, {
        ...of,
        ...{ subject: receipt, day: shanghaiDay(opening!.openedAt) },
        price: price === null ? null : fenText(price),
        ...outcomeOf(bidder, valid ? null : (rejection ?? ''), tender, awards),
      }),
    ),
    ...(publicity?.candidates ?? []).flatMap(({ bidder, rank, price }) =>
      named('candidate', bidder, publicity, {
        ...{ ...of, subject: String(rank), day: publicity!.publicFrom, rank, price: fenText(price) },
      }),
    ),
  ];
}

type Result = Pick<ParticipationRow, 'outcome' | 'rank' | 'reason'>;

/** What the public may know by now of how a bid fared. `refused`: why it did not stand at the opening; null where it did. */
function outcomeOf(
  bidder: Organisation,
  refused: string | null,
  { round, evaluation, publicity, failed }: TenderView,
  awards: readonly AwardView[],
): Result {
  const same = (other: { readonly bidder: Organisation }) => sameParty(other.bidder, bidder);
  const ranked = publicity?.candidates?.find(same) ?? evaluation?.ranking?.find(same);
  const rejected = evaluation?.rejections?.find(same);
  const ofRound = awards.filter((award) => award.round === round);
  const own = ofRound.filter(({ winner }) => winner && sameParty(winner, bidder));
  const as = (outcome: Outcome, reason: string | null = null): Result => ({
    ...{ outcome, rank: ranked?.rank ?? null, reason },
  });
  if (refused !== null || rejected) return as('rejected', refused || (rejected?.reason ?? null));
  if (own.some(({ cancelled }) => cancelled === null)) return as('won');
  if (own.length > 0) return as('cancelled');
  if (failed) return as('round-failed');
  if (ofRound.some(({ cancelled }) => cancelled === null)) return as('not-won');
  return as(ranked ? 'ranked' : 'opened');
}

const nothing = {
  ...{ subject: '', lot: null, round: null, contract: null, rank: null, price: null },
  ...{ outcome: null, reason: null, contracted: null, certified: null, paid: null },
  ...{ changes: null, currentPrice: null, overpaid: null },
} satisfies Partial<ParticipationRow>;

/** No row where nobody is named, or nobody may see who. */
function named(
  capacity: Capacity,
  body: Organisation | null | undefined,
  source: Trace | null,
  more: Partial<ParticipationRow> & { readonly day: string },
): Row[] {
  if (!body || !source) return [];
  const { entry, revision } = source;
  const { name } = body;
  return [{ ...nothing, organisation: organisationId(body), capacity, entry, revision, name, ...more }];
}

const fenText = (amount: string): string => String(fen(amount));
