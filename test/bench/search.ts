import { pg } from '@sunlit/postgres';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPublicApp } from '../../apps/public/src/public.app.js';
import type { Generated } from '../generated.js';
import { largeLedger, projecting } from './ledgers.js';
import { interleaved, type Line, type Measured } from './measure.js';

const projects = Number(process.env['PROJECTS'] ?? 10_000);
const rounds = Number(process.env['ROUNDS'] ?? 20);

/**
 * Lists, search and pages of a large generated ledger, over HTTP as a browser asks, each beside bare `node:http` that
 * answers the same bytes.
 */
export async function search(): Promise<Measured> {
  const { ground, room, made, close } = await largeLedger(projects);
  try {
    const from = performance.now();
    const projector = await projecting(ground, room);
    const building = performance.now() - from;
    const log = { info() {}, warn: console.error, error: console.error };
    const pages = await createPublicApp({ databaseUrl: ground.urls.public, port: 0, log });
    const lines = await measured(`http://127.0.0.1:${pages.port}`, made);
    const owner = new pg.Client(ground.urls.owner);
    await owner.connect();
    const { rows } = await owner.query('SELECT pg_size_pretty(pg_database_size(current_database())) AS size');
    await owner.end();
    await pages.close();
    await projector.stop();
    const built =
      building > 5_000
        ? `, read models built in ${(building / 1_000).toFixed(0)} s (${Math.round(made.events / (building / 1_000))} events/s)`
        : '';
    return {
      about: [
        `${projects} projects, ${made.events} events, database ${rows[0].size}${built}`,
        `baseline: bare node:http answering the same bytes; ${rounds} rounds, taking turns`,
      ],
      lines,
    };
  } finally {
    await close();
  }
}

/** The pages that citizens ask for, by what they look for. */
async function measured(at: string, { projects: made }: Generated): Promise<Line[]> {
  const middle = made[Math.floor(made.length / 2)]!;
  const place = middle.name.slice(0, 3);
  // Counts of a question asked before are kept until the next entry: one that nobody asked is the slowest.
  const another = (round: number) => made[(round * 7_919) % made.length]!.name.slice(0, 3);
  const pages: readonly (readonly [what: string, path: string | ((round: number) => string)])[] = [
    ['home', '/'],
    ['all projects', '/projects'],
    ['page 1,000', '/projects?page=1000'],
    ['search 公路', `/projects?q=${encodeURIComponent('公路')}`],
    ['search a street', `/projects?q=${encodeURIComponent(place)}`],
    ['another street each time', (round) => `/projects?q=${encodeURIComponent(another(round))}`],
    [
      'another street, by category',
      (round) => `/projects?category=road&q=${encodeURIComponent(another(round))}`,
    ],
    ['search two words', `/projects?q=${encodeURIComponent(`${place} 公园`)}`],
    ['part of a code', `/projects?q=${encodeURIComponent(middle.number.slice(3))}`],
    ['one stage', '/projects?stage=under-way'],
    ['two stages, one district', '/projects?stage=contracted&stage=closed&district=339902'],
    ['category, year, amount', '/projects?category=bridge&year=2024&min=50000000'],
    ['largest budgets', '/projects?sort=budget'],
    ['nothing found', `/projects?q=${encodeURIComponent('月球')}`],
    ['a day in the past', '/projects?asof=2024-06-30&stage=under-way'],
    ['project page', `/projects/${middle.project}`],
    ['entry page', `/projects/${middle.project}/events/0`],
    ['findings', '/findings'],
  ];
  const lines: Line[] = [];
  for (const [what, asked] of pages) {
    const pathOf = typeof asked === 'string' ? () => asked : asked;
    const path = pathOf(made.length);
    const first = await fetch(`${at}${path}`);
    const bytes = Buffer.from(await first.arrayBuffer());
    if (first.status !== 200) throw new Error(`${path}: ${first.status} ${bytes.toString().slice(0, 500)}`);
    const bare = createServer((_, reply) => {
      reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      reply.end(bytes);
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => bare.once('listening', listening));
    const base = `http://127.0.0.1:${(bare.address() as AddressInfo).port}${path}`;
    const get = (address: string) => async () => {
      const answer = await fetch(address, { headers: { accept: 'text/html' } });
      await answer.arrayBuffer();
    };
    let round = 0;
    const [times, baseline] = await interleaved(rounds, [() => get(`${at}${pathOf(round++)}`)(), get(base)]);
    bare.close();
    bare.closeAllConnections();
    lines.push({ what, times: times!, baseline: baseline!, note: `${(bytes.length / 1024).toFixed(0)} KiB` });
  }
  const medians = lines.filter(
    ({ what }) => !['project page', 'entry page', 'home', 'findings'].includes(what),
  );
  const sorted = medians.map(({ times }) => times.p50).sort((a, b) => a - b);
  console.log(`\nmedian of the lists' medians: ${sorted[Math.floor(sorted.length / 2)]!.toFixed(1)} ms`);
  return lines;
}
