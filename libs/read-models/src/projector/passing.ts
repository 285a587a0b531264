import { passesBy } from '@sunlit/postgres';

/** Whether an error is of the kind that passes, of the event store or of the database. Any other stops the projector. */
export function passes(error: unknown): boolean {
  const { name } = error as Error;
  return name === 'StoreUnavailable' || name === 'AbortError' || passesBy(error);
}
