import { Controller, Get, Header, HttpStatus, Inject, Query, Res } from '@nestjs/common';
import { BadInput, type FieldProblem } from '@sunlit/ledger';
import { kept, languages, ownPath, sizes } from './reading.js';

/** Injection token: whether browsers reach the site by https, so that its cookies travel by nothing else. */
export const HTTPS = Symbol('https');

interface Reply {
  header(name: string, value: string | string[]): Reply;
  redirect(to: string, status: number): unknown;
}

/** Language and size of letters: without a script a link must do, so this one GET changes something, for its caller alone. */
@Controller()
export class ReadingController {
  constructor(@Inject(HTTPS) private readonly https: boolean) {}

  /** `/view?lang=en|zh&size=normal|large&back=/path`: keeps what is given and leads back to the same page. */
  @Get('view')
  @Header('cache-control', 'no-store')
  choose(@Query() query: Record<string, unknown>, @Res() reply: Reply): void {
    const { lang, size, back = '/' } = query;
    const to = typeof back === 'string' ? ownPath(back) : null;
    const problems: FieldProblem[] = [
      ...unless(lang === undefined || languages.some((one) => one === lang), 'lang', 'one-of'),
      ...unless(size === undefined || sizes.some((one) => one === size), 'size', 'one-of'),
      ...unless(to !== null, 'back', 'own-path'),
    ];
    if (problems.length > 0) throw new BadInput(problems);
    const set = [
      ...(lang === undefined ? [] : [kept('lang', String(lang), this.https)]),
      ...(size === undefined ? [] : [kept('size', String(size), this.https)]),
    ];
    if (set.length > 0) reply.header('set-cookie', set);
    reply.redirect(to!, HttpStatus.SEE_OTHER);
  }
}

const unless = (right: boolean, field: string, rule: string): FieldProblem[] =>
  right ? [] : [{ field, rule, limits: {} }];
