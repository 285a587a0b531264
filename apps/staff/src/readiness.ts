import { projectorHealth } from '@sunlit/read-models';
import { projectorCheck, readiness, type LagBounds, type Readiness } from '@sunlit/web';
import type { DataSource } from 'typeorm';
import type { WritingRoom } from './writing-room.js';

/** Ready: the database answers, the store takes events, and what is recorded is soon published. */
export const staffReadiness = (
  { proveWritable }: Pick<WritingRoom, 'proveWritable'>,
  reader: DataSource,
  lag: LagBounds,
): Readiness =>
  readiness([
    projectorCheck(() => projectorHealth(reader), lag),
    { fails: 'store-not-writable', look: () => proveWritable().then(() => null) },
  ]);
