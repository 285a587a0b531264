import {
  AcceptCompletion,
  AuditFinalAccount,
  AwardTender,
  CertifyProgress,
  CloseProject,
  CompileFinalAccount,
  fieldsOf,
  InviteObserver,
  isDay,
  OpenBids,
  plusDays,
  PublicizeCandidates,
  PublishTenderNotice,
  RecordEvaluation,
  RecordPayment,
  ReleaseRetention,
  ReceiveBid,
  ReviewSettlement,
  SubmitSettlement,
  WithdrawBid,
  type CommandClass,
  type Entry,
  type JsonObject,
  type Organisation,
} from '@sunlit/ledger';
import { zh } from '@sunlit/web';
import {
  stepOf,
  workedExample,
  type PersonKey,
  type Step,
} from '../../../libs/ledger/src/testing/worked-example.js';
import {
  auditOffice,
  inspectionCommission,
  notaryOffice,
  paper,
  sealedFile,
} from '../../../libs/ledger/src/testing/worked-people.js';

/** Who gives an entry when the story does not say: by the role that its rights name first. */
const hands: Readonly<Record<string, readonly [first: PersonKey, second: PersonKey]>> = {
  'finance-officer': ['finance', 'finance'],
  'tender-officer': ['tender', 'tender'],
  engineer: ['engineer', 'engineer'],
  observer: ['notary', 'notary'],
  auditor: ['auditor', 'secondAuditor'],
  approver: ['approver', 'approver'],
};

interface So {
  readonly key?: string;
  readonly by?: PersonKey;
  /** UTC instant of its recording; 11:00 in Shanghai on its day unless given. */
  readonly at?: string;
}

let told = 0;

/**
 * An entry of one day: the command's example with changes, its facts dated that day, resting on a paper of its own.
 * `day` is when the facts happened and were recorded, unless `so.at` records them later.
 */
export function on(day: string, type: CommandClass<Entry>, changes: object = {}, so: So = {}): Step {
  const { rights, example, name } = type;
  const facts = [...fieldsOf(type)]
    .filter(([, { fact }]) => fact)
    .map(([field]) => [field, factOn(day, example[field])]);
  const documents = fieldsOf(type).has('documents')
    ? { documents: [paper(`${wordOf(name)}（${day}）`)] }
    : {};
  const box = type === ReceiveBid || type === WithdrawBid;
  return {
    key: so.key ?? `${++told}: ${name} on ${day}`,
    on: box ? 'bidbox' : 'project',
    name,
    prepares: so.by ?? hands[rights.prepares[0]!]![0],
    confirms: rights.confirms.length === 0 ? null : hands[rights.confirms[0]!]![1],
    recordedAt: so.at ?? `${day}T03:00:00.000Z`,
    body: { ...example, ...Object.fromEntries(facts), ...documents, ...changes } as JsonObject,
  };
}

const wordOf = (command: string) => (zh.commands as Readonly<Record<string, string>>)[command]!;
const factOn = (day: string, example: unknown) => (isDay(example) ? day : `${day}T02:00:00.000Z`);

/** Steps of the worked example from one key to another, both included, but for those named. */
export const worked = (from: string, until: string, without: readonly string[] = []): Step[] =>
  workedExample
    .slice(workedExample.indexOf(stepOf(from)), workedExample.indexOf(stepOf(until)) + 1)
    .filter(({ key, prepares }) => prepares !== null && !without.includes(key));

/** One step of the worked example with changes of its body, on its own day. */
export const again = (key: string, changes: object, so: So = {}): Step => {
  const step = stepOf(key);
  return {
    ...{ ...step, body: { ...step.body, ...changes } as JsonObject, key: so.key ?? step.key },
    ...{ prepares: so.by ?? step.prepares, recordedAt: so.at ?? step.recordedAt },
  };
};

/** A sealed bid at an instant; `round` keeps the keys of several rounds apart. */
export const bid = (at: string, bidder: Organisation, round = 1): Step =>
  on(
    at.slice(0, 10),
    ReceiveBid,
    { bidder, sealIntact: true, fileSha256: sealedFile(`${bidder.name} ${round} ${at}`) },
    { at, key: bidOf(bidder, round) },
  );
export const bidOf = (bidder: Organisation, round = 1): string => `bid of ${bidder.name} in round ${round}`;

export const observers: readonly (readonly [capacity: string, observer: Organisation])[] = [
  ['discipline-inspection', inspectionCommission],
  ['procuratorate', { uscc: null, name: '临江市人民检察院' }],
  ['notary', notaryOffice],
];

/** All observers on the city's list are invited. */
export const invitesAll = (day: string, lot = 'SG-1'): Step[] =>
  observers.map(([capacity, observer]) => on(day, InviteObserver, { lot, capacity, observer }));

/** A notice whose documents can be had for a week. */
export const notice = (day: string, deadline: string, changes: object = {}): Step =>
  on(day, PublishTenderNotice, {
    ...{ documentsFrom: day, documentsUntil: plusDays(day, 7), bidDeadline: deadline },
    ...changes,
  });

interface Offer {
  readonly bidder: Organisation;
  readonly price: string;
}

/** The opening of these bids, all valid, and their evaluation, best first, on one day. */
export function opens(
  day: string,
  offers: readonly Offer[],
  { lot = 'SG-1', round = 1, at = '03:30' } = {},
): Step[] {
  const bids = offers.map(({ bidder, price }) => ({
    ...{
      receipt: `$${bidOf(bidder, round)}`,
      bidder,
      price,
      durationDays: 300,
      valid: true,
      rejection: null,
    },
  }));
  return [on(day, OpenBids, { lot, bids }, { at: `${day}T${at}:00.000Z` })];
}

/** 评标 and 公示, long enough for any weekend. */
export function evaluates(day: string, offers: readonly Offer[], { lot = 'SG-1' } = {}): Step[] {
  const ranking = offers.map(({ bidder, price }, i) => ({
    rank: i + 1,
    bidder,
    price,
    score: `${90 - i}.0`,
  }));
  const candidates = ranking.map(({ rank, bidder, price }) => ({
    ...{ rank, bidder, price, durationDays: 300, manager: '林国栋', managerCertificate: null },
    qualification: '市政公用工程施工总承包二级',
  }));
  return [
    on(day, RecordEvaluation, { lot, ranking }, { at: `${day}T09:00:00.000Z` }),
    on(plusDays(day, 1), PublicizeCandidates, { lot, candidates, publicUntil: plusDays(day, 6) }),
  ];
}

export const awards = (day: string, { bidder, price }: Offer, lot = 'SG-1'): Step =>
  on(day, AwardTender, { lot, winner: bidder, price, noticeNumber: `ZB-${day}` });

/** One certificate and the progress payment on it: `cash`, and what it recovers of the advance. */
export function builds(
  contract: string,
  payee: Organisation,
  certificate: string,
  [from, until, certified, paid]: readonly [from: string, until: string, certified: string, paid: string],
  [value, cash, advanceRecovered]: readonly [value: string, cash: string, recovered: string],
  by: PersonKey = 'engineer',
): Step[] {
  const numbered = { contract, certificate };
  return [
    on(certified, CertifyProgress, { ...numbered, periodFrom: from, periodUntil: until, value }, { by }),
    pays(paid, { ...numbered, kind: 'progress', amount: cash, advanceRecovered, payee }),
  ];
}

/** A payment under the voucher of its day. */
export const pays = (day: string, changes: object): Step =>
  on(day, RecordPayment, {
    ...{ certificate: null, advanceRecovered: '0.00', voucher: `ZF-${day}` },
    ...changes,
  });

/** 竣工验收, 送审, 审核. The defects period ends a year after the acceptance. */
export const settles = (
  contract: string,
  days: readonly [accepted: string | null, submitted: string, reviewed: string],
  {
    submitted,
    approved,
    auditFindings = [],
  }: { submitted: string; approved: string; auditFindings?: object[] },
): Step[] => [
  ...(days[0] ? [on(days[0], AcceptCompletion, { contract, defectsUntil: plusDays(days[0], 365) })] : []),
  on(days[1], SubmitSettlement, { contract, submitted }),
  on(days[2], ReviewSettlement, { contract, approved, auditFindings, opinion: '按合同与计量审定。' }),
];

/** The final account of these audited amounts and its audit without a cut. */
export const audits = (
  [compiled, audited]: readonly [string, string],
  contracts: Readonly<Record<string, string>>,
  { expenses, total }: { expenses: string; total: string },
): Step[] => [
  on(compiled, CompileFinalAccount, { total }),
  on(audited, AuditFinalAccount, {
    ...{ auditor: auditOffice, approved: total, expenses },
    contracts: Object.entries(contracts).map(([contract, amount]) => ({ contract, amount })),
  }),
];

/** What was held back is released and paid. */
export const releases = (
  contract: string,
  payee: Organisation,
  [released, paid]: readonly [string, string],
  amount: string,
): Step[] => [
  on(released, ReleaseRetention, { contract, amount }),
  pays(paid, { contract, kind: 'retention', amount, payee, voucher: `ZF-${paid}-${contract}` }),
];

export const closes = (day: string): Step => ({ ...on(day, CloseProject), confirms: 'auditor' });
