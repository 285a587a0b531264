import type { RoleUrls } from '@sunlit/postgres';
import { gunzipSync } from 'node:zlib';
import { asBrowser } from './answer.js';
import type { BareJob } from './bare.js';
import { askOwner, type BenchGround } from './ground.js';
import { largeLedger, projecting } from './ledgers.js';
import { spread, timed, type Line, type Measured } from './measure.js';
import { helper, startApp } from './processes.js';
import { knownAt, questionsOf, type Known, type Question } from './questions.js';
import { openWire, requestOf, type Answered, type Wire } from './wire.js';

export interface SearchOptions {
  /** Of a database of the run, where nothing is kept. */
  readonly urls?: RoleUrls;
  readonly projects?: number;
  readonly rounds?: number;
}

/** Asked before the rounds that count. */
const warmUp = 3;

/**
 * Lists, search and pages of a large generated ledger, one after another over a kept connection as a browser asks, beside
 * bare `node:http` that answers the same bytes. No question is asked twice, for then it comes from memory: which is the
 * last line.
 */
export async function search({
  urls,
  projects = Number(process.env['PROJECTS'] ?? 10_000),
  rounds = Number(process.env['ROUNDS'] ?? 20),
}: SearchOptions = {}): Promise<Measured> {
  const { ground, room, made, close } = await largeLedger(projects, urls);
  let projector: { stop(): Promise<void> } | undefined;
  try {
    const from = performance.now();
    projector = await projecting(ground, room);
    const building = (performance.now() - from) / 1_000;
    const pages = ground.keep(await startApp('public', { env: ground.env('public') }));
    const ask = await asker(ground, pages.port);
    const known = await knownAt(`http://127.0.0.1:${pages.port}`);
    const asked = new Set<string>();
    const lines: Line[] = [];
    const lists: number[] = [];
    for (const question of questionsOf(known)) {
      const line = await measured(question, unasked(question, known, asked), ask, rounds);
      lines.push(line);
      if (question.finds !== null) lists.push(line.times.p50);
    }
    const again = questionsOf(known).find(({ what }) => what === 'a street')!;
    const path = again.path(known.projects[0]!, 0);
    lines.push(
      await measured({ ...again, what: 'from memory: a street asked before' }, () => path, ask, rounds),
    );
    const built =
      building > 5
        ? `, read models built in ${building.toFixed(0)} s (${Math.round(made.events / building)} events/s)`
        : '';
    return {
      about: [
        `${projects} projects, ${made.events} events, database ${await sizeOf(ground)}${built}`,
        `baseline: bare node:http answering the same bytes; ${rounds} rounds, taking turns, each with another question`,
        `median of the lists' medians: ${spread(lists).p50.toFixed(1)} ms`,
      ],
      lines,
    };
  } finally {
    await projector?.stop();
    await close();
  }
}

/** Addresses of a question that nobody asked yet; throws when the ledger has no more of them. */
function unasked(question: Question, { projects }: Known, asked: Set<string>): () => string {
  let n = 0;
  return () => {
    for (; n < 10 * projects.length; n++) {
      // Strides of a prime visit every project before any again.
      const path = question.path(projects[(n * 7_919) % projects.length]!, n);
      if (asked.size < asked.add(path).size) return path;
    }
    throw new Error(`${question.what}: too small a ledger for so many questions`);
  };
}

/** The answer of the product, and how many milliseconds it and the bare server took. */
type Ask = (path: string) => Promise<{ readonly body: Buffer; readonly own: number; readonly bare: number }>;

async function asker(ground: BenchGround, port: number): Promise<Ask> {
  const bare = ground.keep(helper('./bare.ts'));
  const wire = await openWire(port);
  let beside: Wire | undefined;
  return async (path) => {
    const request = requestOf('GET', path, asBrowser);
    let answer: Answered | undefined;
    const own = await timed(async () => (answer = await wire.ask(request)));
    const { status, body } = answer!;
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'gzip',
      'content-length': `${body.byteLength}`,
    };
    const told = await bare.ask<{ port: number }>({
      page: { headers, body, unchanged: {} },
    } satisfies BareJob);
    const bareWire = (beside ??= await openWire(told.port));
    return { body, own, bare: await timed(() => bareWire.ask(request)) };
  };
}

async function measured(
  { what, finds }: Question,
  next: () => string,
  ask: Ask,
  rounds: number,
): Promise<Line> {
  const [times, baseline, sizes]: [number[], number[], number[]] = [[], [], []];
  for (let round = -warmUp; round < rounds; round++) {
    const path = next();
    const { body, own, bare } = await ask(path);
    if (finds !== null && finds !== /"\/projects\/[0-9a-f]{8}-/.test(gunzipSync(body).toString()))
      throw new Error(`${path}: ${finds ? 'found nothing' : 'found something'}`);
    if (round < 0) continue;
    times.push(own);
    baseline.push(bare);
    sizes.push(body.byteLength / 1_024);
  }
  const note = `${spread(sizes).p50.toFixed(1)} KiB, gzip`;
  return { what, times: spread(times), baseline: spread(baseline), note };
}

const sizeOf = ({ urls }: BenchGround): Promise<string> =>
  askOwner(urls.owner, 'SELECT pg_size_pretty(pg_database_size(current_database()))');
