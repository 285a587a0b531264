import { isUtf8 } from 'node:buffer';
import type { Json } from '@sunlit/ledger';

export type JsonRule =
  | 'not-utf8'
  | 'not-json'
  | 'too-deep'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'key-not-nfc'
  | 'not-a-safe-integer'
  | 'lone-surrogate'
  | 'control-character'
  | 'bidirectional-override';

/** `path` is a JSON pointer (RFC 6901); a key that is itself bad is reported at its object. */
export interface JsonProblem {
  readonly path: string;
  readonly rule: JsonRule;
}

export class BadJson extends Error {
  override readonly name = 'BadJson';
  constructor(readonly problems: readonly JsonProblem[]) {
    super(`bad JSON: ${problems.map(({ path, rule }) => `${rule} at "${path}"`).join(', ')}`);
  }
}

/** A reader needs to see what is wrong, not ten thousand times. */
const mostProblems = 100;

/**
 * Reads JSON at the door, so that what is stored for ever has one reading. Texts come out in Unicode NFC; keys must
 * be NFC already. Throws `BadJson` with every problem found (events.md, "Values"): duplicate keys, `__proto__`,
 * numbers that are not written as safe integers, lone surrogates, control characters but newline, and bidirectional
 * overrides, embeddings and isolates (U+202A-202E, U+2066-2069). The marks U+200E, U+200F and U+061C only give
 * direction to their neighbours and cannot reorder a sentence, so they may stay.
 */
export function readStrictJson(input: string | Uint8Array, { maxDepth = 32 } = {}): Json {
  if (typeof input !== 'string' && !isUtf8(input)) throw new BadJson([{ path: '', rule: 'not-utf8' }]);
  const text = typeof input === 'string' ? input : Buffer.from(input).toString('utf8');
  const value = parse(text);
  const problems = problemsIn(text, maxDepth);
  if (problems.length > 0) throw new BadJson(problems);
  return inNfc(value);
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new BadJson([{ path: '', rule: 'not-json' }]);
  }
}

function inNfc(value: Json): Json {
  if (typeof value === 'string') return value.normalize('NFC');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inNfc);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inNfc(inner)]));
}

type Frame =
  { kind: 'array'; index: number } | { kind: 'object'; key: string; keys: Set<string>; keyIsNext: boolean };

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const integer = /^-?(?:0|[1-9]\d*)$/;

/** What the parser forgives. The syntax is already proven, so a walk over the tokens is enough. */
function problemsIn(text: string, maxDepth: number): JsonProblem[] {
  const problems: JsonProblem[] = [];
  const frames: Frame[] = [];
  const report = (rule: JsonRule, path = pointer(frames)) => problems.push({ path, rule });

  for (const [token] of text.matchAll(tokens)) {
    if (problems.length >= mostProblems) break;
    const frame = frames.at(-1);
    if (token === '{' || token === '[') {
      if (frames.length >= maxDepth) {
        report('too-deep');
        break;
      }
      frames.push(
        token === '['
          ? { kind: 'array', index: 0 }
          : { kind: 'object', key: '', keys: new Set(), keyIsNext: true },
      );
    } else if (token === '}' || token === ']') frames.pop();
    else if (token === ',' && frame?.kind === 'array') frame.index++;
    else if (token === ',' && frame?.kind === 'object') frame.keyIsNext = true;
    else if (token === ':' && frame?.kind === 'object') frame.keyIsNext = false;
    else if (token.startsWith('"')) {
      const string = unquoted(token);
      if (frame?.kind === 'object' && frame.keyIsNext) {
        const rule = keyRule(string, frame.keys);
        if (rule) report(rule, pointer(frames.slice(0, -1)));
        frame.keys.add(string);
        frame.key = string;
      } else {
        const rule = textRule(string);
        if (rule) report(rule);
      }
    } else if (/^[-\d]/.test(token) && !isSafeInteger(token)) report('not-a-safe-integer');
  }
  return problems;
}

const unquoted = (token: string): string =>
  token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);

const isSafeInteger = (token: string): boolean =>
  integer.test(token) && token !== '-0' && Number.isSafeInteger(Number(token));

function keyRule(key: string, siblings: ReadonlySet<string>): JsonRule | null {
  if (siblings.has(key)) return 'duplicate-key';
  if (key === '__proto__') return 'forbidden-key';
  return textRule(key) ?? (key === key.normalize('NFC') ? null : 'key-not-nfc');
}

const loneSurrogate = /\p{Cs}/u;
const controlCharacter = /(?!\n)\p{Cc}/u;
const bidirectionalOverride = /[\u202a-\u202e\u2066-\u2069]/;

function textRule(text: string): JsonRule | null {
  if (loneSurrogate.test(text)) return 'lone-surrogate';
  if (controlCharacter.test(text)) return 'control-character';
  if (bidirectionalOverride.test(text)) return 'bidirectional-override';
  return null;
}

const pointer = (frames: readonly Frame[]): string => frames.map((frame) => `/${segment(frame)}`).join('');

function segment(frame: Frame): string {
  if (frame.kind === 'array') return String(frame.index);
  const shown = textRule(frame.key) ? '\ufffd' : frame.key;
  return shown.replaceAll('~', '~0').replaceAll('/', '~1');
}
