import { Entry, fieldsFrom, section, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import {
  Code,
  Day,
  Days,
  Fact,
  fieldsOf,
  Flag,
  ListOf,
  Money,
  MoneyDelta,
  Name,
  OneOf,
  Optional,
  Part,
  PositiveMoney,
  Rate,
} from '../fields.js';
import { fen, sum, yuan, type Fen } from '../money.js';
import { Organisation } from '../values.js';
import { BudgetLine, judgeLines } from './budget.js';
import {
  contractKinds,
  newAccount,
  retentionOf,
  type ContractAccount,
  type ContractKind,
  type PaymentKind,
} from './contract-account.js';
import { kindsOfLot } from './contract.js';
import { judgeEstimate, ProjectFacts, type ProjectRegistered } from './registration.js';
import {
  budgetKinds,
  sameParty,
  type BudgetKind,
  type Lot,
  type ProjectState,
  type Voucher,
} from './state.js';

/** The budget in force on the day of the taking over. */
export class OpeningBudget {
  @OneOf(budgetKinds) kind!: BudgetKind;
  @ListOf(() => BudgetLine, { min: 1 }) lines!: BudgetLine[];
  @Money() total!: string;
  @Name() approvingBody!: string;
  @Code() documentNumber!: string;
  @Day() approvedOn!: string;
}

/** A contract under way: its terms, and its balances at the end of the day. Amounts in yuan. */
export class OpeningContract {
  @Code() contract!: string;
  @Code() lot!: string;
  @Name() lotName!: string;
  @OneOf(['works', 'services', 'goods']) lotKind!: Lot['kind'];
  @OneOf(['open', 'invited', 'negotiated', 'direct']) method!: Lot['method'];
  @OneOf(contractKinds) kind!: ContractKind;
  @Part(() => Organisation) contractor!: Organisation;
  @Optional() @Part(() => Organisation) engineer!: Organisation | null;
  @PositiveMoney() price!: string;
  /** Approved changes so far; null where there are none. */
  @Optional() @MoneyDelta() changes!: string | null;
  @Day() signedOn!: string;
  @Rate() advanceRate!: number;
  @Rate() advanceRecoveryRate!: number;
  @Rate() progressRate!: number;
  @Rate() retentionRate!: number;
  @Money() performanceBond!: string;
  @Day() startOn!: string;
  @Day() finishOn!: string;
  @Optional() @Flag() sme!: boolean | null;
  @Optional() @Days() paymentDays!: number | null;
  @Money() certified!: string;
  @Money() advances!: string;
  @Money() recovered!: string;
  @Money() progress!: string;
  @Money() settlement!: string;
  @Money() retentionPaid!: string;
  /** All that was paid: the four above, `recovered` left out. */
  @Money() paid!: string;
  @Optional() @Day() acceptedOn!: string | null;
  @Optional() @Day() defectsUntil!: string | null;
  @Optional() @Money() submitted!: string | null;
  @Optional() @Money() reviewed!: string | null;
  @Money() retentionReleased!: string;
}

/**
 * Works under way when a city starts its ledger: what they are and what their books say at the end of a day. Rules before
 * that day are not judged: taken over, not witnessed by this ledger.
 */
export class TakeOverProject extends ProjectFacts {
  /** The balances include this day. */
  @Fact() @Day() asOf!: string;
  @Part(() => OpeningBudget) budget!: OpeningBudget;
  @Optional() @ListOf(() => OpeningContract) contracts!: OpeningContract[];
  @Money() expenses!: string;

  static readonly rights: Rights = { prepares: ['finance-officer'], confirms: ['approver'], over: 'own' };
  static readonly makes = 'ProjectTakenOver';
  static readonly example = {
    number: 'ZW-2021-004',
    nationalCode: null,
    name: '解放桥维修加固工程',
    owner: { uscc: '11331082MB0X12345C', name: '临江市市政工程建设中心' },
    region: '331082',
    category: 'bridge',
    site: '解放桥',
    fundSource: '市级财政城市维护建设资金',
    estimate: '6200000.00',
    responsibleDepartment: '工程管理科',
    responsiblePerson: '周明远',
    documents: [
      {
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        title: '截至2022年12月31日工程款支付台账',
        mediaType: 'application/pdf',
        size: 0,
      },
    ],
    asOf: '2022-12-31',
    budget: {
      kind: 'budget',
      lines: [
        { category: 'works', description: '加固施工', amount: '5600000.00' },
        { category: 'owners-costs', description: '建设单位管理费', amount: '200000.00' },
      ],
      total: '5800000.00',
      approvingBody: '临江市财政局',
      documentNumber: '临财建〔2021〕40号',
      approvedOn: '2021-08-16',
    },
    contracts: [
      {
        contract: 'HT-21-09',
        lot: 'SG-1',
        lotName: '加固施工',
        lotKind: 'works',
        method: 'open',
        kind: 'works',
        contractor: { uscc: '91330000MA27EEEE05', name: '北河建设集团有限公司' },
        engineer: null,
        price: '5000000.00',
        changes: '200000.00',
        signedOn: '2021-11-03',
        advanceRate: 1000,
        advanceRecoveryRate: 1250,
        progressRate: 8000,
        retentionRate: 300,
        performanceBond: '0.00',
        startOn: '2021-11-15',
        finishOn: '2023-06-30',
        sme: false,
        paymentDays: null,
        certified: '3000000.00',
        advances: '500000.00',
        recovered: '300000.00',
        progress: '2100000.00',
        settlement: '0.00',
        retentionPaid: '0.00',
        paid: '2600000.00',
        acceptedOn: null,
        defectsUntil: null,
        submitted: null,
        reviewed: null,
        retentionReleased: '0.00',
      },
    ],
    expenses: '80000.00',
  };
}

export type ProjectTakenOver = FieldsOf<TakeOverProject>;

export const takeover = section<ProjectState>()({
  events: {
    ProjectTakenOver: event<ProjectTakenOver>()({
      version: 1,
      closed: {},
      clerical: ['name', 'site', 'responsiblePerson'],
    }),
  },
  commands: { TakeOverProject },
  decide: {
    TakeOverProject(command, { registered }, judge) {
      const { number, budget, contracts, asOf, documents } = command;
      judge.must(registered === null, 'project-already-registered', { number, name: registered?.name ?? '' });
      judge.must(documents.length > 0, 'taken-over-without-documents', {});
      judgeEstimate(command, judge);
      judgeLines(budget, judge);
      judge.must(budget.approvedOn <= asOf, 'taken-over-later', {
        field: 'approvedOn',
        date: budget.approvedOn,
        asOf,
      });
      const numbers = contracts.flatMap(({ contract, lot }) => [`c ${contract}`, `l ${lot}`]);
      judge.must(new Set(numbers).size === numbers.length, 'taken-over-number-twice', {});
      for (const each of contracts) judgeOpening(each, asOf, judge);
      return { type: 'ProjectTakenOver', data: fieldsFrom(command) };
    },
  },
  evolve: {
    ProjectTakenOver: (state, data) => {
      const { asOf, budget, contracts, expenses } = data;
      const { kind, lines, total, approvedOn } = budget;
      const taken = { total: fen(total), lines, proposedOn: approvedOn, approvedOn, revisedOn: null };
      return {
        ...state,
        registered: registeredFrom(data),
        takenOverAsOf: asOf,
        budgets: { ...state.budgets, [kind]: taken },
        expenses: fen(expenses),
        vouchers: state.vouchers
          .set(openingVoucher, opening({ contract: null, kind: 'expense', amount: fen(expenses), on: asOf }))
          .concat(contracts.flatMap((c) => openingPayments(c, asOf))),
        lots: Object.fromEntries(contracts.map((c) => [c.lot, openingLot(c)])),
        contracts: Object.fromEntries(contracts.map((c) => [c.contract, openingAccount(c, asOf)])),
      };
    },
  },
});

/** What stands for the vouchers of before the taking over: a payment may bounce after it, an audit may cut an expense. */
export const openingVoucher = '接管余额';
const opening = (
  of: Pick<Voucher, 'contract' | 'kind' | 'amount' | 'on'> & { advanceRecovered?: Fen },
): Voucher => ({ certificate: null, advanceRecovered: 0n, reversed: 0n, opening: true, ...of });

/**
 * The key under which the voucher of a payment is kept: of a contract's payments before the taking over one for each
 * kind, which no number of an office's own can be, since it holds a blank.
 */
export const voucherKey = (
  { takenOverAsOf }: ProjectState,
  { payment, contract, kind }: { payment: string; contract: string | null; kind: string | null },
): string =>
  takenOverAsOf !== null && payment === openingVoucher && contract !== null
    ? openingKey(contract, kind ?? '')
    : payment;
const openingKey = (contract: string, kind: string) => `${openingVoucher} ${contract} ${kind}`;

/** What the progress payments recovered comes back with them at most. */
const openingPayments = (c: OpeningContract, on: string): [string, Voucher][] =>
  Object.entries(openingCash(c)).map(([kind, amount]) => {
    const advanceRecovered = kind === 'progress' ? fen(c.recovered) : 0n;
    const of = { contract: c.contract, kind: kind as PaymentKind, amount, on, advanceRecovered };
    return [openingKey(c.contract, kind), opening(of)];
  });

const openingCash = (c: OpeningContract): Record<PaymentKind, Fen> => ({
  ...{ advance: fen(c.advances), progress: fen(c.progress) },
  ...{ settlement: fen(c.settlement), retention: fen(c.retentionPaid) },
});

/** The part of a taking over that a registration has. */
export function registeredFrom(data: Omit<ProjectFacts, keyof Entry>): ProjectRegistered {
  const names = [...fieldsOf(ProjectFacts).keys()].filter((name) => !fieldsOf(Entry).has(name));
  return Object.fromEntries(
    names.map((name) => [name, (data as Record<string, unknown>)[name]]),
  ) as unknown as ProjectRegistered;
}

const openingLot = ({
  lot,
  lotKind,
  method,
  contractor,
  price,
  signedOn,
  contract,
}: OpeningContract): Lot => ({
  ...{ lot, kind: lotKind, method, estimate: fen(price), tender: null, failedRounds: 0, cancelled: [] },
  ...{ award: { winner: contractor, price: fen(price), awardedOn: signedOn }, contract },
});

function openingAccount(c: OpeningContract, asOf: string): ContractAccount {
  const opened = newAccount({ ...c, price: fen(c.price) });
  const reviewed = c.reviewed === null ? null : fen(c.reviewed);
  return {
    ...opened,
    changes: fen(c.changes ?? '0.00'),
    certified: fen(c.certified),
    advances: fen(c.advances),
    recovered: fen(c.recovered),
    cash: openingCash(c),
    acceptedOn: c.acceptedOn,
    defectsUntil: c.defectsUntil,
    submitted: c.submitted === null ? null : fen(c.submitted),
    submittedOn: c.submitted === null ? null : asOf,
    reviewed,
    reviewedOn: reviewed === null ? null : asOf,
    retention: reviewed === null ? 0n : retentionOf(opened, reviewed),
    retentionReleased: fen(c.retentionReleased),
  };
}

/** Whether the balances of one contract add up and do not contradict each other. */
function judgeOpening(c: OpeningContract, asOf: string, judge: Judge): void {
  const { contract } = c;
  const parts = sum([c.advances, c.progress, c.settlement, c.retentionPaid].map(fen));
  judge.must(parts === fen(c.paid), 'taken-over-does-not-add-up', {
    contract,
    paid: c.paid,
    sum: yuan(parts),
  });
  const contradicts = (holds: boolean, field: string, against: string) =>
    judge.must(holds, 'taken-over-contradicts', { contract, field, against });
  contradicts(fen(c.recovered) <= fen(c.advances), 'recovered', 'advances');
  contradicts(fen(c.price) + fen(c.changes ?? '0.00') > 0n, 'changes', 'price');
  contradicts(c.reviewed === null || c.submitted !== null, 'reviewed', 'submitted');
  contradicts(c.reviewed === null || fen(c.reviewed) <= fen(c.submitted ?? '0.00'), 'reviewed', 'submitted');
  contradicts(
    c.reviewed !== null || fen(c.settlement) + fen(c.retentionPaid) === 0n,
    'settlement',
    'reviewed',
  );
  contradicts(c.startOn <= c.finishOn, 'finishOn', 'startOn');
  contradicts(kindsOfLot[c.lotKind].includes(c.kind), 'kind', 'lotKind');
  contradicts(c.engineer === null || !sameParty(c.engineer, c.contractor), 'engineer', 'contractor');
  contradicts((c.acceptedOn === null) === (c.defectsUntil === null), 'defectsUntil', 'acceptedOn');
  const held =
    c.reviewed === null ? 0n : retentionOf(newAccount({ ...c, price: fen(c.price) }), fen(c.reviewed));
  contradicts(fen(c.retentionReleased) <= held, 'retentionReleased', 'retentionRate');
  for (const field of ['signedOn', 'acceptedOn'] as const) {
    const date = c[field];
    judge.must(date === null || date <= asOf, 'taken-over-later', { field, date, asOf });
  }
}

/** Money dated on or before the day of the taking over is in its balances already. */
export function judgeAfterTakeover({ takenOverAsOf }: ProjectState, command: Entry, judge: Judge): void {
  if (takenOverAsOf === null || !('contract' in command || 'voucher' in command)) return;
  for (const [field, { fact }] of fieldsOf(command.constructor as new () => object)) {
    const date = (command as unknown as Record<string, string | null>)[field];
    if (fact && date)
      judge.must(date > takenOverAsOf, 'fact-before-takeover', { field, date, asOf: takenOverAsOf });
  }
}
