import { ErrorSummary } from './components/error-summary.js';
import { Basis, Inputs } from './components/finding.js';
import { SummaryList } from './components/summary-list.js';
import { useWords } from './frame.js';
import { Layout } from './layout.js';
import { fieldWord, word } from './messages/vocabulary.js';
import { zh, type Messages } from './messages/zh.js';
import type { Problem, ProblemBreach, ProblemField } from './problem.js';
import { factList, langOf, ruleValue } from './sentence.js';
import { shanghaiTime } from './time.js';

export interface ProblemView {
  readonly problem: Problem;
  readonly ledger: { readonly name: string; readonly sample: boolean } | null;
}

/** An error as a page: what happened, every reason at once, and what to do next. */
export function ProblemPage({ problem, ledger }: ProblemView) {
  const t = useWords();
  const { frame, problems } = t;
  const { title, detail } = inWords(problem, t);
  const reasons = [
    ...(problem.errors ?? []).map((e) => fieldSentence(e, t)),
    ...(problem.breaches ?? []).map((b) => b.sentence[langOf(t)]),
  ];
  return (
    <Layout title={title} ledger={ledger} trail={[{ text: frame.home, href: '/' }]}>
      {reasons.length > 0 && <ErrorSummary errors={reasons.map((text) => ({ text, href: null }))} />}
      <h1 className="govuk-heading-l">{title}</h1>
      {(problem.breaches ?? []).map((breach, i) => (
        <Refused key={i} breach={breach} />
      ))}
      {!problem.breaches && <p className="govuk-body">{detail}</p>}
      {problem.reference && (
        <p className="govuk-body">
          {problems.reference} <code className="sl-code">{problem.reference}</code>
        </p>
      )}
      <p className="govuk-body">{problems.whatNext}</p>
      <ul className="govuk-list govuk-list--bullet">
        {problem.first && (
          <li>
            <a className="govuk-link" href={problem.first.href}>
              {t.time.notYet.first(problem.first.entry, shanghaiTime(problem.first.recordedAt))}
            </a>
          </li>
        )}
        {problem.status === 400 && <li>{problems.fixAndRetry}</li>}
        {problem.status >= 500 && <li>{problems.retryLater}</li>}
        <li>
          <a className="govuk-link" href="/">
            {problems.toHome}
          </a>
        </li>
        {problem.status === 404 && !problem.first && <li>{problems.checkAddress}</li>}
      </ul>
    </Layout>
  );
}

/** One reason of a refusal: what was compared, by which value of whose rule, and what to do next. */
function Refused({ breach }: { breach: ProblemBreach }) {
  const t = useWords();
  const lang = langOf(t);
  const { facts, value, unit, legalBasis, attributed, next } = breach;
  const compared = factList(facts, t);
  return (
    <section className="sl-finding">
      <p className="sl-finding-title">
        <strong>{breach.sentence[lang]}</strong>
      </p>
      <SummaryList
        rows={[
          ...(compared.length > 0 ? [{ key: t.verdict.compared, value: <Inputs inputs={compared} /> }] : []),
          ...(unit === null ? [] : [{ key: t.finding.value, value: ruleValue(value, unit, t) }]),
          ...(legalBasis
            ? [{ key: t.finding.basis, value: <Basis basis={legalBasis} attributed={attributed} /> }]
            : []),
          { key: t.verdict.next, value: next[lang] },
        ]}
      />
    </section>
  );
}

/** Problems are written in Chinese; one of the catalogue can be said in the page's language. */
function inWords(
  { type, title, detail }: Problem,
  { problems }: Messages,
): Pick<Problem, 'title' | 'detail'> {
  const name = type.slice(type.lastIndexOf(':') + 1);
  return {
    title: Object.hasOwn(problems.titles, name) ? word(problems.titles, name) : title,
    detail: detail === word(zh.problems.details, name) ? word(problems.details, name) : detail,
  };
}

/** A part of the address by its own name, else a field of the ledger by its. */
function fieldSentence({ field, rule, detail }: ProblemField, t: Messages): string {
  const { parameters, rules, field: quoted } = t.problems;
  const path = field.slice(1).replaceAll('/', '.');
  const name = path.split('.').at(-1)!;
  const label = Object.hasOwn(parameters, name) ? word(parameters, name) : fieldWord(t, '', name);
  const asked = Object.hasOwn(rules, rule) ? word(rules, rule) : detail;
  const named = label === path ? label : `${label}${t.frame.bracketed(path)}`;
  return `${quoted(named)}${asked}${t.frame.stop}`;
}
