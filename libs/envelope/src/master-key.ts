import { randomBytes, randomUUID } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const masterKeyBytes = 32;
const othersMayRead = 0o007;

/** The message is one sentence for the operator; it never holds key material. */
export class BadMasterKey extends Error {
  override readonly name = 'BadMasterKey';
}

/**
 * The master key from its file: 32 random bytes as base64url and a newline, outside the database and backed up apart.
 * With `create`, a missing file is made, readable by its owner only. Throws `BadMasterKey` when the file is missing,
 * is open to everybody on this machine, or does not hold exactly such a key.
 */
export async function loadMasterKey(file: string, { create = false } = {}): Promise<Buffer> {
  const text = await readKeyFile(file);
  if (text !== null) return decode(file, text);
  if (!create)
    throw new BadMasterKey(
      `There is no master key at ${file}: restore it from its backup, because without it no closed field opens.`,
    );
  await createKeyFile(file);
  return loadMasterKey(file);
}

async function readKeyFile(file: string): Promise<string | null> {
  try {
    const { mode } = await stat(file);
    // Windows has no such bits and answers the same for every file.
    if (process.platform !== 'win32' && (mode & othersMayRead) !== 0)
      throw new BadMasterKey(
        `Everybody on this machine may read the master key ${file}: run "chmod 600" on it.`,
      );
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (error instanceof BadMasterKey) throw error;
    throw new BadMasterKey(`The master key ${file} cannot be read (${code}).`);
  }
}

function decode(file: string, text: string): Buffer {
  const encoded = text.trim();
  const key = Buffer.from(encoded, 'base64url');
  if (key.length !== masterKeyBytes || key.toString('base64url') !== encoded)
    throw new BadMasterKey(
      `The master key ${file} does not hold ${masterKeyBytes} bytes in base64url: restore it from its backup.`,
    );
  return key;
}

// Written aside and linked into place: a crash leaves no half key, and of two first starts one wins. On disk before
// it is used: a key lost with the power would close every field for good.
async function createKeyFile(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    const handle = await open(aside, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(masterKeyBytes).toString('base64url')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(aside, file);
    await syncFolder(dirname(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new BadMasterKey(`The master key ${file} cannot be made (${code}).`);
  } finally {
    await rm(aside, { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
