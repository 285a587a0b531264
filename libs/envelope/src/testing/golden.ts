import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Audience, AudienceNote, EventType, Json, JsonObject, Meta } from '@sunlit/ledger';
import type { Body, Stored } from '../body.js';
import { canonical } from '../canonical.js';
import { closeField, type ClosedBox } from '../closed-box.js';
import type { KeyRing } from '../key-ring.js';
import { openAll } from '../open.js';
import { seal, type Draft } from '../seal.js';
import { freshRing } from './samples.js';

/**
 * One stored event of each type and version ever written, with the keys that open it. Golden files are never edited:
 * whatever the program becomes, it opens them to the same data.
 */
export interface Golden {
  readonly type: string;
  readonly version: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  /** AES-256 keys in hex, by key id. */
  readonly keys: Readonly<Record<string, string>>;
  /** The canonical body as text. */
  readonly body: string;
  /** Every field in the clear, for the reader. */
  readonly data: JsonObject;
  /** The leaf's canonical text in the log `goldenOrigin`. */
  readonly leaf: string;
}

export const goldenOrigin = 'ledger.example/linjiang';
export const goldenFolder = fileURLToPath(new URL('../../../ledger/golden/', import.meta.url));
export const goldenName = ({ type, version }: Pick<Golden, 'type' | 'version'>): string =>
  `${type}.v${version}.json`;

export const goldenNames = (): string[] => readdirSync(goldenFolder).sort();
export const readGolden = (name: string): Golden =>
  JSON.parse(readFileSync(`${goldenFolder}${name}`, 'utf8')) as Golden;

export const storedOf = ({ stream, revision, id, type, body }: Golden): Stored => ({
  ...{ stream, revision, id, type },
  body: new Uint8Array(Buffer.from(body)),
});

/** A ring that has the golden file's keys and no other. */
export const ringOf = (keys: Golden['keys']): KeyRing => ({
  ...freshRing(),
  find: async (ids) =>
    new Map(
      ids.flatMap((id) => (Object.hasOwn(keys, id) ? [[id, Buffer.from(keys[id]!, 'hex')] as const] : [])),
    ),
});

/** How the box of a field is closed, where `seal` would choose at random. */
type Closing = (field: string) => { readonly key: string; readonly secret: Buffer; readonly nonce: Buffer };

/** Seals as the program does today, with every random choice given: `draft.salts` has one for each field and of meta. */
export async function sealedWith(draft: Draft, closing: Closing): Promise<string> {
  const sealed = await seal(draft, freshRing());
  const body = JSON.parse(Buffer.from(sealed.body).toString()) as Body;
  const closed: Record<string, ClosedBox> = {};
  for (const field of Object.keys(body.closed)) {
    const { key, secret, nonce } = closing(field);
    const [salt, value] = [draft.salts![field]!, (draft.data as JsonObject)[field]];
    closed[field] = closeField(
      { key: { id: key, secret }, place: [draft.stream, draft.id, field], field, salt, value },
      nonce,
    );
  }
  return canonical({ ...body, closed });
}

/** The golden event opened and sealed again with its own salts, keys and nonces: the bytes must come out the same. */
export async function resealed(golden: Golden): Promise<string> {
  const { stream, revision, id, type, version, keys } = golden;
  const [opened] = await openAll([storedOf(golden)], ringOf(keys));
  const { audience, ...meta } = opened!.meta;
  const boxes = (JSON.parse(golden.body) as Body).closed;
  const draft: Draft = {
    ...{ stream, revision, id, type, meta, data: opened!.data, salts: opened!.salts },
    eventType: typeOf(version, audience),
    withhold: Object.entries(audience).flatMap(([field, note]) =>
      note.kind === 'withheld' ? [{ field, ...note }] : [],
    ),
  };
  return sealedWith(draft, (field) => {
    const { key, nonce } = boxes[field]!;
    return { key, secret: Buffer.from(keys[key]!, 'hex'), nonce: Buffer.from(nonce, 'base64url') };
  });
}

/** The type as it was when that event was stored. */
function typeOf(version: number, audience: Meta['audience']): EventType {
  const closed = Object.entries(audience).flatMap(([field, note]) =>
    note.kind === 'withheld' ? [] : [[field, declared(note)]],
  );
  return {
    version,
    closed: Object.fromEntries(closed) as Record<string, Audience>,
    clerical: [],
    upcast: {},
  };
}
const declared = (note: Exclude<AudienceNote, { kind: 'withheld' }>): Audience =>
  note.kind === 'sealed'
    ? { kind: 'sealed', until: note.until, of: Object.keys(note.of) }
    : { kind: note.kind };

/** Where two values of one type have other keys; lists are compared by their first items. Empty when they agree. */
export function differences(a: Json, b: Json, at = ''): string[] {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length > 0 && b.length > 0 ? differences(a[0], b[0], `${at}.0`) : [];
  if (!isObject(a) || !isObject(b)) return [];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) =>
    Object.hasOwn(a, key) && Object.hasOwn(b, key)
      ? differences(a[key]!, b[key]!, `${at}.${key}`)
      : [`${at}.${key}`],
  );
}
const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
