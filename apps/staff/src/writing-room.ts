import { Office, type Desk } from '@sunlit/commands';
import { keyRing, loadMasterKey, postgresKeyStore, type KeyRing } from '@sunlit/envelope';
import { openEventStore, type EventStore } from '@sunlit/event-store';
import { pool } from '@sunlit/postgres';
import { appendBatches, storeInterruptions, type Settings } from '@sunlit/web';
import { join } from 'node:path';
import { documentShelf } from './documents.js';
import { measured, proveWritable } from './measured-store.js';

/** What writing events needs: store, keys, documents. */
export interface WritingRoom {
  readonly store: EventStore;
  readonly ring: KeyRing;
  readonly documents: ReturnType<typeof documentShelf>;
  readonly desk: Desk;
  /** Rejects when the store does not take events. */
  proveWritable(): Promise<void>;
  close(): Promise<void>;
}

export const masterKeyFile = ({ masterKeyFile: named, dataDir }: Settings): string =>
  named ?? join(dataDir, 'master.key');

/** `writerUrl` is of the writer role. Throws one sentence for a wrong master key or a store that cannot be trusted. */
export async function openWritingRoom(settings: Settings, writerUrl: string): Promise<WritingRoom> {
  const writer = pool(writerUrl, 'sunlit staff', 8);
  try {
    const ring = keyRing(
      postgresKeyStore(writer),
      await loadMasterKey(masterKeyFile(settings), { create: true }),
    );
    await ring.prove();
    const bare = await openEventStore(settings, {
      databaseUrl: writerUrl,
      applicationName: 'sunlit staff',
      log: () => storeInterruptions.inc({ app: 'staff' }),
      onBatch: (appends) => appendBatches.observe(appends),
    });
    const store = measured(bare);
    const documents = documentShelf(writer);
    const desk: Desk = {
      store,
      ring,
      documents,
      now: () => new Date().toISOString(),
    };
    return {
      ...{ store, ring, documents, desk },
      proveWritable: () => proveWritable(bare),
      async close() {
        await store.close();
        await writer.end();
      },
    };
  } catch (error) {
    await writer.end();
    throw error;
  }
}

/** The office on the ledger of this database, opened under the name of the settings if it is new. */
export function openOffice(
  { sample, production, ledgerName, ledgerOrigin, ledgerRegion }: Settings,
  desk: Desk,
): Promise<Office> {
  return Office.open(desk, {
    name: ledgerName,
    origin: ledgerOrigin,
    region: ledgerRegion,
    sample: sample ?? !production,
  });
}
