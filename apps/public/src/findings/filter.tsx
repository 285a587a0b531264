import { projectStages, verdictKinds, type FindingsView } from '@sunlit/read-models';
import { langOf, useWords } from '@sunlit/web';

/** The filter is the address: a form without script. */
export function FindingsFilter({ view: { filter, rules, owners } }: { view: FindingsView }) {
  const t = useWords();
  const { findings } = t.organisations;
  const chosen = filter.rule !== null && !rules.some(({ rule }) => rule.id === filter.rule);
  return (
    <form className="sl-filters" action="/findings" method="get" aria-label={findings.filter}>
      <Choice
        name="kind"
        label={findings.kind}
        chosen={filter.kind}
        options={verdictKinds.map((kind) => [kind, findings.kinds[kind]])}
      />
      <Choice
        name="rule"
        label={findings.rule}
        chosen={filter.rule}
        options={[
          ['', findings.anyRule],
          ...rules.map(({ rule }) => [rule.id, `${rule.id} ${rule.title[langOf(t)]}`] as const),
          ...(chosen ? [[filter.rule, filter.rule] as const] : []),
        ]}
      />
      <Choice
        name="stage"
        label={findings.stage}
        chosen={filter.stage}
        options={[
          ['', findings.anyStage],
          ...projectStages.map((stage) => [stage, t.projectStages[stage]] as const),
        ]}
      />
      <Choice
        name="owner"
        label={findings.owner}
        chosen={filter.owner}
        options={[
          ['', findings.anyOwner],
          ...owners.map(({ organisation, name }) => [organisation, name] as const),
        ]}
      />
      {filter.contractor !== null && <input type="hidden" name="contractor" value={filter.contractor} />}
      <div className="sl-filters-end">
        <button className="govuk-button" type="submit">
          {findings.apply}
        </button>
        <a className="govuk-link sl-link" href="/findings">
          {findings.clear}
        </a>
      </div>
    </form>
  );
}

function Choice({
  name,
  label,
  chosen,
  options,
}: {
  name: string;
  label: string;
  chosen: string | null;
  options: readonly (readonly [value: string, text: string])[];
}) {
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={name}>
        {label}
      </label>
      <select className="govuk-select" id={name} name={name} defaultValue={chosen ?? ''}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
