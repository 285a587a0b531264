import type { OpeningContract, tenderStages } from '@sunlit/ledger';
import { sameParty } from '@sunlit/ledger';
import type { AwardView, LotView, ObserverView, Source, TenderView } from '../views.js';
import { pick, placed, replaced, type Parts, type ProjectDocument } from './document.parts.js';

/** Lots, the rounds of their tenders, and their awards. */
export const lotParts: Parts = {
  LotPlanned: (doc, data, source) => {
    const known = doc.lots.find(({ lot }) => lot === data.lot);
    const { tenders = [], award = null, cancelledAwards = [] } = known ?? {};
    const planned = pick(data, 'lot', 'name', 'kind', 'method', 'ground', 'estimate', 'plannedOn');
    const lot = { ...source, ...planned, tenders, award, cancelledAwards };
    return { ...doc, lots: replaced(doc.lots, lot, ({ lot }) => lot === data.lot) };
  },
  TenderNoticePublished: (doc, { lot, round, ...data }, source) =>
    inLot(doc, lot, ({ tenders }) => {
      const notice = { ...source, ...data };
      const known = tenders.find((tender) => tender.round === round);
      const tender = known ? { ...known, notice } : newTender(round, notice);
      return { tenders: replaced(tenders, tender, (other) => other.round === round) };
    }),
  TenderClarified: (doc, data, source) =>
    inRound(doc, data, ({ clarifications, notice }) => {
      const earlier = clarifications.findLast(({ revision }) => revision < source.revision);
      const deadlineBefore = (earlier ?? notice).bidDeadline;
      const said = pick(data, 'clarification', 'subject', 'content', 'affectsBids', 'clarifiedOn');
      const clarified = placed(clarifications, {
        ...{ ...source, ...said, deadlineBefore, bidDeadline: data.bidDeadline },
      });
      return { clarifications: clarified, bidDeadline: clarified.at(-1)!.bidDeadline };
    }),

  ObserverInvited: (doc, data, source) =>
    inRound(doc, data, ({ observers }) => {
      const known = observers.find(({ revision }) => revision === source.revision);
      const { replies = [], attestation = null } = known ?? {};
      const invited = pick(data, 'observer', 'capacity', 'invitedOn');
      return { observers: placed(observers, { ...source, ...invited, replies, attestation }) };
    }),
  ObserverReplied: (doc, data, source) =>
    ofObserver(doc, data, ({ replies }) => ({
      replies: placed(replies, { ...source, ...pick(data, 'comes', 'reason') }),
    })),
  OpeningAttested: (doc, data, source) =>
    ofObserver(doc, data, () => ({
      attestation: { ...source, ...pick(data, 'present', 'statement', 'irregularities') },
    })),

  ObjectionRaised: (doc, data, source) =>
    inRound(doc, data, ({ objections }) => {
      const { answer = null } = objections.find(({ revision }) => revision === source.revision) ?? {};
      const raised = pick(data, 'objection', 'about', 'subject', 'content', 'raisedOn', 'answerDue');
      const { objector = null } = data;
      return { objections: placed(objections, { ...source, ...raised, objector, answer }) };
    }),
  ObjectionAnswered: (doc, data, source) =>
    inRound(doc, data, ({ objections }) => {
      const answer = { ...source, ...pick(data, 'outcome', 'answer', 'answeredOn') };
      return {
        objections: objections.map((o) => (o.objection === data.objection ? { ...o, answer } : o)),
      };
    }),

  BidBoxClosed: (doc, data, source) =>
    inRound(doc, data, () => ({ box: { ...source, receipts: data.receipts ?? null } })),
  BidsOpened: (doc, data, source) =>
    inRound(doc, data, () => ({
      opening: { ...source, ...pick(data, 'openedAt', 'place', 'attended', 'bids') },
    })),
  BidsEvaluated: (doc, data, source) =>
    inRound(doc, data, () => {
      const { committee = null, ranking = null, rejections = null } = data;
      const evaluated = pick(data, 'evaluationMethod', 'evaluatedOn');
      return { evaluation: { ...source, ...evaluated, committee, ranking, rejections } };
    }),
  CandidatesPublicized: (doc, data, source) =>
    inRound(doc, data, () => ({
      publicity: { ...source, ...pick(data, 'candidates', 'publicFrom', 'publicUntil', 'objectionChannel') },
    })),
  TenderFailed: (doc, data, source) =>
    inRound(doc, data, () => ({
      failed: { ...source, ...pick(data, 'ground', 'reason', 'failedOn', 'bidders') },
    })),

  TenderAwarded: (doc, data, source) =>
    inLot(doc, data.lot, (lot) => {
      const { cancelled = null } = awardsOf(lot).find(({ revision }) => revision === source.revision) ?? {};
      const award = pick(data, 'winner', 'price', 'noticeNumber', 'awardedOn', 'round', 'method');
      const approved = pick(data, 'approval', 'contractDue');
      return withAwards(lot, placed(awardsOf(lot), { ...source, ...award, ...approved, cancelled }));
    }),
  AwardCancelled: (doc, data, source) =>
    inLot(doc, data.lot, (lot) => {
      const awards = awardsOf(lot);
      const before = (award: AwardView) => !award.cancelled && award.revision < source.revision;
      const award =
        awards.find(({ cancelled }) => cancelled?.revision === source.revision) ?? awards.findLast(before);
      const cancelled = { ...source, ...pick(data, 'ground', 'reason', 'cancelledOn') };
      return award ? withAwards(lot, placed(awards, { ...award, cancelled })) : {};
    }),
};

/** A lot that was awarded and contracted before this ledger took it over. */
export const openingLot = (
  { lot, lotName, lotKind, method, contractor, price, signedOn }: OpeningContract,
  source: Source,
): LotView => ({
  ...{ ...source, lot, name: lotName, kind: lotKind, method, ground: null, estimate: price, plannedOn: null },
  ...{ tenders: [], cancelledAwards: [] },
  award: {
    ...{ ...source, winner: contractor, price, noticeNumber: null, awardedOn: signedOn },
    ...{ round: null, method, approval: null, contractDue: null, cancelled: null },
  },
});

/** In the order recorded. */
const awardsOf = ({ award, cancelledAwards }: LotView): readonly AwardView[] =>
  [...cancelledAwards, ...(award ? [award] : [])].sort((a, b) => a.revision - b.revision);

/** One award stands at a time. */
const withAwards = (
  lot: LotView,
  awards: readonly AwardView[],
): Pick<LotView, 'tenders' | 'award' | 'cancelledAwards'> => {
  const award = awards.find(({ cancelled }) => cancelled === null) ?? null;
  const cancelledAwards = awards.filter(({ cancelled }) => cancelled !== null);
  return { award, cancelledAwards, tenders: lot.tenders.map((tender) => staged(tender, award)) };
};

const inLot = (
  doc: ProjectDocument,
  lot: string,
  change: (lot: LotView) => Partial<LotView>,
): ProjectDocument => ({
  ...doc,
  lots: doc.lots.map((found) => (found.lot === lot ? { ...found, ...change(found) } : found)),
});

const inRound = (
  doc: ProjectDocument,
  { lot, round }: { readonly lot: string; readonly round: number },
  change: (tender: TenderView) => Partial<TenderView>,
): ProjectDocument =>
  inLot(doc, lot, ({ tenders, award }) => ({
    tenders: tenders.map((tender) =>
      tender.round === round ? staged({ ...tender, ...change(tender) }, award) : tender,
    ),
  }));

const ofObserver = (
  doc: ProjectDocument,
  data: { readonly lot: string; readonly round: number; readonly observer: ObserverView['observer'] },
  change: (observer: ObserverView) => Partial<ObserverView>,
): ProjectDocument =>
  inRound(doc, data, ({ observers }) => ({
    observers: observers.map((o) => (sameParty(o.observer, data.observer) ? { ...o, ...change(o) } : o)),
  }));

/** Where a round stands follows from its parts: a cancelled award takes it back to its candidates. */
function staged(tender: TenderView, award: AwardView | null): TenderView {
  const { failed, publicity, evaluation, opening, box, round } = tender;
  const stage: (typeof tenderStages)[number] = failed
    ? 'failed'
    : award?.round === round
      ? 'awarded'
      : publicity
        ? 'publicized'
        : evaluation
          ? 'evaluated'
          : opening
            ? 'opened'
            : box
              ? 'box-closed'
              : 'noticed';
  return { ...tender, stage };
}

const newTender = (round: number, notice: TenderView['notice']): TenderView => ({
  ...{ round, stage: 'noticed', notice, bidDeadline: notice.bidDeadline },
  ...{ clarifications: [], observers: [], objections: [] },
  ...{ box: null, opening: null, evaluation: null, publicity: null, failed: null },
});
