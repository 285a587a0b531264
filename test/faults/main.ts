import 'reflect-metadata';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import startServer from '../server.js';
import { allPassed, how, keep, printed, type Outcome } from './outcome.js';
import { parts } from './parts.js';

/**
 * `npm run faults [part]`: machines die, wires break, disks fill, clocks jump; a table of what must hold nevertheless,
 * and the same as JSON. `SEED=7` repeats a plan, `KILLS=1000` (what the part counts) does more of it. Exit code 1
 * when a check fails.
 */
const [named] = process.argv.slice(2);
if (named !== undefined && !(named in parts)) {
  console.error(`there is no part "${named}": ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const seed = Number(process.env['SEED'] ?? randomInt(1_000_000));
const root = fileURLToPath(new URL('../..', import.meta.url));
await startServer(undefined, { rootDir: root });

const summary: string[] = [];
let failed = false;
for (const [name, { run, counts, times }] of Object.entries(parts)) {
  if (named !== undefined && name !== named) continue;
  const asked = how(seed, Number(process.env[counts.toUpperCase()] ?? times), false, console.error);
  const from = performance.now();
  const outcome = await run(asked).catch((error: Error): Outcome => ({
    about: [],
    checks: [{ what: 'it ran to its end', found: error.stack ?? String(error), passed: false }],
  }));
  console.log(printed(name, outcome, asked, counts));
  await keep(name, outcome, asked);
  const seconds = ((performance.now() - from) / 1_000).toFixed(0);
  failed ||= !allPassed(outcome);
  const { checks, notRun } = outcome;
  const held = checks.filter(({ passed }) => passed).length;
  const said = notRun === undefined ? `${held} of ${checks.length} checks hold, ${seconds} s` : 'not run';
  summary.push(`  ${name.padEnd(16)} ${asked.times} ${counts}: ${said}`);
}
console.log(`\nfaults, seed ${seed}:\n${summary.join('\n')}`);
process.exit(failed ? 1 : 0);
