import { enPages } from './en.pages.js';
import { enProblems } from './en.problems.js';
import { enWords } from './en.words.js';
import * as charts from './topics/charts.js';
import * as lists from './topics/lists.js';
import * as organisations from './topics/organisations.js';
import * as paper from './topics/paper.js';
import * as reading from './topics/reading.js';
import * as time from './topics/time.js';
import type { Messages } from './zh.js';

/** The frame in English; what is recorded stays Chinese. */
export const en: Messages = {
  lang: 'en',
  ...enWords,
  ...enPages,
  problems: enProblems,
  lists: lists.en,
  time: time.en,
  paper: paper.en,
  reading: reading.en,
  organisations: organisations.en,
  charts: charts.en,
};
