import { describe, expect, it } from '@jest/globals';
import { access } from './access.js';
import { authorize, Forbidden, type Part } from './authorization.js';
import { bidBox } from './bid-box.js';
import { roles, type CommandClass, type Entry, type Role, type Target } from './decider.js';
import type { Actor } from './event-type.js';
import { readFields } from './fields.js';
import { ledger } from './ledger.js';
import { project } from './project/project.js';
import { initialProject } from './project/state.js';
import { rulebookDecider } from './rulebook/adoption.js';
import { submission } from './submission.js';
import { givenProject } from './testing/given.js';
import {
  auditOffice,
  donghu,
  housingBureau,
  jiangdong,
  notaryOffice,
  owner,
  zhengxin,
} from './testing/worked-people.js';

/** Everybody who might come: of the owner, of the contract's engineer, its contractor, an invited observer, strangers. */
const houses = {
  owner,
  engineer: zhengxin,
  contractor: jiangdong,
  invited: notaryOffice,
  'audit office': auditOffice,
  'another bureau': housingBureau,
  'another company': donghu,
  nobody: null,
} as const;
type House = keyof typeof houses;
const all = Object.keys(houses) as House[];

/** Who may: roles, and the houses in which they may. */
type May = readonly (readonly [Role, readonly House[]])[];
interface Row {
  readonly prepares: May;
  readonly confirms: May;
}

const own: readonly House[] = ['owner'];
const finance: Row = { prepares: [['finance-officer', own]], confirms: [['approver', own]] };
const tender: Row = { prepares: [['tender-officer', own]], confirms: [['approver', own]] };
const auditors: Row = { prepares: [['auditor', all]], confirms: [['auditor', all]] };
const alone: Row = { prepares: [['tender-officer', own]], confirms: [] };
const observers: Row = { prepares: [['observer', ['invited']]], confirms: [] };
const certifies: Row = {
  // Where the contract has an engineer, he alone, and never the contractor or the owner.
  prepares: [['engineer', ['engineer']]],
  confirms: [['approver', own]],
};
const nobody: Row = { prepares: [], confirms: [] };
const rules: Row = { prepares: [['approver', all]], confirms: [['approver', all]] };

/** The whole table of domain.md, written out by hand: a command that is not in it fails here. */
const table: Readonly<Record<string, Row>> = {
  ...{
    RegisterProject: finance,
    TakeOverProject: finance,
    RecordConsultation: finance,
    RecordResearch: finance,
  },
  ...{ ProposeBudget: finance, ApproveBudget: finance, ReviseBudget: finance },
  ...{ PlanLot: tender, PublishTenderNotice: tender, ClarifyTender: tender, InviteObserver: tender },
  ...{ OpenBids: tender, RecordEvaluation: tender, PublicizeCandidates: tender, RaiseObjection: tender },
  ...{ AnswerObjection: tender, AwardTender: tender, CancelAward: tender, FailTender: tender },
  ...{ ReceiveBid: alone, WithdrawBid: alone, RecordObserverReply: observers, AttestOpening: observers },
  ...{ SignContract: tender, ChangeContract: tender, TerminateContract: tender },
  ...{ CertifyProgress: certifies, ReduceCertificate: certifies },
  ...{ RecordPayment: finance, ReversePayment: finance, ReleaseRetention: finance, RecordRecovery: finance },
  ...{ ReverseRecovery: finance, WithdrawSettlement: finance, WithdrawFinalAccount: finance },
  ...{
    RecordExpense: finance,
    AcceptCompletion: finance,
    SubmitSettlement: finance,
    CompileFinalAccount: finance,
  },
  ...{ ReviewSettlement: auditors, AuditFinalAccount: auditors },
  ...{ WithdrawReview: auditors, WithdrawAudit: auditors },
  CloseProject: { prepares: [['finance-officer', own]], confirms: [['auditor', all]] },
  OverrideRule: {
    prepares: [
      ['finance-officer', own],
      ['tender-officer', own],
    ],
    confirms: [['approver', own]],
  },
  // About a consultation, which finance officers record.
  ...{ CorrectEntry: finance, WithholdField: finance, ReleaseField: finance },
  ...{ AdoptRule: rules, RepealRule: rules },
  ...{
    CloseBidBox: nobody,
    SealBidBox: nobody,
    OpenLedger: nobody,
    EraseDataSubject: nobody,
    DenyAttempt: nobody,
  },
};

const commands: readonly CommandClass<Entry>[] = [project, bidBox, rulebookDecider, ledger, access].flatMap(
  (d) => Object.values(d.commands),
);
const { state } = givenProject('awarded');
const contracted = givenProject('works-contract').state;
const consultation: Target = {
  ...{ revision: 1, id: '', type: 'DepartmentConsulted', data: {}, closed: {} },
  preparedBy: { person: 'p', role: 'finance-officer', organisation: owner, department: null },
};

function allowed(part: Part, entry: Entry, actor: Actor): boolean {
  const founding = ['RegisterProject', 'TakeOverProject'].includes(entry.constructor.name);
  const on = founding ? initialProject : 'contract' in entry ? contracted : state;
  try {
    authorize(part, entry, on, actor, consultation);
    return true;
  } catch (error) {
    if (error instanceof Forbidden) return false;
    throw error;
  }
}

describe('The authorization table', () => {
  it('has every command there is, and no other; the steps of a submission are nobody’s commands', () => {
    expect(commands.map((c) => c.name).sort()).toEqual(Object.keys(table).sort());
    for (const { rights } of Object.values(submission.commands))
      expect([rights.prepares, rights.confirms]).toEqual([[], []]);
  });

  const walks = commands.flatMap((type) =>
    (['prepare', 'confirm'] as const).map((part) => [type.name, part, type] as const),
  );
  it.each(walks)('%s: who may %s it, of every role and every house', (name, part, type) => {
    const may = part === 'prepare' ? table[name]!.prepares : table[name]!.confirms;
    const entry = readFields(type, type.example) as Entry;
    const wrong: string[] = [];
    for (const role of [...roles, 'ledger', 'nobody', ''])
      for (const house of all) {
        const actor: Actor = { person: 'p', role, organisation: houses[house], department: null };
        const right = may.some(([r, where]) => r === role && where.includes(house));
        if (allowed(part, entry, actor) !== right) wrong.push(`${role || '(none)'} of ${house}`);
      }
    expect(wrong).toEqual([]);
  });

  it('lets an amendment be made by the role of the entry that it is about', () => {
    const correction = readFields(
      project.commands['CorrectEntry']!,
      project.commands['CorrectEntry']!.example,
    ) as Entry;
    const of = (role: Role, type: string, organisation: Actor['organisation'] = owner) => {
      const target: Target = { ...consultation, type, data: { contract: 'HT-001' } };
      try {
        authorize(
          'prepare',
          correction,
          contracted,
          { person: 'p', role, organisation, department: null },
          target,
        );
        return true;
      } catch {
        return false;
      }
    };
    expect([of('tender-officer', 'LotPlanned'), of('finance-officer', 'LotPlanned')]).toEqual([true, false]);
    expect([
      of('auditor', 'SettlementReviewed', auditOffice),
      of('finance-officer', 'SettlementReviewed'),
    ]).toEqual([true, false]);
    expect([
      of('engineer', 'ProgressCertified', zhengxin),
      of('engineer', 'ProgressCertified', jiangdong),
    ]).toEqual([true, false]);
    // What the ledger's clock made, nobody corrects.
    expect(roles.filter((role) => of(role, 'BidBoxClosed'))).toEqual([]);
  });

  it('lets the owner’s tender officer withhold what an observer said, where the law closes it, and nobody correct it', () => {
    const attested = { ...consultation, type: 'OpeningAttested', data: { lot: 'SG-1' } };
    const may = (name: string, role: Role, organisation: Actor['organisation'] = owner) => {
      const type = project.commands[name]!;
      try {
        const entry = readFields(type, type.example) as Entry;
        authorize('prepare', entry, state, { person: 'p', role, organisation, department: null }, attested);
        return true;
      } catch {
        return false;
      }
    };
    for (const name of ['WithholdField', 'ReleaseField']) {
      expect(roles.filter((role) => may(name, role))).toEqual(['tender-officer']);
      expect(may(name, 'tender-officer', notaryOffice)).toBe(false);
      expect(may(name, 'observer', notaryOffice)).toBe(false);
    }
    const correct = (role: Role) => may('CorrectEntry', role) || may('CorrectEntry', role, notaryOffice);
    expect(roles.filter(correct)).toEqual([]);
  });
});
