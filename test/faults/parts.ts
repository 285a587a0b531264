import { commitReset } from './commit-reset.js';
import { clock } from './clock.js';
import { connections } from './connections.js';
import { history } from './concurrent.js';
import { controls } from './controls.js';
import { disk } from './disk.js';
import { kill } from './kill.js';
import { clients } from './clients.js';
import { fuzz } from './fuzz.js';
import { following } from './following.js';
import { overload } from './overload.js';
import { leader } from './leader.js';
import { leaderCommands } from './leader-commands.js';
import type { Part } from './outcome.js';
import { partition } from './partition.js';
import { projectors } from './projectors.js';

/**
 * Every part of `npm run faults`, in the order of the summary. To add one: its file exports
 * `(how: How) => Promise<Outcome>`, and a line here; `test/stories/faults.story.ts` then runs its short form.
 */
export const parts: Readonly<Record<string, Part>> = {
  kill: { run: kill, counts: 'kills', times: 200, short: 3 },
  'commit-reset': { run: commitReset, counts: 'resets', times: 100, short: 3 },
  partition: { run: partition, counts: 'partitions', times: 8, short: 4 },
  projectors: { run: projectors, counts: 'kills', times: 20, short: 2 },
  connections: { run: connections, counts: 'rounds', times: 5, short: 1 },
  disk: { run: disk, counts: 'rounds', times: 2, short: 1 },
  clock: { run: clock, counts: 'jumps', times: 40, short: 4 },
  history: { run: history, counts: 'entries', times: 2_000, short: 40 },
  controls: { run: controls, counts: 'kills', times: 10, short: 2 },
  clients: { run: clients, counts: 'clients', times: 24, short: 6 },
  following: { run: following, counts: 'rounds', times: 1, short: null },
  leader: { run: leader, counts: 'kills', times: 5, short: null },
  'leader-commands': { run: leaderCommands, counts: 'kills', times: 5, short: null },
  fuzz: { run: fuzz, counts: 'requests', times: 100_000, short: 600 },
  overload: { run: overload, counts: 'commands', times: 6_000, short: 60 },
};
