import type { KeyRing } from '@sunlit/envelope';
import type { EventStore } from '@sunlit/event-store';
import { setTimeout as pause } from 'node:timers/promises';
import { applyPage, openPage } from './apply-page.js';
import { build, type BuildProgress } from './build.js';
import { heartbeat } from './heartbeat.js';
import { passes } from './passing.js';
import { progress } from './projector.table.js';
import { standingVersion, use, version } from './schemas.js';
import { openSession, seizeLock, tryLock, unlock, waitForLock, type Session } from './session.js';

/** Takes a sentence and its facts, as pino does the other way round. */
export interface Log {
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  error(message: string, facts?: object): void;
}

export type ProjectorState = 'standing-by' | 'building' | 'following' | 'stopped';

export interface ProjectorOptions {
  readonly store: EventStore;
  readonly ring: KeyRing;
  /** As `sunlit_projector`. */
  readonly databaseUrl: string;
  readonly log: Log;
  /** Ends it in order. */
  readonly signal: AbortSignal;
  readonly onState?: (state: ProjectorState) => void;
  /** How often one that stands by asks for the lock, in milliseconds. Default 500. */
  readonly standbyMs?: number;
  /** How often one that follows says so, in milliseconds. Default 10,000. */
  readonly beatMs?: number;
}

const longestPauseMs = 5_000;
const wayOut = '; if it was restored or copied on purpose, run `sunlit rebuild`';

/**
 * Follows the event store and keeps the read models, until `signal` aborts. Of several, one works and the others stand
 * by; one that loses its connection stands by again. What would be wrong again at the next attempt - a store older than
 * the read models, a corrupt event, a lost key, an event of a newer program - stops it: the log says `ALARM` and the
 * promise rejects.
 */
export async function runProjector(options: ProjectorOptions): Promise<void> {
  const { log, signal, databaseUrl, onState = () => {}, standbyMs = 500 } = options;
  const cutting = soonAfter(signal);
  for (let failures = 0; !signal.aborted; failures += 1) {
    onState('standing-by');
    let session: Session | undefined;
    try {
      session = await openSession(databaseUrl, 'sunlit projector', cutting);
      await waitForLock(session, 'projector', standbyMs, signal);
      failures = 0;
      await work(options, session);
      if (!signal.aborted) log.warn('the projector lost its connection, stands by again');
    } catch (error) {
      if (signal.aborted) break;
      if (!session?.lost.aborted && !passes(error)) {
        onState('stopped');
        const alarm = error as Error;
        // For the log, and for whoever waits for the projector.
        if (alarm.name === 'StoreRewound') alarm.message += wayOut;
        log.error(`ALARM: the projector stops: ${alarm.message}`, { error: alarm.name });
        throw alarm;
      }
      log.warn(`the projector was interrupted, stands by again: ${(error as Error).message}`);
    } finally {
      await session?.end();
    }
    const longest = Math.min(longestPauseMs, standbyMs * 2 ** failures);
    await pause(standbyMs / 2 + (Math.random() * longest) / 2, undefined, { signal }).catch(() => {});
  }
  onState('stopped');
}

/** A page under way is ended before its connection is cut; no statement may hold the end up for longer. */
const pageMs = 5_000;

function soonAfter(signal: AbortSignal): AbortSignal {
  const cutting = new AbortController();
  const cut = () => setTimeout(() => cutting.abort(), pageMs).unref();
  if (signal.aborted) cutting.abort();
  else signal.addEventListener('abort', cut, { once: true });
  return cutting.signal;
}

/** With the lock held: brings the read models to this program's version, then follows. */
async function work(
  { store, ring, databaseUrl, log, signal, onState, standbyMs = 500, beatMs = 10_000 }: ProjectorOptions,
  session: Session,
) {
  const ends = AbortSignal.any([signal, session.lost]);
  const standing = await standingVersion(session.db);
  if (standing !== version) {
    onState?.('building');
    log.info('the projector builds the read models', { from: standing, to: version });
    await waitForLock(session, 'rebuild', standbyMs, ends);
    const events = await build({ session, store, ring, databaseUrl, signal: ends });
    await unlock(session, 'rebuild');
    log.info('the read models are built', { events, version });
  }
  await use(session.db, 'standing');
  let at = await progress(session.db);
  log.info('the projector follows the event store', { events: at.events });
  onState?.('following');
  const pulse = heartbeat({ db: session.db, store, at: () => at, everyMs: beatMs });
  try {
    for await (const page of store.follow(at.bookmark, ends)) {
      const opened = await openPage(page, ring);
      at = await pulse.turn(() => applyPage({ db: session.db, ring, store }, opened, at));
    }
  } finally {
    await pulse.stop();
  }
}

export interface RebuildOptions extends Omit<ProjectorOptions, 'onState' | 'standbyMs' | 'signal'> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BuildProgress) => void;
}

/** Another process builds already. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';
}

/**
 * Builds the read models anew, beside the standing ones, which a running projector keeps current meanwhile; then cuts
 * that projector off, applies the last events and swaps. The projector stands by again and goes on from there. Also
 * the way out after `StoreRewound`. Answers the number of events. Throws `RebuildRunning`.
 */
export async function rebuild(options: RebuildOptions): Promise<number> {
  const { databaseUrl, log, signal = new AbortController().signal } = options;
  const session = await openSession(databaseUrl, 'sunlit rebuild', signal);
  try {
    if (!(await tryLock(session, 'rebuild')))
      throw new RebuildRunning('the read models are being built by another process');
    const ends = AbortSignal.any([signal, session.lost]);
    const events = await build({ ...options, session, signal: ends }, () =>
      seizeLock(session, 'projector', databaseUrl),
    );
    log.info('the read models are built anew', { events, version });
    return events;
  } finally {
    await session.end();
  }
}
