import type { Attribution, Finding as Verdict, LegalBasis } from '@sunlit/ledger';
import { countedValue } from '../counted.js';
import { useWords } from '../frame.js';
import { factList, langOf, nextStep, ruleRow, ruleTitle, sentence, statedBy } from '../sentence.js';
import { SummaryList } from './summary-list.js';
import { Tag } from './tag.js';

/** The version of the rule by which it was judged, where that is another than the product ships with. */
export interface JudgedBy {
  readonly title: { readonly zh: string; readonly en: string };
  readonly basis: LegalBasis;
  readonly attributed?: readonly Attribution[] | undefined;
}

/**
 * A finding as a reader can check it: what the rule asks and what was found, its value, the figures compared, and whose rule it is. National law, city
 * policy and unit policy are told apart; local policy is never called a requirement of law.
 */
export function Finding({ finding, judgedBy }: { finding: Verdict; judgedBy?: JudgedBy | null | undefined }) {
  const t = useWords();
  const lang = langOf(t);
  const { rule, version, facts, value, unit } = finding;
  // Another version may be of another layer: its basis stands with the rule, never that of the law beside it.
  const row = ruleRow(rule, version) ?? judgedBy;
  const inputs = factList(facts, t);
  return (
    <div className="sl-finding">
      <p className="sl-finding-title">
        <Tag colour="yellow">{t.finding.lead}</Tag>{' '}
        <strong>{row?.title[lang] ?? ruleTitle(rule, lang)}</strong>{' '}
        <a className="govuk-link sl-code" href={`/rules/${encodeURIComponent(rule)}`}>
          {rule}
        </a>
      </p>
      <p className="govuk-body">
        {sentence(rule, facts, lang, {
          ...statedBy(finding)!,
          ...{ layer: row?.basis.layer, attributed: row?.attributed },
        })}
      </p>
      <SummaryList
        rows={[
          { key: t.finding.inputs, value: <Inputs inputs={inputs} /> },
          { key: t.finding.value, value: countedValue(rule, value, unit, t) },
          {
            key: t.finding.basis,
            value: (
              <>
                {row && <Basis {...row} />} {t.finding.basisVersion(version)}
              </>
            ),
          },
          {
            key: t.verdict.next,
            value: 'override' in facts ? t.verdict.overriddenNext : nextStep(rule, lang),
          },
        ]}
      />
    </div>
  );
}

/** Of a fact that stays on one line: the largest amount with its unit. */
const longest = 22;

/** What was compared, each fact by its name. */
export const Inputs = ({ inputs }: { inputs: readonly (readonly [string, string])[] }) => (
  <ul className="govuk-list sl-plain">
    {inputs.map(([name, text]) => (
      <li key={name}>
        {name} <span className={text.length <= longest ? 'sl-nowrap' : undefined}>{text}</span>
      </li>
    ))}
  </ul>
);

/** The document behind a rule, with its layer first; then the parts that are not its word, each with its own. */
export function Basis({
  basis,
  attributed = [],
}: {
  basis: LegalBasis;
  attributed?: readonly Attribution[] | undefined;
}) {
  const t = useWords();
  return (
    <>
      <Cited basis={basis} />
      {attributed.map((of) => (
        <span key={of.part.en} className="sl-under sl-quiet">
          {t.finding.ofWhich(of.part[langOf(t)])}
          {t.frame.colon}
          <Cited basis={of.basis} />
        </span>
      ))}
    </>
  );
}

function Cited({ basis }: { basis: LegalBasis }) {
  const t = useWords();
  const note = basis.certainty === 'verified' ? '' : t.certainties[basis.certainty];
  return (
    <>
      <Tag colour={basis.layer === 'national' ? 'blue' : 'green'}>{t.layers[basis.layer]}</Tag>{' '}
      {t.finding.legalBasis(basis.document, basis.article ?? '')}
      {note && `（${note}）`}
    </>
  );
}
