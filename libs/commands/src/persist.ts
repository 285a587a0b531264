import { WrongExpectedRevision } from '@sunlit/event-store';
import type { Entry } from '@sunlit/ledger';
import { carryOut, type Situation } from './carry-out.js';
import type { Desk } from './desk.js';
import { rulesInForce } from './rules.js';
import type { Streams } from './streams.js';

/** An entry that depends on no revision: tried again at each new one until it stands. Safe to repeat: stored once. */
export async function persist(
  desk: Desk,
  streams: Streams,
  stream: string,
  command: Entry,
  given: Pick<Situation, 'commandId' | 'instant' | 'preparedBy'>,
): Promise<void> {
  const situation = { ...given, confirmedBy: null, rulebook: await rulesInForce(streams) };
  for (;;) {
    try {
      await carryOut(desk, streams, await streams.load(stream), [{ command }], situation);
      return;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}
