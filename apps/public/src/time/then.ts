import { HttpStatus, NotFoundException } from '@nestjs/common';
import type { NotThere, Then } from '@sunlit/read-models';
import { problem, type Recognise } from '@sunlit/web';
import { unrecorded } from './at.js';

/** Asked for as of a moment before the project's first entry. */
export class NotYetRecorded extends Error {
  constructor(
    readonly project: string,
    readonly first: Extract<NotThere, { kind: 'not-yet' }>['first'],
  ) {
    super(`project ${project} was recorded with entry ${first.entry}`);
  }
}

/**
 * The view of a moment of the past. Throws `NotFoundException` where there is no such project, `NotYetRecorded` where it
 * was not recorded by then, `BadInput` where the ledger has no such entry.
 */
export function then<View>(found: Then<View> | null): View {
  if (found === null) throw new NotFoundException();
  switch (found.kind) {
    case 'then':
      return found.view;
    case 'not-yet':
      throw new NotYetRecorded(found.project, found.first);
    case 'no-such-entry':
      throw unrecorded(found.last);
  }
}

/**
 * Not recorded yet is 404, like a project that nobody ever recorded: at that moment there was nothing under the address. It
 * leads to the first entry.
 */
export const notYetRecorded: Recognise = (error) =>
  error instanceof NotYetRecorded
    ? problem('not-recorded-yet', HttpStatus.NOT_FOUND, {
        first: { ...error.first, href: `/projects/${error.project}?entry=${error.first.entry}` },
      })
    : undefined;
