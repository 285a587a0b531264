import { chineseCalendar, dueAfter, plusDays, type Fen, type JsonObject, type Party } from '@sunlit/ledger';
import type { Works } from './works.js';

/** A sum that looks measured: some share of `whole`, with odd yuan and fen. `share` in basis points. */
export function measured(w: Works, whole: Fen, share: number): Fen {
  const about = (whole * BigInt(share)) / 10_000n;
  const odd = BigInt(w.draw.whole(-4_000, 4_000)) * (about / 1_000_000n);
  return about + odd + BigInt(w.draw.whole(0, 99));
}

/** Yuan as fen, for plots. */
export const cny = (amount: number): Fen => BigInt(Math.round(amount * 100));

/** One of the owner's officers. */
export const pick = (w: Works, role: 'finance' | 'tender' | 'approver'): string =>
  w.draw.one(w.facts.owner[role]);
export const byFinance = (w: Works) => ({ by: pick(w, 'finance'), with: pick(w, 'approver') });
export const byTender = (w: Works) => ({ by: pick(w, 'tender'), with: pick(w, 'approver') });
export const byAuditors = { by: 'auditor-1', with: 'auditor-2' };
export const byReviewers = { by: 'auditor-3', with: 'auditor-4' };
export const paper = (w: Works, what: string): JsonObject => w.city.paper(`${w.facts.name}${what}`);

/** A number of the office: with the year, but where dates are counted from the opening. */
export const numbered = (w: Works, prefix: string, serial: number): string =>
  w.relative ? `${prefix}第${serial}号` : `${prefix}〔${w.day.slice(0, 4)}〕${serial}号`;

export const party = ({ uscc, name }: Party): JsonObject => ({ uscc, name });

/** The earliest end of a period of days that the rules ask for; where holidays are not known, late enough for any. */
export const lasting = (w: Works, from: string, days: number): string =>
  w.relative ? plusDays(from, days + 10) : dueAfter(from, days, 'calendar-days', chineseCalendar).on;
