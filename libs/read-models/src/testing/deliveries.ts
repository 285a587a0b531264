import { openAll } from '@sunlit/envelope';
import { categoryOf } from '@sunlit/ledger';
import { keptInMemory } from '../projector/kept-events.js';
import { deliver } from '../projector/kept.js';
import type { Delivery } from '../visible.js';
import { allEvents, specLedger, storeWorkedExample, type SpecLedger } from './ledger.js';

/** The worked example as the published read models get it, without a database. */
export async function workedDeliveries(until?: string): Promise<Delivery[]> {
  const ledger = specLedger();
  await storeWorkedExample(ledger, until === undefined ? {} : { until });
  return deliveriesOf(ledger);
}

/** What a ledger holds, as the published read models get it. */
export async function deliveriesOf({ store, ring }: Pick<SpecLedger, 'store' | 'ring'>): Promise<Delivery[]> {
  const events = (await openAll(await allEvents(store), ring)).filter(
    ({ stream }) => categoryOf(stream) === 'project',
  );
  const kept = keptInMemory();
  return events.flatMap((event, entry) => deliver(event, entry, kept));
}
