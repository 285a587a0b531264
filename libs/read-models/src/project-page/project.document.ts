import { tenderStages, type ProjectRegistered } from '@sunlit/ledger';
import type { BudgetView, ContractView, LotView, ProjectView, Source, TenderView } from '../views.js';
import type { Visible } from '../visible.js';
import type { ProjectEvents, ProjectEventType, Shown } from './project.events.js';

/**
 * The part of a project's page that does not grow with its payments: one document, kept with the project's row.
 * Every part says where it comes from. Amounts that follow from others are not in it: the query computes them.
 */
export interface ProjectDocument extends Pick<
  ProjectView,
  'consultations' | 'research' | 'budgets' | 'lots' | 'finalAccount' | 'audit' | 'closed'
> {
  readonly registered: (Partial<ProjectRegistered> & Source) | null;
  readonly contracts: readonly ContractFacts[];
}

export type ContractFacts = Omit<ContractView, 'money'>;

export const emptyDocument: ProjectDocument = {
  registered: null,
  consultations: [],
  research: [],
  budgets: [],
  lots: [],
  contracts: [],
  finalAccount: null,
  audit: null,
  closed: null,
};

/**
 * The document after an event. The same event again, with more of its fields visible, takes its own former place and
 * leaves what came after it alone: so a sealed field opens. Pure.
 */
export function documented(document: ProjectDocument, event: Visible): ProjectDocument {
  const { entry, revision, recordedAt, closed } = event;
  const put = parts[event.type as ProjectEventType] as Put<object> | undefined;
  return put ? put(document, event.read, { entry, revision, recordedAt, closed }) : document;
}

type Put<Data> = (document: ProjectDocument, data: Data, source: Source) => ProjectDocument;

/** An event that has no part here is shown in the trail and on its own page only. */
const parts: { readonly [T in ProjectEventType]?: Put<Shown<ProjectEvents[T]>> } = {
  ProjectRegistered: (doc, data, source) => ({ ...doc, registered: { ...data, ...source } }),
  DepartmentConsulted: (doc, data, source) => ({
    ...doc,
    consultations: placed(doc.consultations, {
      ...source,
      ...pick(data, 'department', 'opinion', 'consultedOn'),
    }),
  }),
  ResearchRecorded: (doc, data, source) => ({
    ...doc,
    research: placed(doc.research, {
      ...source,
      ...pick(data, 'subject', 'summary', 'conductedBy', 'completedOn'),
    }),
  }),
  BudgetProposed: (doc, data, source) => {
    const { approved = null } = doc.budgets.find(({ revision }) => revision === source.revision) ?? {};
    const proposal = { ...source, ...pick(data, 'kind', 'lines', 'total', 'proposedOn'), approved };
    return { ...doc, budgets: placed(doc.budgets, proposal) };
  },
  BudgetApproved: (doc, data, source) => {
    const approved = { ...source, ...pick(data, 'approvingBody', 'documentNumber', 'approvedOn') };
    const proposal = doc.budgets.findLast(
      ({ kind, revision }) => kind === data.kind && revision < source.revision,
    );
    return proposal
      ? { ...doc, budgets: placed(doc.budgets, { ...proposal, approved } satisfies BudgetView) }
      : doc;
  },

  LotPlanned: (doc, data, source) => {
    const { tenders = [], award = null } = doc.lots.find(({ lot }) => lot === data.lot) ?? {};
    const planned = pick(data, 'lot', 'name', 'kind', 'method', 'ground', 'estimate', 'plannedOn');
    return { ...doc, lots: placed(doc.lots, { ...source, ...planned, tenders, award }) };
  },
  TenderNoticePublished: (doc, { lot, round, ...data }, source) =>
    inLot(doc, lot, ({ tenders }) => {
      const notice = { ...source, ...data };
      const known = tenders.some((tender) => tender.round === round);
      return {
        tenders: known
          ? tenders.map((tender) => (tender.round === round ? { ...tender, notice } : tender))
          : [...tenders, newTender(round, notice)],
      };
    }),
  ObserverInvited: (doc, data, source) =>
    inRound(doc, data, 'noticed', ({ observers }) => ({
      observers: placed(observers, { ...source, ...pick(data, 'observer', 'capacity', 'invitedOn') }),
    })),
  BidBoxClosed: (doc, data, source) =>
    inRound(doc, data, 'box-closed', () => ({ box: { ...source, receipts: data.receipts ?? null } })),
  BidsOpened: (doc, data, source) =>
    inRound(doc, data, 'opened', () => ({
      opening: { ...source, ...pick(data, 'openedAt', 'place', 'attended', 'bids') },
    })),
  BidsEvaluated: (doc, data, source) =>
    inRound(doc, data, 'evaluated', () => {
      const { committee = null, ranking = null, rejections = null } = data;
      return {
        evaluation: {
          ...source,
          ...pick(data, 'evaluationMethod', 'evaluatedOn'),
          committee,
          ranking,
          rejections,
        },
      };
    }),
  CandidatesPublicized: (doc, data, source) =>
    inRound(doc, data, 'publicized', () => ({
      publicity: { ...source, ...pick(data, 'candidates', 'publicFrom', 'publicUntil', 'objectionChannel') },
    })),
  TenderAwarded: (doc, data, source) => {
    const award = { ...source, ...pick(data, 'winner', 'price', 'noticeNumber', 'awardedOn') };
    const awarded = inLot(doc, data.lot, () => ({ award }));
    return data.round === null
      ? awarded
      : inRound(awarded, { lot: data.lot, round: data.round }, 'awarded', () => ({}));
  },

  ContractSigned: (doc, data, source) => {
    const {
      changes = [],
      completion = null,
      settlement = null,
      review = null,
      retentionReleases = [],
    } = doc.contracts.find(({ contract }) => contract === data.contract) ?? {};
    const signed: ContractFacts = {
      ...source,
      ...pick(
        data,
        'contract',
        'lot',
        'kind',
        'contractor',
        'engineer',
        'price',
        'signedOn',
        'startOn',
        'finishOn',
      ),
      terms: pick(
        data,
        'advanceRate',
        'advanceRecoveryRate',
        'progressRate',
        'retentionRate',
        'performanceBond',
      ),
      ...{ changes, completion, settlement, review, retentionReleases },
    };
    return { ...doc, contracts: placed(doc.contracts, signed) };
  },
  ContractChanged: (doc, data, source) =>
    inContract(doc, data.contract, ({ changes }) => {
      const amounts = pick(data, 'change', 'reason', 'delta', 'priceBefore', 'priceAfter', 'cumulative');
      return {
        changes: placed(changes, {
          ...source,
          ...amounts,
          ...pick(data, 'approvedBy', 'approvalNumber', 'approvedOn'),
        }),
      };
    }),
  CompletionAccepted: (doc, data, source) =>
    inContract(doc, data.contract, () => ({
      completion: { ...source, ...pick(data, 'acceptedOn', 'quality', 'defectsUntil') },
    })),
  SettlementSubmitted: (doc, data, source) =>
    inContract(doc, data.contract, () => ({
      settlement: { ...source, ...pick(data, 'submitted', 'submittedOn') },
    })),
  SettlementReviewed: (doc, data, source) =>
    inContract(doc, data.contract, () => {
      const amounts = pick(data, 'submitted', 'approved', 'reduction', 'reductionRate');
      return {
        review: {
          ...source,
          ...amounts,
          ...pick(data, 'reviewer', 'kind', 'reviewedOn', 'opinion', 'auditFindings'),
        },
      };
    }),
  RetentionReleased: (doc, data, source) =>
    inContract(doc, data.contract, ({ retentionReleases }) => ({
      retentionReleases: placed(retentionReleases, { ...source, ...pick(data, 'amount', 'releasedOn') }),
    })),

  FinalAccountCompiled: (doc, data, source) => ({
    ...doc,
    finalAccount: { ...source, ...pick(data, 'total', 'budget', 'surplus', 'compiledOn') },
  }),
  FinalAccountAudited: (doc, data, source) => {
    const amounts = pick(data, 'submitted', 'approved', 'reduction', 'reductionRate');
    return {
      ...doc,
      audit: {
        ...source,
        ...amounts,
        ...pick(data, 'auditor', 'kind', 'auditedOn', 'conclusion', 'auditFindings'),
      },
    };
  },
  ProjectClosed: (doc, data, source) => ({ ...doc, closed: { ...source, ...pick(data, 'closedOn') } }),

  // These are rows of their own: a project of ten thousand payments stays cheap to show.
  ProgressCertified: (doc) => doc,
  PaymentRecorded: (doc) => doc,
  ExpenseRecorded: (doc) => doc,
};

/** In the place of the part that has the same revision, else at the end. */
function placed<Part extends { readonly revision: number }>(
  parts: readonly Part[],
  part: Part,
): readonly Part[] {
  const at = parts.findIndex(({ revision }) => revision === part.revision);
  return at === -1 ? [...parts, part] : parts.with(at, part);
}

const inLot = (
  doc: ProjectDocument,
  lot: string,
  change: (lot: LotView) => Partial<LotView>,
): ProjectDocument => ({
  ...doc,
  lots: doc.lots.map((found) => (found.lot === lot ? { ...found, ...change(found) } : found)),
});

const inContract = (
  doc: ProjectDocument,
  contract: string,
  change: (contract: ContractFacts) => Partial<ContractFacts>,
): ProjectDocument => ({
  ...doc,
  contracts: doc.contracts.map((found) =>
    found.contract === contract ? { ...found, ...change(found) } : found,
  ),
});

/** A part of one round of a lot, which stands at `stage` from then on; one delivered again takes it back nowhere. */
const inRound = (
  doc: ProjectDocument,
  { lot, round }: { readonly lot: string; readonly round: number },
  stage: (typeof tenderStages)[number],
  change: (tender: TenderView) => Partial<TenderView>,
): ProjectDocument =>
  inLot(doc, lot, ({ tenders }) => ({
    tenders: tenders.map((tender) => {
      if (tender.round !== round) return tender;
      const further = tenderStages.indexOf(stage) > (tenderStages as readonly string[]).indexOf(tender.stage);
      return { ...tender, stage: further ? stage : tender.stage, ...change(tender) };
    }),
  }));

const newTender = (round: number, notice: TenderView['notice']): TenderView => ({
  round,
  stage: 'noticed',
  notice,
  observers: [],
  box: null,
  opening: null,
  evaluation: null,
  publicity: null,
});

/** The named fields that are there: a withheld one is not. */
function pick<D extends object, F extends keyof D>(data: D, ...fields: readonly F[]): Pick<D, F> {
  const picked: Partial<D> = {};
  for (const field of fields) if (Object.hasOwn(data, field)) picked[field] = data[field];
  return picked as Pick<D, F>;
}
