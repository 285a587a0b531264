import type { ProjectView } from '@sunlit/read-models';
import {
  Layout,
  Money,
  Pagination,
  Shown,
  SummaryList,
  thousands,
  useRecordedLang,
  useWords,
  word,
} from '@sunlit/web';
import { Account } from './project/account.js';
import { Budgets } from './project/budgets.js';
import { Checkpoint } from './project/checkpoint.js';
import { Contracts } from './project/contracts.js';
import { Findings } from './project/findings.js';
import { Lots } from './project/lots.js';
import { ProjectMoneyLine } from './project/money.js';
import { Downloads, Raise } from './project/more.js';
import type { ProjectPageView } from './project/page-view.js';
import { jsonHref, pageHref } from './project/paging.js';
import { PaymentsAndCertificates } from './project/payments.js';
import { People, ProjectDocuments } from './project/people.js';
import { Fold, Section } from './project/section.js';
import { EntryLink, OfProject, ShownBody, ShownText } from './project/source.js';
import { LookBack } from './time/look-back.js';
import { TrailLink } from './time/trail-link.js';
import { Trail } from './trail.js';
import { Trouble } from './project/trouble.js';

/**
 * One works project from its budget to its audit: how it stands, its money, the four checkpoints with their detail folded,
 * what the rules found, every payment, who took part, every entry, and how to take it away or object.
 */
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
      past={view.past}
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
  const recorded = useRecordedLang();
  const { registered } = view;
  return (
    <>
      <h1 className="govuk-heading-xl" lang={recorded}>
        <Shown of={registered} field="name">
          {(text) => text}
        </Shown>
      </h1>
      <p className="sl-lead">
        <ShownBody of={registered} field="owner" />
        {t.frame.stop}
        {t.frame.between}
        {t.project.sentence[view.stage]}
      </p>
      <TakenOver view={view} />
      <Trouble view={view} />
      <Contents view={view} />
      <ProjectMoneyLine view={view} />
      <Section id="checkpoints" title={t.checkpoints.heading}>
        <Fold summary={t.project.register}>
          <Registration view={view} />
        </Fold>
        <Checkpoint view={view} id="budget">
          <Budgets view={view} />
        </Checkpoint>
        <Checkpoint view={view} id="tender">
          <Lots view={view} />
        </Checkpoint>
        <Checkpoint view={view} id="payment">
          <Contracts view={view} />
        </Checkpoint>
        <Checkpoint view={view} id="account">
          <Account view={view} />
        </Checkpoint>
      </Section>
      <Findings view={view} />
      <PaymentsAndCertificates view={view} />
      <People view={view} />
      <ProjectDocuments view={view} />
      <Section id="trail" title={t.project.trail}>
        <p className="govuk-body">{t.project.trailNote(view.trail.length, view.trailTotal)}</p>
        <Trail rows={view.trail} />
        <Pagination {...view.paging.trail} href={pageHref(view, 'trail', 'trail')} label={t.project.trail} />
        <TrailLink project={view.project} total={view.trailTotal} past={view.past} />
      </Section>
      <LookBack view={view} />
      <Downloads view={view} />
      <Raise view={view} />
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

function Contents({ view: { leads, overrides } }: { view: ProjectPageView }) {
  const t = useWords();
  const links = [
    ['money', t.project.moneyLine],
    ['budget', t.checkpoints.budget],
    ['tender', t.checkpoints.tender],
    ['payment', t.checkpoints.payment],
    ['account', t.checkpoints.account],
    ['findings', t.project.findings],
    ...(leads.length > 0 ? ([['leads', t.leads.title]] as const) : []),
    ...(overrides.length > 0 ? ([['overrides', t.project.overrides]] as const) : []),
    ['payments', t.project.payments],
    ['certificates', t.project.certificates],
    ['people', t.project.people],
    ['documents', t.project.documents],
    ['trail', t.project.trail],
    ['past', t.time.look.title],
    ['downloads', t.charts.downloads.title],
    ['raise', t.charts.raise.title],
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

function Registration({ view: { project, registered } }: { view: ProjectView }) {
  const t = useWords();
  const text = (field: 'number' | 'nationalCode' | 'site' | 'fundSource' | 'region') => ({
    key: t.fields[field],
    value: <ShownText of={registered} field={field} />,
  });
  return (
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
  );
}
