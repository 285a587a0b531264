import type { Json, Unit } from '@sunlit/ledger';
import type { Messages } from './messages/zh.js';
import { word } from './messages/vocabulary.js';
import { ruleValue } from './sentence.js';

/** The value of a rule standing alone: a count says what it counts (`3 个`, `2 次`), which a sentence says itself. */
export function countedValue(rule: string, value: Json, unit: Unit | null, t: Messages): string {
  const said = ruleValue(value, unit, t);
  if (unit !== 'count') return said;
  const counted = word(t.charts.counts, rule);
  return counted === rule ? said : said.replace(/\d+(?=；|; |$)/g, (n) => `${n} ${counted}`);
}
