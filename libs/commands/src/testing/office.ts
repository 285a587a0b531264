import { keyRing, memoryKeyStore, uuid5 } from '@sunlit/envelope';
import { memoryEventStore, type EventStore } from '@sunlit/event-store';
import {
  bidBox,
  project,
  readFields,
  rulebookDecider,
  type Actor,
  type Entry,
  type JsonObject,
} from '@sunlit/ledger';
import { randomUUID } from 'node:crypto';
import { documentOf, filled, papers, people, type Step } from '../../../ledger/src/testing/worked-example.js';
import { asked, Office, type Answer, type Desk, type Submission } from '../index.js';

/** A sample ledger in memory, with the papers of the worked example uploaded. `now` is its clock. */
export async function memoryOffice({
  sample = true,
  store = memoryEventStore(),
  now = () => '2026-01-02T03:04:05.006Z',
} = {}) {
  const ring = keyRing(memoryKeyStore(), Buffer.alloc(32, 7));
  const desk: Desk = {
    store,
    ring,
    documents: shelf,
    now: () => now(),
  };
  const office = await Office.open(desk, {
    name: '样例',
    origin: 'ledger.example/spec',
    region: '331082',
    sample,
  });
  return { office, desk, store: store as EventStore, ring };
}

/** Every paper of the worked example was uploaded. */
const uploaded = new Map(papers.map(documentOf).map(({ sha256, ...rest }) => [sha256, rest]));
const shelf: Desk['documents'] = {
  find: async (hashes) =>
    new Map(hashes.flatMap((hash) => (uploaded.has(hash) ? [[hash, uploaded.get(hash)!] as const] : []))),
};

export const classOf = (name: string) =>
  (project.commands[name] ?? bidBox.commands[name] ?? rulebookDecider.commands[name])!;

export interface Asking {
  readonly actor: Actor;
  readonly project: string | null;
  readonly key?: string;
  readonly instant: string;
}

export function give(
  office: Office,
  name: string,
  body: JsonObject,
  { actor, project, key = randomUUID(), instant }: Asking,
) {
  const command = readFields(classOf(name), body) as Entry;
  return office.receive(asked(command, { project, actor, key, instant, ifRevision: null }), {
    project,
    actor,
    key,
    instant,
    ifRevision: null,
  });
}

export const projectStream = (projectId: string) => `project-${projectId}`;

/** Plays steps through the office as two persons would; the ledger's own steps happen by themselves. */
export async function playSteps(
  office: Office,
  steps: readonly Step[],
): Promise<{ project: string; receipts: Record<string, string> }> {
  const receipts: Record<string, string> = {};
  let works: string | null = null;
  for (const step of steps) {
    if (!step.prepares) continue;
    const [actor, instant] = [people[step.prepares], step.recordedAt];
    const key = uuid5('step', step.key);
    const answer = await give(office, step.name, filled(step.body, receipts), {
      actor,
      project: works,
      key,
      instant,
    });
    if (!step.confirms) {
      receipts[step.key] = (answer as Answer).events[0]!.id;
      continue;
    }
    const { submission, project, projectRevision } = answer as Submission;
    works = project;
    await office.submissions.confirm({ submission, actor: people[step.confirms], instant, projectRevision });
  }
  return { project: works!, receipts };
}
