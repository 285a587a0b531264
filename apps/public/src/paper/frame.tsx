import { Layout, shanghaiTime, Tag, useRecordedLang, useWords } from '@sunlit/web';
import type { ReactNode } from 'react';
import { reaches } from '../project/page-view.js';
import { atHref } from '../time/at.js';
import type { PaperView } from './paper.js';
import { Qr } from './qr.js';

export type PaperKind = 'poster' | 'sheet';
const sizes: Readonly<Record<PaperKind, string>> = { poster: 'A3', sheet: 'A4' };

/** The name of the project, its number where the name is closed. */
export const nameOf = ({ registered, project }: PaperView): string =>
  registered.name ?? registered.number ?? project;

/** A text as far as there is room for it. */
export const cut = (text: string, most: number): string =>
  text.length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;

/** A page that is a paper: on screen with how to print it, printed without anything of the site. */
export function PaperFrame({
  view,
  kind,
  crowded = false,
  children,
}: {
  view: PaperView;
  kind: PaperKind;
  /** Much to say: smaller letters. */
  crowded?: boolean;
  children: ReactNode;
}) {
  const t = useWords();
  const { project, ledger, current, past } = view;
  const at = past && (past.asof === null ? { entry: past.entry } : { asof: past.asof });
  const page = `/projects/${project}`;
  const other = kind === 'poster' ? 'sheet' : 'poster';
  return (
    <Layout
      {...{ title: `${t.paper[kind]} ${nameOf(view)}`, ledger, current, past }}
      json={atHref(`${page}/${kind}.json`, at)}
      trail={[
        { text: t.frame.home, href: '/' },
        { text: nameOf(view), href: atHref(page, at) },
      ]}
      paper
    >
      <div className="sl-print-hint">
        <p className="govuk-body">{t.paper.hint(sizes[kind])}</p>
        <ul className="govuk-list" aria-label={t.paper.others}>
          <li>
            <a className="govuk-link" href={atHref(page, at)}>
              {t.paper.toProject}
            </a>
          </li>
          <li>
            <a className="govuk-link" href={atHref(`${page}/${other}`, at)}>
              {t.paper[other]}
            </a>
          </li>
        </ul>
      </div>
      <article
        className={[
          'sl-paper',
          `sl-${kind}`,
          ...(ledger?.sample ? [`sl-${kind}-sample`] : []),
          ...(crowded ? ['sl-crowded'] : []),
        ].join(' ')}
      >
        {children}
      </article>
    </Layout>
  );
}

/** Whose account it is, what is printed and for whom it is invented. */
export function Head({ view, title }: { view: PaperView; title: string }) {
  const t = useWords();
  const lang = useRecordedLang();
  const { registered, ledger } = view;
  return (
    <header className="sl-paper-head">
      <p className="sl-paper-title">
        {title}
        {ledger && <span lang={lang}> {ledger.name}</span>}{' '}
        {ledger?.sample && <Tag colour="orange">{t.frame.sample}</Tag>}
      </p>
      <h1 lang={lang} className={nameOf(view).length > 40 ? 'sl-long-name' : undefined}>
        {nameOf(view)}
      </h1>
      <p className="sl-paper-lead">
        {registered.owner && (
          <>
            {t.paper.owner}
            {t.frame.colon}
            <span lang={lang}>{cut(registered.owner.name, 80)}</span>
            {t.frame.stop}
            {t.frame.between}
          </>
        )}
        {t.project.sentence[view.stage]}
      </p>
    </header>
  );
}

/** How far the account reaches and when it was printed: paper does not change by itself. */
export function Until({ view }: { view: PaperView }) {
  const t = useWords();
  const { past, current, paper } = view;
  const recordedAt = past?.recordedAt ?? current.recordedAt;
  return (
    <p className="sl-paper-until">
      {recordedAt !== null && t.paper.until(reaches(view), shanghaiTime(recordedAt))}
      {t.frame.semicolon}
      {t.paper.printed(paper.printedOn)}
      {t.frame.stop}
    </p>
  );
}

/** The way to the page, for cameras and for who types. */
export function Scan({ view: { paper } }: { view: PaperView }) {
  const t = useWords();
  return (
    <div className="sl-scan">
      <Qr address={paper.address} label={t.paper.qr(paper.address)} />
      <p>
        <strong>{t.paper.scan}</strong>
      </p>
      <p className="sl-paper-address">{paper.address}</p>
    </div>
  );
}

/** Where objections go: the office's own number, and what the owner published. */
export function Objections({ view: { paper } }: { view: PaperView }) {
  const t = useWords();
  const lang = useRecordedLang();
  const { objectionPhone, objectionChannel } = paper;
  return (
    <dl className="sl-paper-facts">
      {objectionPhone !== null && (
        <div>
          <dt>{t.paper.phone}</dt>
          <dd className="sl-paper-phone">{objectionPhone}</dd>
        </div>
      )}
      {(objectionChannel !== null || objectionPhone === null) && (
        <div>
          <dt>{t.paper.channel}</dt>
          <dd lang={objectionChannel === null ? undefined : lang}>
            {objectionChannel === null ? t.paper.noChannel : cut(objectionChannel, 120)}
          </dd>
        </div>
      )}
    </dl>
  );
}
