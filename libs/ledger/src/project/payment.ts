import type { Personal } from '../closed.js';
import { Entry, fieldsFrom, section, type Due, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event, personal } from '../event-type.js';
import {
  Code,
  Day,
  Fact,
  ListOf,
  MayBeWithheld,
  Money,
  Name,
  OneOf,
  Optional,
  Part,
  PositiveMoney,
  Text,
} from '../fields.js';
import { fen, yuan, type Fen } from '../money.js';
import { Document, Organisation } from '../values.js';
import { costCategories, type CostCategory } from './budget.js';
import * as account from './contract-account.js';
import { contractStage, paymentKinds, type ContractAccount, type PaymentKind } from './contract-account.js';
import { contractOf, judgeWithinBudget, unsettled, withContract } from './contract.js';
import { openProject } from './registration.js';
import { bindingBudget, sameParty, type ProjectState } from './state.js';

const rights: Rights = { prepares: ['finance-officer'], confirms: ['approver'], over: 'own' };

/** 工程计量: the engineer certifies the value of work done in a period. */
export class CertifyProgress extends Entry {
  @Code() contract!: string;
  /** The office's own number of the certificate, unique in the project. */
  @Code() certificate!: string;
  @Day() periodFrom!: string;
  @Day() periodUntil!: string;
  /** Value of this period, yuan. */
  @PositiveMoney() value!: string;
  @Text() workDone!: string;
  @Fact() @Day() certifiedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights: Rights = {
    prepares: ['engineer', 'finance-officer'],
    confirms: ['approver'],
    over: 'engineer',
  };
  static readonly makes = 'ProgressCertified';
  static readonly example = {
    contract: 'HT-001',
    certificate: 'JL-01',
    periodFrom: '2023-04-10',
    periodUntil: '2023-05-31',
    value: '2000000.00',
    workDone: '路基土方与雨水管一期。',
    certifiedOn: '2023-06-03',
    documents: [],
  };
}

/** 支付. Cash, and for progress the advance recovered with it: gross = amount + advanceRecovered. */
export class RecordPayment extends Entry {
  @Code() contract!: string;
  @OneOf(paymentKinds) kind!: PaymentKind;
  /** The certificate it rests on; progress only. */
  @Optional() @Code() certificate!: string | null;
  /** Cash, yuan. */
  @PositiveMoney() amount!: string;
  @Money() advanceRecovered!: string;
  /** Number of the treasury voucher, unique in the project. */
  @Code() voucher!: string;
  @Fact() @Day() valueDate!: string;
  @Part(() => Organisation) payee!: Organisation;
  @Optional() @Name() payeeAccount!: Personal<string | null>;
  @Optional() @Text() note!: string | null;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'PaymentRecorded';
  static readonly example = {
    contract: 'HT-001',
    kind: 'progress',
    certificate: 'JL-01',
    amount: '1400000.00',
    advanceRecovered: '200000.00',
    voucher: 'ZF-2023-0612',
    valueDate: '2023-06-12',
    payee: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
    payeeAccount: '6222 0000 1111 2222 333',
    note: '第一期进度款',
    documents: [],
  };
}

/** 质量保证金释放: moves no cash, raises the ceiling. */
export class ReleaseRetention extends Entry {
  @Code() contract!: string;
  @PositiveMoney() amount!: string;
  @Fact() @Day() releasedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'RetentionReleased';
  static readonly example = {
    contract: 'HT-001',
    amount: '303600.00',
    releasedOn: '2025-02-20',
    documents: [],
  };
}

/** Land, fees, owner's costs: no contract, but a budget line and a document. */
export class RecordExpense extends Entry {
  @OneOf(costCategories) category!: CostCategory;
  @Name() description!: string;
  @PositiveMoney() amount!: string;
  @Code() voucher!: string;
  @Fact() @Day() valueDate!: string;
  @MayBeWithheld() @Part(() => Organisation) payee!: Organisation;
  @Optional() @Name() payeeAccount!: Personal<string | null>;
  @ListOf(() => Document, { min: 1 }) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'ExpenseRecorded';
  static readonly example = {
    category: 'land',
    description: '滨江路沿线征地补偿',
    amount: '440000.00',
    voucher: 'ZF-2023-0301',
    valueDate: '2023-03-01',
    payee: { uscc: null, name: '东湖街道办事处' },
    payeeAccount: null,
    documents: [
      {
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        title: '征地补偿协议',
        mediaType: 'application/pdf',
        size: 0,
      },
    ],
  };
}

/** What is spent without a contract; works, equipment, supervision and design are tendered or awarded, and contracted. */
const expenseCategories: readonly CostCategory[] = ['land', 'owners-costs'];

/**
 * `cumulative`: certified value of the contract after this certificate, yuan; `paymentDue`: of a
 * small or medium enterprise, thirty days or as agreed, row P6.
 */
export type ProgressCertified = FieldsOf<CertifyProgress> & {
  engineer: Organisation | null;
  cumulative: string;
  paymentDue: Due | null;
};
export type PaymentRecorded = FieldsOf<RecordPayment>;
export type RetentionReleased = FieldsOf<ReleaseRetention>;
export type ExpenseRecorded = FieldsOf<RecordExpense>;

export const payment = section<ProjectState>()({
  events: {
    ProgressCertified: event<ProgressCertified>()({
      version: 2,
      closed: {},
      clerical: ['workDone'],
      upcast: { 1: (data) => ({ ...data, paymentDue: null }) },
    }),
    PaymentRecorded: event<PaymentRecorded>()({
      version: 1,
      closed: { payeeAccount: personal },
      clerical: ['note'],
    }),
    RetentionReleased: event<RetentionReleased>()({ version: 1, closed: {} }),
    ExpenseRecorded: event<ExpenseRecorded>()({
      version: 1,
      closed: { payeeAccount: personal },
      clerical: ['description'],
    }),
  },
  commands: { CertifyProgress, RecordPayment, ReleaseRetention, RecordExpense },
  decide: {
    CertifyProgress(command, state, judge) {
      openProject(state, judge);
      const { contract, certificate, value, periodFrom, periodUntil, certifiedOn } = command;
      const a = unsettled(state, contract, judge);
      const taken = Object.values(state.contracts).some((c) => c.certificates.has(certificate));
      judge.must(!taken, 'certificate-number-taken', { certificate });
      const { terminatedOn } = a;
      judge.must(terminatedOn === null || periodUntil <= terminatedOn, 'contract-terminated', {
        contract,
        terminatedOn,
      });
      const more = account.obligation({ ...a, certified: a.certified + fen(value) }) - account.obligation(a);
      if (terminatedOn !== null) judgeWithinBudget(state, more, judge);
      judge.scale('value', fen(value), account.currentPrice(a));
      judge.must(periodFrom <= periodUntil, 'contract-dates-reversed', {
        from: periodFrom,
        until: periodUntil,
      });
      const [certified, price] = [a.certified + fen(value), account.currentPrice(a)];
      judge.must(certified <= price, 'certified-over-price', {
        certified: yuan(certified),
        price: yuan(price),
      });
      judge.restsOn('certifiedOn', certifiedOn, 'signedOn', a.signedOn);
      judge.restsOn('certifiedOn', certifiedOn, 'periodUntil', periodUntil);
      const days = ({ usual }: { usual: number }) => a.paymentDays ?? usual;
      return {
        type: 'ProgressCertified',
        data: {
          ...fieldsFrom(command),
          engineer: a.engineer,
          cumulative: yuan(certified),
          paymentDue: a.sme ? judge.due<{ usual: number }>('P6', certifiedOn, days) : null,
        },
      };
    },
    RecordPayment(command, state, judge) {
      openProject(state, judge);
      const a = contractOf(state, command.contract, judge);
      const { voucher, payee, certificate, kind, valueDate } = command;
      judge.must(!state.vouchers.has(voucher), 'voucher-already-recorded', { voucher });
      judge.must(sameParty(payee, a.contractor), 'payment-to-another', {
        payee: payee.name,
        contractor: a.contractor.name,
      });
      judge.restsOn('valueDate', valueDate, 'signedOn', a.signedOn);
      judgePublished(valueDate, judge);
      if (kind !== 'progress') judge.must(certificate === null, 'payment-with-certificate', { kind });
      if (kind === 'advance' || kind === 'retention')
        judge.must(command.advanceRecovered === '0.00', 'recovery-only-with-progress', { kind });
      const over = account.overpaid(a);
      judge.must(over === 0n, 'contract-overpaid', { contract: a.contract, overpaid: yuan(over) });
      payments[kind](command, a, judge);
      return { type: 'PaymentRecorded', data: fieldsFrom(command) };
    },
    ReleaseRetention(command, state, judge) {
      openProject(state, judge);
      const { contract, amount, releasedOn } = command;
      const a = contractOf(state, contract, judge);
      const held = a.retention - a.retentionReleased;
      judge.restsOn('releasedOn', releasedOn, 'reviewedOn', a.reviewedOn);
      judge.must(a.reviewed !== null && fen(amount) === held, 'retention-over-held', {
        amount,
        held: yuan(held),
      });
      judge.must(a.defectsUntil === null || releasedOn >= a.defectsUntil, 'defects-period-running', {
        until: a.defectsUntil,
      });
      return { type: 'RetentionReleased', data: fieldsFrom(command) };
    },
    RecordExpense(command, state, judge) {
      openProject(state, judge);
      const { category, amount, voucher, valueDate } = command;
      judge.must(state.finalAccount === null, 'expense-after-final-account', {});
      judge.must(!state.vouchers.has(voucher), 'voucher-already-recorded', { voucher });
      const line = bindingBudget(state)?.lines.some((l) => l.category === category) ?? false;
      judge.must(expenseCategories.includes(category), 'expense-needs-contract', { category });
      judge.must(line, 'expense-without-budget-line', { category });
      judge.restsOn('valueDate', valueDate, 'approvedOn', bindingBudget(state)?.approvedOn ?? null);
      judgePublished(valueDate, judge);
      judgeWithinBudget(state, fen(amount), judge);
      return { type: 'ExpenseRecorded', data: fieldsFrom(command) };
    },
  },
  evolve: {
    ProgressCertified: (state, { contract, certificate, value, certifiedOn }) => {
      const a = state.contracts[contract]!;
      return withContract(state, contract, {
        certified: a.certified + fen(value),
        certificates: a.certificates.set(certificate, { value: fen(value), certifiedOn, gross: 0n }),
      });
    },
    PaymentRecorded: (
      state,
      { contract, kind, certificate, amount, advanceRecovered, voucher, valueDate },
    ) => {
      const a = state.contracts[contract]!;
      const [cash, recovered] = [fen(amount), fen(advanceRecovered)];
      const vouchers = state.vouchers.set(voucher, {
        ...{ contract, kind, certificate, on: valueDate },
        ...{ amount: cash, advanceRecovered: recovered, reversed: 0n },
      });
      return withContract({ ...state, vouchers }, contract, {
        cash: { ...a.cash, [kind]: a.cash[kind] + cash },
        advances: kind === 'advance' ? a.advances + cash : a.advances,
        recovered: a.recovered + recovered,
        certificates: grossOn(a, certificate, cash + recovered),
      });
    },
    RetentionReleased: (state, { contract, amount }) =>
      withContract(state, contract, {
        retentionReleased: state.contracts[contract]!.retentionReleased + fen(amount),
      }),
    ExpenseRecorded: (state, { amount, voucher, valueDate }) => ({
      ...state,
      expenses: state.expenses + fen(amount),
      vouchers: state.vouchers.set(voucher, {
        ...{ contract: null, kind: 'expense', certificate: null, on: valueDate },
        ...{ amount: fen(amount), advanceRecovered: 0n, reversed: 0n },
      }),
    }),
  },
});

/** The certificates after `gross` was paid on one of them, or taken back. */
export function grossOn(
  a: ContractAccount,
  certificate: string | null,
  gross: Fen,
): ContractAccount['certificates'] {
  // What the pages keep of a contract leaves out certificates that are paid.
  const rests = certificate === null ? undefined : a.certificates.get(certificate);
  return rests ? a.certificates.set(certificate!, { ...rests, gross: rests.gross + gross }) : a.certificates;
}

/** Row P10: recorded is published. */
function judgePublished(valueDate: string, judge: Judge): void {
  const { today } = judge.context;
  judge.timely('P10', valueDate, today, { valueDate, recordedOn: today });
}

/** Invariant 6, by kind of payment. */
const payments: Record<PaymentKind, (command: RecordPayment, a: ContractAccount, judge: Judge) => void> = {
  advance({ amount }, a, judge) {
    inSeason(a.submitted === null && a.terminatedOn === null, 'advance', a, judge);
    const [advances, ceiling] = [a.advances + fen(amount), account.advanceCeiling(a)];
    const [total, price] = [account.paid(a) + fen(amount), account.currentPrice(a)];
    judge.must(total <= price, 'paid-over-price', { paid: yuan(total), price: yuan(price) });
    judge.must(advances <= ceiling, 'advance-over-ceiling', {
      advances: yuan(advances),
      ceiling: yuan(ceiling),
      price: yuan(a.price),
      rate: a.advanceRate,
    });
  },
  progress({ contract, amount, advanceRecovered, certificate, valueDate }, a, judge) {
    inSeason(a.reviewed === null, 'progress', a, judge);
    if (judge.must(certificate !== null, 'payment-without-certificate', { contract })) {
      const rests = a.certificates.get(certificate!);
      judge.must(rests !== undefined, 'certificate-unknown', { contract, certificate });
      judge.restsOn('valueDate', valueDate, 'certifiedOn', rests?.certifiedOn ?? null);
    }
    const [cash, recovered] = [fen(amount), fen(advanceRecovered)];
    const unrecovered = account.unrecovered(a);
    const least = account.leastRecovery(a, cash + recovered);
    judge.must(recovered >= least, 'advance-recovery-too-small', {
      recovered: yuan(recovered),
      least: yuan(least),
    });
    judge.must(recovered <= unrecovered, 'advance-recovery-too-large', {
      recovered: yuan(recovered),
      unrecovered: yuan(unrecovered),
    });
    const [gross, ceiling] = [account.progressGross(a) + cash + recovered, account.progressCeiling(a)];
    judge.must(gross <= ceiling, 'progress-over-ceiling', {
      gross: yuan(gross),
      paid: yuan(account.paid(a)),
      ceiling: yuan(ceiling),
      certified: yuan(a.certified),
      rate: a.progressRate,
    });
  },
  settlement(command, a, judge) {
    inSeason(a.reviewed !== null, 'settlement', a, judge);
    judge.restsOn('valueDate', command.valueDate, 'reviewedOn', a.reviewedOn);
    withinReview(command, a, judge);
  },
  retention(command, a, judge) {
    inSeason(a.retentionReleased > 0n, 'retention', a, judge);
    withinReview(command, a, judge);
  },
};

function inSeason(holds: boolean, kind: PaymentKind, a: ContractAccount, judge: Judge): void {
  judge.stopUnless(holds, 'payment-kind-out-of-season', {
    contract: a.contract,
    kind,
    stage: contractStage(a),
  });
}

/** Nothing stays unrecovered after a settlement: its payment takes off whatever is left of the advance. */
function withinReview({ amount, advanceRecovered }: RecordPayment, a: ContractAccount, judge: Judge): void {
  const unrecovered = account.unrecovered(a) - fen(advanceRecovered);
  judge.must(unrecovered <= 0n, 'advance-not-recovered', { unrecovered: yuan(unrecovered) });
  judge.must(unrecovered >= 0n, 'advance-recovery-too-large', {
    recovered: advanceRecovered,
    unrecovered: yuan(account.unrecovered(a)),
  });
  const [total, ceiling] = [account.paid(a) + fen(amount), account.paymentCeiling(a)];
  judge.must(total <= ceiling, 'paid-over-ceiling', { paid: yuan(total), ceiling: yuan(ceiling) });
}
