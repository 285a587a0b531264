import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import type { Sum } from './records.js';

/*
 * A backup is two folders, so that whoever has one of them opens nothing:
 *
 *   ledger/  manifest.json, events.ndjson.gz, documents.ndjson.gz, documents/<sha256>
 *   keys/    manifest.json, keys.ndjson.gz
 *
 * master.key, logins, and .sunlit/erasures.txt are in neither.
 */

export const format = 1;

export interface LedgerManifest {
  readonly format: number;
  readonly part: 'ledger';
  readonly madeAt: string;
  /** Of the ledger: the id of its first event. */
  readonly ledger: string;
  readonly store: string;
  /** `digest` is what `sunlit copy` would print of the same events. */
  readonly events: Sum & { readonly first: string; readonly last: string; readonly lastPosition: string };
  readonly documents: Sum;
  /** Whether its sample had been loaded, so that it is not loaded again. */
  readonly sampleLoaded: string | null;
}

export interface KeysManifest {
  readonly format: number;
  readonly part: 'keys';
  readonly madeAt: string;
  readonly ledger: string;
  readonly keys: Sum;
}

/** Where things lie in a part. */
export const files = {
  manifest: 'manifest.json',
  events: 'events.ndjson.gz',
  documents: 'documents.ndjson.gz',
  document: (sha256: string) => join('documents', sha256),
  keys: 'keys.ndjson.gz',
} as const;

/** Both parts of a backup at `folder`; the keys may lie elsewhere. */
export const partsOf = (folder: string, keysFolder?: string) => ({
  ledger: join(folder, 'ledger'),
  keys: keysFolder ?? join(folder, 'keys'),
});

export async function readManifest<M extends LedgerManifest | KeysManifest>(
  folder: string,
  part: M['part'],
): Promise<M> {
  const file = join(folder, files.manifest);
  let read: M;
  try {
    read = JSON.parse(await readFile(file, 'utf8')) as M;
  } catch (error) {
    throw new Failure(
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `There is no ${file}: name the folder that sunlit backup made${part === 'keys' ? ', and with --keys where its keys are kept' : ''}.`
        : `${file} cannot be read: the backup is damaged.`,
    );
  }
  if (read.part !== part || read.format !== format)
    throw new Failure(`${file} is not of the ${part} of a backup that this version reads.`);
  return read;
}
