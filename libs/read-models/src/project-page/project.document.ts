import type { BudgetView, Source } from '../views.js';
import type { Visible } from '../visible.js';
import { contractParts, openingContract } from './contract.parts.js';
import {
  pick,
  placed,
  replaced,
  standing,
  takenBack,
  traceOf,
  type Parts,
  type ProjectDocument,
  type Put,
} from './document.parts.js';
import { lotParts, openingLot } from './lot.parts.js';
import type { ProjectEventType } from './project.events.js';

export type { ContractFacts, ProjectDocument } from './document.parts.js';

export const emptyDocument: ProjectDocument = {
  registered: null,
  takenOver: null,
  consultations: [],
  research: [],
  budgets: [],
  lots: [],
  contracts: [],
  finalAccount: null,
  audit: null,
  closed: null,
  withdrawn: [],
  overrides: [],
};

/**
 * The document after an event. The same event again, with more or less of it to be seen, takes its own former place and
 * leaves what came after it alone: so a sealed field opens, and a withheld one goes. Pure.
 */
export function documented(document: ProjectDocument, event: Visible): ProjectDocument {
  const put = parts[event.type as ProjectEventType] as Put<object> | undefined;
  const after = put ? put(document, event.read, sourceOf(event)) : document;
  return event.meta.overrides.length > 0 ? overridesUsed(after, event) : after;
}

function sourceOf({ entry, revision, recordedAt, closed, amendments }: Visible): Source {
  const source = { entry, revision, recordedAt, closed };
  const corrected = correctedBy(amendments);
  return Object.keys(corrected).length > 0 ? { ...source, corrected } : source;
}

/** The fields that show a corrected text, and the last entry that corrected each. */
export const correctedBy = (amendments: Visible['amendments']): NonNullable<Source['corrected']> =>
  Object.fromEntries(
    amendments.flatMap(({ field, text, ...by }) => (text === undefined ? [] : [[field, traceOf(by)]])),
  );

/** An exemption is used up by one entry, which names it. */
const overridesUsed = (doc: ProjectDocument, { meta, entry, revision, type }: Visible): ProjectDocument => ({
  ...doc,
  overrides: doc.overrides.map((o) =>
    meta.overrides.includes(o.override) ? { ...o, usedBy: { entry, revision, type } } : o,
  ),
});

/** An event that has no part here is shown in the trail and on its own page only. */
const parts: Parts = {
  ...lotParts,
  ...contractParts,

  ProjectRegistered: (doc, data, source) => ({ ...doc, registered: { ...data, ...source } }),
  ProjectTakenOver: (doc, { budget, contracts, asOf, expenses, ...registered }, source) => {
    const taken = {
      ...doc,
      registered: { ...registered, ...source },
      takenOver: { ...source, asOf, expenses },
    };
    if (doc.takenOver !== null) return taken;
    // None of these can be closed or corrected: they are told once.
    const { entry, revision, recordedAt } = source;
    const balances: Source = { entry, revision, recordedAt, closed: {} };
    const { approvingBody, documentNumber, approvedOn, ...lines } = budget;
    const approved = { ...balances, approvingBody, documentNumber, approvedOn };
    return {
      ...taken,
      budgets: [{ ...balances, ...lines, proposedOn: null, approved, revised: null }],
      lots: contracts.map((contract) => openingLot(contract, balances)),
      contracts: contracts.map((contract) => openingContract(contract, asOf, balances)),
    };
  },

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
    const proposal = { ...source, ...pick(data, 'kind', 'lines', 'total', 'proposedOn') };
    return { ...doc, budgets: placed(doc.budgets, { ...proposal, approved, revised: null }) };
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
  BudgetRevised: (doc, data, source) => {
    const budget: BudgetView = {
      ...{ ...source, ...pick(data, 'kind', 'lines', 'total'), proposedOn: null },
      approved: { ...source, ...pick(data, 'approvingBody', 'documentNumber', 'approvedOn') },
      revised: { ...source, ...pick(data, 'reason', 'before', 'delta') },
    };
    return { ...doc, budgets: placed(doc.budgets, budget) };
  },

  FinalAccountCompiled: (doc, data, source) => ({
    ...doc,
    finalAccount: standing(doc.finalAccount, doc.withdrawn, {
      ...source,
      ...pick(data, 'total', 'budget', 'surplus', 'compiledOn'),
    }),
  }),
  FinalAccountWithdrawn: (doc, data, source) => {
    const words = pick(data, 'reason', 'withdrawnOn');
    const back = { ...source, step: 'final-account', amount: data.total, ...words } as const;
    const after = takenBack(doc.finalAccount, doc.withdrawn, back);
    return { ...doc, finalAccount: after.step, withdrawn: after.withdrawn };
  },
  FinalAccountAudited: (doc, data, source) => {
    const amounts = pick(data, 'submitted', 'approved', 'reduction', 'reductionRate');
    return {
      ...doc,
      audit: standing(doc.audit, doc.withdrawn, {
        ...source,
        ...amounts,
        ...pick(data, 'auditor', 'kind', 'auditedOn', 'conclusion', 'auditFindings'),
      }),
    };
  },
  AuditWithdrawn: (doc, data, source) => {
    const words = pick(data, 'reason', 'withdrawnOn');
    const back = { ...source, step: 'audit', amount: data.approved, ...words } as const;
    const after = takenBack(doc.audit, doc.withdrawn, back);
    return { ...doc, audit: after.step, withdrawn: after.withdrawn };
  },
  ProjectClosed: (doc, data, source) => ({ ...doc, closed: { ...source, ...pick(data, 'closedOn') } }),

  RuleOverridden: (doc, data, source) => {
    const { usedBy = null } = doc.overrides.find(({ override }) => override === data.override) ?? {};
    const rule = pick(data, 'override', 'rule', 'version', 'subjectKind', 'subject', 'limit', 'expiresOn');
    const approval = pick(data, 'reason', 'approvedBy', 'approvalNumber', 'approvedOn');
    const override = { ...source, ...rule, ...approval, usedBy };
    return { ...doc, overrides: replaced(doc.overrides, override, (o) => o.override === data.override) };
  },
};
