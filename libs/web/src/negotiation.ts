/** The part of a request that says which format is wanted. */
export interface Asking {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export type Format = 'html' | 'json';

const types: Readonly<Record<string, Format>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/*': 'html',
  'application/json': 'json',
  'application/problem+json': 'json',
};

/**
 * The format of the answer: an address ending in `.json` decides by itself; else the Accept header, by quality and then
 * by order, HTML where anything will do. Null when neither is acceptable (406).
 */
export function wanted({ url, headers }: Asking): Format | null {
  if (pathOf(url).endsWith('.json')) return 'json';
  const accept = headers['accept'];
  if (!accept) return 'html';
  const ranges = String(accept)
    .split(',')
    .map((range) => {
      const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const q = parameters.find((p) => p.startsWith('q='));
      return { type: type!, quality: q ? Number(q.slice(2)) || 0 : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { type } of ranges) {
    const format = type === '*/*' ? 'html' : (types[type] ?? (type === 'application/*' ? 'json' : undefined));
    if (format) return format;
  }
  return null;
}

/** Whether the caller is a browser that wants a page: errors go to everybody else as problem+json. */
export const asksForHtml = (asking: Asking): boolean =>
  wanted(asking) === 'html' && /text\/html|application\/xhtml/.test(String(asking.headers['accept'] ?? ''));

export const pathOf = (url: string): string => url.split('?', 1)[0]!;
