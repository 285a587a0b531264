import { uuid5 } from '@sunlit/envelope';
import { DenyAttempt, Forbidden, readFields, Refusal, shanghaiDay, type Actor } from '@sunlit/ledger';
import type { Desk } from './desk.js';
import { persist } from './persist.js';
import type { Streams } from './streams.js';

/** What somebody asked for. */
export interface Attempt {
  readonly part: DenyAttempt['part'];
  readonly command: string;
  readonly project: string | null;
  readonly actor: Actor;
  readonly instant: string;
}

/** Does `work`; an attempt that it forbids is recorded for auditors before it is refused. Throws what `work` throws. */
export async function orDenied<T>(
  desk: Desk,
  streams: Streams,
  attempt: Attempt,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && isDenial(error)) await record(desk, streams, attempt, error);
    throw error;
  }
}

/** Confirming one's own entry is the attempt that auditors most want to see. */
export const isDenial = (error: unknown): boolean =>
  error instanceof Forbidden ||
  (error instanceof Refusal && error.breaches.some(({ rule }) => rule === 'confirmed-by-its-preparer'));

async function record(desk: Desk, streams: Streams, attempt: Attempt, { breaches }: Refusal): Promise<void> {
  const { part, command, project, actor, instant } = attempt;
  const { rule, facts } = breaches[0]!;
  const denial = readFields(DenyAttempt, {
    ...{ command, part, project, rule },
    facts: Object.entries(facts).map(([name, value]) => ({
      name,
      value: value === '' ? null : String(value),
    })),
  });
  await persist(desk, streams, `access-${shanghaiDay(instant)}`, denial, {
    commandId: uuid5('denied', actor.person ?? '', part, command, project ?? '', instant, rule),
    ...{ instant, preparedBy: actor },
  });
}
