import { uuid5 } from '@sunlit/envelope';
import { WrongExpectedRevision } from '@sunlit/event-store';
import { OpenLedger, readFields, type LedgerOpened, type LedgerState } from '@sunlit/ledger';
import { theLedger } from './bid-boxes.js';
import { carryOut } from './carry-out.js';
import type { Desk } from './desk.js';
import { rulesInForce } from './rules.js';
import type { Streams } from './streams.js';

/** What this ledger is, or null when nobody has opened it yet. */
export async function openedLedger(streams: Streams): Promise<LedgerOpened | null> {
  return (await streams.load<LedgerState>('ledger')).state.opened;
}

/** Opens the ledger, once: its first event of all. Answers what it was opened as, also when it was open already. */
export async function openLedger(
  desk: Desk,
  streams: Streams,
  facts: LedgerOpened,
  instant: string,
): Promise<LedgerOpened> {
  const opened = await openedLedger(streams);
  if (opened) return opened;
  const command = readFields(OpenLedger, facts);
  try {
    await carryOut(desk, streams, await streams.load('ledger'), [{ command }], {
      commandId: uuid5('ledger', 'open'),
      instant,
      preparedBy: theLedger,
      confirmedBy: null,
      rulebook: await rulesInForce(streams),
    });
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
  }
  return (await openedLedger(streams))!;
}
