import { eventId, keyRing, memoryKeyStore, projectId, sealAll, type KeyRing } from '@sunlit/envelope';
import { memoryEventStore, type EventStore, type StoredEvent } from '@sunlit/event-store';
import { eventTypes, type JsonObject, type Meta } from '@sunlit/ledger';
import { openingBody, owner, playWorkedExample } from '../../../ledger/src/testing/worked-example.js';

/** An event to store; what is not named is as an officer would leave it. */
export interface Told {
  readonly type: string;
  readonly data: object;
  readonly meta?: Partial<Meta>;
  readonly withhold?: readonly {
    field: string;
    article: string;
    reason: string;
    approver: string;
    reviewDate: string;
  }[];
}

export interface SpecLedger {
  readonly store: EventStore;
  readonly ring: KeyRing;
  /** Seals and appends; answers the position of the last. */
  append(stream: string, ...events: readonly Told[]): Promise<string>;
}

const officer = { person: 'p-1', role: 'finance-officer', organisation: null, department: '财务科' };
const approver = { person: 'p-2', role: 'approver', organisation: null, department: null };

/** A ledger to write to without commands: events sealed by the envelope, in `store`. */
export function specLedger(
  store: EventStore = memoryEventStore(),
  ring = keyRing(memoryKeyStore(), Buffer.alloc(32, 7)),
): SpecLedger {
  const revisions = new Map<string, number>();
  let seconds = 0;
  return {
    store,
    ring,
    async append(stream, ...events) {
      const before = revisions.get(stream) ?? -1;
      const drafts = events.map(({ type, data, meta, withhold = [] }, i) => ({
        ...{
          stream,
          revision: before + 1 + i,
          id: eventId(stream, 'spec', before + 1 + i),
          type,
          data,
          withhold,
        },
        eventType: eventTypes[type]!,
        meta: {
          ...{
            commandId: eventId(stream, 'command', before + 1 + i),
            preparedBy: officer,
            confirmedBy: approver,
            rulebookVersion: 1,
          },
          ...{
            recordedAt: new Date(Date.UTC(2026, 0, 5) + 1_000 * seconds++).toISOString(),
            findings: [],
            overrides: [],
          },
          ...{ lateReason: null, causation: [], request: null, ...meta },
        },
      }));
      const sealed = await sealAll(drafts, ring);
      const { position } = await store.append(stream, before < 0 ? 'no-stream' : before, sealed);
      revisions.set(stream, before + events.length);
      return position;
    },
  };
}

export const openLedger = (ledger: SpecLedger): Promise<string> =>
  ledger.append('ledger', { type: 'LedgerOpened', data: openingBody });

/**
 * Stores the worked example, its bid box among it, up to and including the step `until`; answers the project. `number`
 * tells several of them apart.
 */
export async function storeWorkedExample(
  ledger: SpecLedger,
  { until, number = 'ZW-2026-017' }: { until?: string; number?: string } = {},
): Promise<string> {
  const { events } = playWorkedExample(until);
  const project = projectId(owner.uscc, number);
  const streams = { project: `project-${project}`, bidbox: `bidbox-${project}` };
  for (const { step, type, data, findings, withhold, preparedBy, confirmedBy, recordedAt } of events) {
    const named: JsonObject = type === 'ProjectRegistered' ? { ...data, number } : data;
    await ledger.append(streams[step.on], {
      type,
      data: named,
      withhold,
      meta: { findings, preparedBy, confirmedBy, recordedAt },
    });
  }
  return project;
}

/** All that the store holds by now. */
export async function allEvents(store: EventStore): Promise<StoredEvent[]> {
  const target = await store.last();
  const all: StoredEvent[] = [];
  if (target === null) return all;
  for await (const page of store.follow(null, new AbortController().signal)) {
    all.push(...page);
    if (all.at(-1)!.id === target.id) break;
  }
  return all;
}
