import type { CompareView } from '@sunlit/read-models';
import { Day, Layout, Pagination, SummaryList, useRecordedLang, useWords, word } from '@sunlit/web';
import { Links, Nothing, Section } from '../project/section.js';
import { Trail } from '../trail.js';
import { Changes, Sums } from './changes.js';
import { DayField } from './day-field.js';

/** What changed in a project between two days: in all, then entry by entry. */
export function ComparePage(view: CompareView) {
  const t = useWords();
  const recorded = useRecordedLang();
  const { project, projectName, from, to } = view;
  const at = `/projects/${project}/compare`;
  const { page } = view.paging;
  const [first, middle, last] = t.time.compare.lead('\n', '\n').split('\n');
  const query = (page: number) => `?from=${from}&to=${to}${page > 1 ? `&page=${page}` : ''}`;
  return (
    <Layout
      title={t.time.compare.title}
      ledger={view.ledger}
      current={view.current}
      json={`${at}.json${query(page)}`}
      trail={[
        { text: t.frame.home, href: '/' },
        { text: projectName, href: `/projects/${project}` },
      ]}
    >
      <h1 className="govuk-heading-xl">{t.time.compare.title}</h1>
      <p className="sl-lead">
        <a className="govuk-link" href={`/projects/${project}`} lang={recorded}>
          {projectName}
        </a>
        {t.frame.colon}
        {t.frame.between}
        {first}
        <Day day={from} />
        {middle}
        <Day day={to} />
        {last}
      </p>
      <form className="sl-moment" action={at} method="get">
        <DayField name="from" label={t.time.compare.from} day={from} />
        <DayField name="to" label={t.time.compare.to} day={to} />
        <button className="govuk-button" type="submit">
          {t.time.compare.submit}
        </button>
      </form>
      <p className="govuk-body">{t.time.compare.note}</p>
      <InAll view={view} />
      <Section id="entries" title={t.time.compare.entries}>
        <Entries view={view} />
        <Pagination
          {...view.paging}
          href={(page) => `${at}${query(page)}#entries`}
          label={t.time.compare.entries}
        />
      </Section>
    </Layout>
  );
}

function InAll({ view: { project, from, to, since, stage, sums } }: { view: CompareView }) {
  const t = useWords();
  const { compare } = t.time;
  const stageAt = (at: CompareView['stage']['before']) =>
    at === null ? compare.notYet : word(t.projectStages, at);
  return (
    <Section id="sums" title={compare.sums}>
      {stage.after === null ? (
        <Nothing>{compare.bothNotYet(to, since)}</Nothing>
      ) : (
        <>
          <SummaryList
            rows={[
              { key: `${compare.stage} ${from}`, value: stageAt(stage.before) },
              { key: `${compare.stage} ${to}`, value: stageAt(stage.after) },
            ]}
          />
          <Sums sums={sums} caption={compare.caption} before={from} after={to} />
          <Links
            links={[...(stage.before === null ? [] : [from]), to].map((day) => [
              `/projects/${project}?asof=${day}`,
              compare.asOf(day),
            ])}
          />
        </>
      )}
    </Section>
  );
}

function Entries({ view: { entries, paging } }: { view: CompareView }) {
  const { compare } = useWords().time;
  if (paging.total === 0) return <Nothing>{compare.none}</Nothing>;
  if (entries.length === 0) return <Nothing>{compare.pastEnd(paging.page, paging.pages)}</Nothing>;
  const changes = new Map(entries.map(({ entry, change }) => [entry, change]));
  return (
    <>
      <p className="govuk-body">{compare.count(paging.total)}</p>
      <Trail rows={entries} beside={({ entry }) => <Changes change={changes.get(entry)!} />} />
    </>
  );
}
