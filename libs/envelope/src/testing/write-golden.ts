import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { eventTypes, type EventType, type JsonObject } from '@sunlit/ledger';
import { metaField, type Body } from '../body.js';
import { leaf } from '../leaf.js';
import { exampleOf, examples, fixed, fixedKey, fixedSalt, keyIdOf, type Example } from './examples.js';
import {
  goldenFolder,
  goldenName,
  goldenOrigin,
  readGolden,
  sealedWith,
  storedOf,
  type Golden,
} from './golden.js';

/**
 * Writes the golden files that are missing, and never touches one that is whole. For an event that no example makes,
 * write `{ type, version, data }` by hand; this completes it.
 */
export async function writeMissing(): Promise<string[]> {
  mkdirSync(goldenFolder, { recursive: true });
  const made = examples();
  const written: string[] = [];
  for (const [type, eventType] of Object.entries(eventTypes)) {
    const name = goldenName({ type, version: eventType.version });
    const there = existsSync(`${goldenFolder}${name}`) ? (readGolden(name) as Partial<Golden>) : null;
    if (there?.body) continue;
    const example = there?.data ? exampleOf(type, there.data) : made.get(type);
    if (!example)
      throw new Error(`no example makes ${type}: write { type, version, data } to ${name} by hand`);
    writeFileSync(
      `${goldenFolder}${name}`,
      `${JSON.stringify(await goldenOf(example, eventType), null, 2)}\n`,
    );
    written.push(name);
  }
  return written;
}

async function goldenOf(example: Example, eventType: EventType): Promise<Golden> {
  const { type, stream, revision, id, data } = example;
  const { version } = eventType;
  const fields = [...Object.keys(data), ...[...Object.keys(example.meta), 'audience'].map(metaField)];
  const salts = Object.fromEntries(fields.map((field) => [field, fixedSalt(type, String(version), field)]));
  const body = await sealedWith({ ...example, eventType, salts }, (field) => {
    const key = keyIdOf(stream, field, eventType.closed[field]?.kind === 'personal');
    return { key, secret: fixedKey(key), nonce: fixed(12, 'nonce', type, String(version), field) };
  });
  const keys = Object.fromEntries(
    keysIn(JSON.parse(body) as Body).map((key) => [key, fixedKey(key).toString('hex')]),
  );
  const golden = { type, version, stream, revision, id, keys, body, data };
  return { ...golden, leaf: leaf({ ...storedOf({ ...golden, leaf: '' }), origin: goldenOrigin }) };
}

/** Of the event's own boxes, and of those in the commands of a waiting submission. */
function keysIn({ closed, data }: Body): string[] {
  const waiting = (data.commands ?? []) as readonly JsonObject[];
  const boxes = [closed, ...waiting.map((command) => command.closed as unknown as Body['closed'])].flatMap(
    Object.values,
  );
  return [...new Set(boxes.map(({ key }) => key as string))];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const name of await writeMissing()) console.log(`wrote ${name}`);
