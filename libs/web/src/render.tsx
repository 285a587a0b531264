import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { FrameContext, type Frame } from './frame.js';

/** A page: props in, a whole `<html>` out. */
export type View<P extends object> = (props: P) => ReactElement;

/** A page as HTML text. React escapes every value; nothing is hydrated. */
export const renderPage = <P extends object>(view: View<P>, props: P, frame: Frame): string =>
  `<!DOCTYPE html>${renderToStaticMarkup(<FrameContext value={frame}>{createElement(view, props)}</FrameContext>)}`;
