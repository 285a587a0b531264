import { atOfPast, trailOrders, type TrailOrder, type TrailView } from '@sunlit/read-models';
import { Layout, Pagination, useRecordedLang, useWords } from '@sunlit/web';
import { Nothing } from '../project/section.js';
import { Trail } from '../trail.js';
import { atHref } from './at.js';

/** Every entry of a project, a hundred to a page. */
export function TrailPage(view: TrailView) {
  const t = useWords();
  const recorded = useRecordedLang();
  const { project, projectName, past, order, paging } = view;
  const at = atOfPast(past);
  const own = `/projects/${project}`;
  const href = (path: string, to: TrailOrder, page: number) => {
    const query = [...(to === 'newest' ? [] : [`order=${to}`]), ...(page > 1 ? [`page=${page}`] : [])];
    return atHref(`${own}/${path}${query.length > 0 ? `?${query.join('&')}` : ''}`, at);
  };
  return (
    <Layout
      title={t.time.trail.title}
      ledger={view.ledger}
      current={view.current}
      past={past}
      json={href('trail.json', order, paging.page)}
      trail={[
        { text: t.frame.home, href: '/' },
        { text: projectName, href: atHref(own, at) },
      ]}
    >
      <h1 className="govuk-heading-xl">{t.time.trail.title}</h1>
      <p className="sl-lead">
        <a className="govuk-link" href={atHref(own, at)} lang={recorded}>
          {projectName}
        </a>
        {t.frame.colon}
        {t.time.trail.lead(paging.total)}
      </p>
      <nav aria-label={t.time.trail.order}>
        <ul className="sl-contents">
          {trailOrders.map((to) => (
            <li key={to}>
              {to === order ? (
                <strong aria-current="true">{t.time.trail.orders[to]}</strong>
              ) : (
                <a className="govuk-link" href={href('trail', to, 1)}>
                  {t.time.trail.orders[to]}
                </a>
              )}
            </li>
          ))}
        </ul>
      </nav>
      {view.entries.length > 0 ? (
        <Trail rows={view.entries} />
      ) : (
        <>
          <Nothing>{t.time.trail.pastEnd(paging.page, paging.pages)}</Nothing>
          <p className="govuk-body">
            <a className="govuk-link sl-link" href={href('trail', order, 1)}>
              {t.time.trail.toFirst}
            </a>
          </p>
        </>
      )}
      {view.entries.length > 0 && (
        <Pagination {...paging} href={(page) => href('trail', order, page)} label={t.time.trail.title} />
      )}
      <p className="govuk-body">
        <a className="govuk-link sl-link" href={atHref(`${own}/trail.jsonl`, at)} type="application/jsonl">
          {t.time.trail.lines}
        </a>
        {t.frame.stop}
        {t.frame.between}
        {t.time.trail.linesNote}
      </p>
    </Layout>
  );
}
