import { describe, expect, it } from '@jest/globals';
import {
  advanceCeiling,
  contractStage,
  currentPrice,
  leastRecovery,
  newAccount,
  overpaid,
  paid,
  paymentCeiling,
  progressCeiling,
  progressGross,
  retentionOf,
  unrecovered,
  type ContractAccount,
} from './contract-account.js';

const account = (changes: Partial<ContractAccount> = {}): ContractAccount => ({
  ...newAccount({
    ...{ contract: 'HT-1', lot: 'SG-1', kind: 'works', signedOn: '2023-04-03', price: 1000n },
    ...{ contractor: { uscc: null, name: '甲' }, engineer: null, paymentDays: null, sme: null },
    ...{ advanceRate: 1000, advanceRecoveryRate: 1250, progressRate: 8000, retentionRate: 300 },
  }),
  ...changes,
});

describe('The account of a contract', () => {
  it('rounds a ceiling down to the fen', () => {
    expect(advanceCeiling(account({ price: 1009n }))).toBe(100n);
    expect(progressCeiling(account({ certified: 101n }))).toBe(80n);
  });

  it('rounds recovery and retention up to the fen', () => {
    expect(leastRecovery(account({ advances: 100n }), 1n)).toBe(1n);
    expect(leastRecovery(account({ advances: 100n }), 8n)).toBe(1n);
    expect(leastRecovery(account({ advances: 100n }), 9n)).toBe(2n);
    expect(retentionOf(account(), 101n)).toBe(4n);
    expect(retentionOf(account({ retentionRate: 0 }), 101n)).toBe(0n);
  });

  it('never asks to recover more than is unrecovered', () => {
    expect(leastRecovery(account({ advances: 3n, recovered: 1n }), 1_000n)).toBe(2n);
    expect(leastRecovery(account(), 1_000n)).toBe(0n);
  });

  it('measures changes on the price, advances on the price at signing', () => {
    const changed = account({ changes: -100n });
    expect([currentPrice(changed), advanceCeiling(changed)]).toEqual([900n, 100n]);
  });

  it('before the review allows the progress rate of the certified value and the unrecovered advance', () => {
    const a = account({ certified: 200n, advances: 100n, recovered: 20n });
    expect(unrecovered(a)).toBe(80n);
    expect(paymentCeiling(a)).toBe(240n);
  });

  it('counts cash of every kind as paid, and recovery as progress but not as cash', () => {
    const a = account({
      recovered: 5n,
      cash: { advance: 10n, progress: 20n, settlement: 30n, retention: 40n },
    });
    expect([paid(a), progressGross(a)]).toEqual([100n, 25n]);
  });

  it('after the review allows the reviewed amount less the retention still held', () => {
    const a = account({ certified: 1_000n, reviewed: 900n, retention: 27n });
    expect(paymentCeiling(a)).toBe(873n);
    expect(paymentCeiling({ ...a, retentionReleased: 27n })).toBe(900n);
  });

  it('after the audit allows the lesser of what was reviewed and what was audited', () => {
    const a = account({ reviewed: 900n, retention: 27n, retentionReleased: 27n });
    expect(paymentCeiling({ ...a, audited: 880n })).toBe(880n);
    expect(paymentCeiling({ ...a, audited: 920n })).toBe(900n);
    expect(paymentCeiling({ ...a, audited: 880n, retentionReleased: 0n })).toBe(853n);
  });

  it('is overpaid by what is paid over the ceiling, never by less than nothing', () => {
    const a = account({
      reviewed: 900n,
      retention: 27n,
      cash: { advance: 0n, progress: 880n, settlement: 0n, retention: 0n },
    });
    expect(overpaid(a)).toBe(7n);
    expect(overpaid(account({ certified: 100n }))).toBe(0n);
  });

  it('goes from under way to accepted, submitted, reviewed', () => {
    const steps = [{}, { acceptedOn: '2024-02-08' }, { submitted: 900n }, { reviewed: 900n }];
    const stages = steps.map((_, i) => contractStage(account(Object.assign({}, ...steps.slice(0, i + 1)))));
    expect(stages).toEqual(['under-way', 'accepted', 'settlement-submitted', 'settlement-reviewed']);
  });
});
