import type { Opened } from '@sunlit/envelope';
import { upcast, type CommandClass, type Entry, type JsonObject, type Target } from '@sunlit/ledger';
import type { Folded, Streams } from './streams.js';

/** The revision of the earlier entry that a command is about; null for most commands. */
export const aboutRevision = (command: Entry): number | null =>
  (command.constructor as CommandClass).rights.over === 'entry'
    ? (command as unknown as { revision: number }).revision
    : null;

/** The earlier events that the commands are about, as the present program reads them, by revision. */
export async function targetsOf(
  streams: Streams,
  { stream, revision }: Folded<unknown>,
  commands: readonly Entry[],
): Promise<ReadonlyMap<number, Target>> {
  const wanted = new Set(commands.flatMap((command) => aboutRevision(command) ?? []));
  const found = [...wanted].filter((r) => r <= revision);
  const events = await Promise.all(found.map((r) => streams.events(stream, r, r)));
  return new Map(events.flat().map((event) => [event.revision, target(event)]));
}

function target({ revision, id, type, version, data, closed, meta }: Opened): Target {
  const told = Object.entries(upcast(type, version, data)).filter(
    ([field]) => closed[field] === undefined || closed[field].kind === 'withheld',
  );
  return {
    ...{ revision, id, type, closed, preparedBy: meta.preparedBy },
    data: Object.fromEntries(told) as JsonObject,
  };
}
