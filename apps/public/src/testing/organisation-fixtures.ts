import {
  capacities,
  organisationId,
  type FindingsView,
  type FoundVerdict,
  type OrganisationLine,
  type OrganisationsView,
  type OrganisationView,
  type PartCounts,
  type TenderPart,
  type VerdictFilter,
  type Verdicts,
} from '@sunlit/read-models';
import { ruleRow } from '@sunlit/web';
import { lead, metLate, overdue, rules } from './rule-fixtures.js';

/** Views of bodies and findings made by hand: beside those of `fixtures.ts`, which name the same projects. */

const projectId = '5f0c7c7e-3b0a-5d3f-9a51-0c2f6f6f1a01';
const ledger = { name: '临江市阳光账本', origin: 'ledger.example/linjiang', region: '331082', sample: true };
const current = { entry: 41, recordedAt: '2026-11-20T08:30:00.000Z' };
const today = '2026-11-20';
const place = { project: projectId, projectName: '滨江路改造工程' };
const none = { lot: null, round: null, contract: null };
const only = (total: number) => ({ page: 1, pages: 1, total });
const parts = (more: Partial<PartCounts>): PartCounts => ({
  ...(Object.fromEntries([...capacities, 'won'].map((part) => [part, 0])) as PartCounts),
  ...more,
});
const noMoney = {
  ...{ ownContracted: '0.00', ownPaid: '0.00', contracted: '0.00', price: '0.00', changes: '0.00' },
  ...{ changeRate: null, certified: '0.00', paid: '0.00' },
};

const builderLine: OrganisationLine = {
  ...{ organisation: '91330000MA27AAAA0E', uscc: '91330000MA27AAAA0E', name: '江东<b>建设</b>有限公司' },
  parts: parts({ tenderer: 4, candidate: 2, winner: 1, contractor: 1, won: 1, payee: 1 }),
  money: {
    ...{ ...noMoney, contracted: '10300000.00', price: '10000000.00', changes: '300000.00' },
    ...{ changeRate: 300, certified: '10300000.00', paid: '10200000.00' },
  },
  signed: 0,
};
const ownerLine: OrganisationLine = {
  ...{ organisation: '11331082MB0X12345C', uscc: '11331082MB0X12345C', name: '临江市市政工程建设中心' },
  parts: parts({ owner: 2 }),
  money: { ...noMoney, ownContracted: '10580000.00', ownPaid: '10400000.00' },
  signed: 61,
};
export const notaryId = organisationId({ uscc: null, name: '临江市公证处' });
const notaryLine: OrganisationLine = {
  ...{
    organisation: notaryId,
    uscc: null,
    name: '临江市公证处',
    parts: parts({}),
    money: noMoney,
    signed: 3,
  },
};

export const organisations: OrganisationsView = {
  ...{ ledger, current, filter: { q: '', as: null }, page: only(3) },
  organisations: [ownerLine, builderLine, notaryLine],
};

const bid = (entry: number, more: Partial<TenderPart>): TenderPart => ({
  ...{ ...place, ...none, revision: entry - 1, entry, day: '2026-03-20', lot: 'SG-1', round: 1 },
  ...{ rank: null, price: '10000000.00', outcome: 'opened', reason: null, ...more },
});
const signer = {
  ...{ person: 'p-7f3a', role: 'finance-officer', department: '财务科', prepared: 40, confirmed: 0 },
  ...{ firstDay: '2026-01-05', lastDay: '2026-11-20' },
};
const empty = {
  ...{ ledger, current, today, earlierNames: [], projects: [], tenders: [], contracts: [], others: [] },
  ...{ rules: [], signers: [] },
  paging: { projects: only(0), tenders: only(0), contracts: only(0), others: only(0), signers: only(0) },
} satisfies Partial<OrganisationView>;

/** A builder with every outcome a bid can have. */
export const builderPage: OrganisationView = {
  ...{ ...empty, ...builderLine, earlierNames: [{ name: '江东建筑安装公司', entry: 4 }] },
  tenders: [
    bid(20, { outcome: 'won', rank: 1 }),
    bid(18, { outcome: 'not-won', rank: 2, price: '9999999.99' }),
    bid(16, { outcome: 'rejected', price: null, reason: '未按要求<i>密封</i>。' }),
    bid(14, { outcome: 'opened' }),
  ],
  contracts: [
    {
      ...{ ...place, ...none, revision: 22, entry: 23, day: '2026-04-10', lot: 'SG-1', contract: 'HT-001' },
      ...{ price: '10000000.00', changes: '300000.00', changeRate: 300, currentPrice: '10300000.00' },
      ...{ certified: '10300000.00', paid: '10200000.00', overpaid: '100000.00' },
    },
  ],
  others: [
    {
      ...{ ...place, ...none, revision: 30, entry: 31, day: '2026-05-01' },
      ...{ capacity: 'payee', price: '1200.00', outcome: null },
    },
  ],
  rules: [
    {
      ...{ rule: 'P6', title: ruleRow('P6', 1)!.title, basis: ruleRow('P6', 1)!.basis },
      ...{ findings: 0, late: 0, onContracts: 2 },
    },
  ],
  paging: { projects: only(0), tenders: only(4), contracts: only(1), others: only(1), signers: only(0) },
};

export const ownerPage: OrganisationView = {
  ...{ ...empty, ...ownerLine },
  projects: [
    {
      ...{ ...place, revision: 0, entry: 1, number: 'ZW-2026-017', stage: 'closed', findings: 2 },
      figures: {
        ...{ budget: '12000000.00', contracted: '10580000.00', certified: '10580000.00' },
        ...{ paid: '10400000.00', expenses: '560000.00', audited: '10960000.00' },
      },
    },
    {
      ...{
        project: '5f0c7c7e-3b0a-5d3f-9a51-0c2f6f6f1a02',
        projectName: '东湖公园路灯',
        revision: 0,
        entry: 40,
      },
      ...{ number: 'ZW-2026-018', stage: 'registered', findings: 0 },
      figures: {
        ...{
          budget: null,
          contracted: '0.00',
          certified: '0.00',
          paid: '0.00',
          expenses: '0.00',
          audited: null,
        },
      },
    },
  ],
  rules: [
    {
      ...{ rule: 'T17', title: ruleRow('T17', 1)!.title, basis: ruleRow('T17', 1)!.basis },
      ...{ findings: 1, late: 3, onContracts: 0 },
    },
  ],
  signers: [
    signer,
    { ...signer, person: 'p-22c1', role: 'approver', department: '', prepared: 0, confirmed: 61 },
  ],
  paging: {
    ...{ projects: { page: 1, pages: 2, total: 52 }, tenders: only(0), contracts: only(0), others: only(0) },
    signers: only(2),
  },
};

/** Nobody but those who signed for it. */
export const notaryPage: OrganisationView = { ...empty, ...notaryLine };

const lineOf = (id: string) => rules.rules.find((rule) => rule.id === id)!;
const everything: VerdictFilter = { kind: 'finding', rule: null, stage: null, owner: null, contractor: null };
const found: FoundVerdict = {
  ...{ ...place, owner: { uscc: ownerLine.organisation, name: ownerLine.name }, stage: 'under-way' },
  ...{ lot: null, contract: 'HT-001', revision: 20, entry: 21, type: 'PaymentRecorded' },
  recordedAt: '2026-06-12T02:00:00.000Z',
  finding: {
    ...{ rule: 'L2', version: 1, value: 20, unit: 'calendar-days' },
    facts: { fact: 'valueDate', on: '2026-05-01', days: 42, limit: 20 },
  },
  judgedBy: ruleRow('L2', 1)!,
};
const verdicts: Readonly<Record<VerdictFilter['kind'], Verdicts>> = {
  finding: {
    kind: 'finding',
    rows: [found, { ...found, entry: 20, revision: 19, projectName: '=1+1 路灯' }],
  },
  overdue: { kind: 'overdue', rows: [overdue, metLate] },
  lead: { kind: 'lead', rows: [lead] },
};

export const findings: FindingsView = {
  ...{ ledger, current, today, filter: everything },
  rules: [
    { rule: lineOf('T3'), counts: { finding: 0, overdue: 0, lead: 1 } },
    { rule: lineOf('P6'), counts: { finding: 0, overdue: 2, lead: 0 } },
    { rule: lineOf('L2'), counts: { finding: 2, overdue: 0, lead: 0 } },
  ],
  owners: [{ organisation: ownerLine.organisation, name: ownerLine.name }],
  ...{ contractor: null, verdicts: verdicts.finding, page: only(2) },
};

/** The verdicts of the kind asked for; of a rule that gave none, nothing. */
export const findingsOf = (filter: VerdictFilter, page: number): FindingsView => {
  const none = filter.rule !== null && !findings.rules.some(({ rule }) => rule.id === filter.rule);
  const rows = none || page > 1 ? [] : verdicts[filter.kind].rows;
  return {
    ...{ ...findings, filter, verdicts: { kind: filter.kind, rows } as Verdicts },
    page: { page, pages: 1, total: none ? 0 : verdicts[filter.kind].rows.length },
    contractor:
      filter.contractor === null ? null : { organisation: filter.contractor, name: builderLine.name },
  };
};

export const noFindings: FindingsView = {
  ...{ ...findings, rules: [], owners: [], verdicts: { kind: 'finding', rows: [] }, page: only(0) },
};

export const piecesOf = async function* ({ kind }: VerdictFilter): AsyncGenerator<Verdicts> {
  yield verdicts[kind];
};

export const organisationOf = (id: string): OrganisationView | null =>
  [builderPage, ownerPage, notaryPage].find(({ organisation }) => organisation === id) ?? null;
