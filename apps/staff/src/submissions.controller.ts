import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { NotFound, Office } from '@sunlit/commands';
import { BadInput, readFields, type Actor, type SubmissionStage } from '@sunlit/ledger';
import { isUuid } from '@sunlit/web';
import type { FastifyReply } from 'fastify';
import { answered, commandsByAddress, rulebookByAddress } from './commands.controller.js';
import { Confirmation, Reason, ReasonOrNone, Several } from './bodies.js';
import { Asker, IfRevision, Key, type OfficerRequest } from './request.js';
import { said } from './said.js';
import { SUBMISSION_LIST, type SubmissionList } from './submission-list.js';

const states = ['waiting', 'returned', 'withdrawn', 'confirmed', 'carried-out'];

/** Entries waiting for their second person. */
@Controller('api/submissions')
export class SubmissionsController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(SUBMISSION_LIST) private readonly list: SubmissionList,
  ) {}

  /** Several commands of one project as one entry, all or nothing. */
  @Post()
  async prepare(
    @Asker() actor: Actor,
    @Key() key: string,
    @IfRevision() ifRevision: number | null,
    @Body() body: unknown,
    @Req() request: OfficerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { project, commands } = readFields(Several, body);
    const named = commands.map(({ command, body: own }) => {
      const type = commandsByAddress.get(command) ?? rulebookByAddress.get(command);
      if (!type) throw new NotFound('command', command);
      return { name: type.name, body: own };
    });
    return answered(
      this.office,
      reply,
      await this.office.submissions.prepare({
        project,
        commands: named,
        actor,
        key,
        ifRevision,
        instant: request.arrivedAt,
      }),
    );
  }

  /** From the read model, latest first; `page` counts from 1. */
  @Get()
  find(@Asker() actor: Actor, @Query('state') state = 'waiting', @Query('page') page = '1') {
    const problems = [];
    if (!states.includes(state)) problems.push({ field: 'state', rule: 'one-of', limits: { enum: states } });
    if (!/^[1-9]\d{0,5}$/.test(page)) problems.push({ field: 'page', rule: 'count', limits: { minimum: 1 } });
    if (problems.length > 0) throw new BadInput(problems);
    return this.list.find(actor, state as SubmissionStage, Number(page));
  }

  @Get(':id')
  async get(@Param('id') id: string, @Asker() actor: Actor) {
    return said(this.office, await this.office.submissions.get(known(id), actor));
  }

  @Post(':id/confirm')
  async confirm(
    @Param('id') id: string,
    @Asker() actor: Actor,
    @Key() _: string,
    @Body() body: unknown,
    @Req() request: OfficerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { projectRevision } = readFields(Confirmation, body);
    return answered(
      this.office,
      reply,
      await this.office.submissions.confirm({
        submission: known(id),
        actor,
        instant: request.arrivedAt,
        projectRevision,
      }),
    );
  }

  @Post(':id/return')
  @HttpCode(200)
  async return(
    @Param('id') id: string,
    @Asker() actor: Actor,
    @Key() _: string,
    @Body() body: unknown,
    @Req() request: OfficerRequest,
  ) {
    const after = await this.office.submissions.return({
      submission: known(id),
      actor,
      instant: request.arrivedAt,
      ...readFields(Reason, body),
    });
    return said(this.office, after);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  async withdraw(
    @Param('id') id: string,
    @Asker() actor: Actor,
    @Key() _: string,
    @Body() body: unknown,
    @Req() request: OfficerRequest,
  ) {
    const after = await this.office.submissions.withdraw({
      submission: known(id),
      actor,
      instant: request.arrivedAt,
      ...readFields(ReasonOrNone, body ?? {}),
    });
    return said(this.office, after);
  }
}

function known(id: string): string {
  if (!isUuid(id)) throw new NotFound('submission', id);
  return id;
}
