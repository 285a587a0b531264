import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { rows } from '../rulebook/rows.js';
import type { LegalBasis, Rule } from '../rulebook/rule.js';
import { commands, emptyPromises, missingIn, namedIn, shown, unevaluated, type Shown } from './shown.js';
import type { Watched } from './watched-specs.js';

/**
 * Writes `libs/ledger/RULES.md`: every row of the rulebook and every command, and the specs that let it pass or see it
 * refused. A spec is told by the row or command in parentheses that ends its title, or that of a `describe` around it.
 * Run by `node --import ./test/typescript.mjs`; with `--print` it writes nothing and prints `{ text, missing }`.
 */
const root = join(import.meta.dirname, '../../../..');
const table = join(root, 'libs/ledger/RULES.md');

const specsIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(?!.*(properties|coverage|pg)\.spec\.ts$).*\.spec\.ts$/.test(name))
    .map((name) => join(root, folder, name))
    .sort();
const files = ['libs/ledger/src', 'libs/read-models/src/obligations', 'libs/read-models/src/leads'].flatMap(
  specsIn,
);

const layers = {
  ...{ national: 'national law', province: 'provincial rule' },
  ...{ city: 'city policy', unit: 'unit policy' },
};
const escaped = (text: string) => text.replaceAll(/[\\`*_<>[\]|#]/g, '\\$&');

/** A line for each spec: what it shows, its title, its file. */
const listed = ({ about, passing, failing }: Shown, passes: string, fails: string): string[] => [
  ...about
    .filter((spec) => passing.includes(spec) || failing.includes(spec))
    .map((spec) => {
      const kinds = [...(passing.includes(spec) ? [passes] : []), ...(failing.includes(spec) ? [fails] : [])];
      return line(spec, kinds.join(', '));
    }),
  '',
];
const line = ({ file, path }: Watched, kinds: string): string =>
  `- **${kinds}** ${escaped(path.join(' › '))} \`${file.split('/src/').at(-1)}\``;

const cited = ({ document, article, layer }: LegalBasis) =>
  `${[document, ...(article === null ? [] : [article])].join(' ')} (${layers[layer]})`;

const aboutRow = ({
  title,
  basis,
  attributed = [],
  action,
  overridable,
  judged,
  fact,
  missing,
}: Rule): string[] => {
  const parts = attributed.map((of) => ` Not its word: ${of.part.en} — ${cited(of.basis)}.`);
  const power =
    action === 'warn' ? 'Warns' : overridable ? 'Refuses, may be overridden' : 'Refuses, never overridden';
  const how = { command: '', clock: ', judged by clock', 'across-projects': ', judged across projects' };
  return [
    `${title.zh} · ${title.en}.`,
    '',
    `${power}${how[judged]}. ${cited(basis)}.${parts.join('')}`,
    ...(fact === null ? [`Not evaluated: ${missing?.en ?? 'no event of this ledger holds its fact.'}`] : []),
    '',
  ];
};

async function made(): Promise<{ text: string; missing: readonly string[] }> {
  const stand = new URL('watched-specs.ts', import.meta.url).href;
  register(
    `data:text/javascript,${encodeURIComponent(
      `export const resolve = (name, context, next) =>
        name === '@jest/globals' && context.parentURL !== ${JSON.stringify(stand)}
          ? { url: ${JSON.stringify(stand)}, format: 'module', shortCircuit: true }
          : next(name, context);`,
    )}`,
  );
  const { watch } = await import('./watched-specs.js');
  const watched = await watch(root, files, (path) => path.some((title) => namedIn(title).length > 0));
  const judged = rows
    .filter(({ fact }) => fact !== null)
    .map((row) => [row, shown(watched, row.id)] as const);
  const unread = rows
    .filter(({ fact }) => fact === null)
    .map(({ id }) => [id, unevaluated(watched, id)] as const);
  const given = commands.map((command) => [command, shown(watched, command.name)] as const);
  const missing = [
    ...judged.flatMap(([{ id }, of]) => missingIn(id, of)),
    ...unread.flatMap(([id, specs]) =>
      specs.length > 1 ? [] : [`${id}: no spec shows that it is not evaluated`],
    ),
    ...given.flatMap(([{ name }, of]) => missingIn(name, of)),
    ...emptyPromises(watched),
  ];
  const shownOf = new Map(judged.map(([row, of]) => [row.id, of]));
  const count = (specs: readonly Watched[] | undefined) => String(specs?.length ?? '–');
  const nothing: Shown = { about: [], passing: [], failing: [] };
  const lines = [
    '# Rules and commands, and the specs that show them',
    '',
    'Made by `npm run rules`, which runs the specs and watches what they let pass and what they see refused; not to be edited. `src/rulebook/coverage.spec.ts` fails when it is stale, or when a row or a command lacks either kind.',
    '',
    '## Rules',
    '',
    '| row | asks | passes | refuses or warns |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ id, title }) => {
      const { passing, failing } = shownOf.get(id) ?? {};
      return `| [${id}](#${id.toLowerCase()}) | ${title.en} | ${count(passing)} | ${count(failing)} |`;
    }),
    '',
    ...rows.flatMap((row) => [
      `### ${row.id}`,
      '',
      ...aboutRow(row),
      ...(unread.find(([id]) => id === row.id)?.[1] ?? []).map((spec) => line(spec, 'not evaluated')),
      ...listed(shownOf.get(row.id) ?? nothing, 'passes', row.action === 'warn' ? 'warns' : 'refuses'),
    ]),
    '## Commands',
    '',
    '| command | event | accepted | refused or warned of |',
    '| --- | --- | --- | --- |',
    ...given.map(
      ([{ name, makes }, { passing, failing }]) =>
        `| [${name}](#${name.toLowerCase()}) | ${makes} | ${count(passing)} | ${count(failing)} |`,
    ),
    '',
    ...given.flatMap(([{ name }, of]) => [
      `### ${name}`,
      '',
      ...listed(of, 'accepted', 'refused or warned of'),
    ]),
  ];
  const style = (await resolveConfig(table)) ?? {};
  return { text: await format(lines.join('\n'), { ...style, parser: 'markdown' }), missing };
}

const { text, missing } = await made();
if (process.argv.includes('--print')) console.log(JSON.stringify({ text, missing }));
else {
  for (const lack of missing) console.error(lack);
  const stale =
    !readdirSync(join(root, 'libs/ledger')).includes('RULES.md') || readFileSync(table, 'utf8') !== text;
  if (stale) writeFileSync(table, text);
  console.log(stale ? 'wrote libs/ledger/RULES.md' : 'libs/ledger/RULES.md is up to date');
}
