import type { Widened } from '../widened.js';

export const zh = {} as const;

export const en: Widened<typeof zh> = {};
