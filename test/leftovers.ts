import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const left = new Set<() => void>();

// However a run ends but by `kill -9`: by itself, by Ctrl-C, by an error.
process.once('exit', endLeftovers);

/** What a part that failed has left running. */
export function endLeftovers(): void {
  for (const end of left) end();
}

/** Ends a process of ours when this one ends first. Answers the function that takes it back. */
export function endWithUs(pid: () => number | undefined, signal: NodeJS.Signals): () => void {
  const end = () => {
    try {
      const alive = pid();
      if (alive !== undefined) process.kill(alive, signal);
    } catch {
      // It is gone already.
    }
  };
  left.add(end);
  return () => void left.delete(end);
}

/** The process of the PostgreSQL that is embedded in a data folder; throws when there is none. */
export const postmasterIn = (folder: string): number =>
  Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
