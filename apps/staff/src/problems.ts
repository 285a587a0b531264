import { KeyReused, Moved, NotFound, Overtaken } from '@sunlit/commands';
import { BadJson, BadWithholding, EventTooLarge } from '@sunlit/envelope';
import { AppendTooLarge, OutcomeUnknown, StoreUnavailable, WrongExpectedRevision } from '@sunlit/event-store';
import { BadInput } from '@sunlit/ledger';
import { passesBy } from '@sunlit/postgres';
import {
  callersFault,
  problem,
  problemOf,
  type Problem,
  type ProblemField,
  type Recognise,
} from '@sunlit/web';
import { DocumentRefused } from './documents.js';
import { BadHeader } from './request.js';

const is =
  <E extends Error>(kind: new (...args: never[]) => E, answer: (error: E) => Problem): Recognise =>
  (error) =>
    error instanceof kind ? answer(error) : undefined;

/** Problems with their words from the catalogue of field checks. */
const fields = (
  problems: readonly { readonly field: string; readonly rule: string }[],
): readonly ProblemField[] => problemOf(new BadInput(problems.map((p) => ({ ...p, limits: {} })))).errors!;

/** What the errors of this app are to its caller (RFC 9457); looked at before the common ones. */
export const staffProblems: readonly Recognise[] = [
  is(BadJson, ({ problems }) =>
    problem('bad-input', 400, {
      errors: problems.map((p) => ({ ...fields([{ field: '', rule: p.rule }])[0]!, field: p.path })),
    }),
  ),
  is(BadHeader, ({ header, rule }) =>
    problem('bad-input', 400, {
      errors: fields([{ field: header, rule }]).map((e) => ({ ...e, field: header })),
    }),
  ),
  is(BadWithholding, ({ field }) =>
    problem('bad-input', 400, { errors: fields([{ field, rule: 'withholding' }]) }),
  ),
  is(NotFound, ({ kind, id }) => problem('not-found', 404, { kind, id })),
  is(Overtaken, ({ submission, stage }) => problem('overtaken', 409, { submission, state: stage })),
  is(WrongExpectedRevision, () => problem('conflict', 409)),
  is(Moved, ({ expected, now, shown }) =>
    problem('precondition-failed', 412, { expected, revision: now, ...shown }),
  ),
  is(EventTooLarge, () => problem('too-large', 413)),
  is(AppendTooLarge, () => problem('too-large', 413)),
  is(DocumentRefused, ({ mediaType }) => problem('document-refused', 415, { mediaType })),
  is(KeyReused, () => problem('idempotency-key-reused', 422)),
  is(StoreUnavailable, () => problem('unavailable', 503)),
  is(OutcomeUnknown, () => problem('unavailable', 503)),
  // Keys, documents and lists are read from PostgreSQL beside the event store: away, full or out of connections.
  (error) => (callersFault(error) === null && passesBy(error) ? problem('unavailable', 503) : undefined),
];
