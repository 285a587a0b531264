import { describe, expect, it } from '@jest/globals';
import {
  certainties,
  deciders,
  eventTypes,
  fieldsOf,
  invariants,
  layers,
  paymentKinds,
  placesIn,
  roles,
  ruleSentence,
  shippedRulebook,
  tenderStages,
  units,
  type CommandClass,
  type ContractStage,
  type EventType,
  type Json,
} from '@sunlit/ledger';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { factWord } from '../sentence.js';
import { en } from './en.js';
import { fieldWord, vocabulary } from './vocabulary.js';
import { zh, type Messages } from './zh.js';

const types = Object.keys(eventTypes);
const commands = Object.values(deciders).flatMap((d) => Object.values(d.commands) as CommandClass[]);

/** Every name of a field within a value, however deep; keys that are codes of the office's own left out. */
function names(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(names);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...names(inner)]);
}

function partsOf(type: new () => object): string[] {
  return [...fieldsOf(type)].flatMap(([name, { item }]) => [name, ...(item ? partsOf(item) : [])]);
}

/** Event data as they are stored, from the golden files. */
const golden = new URL('../../../ledger/golden/', import.meta.url);
const goldenFiles = (existsSync(golden) ? readdirSync(golden) : []).filter((file) => file.endsWith('.json'));
const stored = goldenFiles.map(
  (file) => JSON.parse(readFileSync(new URL(file, golden), 'utf8')) as { type: string; data: Json },
);

const contractStages: readonly ContractStage[] = [
  'under-way',
  'terminated',
  'accepted',
  'settlement-submitted',
  'settlement-reviewed',
];

/** A waiting command's boxes are named by the fields they close and made of bytes. */
const ofBoxes = new Set(['closed', 'salts', 'key', 'nonce', 'box', 'data']);

describe.each([
  ['zh', zh as Messages],
  ['en', en],
])('The message catalogue (%s)', (lang, t) => {
  it('has a word for every type of event', () => {
    expect(types.filter((type) => !Object.hasOwn(t.events, type))).toEqual([]);
  });

  it('has a word for every command', () => {
    expect(commands.map((c) => c.name).filter((name) => !Object.hasOwn(t.commands, name))).toEqual([]);
  });

  it('has a word for every field that a command or a closed field of an event has', () => {
    const fields = [
      ...commands.flatMap((c) => partsOf(c)),
      ...types.flatMap((type) => Object.keys((eventTypes[type] as EventType).closed)),
    ];
    expect([...new Set(fields)].filter((name) => !Object.hasOwn(t.fields, name))).toEqual([]);
  });

  it('has a word for every field of every public event ever stored', () => {
    const missing = stored
      .filter(({ type }) => !type.startsWith('Submission'))
      .flatMap(({ type, data }) =>
        names(data).filter((name) => !ofBoxes.has(name) && fieldWord(t, type, name) === name),
      );
    expect([...new Set(missing)]).toEqual([]);
  });

  it('has a word for every choice of every field', () => {
    const missing: string[] = [];
    const walk = (makes: string, type: new () => object): void => {
      for (const [name, { schema, item }] of fieldsOf(type)) {
        if (item) walk(makes, item);
        for (const code of (schema['enum'] as string[] | undefined) ?? [])
          if (!Object.hasOwn(vocabulary(t, makes, name) ?? {}, code))
            missing.push(`${makes}.${name}: ${code}`);
      }
    };
    for (const command of commands) walk(command.makes, command);
    expect(missing).toEqual([]);
  });

  it('has a word for every role, the ledger itself included', () => {
    expect([...roles, 'ledger'].filter((role) => !Object.hasOwn(t.roles, role))).toEqual([]);
  });

  it('has a word for whatever a row of the rulebook may be', () => {
    const has = (words: object, codes: readonly string[]) =>
      expect(codes.filter((code) => !Object.hasOwn(words, code))).toEqual([]);
    has(t.units, units);
    has(t.layers, layers);
    has(t.certainties, certainties);
    for (const { action, anchor, judged, stricter, value } of shippedRulebook.rows) {
      has(t.ruleActions, [action]);
      has(t.ruleAnchors, [anchor]);
      has(t.rules.judged, [judged]);
      has(t.ruleStricter, [stricter]);
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        has(t.ruleParts, Object.keys(value));
    }
  });

  it('has a word for every fact that a sentence tells', () => {
    const said = [
      ...Object.values(invariants).map(({ zh }) => zh),
      ...shippedRulebook.rows.flatMap(({ id }) => ruleSentence(id)!.found.map(({ zh }) => zh)),
    ];
    const names = new Set(said.flatMap(placesIn));
    expect([...names].filter((name) => factWord(name, t) === name)).toEqual([]);
  });

  it('has a word for every stage, ground and kind', () => {
    const missing = (words: object, codes: readonly string[]) =>
      codes.filter((code) => !Object.hasOwn(words, code));
    expect([
      ...missing(t.tenderStages, tenderStages),
      ...missing(t.contractStages, contractStages),
      ...missing({ ...t.paymentKinds, ...t.voucherKinds }, [
        ...paymentKinds,
        ...['expense', 'reversal', 'recovery'],
      ]),
    ]).toEqual([]);
  });

  it('has a sentence for every check of a field', () => {
    const checks = new Set(['missing', 'unknown-field', 'object', 'list', 'page']);
    const walk = (type: new () => object): void => {
      for (const { schema, item } of fieldsOf(type).values()) {
        if (schema['x-rule']) checks.add(String(schema['x-rule']));
        if (item) walk(item);
      }
    };
    commands.forEach((command) => walk(command));
    expect([...checks].filter((check) => !Object.hasOwn(t.problems.rules, check))).toEqual([]);
  });

  it('writes in its own letters', () => {
    const odd = Object.values(t.events).filter((word) => /[\u4e00-\u9fff]/.test(word) !== (lang === 'zh'));
    expect(odd).toEqual([]);
  });
});

describe('Local policy', () => {
  it('is never called a requirement of law', () => {
    expect(zh.layers.city).toBe('本市规定');
    expect(JSON.stringify(zh)).not.toContain('法律要求');
  });
});
