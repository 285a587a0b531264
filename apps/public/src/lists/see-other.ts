import { Catch, HttpStatus, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';

/** The page has another address, on this site. */
export class SeeOther extends Error {
  override readonly name = 'SeeOther';
  constructor(readonly address: string) {
    super(`see ${address}`);
  }
}

interface Reply {
  header(name: string, value: string): Reply;
  redirect(address: string, status: number): unknown;
}

/** Leads to it. For a method that answers a page's props and nothing else. */
@Catch(SeeOther)
export class SeeOtherFilter implements ExceptionFilter<SeeOther> {
  catch({ address }: SeeOther, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    reply.header('cache-control', 'no-cache').redirect(address, HttpStatus.SEE_OTHER);
  }
}
