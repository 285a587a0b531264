import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What pages follow from beside their data; the same places among the sources and among the built files. */
const rooms = ['.', '../../../libs/web/src', '../../../libs/read-models/src', '../../../libs/ledger/src'];

/**
 * Names this program as far as its pages can tell: another program, or one that was given other `settings`, may make another
 * page of the same entries, and its ETags must not be those of this one.
 */
export function buildId(...settings: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const room of rooms) {
    const folder = fileURLToPath(new URL(room, import.meta.url));
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(js|tsx?)$/.test(file) && !/\.spec\.|testing/.test(file))
        hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('base64url').slice(0, 10);
}
