import { eraseSubject, type Office } from '@sunlit/commands';
import { subjectIdentity } from '@sunlit/envelope';
import type { Settings } from '@sunlit/web';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openOffice, openWritingRoom } from '../../staff/src/writing-room.js';
import { Failure } from './failure.js';
import { openGround } from './ground.js';

/** Kept outside the backups of database and keys: a restore needs it, so that no erased key comes back. */
export const erasureFile = (dataDir: string): string => join(dataDir, 'erasures.txt');

/** `sunlit erase <field> <value>`: forgets a person's value, such as a payee's account, in every event at once. */
export async function erasePerson(settings: Settings, field: string, value: string): Promise<void> {
  const ground = await openGround(settings, { beside: true });
  try {
    const room = await openWritingRoom(settings, ground.urls.writer);
    try {
      const office = await openOffice(settings, room.desk);
      const key = await room.ring.subjectKeyId(subjectIdentity(field, value));
      if (key === null)
        throw new Failure('Nothing is closed under this value: field and value must be exactly as entered.');
      keepErasure(settings.dataDir, key);
      await eraseSubject(office.desk, office.streams, key);
      process.stdout.write(`已删除 erased ${key}\n`);
    } finally {
      await room.close();
    }
  } finally {
    await ground.close();
  }
}

/** On disk before anything is deleted: what is interrupted is finished at the next start. */
function keepErasure(dataDir: string, key: string): void {
  const file = openSync(erasureFile(dataDir), 'a', 0o600);
  try {
    writeSync(file, `${key}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Erases again whatever the erasure file names: after an interrupted erasure, or a restored backup. */
export async function replayErasures({ desk, streams }: Office, dataDir: string): Promise<void> {
  if (!existsSync(erasureFile(dataDir))) return;
  const keys = [...new Set(readFileSync(erasureFile(dataDir), 'utf8').split('\n').filter(Boolean))];
  const found = await desk.ring.find(keys);
  for (const key of keys) if (found.get(key) !== 'erased') await eraseSubject(desk, streams, key);
}
