/** Wakes one listener. A ring while nobody listens is kept, so that none falls between looking and listening. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or at once after a missed one; when `signal` aborts; and after `ms`, if given. */
  heard(signal: AbortSignal, ms?: number): Promise<void>;
}

export function bell(): Bell {
  let rung = false;
  let wake = (): void => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async heard(signal, ms) {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = ms === undefined ? undefined : setTimeout(() => wake(), ms);
          wake = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', wake);
            resolve();
          };
          signal.addEventListener('abort', wake);
        });
      }
      rung = false;
    },
  };
}
