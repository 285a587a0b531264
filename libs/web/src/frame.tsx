import { createContext, useContext } from 'react';
import type { Assets } from './assets.js';
import { zh, type Messages } from './messages/zh.js';

/** What every page needs beside its own view. */
export interface Frame {
  readonly words: Messages;
  readonly assets: Pick<Assets, 'stylesheet' | 'icon'>;
}

export const FrameContext = createContext<Frame>({ words: zh, assets: { stylesheet: '', icon: '' } });

export const useFrame = (): Frame => useContext(FrameContext);
/** The message catalogue of the page's language. */
export const useWords = (): Messages => useContext(FrameContext).words;
