import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writePrivately } from './embedded/private-file.js';

/** The passwords of the three roles that the apps log in with. */
export interface Passwords {
  readonly writer: string;
  readonly projector: string;
  readonly public: string;
}

/** The passwords kept in `dataDir`/roles.json (mode 0600), made at random the first time. */
export async function loadPasswords(dataDir: string): Promise<Passwords> {
  const file = join(dataDir, 'roles.json');
  const kept = await readIfThere(file);
  if (kept !== null) return JSON.parse(kept);
  const random = () => randomBytes(24).toString('base64url');
  const made: Passwords = { writer: random(), projector: random(), public: random() };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writePrivately(file, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}
