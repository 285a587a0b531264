import {
  bidBox,
  project,
  rulebookDecider,
  type CommandClass,
  type Entry,
  type LedgerOpened,
} from '@sunlit/ledger';
import { recordAlone, type AloneRequest } from './alone.js';
import { closeDueBoxes } from './bid-boxes.js';
import type { Answer } from './carry-out.js';
import { orDenied } from './denials.js';
import type { Desk } from './desk.js';
import type { Request } from './handlers-for.js';
import { openedLedger, openLedger } from './open-ledger.js';
import { streams, type Streams } from './streams.js';
import type { Submission } from './submission-view.js';
import { Submissions } from './submissions.js';

/** Deciders whose commands people give on a project's page. */
export const projectDeciders = [project, bidBox];

/** Deciders whose commands people give at all. */
export const officeDeciders = [...projectDeciders, rulebookDecider];

/** An open ledger with everything that commands need: one for each process. */
export class Office {
  private constructor(
    readonly desk: Desk,
    readonly streams: Streams,
    readonly ledger: LedgerOpened,
    readonly submissions: Submissions,
    /**
     * Deadlines after this instant run on the server's clock. Earlier ones, in a sample ledger, belong to invented years
     * and follow the recorded instants of its commands.
     */
    readonly clockStarts: string,
  ) {}

  /** Opens the office on a ledger that is open, or opens it as `facts` say. Throws when it is closed and none are given. */
  static async open(desk: Desk, facts: LedgerOpened | null): Promise<Office> {
    const folded = streams(desk.store, desk.ring);
    const ledger =
      (await openedLedger(folded)) ?? (facts && (await openLedger(desk, folded, facts, desk.now())));
    if (!ledger) throw new LedgerNotOpen();
    const [opening] = await folded.events('ledger', 0, 0);
    const clockStarts = ledger.sample ? opening!.meta.recordedAt : '';
    return new Office(desk, folded, ledger, new Submissions(desk, folded, ledger.sample), clockStarts);
  }

  /** A command from one person: prepared for a second one, or, where one person makes the entry alone, carried out. */
  receive(command: Entry, request: Request): Promise<(Submission & { replayed: boolean }) | Answer> {
    const { rights, name } = command.constructor as CommandClass;
    if (rights.confirms.length === 0) {
      const { actor, instant, project } = request;
      const attempt = { part: 'alone' as const, command: name, project, actor, instant };
      const alone = { ...request, project: project!, command: command as AloneRequest['command'] };
      return orDenied(this.desk, this.streams, attempt, () =>
        recordAlone(this.desk, this.streams, alone, this.ledger.sample),
      );
    }
    return this.submissions.prepare({ ...request, commands: [{ name, body: command }] });
  }

  /** Seals and closes the boxes of a project that are due; see `closeDueBoxes`. */
  closeDueBoxes(project: string, instant: string): Promise<void> {
    return closeDueBoxes(this.desk, this.streams, project, instant, this.ledger.sample);
  }
}

export class LedgerNotOpen extends Error {
  override readonly name = 'LedgerNotOpen';
  constructor() {
    super('the ledger is not opened yet: start it once with `sunlit start`');
  }
}
