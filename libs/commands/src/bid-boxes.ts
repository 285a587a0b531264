import { canonical, commandId, tenderId, uuid5 } from '@sunlit/envelope';
import { WrongExpectedRevision } from '@sunlit/event-store';
import {
  authorize,
  figures,
  CloseBidBox,
  plain,
  SealBidBox,
  sealingDelay,
  type Actor,
  type BidBox,
  type Entry,
  type ProjectState,
} from '@sunlit/ledger';
import { carryOut, type Answer, type Situation } from './carry-out.js';
import { KeyReused, Moved, NotFound, type Desk } from './desk.js';
import type { Folded, Streams } from './streams.js';

/** The ledger itself, acting by its clock. */
export const theLedger: Actor = { person: null, role: 'ledger', organisation: null, department: null };

const boxStream = (project: string, lot: string, round: number): string =>
  `bidbox-${tenderId(project, lot, round)}`;

export interface AloneRequest {
  readonly project: string;
  readonly command: Entry & { readonly lot: string };
  readonly actor: Actor;
  readonly key: string;
  /** The project's revision that the caller has seen, if it names one; the box's own is nobody's business. */
  readonly ifRevision: number | null;
  /** Taken once, when the request had arrived whole. */
  readonly instant: string;
}

/**
 * A bid received or withdrawn: made by one person alone, so it retries on conflict and carries the HMAC of its request.
 * Throws `NotFound`, `Refusal`, `KeyReused`.
 */
export async function recordInBox(
  desk: Desk,
  streams: Streams,
  request: AloneRequest,
  sample: boolean,
): Promise<Answer> {
  const { project, command, actor, key, instant } = request;
  const folded = await streams.load<ProjectState>(`project-${project}`);
  if (!folded.state.registered) throw new NotFound('project', project);
  const { ifRevision } = request;
  if (ifRevision !== null && ifRevision !== folded.revision)
    throw new Moved(ifRevision, folded.revision, figures(folded.state));
  authorize('prepare', command, folded.state, actor);
  await closeDueBoxes(desk, streams, project, instant, sample);
  const works = await streams.load<ProjectState>(folded.stream);
  const tender = works.state.lots[command.lot]?.tender ?? null;
  const stream = boxStream(project, command.lot, tender?.round ?? 0);
  const id = commandId(actor.person!, key);
  const body = await desk.ring.hmac(stream, canonical([project, command.constructor.name, plain(command)]));
  for (;;) {
    const box = await streams.load<BidBox>(stream);
    const stored = box.commands.get(id);
    if (stored) {
      const [first] = await streams.events(stream, stored.first, stored.first);
      if (first!.meta.request !== body) throw new KeyReused();
    }
    const situation: Situation = {
      commandId: id,
      instant,
      preparedBy: actor,
      confirmedBy: null,
      tender,
      causation: [{ stream: works.stream, revision: works.revision, id: works.lastId! }],
      request: body,
    };
    try {
      const answer = await carryOut(desk, box, [{ command }], situation);
      // Stored by another request with this key a moment ago: look again whether it asked for the same.
      if (!answer.replayed || stored) return answer;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}

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
    const due = Object.values(folded.state.lots).find(
      ({ tender }) => tender?.stage === 'noticed' && sealedFrom(tender.bidDeadline) <= instant,
    );
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
      await carryOut(desk, folded, [{ command }], {
        commandId: uuid5(project, lot, round, 'close-bid-box'),
        instant: stamp,
        preparedBy: theLedger,
        confirmedBy: null,
        // Not what was read of the box: its revision would tell everyone how many bids there are.
        causation: [],
      });
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}

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
      await carryOut(desk, box, [{ command }], {
        commandId: uuid5(stream, 'seal'),
        instant,
        preparedBy: theLedger,
        confirmedBy: null,
        tender,
      });
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}
