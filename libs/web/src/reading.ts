import type { Lang } from './sentence.js';

export const languages = ['zh', 'en'] as const satisfies readonly Lang[];
export const sizes = ['normal', 'large'] as const;
/** `large`: 大字版, every text a quarter larger. */
export type Size = (typeof sizes)[number];

/** How a reader wants pages: kept in two cookies, so that every address stays the same for everybody. */
export interface Reading {
  readonly lang: Lang;
  readonly size: Size;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What the request's cookies ask for; Chinese in the normal size where they ask for nothing that there is. */
export function readingOf({ cookie }: Headers): Reading {
  const held = String(cookie ?? '')
    .split(';')
    .map((pair) => pair.trim());
  const one = <T extends string>(name: string, choices: readonly T[]): T =>
    choices.find((choice) => held.includes(`${name}=${choice}`)) ?? choices[0]!;
  return { lang: one(cookies.lang, languages), size: one(cookies.size, sizes) };
}

const cookies: Readonly<Record<keyof Reading, string>> = { lang: 'sunlit-lang', size: 'sunlit-size' };
const aYear = 365 * 24 * 3600;

/** The `Set-Cookie` that keeps a choice for a year. No script reads it; it tells nobody who the reader is. */
export const kept = (choice: keyof Reading, value: string, https: boolean): string =>
  `${cookies[choice]}=${value}; Path=/; Max-Age=${aYear}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;

/** The address that changes how pages read, and leads back to `back`. */
export const readingHref = (change: Partial<Reading>, back: string): string =>
  `/view?${new URLSearchParams({ ...change, back }).toString()}`;

const here = 'http://here.invalid';

/**
 * A path of this site with its query, as a browser would understand it, ready for a `Location`; null for anything that
 * would lead away from the site, such as `//host`, `/\host` or one with a tab in it.
 */
export function ownPath(back: string): string | null {
  if (!back.startsWith('/') || !URL.canParse(back, here)) return null;
  const { origin, pathname, search } = new URL(back, here);
  return origin === here && !pathname.startsWith('//') ? pathname + search : null;
}
