import { Overtaken, type Office } from '@sunlit/commands';
import type { SubmissionList } from './submission-list.js';

interface Log {
  warn(facts: object, message: string): void;
}

/**
 * What must happen although nobody asks: bid boxes close by the clock, and a confirmed submission that a crash left
 * between its steps is finished. Both are safe to repeat and to race with a request.
 */
export function startKeeper(
  office: Office,
  list: SubmissionList,
  log: Log,
  everyMs = 2_000,
): { stop(): Promise<void> } {
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  const guarded = async (name: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Overtaken))
        log.warn({ keeper: name, error: (error as Error).name }, 'the keeper will try again');
    }
  };
  const keep = async () => {
    const now = office.desk.now();
    await guarded('lists', async () => {
      for (const submission of await list.unfinished())
        await guarded(submission, () => office.submissions.finish(submission));
      for (const project of await list.dueBoxes(now, office.clockStarts))
        await guarded(project, () => office.closeDueBoxes(project, now));
    });
  };
  const timer = setInterval(() => {
    if (!stopped) round = round.then(keep);
  }, everyMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}
