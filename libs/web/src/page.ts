import {
  applyDecorators,
  Inject,
  Injectable,
  NotAcceptableException,
  Optional,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, of, type Observable } from 'rxjs';
import type { Assets } from './assets.js';
import { hasAlready } from './http.js';
import { wanted, type Asking } from './negotiation.js';
import { readingOf } from './reading.js';
import { renderPage, type View } from './render.js';
import { catalogues } from './sentence.js';
import { entityTag, FRESHNESS, type Freshness, type Standing } from './standing.js';

const VIEW = Symbol('view');
/** Injection token of the app's `Assets`. */
export const ASSETS = Symbol('assets');

/** A method that answers a view's props. */
type Answers<P> = (...args: any[]) => P | Promise<P>;

/**
 * Shows what a controller method answers: as the page `view` to a browser, as the same JSON under its `.json` address
 * or to whoever asks for JSON. A method whose answer is not the view's props does not compile.
 */
export const Page =
  <P extends object>(view: View<P>) =>
  <M extends Answers<P>>(target: object, key: string | symbol, method: TypedPropertyDescriptor<M>): void =>
    applyDecorators(SetMetadata(VIEW, view), UseInterceptors(PageInterceptor))(target, key, method);

/** A page's own address and its `.json` twin's, for `@Get`. */
export const withTwin = (path: string): string[] => [path, path === '' ? 'index.json' : `${path}.json`];

interface Reply {
  readonly statusCode: number;
  header(name: string, value: string): Reply;
  status(code: number): Reply;
}

/** Whether the caller takes answers compressed by gzip, the one coding that pages come in. */
export const takesGzip = ({ headers }: Pick<Asking, 'headers'>): boolean =>
  /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));

/** The ETag of what this caller gets now in `format`: of the page, and of the answer kept of it. */
export function tagOf(asking: Asking, format: 'html' | 'json', now: Standing, build: string): string {
  const { lang, size } = readingOf(asking.headers);
  return entityTag(now, build, format === 'html' ? [format, lang, size] : [format], takesGzip(asking));
}

/**
 * Language and size by the reader's cookies; the ETag by how the data stood before they were asked for, so that it never
 * promises more than the page shows. Who has the page already gets 304, and nothing is asked.
 */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ASSETS) private readonly assets: Assets,
    @Optional() @Inject(FRESHNESS) private readonly freshness?: Freshness,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<object>): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const asking = http.getRequest<Asking>();
    const format = wanted(asking);
    if (!format) throw new NotAcceptableException();
    const { lang, size } = readingOf(asking.headers);
    const standing = await this.freshness?.standing();
    const etag = standing && tagOf(asking, format, standing, this.freshness!.build);
    const reply = http.getResponse<Reply>();
    const found = () => {
      // A page that a method answers with an error status, its form as it was filled in, is kept by nobody.
      const kept = reply.statusCode < 400;
      reply.header('cache-control', kept ? 'no-cache' : 'no-store');
      reply.header('vary', `Accept, accept-encoding${format === 'html' ? ', Cookie' : ''}`);
      if (etag && kept) reply.header('etag', etag);
    };
    if (etag && hasAlready(asking, etag)) {
      found();
      reply.status(304);
      return of(undefined);
    }
    const view = this.reflector.get<View<object>>(VIEW, context.getHandler());
    return next.handle().pipe(
      map((props) => {
        found();
        if (format === 'json') {
          reply.header('content-type', 'application/json; charset=utf-8');
          return JSON.stringify(props);
        }
        const words = catalogues[lang];
        reply.header('content-type', 'text/html; charset=utf-8').header('content-language', words.lang);
        const { assets } = this;
        return renderPage(view, props, { words, assets, size, address: asking.url, lag: standing?.lag });
      }),
    );
  }
}
