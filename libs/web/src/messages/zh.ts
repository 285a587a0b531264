import * as charts from './topics/charts.js';
import * as lists from './topics/lists.js';
import * as organisations from './topics/organisations.js';
import * as paper from './topics/paper.js';
import * as reading from './topics/reading.js';
import * as time from './topics/time.js';
import type { Widened } from './widened.js';
import { zhPages } from './zh.pages.js';
import { zhProblems } from './zh.problems.js';
import { zhWords } from './zh.words.js';

/** The message catalogue. Chinese is the source; another language has the same keys or does not compile. */
export const zh = {
  lang: 'zh-CN',
  ...zhWords,
  ...zhPages,
  problems: zhProblems,
  lists: lists.zh,
  time: time.zh,
  paper: paper.zh,
  reading: reading.zh,
  organisations: organisations.zh,
  charts: charts.zh,
} as const;

/** The shape every language's catalogue has. */
export type Messages = Widened<typeof zh>;
