import { RecordConsultation, RegisterProject, shanghaiDay } from '@sunlit/ledger';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { owner } from '../../libs/ledger/src/testing/worked-people.js';
import type { Book } from './book.js';
import { tokenOf } from './service.js';

/** A request of an officer that may be repeated with its key. */
export interface Order {
  readonly key: string;
  readonly fact: string;
  readonly path: string;
  readonly body: object;
  readonly as: Parameters<typeof tokenOf>[0];
}

export interface Reply {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly replayed: boolean;
  readonly body: any;
  /** Until the answer had come. */
  readonly ms: number;
}

/** What the subjects of its commands begin with: what else is stored is none of its own. */
export const marks: Readonly<Record<string, string>> = {
  RegisterProject: 'GZ-',
  RecordConsultation: '咨询 ',
};

/** Longer than any limit of the service's own: then it hangs, and that is a finding. */
const patienceMs = 60_000;

/** Sends one request once; throws when no answer came. */
export async function send(url: string, { key, path, body, as }: Order): Promise<Reply> {
  const from = performance.now();
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokenOf(as)}`,
      'idempotency-key': key,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    replayed: answer.headers.get('idempotency-replayed') === 'true',
    body: await answer.json(),
    ms: performance.now() - from,
  };
}

/** Told to come again: unavailable, or overtaken by a twin of this very request that is still under way. */
export const comeAgain = new Set([409, 429, 503, 507]);

export interface Load {
  readonly book: Book;
  /** Where a living service listens just now; null while there is none. */
  url(): string | null;
  /** Hears every answer, in the order they come. */
  heard?(order: Order, reply: Reply): void;
  /** A key for the next attempt; the same one unless a control damages it on purpose. */
  keyAgain?(order: Order): string;
  /** Of the facts. */
  day?(): string;
}

/** Sends an order until it is answered, noting every step in the book. Throws at an answer that is neither yes nor "again". */
export async function settle(load: Load, order: Order): Promise<Reply> {
  const { book, heard = () => {}, keyAgain = () => order.key } = load;
  let sent = order;
  const { key, fact } = order;
  book.note({ what: 'sent', key, fact });
  for (let attempt = 0; ; attempt++) {
    const url = load.url();
    const reply = url === null ? null : await send(url, sent).catch(noAnswer);
    if (reply) heard(sent, reply);
    if (reply && reply.status < 300) {
      const { events, position } = reply.body;
      book.note({
        ...{ what: 'acknowledged', key: sent.key, fact, replayed: reply.replayed, position },
        ...(events && { events: events.map(({ id }: { id: string }) => id) }),
      });
      return reply;
    }
    if (reply && !comeAgain.has(reply.status))
      throw new Error(`${fact}: answered ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`);
    if (url !== null) book.note({ what: 'unknown', key: sent.key, fact });
    sent = { ...order, key: keyAgain(order) };
    await pause(Math.min(20 * 2 ** attempt, 500));
  }
}

/** A hang is a finding; a broken connection is what the fault is for. */
function noAnswer(error: Error): null {
  if (error.name === 'TimeoutError') throw new Error(`no answer within ${patienceMs} ms`);
  return null;
}

/** Two persons' two requests for one entry; `revision` is of the project before it. */
async function enter(load: Load, name: string, prepare: Omit<Order, 'key'>, revision: number) {
  const { fact } = prepare;
  const prepared = await settle(load, { ...prepare, key: randomUUID(), fact: `prepare ${fact}` });
  const confirmed = await settle(load, {
    ...{ key: randomUUID(), fact, as: 'approver' },
    path: `/api/submissions/${prepared.body.submission}/confirm`,
    body: { projectRevision: revision },
  });
  return { project: prepared.body.project as string, revision: confirmed.body.revision as number, name };
}

/** Registers a project, then records consultations on it, one after another: a stream that grows. */
export async function work(load: Load, stopping: () => boolean, consultations = 6): Promise<void> {
  const number = `${marks['RegisterProject']}${randomUUID().slice(0, 18)}`;
  const { project, ...registered } = await enter(
    load,
    'RegisterProject',
    {
      ...{ fact: `RegisterProject ${number}`, path: '/api/projects/register-project', as: 'finance' },
      body: { ...RegisterProject.example, owner, number, nationalCode: null },
    },
    -1,
  );
  let { revision } = registered;
  for (let i = 0; i < consultations && !stopping(); i++) {
    const department = `${marks['RecordConsultation']}${randomUUID()}`;
    const body = {
      ...RecordConsultation.example,
      ...{ department, consultedOn: load.day?.() ?? shanghaiDay(new Date().toISOString()) },
    };
    const path = `/api/projects/${project}/record-consultation`;
    const fact = `RecordConsultation ${department}`;
    ({ revision } = await enter(load, 'RecordConsultation', { fact, path, body, as: 'finance' }, revision));
  }
}

/** So many workers, each from project to project until told to stop; what is begun is finished. Answers what went wrong. */
export async function working(load: Load, workers: number, stopping: () => boolean): Promise<string[]> {
  const wrong: string[] = [];
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (!stopping()) await work(load, stopping).catch((error: Error) => void wrong.push(error.message));
    }),
  );
  return wrong;
}
