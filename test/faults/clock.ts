import { shanghaiDay } from '@sunlit/ledger';
import { rm } from 'node:fs/promises';
import { createHash, randomUUID } from 'node:crypto';
import { until } from '../../libs/event-store/src/laws.tools.js';
import {
  filled,
  papers,
  workedExample,
  type PersonKey,
  type Step,
} from '../../libs/ledger/src/testing/worked-example.js';
import { addressOf } from '../stories/ledger.js';
import { freshDatabase } from '../postgres.js';
import { openBook } from './book.js';
import { temporaryFolder } from './ground.js';
import { send, working, type Reply } from './load.js';
import { check, none, type How, type Outcome } from './outcome.js';
import { serviceHere, tokenOf, type Service } from './service.js';
import { nothingLostOrDoubled, rowsStored } from './stored.js';

const dayMs = 24 * 60 * 60_000;

/**
 * The clock on the wall jumps a day forth and back while commands are given, again and again; and while a tender is open,
 * over its deadline and back again: what is late is refused, and a box that has been closed stays closed.
 */
export async function clock({ times, draw, say }: How): Promise<Outcome> {
  const [folder, database] = await Promise.all([temporaryFolder(), freshDatabase()]);
  // The tender of the worked example is told first, with the clock set to the instant of each step.
  let set: string | null = '2023-01-05T00:00:00.000Z';
  let ahead = 0;
  const now = () => set ?? new Date(Date.now() + ahead).toISOString();
  const service = await serviceHere(folder, database.urls.writer, now);
  const tender = await overDeadline(service, (instant) => (set = instant));
  set = null;

  const book = openBook('clock');
  let stopping = false;
  // Facts of three days ago: never in the future, wherever the clock stands.
  const day = () => shanghaiDay(new Date(Date.now() - 3 * dayMs).toISOString());
  const done = working({ book, url: () => service.url, day }, 6, () => stopping);
  for (let round = 0; round < times; round++) {
    const target = book.acknowledged + draw.whole(4, 16);
    await until(() => book.acknowledged >= target);
    ahead = [dayMs, -dayMs][round] ?? draw.one([-dayMs, dayMs, -dayMs, dayMs, 0, 60_000, -60_000]);
    say(`jump ${round + 1} of ${times}: ${ahead / 1_000} s; ${book.acknowledged} acknowledged`);
  }
  const after = book.acknowledged + 10;
  await until(() => book.acknowledged >= after);
  stopping = true;
  const wrong = await done;
  await service.close();
  const order = await recordedOrder(database.urls.owner);
  const checks = await nothingLostOrDoubled(book, database.urls.owner, wrong);
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  return {
    about: [
      `${times} jumps of the clock under 6 writers: ${book.acknowledged} acknowledged; ${order.backwards} of ${order.events} events bear an instant before that of an earlier position`,
    ],
    checks: [
      ...tender,
      none('instants that do not increase within their stream', order.broken),
      check(
        'order is that of positions, whatever the instants',
        order.backwards > 0,
        `${order.backwards} backwards`,
      ),
      check(
        'nothing failed',
        !service.lines.some((line) => line.includes('a request failed')),
        service.lines.filter((line) => line.includes('a request failed')).length,
      ),
      ...checks,
    ],
  };
}

/** A tender's box with the clock before, after and again before its deadline. */
async function overDeadline(service: Service, set: (instant: string) => void) {
  const open = workedExample.findIndex(({ key }) => key === 'nanshan-bid');
  const { project, receipts } = await tell(service, workedExample.slice(0, open), set);
  const late = workedExample[open]!;
  const deadline = Date.parse('2023-03-20T01:30:00.000Z');
  const bid = async (at: number): Promise<Reply> => {
    set(new Date(at).toISOString());
    return give(
      service,
      { ...late, body: { ...late.body, fileSha256: hash(randomUUID()) } },
      project,
      receipts,
    );
  };
  const inTime = await bid(deadline - 1);
  const afterwards = await bid(deadline + dayMs);
  const closed = async () =>
    (await service.room.store.read(`project-${project}`)).some(({ type }) => type === 'BidBoxClosed');
  // No projector runs beside: the keeper is asked as it asks itself.
  await service.office.closeDueBoxes(project, new Date(deadline + dayMs).toISOString());
  const wasClosed = await closed();
  const back = await bid(deadline - dayMs);
  return [
    check('a bid a millisecond before the deadline is received', inTime.status === 201, inTime.status),
    check('a bid a day after it is refused', refusedAs(afterwards), answerOf(afterwards)),
    check('the box is closed by then', wasClosed, wasClosed),
    check('the clock turned back does not open it again', refusedAs(back), answerOf(back)),
  ];
}

const refusedAs = ({ status }: Reply): boolean => status === 422 || status === 409;
const answerOf = ({ status, body }: Reply): string =>
  `${status} ${String(body.type ?? '')} ${(body.breaches ?? []).map(({ rule }: { rule: string }) => rule).join()}`;
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Gives the steps as their people would, with the clock at each step's instant. */
async function tell(service: Service, steps: readonly Step[], set: (instant: string) => void) {
  const receipts: Record<string, string> = {};
  let project: string | null = null;
  set('2023-01-06T00:00:00.000Z');
  for (const { content, mediaType } of papers) {
    const headers = { authorization: `Bearer ${tokenOf('finance')}`, 'content-type': mediaType };
    const { status } = await fetch(`${service.url}/api/documents`, {
      method: 'POST',
      headers,
      body: content,
    });
    if (status > 201) throw new Error(`a paper was answered ${status}`);
  }
  for (const step of steps) {
    if (!step.prepares) continue;
    set(step.recordedAt);
    const reply = await give(service, step, project, receipts);
    if (reply.status > 202) throw new Error(`${step.key}: ${reply.status} ${JSON.stringify(reply.body)}`);
    if (!step.confirms) {
      receipts[step.key] = reply.body.events[0].id;
      continue;
    }
    const { submission, projectRevision } = reply.body;
    project = reply.body.project;
    const path = `/api/submissions/${submission}/confirm`;
    const as = step.confirms as PersonKey;
    const done = await send(service.url, {
      key: randomUUID(),
      fact: '',
      path,
      body: { projectRevision },
      as,
    });
    if (done.status !== 201) throw new Error(`${step.key}: ${done.status} ${JSON.stringify(done.body)}`);
  }
  return { project: project!, receipts };
}

const give = (
  service: Service,
  { name, body, prepares }: Step,
  project: string | null,
  receipts: Record<string, string>,
) =>
  send(service.url, {
    ...{ key: randomUUID(), fact: '', as: prepares! },
    path: addressOf(project, name),
    body: filled(body, receipts),
  });

/** How recorded instants lie along the positions: within a stream they must increase, across streams they need not. */
async function recordedOrder(ownerUrl: string) {
  const rows = await rowsStored(ownerUrl);
  const last = new Map<string, string>();
  const broken: string[] = [];
  let [backwards, latest] = [0, ''];
  for (const { stream, body, position } of rows) {
    const { recordedAt } = JSON.parse(body.toString()).meta;
    if (recordedAt <= (last.get(stream) ?? '')) broken.push(`${stream} at ${position}`);
    last.set(stream, recordedAt);
    if (recordedAt < latest) backwards += 1;
    else latest = recordedAt;
  }
  return { broken, backwards, events: rows.length };
}
