import { Entry, fieldsFrom, section, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import { Code, Day, Fact, ListOf, Money, Name, OneOf, Text, Optional } from '../fields.js';
import { basisPoints, fen, max, shareDown, sum, yuan, type Fen } from '../money.js';
import { Document } from '../values.js';
import { obligated } from './contract.js';
import { openProject } from './registration.js';
import { bindingBudget, budgetKinds, type Budget, type BudgetKind, type ProjectState } from './state.js';

const rights: Rights = { prepares: ['finance-officer'], confirms: ['approver'], over: 'own' };

/** 工程费 works, 设备 equipment, 监理 supervision, 设计 design, 征地 land, 建设单位管理费 owner's costs, 预备费 reserve. */
export const costCategories = [
  'works',
  'equipment',
  'supervision',
  'design',
  'land',
  'owners-costs',
  'reserve',
] as const;
export type CostCategory = (typeof costCategories)[number];

export class BudgetLine {
  @OneOf(costCategories) category!: CostCategory;
  @Name() description!: string;
  @Money() amount!: string;
}

/** Records that a department concerned was invited and what it said. */
export class RecordConsultation extends Entry {
  @Name() department!: string;
  @Text() opinion!: string;
  @Fact() @Day() consultedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'DepartmentConsulted';
  static readonly example = {
    department: '市财政局',
    opinion: '同意列入年度计划。',
    consultedOn: '2023-01-12',
    documents: [],
  };
}

export class RecordResearch extends Entry {
  @Name() subject!: string;
  @Text() summary!: string;
  @Name() conductedBy!: string;
  @Fact() @Day() completedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'ResearchRecorded';
  static readonly example = {
    subject: '道路病害与交通量调查',
    summary: '路面破损率百分之二十三，早高峰饱和度零点九。',
    conductedBy: '市政设计研究院',
    completedOn: '2023-01-20',
    documents: [],
  };
}

/** Proposes a budget and so makes it public; its lines add up to its total. */
export class ProposeBudget extends Entry {
  @OneOf(budgetKinds) kind!: BudgetKind;
  @ListOf(() => BudgetLine, { min: 1 }) lines!: BudgetLine[];
  @Money() total!: string;
  @Fact() @Day() proposedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'BudgetProposed';
  static readonly example = {
    kind: 'budget',
    lines: [
      { category: 'works', description: '道路与排水工程', amount: '10500000.00' },
      { category: 'supervision', description: '施工监理', amount: '300000.00' },
      { category: 'design', description: '勘察设计', amount: '250000.00' },
      { category: 'land', description: '征地补偿', amount: '480000.00' },
      { category: 'owners-costs', description: '建设单位管理费', amount: '120000.00' },
      { category: 'reserve', description: '预备费', amount: '350000.00' },
    ],
    total: '12000000.00',
    proposedOn: '2023-02-02',
    documents: [],
  };
}

export class ApproveBudget extends Entry {
  @OneOf(budgetKinds) kind!: BudgetKind;
  @Name() approvingBody!: string;
  @Code() documentNumber!: string;
  @Fact() @Day() approvedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'BudgetApproved';
  static readonly example = {
    kind: 'budget',
    approvingBody: '临江市财政局',
    documentNumber: '临财建〔2023〕18号',
    approvedOn: '2023-02-20',
    documents: [],
  };
}

/** 预算调整, 概算调整: another approved budget takes the place of the one in force. */
export class ReviseBudget extends Entry {
  @OneOf(budgetKinds) kind!: BudgetKind;
  @ListOf(() => BudgetLine, { min: 1 }) lines!: BudgetLine[];
  @Money() total!: string;
  @Text() reason!: string;
  @Name() approvingBody!: string;
  @Code() documentNumber!: string;
  @Fact() @Day() approvedOn!: string;
  @ListOf(() => Document, { min: 1 }) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'BudgetRevised';
  static readonly example = {
    kind: 'budget',
    lines: [
      { category: 'works', description: '道路与排水工程', amount: '10900000.00' },
      { category: 'supervision', description: '施工监理', amount: '300000.00' },
      { category: 'design', description: '勘察设计', amount: '250000.00' },
      { category: 'land', description: '征地补偿', amount: '480000.00' },
      { category: 'owners-costs', description: '建设单位管理费', amount: '120000.00' },
      { category: 'reserve', description: '预备费', amount: '350000.00' },
    ],
    total: '12400000.00',
    reason: '地下管线复杂，增加迁改工程。',
    approvingBody: '临江市财政局',
    documentNumber: '临财建〔2023〕66号',
    approvedOn: '2023-07-10',
    documents: [
      {
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        title: '关于滨江路改造工程预算调整的批复',
        mediaType: 'application/pdf',
        size: 0,
      },
    ],
  };
}

export type DepartmentConsulted = FieldsOf<RecordConsultation>;
export type ResearchRecorded = FieldsOf<RecordResearch>;
export type BudgetProposed = FieldsOf<ProposeBudget>;
/** Repeats the proposal that was approved, so that the event stands alone. */
export type BudgetApproved = FieldsOf<ApproveBudget> & { lines: readonly BudgetLine[]; total: string };

/** `before`: what it replaces; `delta`: the difference of the totals, yuan with a sign. */
export type BudgetRevised = FieldsOf<ReviseBudget> & {
  before: { lines: readonly BudgetLine[]; total: string };
  delta: string;
};

export const budget = section<ProjectState>()({
  events: {
    DepartmentConsulted: event<DepartmentConsulted>()({ version: 1, closed: {}, clerical: ['department'] }),
    ResearchRecorded: event<ResearchRecorded>()({
      version: 1,
      closed: {},
      clerical: ['subject', 'conductedBy'],
    }),
    BudgetProposed: event<BudgetProposed>()({ version: 1, closed: {} }),
    BudgetApproved: event<BudgetApproved>()({ version: 1, closed: {}, clerical: ['approvingBody'] }),
    BudgetRevised: event<BudgetRevised>()({ version: 1, closed: {}, clerical: ['approvingBody'] }),
  },
  commands: { RecordConsultation, RecordResearch, ProposeBudget, ApproveBudget, ReviseBudget },
  decide: {
    RecordConsultation(command, state, judge) {
      openProject(state, judge);
      return { type: 'DepartmentConsulted', data: fieldsFrom(command) };
    },
    RecordResearch(command, state, judge) {
      openProject(state, judge);
      return { type: 'ResearchRecorded', data: fieldsFrom(command) };
    },
    ProposeBudget(command, state, judge) {
      const { estimate } = openProject(state, judge);
      judgeLines(command, judge);
      judge.scale('total', fen(command.total), fen(estimate));
      judge.must(!state.budgets[command.kind]?.approvedOn, 'budget-already-approved', { kind: command.kind });
      return { type: 'BudgetProposed', data: fieldsFrom(command) };
    },
    ApproveBudget(command, state, judge) {
      openProject(state, judge);
      const { kind, approvedOn } = command;
      const proposal = judge.present(state.budgets[kind], 'budget-not-proposed', { kind });
      judge.must(!proposal.approvedOn, 'budget-already-approved', { kind });
      judge.restsOn('approvedOn', approvedOn, 'proposedOn', proposal.proposedOn);
      judgeApproved(state, kind, { ...proposal, approvedOn }, approvedOn, judge);
      return {
        type: 'BudgetApproved',
        data: {
          ...fieldsFrom(command),
          lines: [...proposal.lines] as BudgetLine[],
          total: yuan(proposal.total),
        },
      };
    },
    ReviseBudget(command, state, judge) {
      const { estimate } = openProject(state, judge);
      const { kind, approvedOn, lines } = command;
      judgeLines(command, judge);
      const total = fen(command.total);
      judge.scale('total', total, fen(estimate));
      const before = judge.present(state.budgets[kind], 'budget-not-approved', { kind });
      judge.must(before.approvedOn !== null, 'budget-not-approved', { kind });
      judge.must(state.finalAccount === null, 'final-account-already-compiled', {});
      judge.restsOn('approvedOn', approvedOn, 'approvedOn', before.revisedOn ?? before.approvedOn);
      judgeApproved(state, kind, { ...before, lines, total }, approvedOn, judge);
      return {
        type: 'BudgetRevised',
        data: {
          ...fieldsFrom(command),
          before: { lines: [...before.lines] as BudgetLine[], total: yuan(before.total) },
          delta: yuan(total - before.total),
        },
      };
    },
  },
  evolve: {
    DepartmentConsulted: (state) => ({ ...state, consultations: state.consultations + 1 }),
    ResearchRecorded: (state) => ({ ...state, research: state.research + 1 }),
    BudgetProposed: (state, { kind, lines, total, proposedOn }) => ({
      ...state,
      budgets: {
        ...state.budgets,
        [kind]: { total: fen(total), lines, proposedOn, approvedOn: null, revisedOn: null },
      },
    }),
    BudgetApproved: (state, { kind, lines, total, approvedOn }) => ({
      ...state,
      budgets: {
        ...state.budgets,
        [kind]: { ...state.budgets[kind]!, total: fen(total), lines, approvedOn },
      },
    }),
    BudgetRevised: (state, { kind, lines, total, approvedOn }) => ({
      ...state,
      budgets: {
        ...state.budgets,
        [kind]: { ...state.budgets[kind]!, total: fen(total), lines, revisedOn: approvedOn },
      },
    }),
  },
});

export function judgeLines(
  { lines, total }: { lines: readonly BudgetLine[]; total: string },
  judge: Judge,
): void {
  const added = sum(lines.map((line) => fen(line.amount)));
  judge.must(added === fen(total), 'budget-lines-do-not-sum', { sum: yuan(added), total });
}

/** What holds for a budget that is approved or revised: a 预算 within its 概算, and all that is obligated within it. */
function judgeApproved(
  state: ProjectState,
  kind: BudgetKind,
  approved: Budget,
  approvedOn: string,
  judge: Judge,
): void {
  const { estimate: estimated } = state.registered!;
  const budgets: ProjectState['budgets'] = { ...state.budgets, [kind]: approved };
  const { budget, 'approved-cost-estimate': estimate } = budgets;
  if (budget?.approvedOn && estimate?.approvedOn)
    judge.must(budget.total <= estimate.total, 'budget-over-approved-estimate', {
      total: yuan(budget.total),
      estimate: yuan(estimate.total),
    });
  const binding = bindingBudget({ ...state, budgets })!.total;
  judge.must(obligated(state) <= binding, 'over-budget', {
    obligated: yuan(obligated(state)),
    budget: yuan(binding),
  });
  judgeLineCrossed(state, max(fen(estimated), binding), approvedOn, judge);
  if (kind === 'approved-cost-estimate') {
    const more = approved.total - fen(estimated);
    judge.rule<number>('B3', approvedOn, (most) => more <= shareDown(fen(estimated), most), {
      total: yuan(approved.total),
      estimate: estimated,
      over: basisPoints(more, fen(estimated)),
    });
  }
  // Recorded is published (Budget Law art. 14).
  const { today } = judge.context;
  judge.timely('B6', approvedOn, today, { approvedOn, recordedOn: today });
}

/** Row T2a: an investment that grows over the open-tender line after its works were awarded otherwise. */
function judgeLineCrossed(state: ProjectState, investment: Fen, approvedOn: string, judge: Judge): void {
  const closed = Object.values(state.lots).filter(
    ({ kind, method, award }) => kind === 'works' && method !== 'open' && award,
  );
  judge.rule<string>('T2a', approvedOn, (line) => closed.length === 0 || investment < fen(line), {
    investment: yuan(investment),
    lots: closed.map(({ lot }) => lot),
  });
}
