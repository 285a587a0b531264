import type { JsonObject } from '@sunlit/ledger';
import { randomUUID } from 'node:crypto';
import { openWire, requestOf, type Answered, type Wire } from './wire.js';

/** The load, in a process of its own: asks over kept connections and answers how long each request took. */
export type Job = PagesJob | CommandsJob;

export interface PagesJob {
  readonly kind: 'pages';
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Asked one after another, over all connections. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Requests a second, evenly, whether or not the earlier ones are answered; without it, as fast as they are. */
  readonly rate?: number;
  readonly expected: number;
}

export interface CommandsJob {
  readonly kind: 'commands';
  readonly port: number;
  /** Of more apps on the same ledger: the connections are shared out. */
  readonly morePorts?: readonly number[];
  readonly connections: number;
  readonly seconds: number;
  /** Tells the projects of this job from those of others. */
  readonly name: string;
  /** What is told of each project, prepared by one person and confirmed by another. */
  readonly steps: readonly {
    readonly address: string;
    readonly recordedAt: string;
    readonly body: JsonObject;
  }[];
  readonly tokens: { readonly prepares: string; readonly confirms: string };
}

export interface Loaded {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request. At an offered rate from the moment it was due, so that waiting counts. */
  readonly times: readonly number[];
  readonly bytes: number;
}

process.once('disconnect', () => process.exit());
process.on('message', (job: Job) => {
  (job.kind === 'pages' ? pages(job) : commands(job)).then(
    (loaded) => process.send!(loaded),
    (error: Error) => process.send!({ failed: error.message }),
  );
});

async function pages(job: PagesJob): Promise<Loaded> {
  const { connections, seconds, paths, headers, rate, expected } = job;
  const requests = paths.map((path) => Buffer.from(requestOf('GET', path, headers)));
  const wires = await opened([job.port], connections);
  const meter = metered(expected);
  const until = performance.now() + seconds * 1_000;
  let next = 0;
  const one = () => requests[next++ % requests.length]!;
  if (rate === undefined)
    await Promise.all(
      wires.map(async (wire) => {
        while (performance.now() < until) await meter.ask(wire, one());
      }),
    );
  else await offered(wires, rate, until, (wire, due) => meter.ask(wire, one(), due));
  return meter.done(wires);
}

/** Sends what is due on whichever connection is free; what finds none waits its turn, and its clock runs. */
async function offered(
  free: readonly Wire[],
  rate: number,
  until: number,
  ask: (wire: Wire, due: number) => Promise<unknown>,
): Promise<void> {
  const idle = [...free];
  const from = performance.now();
  let sent = 0;
  let failure: Error | null = null;
  const busy = new Set<Promise<unknown>>();
  const send = () => {
    for (;;) {
      const due = from + (sent * 1_000) / rate;
      if (due > performance.now() || due > until || idle.length === 0) return;
      sent += 1;
      const wire = idle.pop()!;
      const asking = ask(wire, due)
        .catch((error: Error) => void (failure ??= error))
        .finally(() => {
          busy.delete(asking);
          idle.push(wire);
          send();
        });
      busy.add(asking);
    }
  };
  while (performance.now() < until && !failure) {
    send();
    await new Promise((turn) => setTimeout(turn, 1));
  }
  await Promise.all(busy);
  if (failure) throw failure;
}

async function commands(job: CommandsJob): Promise<Loaded> {
  const wires = await opened([job.port, ...(job.morePorts ?? [])], job.connections);
  const meter = metered();
  const until = performance.now() + job.seconds * 1_000;
  let project = 0;
  await Promise.all(
    wires.map(async (wire) => {
      while (performance.now() < until) await tell(job, `${job.name}-${project++}`, until, wire, meter);
    }),
  );
  return meter.done(wires);
}

/** One project's steps until the time is over: each prepared, then confirmed at the revision that was shown. */
async function tell(
  { steps, tokens }: CommandsJob,
  number: string,
  until: number,
  wire: Wire,
  meter: Meter,
): Promise<void> {
  let project: string | null = null;
  const post = async (path: string, body: object, token: string, at: string, expected: number) => {
    const headers = {
      ...{ authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), 'sunlit-recorded-at': at },
    };
    const { status, body: said } = await meter.ask(
      wire,
      requestOf('POST', path, headers, JSON.stringify(body)),
    );
    if (status !== expected) throw new Error(`${path} answered ${status}: ${said.toString().slice(0, 500)}`);
    return JSON.parse(said.toString()) as { submission: string; project: string; projectRevision: number };
  };
  for (const { address, body, recordedAt: at } of steps) {
    if (performance.now() >= until) return;
    const path = `/api/projects/${project === null ? '' : `${project}/`}${address}`;
    const given = project === null ? { ...body, number } : body;
    const prepared = await post(path, given, tokens.prepares, at, 202);
    project = prepared.project;
    const { submission, projectRevision } = prepared;
    await post(`/api/submissions/${submission}/confirm`, { projectRevision }, tokens.confirms, at, 201);
  }
}

const opened = (ports: readonly number[], connections: number): Promise<Wire[]> =>
  Promise.all(Array.from({ length: connections }, (_, i) => openWire(ports[i % ports.length]!)));

interface Meter {
  ask(wire: Wire, request: string | Buffer, from?: number): Promise<Answered>;
  done(wires: readonly Wire[]): Loaded;
}

function metered(expected?: number): Meter {
  const times: number[] = [];
  let bytes = 0;
  const began = performance.now();
  return {
    async ask(wire, request, from = performance.now()) {
      const answer = await wire.ask(request);
      times.push(performance.now() - from);
      bytes += answer.bytes;
      if (expected !== undefined && answer.status !== expected)
        throw new Error(`answered ${answer.status}: ${answer.body.toString().slice(0, 500)}`);
      return answer;
    },
    done(wires) {
      for (const wire of wires) wire.close();
      return { requests: times.length, seconds: (performance.now() - began) / 1_000, times, bytes };
    },
  };
}
