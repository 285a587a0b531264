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
    const alive = pid();
    if (alive === undefined) return;
    try {
      process.kill(alive, signal);
    } catch {
      // It is gone already.
    }
  };
  left.add(end);
  return () => void left.delete(end);
}
