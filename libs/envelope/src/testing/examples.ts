import { createHash } from 'node:crypto';
import {
  categoryOf,
  deciders,
  figures,
  plain,
  readFields,
  RecordPayment,
  shippedRulebook,
  type Actor,
  type JsonObject,
  type SubmissionCarriedOut,
  type SubmissionConfirmed,
  type SubmissionContinued,
  type SubmissionOvertaken,
  type SubmissionPrepared,
  type SubmissionReturned,
  type SubmissionWithdrawn,
} from '@sunlit/ledger';
import {
  openingBody,
  owner,
  people,
  playWorkedExample,
  stepOf,
  theLedger,
} from '../../../ledger/src/testing/worked-example.js';
import { closeField } from '../closed-box.js';
import { commandId, eventId, projectId, tenderId, uuid5 } from '../identity.js';
import type { Draft } from '../seal.js';

/** An event as the program makes it today, not sealed: a draft without its declaration and salts. */
export type Example = Omit<Draft, 'eventType' | 'salts' | 'data'> & { readonly data: JsonObject };

const project = projectId(owner.uscc, 'ZW-2023-017');
const streams = { project: `project-${project}`, bidbox: `bidbox-${tenderId(project, 'SG-1', 1)}` };
const submissionId = commandId(people.finance.person!, 'b1a5c7f0-2f0e-4e0e-9d43-5a4de0b8b1aa');

/** Bytes that are the same every time: for what the program draws at random, in golden files only. */
export const fixed = (bytes: number, ...what: string[]): Buffer =>
  createHash('sha256')
    .update(['golden', ...what].join(' '))
    .digest()
    .subarray(0, bytes);
export const fixedSalt = (...what: string[]): string => fixed(16, 'salt', ...what).toString('base64url');
export const fixedKey = (id: string): Buffer => fixed(32, 'key', id);

/** The key of a closed field: its stream's, or for a personal one that of a person. */
export const keyIdOf = (stream: string, field: string, personal: boolean): string =>
  personal ? `subject:${uuid5('golden', field)}` : `stream:${stream}`;

const metaOf = (
  commandId: string,
  recordedAt: string,
  preparedBy: Actor,
  confirmedBy: Actor | null = null,
): Draft['meta'] => ({
  ...{ commandId, preparedBy, confirmedBy, recordedAt },
  ...{
    rulebookVersion: shippedRulebook.version,
    findings: [],
    overrides: [],
    lateReason: null,
    causation: [],
    request: null,
  },
});

/** The worked example as it would be stored: streams, ids and data. */
function workedEvents(): Example[] {
  const command = (on: keyof typeof streams, revision: number) => uuid5('golden', on, revision);
  const { events } = playWorkedExample(undefined, (on, revision, index) =>
    eventId(streams[on], command(on, revision), index),
  );
  return events.map(({ step, revision, id, type, data, withhold, ...by }) => ({
    ...{ stream: streams[step.on], revision, id, type, data },
    meta: metaOf(command(step.on, revision), by.recordedAt, by.preparedBy, by.confirmedBy),
    withhold: withhold.map((w) => ({ ...w })),
  }));
}

function alone(type: string, stream: string, revision: number, at: string, by: Actor, data: object): Example {
  const command = uuid5('golden', stream, revision, type);
  return {
    ...{ stream, revision, type, data: plain(data) as JsonObject, withhold: [] },
    id: eventId(stream, command, 0),
    meta: metaOf(command, at, by),
  };
}

/** The steps of the submission that carries the first progress payment of the worked example. */
function submissionEvents(): Example[] {
  const stream = `submission-${submissionId}`;
  const before = figures(playWorkedExample('certificate-1').project.state);
  const after = figures(playWorkedExample('progress-1').project.state);
  const at = (minute: string) => `2023-06-12T02:${minute}:00.000Z`;
  const step = (type: string, revision: number, minute: string, by: Actor, data: object) =>
    alone(type, stream, revision, at(minute), by, data);

  const prepared: SubmissionPrepared = {
    ...{ project, projectRevision: 24, findings: [], before, after },
    commands: [waitingPayment(stream)],
  };
  const returned: SubmissionReturned = { reason: '凭证号与国库回单不符。' };
  const withdrawn: SubmissionWithdrawn = { reason: null };
  const confirmed: SubmissionConfirmed = { projectRevision: 24, rulebookVersion: 1, attempt: 1 };
  const carriedOut: SubmissionCarriedOut = {
    projectRevision: 25,
    events: [{ id: eventId(streams.project, submissionId, 0), type: 'PaymentRecorded' }],
  };
  const overtaken: SubmissionOvertaken = { projectRevision: 25, attempt: 1 };
  return [
    step('SubmissionPrepared', 0, '00', people.finance, prepared),
    step('SubmissionContinued', 1, '00', people.finance, {
      commands: [waitingPayment(stream, 1)],
    } satisfies SubmissionContinued),
    step('SubmissionReturned', 1, '10', people.approver, returned),
    step('SubmissionWithdrawn', 1, '20', people.finance, withdrawn),
    step('SubmissionConfirmed', 1, '30', people.approver, confirmed),
    step('SubmissionCarriedOut', 2, '31', people.approver, carriedOut),
    step('SubmissionOvertaken', 2, '31', theLedger, overtaken),
  ];
}

/** The n-th command of the submission, a payment as it waits: the payee's account in its own box. */
function waitingPayment(stream: string, index = 0): SubmissionPrepared['commands'][number] {
  const place = eventId(stream, uuid5('golden', stream, 0, 'SubmissionPrepared'), 0);
  const { payeeAccount, ...data } = plain(readFields(RecordPayment, stepOf('progress-1').body)) as JsonObject;
  const field = 'payeeAccount';
  const key = keyIdOf(stream, field, true);
  const box = closeField(
    {
      key: { id: key, secret: fixedKey(key) },
      place: [stream, place, `${index}.${field}`],
      ...{ field, salt: fixedSalt('waiting', field), value: payeeAccount },
    },
    fixed(12, 'nonce', 'waiting', field),
  );
  const salts = Object.fromEntries(Object.keys(data).map((name) => [name, fixedSalt('waiting', name)]));
  return { name: RecordPayment.name, data, closed: { [field]: box }, salts };
}

/** The first event of each type that the program makes, in no order that matters. */
export function examples(): ReadonlyMap<string, Example> {
  const opened = alone('LedgerOpened', 'ledger', 0, '2023-01-01T01:00:00.000Z', theLedger, openingBody);
  const first = new Map<string, Example>();
  for (const example of [opened, ...workedEvents(), ...submissionEvents()])
    if (!first.has(example.type)) first.set(example.type, example);
  return first;
}

/** An event of a type that no example makes, around data written by hand. */
export function exampleOf(type: string, data: JsonObject): Example {
  const found = Object.values(deciders).find((d) => Object.hasOwn(d.events, type));
  if (!found) throw new Error(`no stream has events of type ${type}`);
  const stream = found.category === 'ledger' ? 'ledger' : `${found.category}-${uuid5('golden', type)}`;
  return alone(
    type,
    stream,
    0,
    '2023-01-01T01:00:00.000Z',
    categoryOf(stream) === 'ledger' ? theLedger : people.finance,
    data,
  );
}
