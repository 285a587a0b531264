import { canonical } from './canonical.js';
import type { ClosedBox } from './closed-box.js';
import { isSubjectKeyId, type Key, type KeyRing, streamKeyId } from './key-ring.js';

/** A field about to be closed. A personal one stays erasable whatever else closes it. */
interface Closing {
  readonly stream: string;
  readonly field: string;
  readonly value: unknown;
  readonly personal: boolean;
}

/**
 * The keys for these fields, in their order: a person's value under the key of that person (the same value in the
 * same field is the same person), all others under their stream's key. An empty personal field is boxed too, so that
 * nobody sees that it is empty, under the key of nobody.
 */
export async function closingKeys(fields: readonly Closing[], ring: KeyRing): Promise<Iterator<Key>> {
  const people = fields.filter(({ personal }) => personal);
  const others = fields.filter(({ personal }) => !personal);
  const [subjectKeys, streamKeys] = await Promise.all([
    ring.forSubjects(
      people.map(({ field, value }) => (value === null ? null : subjectIdentity(field, value))),
    ),
    ring.forStreams(others.map(({ stream }) => stream)),
  ]);
  return fields.map(({ personal }) => (personal ? subjectKeys : streamKeys).shift() as Key).values();
}

/** What a data subject is known by: for `subjectKeyId`, when one is to be erased. */
export const subjectIdentity = (field: string, value: unknown): string => canonical([field, value]);

/** Where a box stands, for finding its key and for saying which one has none. */
export interface BoxPlace {
  readonly stream: string;
  readonly field: string;
  readonly box: ClosedBox;
}

/** Neither there nor erased: the key table is not whole. Deciding without the field would be deciding on a wrong state. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';
  constructor({ stream, field, box }: BoxPlace) {
    super(
      `${stream}, field ${field}: the key "${box.key}" is neither kept nor erased; restore the key table from its backup`,
    );
  }
}

/** What becomes of a field whose key is lost: refuse to go on, or count it among the unreadable. */
export type LostKeys = 'refuse' | 'report';

/** Keys of many boxes with one query. `null`: erased, or lost and only to be reported. */
export async function openingKeys(
  boxes: readonly BoxPlace[],
  ring: KeyRing,
  lost: LostKeys,
): Promise<(place: BoxPlace) => Buffer | null> {
  const keys = await ring.find([...new Set(boxes.map(({ box }) => box.key))]);
  return (place) => {
    const secret = keys.get(place.box.key);
    if (secret === undefined && lost === 'refuse') throw new KeyMissing(place);
    return secret === undefined || secret === 'erased' ? null : secret;
  };
}

/** A box of this stream can only be under the stream's own key or a person's. */
export const isKeyOf = (stream: string, keyId: string): boolean =>
  keyId === streamKeyId(stream) || isSubjectKeyId(keyId);
