import type { RuleFinding, RuleVersion, RuleView, VerdictList } from '@sunlit/read-models';
import {
  Basis,
  Instant,
  langOf,
  Layout,
  Pagination,
  ruleAsks,
  ruleHref,
  sentence,
  SummaryList,
  Table,
  Tag,
  useWords,
  word,
} from '@sunlit/web';
import { Nothing, Section } from '../project/section.js';
import { EntryLink } from '../project/source.js';
import { Leads } from './leads.js';
import { ObligationTable } from './obligations.js';
import {
  Action,
  ChangeLink,
  effective,
  factWords,
  Judgement,
  titleOf,
  unreadBecause,
  Value,
} from './rule-parts.js';

/** One rule: what it asks, its versions, and every verdict given by it. */
export function RulePage(view: RuleView) {
  const t = useWords();
  const { rule } = view;
  const title = `${rule.id} ${titleOf(rule, t)}`;
  return (
    <Layout
      title={title}
      ledger={view.ledger}
      current={view.current}
      json={`${ruleHref(rule.id)}.json`}
      trail={[
        { text: t.frame.home, href: '/' },
        { text: t.rules.title, href: '/rules' },
      ]}
    >
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="sl-lead">{asks(view, t)}</p>
      {rule.fact === null && (
        <p className="govuk-inset-text">
          <Tag colour="grey">{t.rules.notEvaluated}</Tag> {unreadBecause(rule, t)}
          {t.rules.notEvaluatedNote}
        </p>
      )}
      <Facts rule={rule} />
      <Versions versions={view.versions} />
      {(rule.judged === 'command' || view.paging.findings.total > 0) && rule.fact !== null && (
        <Findings view={view} />
      )}
      {(rule.judged === 'clock' || view.paging.late.total > 0) && rule.fact !== null && <Late view={view} />}
      {rule.judged === 'across-projects' && <LeadsFound view={view} />}
    </Layout>
  );
}

/** By the shipped sentence at this version's value; a rule of a city's own by its name. */
const asks = ({ rule }: RuleView, t: ReturnType<typeof useWords>): string => {
  const said = ruleAsks(rule.id, langOf(t), { value: rule.value, unit: rule.unit });
  return said.startsWith(rule.id) ? titleOf(rule, t) + t.frame.stop : said;
};

function Facts({ rule }: { rule: RuleVersion }) {
  const t = useWords();
  return (
    <SummaryList
      rows={[
        { key: t.rules.value, value: <Value rule={rule} /> },
        { key: t.rules.appliesTo, value: rule.appliesTo[langOf(t)] },
        { key: t.rules.action, value: <Action rule={rule} /> },
        { key: t.rules.basis, value: <Basis {...rule} /> },
        { key: t.rules.effective, value: `${effective(rule, t)}（${t.rules.standing[rule.standing]}）` },
        { key: t.rules.anchor, value: word(t.ruleAnchors, rule.anchor) },
        { key: t.rules.stricter, value: word(t.ruleStricter, rule.stricter) },
        { key: t.rules.judgement, value: <Judgement rule={rule} /> },
        ...(rule.fact === null ? [] : [{ key: t.rules.fact, value: factWords(rule.fact, t) }]),
      ]}
    />
  );
}

function Versions({ versions }: { versions: readonly RuleVersion[] }) {
  const t = useWords();
  return (
    <Section id="versions" title={t.rules.versions}>
      <Table
        caption={t.rules.versions}
        rows={versions}
        rowKey={(version) => version.version}
        columns={[
          { head: t.rules.version, cell: (v) => <span className="sl-nowrap">{v.version}</span> },
          { head: t.rules.value, cell: (v) => <Value rule={v} /> },
          { head: t.rules.action, cell: (v) => <span className="sl-nowrap">{t.ruleActions[v.action]}</span> },
          { head: t.rules.basis, cell: (v) => <Basis {...v} /> },
          {
            head: t.rules.effective,
            cell: (v) => (
              <>
                {effective(v, t)} <Tag colour="grey">{t.rules.standing[v.standing]}</Tag>
              </>
            ),
          },
          { head: t.rules.made, cell: (v) => <ChangeLink change={v.adopted} or={t.rules.shipped} /> },
          { head: t.rules.endedBy, cell: (v) => <ChangeLink change={v.ended} or="—" /> },
        ]}
      />
    </Section>
  );
}

/** Addresses of the pages of one list; the others stay where they are. */
const pageHref =
  ({ rule, paging }: RuleView, list: VerdictList) =>
  (page: number): string => {
    const query = new URLSearchParams();
    for (const name of ['findings', 'late', 'leads'] as const) {
      const at = name === list ? page : paging[name].page;
      if (at > 1) query.set(name, String(at));
    }
    return `${ruleHref(rule.id)}${query.size > 0 ? `?${query.toString()}` : ''}#${list}`;
  };

function Findings({ view }: { view: RuleView }) {
  const t = useWords();
  const { findings, paging, rule } = view;
  return (
    <Section id="findings" title={t.rules.findings}>
      <p className="govuk-body">{t.rules.findingsNote(paging.findings.total)}</p>
      {rule.action === 'block' && <p className="govuk-body">{t.rules.refusedNote}</p>}
      {findings.length > 0 && (
        <Table
          caption={t.rules.findings}
          rows={findings}
          rowKey={(row) => `${row.entry} ${findings.indexOf(row)}`}
          columns={[
            { head: t.event.recordedAt, cell: (row) => <Instant instant={row.recordedAt} /> },
            { head: t.rules.project, cell: (row) => <ProjectLink row={row} /> },
            { head: t.rules.finding, cell: (row) => <Found row={row} view={view} /> },
            {
              head: t.project.record,
              cell: (row) => (
                <>
                  {word(t.events, row.type)} <EntryLink project={row.project} source={row} />
                </>
              ),
            },
          ]}
        />
      )}
      {findings.length === 0 && paging.findings.total > 0 && <Nothing>{t.project.pastEnd}</Nothing>}
      <Pagination {...paging.findings} href={pageHref(view, 'findings')} label={t.rules.findings} />
    </Section>
  );
}

function Found({ row: { finding }, view }: { row: RuleFinding; view: RuleView }) {
  const by = view.versions.find(({ version }) => version === finding.version);
  const stated = { ...finding, layer: by?.basis.layer, attributed: by?.attributed };
  return <>{sentence(finding.rule, finding.facts, langOf(useWords()), stated)}</>;
}

const ProjectLink = ({
  row: { project, projectName },
}: {
  row: { readonly project: string; readonly projectName: string };
}) => (
  <a className="govuk-link sl-link" href={`/projects/${project}`}>
    {projectName}
  </a>
);

function Late({ view }: { view: RuleView }) {
  const t = useWords();
  const { late, paging, today } = view;
  return (
    <Section id="late" title={t.rules.late}>
      <p className="govuk-body">{t.rules.lateNote(paging.late.total, today)}</p>
      {late.length > 0 && <ObligationTable caption={t.rules.late} rows={late} named />}
      {late.length === 0 && paging.late.total > 0 && <Nothing>{t.project.pastEnd}</Nothing>}
      <Pagination {...paging.late} href={pageHref(view, 'late')} label={t.rules.late} />
    </Section>
  );
}

function LeadsFound({ view }: { view: RuleView }) {
  const t = useWords();
  const { leads, paging } = view;
  return (
    <Section id="leads" title={t.rules.leads}>
      <p className="govuk-body">
        {t.rules.leadsNote(paging.leads.total)}
        {t.leads.note}
      </p>
      <Leads leads={leads} />
      {leads.length === 0 && paging.leads.total > 0 && <Nothing>{t.project.pastEnd}</Nothing>}
      <Pagination {...paging.leads} href={pageHref(view, 'leads')} label={t.rules.leads} />
    </Section>
  );
}
