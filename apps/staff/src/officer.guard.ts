import {
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Office } from '@sunlit/commands';
import { isInstant } from '@sunlit/ledger';
import { officerFinder, type Officer } from './officers.js';
import { BadHeader, type OfficerRequest } from './request.js';

export const OFFICERS = Symbol('officers');

/** Default deny: a bearer token of an officer, or an endpoint that says that it is open. Settles the request's instant. */
@Injectable()
export class OfficerGuard implements CanActivate {
  private readonly find: (token: string) => Officer | undefined;

  constructor(
    @Inject(OFFICERS) officers: readonly Officer[],
    @Inject(Office) private readonly office: Office,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {
    this.find = officerFinder(officers);
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean>('open', [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<OfficerRequest>();
    const [, token = ''] = /^Bearer ([\w-]{16,200})$/.exec(request.headers.authorization ?? '') ?? [];
    const officer = this.find(token);
    if (!officer) throw new UnauthorizedException();
    request.officer = officer;
    request.arrivedAt = this.recordedAt(request) ?? request.arrivedAt ?? this.office.desk.now();
    return true;
  }

  /** Only in a sample ledger does an instant come from outside (design: "Time"). */
  private recordedAt({ headers }: OfficerRequest): string | null {
    const given = headers['sunlit-recorded-at'];
    if (given === undefined) return null;
    if (!this.office.ledger.sample) throw new BadHeader('Sunlit-Recorded-At', 'sample-ledger-only');
    if (!isInstant(given)) throw new BadHeader('Sunlit-Recorded-At', 'instant');
    if (given > this.office.desk.now()) throw new BadHeader('Sunlit-Recorded-At', 'not-in-the-future');
    return given;
  }
}
