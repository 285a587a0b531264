import { bindingBudget, plusDays, reveal, yuan } from '@sunlit/ledger';
import { beihe, zhengxin } from '../../../ledger/src/testing/worked-people.js';
import { at, bidders, lotIn, paper, share, some, type Makes } from './random-scene.js';

/** From the plan of a lot to its award. */
export const tenders: Makes = [
  [
    3,
    ({ state, on, draw, n }) => {
      if (!bindingBudget(state) || Object.keys(state.lots).length > 3) return null;
      const kind = draw.share % 4 === 0 ? 'services' : 'works';
      const method = kind === 'services' && draw.share % 8 === 0 ? 'direct' : 'open';
      const estimate = kind === 'services' ? '280000.00' : yuan(100_000_000n + share(100_000_000n, draw));
      return {
        name: 'PlanLot',
        body: {
          lot: `L-${n}`,
          kind,
          method,
          estimate,
          plannedOn: on,
          ground: '限额以下',
          documents: [paper],
        },
      };
    },
  ],
  [
    5,
    (scene) => {
      const lot = lotIn(
        scene,
        (l) => !l.award && l.method === 'open' && (!l.tender || l.tender.stage === 'failed'),
      );
      if (!lot) return null;
      const { today, draw } = scene;
      const bond = (lot.estimate * 200n) / 10_000n + BigInt(draw.off > 0 ? draw.off : 0);
      const deadline = plusDays(today, 24 + (draw.share % 8));
      return {
        name: 'PublishTenderNotice',
        body: {
          lot: lot.lot,
          documentsFrom: today,
          documentsUntil: plusDays(today, 12),
          publishedOn: today,
          bidDeadline: `${deadline}T01:30:00.000Z`,
          ceilingPrice: null,
          bidBond: yuan(bond),
        },
      };
    },
  ],
  [
    1,
    (scene) => {
      const lot = lotIn(scene, at('noticed'));
      const { today, n, draw } = scene;
      return (
        (lot && {
          name: 'ClarifyTender',
          body: {
            lot: lot.lot,
            clarification: `CQ-${n}`,
            affectsBids: draw.share % 2 === 0,
            clarifiedOn: today,
            newDeadline: draw.share % 3 === 0 ? `${plusDays(today, 20)}T01:30:00.000Z` : null,
          },
        }) ??
        null
      );
    },
  ],
  [
    4,
    (scene) => {
      const lot = lotIn(scene, at('noticed'));
      const capacity = some(['notary', 'procuratorate', 'discipline-inspection'], scene.draw.share)!;
      const name = { notary: '临江市公证处', procuratorate: '检察院', 'discipline-inspection': '纪委监委' }[
        capacity
      ];
      const body = { lot: lot?.lot, observer: { uscc: null, name }, capacity, invitedOn: scene.on };
      return lot ? { name: 'InviteObserver', body } : null;
    },
  ],
  [
    8,
    (scene) => {
      const lot = lotIn(scene, at('noticed'));
      const { draw } = scene;
      const body = { lot: lot?.lot, bidder: some(bidders, draw.pick), sealIntact: draw.off !== -3 };
      return lot ? { name: 'ReceiveBid', body } : null;
    },
  ],
  [
    1,
    (scene) => {
      const lot = lotIn(scene, at('noticed'));
      return lot
        ? {
            name: 'RecordObserverReply',
            body: { lot: lot.lot, comes: scene.draw.off >= 0, reason: '另有公务' },
          }
        : null;
    },
  ],
  [
    9,
    (scene) => {
      const lot = Object.values(scene.state.lots).find(at('box-closed'));
      if (!lot) return null;
      const { receipts, instant } = scene;
      const name = receipts.length < 3 ? 'FailTender' : 'OpenBids';
      if (name === 'FailTender') return { name, body: { lot: lot.lot, failedOn: scene.on } };
      const bids = receipts.map(({ receipt, bidder, price }) => ({
        ...{ receipt, bidder, price, durationDays: 200, valid: true, rejection: null },
      }));
      return { name, body: { lot: lot.lot, openedAt: instant, bids } };
    },
  ],
  [
    1,
    (scene) => {
      const lot = lotIn(scene, (l) => (l.tender?.openedOn ?? null) !== null);
      return lot ? { name: 'AttestOpening', body: { lot: lot.lot, documents: [] } } : null;
    },
  ],
  [
    1,
    (scene) => {
      const lot = lotIn(scene, (l) => l.tender !== null && l.tender.stage !== 'failed');
      const stage = lot?.tender?.stage;
      const about =
        stage === 'noticed' ? 'tender-documents' : stage === 'opened' ? 'opening' : 'evaluation-result';
      const body = { lot: lot?.lot, objection: `YY-${scene.n}`, about, raisedOn: scene.on };
      return lot ? { name: 'RaiseObjection', body } : null;
    },
  ],
  [
    4,
    (scene) => {
      const lot = lotIn(scene, (l) => l.tender?.objections.some((o) => !o.answered) ?? false);
      const open = lot?.tender?.objections.find((o) => !o.answered);
      return open
        ? {
            name: 'AnswerObjection',
            body: { lot: lot!.lot, objection: open.objection, answeredOn: scene.on },
          }
        : null;
    },
  ],
  [
    9,
    (scene) => {
      const lot = lotIn(scene, at('opened'));
      if (!lot) return null;
      const ranking = lot.tender!.bids.map(({ bidder, price }, i) => ({
        rank: i + 1,
        bidder,
        price,
        score: null,
      }));
      return {
        name: 'RecordEvaluation',
        body: { lot: lot.lot, evaluatedOn: scene.on, ranking, rejections: [] },
      };
    },
  ],
  [
    9,
    (scene) => {
      const lot = lotIn(scene, at('evaluated'));
      if (!lot) return null;
      const candidates = reveal(lot.tender!.ranking!)
        .slice(0, 3)
        .map(({ rank, bidder, price }) => ({
          ...{ rank, bidder, price, durationDays: 200, manager: '林国栋', qualification: '一级' },
        }));
      const body = {
        lot: lot.lot,
        candidates,
        publicFrom: scene.today,
        publicUntil: plusDays(scene.today, 6),
      };
      return { name: 'PublicizeCandidates', body };
    },
  ],
  [
    10,
    (scene) => {
      const { draw, n, on } = scene;
      const lot = lotIn(
        scene,
        (l) =>
          !l.award &&
          (at('publicized')(l) || l.method === 'direct' || (at('failed')(l) && l.failedRounds > 1)),
      );
      if (!lot) return null;
      const open = lot.tender?.candidates.find((c) => !lot.cancelled.some((p) => p.name === c.bidder.name));
      const candidate = draw.off === 2 ? lot.tender?.candidates[1] : open;
      const winner =
        lot.tender?.stage === 'publicized' ? candidate?.bidder : lot.kind === 'works' ? beihe : zhengxin;
      const price = lot.tender?.stage === 'publicized' ? candidate?.price : yuan((lot.estimate * 9n) / 10n);
      const body = {
        lot: lot.lot,
        winner,
        price,
        noticeNumber: `ZB-${n}`,
        awardedOn: on,
        approval: `PF-${n}`,
        documents: [paper],
      };
      return winner ? { name: 'AwardTender', body } : null;
    },
  ],
  [
    1,
    (scene) => {
      const lot = lotIn(scene, (l) => l.award !== null && l.contract === null);
      return lot && scene.draw.off < 0
        ? { name: 'CancelAward', body: { lot: lot.lot, cancelledOn: scene.on } }
        : null;
    },
  ],
];
