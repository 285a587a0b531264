import { rulebookAt, type Rulebook, type RulebookState } from '@sunlit/ledger';
import type { Streams } from './streams.js';

/** The rulebook as the store has it now, or as it stood at a version. */
export async function rulesInForce(streams: Streams, version?: number): Promise<Rulebook> {
  const { state } = await streams.load<RulebookState>('rulebook');
  return version === undefined ? state.book : rulebookAt(state, version);
}
