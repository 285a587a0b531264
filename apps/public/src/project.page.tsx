import type { ProjectPage as ProjectPageView } from '@sunlit/read-models';
import {
  Finding,
  Layout,
  Money,
  MoneyLine,
  Pagination,
  Shown,
  SummaryList,
  TaskList,
  thousands,
  useWords,
  word,
} from '@sunlit/web';
import { Account } from './project/account.js';
import { Budgets } from './project/budgets.js';
import { checkpoints } from './project/checkpoints.js';
import { ContractsAndPayments } from './project/contracts.js';
import { Lots } from './project/lots.js';
import { Overrides } from './project/overrides.js';
import { jsonHref, pageHref } from './project/paging.js';
import { People, ProjectDocuments } from './project/people.js';
import { Nothing, Section } from './project/section.js';
import { EntryLink, OfProject, ShownBody, ShownText } from './project/source.js';
import { ProjectLeads, ProjectObligations } from './rules/project-sections.js';
import { Trail } from './trail.js';
import { Trouble } from './project/trouble.js';

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
      <OfProject value={project}>
        <Parts view={view} />
      </OfProject>
    </Layout>
  );
}

function Parts({ view }: { view: ProjectPageView }) {
  const t = useWords();
  const { registered } = view;
  return (
    <>
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
      <TakenOver view={view} />
      <Trouble view={view} />
      <Contents view={view} />
      <Section id="money" title={t.project.moneyLine}>
        <MoneyLine figures={view.figures} />
      </Section>
      <Section id="checkpoints" title={t.checkpoints.heading}>
        <TaskList tasks={checkpoints(view, t)} />
      </Section>
      <Findings view={view} />
      <Overrides view={view} />
      <ProjectLeads view={view} />
      <ProjectObligations view={view} />
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
    </>
  );
}

/** Said before anything else of works that this ledger did not see from their start. */
function TakenOver({ view: { project, takenOver } }: { view: ProjectPageView }) {
  const t = useWords();
  if (!takenOver) return null;
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">
        <strong>{t.project.takenOver(takenOver.asOf)}</strong>{' '}
        <EntryLink project={project} source={takenOver} />
      </p>
      <p className="govuk-body">
        {t.project.openingNote}
        {takenOver.expenses !== '0.00' &&
          t.frame.between + t.project.openingExpenses(thousands(takenOver.expenses))}
      </p>
    </div>
  );
}

function Contents({ view }: { view: ProjectPageView }) {
  const t = useWords();
  const links = [
    ['money', t.project.moneyLine],
    ['checkpoints', t.checkpoints.heading],
    ['findings', t.project.findings],
    ...(view.overrides.length > 0 ? ([['overrides', t.project.overrides]] as const) : []),
    ['obligations', t.obligations.title],
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
          <Finding finding={row.finding} judgedBy={row.judgedBy} />
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
          {
            key: t.fieldsOfOne['ProjectRegistered.name'],
            value: <ShownText of={registered} field="name" />,
          },
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
