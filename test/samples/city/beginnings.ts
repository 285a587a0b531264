import { sum, yuan, type Fen, type JsonObject } from '@sunlit/ledger';
import { opinions, wordsOf } from './words.js';
import { byFinance, numbered, paper } from './office.js';
import type { Works } from './works.js';

export function factsOf(w: Works): JsonObject {
  const { number, name, owner, region = owner.region, category, site, estimate } = w.facts;
  const [department, person] = w.draw.one(owner.departments);
  const fund =
    w.facts.fund ?? w.draw.one(['市级财政城市维护建设资金', '财政预算内投资', '地方政府专项债券与财政资金']);
  return {
    ...{ number, name, region, category, site, fundSource: fund, estimate: yuan(estimate) },
    owner: owner.body as unknown as JsonObject,
    nationalCode: w.relative
      ? null
      : `${w.day.slice(0, 4)}-${region}-48-01-${w.draw.whole(100_000, 999_999)}`,
    ...{ responsibleDepartment: department!, responsiblePerson: person! },
  };
}

export function register(w: Works): void {
  w.give('RegisterProject', factsOf(w), byFinance(w));
}

/** Departments are asked, and the matter looked into, as the rules want it before any tender. */
export function ask(w: Works, departments = 2): void {
  for (const [department, opinion] of w.draw.some(opinions, departments)) {
    w.after(w.draw.whole(2, 8));
    w.give(
      'RecordConsultation',
      { department: department!, opinion: opinion!, consultedOn: w.day },
      byFinance(w),
    );
  }
}

export function research(w: Works): void {
  const { owner, category } = w.facts;
  const [subject, summary] = w.draw.one(wordsOf[category]!.research);
  w.after(w.draw.whole(4, 14));
  const conductedBy = w.draw.one(['临江城市规划设计研究院有限公司', '市工程咨询中心', `${owner.body.name}`]);
  w.give(
    'RecordResearch',
    { subject: subject!, summary: summary!, conductedBy, completedOn: w.day },
    byFinance(w),
  );
}

export type Line = readonly [category: string, description: string, amount: Fen];
export const linesOf = (lines: readonly Line[]): JsonObject[] =>
  lines.map(([category, description, amount]) => ({ category, description, amount: yuan(amount) }));
export const totalOf = (lines: readonly Line[]): string => yuan(sum(lines.map(([, , amount]) => amount)));

/** The usual lines of a budget of about `total`, the rest of it in reserve. */
export function usualLines(w: Works, total: Fen, { land = 0, equipment = 0 } = {}): Line[] {
  const part = (share: number) => (total * BigInt(share)) / 10_000n;
  const round = (amount: Fen) => amount - (amount % 100_000n);
  const { works } = wordsOf[w.facts.category]!;
  const lines: Line[] = [
    ['works', works, round(part(8_650 - land - equipment))],
    ...(equipment > 0 ? [['equipment', '设备购置', round(part(equipment))] as const] : []),
    ['supervision', '施工监理', round(part(240))],
    ['design', '勘察设计', round(part(290))],
    ...(land > 0 ? [['land', '征地拆迁与管线迁改补偿', round(part(land))] as const] : []),
    ['owners-costs', '建设单位管理费', round(part(140))],
  ];
  return [...lines, ['reserve', '预备费', total - sum(lines.map(([, , amount]) => amount))]];
}

interface Budgeting {
  readonly kind?: 'budget' | 'approved-cost-estimate';
  readonly approvedBy?: string;
  /** Days from its proposal to its approval. */
  readonly wait?: number;
}

export function budget(
  w: Works,
  lines: readonly Line[],
  { kind = 'budget', approvedBy, wait }: Budgeting = {},
): void {
  w.after(w.draw.whole(5, 15));
  w.give(
    'ProposeBudget',
    { kind, lines: linesOf(lines), total: totalOf(lines), proposedOn: w.day },
    byFinance(w),
  );
  w.after(wait ?? w.draw.whole(8, 20));
  const estimate = kind === 'approved-cost-estimate';
  const body = approvedBy ?? (estimate ? '临江市发展和改革局' : '临江市财政局');
  w.give(
    'ApproveBudget',
    {
      ...{ kind, approvingBody: body, approvedOn: w.day },
      documentNumber: numbered(w, estimate ? '临发改概' : '临财建', w.draw.whole(3, 180)),
      documents: estimate ? [] : [paper(w, '预算批复')],
    },
    byFinance(w),
  );
}

/** From registration to an approved budget. */
export function budgeted(w: Works, lines: readonly Line[], departments = 2): void {
  register(w);
  ask(w, departments);
  research(w);
  budget(w, lines);
}
