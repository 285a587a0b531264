import { describe, expect, it } from '@jest/globals';
import { kept, ownPath, readingHref, readingOf } from './reading.js';

describe('How a reader wants pages', () => {
  it.each([
    [undefined, 'zh', 'normal'],
    ['', 'zh', 'normal'],
    ['sunlit-lang=en', 'en', 'normal'],
    ['other=1; sunlit-size=large; sunlit-lang=zh', 'zh', 'large'],
    ['sunlit-lang=en; sunlit-size=large', 'en', 'large'],
    ['sunlit-lang=fr; sunlit-size=huge', 'zh', 'normal'],
    ['xsunlit-lang=en; sunlit-lang', 'zh', 'normal'],
  ])('by the cookies "%s" is %s in the %s size', (cookie, lang, size) => {
    expect(readingOf({ cookie })).toEqual({ lang, size });
  });

  it('is kept for a year, out of reach of scripts and of other sites', () => {
    expect(kept('lang', 'en', false)).toBe(
      'sunlit-lang=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax',
    );
    expect(kept('size', 'large', true)).toMatch(/; Secure$/);
  });

  it('is changed by an address that leads back to the page with its query', () => {
    const href = readingHref({ lang: 'en' }, '/projects?q=%E5%85%AC&page=2');
    expect(new URL(href, 'http://x').searchParams.get('back')).toBe('/projects?q=%E5%85%AC&page=2');
  });
});

describe('The way back', () => {
  it.each([
    ['/', '/'],
    ['/projects?page=2&q=公路', '/projects?page=2&q=%E5%85%AC%E8%B7%AF'],
    ['/a/../b', '/b'],
    ['/a#part', '/a'],
  ])('%s leads to %s', (back, to) => {
    expect(ownPath(back)).toBe(to);
  });

  it.each([
    ...['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', '/.//evil.example'],
    ...[
      'https://evil.example',
      'javascript:alert(1)',
      'projects',
      '',
      '\\evil',
      '///evil',
      '/%5c/..//evil.example',
    ],
  ])('%j leads nowhere: it is not of this site', (back) => {
    expect(ownPath(back)).toBeNull();
  });
});
