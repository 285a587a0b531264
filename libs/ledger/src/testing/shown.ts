import { bidBox } from '../bid-box.js';
import { project } from '../project/project.js';
import { rulebookDecider } from '../rulebook/adoption.js';
import { rows } from '../rulebook/rows.js';
import type { Watched } from './watched-specs.js';

/** Which specs show which rows of the rulebook and which commands, by their titles and by what they were seen to do. */
export const commands = [project, rulebookDecider, bidBox].flatMap((decider) =>
  Object.values(decider.commands),
);
const isRow = (name: string) => rows.some(({ id }) => id === name);
const isCommand = (given: string) => commands.some(({ name }) => name === given);

const isUnread = (name: string) => rows.some(({ id, fact }) => id === name && fact === null);

/** The rows and commands that a title ends with, in parentheses. */
export const namedIn = (title: string): string[] =>
  (/\(([^()]+)\)$/.exec(title)?.[1] ?? '').split(', ').filter((name) => isRow(name) || isCommand(name));

/** Of each kind the innermost: a row named by the spec itself, the command by the `describe` around it. */
const namedBy = (path: readonly string[]): string[] =>
  [isRow, isCommand].flatMap((kind) => path.map((title) => namedIn(title).filter(kind)).findLast(some) ?? []);
const some = (list: readonly unknown[]) => list.length > 0;

/** The specs about one row or command that let it pass, and that see it refused or warned of. */
export interface Shown {
  readonly about: readonly Watched[];
  readonly passing: readonly Watched[];
  readonly failing: readonly Watched[];
}

const ofReadModel = ({ file }: Watched) => file.startsWith('libs/read-models/');

export function shown(watched: readonly Watched[], name: string): Shown {
  const about = watched.filter(({ path }) => namedBy(path).includes(name));
  const passes = (spec: Watched) =>
    ofReadModel(spec) ? spec.looked.kept : (isRow(name) ? spec.kept : spec.accepted).has(name);
  const fails = (spec: Watched) =>
    ofReadModel(spec) ? spec.looked.broken : (isRow(name) ? spec.broken : spec.faulted).has(name);
  return { about, passing: about.filter(passes), failing: about.filter(fails) };
}

/** Specs of a row that is not evaluated: that it is listed so, and that nothing judges it. */
export const unevaluated = (watched: readonly Watched[], name: string): readonly Watched[] =>
  watched.filter(({ path }) => namedBy(path).includes(name));

export const missingIn = (name: string, { passing, failing }: Shown): string[] => [
  ...(passing.length > 0 ? [] : [`${name}: no spec lets it pass`]),
  ...(failing.length > 0 ? [] : [`${name}: no spec sees it refused or warned of`]),
];

/** A title that names a row or command which its spec neither keeps nor breaks promises what it does not show. */
export const emptyPromises = (watched: readonly Watched[]): string[] =>
  watched
    .filter((spec) => !ofReadModel(spec))
    .flatMap((spec) => {
      const own = namedIn(spec.path.at(-1)!);
      const shows = (name: string) => {
        const { passing, failing } = shown([spec], name);
        return passing.length + failing.length > 0;
      };
      return own
        .filter((name) => !isUnread(name) && !shows(name))
        .map((name) => `${name}: not shown by ${spec.path.join(' › ')}`);
    });
