import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { append } from './append.js';
import { command } from './command.js';
import { fresh } from './fresh.js';
import { growth } from './growth.js';
import { machine, printed, type Measured } from './measure.js';
import { page } from './page.js';
import { rebuild } from './rebuild.js';
import { search } from './search.js';
import { stores } from './stores.js';

/** `npm run bench [part]`: figures, each beside the baseline of the same run; a table, and the same as JSON. */
const parts: Readonly<Record<string, () => Promise<Measured>>> = {
  append,
  command,
  page,
  fresh,
  rebuild,
  search,
  growth,
  stores,
};

const [named] = process.argv.slice(2);
if (named !== undefined && !(named in parts)) {
  console.error(`there is no part "${named}": ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const results = 'test-results/bench';
await mkdir(results, { recursive: true });
for (const [name, part] of Object.entries(parts)) {
  if (named !== undefined && name !== named) continue;
  const measured = await part();
  console.log(printed(name, measured));
  const kept = { part: name, at: new Date().toISOString(), machine: machine(), ...measured };
  await writeFile(join(results, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}
process.exit(0);
