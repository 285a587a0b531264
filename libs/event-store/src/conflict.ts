import { WrongExpectedRevision, type ExpectedRevision } from './port.js';

/**
 * The refusal of an append that found the stream at `actual`. If that is what was expected, an id was in the way: it
 * is stored already, in another place than this append would put it.
 */
export function conflict(
  stream: string,
  expected: ExpectedRevision,
  actual: ExpectedRevision,
): WrongExpectedRevision {
  const refusal = new WrongExpectedRevision(stream, expected, actual);
  if (actual === expected)
    refusal.message = `${stream}: an id of this append is already stored in another place`;
  return refusal;
}
