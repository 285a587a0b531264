import { bidBox } from './bid-box.js';
import type { Decider } from './decider.js';
import type { EventType, JsonObject } from './event-type.js';
import { ledger } from './ledger.js';
import { project } from './project/project.js';
import { rulebookDecider } from './rulebook/adoption.js';
import { access } from './access.js';
import { submission } from './submission.js';

/** Every category of streams there is, by the first word of a stream's name. */
export const deciders: Readonly<Record<string, Decider<any>>> = Object.fromEntries(
  [ledger, rulebookDecider, project, submission, bidBox, access].map((d) => [d.category, d]),
);

/** The category of a stream: `project-<id>` -> `project`, `ledger` -> `ledger`. */
export const categoryOf = (stream: string): string => stream.split('-', 1)[0]!;

/** Every type of event ever stored, by name; each declares version and audience where it is defined. */
export const eventTypes: Readonly<Record<string, EventType>> = Object.assign(
  {},
  ...Object.values(deciders).map((d) => d.events),
);

/** Streams whose events get entry numbers and stand in the transparency log. */
const logged = new Set(['ledger', 'rulebook', 'project', 'case', 'consultation', 'organisation']);
export const isLogged = (stream: string): boolean => logged.has(categoryOf(stream));

/**
 * Data of a stored `version` as the present version reads it, for deciders and read models only.
 * Throws on a version newer than this program knows.
 */
export function upcast(type: string, version: number, data: JsonObject, types = eventTypes): JsonObject {
  const known = types[type];
  if (!known) throw new Error(`unknown event type ${type}`);
  if (version > known.version)
    throw new Error(`${type} version ${version} is newer than this program, which knows ${known.version}`);
  let read = data;
  for (let v = version; v < known.version; v++) read = known.upcast[v]!(read);
  return read;
}
