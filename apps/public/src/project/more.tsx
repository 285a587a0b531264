import { atOfPast, type ProjectPage } from '@sunlit/read-models';
import { langOf, useWords } from '@sunlit/web';
import { atHref } from '../time/at.js';
import { chartHref } from '../charts/chart.js';
import { jsonHref } from './paging.js';
import { reaches } from './page-view.js';
import { Links, Section } from './section.js';
import { EntryLink, ShownBody, ShownText } from './source.js';

/** The same to take away: data, paper, and the drawings. */
export function Downloads({ view }: { view: ProjectPage }) {
  const t = useWords();
  const { project, past } = view;
  const at = atOfPast(past);
  const here = `/projects/${project}`;
  const chart = (name: string) =>
    chartHref(`${here}/charts/${name}`, { entry: reaches(view), lang: langOf(t) });
  const { downloads: d } = t.charts;
  const links = [
    [jsonHref(view), d.json],
    [atHref(`${here}/trail.jsonl`, at), d.trail],
    [atHref(`${here}/sheet`, at), d.sheet],
    [atHref(`${here}/poster`, at), d.poster],
    [chart('money'), d.money],
    [chart('payments'), d.payments],
  ] as const;
  return (
    <Section id="downloads" title={d.title}>
      <Links links={links} />
    </Section>
  );
}

/** How to ask or object: the channels that the entries themselves name, newest first. */
export function Raise({ view }: { view: ProjectPage }) {
  const t = useWords();
  const { project, registered, lots } = view;
  const { raise } = t.charts;
  const tenders = lots.flatMap(({ lot, tenders }) => tenders.slice(-1).map((tender) => ({ lot, ...tender })));
  return (
    <Section id="raise" title={raise.title}>
      <p className="govuk-body">{raise.how}</p>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          {raise.owner}
          {t.frame.colon}
          <ShownBody of={registered} field="owner" />
          {t.frame.comma}
          <ShownText of={registered} field="responsibleDepartment" />
          {t.frame.comma}
          <ShownText of={registered} field="responsiblePerson" />
        </li>
        {tenders.map(({ lot, round, notice, publicity }) => (
          <li key={`${lot} ${round}`}>
            {raise.tender(lot, round)}
            {t.frame.colon}
            <ShownText of={notice} field="contacts" /> <EntryLink project={project} source={notice} />
            {publicity && (
              <>
                {t.frame.semicolon}
                {t.fields.objectionChannel}
                {t.frame.colon}
                <ShownText of={publicity} field="objectionChannel" />{' '}
                <EntryLink project={project} source={publicity} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
