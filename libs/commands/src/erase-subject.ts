import { uuid5 } from '@sunlit/envelope';
import { WrongExpectedRevision } from '@sunlit/event-store';
import { EraseDataSubject, readFields } from '@sunlit/ledger';
import { theLedger } from './bid-boxes.js';
import { carryOut } from './carry-out.js';
import type { Desk } from './desk.js';
import { rulesInForce } from './rules.js';
import type { Streams } from './streams.js';

/**
 * Erases a data subject: `DataSubjectErased` with the key's id on the stream `ledger`, then the key itself, for ever.
 * Digests, leaves and proofs do not change, and no decider's state does. Safe to repeat: recorded once.
 */
export async function eraseSubject(desk: Desk, streams: Streams, key: string): Promise<void> {
  const command = readFields(EraseDataSubject, { key });
  for (;;) {
    try {
      await carryOut(desk, await streams.load('ledger'), [{ command }], {
        commandId: uuid5('ledger', 'erase', key),
        instant: desk.now(),
        preparedBy: theLedger,
        confirmedBy: null,
        rulebook: await rulesInForce(streams),
      });
      break;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
  await desk.ring.erase(key);
}
