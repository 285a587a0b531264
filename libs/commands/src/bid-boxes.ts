import { tenderId, uuid5 } from '@sunlit/envelope';
import { WrongExpectedRevision } from '@sunlit/event-store';
import {
  CloseBidBox,
  SealBidBox,
  sealingDelay,
  type Actor,
  type BidBox,
  type Lot,
  type ProjectState,
} from '@sunlit/ledger';
import { carryOut } from './carry-out.js';
import type { Desk } from './desk.js';
import { rulesInForce } from './rules.js';
import type { Folded, Streams } from './streams.js';

/** The ledger itself, acting by its clock. */
export const theLedger: Actor = { person: null, role: 'ledger', organisation: null, department: null };

export const boxStream = (project: string, lot: string, round: number): string =>
  `bidbox-${tenderId(project, lot, round)}`;

/**
 * Seals and closes every box of the project whose deadline lies `sealingDelay` before `instant`: first the box, at its
 * exact revision, then the project stream, which commits to the whole list. Safe to repeat after a crash at any point.
 * Recorded at the clock's instant; in a sample ledger, which runs through years in seconds, at the very moment.
 */
export async function closeDueBoxes(
  desk: Desk,
  streams: Streams,
  project: string,
  instant: string,
  sample: boolean,
): Promise<void> {
  for (;;) {
    const folded = await streams.load<ProjectState>(`project-${project}`);
    const due = dueBox(folded.state, instant);
    if (!due) return;
    const { lot, tender } = due;
    const { round, bidDeadline } = tender!;
    const stamp = sample ? sealedFrom(bidDeadline) : instant;
    const box = await sealBox(
      desk,
      streams,
      boxStream(project, lot, round),
      { lot, round, bidDeadline },
      stamp,
    );
    const command = Object.assign(new CloseBidBox(), {
      lot,
      round,
      receipts: box.state.receipts,
      withhold: [],
      lateReason: null,
    });
    try {
      await carryOut(desk, streams, folded, [{ command }], {
        commandId: uuid5(project, lot, round, 'close-bid-box'),
        instant: stamp,
        preparedBy: theLedger,
        confirmedBy: null,
        rulebook: await rulesInForce(streams),
        // Not what was read of the box: its revision would tell everyone how many bids there are.
        causation: [],
      });
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}

/** A lot of the project whose box is to be sealed at `instant`. */
export const dueBox = ({ lots }: ProjectState, instant: string): Lot | undefined =>
  Object.values(lots).find(
    ({ tender }) => tender?.stage === 'noticed' && sealedFrom(tender.bidDeadline) <= instant,
  );

/** When the box of this deadline is sealed. */
export const sealedFrom = (bidDeadline: string): string =>
  new Date(Date.parse(bidDeadline) + sealingDelay).toISOString();

async function sealBox(
  desk: Desk,
  streams: Streams,
  stream: string,
  tender: { lot: string; round: number; bidDeadline: string },
  instant: string,
): Promise<Folded<BidBox>> {
  for (;;) {
    const box = await streams.load<BidBox>(stream);
    if (box.state.sealed) return box;
    const command = Object.assign(new SealBidBox(), { lot: tender.lot, withhold: [], lateReason: null });
    try {
      await carryOut(desk, streams, box, [{ command }], {
        commandId: uuid5(stream, 'seal'),
        instant,
        preparedBy: theLedger,
        confirmedBy: null,
        rulebook: await rulesInForce(streams),
        tender,
      });
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}
