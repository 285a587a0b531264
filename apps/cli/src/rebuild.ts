import { rebuild } from '@sunlit/read-models';
import { logger, sentenceFirst, type Settings } from '@sunlit/web';
import { openWritingRoom, type WritingRoom } from '../../staff/src/writing-room.js';
import { openGround, type Ground } from './ground.js';
import { withProgress } from './sample.js';

/** `sunlit rebuild`: all read models anew, beside a running ledger or alone. */
export async function rebuildReadModels(settings: Settings): Promise<void> {
  const ground = await openGround(settings, { beside: true });
  try {
    const room = await openWritingRoom(settings, ground.urls.writer);
    try {
      process.stdout.write(`已重建 rebuilt from ${await rebuildOn(settings, ground, room)} events\n`);
    } finally {
      await room.close();
    }
  } finally {
    await ground.close();
  }
}

/** Builds the read models with a bar on the terminal; answers the number of events. */
export const rebuildOn = (
  { logLevel, dataDir }: Settings,
  { urls }: Ground,
  { store, ring }: WritingRoom,
): Promise<number> =>
  withProgress((onProgress) =>
    rebuild({
      ...{ store, ring, databaseUrl: urls.projector },
      log: sentenceFirst(logger(logLevel, dataDir)),
      onProgress: ({ events: done, of }) => onProgress(done, Math.max(done, of ?? 0), 'events'),
    }),
  );
