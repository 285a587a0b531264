import type { AudienceNote, Json, JsonObject, Meta } from '@sunlit/ledger';
import { CorruptEvent, metaField, own, readBody, type Body, type Stored } from './body.js';
import { openField, type ClosedBox } from './closed-box.js';
import { isKeyOf, type LostKeys, openingKeys } from './closing-keys.js';
import type { KeyRing } from './key-ring.js';
import { digest, disclosure } from './salts.js';

/** An event opened for those who decide and for officers. Never hand it to the public: that is `disclosures`. */
export interface Opened {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  /** As stored; the ledger's `upcast` brings data to the newest. */
  readonly version: number;
  /** Public fields and those closed fields that could be opened. */
  readonly data: JsonObject;
  readonly meta: Meta;
  /** The closed fields and why they are: `meta.audience`. */
  readonly closed: Readonly<Record<string, AudienceNote>>;
  /** Closed fields whose key is erased. */
  readonly unreadable: readonly string[];
  /** The id of each closed field's key: what `erase` takes. */
  readonly keys: Readonly<Record<string, string>>;
  /** Of data and meta, and of the closed fields that were opened. */
  readonly salts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
}

/** What everybody may see of an event, and what proves it. */
export interface Disclosures {
  readonly version: number;
  readonly data: JsonObject;
  readonly meta: Meta;
  readonly salts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
  readonly closedFields: readonly string[];
}

/**
 * Verifies and opens a page of events, with one query for keys. Throws `CorruptEvent` when anything is not what was
 * sealed; `KeyMissing` when a key is neither kept nor erased, unless such fields are only to be reported among the
 * unreadable (`lostKeys: 'report'`, for looking at a damaged ledger).
 */
export async function openAll(
  stored: readonly Stored[],
  ring: KeyRing,
  { lostKeys = 'refuse' }: { readonly lostKeys?: LostKeys } = {},
): Promise<Opened[]> {
  const read = stored.map((event) => ({ event, body: readBody(event) }));
  const boxes = read.flatMap(({ event, body }) => boxesOf(event, body));
  const keyOf = boxes.length === 0 ? () => null : await openingKeys(boxes, ring, lostKeys);
  return read.map(({ event, body }) => openOne(event, body, keyOf));
}

/** The public side, verified, without any key. Throws `CorruptEvent`. */
export function disclosures(stored: Stored): Disclosures {
  const { version, data, meta, closed, salts, digests } = readBody(stored);
  return { version, data, meta, salts, digests, closedFields: Object.keys(closed) };
}

/** The disclosure of one field, `meta.<name>` for meta: for when a sealed field opens. Null when it is unreadable. */
export function disclosureOf({ data, meta, salts }: Opened, field: string): string | null {
  const salt = own(salts, field);
  if (salt === undefined) return null;
  const name = Object.keys(meta).find((name) => metaField(name) === field);
  return disclosure(salt, field, name === undefined ? data[field] : meta[name as keyof Meta]);
}

function boxesOf(stored: Stored, { closed }: Body) {
  return Object.entries(closed).map(([field, box]) => {
    if (!isKeyOf(stored.stream, box.key))
      throw new CorruptEvent(stored, field, 'is under the key of another stream');
    return { stream: stored.stream, field, box };
  });
}

function openOne(
  stored: Stored,
  body: Body,
  keyOf: (place: ReturnType<typeof boxesOf>[number]) => Buffer | null,
): Opened {
  const { stream, revision, id, type } = stored;
  const { version, meta, digests } = body;
  const data: Record<string, Json> = { ...body.data };
  const salts: Record<string, string> = { ...body.salts };
  const keys: Record<string, string> = {};
  const unreadable: string[] = [];
  for (const place of boxesOf(stored, body)) {
    const { field, box } = place;
    keys[field] = box.key;
    const secret = keyOf(place);
    if (!secret) {
      unreadable.push(field);
      continue;
    }
    const opened = openBox(stored, field, box, secret);
    if (digest(opened.salt, field, opened.value) !== digests[field])
      throw new CorruptEvent(stored, field, 'does not match its digest');
    data[field] = opened.value;
    salts[field] = opened.salt;
  }
  return {
    stream,
    revision,
    id,
    type,
    version,
    data,
    meta,
    closed: meta.audience,
    unreadable,
    keys,
    salts,
    digests,
  };
}

function openBox(stored: Stored, field: string, box: ClosedBox, secret: Buffer) {
  try {
    return openField(box, secret, [stored.stream, stored.id, field], field);
  } catch {
    throw new CorruptEvent(stored, field, 'does not open with its key');
  }
}
