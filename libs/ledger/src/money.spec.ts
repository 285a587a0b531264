import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { basisPoints, fen, isYuan, isYuanDelta, max, min, shareDown, shareUp, sum, yuan } from './money.js';

describe('Money', () => {
  it.each(['0.00', '0.01', '1.00', '12345.67', '999999999999.99'])('%s is an amount', (text) => {
    expect([isYuan(text), isYuanDelta(text), yuan(fen(text))]).toEqual([true, true, text]);
  });

  it.each([
    '1',
    '1.0',
    '1.000',
    '01.00',
    '.50',
    '1,000.00',
    '+1.00',
    ' 1.00',
    '1.00\n',
    '1e3',
    '１.００',
    '',
    'NaN',
    '¥1.00',
  ])('%j is not an amount', (text) => {
    expect([isYuan(text), isYuanDelta(text)]).toEqual([false, false]);
    expect(() => fen(text)).toThrow(RangeError);
  });

  it('of one entry ends below a trillion; a sum of many may pass it', () => {
    expect([isYuan('1000000000000.00'), isYuanDelta('1000000000000.00')]).toEqual([false, false]);
    expect(yuan(fen('1000000000000.00') + fen('999999999999.99'))).toBe('1999999999999.99');
  });

  it.each([1, 1n, null, undefined, {}, ['1.00']])('%p is not an amount, not being text', (value) =>
    expect(isYuan(value)).toBe(false),
  );

  it('carries a minus only where a difference is meant, and never on zero', () => {
    expect([isYuan('-1.00'), isYuanDelta('-1.00'), isYuanDelta('-0.00'), isYuanDelta('-0.01')]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect([fen('-0.01'), yuan(-1n), yuan(-100n), yuan(0n)]).toEqual([-1n, '-0.01', '-1.00', '0.00']);
  });

  it('comes back as it went, whatever the amount', () =>
    fc.assert(
      fc.property(
        fc.bigInt(-99_999_999_999_999n, 99_999_999_999_999n),
        (amount) => fen(yuan(amount)) === amount,
      ),
    ));

  it('adds without losing a fen', () => {
    expect(sum([fen('0.10'), fen('0.20')])).toBe(fen('0.30'));
    expect(sum([])).toBe(0n);
    expect([min(1n, 2n), max(1n, 2n)]).toEqual([1n, 2n]);
  });
});

describe('Shares', () => {
  it('of a ceiling round down, of a minimum round up', () => {
    expect([shareDown(999n, 8000), shareUp(999n, 8000)]).toEqual([799n, 800n]);
    expect([shareDown(1000n, 8000), shareUp(1000n, 8000)]).toEqual([800n, 800n]);
    expect([shareDown(0n, 8000), shareUp(0n, 8000), shareUp(1n, 0)]).toEqual([0n, 0n, 0n]);
  });

  it('never differ by more than a fen', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 99_999_999_999_999n), fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const [down, up] = [shareDown(amount, rate), shareUp(amount, rate)];
        expect(
          down * 10_000n <= amount * BigInt(rate) && amount * BigInt(rate) <= up * 10_000n && up - down <= 1n,
        ).toBe(true);
      }),
    ));
});

describe('Rates', () => {
  it('are whole basis points, half up', () => {
    expect(basisPoints(fen('180000.00'), fen('10300000.00'))).toBe(175);
    expect(basisPoints(1n, 20_000n)).toBe(1);
    expect(basisPoints(1n, 20_001n)).toBe(0);
    expect(basisPoints(-1n, 20_000n)).toBe(-1);
    expect(basisPoints(0n, 100n)).toBe(0);
    expect(basisPoints(100n, 100n)).toBe(10_000);
  });

  it('of nothing are nothing', () => expect(basisPoints(100n, 0n)).toBe(0));
});
