import { describe, expect, it } from '@jest/globals';
import { zh } from './messages/zh.js';
import { capitals, largeForm, percent, shareOf, thousands } from './money.js';

describe('Amounts in yuan', () => {
  it.each([
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['1000.00', '1,000.00'],
    ['10000000.00', '10,000,000.00'],
    ['999999999999.99', '999,999,999,999.99'],
    ['-180000.05', '−180,000.05'],
  ])('show %s as %s', (amount, text) => {
    expect(thousands(amount)).toBe(text);
  });

  it('keep the last fen of the largest amount', () => {
    expect(thousands('999999999999.99').replaceAll(',', '')).toBe('999999999999.99');
  });
});

describe('The large form beside an amount', () => {
  it.each([
    ['0.00', null],
    ['9999.99', null],
    ['10000.00', '1 万元'],
    ['500000.00', '50 万元'],
    ['10000000.00', '1,000 万元'],
    ['12345678.90', '约 1,234.57 万元'],
    ['99999999.99', '约 10,000 万元'],
    ['100000000.00', '1 亿元'],
    ['512345678.90', '约 5.12 亿元'],
    ['999999999999.99', '约 10,000 亿元'],
    ['-1040000.00', '−104 万元'],
    ['10050.00', '约 1.01 万元'],
  ])('of %s is %s', (amount, form) => {
    expect(largeForm(amount, zh)).toBe(form);
  });
});

describe('大写', () => {
  it.each([
    ['1000000.00', '壹佰万元整'],
    ['1.30', '壹元叁角整'],
    ['0.05', '伍分'],
    ['0.50', '伍角整'],
    ['0.00', '零元整'],
    ['10.00', '壹拾元整'],
    ['1001.05', '壹仟零壹元零伍分'],
    ['1.03', '壹元零叁分'],
    ['20300.06', '贰万零叁佰元零陆分'],
    ['100100.00', '壹拾万零壹佰元整'],
    ['10000000000.00', '壹佰亿元整'],
    ['100000001.00', '壹亿零壹元整'],
    ['999999999999.99', '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    ['-12.30', '负壹拾贰元叁角整'],
    ['-0.05', '负伍分'],
  ])('of %s is %s', (amount, text) => {
    expect(capitals(amount)).toBe(text);
  });

  it('keeps every figure of any amount', () => {
    const digits = '零壹贰叁肆伍陆柒捌玖';
    for (const amount of ['123456789012.34', '987654321098.76'])
      expect(
        [...capitals(amount)]
          .filter((c) => digits.indexOf(c) > 0)
          .map((c) => digits.indexOf(c))
          .join(''),
      ).toBe(amount.replace(/[.0]/g, ''));
  });
});

describe('Rates', () => {
  it.each([
    [0, '0%'],
    [175, '1.75%'],
    [1250, '12.5%'],
    [10000, '100%'],
    [5, '0.05%'],
    [-300, '−3%'],
  ])('of %i basis points read %s', (rate, text) => {
    expect(percent(rate)).toBe(text);
  });

  it('of a share are half up, and nothing where the whole is nothing', () => {
    expect(shareOf('180000.00', '10300000.00')).toBe('1.75%');
    expect(shareOf('0.00', '0.00')).toBeNull();
  });
});
