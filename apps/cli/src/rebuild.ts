import { rebuild } from '@sunlit/read-models';
import { logger, sentenceFirst, type Settings } from '@sunlit/web';
import { openWritingRoom } from '../../staff/src/writing-room.js';
import { openGround } from './ground.js';
import { withProgress } from './sample.js';

/** `sunlit rebuild`: all read models anew, beside a running ledger or alone. */
export async function rebuildReadModels(settings: Settings): Promise<void> {
  const ground = await openGround(settings, { beside: true });
  try {
    const room = await openWritingRoom(settings, ground.urls.writer);
    try {
      const events = await withProgress((onProgress) =>
        rebuild({
          store: room.store,
          ring: room.ring,
          databaseUrl: ground.urls.projector,
          log: sentenceFirst(logger(settings.logLevel, settings.dataDir)),
          onProgress: ({ events: done, of }) => onProgress(done, Math.max(done, of ?? 0), 'events'),
        }),
      );
      process.stdout.write(`已重建 rebuilt from ${events} events\n`);
    } finally {
      await room.close();
    }
  } finally {
    await ground.close();
  }
}
