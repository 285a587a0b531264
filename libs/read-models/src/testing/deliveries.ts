import { openAll } from '@sunlit/envelope';
import { categoryOf } from '@sunlit/ledger';
import { openedBy, openFields, sealedFields } from '../projector/openings.js';
import type { SealedField } from '../projector/sealed.table.js';
import { visible, type Delivery } from '../visible.js';
import { allEvents, specLedger, storeWorkedExample } from './ledger.js';

/** The worked example as the published read models get it, without a database: a few lines that say what the projector does. */
export async function workedDeliveries(until?: string): Promise<Delivery[]> {
  const ledger = specLedger();
  await storeWorkedExample(ledger, until === undefined ? {} : { until });
  const events = (await openAll(await allEvents(ledger.store), ledger.ring)).filter(
    ({ stream }) => categoryOf(stream) === 'project',
  );
  const fields = new Map<number, readonly SealedField[]>();
  return events.flatMap((event, entry) => {
    const deliveries: Delivery[] = [{ event: visible(event, entry), again: false }];
    for (const [earlier, sealed] of fields) {
      const now = openedBy(sealed, event);
      if (now === sealed) continue;
      fields.set(earlier, now);
      deliveries.push({ event: visible(events[earlier]!, earlier, openFields(now)), again: true });
    }
    fields.set(entry, sealedFields(event.closed));
    return deliveries;
  });
}
