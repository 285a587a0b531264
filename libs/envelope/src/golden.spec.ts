import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { deciders, Entry, eventTypes, fieldsOf, upcast } from '@sunlit/ledger';
import type { Body } from './body.js';
import { openCommands, type ClosedCommand } from './closed-command.js';
import { leaf } from './leaf.js';
import { openAll } from './open.js';
import { examples } from './testing/examples.js';
import {
  differences,
  goldenFolder,
  goldenName,
  goldenNames,
  goldenOrigin,
  readGolden,
  resealed,
  ringOf,
  storedOf,
} from './testing/golden.js';

const names = goldenNames();
const goldens = names.map((name) => [name, readGolden(name)] as const);

describe('Golden files', () => {
  it('hold every type in every version ever declared, and nothing else', () => {
    const declared = Object.entries(eventTypes).flatMap(([type, { version }]) =>
      [...Array(version)].map((_, i) => goldenName({ type, version: i + 1 })),
    );
    // Missing one? `npm run golden` writes it. One too many? A type was renamed, which no stored event can follow.
    expect(names).toEqual(declared.sort());
  });

  it('are named by what they hold', () => {
    for (const [name, golden] of goldens) expect(name).toBe(goldenName(golden));
  });

  it.each(goldens)('%s opens to the same data', async (_, golden) => {
    const [opened] = await openAll([storedOf(golden)], ringOf(golden.keys));
    expect(opened).toMatchObject({ type: golden.type, version: golden.version, unreadable: [] });
    expect(opened!.data).toEqual(golden.data);
  });

  it.each(goldens)('%s is sealed today to the same bytes', async (_, golden) =>
    expect(await resealed(golden)).toBe(golden.body),
  );

  it.each(goldens)('%s has the same leaf', (_, golden) =>
    expect(leaf({ ...storedOf(golden), origin: goldenOrigin })).toBe(golden.leaf),
  );

  it.each(goldens)('%s is read as the present version', (_, { type, version, data }) => {
    const eventType = eventTypes[type]!;
    expect(Object.keys(upcast(type, version, data))).toEqual(
      expect.arrayContaining(Object.keys(eventType.closed)),
    );
  });

  it.each(goldens)('%s keeps every closed value out of its public side', (_, golden) => {
    const { data, closed } = JSON.parse(golden.body) as Body;
    expect([...Object.keys(data), ...Object.keys(closed)].sort()).toEqual(Object.keys(golden.data).sort());
    for (const field of Object.keys(closed)) {
      const value = JSON.stringify(golden.data[field]);
      if (value.length > 8) expect(JSON.stringify(data)).not.toContain(value);
    }
  });
});

describe('What the program makes today', () => {
  const present = goldens.filter(([, { type, version }]) => eventTypes[type]?.version === version);
  const made = examples();

  it.each(present)('has the fields of %s: another field is another version', (_, { type, data }) => {
    const example = made.get(type);
    if (example) expect(differences(data, example.data)).toEqual([]);
    else expect(Object.keys(data)).toEqual(expect.arrayContaining(fieldsOfCommandsFor(type)));
  });

  it.each(present)(
    'closes the fields that %s closes: another audience is another version',
    (_, { type, body }) => {
      const { audience } = (JSON.parse(body) as Body).meta;
      const declared = Object.entries(eventTypes[type]!.closed);
      expect(Object.keys(audience)).toEqual(expect.arrayContaining(declared.map(([field]) => field)));
      for (const [field, { kind }] of declared)
        expect([field, [kind, 'withheld']]).toEqual([field, expect.arrayContaining([audience[field]!.kind])]);
    },
  );
});

describe('A waiting command in a golden submission', () => {
  it('opens with its own box', async () => {
    const golden = readGolden('SubmissionPrepared.v1.json');
    const { stream, id, keys, data } = golden;
    const commands = (data.commands as unknown as ClosedCommand[]).map((command, index) => ({
      stream,
      id,
      index,
      command,
    }));
    const [opened] = await openCommands(commands, ringOf(keys));
    expect(opened).toMatchObject({
      name: 'RecordPayment',
      unreadable: [],
      data: { payeeAccount: '6222 0000 1111 2222 333' },
    });
  });
});

describe('The history of golden files', () => {
  const git = (...args: string[]): string | null => {
    try {
      return execFileSync('git', ['-C', goldenFolder, ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch {
      return null;
    }
  };
  const without = (reason: string) =>
    console.warn(`golden files: not compared with their history, ${reason}`);

  it('never edits, renames or deletes one', () => {
    const edited = git('log', '--full-history', '--diff-filter=MDRT', '--name-only', '--format=', '--', '.');
    if (edited === null) return without('because there is no git history here');
    if (git('rev-parse', '--is-shallow-repository')?.trim() === 'true')
      without('but for the commits of this shallow clone (CI: fetch the whole history)');
    expect(edited.trim()).toBe('');
  });

  it('has none edited or deleted in the work tree', () => {
    const status = git('status', '--porcelain', '--no-renames', '--', '.');
    if (status === null) return without('because there is no git work tree here');
    expect(status.split('\n').filter((line) => /^(?!A).?[MDT]/.test(line))).toEqual([]);
  });
});

function fieldsOfCommandsFor(type: string): string[] {
  const common = fieldsOf(Entry);
  return Object.values(deciders)
    .flatMap((d) => Object.values(d.commands))
    .filter(({ makes }) => makes === type)
    .flatMap((command) => [...fieldsOf(command).keys()].filter((field) => !common.has(field)));
}
