import type { ProjectPage as ProjectPageView } from '@sunlit/read-models';
import {
  Finding,
  Layout,
  Money,
  MoneyLine,
  Pagination,
  Shown,
  ShownText,
  SummaryList,
  TaskList,
  useWords,
  word,
} from '@sunlit/web';
import { Account } from './project/account.js';
import { Budgets } from './project/budgets.js';
import { checkpoints } from './project/checkpoints.js';
import { ContractsAndPayments } from './project/contracts.js';
import { Lots } from './project/lots.js';
import { jsonHref, pageHref } from './project/paging.js';
import { People, ProjectDocuments } from './project/people.js';
import { Nothing, Section } from './project/section.js';
import { EntryLink, ShownBody } from './project/source.js';
import { Trail } from './trail.js';

/** One works project from its budget to its audit: money first, then each checkpoint, then every entry. */
export function ProjectPage(view: ProjectPageView) {
  const t = useWords();
  const { registered, project } = view;
  const name = registered.name ?? registered.number ?? project;
  return (
    <Layout
      title={name}
      ledger={view.ledger}
      current={view.current}
      json={jsonHref(view)}
      trail={[{ text: t.frame.home, href: '/' }]}
    >
      <h1 className="govuk-heading-xl">
        <Shown of={registered} field="name">
          {(text) => text}
        </Shown>
      </h1>
      <p className="sl-lead">
        <ShownBody of={registered} field="owner" />
        {t.frame.stop}
        {t.project.sentence[view.stage]}
      </p>
      <Contents />
      <Section id="money" title={t.project.moneyLine}>
        <MoneyLine figures={view.figures} />
      </Section>
      <Section id="checkpoints" title={t.checkpoints.heading}>
        <TaskList tasks={checkpoints(view, t)} />
      </Section>
      <Findings view={view} />
      <Budgets view={view} />
      <Lots view={view} />
      <ContractsAndPayments view={view} />
      <Account view={view} />
      <Registration view={view} />
      <People view={view} />
      <ProjectDocuments view={view} />
      <Section id="trail" title={t.project.trail}>
        <p className="govuk-body">{t.project.trailNote(view.trail.length, view.trailTotal)}</p>
        <Trail rows={view.trail} />
        <Pagination {...view.paging.trail} href={pageHref(view, 'trail', 'trail')} label={t.project.trail} />
      </Section>
    </Layout>
  );
}

function Contents() {
  const t = useWords();
  const links = [
    ['money', t.project.moneyLine],
    ['checkpoints', t.checkpoints.heading],
    ['findings', t.project.findings],
    ['budget', t.project.budgets],
    ['tender', t.project.lots],
    ['payment', t.project.payments],
    ['account', t.project.account],
    ['register', t.project.register],
    ['people', t.project.people],
    ['documents', t.project.documents],
    ['trail', t.project.trail],
  ] as const;
  return (
    <nav aria-label={t.project.contents}>
      <ul className="sl-contents">
        {links.map(([id, text]) => (
          <li key={id}>
            <a className="govuk-link" href={`#${id}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Findings({ view }: { view: ProjectPageView }) {
  const t = useWords();
  const { project, findings, paging } = view;
  return (
    <Section id="findings" title={t.project.findings}>
      {findings.length === 0 && (
        <Nothing>{paging.findings.total === 0 ? t.project.noFindings : t.project.pastEnd}</Nothing>
      )}
      {findings.length > 0 && <p className="govuk-body">{t.project.findingsNote}</p>}
      {findings.map((row, i) => (
        <div key={`${row.revision} ${i}`}>
          <Finding finding={row.finding} />
          <p className="govuk-body">
            {word(t.events, row.type)} <EntryLink project={project} source={row} />
          </p>
        </div>
      ))}
      <Pagination
        {...paging.findings}
        href={pageHref(view, 'findings', 'findings')}
        label={t.project.findings}
      />
    </Section>
  );
}

function Registration({ view: { project, registered } }: { view: ProjectPageView }) {
  const t = useWords();
  const text = (field: 'number' | 'nationalCode' | 'site' | 'fundSource' | 'region') => ({
    key: t.fields[field],
    value: <ShownText of={registered} field={field} />,
  });
  return (
    <Section id="register" title={t.project.register}>
      <SummaryList
        rows={[
          text('number'),
          text('nationalCode'),
          {
            key: t.fieldsOfOne['ProjectRegistered.category'],
            value: (
              <Shown of={registered} field="category">
                {(category) => word(t.worksCategories, category)}
              </Shown>
            ),
          },
          text('site'),
          text('region'),
          text('fundSource'),
          {
            key: t.fieldsOfOne['ProjectRegistered.estimate'],
            value: (
              <Shown of={registered} field="estimate">
                {(estimate) => <Money amount={estimate} large />}
              </Shown>
            ),
          },
          { key: t.project.record, value: <EntryLink project={project} source={registered} /> },
        ]}
      />
    </Section>
  );
}
