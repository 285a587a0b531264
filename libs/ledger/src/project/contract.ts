import {
  daysBetween,
  Entry,
  fieldsFrom,
  section,
  type FieldsOf,
  type Judge,
  type Rights,
} from '../decider.js';
import { event } from '../event-type.js';
import {
  Code,
  Day,
  Days,
  Fact,
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
  Text,
} from '../fields.js';
import { basisPoints, fen, shareDown, sum, yuan, type Fen } from '../money.js';
import { Document, Organisation } from '../values.js';
import {
  contractKinds,
  contractStage,
  currentPrice,
  newAccount,
  obligation,
  paid,
  type ContractAccount,
  type ContractKind,
} from './contract-account.js';
import { judgeSuspended } from './objection.js';
import { openProject } from './registration.js';
import { lotOf } from './round.js';
import { bindingBudget, numbered, sameParty, type Lot, type ProjectState } from './state.js';

const rights: Rights = { prepares: ['tender-officer'], confirms: ['approver'], over: 'own' };

/** 签订合同. Rates are integer basis points: 8000 is 80 %. */
export class SignContract extends Entry {
  /** The office's own contract number, unique in the project. */
  @Code() contract!: string;
  @Code() lot!: string;
  @OneOf(contractKinds) kind!: ContractKind;
  @Part(() => Organisation) contractor!: Organisation;
  /** 监理单位, who certifies; null where there is none. */
  @Optional() @Part(() => Organisation) engineer!: Organisation | null;
  @PositiveMoney() price!: string;
  @Fact() @Day() signedOn!: string;
  @Rate() advanceRate!: number;
  /** Share of each progress gross that recovers the advance. */
  @Rate() advanceRecoveryRate!: number;
  @Rate() progressRate!: number;
  @Rate() retentionRate!: number;
  @Money() performanceBond!: string;
  /** Whether a clause lets the contractor finance the works beforehand (垫资). */
  @Flag() prefinancing!: boolean;
  /** 中小企业: whether the contractor is a small or medium enterprise (国务院令第802号); null where it is not known. */
  @Optional() @Flag() sme!: boolean | null;
  /** Days from certificate to payment as agreed. */
  @Optional() @Days() paymentDays!: number | null;
  @Day() startOn!: string;
  @Day() finishOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'ContractSigned';
  static readonly example = {
    contract: 'HT-001',
    lot: 'SG-1',
    kind: 'works',
    contractor: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
    engineer: { uscc: '91330000MA27BBBB04', name: '正信工程监理有限公司' },
    price: '10000000.00',
    signedOn: '2023-04-02',
    advanceRate: 1000,
    advanceRecoveryRate: 1250,
    progressRate: 8000,
    retentionRate: 300,
    performanceBond: '0.00',
    prefinancing: false,
    sme: false,
    paymentDays: 30,
    startOn: '2023-04-10',
    finishOn: '2024-02-05',
    documents: [],
  };
}

/** 合同变更, approved before it is paid. */
export class ChangeContract extends Entry {
  @Code() contract!: string;
  /** The office's own number of the change, unique in the contract. */
  @Code() change!: string;
  @Text() reason!: string;
  @MoneyDelta() delta!: string;
  @Name() approvedBy!: string;
  @Optional() @Code() approvalNumber!: string | null;
  @Fact() @Day() approvedOn!: string;
  @Optional() @ListOf(() => Document) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'ContractChanged';
  static readonly example = {
    contract: 'HT-001',
    change: 'BG-01',
    reason: '管线迁改增加工程量。',
    delta: '300000.00',
    approvedBy: '市发展和改革局',
    approvalNumber: '临发改变〔2023〕7号',
    approvedOn: '2023-07-15',
    documents: [],
  };
}

export const terminationGrounds = [
  'agreement',
  'contractor-default',
  'owner-default',
  'force-majeure',
  'other',
] as const;

/** 解除合同: settled at what was certified. */
export class TerminateContract extends Entry {
  @Code() contract!: string;
  @OneOf(terminationGrounds) ground!: (typeof terminationGrounds)[number];
  @Text() reason!: string;
  @Fact() @Day() terminatedOn!: string;
  @ListOf(() => Document, { min: 1 }) documents!: Document[];

  static readonly rights = rights;
  static readonly makes = 'ContractTerminated';
  static readonly example = {
    contract: 'HT-001',
    ground: 'contractor-default',
    reason: '承包人停工超过六十日，经催告仍不复工。',
    terminatedOn: '2023-08-20',
    documents: [
      {
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        title: '解除合同通知书',
        mediaType: 'application/pdf',
        size: 0,
      },
    ],
  };
}

export type ContractSigned = FieldsOf<SignContract>;
/** `cumulative`: all changes so far over the price at signing, in basis points. */
export type ContractChanged = FieldsOf<ChangeContract> & {
  priceBefore: string;
  priceAfter: string;
  cumulative: number;
};

/** `certified`, `paid`: at the termination, yuan. */
export type ContractTerminated = FieldsOf<TerminateContract> & { certified: string; paid: string };

/** What a lot may be contracted as: a works lot called anything else would escape the terms of works contracts. */
export const kindsOfLot: Readonly<Record<Lot['kind'], readonly ContractKind[]>> = {
  works: ['works'],
  services: ['supervision', 'design', 'other'],
  goods: ['other'],
};

/** Contracts, changes and expenses: what the budget must cover (invariant 4). */
export const obligated = (state: ProjectState): Fen =>
  sum(Object.values(state.contracts).map(obligation)) + state.expenses;

/** Invariant 4: `more` on top of what is obligated stays within the binding budget. */
export function judgeWithinBudget(state: ProjectState, more: Fen, judge: Judge): void {
  const budget = bindingBudget(state)?.total ?? 0n;
  const total = obligated(state) + more;
  judge.must(more <= 0n || total <= budget, 'over-budget', {
    obligated: yuan(total),
    budget: yuan(budget),
  });
}

export function contractOf(state: ProjectState, contract: string, judge: Judge): ContractAccount {
  return judge.present(numbered(state.contracts, contract), 'contract-unknown', { contract });
}

/** A contract whose settlement is not submitted yet. */
export function unsettled(state: ProjectState, contract: string, judge: Judge): ContractAccount {
  const account = contractOf(state, contract, judge);
  judge.must(account.submitted === null, 'contract-settled', { contract, stage: contractStage(account) });
  return account;
}

/** A contract that is neither settled nor terminated. */
export function running(state: ProjectState, contract: string, judge: Judge): ContractAccount {
  const account = unsettled(state, contract, judge);
  const { terminatedOn } = account;
  judge.must(terminatedOn === null, 'contract-terminated', { contract, terminatedOn });
  return account;
}

export const withContract = (
  state: ProjectState,
  contract: string,
  change: Partial<ContractAccount>,
): ProjectState => ({
  ...state,
  contracts: { ...state.contracts, [contract]: { ...state.contracts[contract]!, ...change } },
});

export const contract = section<ProjectState>()({
  events: {
    ContractSigned: event<ContractSigned>()({
      version: 2,
      closed: {},
      upcast: { 1: (data) => ({ ...data, sme: null, paymentDays: null }) },
    }),
    ContractChanged: event<ContractChanged>()({ version: 1, closed: {}, clerical: ['approvedBy'] }),
    ContractTerminated: event<ContractTerminated>()({ version: 1, closed: {} }),
  },
  commands: { SignContract, ChangeContract, TerminateContract },
  decide: {
    SignContract(command, state, judge) {
      openProject(state, judge);
      const {
        contract,
        lot,
        kind,
        contractor,
        engineer,
        price,
        signedOn,
        startOn,
        finishOn,
        performanceBond,
      } = command;
      judge.must(!numbered(state.contracts, contract), 'contract-number-taken', { contract });
      judge.must(state.finalAccount === null, 'final-account-already-compiled', {});
      const { contract: taken, kind: lotKind, tender, ...planned } = lotOf(state, lot, judge);
      // A direct award after failed rounds has neither their objections nor their clock.
      const tendered = tender?.stage === 'awarded';
      if (tendered) judgeSuspended(tender, lot, signedOn, judge);
      judge.must(taken === null, 'lot-already-contracted', { lot, contract: taken });
      const award = judge.present(planned.award, 'lot-not-awarded', { lot });
      judge.restsOn('signedOn', signedOn, 'awardedOn', award.awardedOn);
      judge.must(sameParty(award.winner, contractor), 'contractor-is-not-winner', {
        contractor: contractor.name,
        winner: award.winner.name,
      });
      judge.must(kindsOfLot[lotKind].includes(kind), 'contract-kind-differs-from-lot', {
        kind,
        lot,
        lotKind,
      });
      if (engineer)
        judge.must(!sameParty(engineer, contractor), 'engineer-is-contractor', { engineer: engineer.name });
      judge.must(startOn <= finishOn, 'contract-dates-reversed', { from: startOn, until: finishOn });
      judge.rule('T14a', signedOn, () => fen(price) === award.price, { price, award: yuan(award.price) });
      judge.scale('price', fen(price), award.price);
      const { awardedOn } = award;
      if (tendered)
        judge.timely('T14', awardedOn, signedOn, {
          awardedOn,
          signedOn,
          days: daysBetween(awardedOn, signedOn),
        });
      const { today } = judge.context;
      // Under procurement law; recorded is published.
      if (lotKind !== 'works') judge.timely('T18', signedOn, today, { signedOn, recordedOn: today });
      judge.rule<number>('P6a', signedOn, (most) => !command.sme || (command.paymentDays ?? 0) <= most, {
        paymentDays: command.paymentDays,
      });
      judge.rule<number>('T16', signedOn, (most) => fen(performanceBond) <= shareDown(fen(price), most), {
        performanceBond,
        price,
      });
      if (kind === 'works') judgeWorksTerms(command, judge);
      judgeWithinBudget(state, fen(price), judge);
      return { type: 'ContractSigned', data: fieldsFrom(command) };
    },
    ChangeContract(command, state, judge) {
      openProject(state, judge);
      const { contract, change, delta, approvedOn, approvalNumber } = command;
      const account = running(state, contract, judge);
      judge.must(!account.changeNumbers.includes(change), 'change-number-taken', { change });
      const [before, after] = [currentPrice(account), currentPrice(account) + fen(delta)];
      judge.must(after >= account.certified, 'contract-price-below-certified', {
        price: yuan(after),
        certified: yuan(account.certified),
      });
      judge.must(after >= paid(account), 'contract-price-below-paid', {
        price: yuan(after),
        paid: yuan(paid(account)),
      });
      const cumulative = basisPoints(after - account.price, account.price);
      judge.rule('P8', approvedOn, () => approvalNumber !== null, { change, approvalNumber });
      judge.rule<number>(
        'P9',
        approvedOn,
        (most) => after - account.price <= shareDown(account.price, most),
        { change, cumulative, price: yuan(account.price) },
      );
      judge.restsOn('approvedOn', approvedOn, 'signedOn', account.signedOn);
      judgeWithinBudget(state, fen(delta), judge);
      return {
        type: 'ContractChanged',
        data: { ...fieldsFrom(command), priceBefore: yuan(before), priceAfter: yuan(after), cumulative },
      };
    },
    TerminateContract(command, state, judge) {
      openProject(state, judge);
      const { contract, terminatedOn } = command;
      const account = running(state, contract, judge);
      judge.must(account.acceptedOn === null, 'completion-already-accepted', { contract });
      judge.restsOn('terminatedOn', terminatedOn, 'signedOn', account.signedOn);
      return {
        type: 'ContractTerminated',
        data: { ...fieldsFrom(command), certified: yuan(account.certified), paid: yuan(paid(account)) },
      };
    },
  },
  evolve: {
    ContractSigned: (state, signed) => {
      const { contract, lot, price } = signed;
      const account = newAccount({ ...signed, price: fen(price) });
      return {
        ...state,
        lots: { ...state.lots, [lot]: { ...state.lots[lot]!, contract } },
        contracts: { ...state.contracts, [contract]: account },
      };
    },
    ContractChanged: (state, { contract, change, delta }) => {
      const { changes, changeNumbers } = state.contracts[contract]!;
      return withContract(state, contract, {
        changes: changes + fen(delta),
        changeNumbers: [...changeNumbers, change],
      });
    },
    ContractTerminated: (state, { contract, terminatedOn }) =>
      withContract(state, contract, { terminatedOn }),
  },
});

/** Rows B5, P3, P4, P5: what a works contract may say about money. */
function judgeWorksTerms(command: SignContract, judge: Judge): void {
  const { signedOn, prefinancing, progressRate, advanceRate, retentionRate, performanceBond } = command;
  judge.rule('B5', signedOn, () => !prefinancing, { prefinancing });
  judge.rule<number>('P3', signedOn, (least) => progressRate >= least, { progressRate });
  judge.rule<{ least: number; most: number }>(
    'P4',
    signedOn,
    ({ least, most }) => advanceRate >= least && advanceRate <= most,
    { advanceRate },
  );
  judge.rule<number>('P5', signedOn, (most) => retentionRate <= most, { retentionRate });
  judge.rule('P5a', signedOn, () => retentionRate === 0 || performanceBond === '0.00', {
    retentionRate,
    performanceBond,
  });
}
