import { describe, expect, it } from '@jest/globals';
import { closeField, isClosedBox, openField } from './closed-box.js';

const secret = Buffer.alloc(32, 1);
const place = ['project-1', 'id-1', 'receipt'] as const;
const salt = 'OXO3IPXNqiuEjMJvOv1Xyw';
const close = (value: unknown) =>
  closeField({ key: { id: 'stream:project-1', secret }, place, field: 'receipt', salt, value });

describe('a closed box', () => {
  it('never looks the same twice', () => {
    expect(close('r').box).not.toBe(close('r').box);
  });

  it('is as long for a short value as for none', () => {
    expect(close('r').box).toHaveLength(close(null).box.length);
  });

  it.each([0, 600, 1200, 1800])('of %d characters has one spelling only', (length) => {
    const closed = close('x'.repeat(length));
    expect(openField(closed, secret, place, 'receipt')).toEqual({ salt, value: 'x'.repeat(length) });
    const last = closed.box.at(-1) ?? '';
    const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .filter((character) => character !== last)
      .map((character) => closed.box.slice(0, -1) + character);
    for (const box of [...others, `${closed.box}=`, `${closed.box}\n`, `${closed.box.slice(0, -1)}`])
      expect(() => openField({ ...closed, box }, secret, place, 'receipt')).toThrow();
  });

  it('is told from what is none without its key', () => {
    const closed = close('r');
    expect(isClosedBox(closed)).toBe(true);
    for (const other of [
      null,
      'box',
      { ...closed, nonce: '' },
      { ...closed, box: closed.box.slice(4) },
      { ...closed, box: '' },
      { ...closed, key: 1 },
      { ...closed, extra: 1 },
    ])
      expect(isClosedBox(other)).toBe(false);
  });
});
