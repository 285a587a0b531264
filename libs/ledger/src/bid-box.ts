import { asInternal, reveal, type Internal } from './closed.js';
import { decider, Entry, section, type Judge, type Rights } from './decider.js';
import { event, internal } from './event-type.js';
import { Code, Document, Flag, Part, Uuid } from './fields.js';
import { sameParty } from './project/state.js';
import { Receipt } from './project/bids.js';
import { Organisation } from './values.js';

/**
 * The box of one round of one lot: stream `bidbox-<tender id>`. Everything in it is internal, since the law forbids
 * telling anyone the names or number of bidders before the opening. It knows its tender only by what the command
 * brings: lot, round and deadline, read from the project stream by `carry-out`.
 */
export interface BidBox {
  readonly receipts: Internal<readonly Receipt[]>;
  readonly sealed: boolean;
}

const byTenderOfficer: Rights = {
  prepares: ['tender-officer'],
  confirms: [],
  alone: 'the clock: a bid’s instant is the server’s',
  over: 'own',
};

/** 签收投标文件. Bidder, instant, seal and hash of the sealed file; no price. */
export class ReceiveBid extends Entry {
  @Code() lot!: string;
  @Part(() => Organisation) bidder!: Internal<Organisation>;
  @Flag() sealIntact!: Internal<boolean>;
  @Document() fileSha256!: Internal<string>;

  static readonly rights = byTenderOfficer;
  static readonly makes = 'BidReceived';
  static readonly example = {
    lot: 'SG-1',
    bidder: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
    sealIntact: true,
    fileSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  };
}

/** 撤回投标, until the deadline. */
export class WithdrawBid extends Entry {
  @Code() lot!: string;
  @Uuid() receipt!: Internal<string>;

  static readonly rights = byTenderOfficer;
  static readonly makes = 'BidWithdrawn';
  static readonly example = { lot: 'SG-1', receipt: '00000000-0000-5000-8000-000000000001' };
}

/** Given by the ledger itself, two minutes after the deadline. */
export class SealBidBox extends Entry {
  @Code() lot!: string;

  static readonly rights: Rights = {
    prepares: [],
    confirms: [],
    alone: 'the ledger itself, after the deadline',
    over: 'everywhere',
  };
  static readonly makes = 'BidBoxSealed';
  static readonly example = { lot: 'SG-1' };
}

interface OfTender {
  readonly lot: string;
  readonly round: number;
}
export type BidReceived = OfTender & {
  readonly receipt: Internal<string>;
  readonly bidder: Internal<Organisation>;
  readonly receivedAt: Internal<string>;
  readonly sealIntact: Internal<boolean>;
  readonly fileSha256: Internal<string>;
};
export type BidWithdrawn = OfTender & { readonly receipt: Internal<string> };
export type BidBoxSealed = OfTender & {
  readonly bidDeadline: string;
  readonly receipts: Internal<readonly Receipt[]>;
};

/** The tender as `carry-out` read it on the project stream; its deadline alone decides (design: "The bid box"). */
function openTender(lot: string, box: BidBox, judge: Judge) {
  const { tender, instant } = judge.context;
  const found = judge.present(tender, 'tender-not-announced', { lot });
  judge.must(instant <= found.bidDeadline, 'deadline-passed', { deadline: found.bidDeadline, instant });
  judge.must(!box.sealed, 'bid-box-sealed', { lot });
  return found;
}

export const box = section<BidBox>()({
  events: {
    BidReceived: event<BidReceived>()({
      version: 1,
      closed: {
        receipt: internal,
        bidder: internal,
        receivedAt: internal,
        sealIntact: internal,
        fileSha256: internal,
      },
    }),
    BidWithdrawn: event<BidWithdrawn>()({ version: 1, closed: { receipt: internal } }),
    BidBoxSealed: event<BidBoxSealed>()({ version: 1, closed: { receipts: internal } }),
  },
  commands: { ReceiveBid, WithdrawBid, SealBidBox },
  decide: {
    ReceiveBid({ lot, bidder, sealIntact, fileSha256 }, box, judge) {
      const { round } = openTender(lot, box, judge);
      const { instant, eventId } = judge.context;
      const bytes = new TextEncoder().encode(JSON.stringify([...reveal(box.receipts), bidder])).length;
      judge.must(bytes <= mostBytes, 'bid-box-full', { lot });
      return {
        type: 'BidReceived',
        data: {
          lot,
          round,
          receipt: asInternal(eventId(0)),
          bidder,
          receivedAt: asInternal(instant),
          sealIntact,
          fileSha256,
        },
      };
    },
    WithdrawBid({ lot, receipt }, box, judge) {
      const { round } = openTender(lot, box, judge);
      const standing = reveal(box.receipts).some(
        (r) => r.receipt === reveal(receipt) && r.standing === 'stands',
      );
      judge.must(standing, 'bid-not-in-box', { bidder: '', receipt: reveal(receipt) });
      return { type: 'BidWithdrawn', data: { lot, round, receipt } };
    },
    SealBidBox({ lot }, box, judge) {
      const { tender, instant } = judge.context;
      const { round, bidDeadline } = judge.present(tender, 'tender-not-announced', { lot });
      judge.must(instant > bidDeadline, 'deadline-not-passed', { deadline: bidDeadline, instant });
      judge.must(!box.sealed, 'bid-box-sealed', { lot });
      return { type: 'BidBoxSealed', data: { lot, round, bidDeadline, receipts: box.receipts } };
    },
  },
  evolve: {
    BidReceived: (box, data) => {
      const [receipt, bidder, receivedAt] = [
        reveal(data.receipt),
        reveal(data.bidder),
        reveal(data.receivedAt),
      ];
      const [sealIntact, fileSha256] = [reveal(data.sealIntact), reveal(data.fileSha256)];
      const earlier = reveal(box.receipts).map((r) =>
        r.standing === 'stands' && sameParty(r.bidder, bidder) ? { ...r, standing: 'replaced' as const } : r,
      );
      return {
        ...box,
        receipts: asInternal([
          ...earlier,
          { receipt, bidder, receivedAt, sealIntact, fileSha256, standing: 'stands' },
        ]),
      };
    },
    BidWithdrawn: (box, data) => ({
      ...box,
      receipts: asInternal(
        reveal(box.receipts).map((r) =>
          r.receipt === reveal(data.receipt) ? { ...r, standing: 'withdrawn' as const } : r,
        ),
      ),
    }),
    BidBoxSealed: (box) => ({ ...box, sealed: true }),
  },
});

export const bidBox = decider<BidBox>('bidbox', { receipts: asInternal([]), sealed: false }, [box]);

/** Of all receipts, so that the list fits into the one event that commits to it: some 400 bids. */
const mostBytes = 150_000;

/** How long after the deadline the box is sealed: longer than any append's time limit. Milliseconds. */
export const sealingDelay = 120_000;
