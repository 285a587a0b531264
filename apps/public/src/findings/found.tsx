import type { FoundVerdict } from '@sunlit/read-models';
import {
  factList,
  Instant,
  langOf,
  ruleHref,
  sentence,
  Table,
  Tag,
  useRecordedLang,
  useWords,
  word,
} from '@sunlit/web';
import { Body } from '../organisations/body.js';
import { EntryLink } from '../project/source.js';

/** Findings of all projects: which rule, what it found, what it compared, and the entry it rides on. */
export function FoundTable({ rows }: { rows: readonly FoundVerdict[] }) {
  const t = useWords();
  const { findings } = t.organisations;
  return (
    <Table
      caption={findings.kinds.finding}
      rows={rows}
      rowKey={(row) => `${row.entry} ${rows.indexOf(row)}`}
      columns={[
        { head: findings.project, cell: (row) => <Project row={row} /> },
        { head: findings.found, cell: (row) => <Found row={row} /> },
        {
          head: findings.record,
          cell: (row) => (
            <span className="sl-roomy">
              {word(t.events, row.type)}
              <span className="sl-under sl-quiet">
                <Instant instant={row.recordedAt} />
              </span>
              <span className="sl-under">
                <EntryLink project={row.project} source={row} />
              </span>
            </span>
          ),
        },
      ]}
    />
  );
}

function Project({ row: { project, projectName, owner, stage } }: { row: FoundVerdict }) {
  const t = useWords();
  const lang = useRecordedLang();
  return (
    <span className="sl-named">
      <a className="govuk-link sl-link" href={`/projects/${project}`} lang={lang}>
        {projectName}
      </a>
      {owner && (
        <span className="sl-under">
          <Body body={owner} />
        </span>
      )}
      <Tag colour={stage === 'closed' ? 'green' : 'blue'}>{word(t.projectStages, stage)}</Tag>
    </span>
  );
}

function Found({ row: { finding, judgedBy } }: { row: FoundVerdict }) {
  const t = useWords();
  const { rule, facts, value, unit, version } = finding;
  const inputs = factList(facts, t).map((fact) => fact.join(' '));
  return (
    <span>
      <Tag colour="yellow">{t.finding.lead}</Tag>{' '}
      <a className="govuk-link sl-link sl-code" href={ruleHref(rule)}>
        {rule}
      </a>{' '}
      {t.finding.basisVersion(version)}
      <span className="sl-under">
        {sentence(rule, facts, langOf(t), {
          ...{ value, unit, layer: judgedBy?.basis.layer, attributed: judgedBy?.attributed },
        })}
      </span>
      {inputs.length > 0 && (
        <span className="sl-under sl-quiet">
          {t.organisations.findings.inputs}
          {t.frame.colon}
          {inputs.join(t.frame.semicolon)}
        </span>
      )}
    </span>
  );
}
