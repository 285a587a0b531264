import { Entry, fieldsFrom, section, type FieldsOf, type Judge, type Rights } from '../decider.js';
import { event } from '../event-type.js';
import { Code, Day, Fact, ListOf, Money, OneOf, Optional, Part, PositiveMoney, Text } from '../fields.js';
import { fen, yuan, type Fen } from '../money.js';
import { Document, Organisation } from '../values.js';
import * as account from './contract-account.js';
import { contractStage } from './contract-account.js';
import { contractOf, withContract } from './contract.js';
import { CertifyProgress, grossOn } from './payment.js';
import { openProject } from './registration.js';
import { sameParty, type ProjectState, type Voucher } from './state.js';
import { voucherKey } from './takeover.js';

const rights: Rights = { prepares: ['finance-officer'], confirms: ['approver'], over: 'own' };

/** 核减计量: takes a part of a certificate back. What is paid over it then must be recovered. */
export class ReduceCertificate extends Entry {
  @Code() contract!: string;
  @Code() certificate!: string;
  /** Value taken off, yuan. */
  @PositiveMoney() reduction!: string;
  @Text() reason!: string;
  @Fact() @Day() reducedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = CertifyProgress.rights;
  static readonly makes = 'CertificateReduced';
  static readonly example = {
    contract: 'HT-001',
    certificate: 'JL-01',
    reduction: '200000.00',
    reason: '土方量复测后核减。',
    reducedOn: '2023-06-20',
    documents: [],
  };
}

/**
 * 冲销: the bank sent it back, or it was recorded wrongly. An advance may come back in part, all else as a whole; of the
 * balances of a taking over any part.
 */
export class ReversePayment extends Entry {
  /** Voucher of the payment or expense that is taken back; `接管余额` for one of before the taking over. */
  @Code() payment!: string;
  /** Of a payment before the taking over: its contract. Else null, or as it was paid. */
  @Optional() @Code() contract!: string | null;
  /** Of a payment before the taking over: its kind. Else null, or as it was paid. */
  @Optional() @OneOf(account.paymentKinds) kind!: account.PaymentKind | null;
  /** Of a progress payment before the taking over: what it had recovered of the advance. Else null, or as it was paid. */
  @Optional() @Money() advanceRestored!: string | null;
  @PositiveMoney() amount!: string;
  /** Voucher of the reversal, unique in the project. */
  @Code() voucher!: string;
  @Text() reason!: string;
  @Fact() @Day() reversedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'PaymentReversed';
  static readonly example = {
    payment: 'ZF-2023-0612',
    contract: null,
    kind: null,
    advanceRestored: null,
    amount: '1400000.00',
    voucher: 'CX-2023-0615',
    reason: '收款账号有误，银行退回。',
    reversedOn: '2023-06-15',
    documents: [],
  };
}

/** 追回: the contractor pays back what was overpaid. After the settlement it also sets off what is left of the advance. */
export class RecordRecovery extends Entry {
  @Code() contract!: string;
  /** Cash paid back, yuan; 0.00 where an advance is set off only. */
  @Money() amount!: string;
  /** Of the advance, by this cash and, after the settlement, by set-off against what is due. */
  @Money() advanceRecovered!: string;
  /** Unique in the project. */
  @Code() voucher!: string;
  @Fact() @Day() recoveredOn!: string;
  @Part(() => Organisation) payer!: Organisation;
  @Text() reason!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'OverpaymentRecovered';
  static readonly example = {
    contract: 'HT-001',
    amount: '160000.00',
    advanceRecovered: '0.00',
    voucher: 'ZH-2023-0705',
    recoveredOn: '2023-07-05',
    payer: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
    reason: '计量核减后退回多付的进度款。',
    documents: [],
  };
}

/** 追回退回: the bank sent the cash of a recovery back, or it was recorded wrongly. As a whole, with what it set off. */
export class ReverseRecovery extends Entry {
  /** Voucher of the recovery. */
  @Code() recovery!: string;
  /** Voucher of this entry, unique in the project. */
  @Code() voucher!: string;
  @Text() reason!: string;
  @Fact() @Day() reversedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'RecoveryReversed';
  static readonly example = {
    recovery: 'ZH-2023-0705',
    voucher: 'TH-2023-0710',
    reason: '退款汇票被退回，款项未到账。',
    reversedOn: '2023-07-10',
    documents: [],
  };
}

/** `cumulative`: certified value of the contract after the reduction; `overpaid`: what is paid over its ceiling then. */
export type CertificateReduced = FieldsOf<ReduceCertificate> & { cumulative: string; overpaid: string };
/** `contract` is null for an expense; `advanceRestored`: what the payment had recovered of the advance. */
export type PaymentReversed = Omit<FieldsOf<ReversePayment>, 'contract' | 'kind' | 'advanceRestored'> & {
  contract: string | null;
  kind: string;
  certificate: string | null;
  advanceRestored: string;
};
/** `overpaid`: what is left of it, yuan. */
export type OverpaymentRecovered = FieldsOf<RecordRecovery> & { overpaid: string };
/** `amount`: cash that did not come after all; `advanceRestored`: what it had set off; `overpaid`: what is so again, yuan. */
export type RecoveryReversed = FieldsOf<ReverseRecovery> & {
  contract: string;
  amount: string;
  advanceRestored: string;
  overpaid: string;
};

export const reversal = section<ProjectState>()({
  events: {
    CertificateReduced: event<CertificateReduced>()({ version: 1, closed: {} }),
    PaymentReversed: event<PaymentReversed>()({ version: 1, closed: {} }),
    OverpaymentRecovered: event<OverpaymentRecovered>()({ version: 1, closed: {} }),
    RecoveryReversed: event<RecoveryReversed>()({ version: 1, closed: {} }),
  },
  commands: { ReduceCertificate, ReversePayment, RecordRecovery, ReverseRecovery },
  decide: {
    ReduceCertificate(command, state, judge) {
      openProject(state, judge);
      const { contract, certificate, reduction, reducedOn } = command;
      const a = contractOf(state, contract, judge);
      judge.must(a.reviewed === null, 'contract-settled', { contract, stage: contractStage(a) });
      const reduced = judge.present(a.certificates.get(certificate), 'certificate-unknown', {
        contract,
        certificate,
      });
      judge.must(fen(reduction) <= reduced.value, 'reduction-over-certificate', {
        reduction,
        value: yuan(reduced.value),
      });
      judge.restsOn('reducedOn', reducedOn, 'certifiedOn', reduced.certifiedOn);
      const certified = a.certified - fen(reduction);
      return {
        type: 'CertificateReduced',
        data: {
          ...fieldsFrom(command),
          cumulative: yuan(certified),
          overpaid: yuan(account.overpaid({ ...a, certified })),
        },
      };
    },
    ReversePayment(command, state, judge) {
      openProject(state, judge);
      const { payment, voucher, amount, reversedOn } = command;
      judge.must(!state.vouchers.has(voucher), 'voucher-already-recorded', { voucher });
      const found = judgeFound(state, command, judge);
      const { contract, kind, certificate } = found;
      judge.stopUnless(kind !== 'reversal', 'reversal-of-a-reversal', { voucher: payment });
      judge.stopUnless(kind !== 'recovery', 'recovery-is-no-payment', { voucher: payment });
      const restored = judgeRestored(command, found, judge);
      const left = found.amount - found.reversed;
      judge.must(left > 0n, 'payment-already-reversed', { voucher: payment });
      judge.restsOn('reversedOn', reversedOn, 'valueDate', found.on);
      const cut = kind === 'expense' ? judgeCut(state, fen(amount), judge) : null;
      if (kind === 'advance') {
        const unrecovered = account.unrecovered(contractOf(state, contract!, judge));
        const most = left < unrecovered ? left : unrecovered;
        judge.must(fen(amount) <= most, 'reversal-over-unrecovered', {
          amount,
          most: yuan(most),
          unrecovered: yuan(unrecovered),
        });
      } else
        judge.must(
          left === 0n ||
            fen(amount) === left ||
            ((cut !== null || found.opening === true) && fen(amount) < left),
          found.opening ? 'reversal-over-opening' : 'reversal-in-part',
          { amount, paid: yuan(left), kind },
        );
      if (contract !== null) {
        const a = contractOf(state, contract, judge);
        const standing = kind === 'progress' ? account.progressGross(a) - restored : account.paid(a);
        judge.must(left === 0n || fen(amount) <= standing, 'reversal-over-paid', {
          amount,
          paid: yuan(standing),
        });
      }
      return {
        type: 'PaymentReversed',
        data: {
          ...{ ...fieldsFrom(command), contract, kind, certificate },
          advanceRestored: yuan(restored),
        },
      };
    },
    RecordRecovery(command, state, judge) {
      openProject(state, judge);
      const { contract, voucher, payer, recoveredOn } = command;
      const a = contractOf(state, contract, judge);
      judge.must(!state.vouchers.has(voucher), 'voucher-already-recorded', { voucher });
      judge.must(sameParty(payer, a.contractor), 'recovery-from-another', {
        payer: payer.name,
        contractor: a.contractor.name,
      });
      judge.restsOn('recoveredOn', recoveredOn, 'signedOn', a.signedOn);
      const [amount, set] = [fen(command.amount), fen(command.advanceRecovered)];
      const [over, unrecovered] = [account.overpaid(a), account.unrecovered(a)];
      judge.must(amount > 0n || set > 0n, 'recovery-of-nothing', { contract });
      judge.must(set <= unrecovered, 'advance-recovery-too-large', {
        recovered: command.advanceRecovered,
        unrecovered: yuan(unrecovered),
      });
      // Before the settlement, cash that repays the advance is no overpayment; after it, everything paid stands together.
      const most = a.reviewed === null ? over + set : over;
      judge.must(amount <= most, 'recovery-over-overpaid', { amount: command.amount, overpaid: yuan(most) });
      judge.must(a.reviewed !== null || set <= amount, 'set-off-before-settlement', {
        recovered: command.advanceRecovered,
        amount: command.amount,
      });
      const after = { ...a, recoveries: a.recoveries + amount, recovered: a.recovered + set };
      return {
        type: 'OverpaymentRecovered',
        data: { ...fieldsFrom(command), overpaid: yuan(account.overpaid(after)) },
      };
    },
    ReverseRecovery(command, state, judge) {
      openProject(state, judge);
      const { recovery, voucher, reversedOn } = command;
      judge.must(!state.vouchers.has(voucher), 'voucher-already-recorded', { voucher });
      const found = state.vouchers.get(recovery);
      const made = judge.present(found?.kind === 'recovery' ? found : null, 'recovery-unknown', { recovery });
      judge.stopUnless(!isTakenBack(made), 'recovery-already-reversed', { recovery });
      judge.restsOn('reversedOn', reversedOn, 'recoveredOn', made.on);
      const { amount, advanceRecovered } = made;
      const a = contractOf(state, made.contract!, judge);
      const after = withoutRecovery(a, amount, advanceRecovered);
      return {
        type: 'RecoveryReversed',
        data: {
          ...{ ...fieldsFrom(command), contract: a.contract, amount: yuan(amount) },
          ...{ advanceRestored: yuan(advanceRecovered), overpaid: yuan(account.overpaid(after)) },
        },
      };
    },
  },
  evolve: {
    CertificateReduced: (state, { contract, certificate, reduction }) => {
      const a = state.contracts[contract]!;
      const taken = fen(reduction);
      const found = a.certificates.get(certificate);
      return withContract(state, contract, {
        certified: a.certified - taken,
        certificates: found
          ? a.certificates.set(certificate, { ...found, value: found.value - taken })
          : a.certificates,
      });
    },
    PaymentReversed: (state, data) => {
      const { voucher, contract, kind, certificate, amount, advanceRestored, reversedOn } = data;
      const [taken, restored] = [fen(amount), fen(advanceRestored)];
      const key = voucherKey(state, data);
      const found = state.vouchers.get(key);
      const kept: Voucher = {
        ...{ contract, kind: 'reversal', certificate, on: reversedOn },
        ...{ amount: taken, advanceRecovered: 0n, reversed: 0n },
      };
      const { reversed = 0n, advanceRecovered = 0n } = found ?? {};
      const left = { reversed: reversed + taken, advanceRecovered: advanceRecovered - restored };
      const vouchers = (found ? state.vouchers.set(key, { ...found, ...left }) : state.vouchers).set(
        voucher,
        kept,
      );
      if (contract === null) return { ...state, vouchers, expenses: state.expenses - taken };
      const a = state.contracts[contract]!;
      const of = kind as account.PaymentKind;
      return withContract({ ...state, vouchers }, contract, {
        cash: { ...a.cash, [of]: a.cash[of] - taken },
        advances: of === 'advance' ? a.advances - taken : a.advances,
        recovered: a.recovered - restored,
        reversals: a.reversals + taken,
        certificates: grossOn(a, certificate, -(taken + restored)),
      });
    },
    OverpaymentRecovered: (state, { contract, amount, advanceRecovered, voucher, recoveredOn }) => {
      const a = state.contracts[contract]!;
      const [cash, recovered] = [fen(amount), fen(advanceRecovered)];
      const vouchers = state.vouchers.set(voucher, {
        ...{ contract, kind: 'recovery', certificate: null, on: recoveredOn },
        ...{ amount: cash, advanceRecovered: recovered, reversed: 0n },
        ...(a.reviewed !== null && { uponReview: true }),
      });
      return withContract({ ...state, vouchers }, contract, {
        recoveries: a.recoveries + cash,
        recovered: a.recovered + recovered,
      });
    },
    RecoveryReversed: (state, { contract, recovery, amount, advanceRestored, voucher, reversedOn }) => {
      const a = state.contracts[contract]!;
      const [cash, restored] = [fen(amount), fen(advanceRestored)];
      const found = state.vouchers.get(recovery);
      const taken = found
        ? state.vouchers.set(recovery, { ...found, reversed: cash, advanceRecovered: 0n })
        : state.vouchers;
      const vouchers = taken.set(voucher, {
        ...{ contract, kind: 'reversal', certificate: null, on: reversedOn },
        ...{ amount: cash, advanceRecovered: 0n, reversed: 0n },
      });
      return withContract({ ...state, vouchers }, contract, withoutRecovery(a, cash, restored));
    },
  },
});

/** A recovery is of cash, of an advance set off, or of both: taken back, nothing is left of either. */
export const isTakenBack = ({ amount, reversed, advanceRecovered }: Voucher): boolean =>
  reversed === amount && advanceRecovered === 0n;

const withoutRecovery = (a: account.ContractAccount, cash: Fen, restored: Fen): account.ContractAccount => ({
  ...a,
  recoveries: a.recoveries - cash,
  recovered: a.recovered - restored,
});

/** The voucher that is to be reversed; what the command says of it beside its number must be as it was paid. */
function judgeFound(state: ProjectState, command: ReversePayment, judge: Judge): Voucher {
  const { payment, contract, kind } = command;
  const key = voucherKey(state, command);
  const found = state.vouchers.get(key);
  if (key !== payment) {
    const there = found !== undefined && found.amount > 0n ? found : null;
    return judge.present(there, 'opening-balance-unknown', { contract, kind });
  }
  const paid = judge.present(found, 'voucher-unknown', { voucher: payment });
  const asPaid = (said: string | null, field: 'contract' | 'kind') =>
    judge.must(said === null || said === paid[field], 'reversal-not-as-paid', { voucher: payment, field });
  asPaid(contract, 'contract');
  asPaid(kind, 'kind');
  return paid;
}

/** What comes back to the unrecovered advance, fen: all that the payment recovered, or the part that its bouncing undoes. */
function judgeRestored({ payment, advanceRestored }: ReversePayment, found: Voucher, judge: Judge): Fen {
  const { advanceRecovered, opening = false } = found;
  const said = advanceRestored === null ? null : fen(advanceRestored);
  if (!opening) {
    const field = 'advanceRestored';
    judge.must(said === null || said === advanceRecovered, 'reversal-not-as-paid', {
      voucher: payment,
      field,
    });
    return advanceRecovered;
  }
  judge.must((said ?? 0n) <= advanceRecovered, 'restored-over-opening', {
    restored: yuan(said ?? 0n),
    recovered: yuan(advanceRecovered),
  });
  return said ?? 0n;
}

/**
 * Once the final account is compiled an expense comes back only as far as the audit took it off: fen, which may be a part
 * of it; null before.
 */
function judgeCut({ finalAccount, audit, expenses }: ProjectState, amount: Fen, judge: Judge): Fen | null {
  if (finalAccount === null) return null;
  const cut = audit === null ? 0n : expenses - audit.expenses;
  if (judge.must(cut > 0n, 'expense-after-final-account', {}))
    judge.must(amount <= cut, 'reversal-over-cut', { amount: yuan(amount), cut: yuan(cut) });
  return cut;
}
