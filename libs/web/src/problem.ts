import { HttpException } from '@nestjs/common';
import {
  BadInput,
  Forbidden,
  Refusal,
  type Breach,
  type FieldProblem,
  type Finding,
  type JsonObject,
  type Rule,
  type Said,
} from '@sunlit/ledger';
import { zh } from './messages/zh.js';
import { word } from './messages/vocabulary.js';
import { Overloaded } from './pressure.js';
import { basisText, catalogues, nextStep, sentence, statedBy, type Lang } from './sentence.js';

export type ProblemName = keyof typeof zh.problems.titles;

/** One broken rule, with what a citizen reads of it. */
export interface ProblemBreach extends Breach {
  /** What the rule asks and what was found. */
  readonly sentence: Said;
  /** What to do next. */
  readonly next: Said;
  /** Whose rule it is, the document and how sure its citation is; null for a rule of the ledger's own. */
  readonly basis: Said | null;
}

/** A finding with what a citizen reads of it, as of a breach. */
export interface SaidFinding extends Finding {
  readonly sentence: Said;
  readonly next: Said;
  readonly basis: Said | null;
}

/** `row`: the version of the rule by which it was judged, where that is known. */
export function saidFinding(
  finding: Finding,
  row: Pick<Rule, 'basis' | 'attributed'> | undefined,
): SaidFinding {
  const { rule, facts, value, unit } = finding;
  const { basis, attributed } = row ?? {};
  const stated = { value, unit, layer: basis?.layer, attributed };
  return {
    ...finding,
    sentence: inBoth((lang) => sentence(rule, facts, lang, stated)),
    next: inBoth((lang) =>
      'override' in facts ? catalogues[lang].verdict.overriddenNext : nextStep(rule, lang),
    ),
    basis: basis ? inBoth((lang) => basisText(basis, lang, attributed)) : null,
  };
}

/** One field that is wrong: a JSON pointer into the request, the check, what it asks for, the check's limits. */
export interface ProblemField {
  readonly field: string;
  readonly rule: string;
  readonly detail: string;
  readonly limits: JsonObject;
}

/** RFC 9457 problem details. `type` is stable and never looked up. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The path that was asked for. */
  readonly instance?: string;
  readonly breaches?: readonly ProblemBreach[];
  readonly errors?: readonly ProblemField[];
  /** Of what was asked for as of a moment before it was recorded: its first entry, and where that is shown. */
  readonly first?: { readonly entry: number; readonly recordedAt: string; readonly href: string };
  /** Names a failure in the program's log. */
  readonly reference?: string;
  /** Extension members of RFC 9457. */
  readonly [extension: string]: unknown;
}

/** A problem of the catalogue. `more` adds members or replaces the detail. */
export const problem = (name: ProblemName, status: number, more: Partial<Problem> = {}): Problem => ({
  type: `urn:sunlit-ledger:problem:${name}`,
  title: zh.problems.titles[name],
  status,
  detail: word(zh.problems.details, name),
  ...more,
});

/** What an error means to the caller; undefined for an error of another kind. */
export type Recognise = (error: unknown) => Problem | undefined;

/** Order matters: a `Forbidden` is a `Refusal`. Apps put rows of their own before these. */
export const knownProblems: readonly Recognise[] = [
  (error) => (error instanceof Forbidden ? problem('forbidden', 403, refused(error)) : undefined),
  (error) => (error instanceof Refusal ? problem('refused', 422, refused(error)) : undefined),
  (error) =>
    error instanceof BadInput
      ? problem('bad-input', 400, { errors: error.problems.map(fieldProblem) })
      : undefined,
  (error) => (error instanceof Overloaded ? problem('overloaded', 503) : undefined),
  (error) => (error instanceof HttpException ? problemOfStatus(error.getStatus()) : undefined),
  // Fastify's own errors, thrown before a controller is reached.
  (error) => {
    const status = callersFault(error);
    return status === null ? undefined : problemOfStatus(status);
  },
];

/** The status that Fastify gives to an error of the caller's, such as one who left while he was still sending; else null. */
export function callersFault(error: unknown): number | null {
  const { statusCode: status } = (error ?? {}) as { statusCode?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

/** The problem of the first row that knows the error; anything unknown is a failure of ours and says nothing of itself. */
export function problemOf(error: unknown, rows: readonly Recognise[] = knownProblems): Problem {
  for (const recognise of rows) {
    const found = recognise(error);
    if (found) return found;
  }
  return problem('failed', 500);
}

function refused(refusal: Refusal): Partial<Problem> {
  const breaches = refusal.breaches.map((breach): ProblemBreach => {
    const { rule, facts, legalBasis, attributed } = breach;
    return {
      ...breach,
      sentence: inBoth((lang) => sentence(rule, facts, lang, statedBy(breach))),
      next: inBoth((lang) => nextStep(rule, lang)),
      basis: legalBasis && inBoth((lang) => basisText(legalBasis, lang, attributed)),
    };
  });
  return { detail: breaches.map((b) => b.sentence.zh).join(''), breaches };
}

const inBoth = (say: (lang: Lang) => string): Said => ({ zh: say('zh'), en: say('en') });

const fieldProblem = ({ field, rule, limits }: FieldProblem): ProblemField => ({
  field: pointer(field),
  rule,
  detail: word(zh.problems.rules, rule),
  limits,
});

/** `lines.0.amount` -> `/lines/0/amount` (RFC 6901); the whole request is the empty pointer. */
export const pointer = (path: string): string =>
  path === '' ? '' : `/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('.', '/')}`;

const byStatus: Readonly<Record<number, ProblemName>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  409: 'conflict',
  412: 'precondition-failed',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** What is said where nothing is known but a status of HTTP. */
export const problemOfStatus = (status: number): Problem =>
  problem(byStatus[status] ?? (status >= 500 ? 'failed' : 'request-refused'), status);
