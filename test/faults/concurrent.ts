import { RecordConsultation, RegisterProject, shanghaiDay } from '@sunlit/ledger';
import { postgresEventStore, type EventStore } from '@sunlit/event-store';
import { dataSource, pool } from '@sunlit/postgres';
import { projectQuery, watchProjector } from '@sunlit/read-models';
import { uuid5 } from '@sunlit/envelope';
import { rm } from 'node:fs/promises';
import { createProjectorApp } from '../../apps/projector/src/projector.app.js';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { owner as officeOwner } from '../../libs/ledger/src/testing/worked-people.js';
import { freshDatabase } from '../postgres.js';
import { temporaryFolder } from './ground.js';
import { judgeHistory, type Moment, type Seen } from './history.js';
import { comeAgain, marks, send, type Order, type Reply } from './load.js';
import { check, none, type How, type Outcome } from './outcome.js';
import { masterKeyIn } from './rows.js';
import { serviceHere, type Service } from './service.js';
import { foundIn, rowsStored } from './stored.js';

/** What one worker does next: an entry on a project that all share, prepared and confirmed. */
export interface Planned {
  readonly project: number;
  /** Which of the two services is asked for each of the two requests. */
  readonly prepareAt: 0 | 1;
  readonly confirmAt: 0 | 1;
  /** The same request goes to both services at once. */
  readonly twin: boolean;
  /** Afterwards its stream is read through the other service, or the read models are waited for and asked. */
  readonly then: 'nothing' | 'read' | 'shown';
}

const workers = 8;
const projects = 6;

/** What every worker does, in order. The same draws give the same plan. */
export function planOf({ draw, times }: Pick<How, 'draw' | 'times'>): Planned[][] {
  return Array.from({ length: workers }, () =>
    Array.from({ length: Math.ceil(times / workers) }, () => ({
      project: draw.whole(0, projects - 1),
      prepareAt: draw.one([0, 1] as const),
      confirmAt: draw.one([0, 1] as const),
      twin: draw.chance(30),
      then: draw.one(['nothing', 'nothing', 'read', 'shown'] as const),
    })),
  );
}

/**
 * Eight workers on two services over one PostgreSQL, on projects that they share, twins of requests at once under one key,
 * followers that begin early and late and lose their sessions: all of it noted, and judged by `judgeHistory`.
 */
export async function history(how: How): Promise<Outcome> {
  const plan = planOf(how);
  const [folder, database] = await Promise.all([temporaryFolder(), freshDatabase()]);
  const { urls } = database;
  const services = [await serviceHere(folder, urls.writer), await serviceHere(folder, urls.writer)] as const;
  const projector = await createProjectorApp({
    ...{ databaseUrl: urls.projector, masterKeyFile: masterKeyIn(folder) },
    ...{ eventStore: 'postgres', eventStoreUrl: null, eventStorePrefix: '' },
    log: { info() {}, warn() {}, error() {} },
  });
  await projector.following;
  const reader = await dataSource(urls.writer, { applicationName: 'faults' }).initialize();
  const watch = await watchProjector(reader, services[0].room.store, 50);
  const owner = pool(urls.owner, 'faults', 1);

  const noted: Moment[] = [];
  const note = (moment: Moment) => void noted.push(moment);
  const followers = following(urls.projector, note);
  await followers.begin('from the start');

  const run = new Run(services, `seed ${how.seed}`, note);
  for (let project = 0; project < projects; project++) await run.register(project);
  const done = Promise.all(
    plan.map(async (steps, worker) => {
      for (const [i, step] of steps.entries()) {
        const { key, position } = await run.consult(step, `${worker}-${i}`);
        if (step.then === 'read') await run.read(step, key);
        if (step.then !== 'shown') continue;
        if (!(await watch.until(position, 30_000)))
          throw new Error('the read models did not come to it in 30 s');
        const { project, department } = run.told.get(key)!;
        const view = await projectQuery(reader).view(project);
        note({ kind: 'shown', key, there: JSON.stringify(view).includes(department) });
      }
    }),
  );
  let over = false;
  const ended = done.finally(() => (over = true));
  for (let cut = 0; cut < 4 && !over; cut++) {
    const target = noted.length + plan.length * plan[0]!.length;
    await until(() => noted.length >= target || over);
    await followers.begin(`after the ${cut + 1}. cut`);
    await owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'faults follower'`,
    );
  }
  await ended;
  const stored = foundIn(await rowsStored(urls.owner));
  await until(() => followers.all((seen) => seen >= stored.length));
  await followers.close();
  await watch.close();
  await Promise.all([projector.close(), reader.destroy(), owner.end(), ...services.map((s) => s.close())]);
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);

  const found = judgeHistory(noted, stored);
  const count = (kind: Moment['kind']) => noted.filter((moment) => moment.kind === kind).length;
  return {
    about: [
      `${workers} workers, 2 services, ${projects} projects: ${count('asked')} requests, ${count('answered')} answers, ${run.moved} confirmations at a revision that had moved, ${count('read')} reads, ${count('shown')} pages, ${followers.many()} followers; ${stored.length} events`,
    ],
    checks: [
      none('positions that are not unique', found.positions),
      none('views that are no prefix of the one order', found.prefixes),
      none('own writes not seen after the answer', found.ownWrites),
      none('asked after an answer and stored before it', found.overtaken),
      none('answered and lost', found.lost),
      none('submissions and entries doubled', found.doubled),
      check('rivals met: some confirmations came too late', run.moved > 0 || how.short, run.moved),
    ],
  };
}

type Note = (moment: Moment) => void;

/** Sends what is planned and notes it. */
class Run {
  /** Confirmations refused because the project had moved on. */
  moved = 0;
  /** By the key of the confirmation. */
  readonly told = new Map<string, { readonly project: string; readonly department: string }>();
  private readonly ids: string[] = [];

  constructor(
    private readonly services: readonly [Service, Service],
    private readonly seed: string,
    private readonly note: Note,
  ) {}

  async register(project: number): Promise<void> {
    const number = `${marks['RegisterProject']}${project}`;
    const fact = `RegisterProject ${number}`;
    const body = { ...RegisterProject.example, owner: officeOwner, number, nationalCode: null };
    const step = { project, prepareAt: 0, confirmAt: 1, twin: true, then: 'nothing' } as const;
    const { submission, id } = await this.prepare(step, fact, '/api/projects/register-project', body);
    this.ids[project] = id;
    await this.confirm(step, fact, submission, -1);
  }

  async consult(step: Planned, place: string): Promise<{ key: string; position: string }> {
    const department = `${marks['RecordConsultation']}${place}`;
    const project = this.ids[step.project]!;
    const fact = `RecordConsultation ${department}`;
    const today = shanghaiDay(new Date().toISOString());
    const body = { ...RecordConsultation.example, department, consultedOn: today };
    const path = `/api/projects/${project}/record-consultation`;
    const { submission, revision } = await this.prepare(step, fact, path, body);
    const confirmed = await this.confirm(step, fact, submission, revision);
    this.told.set(confirmed.key, { project, department });
    return confirmed;
  }

  /** Reads the project's stream through the service that was not asked to confirm. */
  async read({ project, confirmAt }: Planned, key: string): Promise<void> {
    const stream = `project-${this.ids[project]}`;
    const { store } = this.services[1 - confirmAt]!.room;
    this.note({ kind: 'read', key, stream, events: (await store.read(stream)).map(shown) });
  }

  private async prepare(step: Planned, of: string, path: string, body: object) {
    const order: Order = {
      key: uuid5(this.seed, of, 'prepare'),
      fact: `prepare ${of}`,
      path,
      body,
      as: 'finance',
    };
    const reply = await this.answer(order, step.prepareAt, step.twin);
    const { submission, project, projectRevision } = reply.body;
    return { submission, id: project as string, revision: projectRevision as number };
  }

  /** Confirms at the revision shown, again at the newer one as often as somebody else was first. */
  private async confirm(step: Planned, fact: string, submission: string, shownRevision: number) {
    const path = `/api/submissions/${submission}/confirm`;
    for (let revision = shownRevision; ;) {
      const key = uuid5(this.seed, fact, 'confirm', revision);
      const body = { projectRevision: revision };
      const reply = await this.answer({ key, fact, path, body, as: 'approver' }, step.confirmAt, step.twin);
      if (reply.status < 300) return { key, position: reply.body.position as string };
      this.moved += 1;
      revision = reply.status === 412 ? reply.body.revision : await this.revisionOf(step);
    }
  }

  private async revisionOf({ project }: Planned): Promise<number> {
    return (await this.services[0].room.store.read(`project-${this.ids[project]}`)).length - 1;
  }

  /** One service, or both at once; each answer is noted, and one is given on: a yes where there was one. */
  private async answer(order: Order, at: 0 | 1, twin: boolean): Promise<Reply> {
    const to = twin ? this.services : [this.services[at]];
    const replies = await Promise.all(to.map(({ url }) => this.ask(order, url)));
    return replies.find(({ status }) => status < 300) ?? replies[0]!;
  }

  private async ask(order: Order, url: string): Promise<Reply> {
    const { key, fact } = order;
    for (;;) {
      this.note({ kind: 'asked', key, fact });
      const reply = await send(url, order);
      const { status, body } = reply;
      if (status < 300) {
        const events = (body.events ?? []).map(({ id }: { id: string }) => id);
        this.note({ kind: 'answered', key, fact, position: body.position ?? null, events });
        return reply;
      }
      if (status === 412 || (status === 409 && order.as === 'approver')) return reply;
      if (!comeAgain.has(status)) throw new Error(`${fact}: ${status} ${JSON.stringify(body).slice(0, 300)}`);
    }
  }
}

const shown = ({ position, stream, revision, id }: Seen): Seen => ({ position, stream, revision, id });

/** Followers from the start of the store, each over a store of its own. */
function following(url: string, note: Note) {
  const abort = new AbortController();
  const seen = new Map<string, number>();
  const running: Promise<void>[] = [];
  const follow = async (follower: string, store: EventStore) => {
    for await (const page of store.follow(null, abort.signal)) {
      note({ kind: 'page', follower, events: page.map(shown) });
      seen.set(follower, seen.get(follower)! + page.length);
    }
    await store.close();
  };
  return {
    async begin(follower: string) {
      const store = await postgresEventStore({ connection: url, applicationName: 'faults follower' });
      seen.set(follower, 0);
      running.push(follow(follower, store));
    },
    many: () => seen.size,
    all: (enough: (seen: number) => boolean) => [...seen.values()].every(enough),
    async close() {
      abort.abort();
      await Promise.all(running);
    },
  };
}
