import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  asked,
  givenByPersons,
  NotFound,
  Office,
  projectDeciders,
  type Answer,
  type Submission,
} from '@sunlit/commands';
import {
  bidBox,
  readFields,
  rulebookDecider,
  type Actor,
  type CommandClass,
  type Decider,
  type Entry,
} from '@sunlit/ledger';
import { isUuid } from '@sunlit/web';
import type { FastifyReply } from 'fastify';
import { Asker, IfRevision, Key, type OfficerRequest } from './request.js';
import { said } from './said.js';

/** `RecordPayment` -> `record-payment`. */
export const kebab = (name: string): string =>
  name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

const byAddress = (deciders: readonly Decider<any>[]): ReadonlyMap<string, CommandClass<Entry>> =>
  new Map(deciders.flatMap(givenByPersons).map((type) => [kebab(type.name), type]));

/** Every command that a person gives on a project, by its name in the address. */
export const commandsByAddress = byAddress(projectDeciders);
/** Those of the rulebook: `POST /api/rulebook/{command-name}`. */
export const rulebookByAddress = byAddress([rulebookDecider]);

/** A project's first entry needs no id from outside. */
export const founding: ReadonlySet<string> = new Set(['register-project', 'take-over-project']);

/** One address for every command of the deciders: `POST /api/projects/{projectId}/{command-name}`. */
@Controller('api')
export class CommandsController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(Office) private readonly office: Office,
  ) {}

  @Post('projects/:command')
  found(
    @Param('command') command: string,
    @Asker() actor: Actor,
    @Key() key: string,
    @IfRevision() ifRevision: number | null,
    @Body() body: unknown,
    @Req() request: OfficerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (!founding.has(command)) throw new NotFound('command', command);
    const given = { actor, key, ifRevision, body, instant: request.arrivedAt };
    return this.give(commandsByAddress.get(command)!, null, given, reply);
  }

  @Post('rulebook/:command')
  rule(
    @Param('command') command: string,
    @Asker() actor: Actor,
    @Key() key: string,
    @IfRevision() ifRevision: number | null,
    @Body() body: unknown,
    @Req() request: OfficerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const type = rulebookByAddress.get(command);
    if (!type) throw new NotFound('command', command);
    return this.give(type, null, { actor, key, ifRevision, body, instant: request.arrivedAt }, reply);
  }

  @Post('projects/:projectId/:command')
  command(
    @Param('projectId') project: string,
    @Param('command') command: string,
    @Asker() actor: Actor,
    @Key() key: string,
    @IfRevision() ifRevision: number | null,
    @Body() body: unknown,
    @Req() request: OfficerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (!isUuid(project)) throw new NotFound('project', project);
    const type = founding.has(command) ? undefined : commandsByAddress.get(command);
    if (!type) throw new NotFound('command', command);
    return this.give(type, project, { actor, key, ifRevision, body, instant: request.arrivedAt }, reply);
  }

  private async give(
    type: CommandClass<Entry>,
    project: string | null,
    {
      body,
      ...given
    }: { actor: Actor; key: string; ifRevision: number | null; body: unknown; instant: string },
    reply: FastifyReply,
  ) {
    const command = asked(readFields(type, body), { project, ...given });
    const answer = await this.bus.execute<Entry, (Submission & { replayed: boolean }) | Answer>(command);
    return answered(this.office, reply, answer, { counts: !(type.name in bidBox.commands) });
  }
}

/**
 * 202 for what waits for a second person, 201 for what is recorded, 200 for a repeat. Of a bid neither revision nor
 * position is told: both count what is in the box, and nobody may know how many bid before the opening.
 */
export async function answered(
  office: Office,
  reply: FastifyReply,
  { replayed, ...answer }: (Submission & { replayed: boolean }) | Answer,
  { counts = true } = {},
) {
  if (replayed) void reply.header('Idempotency-Replayed', 'true');
  const waiting = 'submission' in answer;
  void reply.status(replayed ? 200 : waiting ? 202 : 201);
  if (waiting) void reply.header('Location', `/api/submissions/${answer.submission}`);
  if (waiting) return said(office, answer);
  return counts ? answer : { ...answer, revision: null, position: null };
}
