import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Assets } from './assets.js';
import { refusals } from './metrics.js';
import { asksForHtml, pathOf, type Asking } from './negotiation.js';
import { knownProblems, problemOf, type Problem, type Recognise } from './problem.js';
import { Overloaded } from './pressure.js';
import { ProblemPage, type ProblemView } from './problem.page.js';
import { readingOf } from './reading.js';
import { renderPage } from './render.js';
import { catalogues } from './sentence.js';

export interface ProblemFilterOptions {
  readonly assets: Assets;
  readonly log: { error(facts: object, message: string): void };
  /** Rows of the app's own, looked at first. */
  readonly rows?: readonly Recognise[];
  /** The ledger's name for the page's header. May fail: the page then does without. */
  readonly ledger?: () => Promise<ProblemView['ledger']>;
}

type Request = Asking & { readonly method: string; readonly id?: string };

interface Reply {
  readonly sent: boolean;
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  hasHeader(name: string): boolean;
  send(body: string): unknown;
}

/**
 * The one place where errors become answers: a page that helps for browsers, RFC 9457 problem+json for everybody else.
 * A failure of ours is logged whole and answered with nothing but a reference into that log.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly options: ProblemFilterOptions) {}

  catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    return this.answer(error, http.getRequest<Request>(), http.getResponse<Reply>());
  }

  /** Answers an error that Nest never saw, such as an address that cannot be read. */
  async answer(error: unknown, request: Request, reply: Reply): Promise<void> {
    const { assets, log, rows = [], ledger } = this.options;
    const instance = pathOf(request.url);
    let found: Problem = { ...problemOf(error, [...rows, ...knownProblems]), instance };
    for (const { rule } of found.breaches ?? []) refusals.inc({ rule });
    // Turned away by the thousand, and counted elsewhere.
    if (found.status >= 500 && !(error instanceof Overloaded)) {
      const reference = randomBytes(6).toString('hex');
      const { id, method } = request;
      log.error({ err: error, reference, request: id, method, path: instance }, 'a request failed');
      found = { ...found, reference };
    }
    if (reply.sent) return;
    reply.status(found.status).header('cache-control', 'no-store').header('vary', 'Accept, Cookie');
    if (found.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '5');
    if (!asksForHtml(request)) {
      reply.header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(found));
      return;
    }
    const named = ledger ? await ledger().catch(() => null) : null;
    const { lang, size } = readingOf(request.headers);
    const frame = { words: catalogues[lang], assets, size, address: request.url };
    const page = renderPage(ProblemPage, { problem: found, ledger: named }, frame);
    reply.header('content-type', 'text/html; charset=utf-8').header('content-language', frame.words.lang);
    reply.send(page);
  }
}
