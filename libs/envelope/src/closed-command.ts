import type { Audience, Json, JsonObject } from '@sunlit/ledger';
import { isFieldName, own } from './body.js';
import { canonical, inOrder } from './canonical.js';
import { closeField, type ClosedBox, openField } from './closed-box.js';
import { closingKeys, isKeyOf, type LostKeys, openingKeys } from './closing-keys.js';
import type { Key, KeyRing } from './key-ring.js';
import { BadDraft } from './seal.js';
import { newSalt } from './salts.js';

/** Where a command of a submission stands: the stream and id of its `SubmissionPrepared`, and its index in there. */
export interface CommandPlace {
  readonly stream: string;
  readonly id: string;
  readonly index: number;
}

export interface CommandToClose extends CommandPlace {
  readonly name: string;
  /** Plain, every field there, `null` when empty. */
  readonly data: object;
  /** As the fields of its event will be. A personal field that is also withheld is given as personal. */
  readonly closedFields: Readonly<Record<string, Audience | 'withheld'>>;
}

/** A command in the data of `SubmissionPrepared`: no closed value stands in the clear, and the stream is not logged. */
export interface ClosedCommand {
  readonly name: string;
  readonly data: JsonObject;
  readonly closed: Readonly<Record<string, ClosedBox>>;
  readonly salts: Readonly<Record<string, string>>;
}

export interface OpenedCommand {
  readonly name: string;
  readonly data: JsonObject;
  /** Of every field, the closed ones too: hand them to `seal`. */
  readonly salts: Readonly<Record<string, string>>;
  /** Fields of a person who was erased meanwhile: such a command can no longer be carried out. */
  readonly unreadable: readonly string[];
}

/** A closed command that is not what was closed. Names the field, never a value. */
export class CorruptCommand extends Error {
  override readonly name = 'CorruptCommand';
}

/** Closes the commands of a submission. Keys are durable when it answers. Throws `BadDraft`. */
export async function closeCommands(
  commands: readonly CommandToClose[],
  ring: KeyRing,
): Promise<ClosedCommand[]> {
  commands.forEach(requireFields);
  const keys = await closingKeys(
    commands.flatMap(({ stream, data, closedFields }) =>
      Object.entries(closedFields).map(([field, audience]) => ({
        stream,
        field,
        value: (data as JsonObject)[field],
        personal: audience !== 'withheld' && audience.kind === 'personal',
      })),
    ),
    ring,
  );
  return commands.map((command) => closeOne(command, keys));
}

export async function closeCommand(command: CommandToClose, ring: KeyRing): Promise<ClosedCommand> {
  const [closed] = await closeCommands([command], ring);
  return closed as ClosedCommand;
}

/** Opens the commands of a submission, with one query for keys. Throws `CorruptCommand`, `KeyMissing`. */
export async function openCommands(
  commands: readonly (CommandPlace & { readonly command: ClosedCommand })[],
  ring: KeyRing,
  { lostKeys = 'refuse' }: { readonly lostKeys?: LostKeys } = {},
): Promise<OpenedCommand[]> {
  const places = commands.map(({ stream, id, index, command }) =>
    Object.entries(command.closed).map(([field, box]) => {
      if (!isKeyOf(stream, box.key))
        throw new CorruptCommand(`${command.name} ${index}, field ${field}: under the key of another stream`);
      return { stream, id, index, field, box };
    }),
  );
  const keyOf = await openingKeys(places.flat(), ring, lostKeys);
  return commands.map(({ command }, at) => {
    const data: Record<string, Json> = { ...command.data };
    const salts: Record<string, string> = { ...command.salts };
    const unreadable: string[] = [];
    for (const place of places[at] ?? []) {
      const { stream, id, index, field, box } = place;
      const secret = keyOf(place);
      if (!secret) {
        unreadable.push(field);
        continue;
      }
      try {
        const opened = openField(box, secret, [stream, id, `${index}.${field}`], field);
        data[field] = opened.value;
        salts[field] = opened.salt;
      } catch {
        throw new CorruptCommand(`${command.name} ${index}, field ${field}: does not open with its key`);
      }
    }
    return { name: command.name, data, salts, unreadable };
  });
}

export async function openCommand(
  command: CommandPlace & { readonly command: ClosedCommand },
  ring: KeyRing,
): Promise<OpenedCommand> {
  const [opened] = await openCommands([command], ring);
  return opened as OpenedCommand;
}

function closeOne(command: CommandToClose, keys: Iterator<Key>): ClosedCommand {
  const { stream, id, index, name, closedFields } = command;
  const data: Record<string, Json> = {};
  const closed: Record<string, ClosedBox> = {};
  const salts: Record<string, string> = {};
  for (const field of Object.keys(closedFields)) {
    const { value: key } = keys.next();
    closed[field] = closeField({
      key: key as Key,
      place: [stream, id, `${index}.${field}`],
      field,
      salt: newSalt(),
      value: own(command.data as JsonObject, field),
    });
  }
  for (const [field, value] of Object.entries(command.data as JsonObject)) {
    if (Object.hasOwn(closedFields, field)) continue;
    data[field] = value;
    salts[field] = newSalt();
  }
  canonical(inOrder(data)); // Throws for what cannot be stored.
  return { name, data, closed, salts };
}

function requireFields({ name, data, closedFields }: CommandToClose): void {
  for (const [field, value] of Object.entries(data)) {
    if (!isFieldName(field)) throw new BadDraft(`${name}: "${field}" cannot be the name of a field`);
    if (value === undefined) throw new BadDraft(`${name}: ${field} is undefined; null says that it is empty`);
  }
  for (const field of Object.keys(closedFields))
    if (!Object.hasOwn(data, field)) throw new BadDraft(`${name}: the closed field ${field} is missing`);
}
