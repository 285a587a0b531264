import {
  advanceCeiling,
  bindingBudget,
  currentPrice,
  fen,
  isTakenBack,
  openingVoucher,
  overpaid,
  paid,
  paymentCeiling,
  plusDays,
  progressCeiling,
  progressGross,
  leastRecovery,
  obligated,
  sum,
  unrecovered,
  yuan,
  type ContractAccount,
} from '@sunlit/ledger';
import { zhengxin } from '../../../ledger/src/testing/worked-people.js';
import { contractIn, lotIn, paper, positive, share, type Makes, type Scene } from './random-scene.js';

/** From the contract to the final account. */
export const money: Makes = [
  [
    10,
    (scene) => {
      const { draw, n, on } = scene;
      const lot = lotIn(scene, (l) => l.award !== null && l.contract === null);
      if (!lot) return null;
      const { winner, price } = lot.award!;
      const wrong = draw.off === -2 ? 1n : 0n;
      return {
        name: 'SignContract',
        body: {
          ...{ contract: `HT-${n}`, lot: lot.lot, kind: lot.kind === 'works' ? 'works' : 'supervision' },
          ...{
            contractor: winner,
            engineer: draw.share % 2 === 0 && winner.name !== zhengxin.name ? zhengxin : null,
          },
          ...{ price: yuan(price + wrong), signedOn: on, advanceRate: 1000, advanceRecoveryRate: 1250 },
          ...{ progressRate: 8000, retentionRate: draw.share % 3 === 0 ? 0 : 300 },
          ...{ startOn: on, finishOn: plusDays(on, 200) },
        },
      };
    },
  ],
  [
    4,
    (scene) => {
      const a = contractIn(scene, (c) => c.submitted === null);
      const { draw, n, on } = scene;
      const delta = share(20_000_000n, draw) * (draw.off < 0 ? -1n : 1n);
      const body = { contract: a?.contract, change: `BG-${n}`, delta: yuan(delta), approvedOn: on };
      return a ? { name: 'ChangeContract', body } : null;
    },
  ],
  [
    16,
    (scene) => {
      const a = contractIn(scene, (c) => c.submitted === null);
      if (!a) return null;
      const { draw, n, on } = scene;
      const left = currentPrice(a) - a.certified;
      const value = positive((draw.off === 0 ? left : share(left, draw)) + BigInt(draw.off));
      const body = {
        contract: a.contract,
        certificate: `JL-${n}`,
        periodFrom: on,
        periodUntil: on,
        value,
        certifiedOn: on,
      };
      return { name: 'CertifyProgress', body };
    },
  ],
  [
    6,
    (scene) => {
      const a = contractIn(scene, (c) => c.submitted === null);
      if (!a) return null;
      const amount = positive(share(advanceCeiling(a) - a.advances, scene.draw) + BigInt(scene.draw.off));
      return pay(scene, a, { kind: 'advance', amount });
    },
  ],
  [
    20,
    (scene) => {
      const a = contractIn(scene, (c) => c.reviewed === null && c.certified > 0n);
      if (!a) return null;
      const { draw } = scene;
      const left = progressCeiling(a) - progressGross(a);
      const gross = (draw.share % 3 === 0 ? left : share(left > 0n ? left : 0n, draw)) + BigInt(draw.off);
      const recovered = leastRecovery(a, gross > 0n ? gross : 0n);
      const certificate = a.certificates.keySeq().get(draw.pick % Math.max(1, a.certificates.size)) ?? null;
      return pay(scene, a, {
        ...{
          kind: 'progress',
          amount: positive(gross - recovered),
          advanceRecovered: yuan(recovered),
          certificate,
        },
      });
    },
  ],
  [
    3,
    (scene) => {
      const a = contractIn(scene, (c) => c.certificates.size > 0 && c.reviewed === null);
      const certificate = a?.certificates.keySeq().get(scene.draw.pick % a.certificates.size);
      const reduction = positive(share(a?.certificates.get(certificate!)?.value ?? 1n, scene.draw) / 3n);
      const body = { contract: a?.contract, certificate, reduction, reducedOn: scene.on };
      return a ? { name: 'ReduceCertificate', body } : null;
    },
  ],
  [
    4,
    ({ state, draw, n, on }) => {
      const live = state.vouchers.filter((v) => v.reversed < v.amount && v.kind !== 'recovery');
      const chosen = draw.off === -3 || live.size === 0 ? state.vouchers : live;
      const voucher = chosen.keySeq().get(draw.pick % Math.max(1, chosen.size));
      if (voucher === undefined) return null;
      const { amount, reversed, opening, contract, kind, advanceRecovered } = state.vouchers.get(voucher)!;
      const taken = positive(draw.off === 0 ? amount - reversed : amount - reversed + BigInt(draw.off));
      const common = { voucher: `CX-${n}`, reversedOn: on };
      if (!opening || contract === null)
        return { name: 'ReversePayment', body: { payment: voucher, amount: taken, ...common } };
      const body = {
        ...{ payment: openingVoucher, contract, kind, amount: positive(share(amount - reversed, draw)) },
        advanceRestored: yuan(draw.share % 2 === 0 ? 0n : share(advanceRecovered, draw)),
      };
      return { name: 'ReversePayment', body: { ...body, ...common } };
    },
  ],
  [
    9,
    (scene) => {
      const a = contractIn(scene, (c) => overpaid(c) > 0n || (c.reviewed !== null && unrecovered(c) > 0n));
      if (!a) return null;
      const { draw, n, on } = scene;
      const amount = overpaid(a) + BigInt(draw.off > 0 ? draw.off : 0);
      const set = a.reviewed === null ? 0n : unrecovered(a);
      return {
        name: 'RecordRecovery',
        body: {
          ...{ contract: a.contract, amount: yuan(amount), advanceRecovered: yuan(set) },
          ...{ voucher: `ZH-${n}`, recoveredOn: on, payer: a.contractor },
        },
      };
    },
  ],
  [
    2,
    ({ state, draw, n, on }) => {
      const live = state.vouchers.filter((v) => v.kind === 'recovery' && !isTakenBack(v));
      const chosen = draw.off === -3 ? state.vouchers : live;
      const recovery = chosen.keySeq().get(draw.pick % Math.max(1, chosen.size));
      if (recovery === undefined || recovery.includes(' ')) return null;
      return { name: 'ReverseRecovery', body: { recovery, voucher: `TH-${n}`, reversedOn: on } };
    },
  ],
  [
    3,
    ({ state, draw, n, on }) => {
      if (!bindingBudget(state)) return null;
      const left = bindingBudget(state)!.total - obligated(state);
      const amount = positive(share(left / 10n, draw) + BigInt(draw.off));
      return {
        name: 'RecordExpense',
        body: { amount, voucher: `FY-${n}`, valueDate: on, documents: [paper] },
      };
    },
  ],
  [
    1,
    (scene) => {
      const a = contractIn(
        scene,
        (c) => c.terminatedOn === null && c.submitted === null && c.acceptedOn === null,
      );
      const body = { contract: a?.contract, terminatedOn: scene.on, documents: [paper] };
      return a && scene.draw.off < 0 ? { name: 'TerminateContract', body } : null;
    },
  ],
  [
    3,
    (scene) => {
      const a = contractIn(scene, (c) => c.acceptedOn === null && c.certified * 2n > currentPrice(c));
      return a
        ? {
            name: 'AcceptCompletion',
            body: { contract: a.contract, acceptedOn: scene.on, defectsUntil: plusDays(scene.on, 5) },
          }
        : null;
    },
  ],
  [
    5,
    (scene) => {
      const a = contractIn(scene, (c) => c.submitted === null && (c.acceptedOn ?? c.terminatedOn) !== null);
      return a
        ? {
            name: 'SubmitSettlement',
            body: { contract: a.contract, submitted: yuan(a.certified), submittedOn: scene.on },
          }
        : null;
    },
  ],
  [
    6,
    (scene) => {
      const a = contractIn(scene, (c) => c.submitted !== null && c.reviewed === null);
      if (!a) return null;
      const cut = scene.draw.share % 2 === 0 ? 0n : share(a.submitted! / 5n, scene.draw);
      const body = { contract: a.contract, approved: yuan(a.submitted! - cut), reviewedOn: scene.on };
      return { name: 'ReviewSettlement', body };
    },
  ],
  [
    9,
    (scene) => {
      const a = contractIn(scene, (c) => c.reviewed !== null && paymentCeiling(c) > paid(c));
      if (!a) return null;
      const kind = a.retentionReleased > 0n ? 'retention' : 'settlement';
      const recovered = kind === 'settlement' ? unrecovered(a) : 0n;
      const amount = positive(paymentCeiling(a) - paid(a) + BigInt(scene.draw.off));
      return pay(scene, a, { kind, amount, advanceRecovered: yuan(recovered) });
    },
  ],
  [
    4,
    (scene) => {
      const a = contractIn(scene, (c) => c.retention > c.retentionReleased);
      const body = {
        contract: a?.contract,
        amount: yuan((a?.retention ?? 0n) - (a?.retentionReleased ?? 0n)),
        releasedOn: scene.on,
      };
      return a ? { name: 'ReleaseRetention', body } : null;
    },
  ],
  [
    3,
    ({ state, on }) => {
      const accounts = Object.values(state.contracts);
      if (accounts.length === 0 || accounts.some((a) => a.reviewed === null)) return null;
      const total = yuan(sum(accounts.map((a) => a.reviewed!)) + state.expenses);
      return { name: 'CompileFinalAccount', body: { total, compiledOn: on } };
    },
  ],
  [
    6,
    ({ state, on, draw }) => {
      if (!state.finalAccount) return null;
      const cut = draw.share % 3 === 0 ? 100_000n : 0n;
      const contracts = Object.values(state.contracts).map((a, i) => ({
        contract: a.contract,
        amount: yuan(a.reviewed! - (i === 0 && a.reviewed! > cut ? cut : 0n)),
      }));
      const approved = yuan(sum(contracts.map((c) => fen(c.amount))) + state.expenses);
      return {
        name: 'AuditFinalAccount',
        body: { contracts, expenses: yuan(state.expenses), approved, auditedOn: on },
      };
    },
  ],
  [
    1,
    (scene) => {
      const a = contractIn(scene, (c) => c.submitted !== null);
      return a ? { name: 'WithdrawSettlement', body: { contract: a.contract, withdrawnOn: scene.on } } : null;
    },
  ],
  [
    2,
    (scene) => {
      const a = contractIn(scene, (c) => c.reviewed !== null);
      return a ? { name: 'WithdrawReview', body: { contract: a.contract, withdrawnOn: scene.on } } : null;
    },
  ],
  [
    1,
    ({ state, on }) =>
      state.finalAccount ? { name: 'WithdrawFinalAccount', body: { withdrawnOn: on } } : null,
  ],
  [1, ({ state, on }) => (state.audit ? { name: 'WithdrawAudit', body: { withdrawnOn: on } } : null)],
  [4, ({ state, on }) => (state.audit ? { name: 'CloseProject', body: { closedOn: on } } : null)],
];

function pay(scene: Scene, a: ContractAccount, body: object) {
  const { n, on } = scene;
  const common = { advanceRecovered: '0.00', certificate: null, voucher: `ZF-${n}`, valueDate: on };
  return { name: 'RecordPayment', body: { contract: a.contract, payee: a.contractor, ...common, ...body } };
}
