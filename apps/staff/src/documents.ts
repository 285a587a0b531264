import type { DocumentShelf } from '@sunlit/commands';
import { fileTypeFromBuffer } from 'file-type';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Kinds of document that an office files; found by their magic bytes, never by what the sender says. */
const accepted = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);

/** Bytes. */
export const maxDocument = 10 * 1024 * 1024;

export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused';
  constructor(readonly mediaType: string | null) {
    super(`documents of type ${mediaType ?? 'unknown'} are not taken`);
  }
}

export interface StoredDocument {
  readonly sha256: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

/** Uploaded documents in `office.document`, by hash. */
export function documentShelf(
  pool: Pool,
): DocumentShelf & { add(content: Uint8Array): Promise<StoredDocument & { known: boolean }> } {
  return {
    async find(sha256) {
      const { rows } = await pool.query<{ sha256: string; media_type: string; size: string }>(
        'SELECT sha256, media_type, size FROM office.document WHERE sha256 = ANY($1)',
        [sha256],
      );
      return new Map(rows.map((row) => [row.sha256, { mediaType: row.media_type, size: Number(row.size) }]));
    },
    async add(content) {
      const mediaType = (await fileTypeFromBuffer(content))?.mime ?? null;
      if (mediaType === null || !accepted.has(mediaType)) throw new DocumentRefused(mediaType);
      const sha256 = createHash('sha256').update(content).digest('hex');
      const { rowCount } = await pool.query(
        'INSERT INTO office.document (sha256, media_type, size, content) VALUES ($1, $2, $3, $4) ON CONFLICT (sha256) DO NOTHING',
        [sha256, mediaType, content.length, content],
      );
      return { sha256, mediaType, size: content.length, known: rowCount === 0 };
    },
  };
}
