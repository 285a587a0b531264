import { describe, expect, it } from '@jest/globals';
import { asksForHtml, wanted } from './negotiation.js';

const chrome = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const asking = (url: string, accept?: string) => ({ url, headers: { accept } });

describe('The format of an answer', () => {
  it.each([
    [chrome, 'html'],
    ['application/json', 'json'],
    ['*/*', 'html'],
    [undefined, 'html'],
    ['text/html;q=0.1, application/json', 'json'],
    ['application/*', 'json'],
    ['image/png', null],
    ['text/html;q=0', null],
  ])('for Accept %s is %s', (accept, format) => {
    expect(wanted(asking('/projects/x', accept))).toBe(format);
  });

  it('is JSON under a .json address, whatever else is said', () => {
    expect(wanted(asking('/index.json?page=2', chrome))).toBe('json');
  });

  it('of an error is a page for browsers only', () => {
    expect(asksForHtml(asking('/x', chrome))).toBe(true);
    expect(asksForHtml(asking('/x', '*/*'))).toBe(false);
    expect(asksForHtml(asking('/x.json', chrome))).toBe(false);
  });
});
