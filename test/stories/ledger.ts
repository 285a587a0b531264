import { uuid5 } from '@sunlit/envelope';
import type { Actor, JsonObject } from '@sunlit/ledger';
import { dataSource, pool } from '@sunlit/postgres';
import { runProjector, watchProjector } from '@sunlit/read-models';
import { readSettings, unbounded } from '@sunlit/web';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { openOffice, openWritingRoom } from '../../apps/staff/src/writing-room.js';
import { createPublicApp } from '../../apps/public/src/public.app.js';
import type { Officer } from '../../apps/staff/src/officers.js';
import { createStaffApp } from '../../apps/staff/src/staff.app.js';
import { submissionList } from '../../apps/staff/src/submission-list.js';
import {
  filled,
  papers,
  people,
  type Paper,
  type Step,
} from '../../libs/ledger/src/testing/worked-example.js';
import { freshDatabase } from '../postgres.js';

/** Every line that any part logs, for stories that look for what must not be there. */
export interface Lines {
  readonly lines: string[];
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

function listening(): Lines {
  const lines: string[] = [];
  const keep = (facts: object, message: string) =>
    void lines.push(`${message} ${JSON.stringify(facts, errors)}`);
  return { lines, info: keep, warn: keep, error: keep };
}
const errors = (_: string, value: unknown) => (value instanceof Error ? `${value.stack}` : value);

export const officers: Officer[] = Object.entries(people).map(([login, actor]) => ({
  login,
  token: `token-of-${login}-0123456789`,
  actor: actor as Actor,
}));
export const tokenOf = (actor: Actor): string => officers.find((o) => o.actor.person === actor.person)!.token;

/** With EVENTSTORE_URL every story runs on that EventStoreDB, each in a ledger of its own. */
export const storeOfRun = (): Record<string, string> => {
  const url = process.env['EVENTSTORE_URL'];
  return url
    ? { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: url, EVENTSTORE_PREFIX: `story-${randomUUID()}-` }
    : {};
};

export type Ledger = Awaited<ReturnType<typeof startLedger>>;

/** The whole product on a fresh PostgreSQL database: officers' API, projector and public pages, each with its own role. */
export async function startLedger({ sample = true, logins = officers, bounds = unbounded } = {}) {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'sunlit-story-'));
  const settings = readSettings({ SUNLIT_DATA_DIR: dataDir, SUNLIT_SAMPLE: String(sample), ...storeOfRun() });
  const log = listening();
  const room = await openWritingRoom(settings, database.urls.writer);
  const office = await openOffice(settings, room.desk);
  const reader = await dataSource(database.urls.writer, { applicationName: 'story' }).initialize();
  const staff = await createStaffApp(
    { office, officers: logins, documents: room.documents, submissions: submissionList(reader) },
    log,
    bounds,
  );
  const staffPort = await staff.listen(0, '127.0.0.1');

  let projecting = new AbortController();
  const project = () =>
    runProjector({
      ...{
        store: room.store,
        ring: room.ring,
        databaseUrl: database.urls.projector,
        signal: projecting.signal,
        standbyMs: 20,
      },
      log: {
        info: (m, f = {}) => log.info(f, m),
        warn: (m, f = {}) => log.warn(f, m),
        error: (m, f = {}) => log.error(f, m),
      },
    });
  let projector = project();
  const pages = await createPublicApp({
    ...{ databaseUrl: database.urls.public, port: 0, host: '127.0.0.1', log, bounds },
  });
  const watch = await watchProjector(reader, room.store, 50);

  const api = request(`http://127.0.0.1:${staffPort}`);
  /** Pages show what they have heard of: the projector's word is on its way to them when its rows are there. */
  const heardByPages = async () => {
    const [{ entries }] = await reader.query('SELECT entries FROM published.ledger');
    const heard = async () => {
      const { headers } = await request(`http://127.0.0.1:${pages.port}`).head('/index.json');
      return Number(/^"(-?\d+)-/.exec(headers['etag'] ?? '')?.[1] ?? -1);
    };
    while ((await heard()) < Number(entries) - 1);
  };
  return {
    ...{ database, settings, room, office, reader, log, api, staffPort, publicPort: pages.port },
    pages: request(`http://127.0.0.1:${pages.port}`),
    owner: pool(database.urls.owner, 'story'),
    /** Resolves when the read models have seen all that is stored now. */
    async caughtUp() {
      const last = await room.store.last();
      if (last && !(await watch.until(last.position, 30_000)))
        throw new Error('the projector did not catch up');
      if (last && bounds === unbounded) await heardByPages();
    },
    async stopProjector() {
      projecting.abort();
      await projector;
    },
    startProjector() {
      projecting = new AbortController();
      projector = project();
    },
    async close() {
      await staff.close();
      await pages.close();
      await watch.close();
      projecting.abort();
      await projector.catch(() => {});
      await reader.destroy();
      await this.owner.end();
      await room.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface Asking {
  readonly actor: Actor;
  readonly key?: string;
  /** `Sunlit-Recorded-At`. */
  readonly at?: string;
}

/** A POST of an officer. */
export function post(
  { api }: Pick<Ledger, 'api'>,
  path: string,
  body: object,
  { actor, key = randomUUID(), at }: Asking,
) {
  const asked = api
    .post(path)
    .set('authorization', `Bearer ${tokenOf(actor)}`)
    .set('idempotency-key', key);
  if (at) asked.set('sunlit-recorded-at', at);
  return asked.send(body);
}

export const kebab = (name: string): string =>
  name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
/** A project's first entry has no id from outside. */
export const addressOf = (project: string | null, name: string): string =>
  project === null || ['RegisterProject', 'TakeOverProject'].includes(name)
    ? `/api/projects/${kebab(name)}`
    : `/api/projects/${project}/${kebab(name)}`;

/** Uploads every paper that steps have named so far, or those given. */
export async function uploadPapers(
  { api }: Pick<Ledger, 'api'>,
  these: readonly Paper[] = papers,
): Promise<void> {
  for (const { content, mediaType } of these) {
    const { status, body } = await api
      .post('/api/documents')
      .set('authorization', `Bearer ${tokenOf(people.finance)}`)
      .set('content-type', mediaType)
      .send(Buffer.from(content));
    if (status !== 201 && status !== 200)
      throw new Error(`upload answered ${status} ${JSON.stringify(body)}`);
  }
}

export interface Told {
  readonly project: string;
  readonly receipts: Readonly<Record<string, string>>;
}

/** Tells steps over HTTP as two officers would: prepared by one, confirmed by the other at the revision shown. */
export async function tell(
  ledger: Pick<Ledger, 'api'>,
  steps: readonly Step[],
  so: Partial<Told> = {},
): Promise<Told> {
  const receipts = { ...so.receipts };
  let project = so.project ?? null;
  for (const step of steps) {
    if (!step.prepares) continue;
    const [actor, at] = [people[step.prepares], step.recordedAt];
    const key = uuid5('story', step.key);
    const given = await post(
      ledger,
      addressOf(project, step.name),
      filled(step.body as JsonObject, receipts),
      { actor, at, key },
    );
    if (!step.confirms) {
      expectStatus(201, given, step.key);
      receipts[step.key] = given.body.events[0].id;
      continue;
    }
    expectStatus(202, given, step.key);
    const { submission, projectRevision } = given.body;
    project = given.body.project;
    const done = await post(
      ledger,
      `/api/submissions/${submission}/confirm`,
      { projectRevision },
      { actor: people[step.confirms], at },
    );
    expectStatus(201, done, step.key);
  }
  return { project: project!, receipts };
}

function expectStatus(status: number, answer: { status: number; body: unknown }, step: string): void {
  if (answer.status !== status)
    throw new Error(`${step}: ${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
}
