import type { OpeningContract } from '@sunlit/ledger';
import type { Source } from '../views.js';
import {
  pick,
  placed,
  replaced,
  standing,
  takenBack,
  tallied,
  type ContractFacts,
  type Parts,
  type ProjectDocument,
} from './document.parts.js';

/** Contracts: their terms and all that happened to them, payments and certificates by the last of each only. */
export const contractParts: Parts = {
  ContractSigned: (doc, data, source) => {
    const known = doc.contracts.find(({ contract }) => contract === data.contract) ?? nothingYet;
    const parties = pick(data, 'contract', 'lot', 'kind', 'contractor', 'engineer');
    const dates = pick(data, 'price', 'signedOn', 'startOn', 'finishOn');
    const rates = pick(data, 'advanceRate', 'advanceRecoveryRate', 'progressRate', 'retentionRate');
    const terms = { ...rates, ...pick(data, 'performanceBond', 'sme', 'paymentDays') };
    const signed = { ...known, ...source, ...parties, ...dates, terms };
    return { ...doc, contracts: replaced(doc.contracts, signed, (c) => c.contract === data.contract) };
  },
  ContractChanged: (doc, data, source) =>
    inContract(doc, data.contract, ({ changes }) => {
      const amounts = pick(data, 'change', 'reason', 'delta', 'priceBefore', 'priceAfter', 'cumulative');
      const approval = pick(data, 'approvedBy', 'approvalNumber', 'approvedOn');
      return { changes: placed(changes, { ...source, ...amounts, ...approval }) };
    }),
  ContractTerminated: (doc, data, source) =>
    inContract(doc, data.contract, () => ({
      terminated: { ...source, ...pick(data, 'ground', 'reason', 'terminatedOn', 'certified', 'paid') },
    })),

  // Certificates and payments are rows of their own: a project of ten thousand payments stays cheap to show.
  ProgressCertified: (doc, { contract, value }, source) =>
    inContract(doc, contract, ({ moved }) => ({
      moved: tallied(moved, 'certificate', source, { amount: value }),
    })),
  CertificateReduced: (doc, data, source) =>
    inContract(doc, data.contract, ({ reductions }) => {
      const reduced = pick(data, 'certificate', 'reduction', 'reason', 'reducedOn', 'cumulative', 'overpaid');
      return { reductions: placed(reductions, { ...source, ...reduced }) };
    }),
  PaymentRecorded: (doc, { contract, kind, amount, advanceRecovered }, source) =>
    inContract(doc, contract, ({ moved }) => ({
      moved: tallied(moved, kind, source, { amount, recovered: advanceRecovered }),
    })),
  PaymentReversed: (doc, data, source) =>
    inContract(doc, data.contract, ({ reversals }) => {
      const reversed = pick(data, 'payment', 'kind', 'amount', 'advanceRestored', 'reversedOn');
      return { reversals: placed(reversals, { ...source, ...reversed }) };
    }),
  OverpaymentRecovered: (doc, data, source) =>
    inContract(doc, data.contract, ({ recoveries }) => {
      const recovered = pick(data, 'amount', 'advanceRecovered', 'recoveredOn', 'overpaid');
      return { recoveries: placed(recoveries, { ...source, ...recovered }) };
    }),
  RecoveryReversed: (doc, data, source) =>
    inContract(doc, data.contract, ({ recoveriesReversed }) => {
      const reversed = pick(data, 'recovery', 'amount', 'advanceRestored', 'reversedOn', 'overpaid');
      return { recoveriesReversed: placed(recoveriesReversed, { ...source, ...reversed }) };
    }),
  RetentionReleased: (doc, data, source) =>
    inContract(doc, data.contract, ({ retentionReleases }) => ({
      retentionReleases: placed(retentionReleases, { ...source, ...pick(data, 'amount', 'releasedOn') }),
    })),

  CompletionAccepted: (doc, data, source) =>
    inContract(doc, data.contract, () => ({
      completion: { ...source, ...pick(data, 'acceptedOn', 'quality', 'defectsUntil') },
    })),
  SettlementSubmitted: (doc, data, source) =>
    inContract(doc, data.contract, ({ settlement, withdrawn }) => ({
      settlement: standing(settlement, withdrawn, { ...source, ...pick(data, 'submitted', 'submittedOn') }),
    })),
  SettlementReviewed: (doc, data, source) =>
    inContract(doc, data.contract, ({ review, withdrawn }) => {
      const amounts = pick(data, 'submitted', 'approved', 'reduction', 'reductionRate');
      const words = pick(data, 'reviewer', 'kind', 'reviewedOn', 'opinion', 'auditFindings');
      return { review: standing(review, withdrawn, { ...source, ...amounts, ...words }) };
    }),
  SettlementWithdrawn: (doc, data, source) =>
    inContract(doc, data.contract, ({ settlement, withdrawn }) => {
      const words = pick(data, 'reason', 'withdrawnOn');
      const back = { ...source, step: 'settlement', amount: data.submitted, ...words } as const;
      const after = takenBack(settlement, withdrawn, back);
      return { settlement: after.step, withdrawn: after.withdrawn };
    }),
  ReviewWithdrawn: (doc, data, source) =>
    inContract(doc, data.contract, ({ review, withdrawn }) => {
      const words = pick(data, 'reason', 'withdrawnOn');
      const back = { ...source, step: 'review', amount: data.approved, ...words } as const;
      const after = takenBack(review, withdrawn, back);
      return { review: after.step, withdrawn: after.withdrawn };
    }),
};

/** A contract as its owner's books had it on the day of the taking over. */
export function openingContract(data: OpeningContract, asOf: string, source: Source): ContractFacts {
  const parties = pick(data, 'contract', 'lot', 'kind', 'contractor', 'engineer');
  const dates = pick(data, 'price', 'signedOn', 'startOn', 'finishOn');
  const rates = pick(data, 'advanceRate', 'advanceRecoveryRate', 'progressRate', 'retentionRate');
  const terms = { ...rates, ...pick(data, 'performanceBond', 'sme', 'paymentDays') };
  const certified = pick(data, 'changes', 'certified', 'advances', 'recovered');
  const cash = pick(data, 'progress', 'settlement', 'retentionPaid', 'paid', 'retentionReleased');
  const settled = pick(data, 'acceptedOn', 'defectsUntil', 'submitted', 'reviewed');
  const opening = { ...source, asOf, balances: { ...certified, ...cash, ...settled } };
  return { ...source, ...parties, ...dates, terms, ...nothingYet, opening };
}

const nothingYet = {
  ...{ opening: null, changes: [], terminated: null, reductions: [], reversals: [], recoveries: [] },
  ...{ recoveriesReversed: [], moved: [], withdrawn: [] },
  ...{ completion: null, settlement: null, review: null, retentionReleases: [] },
} satisfies Partial<ContractFacts>;

const inContract = (
  doc: ProjectDocument,
  contract: string | null,
  change: (contract: ContractFacts) => Partial<ContractFacts>,
): ProjectDocument => ({
  ...doc,
  contracts: doc.contracts.map((found) =>
    found.contract === contract ? { ...found, ...change(found) } : found,
  ),
});
