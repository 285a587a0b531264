import { uuid5 } from '@sunlit/envelope';
import { EraseDataSubject, readFields } from '@sunlit/ledger';
import { theLedger } from './bid-boxes.js';
import type { Desk } from './desk.js';
import { persist } from './persist.js';
import type { Streams } from './streams.js';

/**
 * Erases a data subject: `DataSubjectErased` with the key's id on the stream `ledger`, then the key itself, for ever.
 * Digests, leaves and proofs do not change, and no decider's state does. Safe to repeat: recorded once.
 */
export async function eraseSubject(desk: Desk, streams: Streams, key: string): Promise<void> {
  const command = readFields(EraseDataSubject, { key });
  await persist(desk, streams, 'ledger', command, {
    commandId: uuid5('ledger', 'erase', key),
    instant: desk.now(),
    preparedBy: theLedger,
  });
  await desk.ring.erase(key);
}
