import { basisPoints, fen, type YuanDelta } from '@sunlit/ledger';
import nzh from 'nzh/cn';
import type { Messages } from './messages/zh.js';

/** `"10000000.00"` -> `"10,000,000.00"`. Works on the decimal string: no amount ever becomes a `number`. */
export function thousands(amount: YuanDelta): string {
  const [whole, cents] = amount.replace('-', '').split('.') as [string, string];
  return `${amount.startsWith('-') ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/**
 * The 万元 or 亿元 form of an amount from 10,000.00 yuan on, half up at two decimals, without trailing zeros;
 * null below. What was rounded says so: `约 1,234.57 万元`.
 */
export function largeForm(amount: YuanDelta, t: Messages): string | null {
  const all = fen(amount);
  const size = all < 0n ? -all : all;
  if (size < 1_000_000n) return null;
  const unit = size < 10_000_000_000n ? 10_000n : 100_000_000n;
  const hundredths = (size * 2n + unit) / (2n * unit);
  const digits = hundredths.toString().padStart(3, '0');
  const decimals = digits.slice(-2).replace(/0+$/, '');
  const text = thousands(`${digits.slice(0, -2)}.00`).slice(0, -3) + (decimals && `.${decimals}`);
  const rounded = hundredths * unit !== size;
  const name = unit === 10_000n ? t.frame.tenThousands : t.frame.hundredMillions;
  return `${rounded ? t.frame.about : ''}${all < 0n ? '−' : ''}${text} ${name}`;
}

/** 大写 of an amount, as cheques and notice boards have it: `"1000000.00"` -> `壹佰万元整`, `"-0.05"` -> `负伍分`. */
export const capitals = (amount: YuanDelta): string =>
  nzh.toMoney(amount, { outSymbol: false, forceZheng: true });

/** Integer basis points as per cent without trailing zeros: `1250` -> `"12.5%"`, `175` -> `"1.75%"`. */
export function percent(rate: number): string {
  const size = Math.abs(rate);
  const decimals = String(size % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${rate < 0 ? '−' : ''}${Math.floor(size / 100)}${decimals && `.${decimals}`}%`;
}

/** `part` over `whole` as per cent, half up at two decimals; null when the whole is nothing. */
export const shareOf = (part: YuanDelta, whole: YuanDelta): string | null =>
  fen(whole) === 0n ? null : percent(basisPoints(fen(part), fen(whole)));

/** A heading with the unit of the amounts below it: `付款（元）`. */
export const inYuan = (heading: string, { frame }: Messages): string => heading + frame.bracketed(frame.yuan);
