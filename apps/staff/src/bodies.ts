import { Anything, Code, ListOf, Optional, Revision, Text, Uuid } from '@sunlit/ledger';

/** `POST /api/submissions`: one command among several; `command` as in its address (`record-payment`). */
export class One {
  @Code() command!: string;
  @Anything() body!: unknown;
}

export class Several {
  /** Null when the first command registers the project. */
  @Optional() @Uuid() project!: string | null;
  @ListOf(() => One, { min: 1, max: 200 }) commands!: One[];
}

/** The project revision that the confirmer was shown; -1 for a project not registered yet. */
export class Confirmation {
  @Revision() projectRevision!: number;
}

export class Reason {
  @Text() reason!: string;
}

export class ReasonOrNone {
  @Optional() @Text() reason!: string | null;
}
