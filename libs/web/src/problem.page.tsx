import { ErrorSummary } from './components/error-summary.js';
import { Basis, Inputs } from './components/finding.js';
import { SummaryList } from './components/summary-list.js';
import { useWords } from './frame.js';
import { Layout } from './layout.js';
import { fieldWord, word } from './messages/vocabulary.js';
import type { Messages } from './messages/zh.js';
import type { Problem, ProblemBreach, ProblemField } from './problem.js';
import { factList, langOf, ruleValue } from './sentence.js';

export interface ProblemView {
  readonly problem: Problem;
  readonly ledger: { readonly name: string; readonly sample: boolean } | null;
}

/** An error as a page: what happened, every reason at once, and what to do next. */
export function ProblemPage({ problem, ledger }: ProblemView) {
  const t = useWords();
  const { frame, problems } = t;
  const reasons = [
    ...(problem.errors ?? []).map((e) => fieldSentence(e, t)),
    ...(problem.breaches ?? []).map((b) => b.sentence[langOf(t)]),
  ];
  return (
    <Layout title={problem.title} ledger={ledger} trail={[{ text: frame.home, href: '/' }]}>
      {reasons.length > 0 && <ErrorSummary errors={reasons.map((text) => ({ text, href: null }))} />}
      <h1 className="govuk-heading-l">{problem.title}</h1>
      {(problem.breaches ?? []).map((breach, i) => (
        <Refused key={i} breach={breach} />
      ))}
      {!problem.breaches && <p className="govuk-body">{problem.detail}</p>}
      {problem.reference && (
        <p className="govuk-body">
          {problems.reference} <code className="sl-code">{problem.reference}</code>
        </p>
      )}
      <p className="govuk-body">{problems.whatNext}</p>
      <ul className="govuk-list govuk-list--bullet">
        {problem.status === 400 && <li>{problems.fixAndRetry}</li>}
        {problem.status >= 500 && <li>{problems.retryLater}</li>}
        <li>
          <a className="govuk-link" href="/">
            {problems.toHome}
          </a>
        </li>
        {problem.status === 404 && <li>{problems.checkAddress}</li>}
      </ul>
    </Layout>
  );
}

/** One reason of a refusal: what was compared, by which value of whose rule, and what to do next. */
function Refused({ breach }: { breach: ProblemBreach }) {
  const t = useWords();
  const lang = langOf(t);
  const { facts, value, unit, legalBasis, next } = breach;
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
          ...(legalBasis ? [{ key: t.finding.basis, value: <Basis basis={legalBasis} /> }] : []),
          { key: t.verdict.next, value: next[lang] },
        ]}
      />
    </section>
  );
}

function fieldSentence({ field, rule, detail }: ProblemField, t: Messages): string {
  const path = field.slice(1).replaceAll('/', '.');
  const name = path.split('.').at(-1)!;
  const label = rule === 'page' ? word(t.problems.parameters, name) : fieldWord(t, '', name);
  return `${t.problems.field(label === path ? label : `${label}（${path}）`)}${detail}${t.frame.stop}`;
}
