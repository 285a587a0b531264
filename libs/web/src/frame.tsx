import { createContext, useContext } from 'react';
import type { Assets } from './assets.js';
import { zh, type Messages } from './messages/zh.js';
import type { Size } from './reading.js';
import type { Lag } from './standing.js';

/** What every page needs beside its own view. */
export interface Frame {
  readonly words: Messages;
  readonly assets: Pick<Assets, 'stylesheet' | 'icon'>;
  /** The normal one where it is left out. */
  readonly size?: Size;
  /** Path and query of the page itself, to which a change of language or size leads back; the home page where left out. */
  readonly address?: string;
  /** Whether the data are still kept current; null and left out: they are. */
  readonly lag?: Lag | null;
}

export const FrameContext = createContext<Frame>({ words: zh, assets: { stylesheet: '', icon: '' } });

export const useFrame = (): Frame => useContext(FrameContext);
/** The message catalogue of the page's language. */
export const useWords = (): Messages => useContext(FrameContext).words;

/** For `lang=`: what is recorded is Chinese, which only a page in another language has to say. */
export const useRecordedLang = (): 'zh-CN' | undefined =>
  useWords().lang === zh.lang ? undefined : (zh.lang as 'zh-CN');
