import { describe, expect, it } from '@jest/globals';
import { authorize, Forbidden, type Part } from './authorization.js';
import { roles, type Entry } from './decider.js';
import type { Actor } from './event-type.js';
import { CertifyProgress, RecordPayment } from './project/payment.js';
import { project } from './project/project.js';
import { RegisterProject } from './project/registration.js';
import { initialProject } from './project/state.js';
import { command, givenProject } from './testing/given.js';
import { jiangdong, owner, people, theLedger, zhengxin } from './testing/worked-people.js';

const { state } = givenProject('works-contract');
const refusal = (part: Part, entry: Entry, actor: Actor, on = state): string | null => {
  try {
    authorize(part, entry, on, actor);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(Forbidden);
    return (error as Forbidden).breaches.map((b) => b.rule).join();
  }
};
const elsewhere = { uscc: '91440101MA5CJQ4N59', name: '外市某单位' };
const payment = command(RecordPayment);

describe('Default deny', () => {
  it('lets a finance officer prepare a payment and an approver confirm it', () => {
    expect(refusal('prepare', payment, people.finance)).toBeNull();
    expect(refusal('confirm', payment, people.approver)).toBeNull();
  });

  it('lets nobody else', () => {
    for (const role of roles.filter((r) => r !== 'finance-officer'))
      expect([role, refusal('prepare', payment, { ...people.finance, role })]).toEqual([
        role,
        'not-entitled',
      ]);
    for (const role of roles.filter((r) => r !== 'approver'))
      expect([role, refusal('confirm', payment, { ...people.approver, role })]).toEqual([
        role,
        'not-entitled',
      ]);
  });

  it('lets no officer give what only the ledger itself gives', () => {
    for (const { name, rights } of Object.values(project.commands))
      if (rights.prepares.length === 0) expect([name, rights.confirms]).toEqual([name, []]);
    expect(refusal('prepare', command(project.commands.CloseBidBox!), people.tender)).toBe('not-entitled');
    expect(refusal('prepare', command(project.commands.CloseBidBox!), theLedger)).toBe('not-entitled');
  });

  it('says why, for every entry that one person or the ledger makes alone', () => {
    for (const { name, rights } of Object.values(project.commands))
      expect([name, rights.confirms.length > 0 || Boolean(rights.alone)]).toEqual([name, true]);
  });
});

describe('Officers act for their own organisation’s projects', () => {
  it('by its credit code, whatever it is called', () => {
    expect(
      refusal('prepare', payment, { ...people.finance, organisation: { ...owner, name: '改了名' } }),
    ).toBeNull();
    expect(
      refusal('prepare', payment, { ...people.finance, organisation: { ...owner, uscc: elsewhere.uscc } }),
    ).toBe('not-own-project');
    expect(refusal('confirm', payment, { ...people.approver, organisation: elsewhere })).toBe(
      'not-own-project',
    );
    expect(refusal('prepare', payment, { ...people.finance, organisation: null })).toBe('not-own-project');
  });

  it('by its name where a code is missing', () => {
    const { uscc: _, ...named } = owner;
    expect(
      refusal('prepare', payment, { ...people.finance, organisation: { uscc: null, ...named } }),
    ).toBeNull();
    expect(
      refusal('prepare', payment, { ...people.finance, organisation: { uscc: null, name: '外市某单位' } }),
    ).toBe('not-own-project');
  });

  it('and register projects only for it', () => {
    expect(refusal('prepare', command(RegisterProject), people.finance, initialProject)).toBeNull();
    expect(
      refusal('prepare', command(RegisterProject, { owner: elsewhere }), people.finance, initialProject),
    ).toBe('not-own-project');
  });

  it('except auditors, who act everywhere', () => {
    const audit = command(project.commands.AuditFinalAccount!);
    expect(refusal('prepare', audit, people.auditor)).toBeNull();
    expect(refusal('confirm', command(project.commands.CloseProject!), people.auditor)).toBeNull();
  });
});

describe('Progress is certified', () => {
  const certificate = command(CertifyProgress);

  it('by the contract’s engineer, and confirmed by the owner’s approver', () => {
    expect(refusal('prepare', certificate, people.engineer)).toBeNull();
    expect(refusal('confirm', certificate, people.approver)).toBeNull();
    expect(refusal('confirm', certificate, { ...people.approver, organisation: zhengxin })).toBe(
      'not-own-project',
    );
  });

  it('never by the contractor, another engineer, or the owner where there is an engineer', () => {
    for (const organisation of [jiangdong, elsewhere, owner])
      expect(refusal('prepare', certificate, { ...people.engineer, organisation })).toBe('not-the-engineer');
    expect(refusal('prepare', certificate, people.finance)).toBe('not-the-engineer');
  });

  it('by the owner’s officer where there is none', () => {
    const supervision = command(CertifyProgress, { contract: 'HT-002' });
    expect(refusal('prepare', supervision, people.finance)).toBeNull();
    expect(refusal('prepare', supervision, people.engineer)).toBe('not-own-project');
  });
});
