import type { Settings } from '@sunlit/web';
import { join } from 'node:path';
import { readOfficers } from '../../staff/src/officers.js';
import { Failure } from './failure.js';
import { openOffice, openWritingRoom } from '../../staff/src/writing-room.js';
import { openGround } from './ground.js';
import { importFolder } from './import/import-folder.js';
import { reportLines } from './import/report.js';
import { withProgress } from './sample.js';

/** `sunlit import <folder>`: beside a running ledger or alone. A refused row makes it fail, with file, line and reason. */
export async function importSheets(
  settings: Settings,
  folder: string,
  { dryRun = false, as }: { dryRun?: boolean; as?: string },
): Promise<void> {
  const ground = await openGround(settings, { beside: true });
  try {
    const room = await openWritingRoom(settings, ground.urls.writer);
    try {
      const office = await openOffice(settings, room.desk);
      const officers = readOfficers(
        settings.officersFile ?? join(settings.dataDir, 'demo-officers.json'),
        settings.production,
      );
      const report = await withProgress((onProgress) =>
        importFolder({
          office,
          officers: new Map(officers.map(({ login, actor }) => [login, actor])),
          folder,
          dryRun,
          as: as ?? null,
          uploadDocument: (bytes) => room.documents.add(bytes),
          onProgress,
        }),
      );
      process.stdout.write(`${reportLines(report).join('\n')}\n`);
      if (report.refused.length > 0) throw new Failure(`${report.refused.length} 处有误，见上。`);
    } finally {
      await room.close();
    }
  } finally {
    await ground.close();
  }
}
