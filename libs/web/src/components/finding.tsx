import type { Finding as Verdict, LegalBasis } from '@sunlit/ledger';
import { useWords } from '../frame.js';
import { factList, ruleRow, ruleTitle, ruleValue, type Lang } from '../sentence.js';
import { SummaryList } from './summary-list.js';
import { Tag } from './tag.js';

/**
 * A finding as a reader can check it: the rule, its value, the figures compared, and whose rule it is. National law, city
 * policy and unit policy are told apart; local policy is never called a requirement of law.
 */
export function Finding({ finding }: { finding: Verdict }) {
  const t = useWords();
  const lang: Lang = t.lang === 'en' ? 'en' : 'zh';
  const row = ruleRow(finding.rule, finding.version) ?? ruleRow(finding.rule, null);
  const inputs = factList(finding.facts, t);
  return (
    <div className="sl-finding">
      <p className="sl-finding-title">
        <Tag colour="yellow">{t.finding.lead}</Tag> <strong>{ruleTitle(finding.rule, lang)}</strong>{' '}
        <span className="sl-code">{finding.rule}</span>
      </p>
      <SummaryList
        rows={[
          { key: t.finding.inputs, value: <Inputs inputs={inputs} /> },
          { key: t.finding.value, value: ruleValue(finding.value, finding.unit, t) },
          {
            key: t.finding.basis,
            value: (
              <>
                {row && <Basis basis={row.basis} />} {t.finding.basisVersion(finding.version)}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

const Inputs = ({ inputs }: { inputs: readonly (readonly [string, string])[] }) => (
  <ul className="govuk-list sl-plain">
    {inputs.map(([name, text]) => (
      <li key={name}>
        {name} <span className="sl-nowrap">{text}</span>
      </li>
    ))}
  </ul>
);

/** The document behind a rule, with its layer first. */
export function Basis({ basis }: { basis: LegalBasis }) {
  const t = useWords();
  const note = t.certainties[basis.certainty];
  return (
    <>
      <Tag colour={basis.layer === 'national' ? 'blue' : 'green'}>{t.layers[basis.layer]}</Tag>{' '}
      {t.finding.legalBasis(basis.document, basis.article ?? '')}
      {note && `（${note}）`}
    </>
  );
}
