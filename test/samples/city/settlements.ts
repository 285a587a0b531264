import {
  currentPrice,
  paid,
  paymentCeiling,
  plusDays,
  sum,
  unrecovered,
  yuan,
  type Fen,
} from '@sunlit/ledger';
import { auditing } from './bodies.js';
import { byAuditors, byFinance, byReviewers, measured, paper, party, pick } from './office.js';
import { pay } from './contracts.js';
import type { Works } from './works.js';

export function accept(w: Works, contract: string, { months = 12, quality = '合格' } = {}): void {
  w.give(
    'AcceptCompletion',
    {
      ...{ contract, acceptedOn: w.day, quality, participants: '建设、勘察、设计、施工、监理单位' },
      defectsUntil: plusDays(w.day, Math.round(months * 30.4)),
    },
    byFinance(w),
  );
}

/** Submits and has it reviewed; `cut` is what the review takes off, in basis points of what was submitted. */
export function settle(
  w: Works,
  contract: string,
  cut: number,
  { wait = 18, consultant = false } = {},
): void {
  submit(w, contract);
  w.after(wait);
  review(w, contract, cut, { consultant });
}

export function submit(w: Works, contract: string): void {
  const a = w.account(contract);
  const submitted = a.terminatedOn === null ? currentPrice(a) : a.certified;
  w.give('SubmitSettlement', { contract, submitted: yuan(submitted), submittedOn: w.day }, byFinance(w));
}

const cuts = ['土方量重复计算。', '材料价差计取有误。', '未按变更核减原做法。', '措施费计取基数有误。'];

export function review(w: Works, contract: string, cut: number, { consultant = false } = {}): void {
  const submitted = w.account(contract).submitted!;
  const approved = cut === 0 ? submitted : submitted - measured(w, submitted, cut);
  w.give(
    'ReviewSettlement',
    {
      ...{ contract, approved: yuan(approved), reviewedOn: w.day },
      reviewer: party(consultant ? auditing.consultant : auditing.financeBureau),
      kind: consultant ? 'consultant' : 'finance-bureau',
      opinion: cut === 0 ? '按合同计取，无核减。' : '核减多计工程量与价差。',
      auditFindings: cut === 0 ? [] : [{ description: w.draw.one(cuts), amount: yuan(submitted - approved) }],
    },
    byReviewers,
  );
}

/** Pays what the review leaves after the retention. */
export function paySettlement(w: Works, contract: string): void {
  const a = w.account(contract);
  const amount = paymentCeiling(a) - paid(a);
  if (amount > 0n)
    pay(w, contract, { kind: 'settlement', amount, recovered: unrecovered(a), note: '竣工结算款' });
}

export function releaseRetention(w: Works, contract: string): void {
  const a = w.account(contract);
  if (a.defectsUntil !== null && w.day < a.defectsUntil)
    w.day = w.worked(plusDays(a.defectsUntil, w.draw.whole(3, 15)));
  w.give('ReleaseRetention', { contract, amount: yuan(a.retention), releasedOn: w.day }, byFinance(w));
  w.after(w.draw.whole(4, 12));
  const now = w.account(contract);
  pay(w, contract, { kind: 'retention', amount: paymentCeiling(now) - paid(now), note: '质量保证金' });
}

export function compile(w: Works): void {
  const reviewed = sum(Object.values(w.state.contracts).map((a) => a.reviewed!));
  w.give(
    'CompileFinalAccount',
    {
      total: yuan(reviewed + w.state.expenses),
      compiledOn: w.day,
      documents: [paper(w, '竣工财务决算报表')],
    },
    byFinance(w),
  );
}

/** Audits the final account; `cuts` in fen off single contracts, with what was found. */
export function audit(
  w: Works,
  cutOff: Readonly<Record<string, Fen>> = {},
  found: readonly (readonly [string, Fen])[] = [],
): void {
  const contracts = Object.values(w.state.contracts).map((a) => ({
    contract: a.contract,
    amount: a.reviewed! - (cutOff[a.contract] ?? 0n),
  }));
  const clean = found.length === 0;
  w.give(
    'AuditFinalAccount',
    {
      contracts: contracts.map(({ contract, amount }) => ({ contract, amount: yuan(amount) })),
      expenses: yuan(w.state.expenses),
      approved: yuan(sum(contracts.map(({ amount }) => amount)) + w.state.expenses),
      ...{ auditor: party(auditing.auditOffice), kind: 'state-audit', auditedOn: w.day },
      conclusion: clean ? '决算真实、完整，与账面一致。' : '决算基本真实，对下列问题予以核减并要求整改。',
      auditFindings: found.map(([description, amount]) => ({ description, amount: yuan(amount) })),
      documents: [paper(w, '竣工决算审计报告')],
    },
    byAuditors,
  );
}

export function close(w: Works): void {
  w.give('CloseProject', { closedOn: w.day }, { by: pick(w, 'finance'), with: 'auditor-1' });
}

/** Takes a step of the final account back, before another rests on it. */
export function takeBack(
  w: Works,
  step: 'WithdrawSettlement' | 'WithdrawReview' | 'WithdrawFinalAccount' | 'WithdrawAudit',
  reason: string,
  contract?: string,
): void {
  const by = { WithdrawReview: byReviewers, WithdrawAudit: byAuditors }[step as string] ?? byFinance(w);
  w.give(step, { ...(contract && { contract }), reason, withdrawnOn: w.day }, by);
}
