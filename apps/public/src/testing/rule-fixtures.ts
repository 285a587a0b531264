import type {
  Lead,
  NamedObligation,
  RuleLine,
  RulebookEntryView,
  RulesView,
  RuleView,
} from '@sunlit/read-models';
import { ruleRow } from '@sunlit/web';

/** Views of the rulebook made by hand: beside those of `fixtures.ts`, which name the same projects. */

const projectId = '5f0c7c7e-3b0a-5d3f-9a51-0c2f6f6f1a01';
const smallId = '5f0c7c7e-3b0a-5d3f-9a51-0c2f6f6f1a02';
const ledger = { name: '临江市阳光账本', origin: 'ledger.example/linjiang', region: '331082', sample: true };
const current = { entry: 41, recordedAt: '2026-11-20T08:30:00.000Z' };
const today = '2026-11-20';

const shipped = (id: string): RuleLine => ({
  ...ruleRow(id, 1)!,
  ...{ standing: 'in-force', adopted: null, ended: null, versions: 1, next: null },
});
const adopted = { type: 'RuleAdopted', revision: 0, entry: 40, recordedAt: '2026-11-01T02:00:00.000Z' };
/** National law until the new year, then tightened by the city. */
const law: RuleLine = {
  ...shipped('P10'),
  ...{ effectiveTo: '2026-12-31', ended: adopted, versions: 2 },
  next: { version: 2, effectiveFrom: '2027-01-01' },
};
const local: RuleLine = {
  ...shipped('P10'),
  ...{ version: 2, value: 10, standing: 'to-come', adopted, versions: 2 },
  ...{ effectiveFrom: '2027-01-01', title: { zh: '付款十个工作日内公开', en: 'Payments in ten days' } },
  basis: { document: '临江市资金公开办法', article: '第八条', layer: 'city', certainty: 'verified' },
};
const own: RuleLine = {
  ...local,
  ...{
    id: '本市/01',
    version: 1,
    versions: 1,
    fact: null,
    title: { zh: '<b>付款附照片</b>', en: 'Photographs' },
  },
};

export const rules: RulesView = {
  ...{ ledger, current, today },
  rules: [...['B1', 'T2', 'T3', 'P6', 'P7', 'F2', 'D1', 'L2', 'E1'].map(shipped), law, own],
};

export const overdue: NamedObligation = {
  ...{ project: projectId, projectName: '滨江路改造工程', kind: 'payment', rule: 'P6', version: 1 },
  ...{ lot: null, round: null, contract: 'HT-001', number: 'JL-04', dueOn: '2026-11-09' },
  ...{ status: 'overdue', days: 11, provisional: true, done: null },
  arose: { on: '2026-10-10', revision: 19, entry: 20, recordedAt: '2026-10-11T02:00:00.000Z' },
};
export const metLate: NamedObligation = {
  ...overdue,
  ...{
    kind: 'answer',
    rule: 'T13a',
    lot: 'SG-1',
    round: 2,
    contract: null,
    number: 'YY-01',
    provisional: false,
  },
  ...{ status: 'met-late', days: 3, dueOn: '2026-03-09' },
  arose: { on: '2026-03-06', revision: 8, entry: 9, recordedAt: '2026-03-06T02:00:00.000Z' },
  done: { on: '2026-03-12', revision: 9, entry: 10, recordedAt: '2026-03-12T02:00:00.000Z' },
};

const lot = (project: string, projectName: string, plannedOn: string, entry: number) => ({
  ...{ project, projectName, lot: 'SG-1', kind: 'works', method: 'negotiated', estimate: '499999.99' },
  ...{ stage: 'tendering' as const, plannedOn, revision: 6, entry },
});
export const lead: Lead = {
  ...{ rule: 'T3', version: 1, value: { windowDays: 365, line: '500000.00' }, unit: 'list' },
  formula: {
    zh: '同一建设单位、同一地点、同一类别，合计 999,999.98 元，不低于 500,000.00 元',
    en: 'together 999,999.98 CNY, not below 500,000.00 CNY',
  },
  owner: { uscc: '11331082MB0X123457', name: '临江市市政工程建设中心' },
  ...{ category: 'road', kind: 'works', site: '滨江路', from: '2026-03-01', until: '2026-05-01' },
  lots: [
    lot(projectId, '滨江路改造工程', '2026-03-01', 7),
    lot(smallId, '滨江路人行道<i>修缮</i>', '2026-05-01', 17),
  ],
  ...{ sum: '999999.98', line: '500000.00' },
};

const page = (total: number) => ({ page: 1, pages: Math.max(1, Math.ceil(total / 50)), total });
const none = { findings: page(0), late: page(0), leads: page(0) };
const viewOf = (rule: RuleLine, changes: Partial<RuleView> = {}): RuleView => ({
  ...{ ledger, current, today, rule, versions: [rule], findings: [], late: [], leads: [], paging: none },
  ...changes,
});

export const paymentRule = viewOf(law, {
  versions: [local, law],
  findings: [
    {
      ...{
        project: projectId,
        projectName: '滨江路改造工程',
        revision: 20,
        entry: 21,
        type: 'PaymentRecorded',
      },
      recordedAt: '2026-06-13T03:04:00.000Z',
      finding: {
        ...{ rule: 'P10', version: 1, value: 20, unit: 'working-days' },
        facts: { valueDate: '2026-04-12', due: '2026-05-12', recordedOn: '2026-06-13' },
      },
    },
  ],
  paging: { ...none, findings: page(120) },
});
export const clockRule = viewOf(shipped('P6'), { late: [overdue], paging: { ...none, late: page(1) } });
export const crossRule = viewOf(shipped('T3'), { leads: [lead], paging: { ...none, leads: page(1) } });
export const unreadRule = viewOf(shipped('P7'));
export const ownRule = viewOf(own);

const digest = 'x'.repeat(43);
export const change: RulebookEntryView = {
  ...{
    ledger,
    current,
    entry: 40,
    stream: 'rulebook',
    revision: 0,
    id: '00000000-0000-5000-8000-000000000040',
  },
  ...{ type: 'RuleAdopted', version: 1, readVersion: 1, recordedAt: adopted.recordedAt },
  data: {
    rule: 'P10',
    titleZh: '付款十个工作日内公开',
    value: 10,
    before: 20,
    layer: 'city',
    reason: '提速。',
  },
  read: {
    rule: 'P10',
    titleZh: '付款十个工作日内公开',
    value: 10,
    before: 20,
    layer: 'city',
    reason: '提速。',
  },
  ...{ meta: { rulebookVersion: 1 }, closed: {}, amendments: [], salts: {}, digests: { rule: digest } },
  preparedBy: { person: 'p-1', role: 'approver', organisation: null, department: '法制科' },
  confirmedBy: { person: 'p-2', role: 'approver', organisation: null, department: null },
  ...{ findings: [], lateReason: null, previous: null, next: 1 },
};
