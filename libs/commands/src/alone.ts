import { canonical, commandId } from '@sunlit/envelope';
import { WrongExpectedRevision } from '@sunlit/event-store';
import {
  authorize,
  bidBox,
  figures,
  plain,
  type Actor,
  type BidBox,
  type Entry,
  type ProjectState,
  type TenderFacts,
} from '@sunlit/ledger';
import { boxStream, closeDueBoxes, dueBox } from './bid-boxes.js';
import { carryOut, type Answer } from './carry-out.js';
import { KeyReused, Moved, NotFound, type Desk } from './desk.js';
import { judgeDocuments } from './documents.js';
import { rulesInForce } from './rules.js';
import type { Folded, Streams } from './streams.js';

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
 * An entry that one person makes alone: a bid received or withdrawn goes into its box, an observer's word onto the
 * project's own stream. It retries on conflict and carries the HMAC of its request.
 * Throws `NotFound`, `Refusal`, `KeyReused`, `Moved`.
 */
export async function recordAlone(
  desk: Desk,
  streams: Streams,
  request: AloneRequest,
  sample: boolean,
): Promise<Answer> {
  const { project, command, actor, key, instant, ifRevision } = request;
  const found = await streams.load<ProjectState>(`project-${project}`);
  if (!found.state.registered) throw new NotFound('project', project);
  const id = commandId(actor.person!, key);
  const asked = canonical([project, command.constructor.name, plain(command)]);
  // What is stored is answered, whatever happened since; the rights were judged when it was made.
  let [works, place] = [found, await placeOf(streams, found, command, project, id)];
  const again = async () => {
    works = await streams.load<ProjectState>(found.stream);
    place = await placeOf(streams, works, command, project, id);
  };
  if (!place.folded.commands.has(id)) {
    if (ifRevision !== null && ifRevision !== found.revision)
      throw new Moved(ifRevision, found.revision, figures(found.state));
    authorize('prepare', command, found.state, actor);
    await judgeDocuments(desk.documents, [command]);
    if (dueBox(found.state, instant)) {
      await closeDueBoxes(desk, streams, project, instant, sample);
      await again();
    }
  }
  for (;;) {
    const body = await desk.ring.hmac(place.folded.stream, asked);
    const stored = place.folded.commands.get(id);
    if (stored) {
      const [first] = await streams.events(place.folded.stream, stored.first, stored.first);
      if (first!.meta.request !== body) throw new KeyReused();
    }
    try {
      const answer = await carryOut(desk, streams, place.folded, [{ command }], {
        ...{ commandId: id, instant, preparedBy: actor, confirmedBy: null, request: body },
        rulebook: await rulesInForce(streams),
        tender: place.tender,
        causation: place.box ? [{ stream: works.stream, revision: works.revision, id: works.last!.id }] : [],
      });
      // Stored by another request with this key a moment ago: look again whether it asked for the same.
      if (!answer.replayed || stored) return answer;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
    await again();
  }
}

interface Place {
  readonly folded: Folded<unknown>;
  readonly box: boolean;
  readonly tender: TenderFacts | null;
}

/** Where the entry goes: a repeat of a bid into the box of the round for which it was first made. */
async function placeOf(
  streams: Streams,
  works: Folded<ProjectState>,
  command: Entry & { readonly lot: string },
  project: string,
  id: string,
): Promise<Place> {
  if (!(command.constructor.name in bidBox.commands)) return { folded: works, box: false, tender: null };
  const present = works.state.lots[command.lot]?.tender ?? null;
  const inRound = (round: number) => streams.load<BidBox>(boxStream(project, command.lot, round));
  for (let round = present?.round ?? 0; round > 1; round--) {
    const earlier = await inRound(round - 1);
    if (earlier.commands.has(id)) return { folded: earlier, box: true, tender: null };
  }
  // A tender that has failed takes no more bids, whatever its deadline.
  const open = present && present.stage !== 'failed' ? present : null;
  return { folded: await inRound(present?.round ?? 0), box: true, tender: open };
}
