import { Inject, type Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Actor, CommandClass, Decider, Entry } from '@sunlit/ledger';
import { Office } from './office.js';

/** Who asks, and what came with the request beside the command's own fields. */
export interface Request {
  readonly project: string | null;
  readonly actor: Actor;
  /** `Idempotency-Key`, a UUID. */
  readonly key: string;
  readonly instant: string;
  readonly ifRevision: number | null;
}

const requests = new WeakMap<object, Request>();

/** The bus routes by constructor, so a command travels as itself and its request beside it. */
export function asked<C extends Entry>(command: C, request: Request): C {
  requests.set(command, request);
  return command;
}

/** Commands that a person gives; the others are the ledger's own. */
export const givenByPersons = (decider: Decider<any>): CommandClass<Entry>[] =>
  Object.values(decider.commands).filter(({ rights }) => rights.prepares.length > 0);

/**
 * One @nestjs/cqrs handler for every command that a person may give: generated, so that a new command needs none and
 * two handlers can never override each other.
 */
export const handlersFor = (decider: Decider<any>): Type<ICommandHandler>[] =>
  givenByPersons(decider).map((type) => {
    @CommandHandler(type)
    class Handler implements ICommandHandler<Entry> {
      constructor(@Inject(Office) private readonly office: Office) {}
      execute(command: Entry): Promise<unknown> {
        const request = requests.get(command);
        if (!request) throw new Error(`${type.name} came without its request`);
        return this.office.receive(command, request);
      }
    }
    Object.defineProperty(Handler, 'name', { value: `${type.name}Handler` });
    return Handler;
  });
