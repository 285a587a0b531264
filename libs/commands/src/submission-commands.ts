import { projectId } from '@sunlit/envelope';
import {
  BadInput,
  eventTypes,
  project as projectDecider,
  ProjectFacts,
  readFields,
  rulebookDecider,
  type Audience,
  type CommandClass,
  type Entry,
  type FieldProblem,
  type WaitingCommand,
} from '@sunlit/ledger';
import { NotFound } from './desk.js';

/** One command as it came in: its class's name, and a plain JSON body or what was read from it. */
export interface NamedBody {
  readonly name: string;
  readonly body: unknown;
}

/** What a submission is about: a project's id, or this word. Both are kept in its `project`. */
export const theRulebook = 'rulebook';
export const streamOf = (subject: string): string =>
  subject === theRulebook ? subject : `project-${subject}`;
export const isRulebook = (stream: string): boolean => stream === theRulebook;

/** Bytes of commands in one event, well below the 256 KiB of a body. */
const commandBytes = 200_000;

/** The commands in as many lists as events are needed to hold them. */
export function inEvents(commands: readonly WaitingCommand[]): WaitingCommand[][] {
  const lists: WaitingCommand[][] = [[]];
  let bytes = 0;
  for (const command of commands) {
    const size = Buffer.byteLength(JSON.stringify(command));
    if (bytes > 0 && bytes + size > commandBytes) lists.push([]);
    bytes = lists.at(-1)!.length === 0 ? size : bytes + size;
    lists.at(-1)!.push(command);
  }
  return lists;
}

export function classOf(name: string): CommandClass<Entry> {
  const type = projectDecider.commands[name] ?? rulebookDecider.commands[name];
  if (!type || type.rights.confirms.length === 0) throw new NotFound('command', name);
  return type;
}

/** Reads every body, or throws `BadInput` with every problem of all of them; fields are named `commands.<n>.<field>`. */
export function readCommands(named: readonly NamedBody[]): Entry[] {
  const problems: FieldProblem[] = [];
  const read = named.map(({ name, body }, index) => {
    try {
      const type = classOf(name);
      return body instanceof type ? body : readFields(type, body);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      const at = named.length === 1 ? '' : `commands.${index}.`;
      problems.push(...error.problems.map((p) => ({ ...p, field: at + p.field })));
      return null;
    }
  });
  if (problems.length > 0) throw new BadInput(problems);
  return read as Entry[];
}

/**
 * What the commands are about. Owner's code and number are a project's identity, so registering and taking over need no
 * id from outside; commands of the rulebook belong to it and to nothing else.
 */
export function subjectOf(project: string | null, commands: readonly Entry[]): string {
  const [first] = commands;
  const ofRulebook = commands.filter((command) => command.constructor.name in rulebookDecider.commands);
  if (ofRulebook.length > 0) {
    if (ofRulebook.length === commands.length && (project === null || project === theRulebook))
      return theRulebook;
    throw new NotFound('command', ofRulebook[0]!.constructor.name);
  }
  if (first instanceof ProjectFacts) return projectId(first.owner.uscc, first.number);
  if (project === null || project === theRulebook)
    throw new BadInput([{ field: 'project', rule: 'missing', limits: {} }]);
  return project;
}

/** Closed field by field as its event will be. */
export function closedFieldsOf(command: Entry): Record<string, Audience | 'withheld'> {
  const { makes } = command.constructor as CommandClass;
  const declared = Object.entries(eventTypes[makes]!.closed).filter(([field]) =>
    Object.hasOwn(command, field),
  );
  const withheld = command.withhold.map(({ field }) => [field, 'withheld'] as const);
  return Object.fromEntries([...withheld, ...declared]);
}
