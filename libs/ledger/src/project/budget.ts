import { Entry, fieldsFrom, section, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import { Code, Day, Fact, ListOf, Money, Name, OneOf, Text, Optional } from '../fields.js';
import { basisPoints, fen, max, shareDown, sum, yuan, type Fen } from '../money.js';
import { Document } from '../values.js';
import { obligated } from './contract.js';
import { openProject } from './registration.js';
import { bindingBudget, budgetKinds, type BudgetKind, type ProjectState } from './state.js';

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

export type DepartmentConsulted = FieldsOf<RecordConsultation>;
export type ResearchRecorded = FieldsOf<RecordResearch>;
export type BudgetProposed = FieldsOf<ProposeBudget>;
/** Repeats the proposal that was approved, so that the event stands alone. */
export type BudgetApproved = FieldsOf<ApproveBudget> & { lines: readonly BudgetLine[]; total: string };

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
  },
  commands: { RecordConsultation, RecordResearch, ProposeBudget, ApproveBudget },
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
      openProject(state, judge);
      const total = sum(command.lines.map((line) => fen(line.amount)));
      judge.must(total === fen(command.total), 'budget-lines-do-not-sum', {
        sum: yuan(total),
        total: command.total,
      });
      judge.must(!state.budgets[command.kind]?.approvedOn, 'budget-already-approved', { kind: command.kind });
      return { type: 'BudgetProposed', data: fieldsFrom(command) };
    },
    ApproveBudget(command, state, judge) {
      const project = openProject(state, judge);
      const { kind, approvedOn } = command;
      const proposal = judge.present(state.budgets[kind], 'budget-not-proposed', { kind });
      judge.must(!proposal.approvedOn, 'budget-already-approved', { kind });
      judge.restsOn('approvedOn', approvedOn, 'proposedOn', proposal.proposedOn);
      const budgets: ProjectState['budgets'] = { ...state.budgets, [kind]: { ...proposal, approvedOn } };
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
      judgeLineCrossed(state, max(fen(project.estimate), binding), approvedOn, judge);
      if (kind === 'approved-cost-estimate') {
        const estimated = fen(project.estimate);
        const more = proposal.total - estimated;
        judge.rule<number>('B3', approvedOn, (most) => more <= shareDown(estimated, most), {
          total: yuan(proposal.total),
          estimate: project.estimate,
          over: basisPoints(more, estimated),
        });
      }
      return {
        type: 'BudgetApproved',
        data: {
          ...fieldsFrom(command),
          lines: [...proposal.lines] as BudgetLine[],
          total: yuan(proposal.total),
        },
      };
    },
  },
  evolve: {
    DepartmentConsulted: (state) => ({ ...state, consultations: state.consultations + 1 }),
    ResearchRecorded: (state) => ({ ...state, research: state.research + 1 }),
    BudgetProposed: (state, { kind, lines, total, proposedOn }) => ({
      ...state,
      budgets: { ...state.budgets, [kind]: { total: fen(total), lines, proposedOn, approvedOn: null } },
    }),
    BudgetApproved: (state, { kind, lines, total, approvedOn }) => {
      const { proposedOn } = state.budgets[kind]!;
      return {
        ...state,
        budgets: { ...state.budgets, [kind]: { total: fen(total), lines, proposedOn, approvedOn } },
      };
    },
  },
});

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
