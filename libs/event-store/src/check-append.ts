import {
  AppendTooLarge,
  maxAppendBytes,
  maxEventBytes,
  type ExpectedRevision,
  type NewEvent,
} from './port.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const maxNameLength = 200;

/**
 * What every adapter refuses before it asks its store, so that no store's own limits decide.
 *
 * Throws `AppendTooLarge` for no event, an event over 256 KiB or an append over 900 KiB of bodies; `TypeError` for what
 * only a programming error hands over: an id that is no lower-case UUID or comes twice, an empty, long or ill-formed
 * stream or type, an expected revision that is neither `no-stream` nor 0, 1, 2, ...
 */
export function checkAppend(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): void {
  if (events.length === 0) throw new AppendTooLarge(`${stream}: an append without events`);
  let total = 0;
  for (const { body } of events) {
    if (body.byteLength > maxEventBytes)
      throw new AppendTooLarge(
        `${stream}: an event of ${body.byteLength} bytes, at most ${maxEventBytes} are allowed`,
      );
    total += body.byteLength;
  }
  if (total > maxAppendBytes)
    throw new AppendTooLarge(`${stream}: an append of ${total} bytes, at most ${maxAppendBytes} are allowed`);

  checkName('stream', stream);
  for (const event of events) {
    checkName('type', event.type);
    if (!uuid.test(event.id)) throw new TypeError(`${stream}: ${event.id} is no lower-case UUID`);
  }
  if (new Set(events.map((event) => event.id)).size < events.length)
    throw new TypeError(`${stream}: one id for two events of an append`);
  if (expected !== 'no-stream' && !(Number.isSafeInteger(expected) && expected >= 0))
    throw new TypeError(`${stream}: ${expected} is no expected revision`);
}

function checkName(what: string, name: string): void {
  if (name === '' || name.length > maxNameLength || /[\0\p{Surrogate}]/u.test(name))
    throw new TypeError(`${JSON.stringify(name.slice(0, maxNameLength))} cannot name a ${what}`);
}
