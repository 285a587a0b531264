/**
 * Array parameters in PostgreSQL's binary format. As text, every body would be written in hexadecimal, escaped, and
 * parsed again on the server, all while the head row is waited for. Nobody here looks into a body.
 *
 * Results stay text: pg 8 decodes every column as UTF-8 first, so that its `binary` results come back broken.
 */
const elements = { text: 25, integer: 23, bigint: 20, uuid: 2950, bytea: 17 } as const;

/** One dimension, no nulls; each element in its type's binary form. */
function array(type: keyof typeof elements, values: readonly Uint8Array[]): Buffer {
  const size = values.reduce((sum, value) => sum + 4 + value.byteLength, 20);
  const buffer = Buffer.allocUnsafe(size);
  const header = [1, 0, elements[type], values.length, 1]; // dimensions, has nulls, element type, length, lower bound
  let at = 0;
  for (const word of header) at = buffer.writeInt32BE(word, at);
  for (const value of values) {
    at = buffer.writeInt32BE(value.byteLength, at);
    buffer.set(value, at);
    at += value.byteLength;
  }
  return buffer;
}

export const texts = (values: readonly string[]): Buffer =>
  array(
    'text',
    values.map((value) => Buffer.from(value)),
  );

export const uuids = (values: readonly string[]): Buffer =>
  array(
    'uuid',
    values.map((value) => Buffer.from(value.replaceAll('-', ''), 'hex')),
  );

export const byteas = (values: readonly Uint8Array[]): Buffer => array('bytea', values);

export const integers = (values: readonly number[]): Buffer =>
  array(
    'integer',
    values.map((value) => {
      const buffer = Buffer.allocUnsafe(4);
      buffer.writeInt32BE(value);
      return buffer;
    }),
  );

export const bigints = (values: readonly number[]): Buffer =>
  array(
    'bigint',
    values.map((value) => {
      const buffer = Buffer.allocUnsafe(8);
      buffer.writeBigInt64BE(BigInt(value));
      return buffer;
    }),
  );

/** Rows of these columns are `StoredEvent`s. Text, since a program may have pg turn every bigint into a number. */
export const eventColumns = 'stream, revision, position::text AS position, id, type, body';
