import canonicalize from 'canonicalize';

// The package's types speak of a default export inside its CommonJS module; at run time the module is the function.
const writeSorted = canonicalize as unknown as (value: unknown) => string;

/**
 * RFC 8785 canonical JSON. Throws a `TypeError` for what the ledger never stores: `undefined`, numbers that are
 * not safe integers (nor `-0`), lone surrogates, bigint, functions, dates, bytes, maps.
 */
export function canonical(value: unknown): string {
  // RFC 8785 is what JSON.stringify writes, with sorted keys. What was read from canonical text, and every
  // `[salt, field, value]` without objects, has them sorted already; then the native writer is several times faster.
  return isSorted(value) ? JSON.stringify(value) : writeSorted(value);
}

/**
 * A plain copy whose objects have their keys in canonical order, at every depth, so that `canonical` writes it and what it
 * is put into natively. Keys that an object cannot hold in that order, such as numbers, stay as they are: `canonical` sees
 * to them.
 */
export function inOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inOrder) as T;
  if (!isPlain(value)) return value;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    if (key === '__proto__') return value;
    ordered[key] = inOrder(value[key]);
  }
  return ordered as T;
}

/** Whether `text` is the canonical form of `value`, which was read from it. Then its keys are sorted, at every depth. */
export function isCanonical(value: unknown, text: string): boolean {
  try {
    return isSorted(value) && JSON.stringify(value) === text;
  } catch {
    return false;
  }
}

/** Whether all keys come in canonical order. Refuses what a writer would drop, round or let write itself. */
function isSorted(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return requireWellFormed(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0))
      throw new TypeError(`not a safe integer: ${value}`);
    return true;
  }
  let sorted = true;
  if (Array.isArray(value)) {
    // By index: a hole in the array reads as undefined.
    for (let index = 0; index < value.length; index++) sorted = isSorted(value[index]) && sorted;
    return sorted;
  }
  if (!isPlain(value)) throw new TypeError(`not a JSON value: ${kindOf(value)}`);
  let last = '';
  for (const key of Object.keys(value)) {
    requireWellFormed(key);
    sorted = isSorted(value[key]) && sorted && last <= key;
    last = key;
  }
  return sorted;
}

function requireWellFormed(text: string): true {
  // In every Node from 20 on; the library types of TypeScript have it from es2024.
  if (!(text as unknown as { isWellFormed(): boolean }).isWellFormed())
    throw new TypeError('text with a lone surrogate');
  return true;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Object.getPrototypeOf(value) === Object.prototype || kindOf(value) === '[object Object]') &&
    typeof (value as { toJSON?: unknown }).toJSON !== 'function'
  );
}

const kindOf = (value: unknown): string => Object.prototype.toString.call(value);
