import {
  applyDecorators,
  Inject,
  Injectable,
  NotAcceptableException,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import type { Assets } from './assets.js';
import { wanted, type Asking } from './negotiation.js';
import { zh } from './messages/zh.js';
import { renderPage, type View } from './render.js';

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
  header(name: string, value: string): Reply;
}

@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<unknown> {
    const http = context.switchToHttp();
    const format = wanted(http.getRequest<Asking>());
    if (!format) throw new NotAcceptableException();
    const view = this.reflector.get<View<object>>(VIEW, context.getHandler());
    return next.handle().pipe(
      map((props) => {
        const reply = http.getResponse<Reply>().header('vary', 'Accept').header('cache-control', 'no-cache');
        if (format === 'json') {
          reply.header('content-type', 'application/json; charset=utf-8');
          return JSON.stringify(props);
        }
        reply.header('content-type', 'text/html; charset=utf-8');
        return renderPage(view, props, { words: zh, assets: this.assets });
      }),
    );
  }
}
