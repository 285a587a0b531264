// Recomputes digests and leaves from stored bytes, sharing no code with the product: written from design/events.md with
// node:crypto alone. Reads JSON Lines from standard input, each
//   { stream, revision, id, type, origin, body: base64, keys: { <key id>: hex } | {} }
// and writes one line for each: { id, leafHash, fields, boxesOpened } - or { id, error } and exit code 1.
import { createDecipheriv, createHash } from 'node:crypto';
import { createInterface } from 'node:readline';

/** RFC 8785 for what an event may hold: texts, safe integers, booleans, null, lists, objects. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value).sort(); // By UTF-16 code units, as the RFC asks.
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new Error('a number that is no safe integer');
  return JSON.stringify(value);
}

const sha256 = (text) => createHash('sha256').update(text).digest();
const digest = (salt, field, value) =>
  sha256(Buffer.from(canonical([salt, field, value])).toString('base64url')).toString('base64url');

function check({ stream, revision, id, type, origin, body, keys }) {
  const text = Buffer.from(body, 'base64').toString('utf8');
  const event = JSON.parse(text);
  if (canonical(event) !== text) throw new Error('the bytes are not canonical');
  const { format, version, data, meta, closed, salts, digests } = event;
  if (format !== 1) throw new Error('unknown format');

  const covered = new Set();
  const compare = (salt, field, value) => {
    if (Buffer.from(salt, 'base64url').length !== 16) throw new Error(`${field}: the salt is not 128 bits`);
    if (digest(salt, field, value) !== digests[field]) throw new Error(`${field}: the digest differs`);
    covered.add(field);
  };
  for (const [field, value] of Object.entries(data)) compare(salts[field], field, value);
  for (const [field, value] of Object.entries(meta)) compare(salts[`meta.${field}`], `meta.${field}`, value);

  let boxesOpened = 0;
  for (const [field, { key, nonce, box }] of Object.entries(closed)) {
    if (field in data || field in salts) throw new Error(`${field}: closed, and yet in the clear`);
    if (!(field in meta.audience)) throw new Error(`${field}: closed without a reason in meta.audience`);
    const sealed = Buffer.from(box, 'base64url');
    if ((sealed.length - 16) % 512 !== 0) throw new Error(`${field}: the box is not padded`);
    if (!keys[key]) {
      covered.add(field);
      continue;
    }
    const cipher = createDecipheriv(
      'aes-256-gcm',
      Buffer.from(keys[key], 'hex'),
      Buffer.from(nonce, 'base64url'),
    );
    cipher.setAAD(Buffer.from(canonical([stream, id, field])));
    cipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]).toString('utf8');
    const [salt, name, value] = JSON.parse(plain.trimEnd());
    if (name !== field) throw new Error(`${field}: the box holds ${name}`);
    compare(salt, field, value);
    boxesOpened += 1;
  }
  for (const field of Object.keys(digests))
    if (!covered.has(field)) throw new Error(`${field}: a digest of nothing`);
  if (covered.size !== Object.keys(digests).length) throw new Error('a field without a digest');

  const leaf = canonical({
    v: 1,
    alg: 'sha256',
    origin,
    stream,
    revision,
    id,
    type,
    version,
    recordedAt: meta.recordedAt,
    digests,
  });
  const leafHash = createHash('sha256')
    .update(Buffer.from([0]))
    .update(leaf)
    .digest('hex');
  return { id, leafHash, fields: covered.size, boxesOpened };
}

for await (const line of createInterface({ input: process.stdin })) {
  const event = JSON.parse(line);
  try {
    console.log(JSON.stringify(check(event)));
  } catch (error) {
    console.log(JSON.stringify({ id: event.id, error: error.message }));
    process.exitCode = 1;
  }
}
