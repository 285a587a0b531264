import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { Agent, createServer, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { stepOf, workedExample, type PersonKey } from '../../libs/ledger/src/testing/worked-example.js';
import { people } from '../../libs/ledger/src/testing/worked-people.js';
import {
  addressOf,
  post,
  startLedger,
  tell,
  tokenOf,
  uploadPapers,
  type Ledger,
  type Told,
} from '../stories/ledger.js';
import {
  firstSteps,
  parameters,
  publicPaths,
  queryNames,
  queryValues,
  staffRoutes,
  type Base,
  type Route,
} from './fuzz.routes.js';
import { changed, shots, type Shot } from './fuzz.shots.js';
import { badProblem, leaksIn } from './leaks.js';
import { check, exactly, none, type Check, type How, type Outcome } from './outcome.js';

const file = join('test-results', 'faults', 'fuzz.wrong.json');
/** Longer than any request may take, however busy the machine is: then it hangs. */
const patienceMs = 30_000;
const atOnce = 16;

/** A ledger in some state, what is known of it, and what nobody may be told. */
interface Target {
  readonly ledger: Ledger;
  readonly told: Told;
  readonly routes: readonly Route[];
  readonly first: readonly Route[];
  readonly secrets: readonly string[];
  /** Later than this no entry is dated, so that what is sealed stays so; null: any time. */
  readonly notAfter: string | null;
  readonly projects: string[];
  readonly submissions: string[];
  readonly keys: string[];
}

interface Sent {
  readonly door: 'staff' | 'pages';
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | null;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** What was seen, over all requests. */
interface Seen {
  requests: number;
  readonly statuses: Map<number, number>;
  /** What is wrong, each with the first request that showed it. */
  readonly wrong: Map<string, { readonly count: number; readonly first: string }>;
}

/**
 * Requests made of right ones by changing them, from what the API documents of itself and what the public side serves:
 * wrong types, bounds, missing and unknown fields, other letters, other people's ids and logins, keys used again, and what
 * follows a request that was right. Nothing may fail, hang, or show the inside or what is sealed or personal.
 */
export async function fuzz({ seed, times, short, say }: How): Promise<Outcome> {
  const seen: Seen = { requests: 0, statuses: new Map(), wrong: new Map() };
  const from = performance.now();
  const alive: Check[] = [];
  const states = short ? [afterPayment] : [beforeOpening, afterPayment];
  for (const [i, state] of states.entries()) {
    const target = await state();
    try {
      await shootAll(target, seen, seed + i * 1_000_003, Math.ceil(((i + 1) * times) / states.length), say);
      alive.push(
        ...(await stillAlive(
          target,
          state === beforeOpening ? 'before the opening' : 'while works are paid',
        )),
      );
    } finally {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify(Object.fromEntries(seen.wrong), null, 2));
      await target.ledger.close();
    }
  }
  const seconds = (performance.now() - from) / 1_000;
  const counted = [...seen.statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
  return {
    about: [
      `${seen.requests} requests in ${seconds.toFixed(0)} s, ${atOnce} at once; REQUESTS and SEED repeat the plan; ${file} has each kind of wrong answer whole`,
      counted.join(', '),
    ],
    checks: [
      check(`requests sent`, seen.requests >= times, seen.requests),
      none(
        'kinds of wrong answer',
        [...seen.wrong].map(([what, { count, first }]) => `${what} (${count} times; ${first})`),
      ),
      ...alive,
      await control(),
    ],
  };
}

const sealedBidder = '密封甲乙丙丁建设有限公司';
const personalAccount = '6222 0000 9876 5432 109';

/** Bids are in the box, sealed. */
async function beforeOpening(): Promise<Target> {
  const ledger = await startLedger();
  await uploadPapers(ledger);
  const told = await tell(ledger, workedExample.slice(0, workedExample.indexOf(stepOf('nanshan-bid')) + 1));
  const body = {
    lot: 'SG-1',
    bidder: { uscc: null, name: sealedBidder },
    sealIntact: true,
    fileSha256: 'b'.repeat(64),
  };
  const at = '2023-03-20T01:29:59.999Z';
  const { status } = await post(ledger, addressOf(told.project, 'ReceiveBid'), body, {
    actor: people.tender,
    at,
  });
  if (status !== 201) throw new Error(`the bid answered ${status}`);
  return target(ledger, told, [sealedBidder], at);
}

/** A payment is recorded whose account is personal. */
async function afterPayment(): Promise<Target> {
  const ledger = await startLedger();
  await uploadPapers(ledger);
  const steps = workedExample
    .slice(0, workedExample.indexOf(stepOf('progress-1')) + 1)
    .map((step) =>
      step.key === 'progress-1'
        ? { ...step, body: { ...(step.body as object), payeeAccount: personalAccount } }
        : step,
    );
  return target(ledger, await tell(ledger, steps as never), [personalAccount], null);
}

async function target(
  ledger: Ledger,
  told: Told,
  secrets: string[],
  notAfter: string | null,
): Promise<Target> {
  await ledger.caughtUp();
  const { body } = await ledger.api.get('/api/openapi.json');
  const routes = staffRoutes(body, told.receipts).filter(
    // What opens the box may be asked for rightly: then it is open.
    ({ path }) => notAfter === null || !path.endsWith('/open-bids'),
  );
  const tokens = Object.values(people).map((actor) => tokenOf(actor));
  return {
    ...{ ledger, told, routes, notAfter },
    first: routes.filter(({ path }) => firstSteps.some((step) => path.endsWith(step))),
    secrets: [...secrets, ...tokens],
    ...{ projects: [told.project], submissions: [], keys: [] },
  };
}

async function shootAll(
  target: Target,
  seen: Seen,
  seed: number,
  until: number,
  say: How['say'],
): Promise<void> {
  const { staffPort, publicPort } = target.ledger;
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const fire = async (sent: Sent): Promise<Answer> => {
    const answer = await asked(agent, sent.door === 'staff' ? staffPort : publicPort, sent);
    seen.requests += 1;
    seen.statuses.set(answer.status, (seen.statuses.get(answer.status) ?? 0) + 1);
    for (const what of wrongWith(sent, answer, target.secrets)) {
      const kind = `${what} at ${sent.method} ${shapeOf(sent.path)}`;
      if (!seen.wrong.has(kind)) say(kind);
      note(seen, kind, sent, answer);
    }
    if (seen.requests % 10_000 === 0)
      say(`${seen.requests} requests, ${seen.wrong.size} kinds of wrong answer`);
    return answer;
  };
  const plan = shots(seed, until);
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const shot of plan) {
        if (seen.requests >= until) return;
        if (shot.publicSide) await fire(publicRequest(shot, target));
        else await shootStaff(shot, target, fire);
      }
    }),
  );
  agent.destroy();
}

async function shootStaff(shot: Shot, target: Target, fire: (sent: Sent) => Promise<Answer>): Promise<void> {
  const among = shot.route % 3 === 0 ? target.first : target.routes;
  const route = pick(among, shot.route);
  const base = pick(route.bases, shot.base);
  const { status, text } = await fire(staffRequest(shot, route, base, target));
  if (status !== 202) return;
  const { submission, projectRevision, project } = JSON.parse(text);
  remember(target.submissions, submission);
  const follow = (step: string, login: PersonKey, body: object): Sent => ({
    ...{ door: 'staff', method: 'POST', path: `/api/submissions/${submission}/${step}` },
    headers: headersOf(login, randomUUID(), base.at === null ? null : dated(base.at, target)),
    body: Buffer.from(JSON.stringify(body)),
  });
  const confirm = (login: PersonKey, revision: number) =>
    follow('confirm', login, { projectRevision: revision });
  const { prepares, confirms } = base;
  const second = confirms === prepares ? 'secondAuditor' : confirms;
  const done = async (sent: Sent) => {
    const { status: confirmed } = await fire(sent);
    if (confirmed === 201 && project !== 'rulebook') remember(target.projects, project);
  };
  switch (shot.follow) {
    case 'confirm':
      return done(confirm(second, projectRevision));
    case 'confirm-at-another-revision':
      return done(confirm(second, projectRevision + (shot.id % 3) - 1));
    case 'confirm-as-preparer':
      return done(confirm(prepares, projectRevision));
    case 'confirm-twice':
      await Promise.all([1, 2].map(() => done(confirm(second, projectRevision))));
      return;
    case 'return':
      return void (await fire(follow('return', second, { reason: shot.oddText || '附件不全' })));
    case 'withdraw':
      return void (await fire(follow('withdraw', prepares, { reason: null })));
    case 'look':
      return void (await fire({
        ...follow('', second, {}),
        method: 'GET',
        path: `/api/submissions/${submission}`,
        body: null,
      }));
    case 'leave':
      return;
  }
}

const pick = <T>(items: readonly T[], n: number): T => items[n % items.length]!;
/** The pool stays small, so that the same things are asked again. */
function remember(pool: string[], id: string): void {
  pool.push(id);
  if (pool.length > 200) pool.splice(1, 1);
}

function dated(at: string, { notAfter }: Target): string {
  return notAfter !== null && at > notAfter ? notAfter : at;
}

const headersOf = (login: PersonKey, key: string, at: string | null): OutgoingHttpHeaders => ({
  authorization: `Bearer ${tokenOf(people[login])}`,
  'content-type': 'application/json',
  'idempotency-key': key,
  ...(at !== null && { 'sunlit-recorded-at': at }),
});

/** Mostly data: a page is made of the same and takes longer. */
const accepts = [
  ...Array.from({ length: 8 }, () => 'application/json'),
  ...[
    'text/html',
    'text/html',
    '*/*',
    'text/html;q=0.1,application/json',
    'image/png',
    'x/;;q=,,',
    undefined,
  ],
];

function staffRequest(shot: Shot, route: Route, base: Base, target: Target): Sent {
  const logins = Object.keys(people) as PersonKey[];
  const key = shot.key === 'again' && target.keys.length > 0 ? pick(target.keys, shot.id) : shot.uuid;
  remember(target.keys, key);
  const headers = headersOf(
    shot.rightLogin ? base.prepares : pick(logins, shot.login),
    shot.key === 'bad' ? inHeader(shot.oddText) : key,
    instantOf(shot, base, target),
  );
  if (shot.key === 'none') delete headers['idempotency-key'];
  Object.assign(headers, pick(extraHeaders, shot.extraHeader), { accept: pick(accepts, shot.accept) ?? '' });
  const method = shot.method === 'right' ? route.method : shot.method;
  const otherId = pick([...target.projects, ...target.submissions], shot.id);
  const body = changed(unlikeOthers(base.body, shot), shot.changes, otherId);
  const document = route.path === '/api/documents';
  if (document && shot.bytes === 'json') headers['content-type'] = 'application/octet-stream';
  return {
    ...{ door: 'staff', method, headers },
    path: `${pathOf(route.path, shot, target)}${route.method === 'GET' ? queryOf(shot, route.path) : ''}`,
    body: method === 'GET' || method === 'HEAD' ? null : bytesOf(shot, body, document),
  };
}

/** A project of its own, where one is registered. */
const unlikeOthers = (body: unknown, { uuid }: Shot): unknown =>
  body !== null && typeof body === 'object' && 'number' in body && 'estimate' in body
    ? { ...body, number: `FZ-${uuid.slice(0, 13)}`, nationalCode: null }
    : body;

/** Headers that a program may add; the first ones add nothing. */
const extraHeaders: readonly OutgoingHttpHeaders[] = [
  ...Array.from({ length: 150 }, () => ({})),
  { authorization: 'Bearer ' },
  { authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAAAA' },
  { authorization: 'Basic YTpi' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/json; charset="utf-8"' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': ';;;' },
  { 'content-encoding': 'gzip' },
  { 'if-match': '"0"' },
  { 'if-match': '"31"' },
  { 'if-match': '*' },
  { 'if-match': 'W/"x"' },
  { 'sunlit-recorded-at': 'yesterday' },
  { 'sunlit-recorded-at': '9999-12-31T23:59:59.999Z' },
  { 'sunlit-recorded-at': '0000-01-01T00:00:00.000Z' },
  { 'x-forwarded-for': '192.0.2.1, garbage' },
  { 'x-request-id': 'a'.repeat(500) },
  { 'if-none-match': '*, "x", W/"y"' },
  { cookie: 'sunlit-lang=en; sunlit-size=large' },
  { cookie: 'sunlit-lang=__proto__; =; ;;' },
  { 'accept-encoding': 'gzip;q=0, *;q=1' },
  { range: 'bytes=0-99999999' },
  { expect: '200-ok' },
];

function instantOf(shot: Shot, base: Base, target: Target): string | null {
  if (base.at !== null) return dated(base.at, target);
  return target.notAfter !== null && shot.id % 4 > 0 ? target.notAfter : null;
}

/** What may stand in a header at all. */
const inHeader = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?');

function bytesOf({ bytes, oddText, changes }: Shot, body: unknown, document: boolean): Buffer | null {
  const text = Buffer.from(JSON.stringify(body) ?? 'null');
  switch (bytes) {
    case 'json':
      return document
        ? Buffer.concat([Buffer.from(changes.length > 1 ? '%PDF-1.4\n' : ''), Buffer.from(oddText)])
        : text;
    case 'cut':
      return text.subarray(0, Math.floor(text.length / 2));
    case 'spliced':
      return Buffer.concat([text.subarray(0, 9), Buffer.from([0xc3, 0x28, 0xff]), text.subarray(9)]);
    case 'deep':
      return Buffer.from('[{"a":'.repeat(2_000) + '1' + '}]'.repeat(2_000));
    case 'twice':
      return Buffer.from(text.toString().replace('{', '{"documents":1,"documents":2,'));
    case 'huge':
      return Buffer.from(JSON.stringify({ ...(body as object), note: 'x'.repeat(70_000) }));
    case 'plain':
      return Buffer.from(oddText);
    case 'none':
      return null;
    case 'bom':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text]);
    case 'binary':
      return Buffer.from(oddText, 'latin1');
  }
}

function publicRequest(shot: Shot, target: Target): Sent {
  const { accept } = shot;
  const path = pick(publicPaths, shot.route);
  return {
    ...{ door: 'pages', method: shot.method === 'right' ? 'GET' : shot.method, body: null },
    path: `${pathOf(path, shot, target)}${queryOf(shot, path)}`,
    headers: { ...pick(extraHeaders, shot.extraHeader), accept: pick(accepts, accept) ?? '' },
  };
}

const broken = ['%', '%zz', '%00', '%ff%fe', '..%2f..', '%2e%2e', ';', '%E9%98%B3', '%20', 'a'.repeat(3_000)];

function pathOf(path: string, shot: Shot, { projects, submissions }: Target): string {
  const odd = shot.id % 3 === 0 ? pick(broken, shot.base) : encodeURIComponent(wellFormed(shot.oddText));
  const known = (pool: readonly string[]) =>
    !shot.knownIds || pool.length === 0
      ? shot.id % 2
        ? shot.uuid
        : odd
      : shot.id % 5 < 2
        ? pool[0]!
        : pick(pool, shot.id);
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'projectId') return known(projects);
    if (name === 'submissionId')
      return shot.knownIds && submissions.length > 0 ? pick(submissions, shot.id) : known([]);
    return shot.knownIds ? pick(parameters[name] ?? [odd], shot.id) : odd;
  });
}

/** Without half a letter, which no address can hold. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

function queryOf({ query, knownIds }: Shot, path: string): string {
  const pairs = query.map(([name, value]) => {
    const named = pick(queryNames(path), name);
    const text = typeof value === 'number' ? pick(queryValues(named), value) : wellFormed(value);
    const raw =
      typeof value === 'number' && value % 17 === 0 && !knownIds
        ? pick(broken, value)
        : encodeURIComponent(text);
    return `${named}=${raw}`;
  });
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** One request and its whole answer; a status of 0 is none in time, or a connection that broke. */
function asked(agent: Agent, port: number, { method, path, headers, body }: Sent): Promise<Answer> {
  return new Promise((resolve) => {
    const lost = (why: string) => resolve({ status: 0, type: '', retryAfter: undefined, text: why });
    const length = body === null ? {} : { 'content-length': body.length };
    const sending = httpRequest({
      agent,
      port,
      host: '127.0.0.1',
      method,
      path,
      headers: { ...headers, ...length },
    });
    sending.setTimeout(patienceMs, () => sending.destroy(new Error(`no answer within ${patienceMs} ms`)));
    sending.on('error', (error: NodeJS.ErrnoException) => lost(error.code ?? error.message));
    sending.on('response', (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', (error: Error) => lost(`cut off: ${error.message}`));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          type: answer.headers['content-type'] ?? '',
          retryAfter: answer.headers['retry-after'],
          text: Buffer.concat(pieces).toString(),
        }),
      );
    });
    sending.end(body ?? undefined);
  });
}

/** Everything that is wrong with an answer, in words that are the same for the same fault. */
function wrongWith(
  { method, headers }: Sent,
  { status, type, retryAfter, text }: Answer,
  secrets: readonly string[],
): string[] {
  const leaks = leaksIn(text, secrets).map((leak) => `shows ${leak}`);
  if (status === 0) return [`no answer: ${text}`];
  if (status >= 500)
    return [
      `answers ${status}${status === 503 && retryAfter === undefined ? ' without Retry-After' : ''}`,
      ...leaks,
    ];
  if (status < 400 || method === 'HEAD') return leaks;
  const asPage = type.startsWith('text/html') && /html/.test(String(headers['accept']));
  const form = asPage ? null : badProblem(status, type, text);
  return form === null ? leaks : [form, ...leaks];
}

/** An address without what differs from one to the next. */
const shapeOf = (path: string): string =>
  path
    .split('?')[0]!
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/^((?:\/[^/]{1,40}){0,5}).*$/s, '$1');

function note(
  { wrong }: Seen,
  what: string,
  { door, method, path, headers, body }: Sent,
  { text }: Answer,
): void {
  const { authorization: _, ...shown } = headers;
  const before = wrong.get(what);
  wrong.set(what, {
    count: (before?.count ?? 0) + 1,
    first:
      before?.first ??
      `${door} ${method} ${path.slice(0, 200)} ${JSON.stringify(shown)} ${body?.subarray(0, 600).toString() ?? ''} -> ${text.slice(0, 300)}`,
  });
}

/** After all of it: pages, API and projector work, nothing secret is in the log, and nothing failed. */
async function stillAlive({ ledger, told, secrets }: Target, when: string): Promise<Check[]> {
  await ledger.caughtUp();
  const page = await ledger.pages.get(`/projects/${told.project}`);
  const live = await ledger.api.get('/healthz');
  const { lines } = ledger.log;
  return [
    check(`${when}: the pages have caught up with all that was stored`, page.status === 200, page.status),
    check(`${when}: the API answers`, live.status === 200, live.status),
    none(
      `${when}: failures in the log`,
      lines.filter((line) => line.startsWith('a request failed')),
    ),
    exactly(
      `${when}: secrets in the log`,
      lines.filter((line) => secrets.some((s) => line.includes(s))).length,
      0,
    ),
  ];
}

/** Servers that do each wrong that is looked for: the same eyes must see them all. */
async function control(): Promise<Check> {
  const wrongs: Readonly<Record<string, (reply: import('node:http').ServerResponse) => unknown>> = {
    '/fails': (reply) => reply.writeHead(500).end('{}'),
    '/breaks': (reply) => reply.destroy(),
    '/plain': (reply) => reply.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"x"}'),
    '/unknown': (reply) =>
      reply
        .writeHead(404, { 'content-type': 'application/problem+json' })
        .end('{"type":"about:blank","status":404}'),
    '/stack': (reply) => reply.end(new Error('x').stack),
    '/sql': (reply) => reply.end('SELECT stream FROM store.event WHERE revision = 1'),
    '/secret': (reply) => reply.end(`payee ${personalAccount}`),
  };
  const server = createServer((request, reply) => void wrongs[request.url!]!(reply)).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const agent = new Agent();
  const port = (server.address() as AddressInfo).port;
  const missed: string[] = [];
  for (const path of Object.keys(wrongs)) {
    const sent: Sent = { door: 'staff', method: 'GET', path, headers: {}, body: null };
    if (wrongWith(sent, await asked(agent, port, sent), [personalAccount]).length === 0) missed.push(path);
  }
  agent.destroy();
  server.close();
  return none(`control: of ${Object.keys(wrongs).length} wrong answers made on purpose, not seen`, missed);
}
