/** Whole fen (1/100 yuan), in memory only. In events, API and files money is a yuan string. */
export type Fen = bigint;
/** Yuan with exactly two decimals, no sign, no leading zero, at most 999999999999.99. */
export type Yuan = string;
/** A yuan string that may carry a minus. */
export type YuanDelta = string;

const unsigned = /^(0|[1-9]\d{0,11})\.\d{2}$/;
const signed = /^(?!-0\.00$)-?(0|[1-9]\d{0,11})\.\d{2}$/;
/** A sum of many amounts may pass the bound of one. */
const summed = /^(?!-0\.00$)-?(0|[1-9]\d*)\.\d{2}$/;

export const isYuan = (text: unknown): text is Yuan => typeof text === 'string' && unsigned.test(text);
export const isYuanDelta = (text: unknown): text is YuanDelta =>
  typeof text === 'string' && signed.test(text);

/** `"12.34"` -> `1234n`; `"-0.01"` -> `-1n`; sums of any size. Throws on anything that is not a yuan string. */
export function fen(text: Yuan | YuanDelta): Fen {
  if (typeof text !== 'string' || !summed.test(text))
    throw new RangeError('not a yuan amount with two decimals');
  return BigInt(text.replace('.', ''));
}

/** `1234n` -> `"12.34"`, `-1n` -> `"-0.01"`. */
export function yuan(amount: Fen): Yuan {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const sum = (amounts: Iterable<Fen>): Fen => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};
export const min = (a: Fen, b: Fen): Fen => (a < b ? a : b);
export const max = (a: Fen, b: Fen): Fen => (a > b ? a : b);

/** Integer basis points: 10,000 is 100 %. */
export type BasisPoints = number;

/** A ceiling: the share of an amount, rounded down to the fen. */
export const shareDown = (amount: Fen, rate: BasisPoints): Fen => (amount * BigInt(rate)) / 10_000n;
/** A minimum recovery or a retention: the share of an amount, rounded up to the fen. */
export const shareUp = (amount: Fen, rate: BasisPoints): Fen => (amount * BigInt(rate) + 9_999n) / 10_000n;

/** `part / whole` in basis points, half up (away from zero); 0 when the whole is 0. 180,000 of 10,300,000 is 175. */
export function basisPoints(part: Fen, whole: Fen): BasisPoints {
  if (whole === 0n) return 0;
  const size = part < 0n ? -part : part;
  const rate = Number((size * 20_000n + whole) / (2n * whole));
  return part < 0n ? -rate : rate;
}
