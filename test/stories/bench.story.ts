import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { append } from '../bench/append.js';
import { command } from '../bench/command.js';
import { fresh } from '../bench/fresh.js';
import { growth } from '../bench/growth.js';
import { interleaved, printed, ratioOf, reaches, single, type Measured } from '../bench/measure.js';
import { page } from '../bench/page.js';
import { search } from '../bench/search.js';
import { freshDatabase, type FreshDatabase } from '../postgres.js';
import { post, startLedger } from './ledger.js';
import { people, stepOf } from '../../libs/ledger/src/testing/worked-example.js';

/** Every part of `npm run bench` with small numbers: that it measures, not what. */
let databases: FreshDatabase[] = [];
const database = async () => {
  const made = await freshDatabase();
  databases.push(made);
  return made;
};
beforeEach(() => {
  databases = [];
});
afterEach(async () => {
  for (const one of databases) await one.drop();
});

/** Each line has measured something, and against something where it is held against something. */
function measured({ about, lines }: Measured, ...whats: string[]): void {
  expect(lines.map(({ what }) => what)).toEqual(whats);
  for (const { times, baseline } of lines)
    for (const found of [times, ...(baseline ? [baseline] : [])]) {
      expect(found.n).toBeGreaterThan(0);
      expect(found.p50).toBeGreaterThan(0);
    }
  expect(about.length).toBeGreaterThan(0);
  expect(printed('short', { about, lines })).toContain(whats[0]);
}

describe('The benchmark, in short', () => {
  it('append: group commit beside single rows, COPY and emmett; without pgbench by a loop of its own', async () => {
    const { urls } = await database();
    const found = await append({ urls, rounds: 1, seconds: 0.2, pgbench: false });
    const most = 'group commit, 256 waiting';
    measured(found, most, most, most, 'group commit, 32 waiting', 'group commit, 1 waiting');
    expect(found.about.join()).toContain('a loop of pg');
    expect(found.lines.every(({ baseline }) => baseline !== null)).toBe(true);
  }, 60_000);

  it('command: prepared and confirmed over HTTP, by one app and by two, beside single rows', async () => {
    const { urls } = await database();
    const found = await command({ urls, rounds: 1, seconds: 1, connections: 4, pgbench: false });
    const lines = ['one app', 'two apps'].flatMap((by) => [`durable events, ${by}`, `a request, ${by}`]);
    measured(found, ...lines);
    expect(found.lines[0]!.baseline).not.toBeNull();
  }, 60_000);

  it('page: whole and unchanged, beside bare node:http, and at an offered rate', async () => {
    const { urls } = await database();
    const found = await page({ urls, rounds: 1, seconds: 0.3, connections: 4, projects: 3, offered: 50 });
    measured(found, 'project page, gzip', 'the same, 304', 'at 50 requests/s offered');
    expect(found.about.join()).toContain('nginx');
    expect(found.lines.every(({ baseline }) => baseline !== null)).toBe(true);
  }, 60_000);

  it('fresh: from the answer to the page, and a burst', async () => {
    const { urls } = await database();
    const found = await fresh({ urls, seconds: 1, connections: 2, projects: 3, burst: 5 });
    measured(found, 'entry recorded -> on its page', 'burst drained');
  }, 60_000);

  it('search: each question once, those that find something and the one that does not, beside node:http', async () => {
    const { urls } = await database();
    const { lines, about } = await search({ urls, projects: 300, rounds: 2 });
    measured({ about, lines }, ...lines.map(({ what }) => what));
    expect(lines.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['a street', 'nothing found', 'from memory: a street asked before']),
    );
    expect(lines.every(({ baseline }) => baseline !== null)).toBe(true);
  }, 60_000);

  it('growth: the same on a small ledger and a larger one', async () => {
    const [small, large] = [await database(), await database()];
    const found = await growth({
      ...{ urls: [small.urls, large.urls], sizes: [3, 6], rounds: 1, seconds: 0.5, starts: 0 },
    });
    measured(
      ...([found, 'request of a command', 'request of a command, p99'] as const),
      ...['project page', 'project page, p99'],
    );
  }, 60_000);
});

describe('The measure can fail', () => {
  it('what is slowed on purpose is found slower than its baseline, and misses its aim', async () => {
    const work = () => pause(1);
    const slowed = async () => {
      await work();
      await pause(20);
    };
    const [times, baseline] = await interleaved(5, [slowed, work], 1);
    const line = { what: 'slowed', times: times!, baseline: baseline!, note: '', aim: { ratio: 0.7 } };
    expect([ratioOf(line)! < 0.7, reaches(line)]).toEqual([true, false]);
    expect(printed('control', { about: [], lines: [line] })).toContain('MISSED');
  });

  it('a rate below its baseline, and a figure over its limit, are told as missed', () => {
    const rate = { what: 'x', unit: '/s' as const, times: single(100), note: '' };
    const aim = { ratio: 0.5 };
    expect(reaches({ ...rate, baseline: single(300), aim })).toBe(false);
    expect(reaches({ ...rate, baseline: single(150), aim })).toBe(true);
    const late = { what: 'x', times: single(51), baseline: null, note: '' };
    expect(reaches({ ...late, aim: { of: 'p99', atMost: 50 } })).toBe(false);
  });
});

describe('A page that is kept in memory', () => {
  it('shows an entry to whoever asks after it was recorded', async () => {
    const ledger = await startLedger();
    try {
      const listed = async () => (await ledger.pages.get('/projects.json').expect(200)).body.paging.total;
      await ledger.caughtUp();
      for (let before = 0; before < 4; before++) {
        // Twice: the second one comes from memory.
        expect([await listed(), await listed()]).toEqual([before, before]);
        const first = stepOf('registered');
        const given = await post(
          ...([ledger, '/api/projects/register-project'] as const),
          { ...first.body, number: `KEPT-${before}`, documents: [] },
          { actor: people.finance, at: first.recordedAt },
        ).expect(202);
        await post(
          ...([ledger, `/api/submissions/${given.body.submission}/confirm`] as const),
          { projectRevision: given.body.projectRevision },
          { actor: people.approver, at: first.recordedAt },
        ).expect(201);
        await ledger.caughtUp();
      }
      expect([await listed(), await listed()]).toEqual([4, 4]);
    } finally {
      await ledger.close();
    }
  }, 60_000);
});
