import type { DataSource } from 'typeorm';

/** A document that a published entry names. */
export interface PublicDocument {
  readonly sha256: string;
  /** As the latest entry that names it calls it. */
  readonly title: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /**
   * The bytes, piece by piece, each asked for when the one before was taken. Throws in the middle where the document is
   * withheld meanwhile.
   */
  content(): AsyncGenerator<Buffer, void>;
}

/** Bytes: few questions for a large document, and little memory for many readers. */
const pieceSize = 512 * 1024;

/** Documents by hash. An uploaded one that no published entry names, or none any more, is not there. */
export const documentQuery = (ds: Pick<DataSource, 'query'>) => ({
  /** Null when nothing public is called so; reads none of the bytes. */
  async find(sha256: string): Promise<PublicDocument | null> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
    const [row] = await pieces(ds, sha256, 0, 0);
    if (!row) return null;
    const size = Number(row.size);
    return {
      ...{ sha256, title: row.title, mediaType: row.media_type, size },
      async *content() {
        for (let from = 0; from < size; from += pieceSize) {
          const [next] = await pieces(ds, sha256, from, pieceSize);
          if (!next) throw new Error('the document is public no more');
          yield next.piece;
        }
      },
    };
  },
});

interface Piece {
  readonly title: string;
  readonly media_type: string;
  readonly size: string;
  readonly piece: Buffer;
}

const pieces = (
  ds: Pick<DataSource, 'query'>,
  sha256: string,
  from: number,
  bytes: number,
): Promise<Piece[]> => ds.query('SELECT * FROM office.public_document($1, $2, $3)', [sha256, from, bytes]);
