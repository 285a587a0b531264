import { zhPages } from './zh.pages.js';
import { zhProblems } from './zh.problems.js';
import { zhWords } from './zh.words.js';

/** The message catalogue. Chinese is the source; another language has the same keys or does not compile. */
export const zh = { lang: 'zh-CN', ...zhWords, ...zhPages, problems: zhProblems } as const;

type Widened<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

/** The shape every language's catalogue has. */
export type Messages = Widened<typeof zh>;
