import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { favicon } from './favicon.js';

/** One static file, held in memory with its compressed forms. */
export interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly br: Buffer;
}

export interface Assets {
  /** Addresses with the content's hash in them, so that they may be kept for ever. */
  readonly stylesheet: string;
  readonly icon: string;
  /** By file name, as it stands in the address. */
  readonly files: ReadonlyMap<string, Asset>;
}

/** Where `npm run build` leaves the style sheet, seen from the sources and from the built files. */
const built = ['../../../dist/assets/sunlit.css', '../../../assets/sunlit.css'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * The style sheet and the icon, read once. Throws one clear sentence when the style sheet was not built.
 * `stylesheet`: the file, where it is not the built one.
 */
export function loadAssets(stylesheet = built.find(existsSync)): Assets {
  if (!stylesheet || !existsSync(stylesheet))
    throw new Error('the style sheet is missing: run "npm run build" first');
  const files = new Map<string, Asset>();
  const keep = (name: string, ending: string, type: string, plain: Buffer): string => {
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
    const file = `${name}.${hash}.${ending}`;
    files.set(file, { type, plain, gzip: gzipSync(plain, { level: 9 }), br: brotliCompressSync(plain) });
    return `/assets/${file}`;
  };
  return {
    stylesheet: keep('sunlit', 'css', 'text/css; charset=utf-8', readFileSync(stylesheet)),
    icon: keep('icon', 'svg', 'image/svg+xml', Buffer.from(favicon)),
    files,
  };
}
