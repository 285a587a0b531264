import { unbounded } from '@sunlit/web';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RegisterProject } from '@sunlit/ledger';
import { allEvents } from '../../libs/read-models/src/testing/ledger.js';
import { people } from '../../libs/ledger/src/testing/worked-people.js';
import { startLedger, tokenOf } from '../stories/ledger.js';
import { badProblem, leaksIn } from './leaks.js';
import { check, exactly, none, type Check, type How, type Outcome } from './outcome.js';
import { requestBytes, sendRaw, silent, type RawAnswers } from './raw.js';

/** Short, so that waiting for the end of patience takes seconds. */
const patience = { headers: 500, request: 1_000 };
/** What Node adds at most before it looks, and what a busy machine adds. */
const slackMs = 10_000;
const bounds = { ...unbounded, patience, connections: 40, guest: 30, pages: 60, denied: 5 };

/** Addresses of this machine: everybody is somebody else. */
const [reader, bystander, slow, greedy, guesser, hasty] = [2, 3, 4, 5, 6, 7].map((n) => `127.0.0.${n}`) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

interface Doors {
  readonly staff: number;
  readonly pages: number;
}

/**
 * Clients that trickle, flood, guess and send what no program should: each gets an answer that helps or is cut off in
 * time, and everybody else is served meanwhile.
 */
export async function clients({ times }: How): Promise<Outcome> {
  if (process.platform !== 'linux')
    return { about: [], checks: [], notRun: 'needs a machine where all of 127.0.0.0/8 is itself' };
  const ledger = await startLedger({ bounds });
  try {
    const doors = { staff: ledger.staffPort, pages: ledger.publicPort };
    await ledger.caughtUp();
    const denied = async () =>
      (await allEvents(ledger.room.store)).filter(({ type }) => type === 'AttemptDenied').length;
    return {
      about: [
        `${times} at once of each who trickles; patience ${patience.headers} ms for headers, ${patience.request} ms for a request`,
      ],
      checks: [
        ...(await trickles(doors, times)),
        ...(await malformed(doors)),
        ...(await floods(doors)),
        ...(await guesses(doors, denied)),
        none(
          'errors in the log',
          ledger.log.lines.filter((line) => line.includes('a request failed')),
        ),
      ],
    };
  } finally {
    await ledger.close();
  }
}

const officer = (name: keyof typeof people = 'finance') => ({
  authorization: `Bearer ${tokenOf(people[name])}`,
  'idempotency-key': randomUUID(),
  'content-type': 'application/json',
});
const register = '/api/projects/register-project';
const page = requestBytes('GET', '/', {});

async function trickles({ staff, pages }: Doors, count: number): Promise<Check[]> {
  const trickle = { bytes: 'a', everyMs: 40 };
  const sending = { from: slow, trickle, waitMs: patience.request + slackMs };
  const head = 'GET / HTTP/1.1\r\nhost: a\r\nx-slow: ';
  const body = requestBytes('POST', register, { ...officer(), 'content-length': '100000' });
  const half = Math.max(1, Math.min(Math.floor(count / 2), bounds.connections / 2));
  let [trickling, readings] = [true, 0];
  const served: RawAnswers[] = [];
  const reading = (async () => {
    while (trickling && readings++ < bounds.pages / 2)
      served.push(await sendRaw(pages, page, { from: reader }));
  })();
  const all = await Promise.all(
    Array.from({ length: half }, () => [
      sendRaw(pages, head, sending),
      sendRaw(staff, head, sending),
      sendRaw(staff, body, sending),
    ]).flat(),
  );
  trickling = false;
  await reading;
  const longest = Math.max(...all.map(({ endedAfterMs }) => endedAfterMs ?? Infinity));
  return [
    none(
      `headers and bodies that trickle, ended (${all.length}, the last after ${longest.toFixed(0)} ms)`,
      all.filter(({ endedAfterMs }) => endedAfterMs === null).map(() => 'still open'),
    ),
    none(
      'answered with anything but 408',
      all.filter(({ statuses }) => statuses.some((status) => status !== 408)).map(({ text }) => text),
    ),
    none(
      `pages that others could not read meanwhile, of ${served.length}`,
      served.filter(({ statuses }) => statuses[0] !== 200).map(({ text }) => text.slice(0, 100)),
    ),
    await withoutPatience(head),
  ];
}

/** The control: against a server that waits for ever, the same measure finds the connection open. */
async function withoutPatience(head: string): Promise<Check> {
  const server = createServer({ headersTimeout: 0, requestTimeout: 0 }, (_, reply) => reply.end()).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((listening) => server.once('listening', listening));
  const { endedAfterMs } = await sendRaw((server.address() as AddressInfo).port, head, {
    trickle: { bytes: 'a', everyMs: 40 },
    waitMs: 2 * patience.request,
  });
  server.closeAllConnections();
  server.close();
  return check(
    'control: a server without patience is caught',
    endedAfterMs === null,
    endedAfterMs === null ? 'still open' : `ended after ${endedAfterMs.toFixed(0)} ms`,
  );
}

interface Bad {
  readonly what: string;
  readonly door: keyof Doors;
  readonly bytes: Buffer;
  /** Of the answers in order. */
  readonly statuses: readonly number[];
  /** What the first error names, where it names one. */
  readonly rule?: string;
}

function badRequests(): Bad[] {
  const given = (
    what: string,
    body: string | Buffer,
    status: number,
    rule?: string,
    headers: Record<string, string> = {},
  ): Bad => ({
    ...{ what, door: 'staff', statuses: [status] },
    bytes: requestBytes('POST', register, { ...officer(), ...headers }, body),
    ...(rule !== undefined && { rule }),
  });
  const asked = (what: string, path: string, status: number, door: keyof Doors = 'pages'): Bad => ({
    ...{ what, door, statuses: [status] },
    bytes: requestBytes('GET', path, door === 'staff' ? officer() : {}),
  });
  const example = RegisterProject.example as Record<string, unknown>;
  const text = JSON.stringify(example);
  const bytesOf = (note: Buffer) =>
    Buffer.concat([Buffer.from(`${text.slice(0, -1)},"note":"`), note, Buffer.from('"}')]);
  const raw = (what: string, door: keyof Doors, bytes: string, ...statuses: number[]): Bad => ({
    ...{ what, door, statuses },
    bytes: Buffer.from(bytes, 'latin1'),
  });
  const headers = Object.entries(officer()).map((one) => one.join(': '));
  const posted = [`POST ${register} HTTP/1.1`, 'host: a', ...headers].join('\r\n');
  return [
    given('a body of 2 MB', JSON.stringify({ ...example, name: 'x'.repeat(2_000_000) }), 413),
    given('arrays 200,000 deep', '['.repeat(200_000) + ']'.repeat(200_000), 400, 'too-deep'),
    given('objects 100,000 deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 400, 'too-deep'),
    given('a key twice', `{"name":"a",${text.slice(1)}`, 400, 'duplicate-key'),
    given('a key twice, once escaped', `{"n\\u0061me":"a",${text.slice(1)}`, 400, 'duplicate-key'),
    given('__proto__ as a key', `{"__proto__":{"admin":true},${text.slice(1)}`, 400, 'forbidden-key'),
    given('constructor as a key', `{"constructor":1,${text.slice(1)}`, 400, 'unknown-field'),
    given('bytes that are no UTF-8', bytesOf(Buffer.from([0xff, 0xfe, 0xc0, 0x80])), 400, 'not-utf8'),
    given('GBK bytes', bytesOf(Buffer.from([0xd1, 0xf4, 0xb9, 0xe2])), 400, 'not-utf8'),
    given('UTF-16', Buffer.from(text, 'utf16le'), 400),
    given('a charset that is not UTF-8', text, 415, undefined, {
      'content-type': 'application/json; charset=gbk',
    }),
    given('a type that only begins like JSON', text, 415, undefined, { 'content-type': 'application/jsonp' }),
    given('a NUL in a text', `{"name":"a\\u0000b",${text.slice(1)}`, 400),
    given('a lone surrogate', text.replace('{', '{"note":"\\ud800",'), 400, 'lone-surrogate'),
    given('a number too large', text.replace('{', '{"note":1e400,'), 400, 'not-a-safe-integer'),
    given('no JSON at all', '{"name":', 400, 'not-json'),
    given('an empty body', '', 400),
    asked('an address with half a percent sign', '/projects/%zz', 400),
    asked('the same at the officers’ door', '/api/submissions/%zz', 400, 'staff'),
    asked('an address that is no UTF-8', '/projects/%ff%fe', 400),
    asked('NUL in an address', '/projects/%00', 404),
    asked('NUL in a search', '/projects?q=%00', 400),
    asked('a prototype’s name as a project', '/projects/__proto__', 404),
    asked('a prototype’s name as a chart', `/projects/${randomUUID()}/charts/constructor.svg`, 404),
    asked('a prototype’s name as a filter', '/projects?__proto__=1&constructor=2&stage=toString', 400),
    asked('a way out of the folder', '/assets/..%2f..%2fpackage.json', 404),
    {
      ...asked('a prototype’s name as a command', '', 404, 'staff'),
      bytes: requestBytes('POST', `/api/projects/${randomUUID()}/constructor`, officer(), '{}'),
    },
    raw('a header of 100 KB', 'pages', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, 431),
    raw(
      'ten thousand headers',
      'staff',
      `GET /api HTTP/1.1\r\nhost: a\r\n${'a: b\r\n'.repeat(10_000)}\r\n`,
      431,
    ),
    raw(
      'a page, then garbage behind it',
      'pages',
      'GET /robots.txt HTTP/1.1\r\nhost: a\r\n\r\n\u0000\u0001?\r\n\r\n',
      200,
    ),
    raw('no HTTP', 'staff', '\u0016\u0003\u0001\u0000\u00a5\u0001', 400),
    raw(
      'two lengths that differ',
      'staff',
      `${posted}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ),
    raw('chunks without a length', 'staff', `${posted}\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`, 400),
    raw('a method that nobody knows', 'pages', 'BREW / HTTP/1.1\r\nhost: a\r\n\r\n', 400),
  ];
}

async function malformed(doors: Doors): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { what, door, bytes, statuses, rule } of badRequests()) {
    const answer = await sendRaw(doors[door], bytes, { from: bystander });
    const begin = answer.text.lastIndexOf('HTTP/1.1 ');
    const [head, body = ''] = splitOnce(answer.text.slice(begin), '\r\n\r\n');
    const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? '';
    const named = rule === undefined || body.includes(`"rule":"${rule}"`);
    const wrong = [
      ...(answer.statuses.join() === statuses.join()
        ? []
        : [`answered ${answer.statuses.join(', ') || 'nothing'}`]),
      ...(named ? [] : [`does not name ${rule}`]),
      ...(answer.statuses.at(-1)! >= 400
        ? [badProblem(answer.statuses.at(-1)!, type, body) ?? []].flat()
        : []),
      ...leaksIn(answer.text, []),
    ];
    checks.push(
      check(
        what,
        wrong.length === 0,
        wrong.join('; ') || [statuses.join(', '), rule].filter(Boolean).join(' '),
      ),
    );
  }
  return checks;
}

const splitOnce = (text: string, by: string): [string, string] => {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + by.length)];
};

async function floods({ pages, staff }: Doors): Promise<Check[]> {
  const held = await silent(pages, 3 * bounds.connections, greedy);
  const meanwhile = await sendRaw(pages, page, { from: bystander });
  const alive = held.alive();
  held.close();
  // A page that is kept costs next to nothing and is not counted.
  const another = () => requestBytes('GET', `/projects/${randomUUID()}`, {});
  const many: RawAnswers[] = [];
  while (many.length < 2 * bounds.pages)
    many.push(
      ...(await Promise.all(Array.from({ length: 20 }, () => sendRaw(pages, another(), { from: hasty })))),
    );
  const limited = many.filter(({ statuses }) => statuses[0] === 429);
  const other = await sendRaw(pages, page, { from: bystander });
  const probes = await Promise.all(
    [1, 2, 3].map(() => sendRaw(staff, requestBytes('GET', '/healthz', {}), { from: hasty })),
  );
  return [
    check(
      `connections that one address holds, of ${3 * bounds.connections} tried`,
      alive <= bounds.connections,
      alive,
    ),
    check('a page for another address meanwhile', meanwhile.statuses[0] === 200, meanwhile.statuses.join()),
    exactly(`of ${many.length} pages in a hurry, told to wait`, limited.length, many.length - bounds.pages),
    none(
      'of these without Retry-After',
      limited.filter(({ text }) => !/^retry-after: \d+/im.test(text)).map(({ text }) => text.slice(0, 200)),
    ),
    check('a page for another caller meanwhile', other.statuses[0] === 200, other.statuses.join()),
    none(
      'probes not answered',
      probes.filter(({ statuses }) => statuses[0] !== 200),
    ),
  ];
}

async function guesses({ staff }: Doors, denied: () => Promise<number>): Promise<Check[]> {
  const guess = () =>
    sendRaw(
      staff,
      requestBytes('POST', register, { ...officer(), authorization: `Bearer ${randomUUID()}` }, '{}'),
      { from: guesser },
    );
  const guessed: RawAnswers[] = [];
  while (guessed.length < 2 * bounds.guest)
    guessed.push(...(await Promise.all(Array.from({ length: 20 }, guess))));
  const statuses = guessed.map((answer) => answer.statuses[0]);
  const before = await denied();
  const forbidden: (number | undefined)[] = [];
  for (let i = 0; i < 4 * bounds.denied; i++) {
    const answer = await sendRaw(
      staff,
      requestBytes('POST', register, officer('engineer'), JSON.stringify(RegisterProject.example)),
      { from: bystander },
    );
    forbidden.push(answer.statuses[0]);
  }
  const still = await sendRaw(
    staff,
    requestBytes('POST', register, officer(), JSON.stringify(RegisterProject.example)),
    { from: bystander },
  );
  return [
    exactly('tokens that one address may guess', statuses.filter((s) => s === 401).length, bounds.guest),
    exactly('the others are told to wait', statuses.filter((s) => s === 429).length, bounds.guest),
    exactly('attempts denied to one login', forbidden.filter((s) => s === 403).length, bounds.denied),
    exactly('and recorded for auditors', (await denied()) - before, bounds.denied),
    exactly('then it is told to wait', forbidden.filter((s) => s === 429).length, 3 * bounds.denied),
    check('another login works on', still.statuses[0] === 202, still.statuses.join()),
  ];
}
