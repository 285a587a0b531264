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
import { BadHeader, type OfficerRequest } from './request.js';

/** Default deny: an officer's login (`nameCallers`), or an endpoint that says that it is open. Settles the request's instant. */
@Injectable()
export class OfficerGuard implements CanActivate {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean>('open', [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<OfficerRequest>();
    if (!request.officer) throw new UnauthorizedException();
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
