import type { ReactNode } from 'react';
import { PastBanner, usePastTitle, type PastMoment } from './components/past.js';
import { Instant } from './components/when.js';
import { Tag } from './components/tag.js';
import { useFrame, useRecordedLang } from './frame.js';
import { pathOf } from './negotiation.js';
import { languages, readingHref, sizes } from './reading.js';
import { catalogues, langOf } from './sentence.js';

/** How far the page's data reach: the last entry shown, -1 where there is none. */
export interface Current {
  readonly entry: number;
  readonly recordedAt: string | null;
}

interface LayoutProps {
  readonly title: string;
  /** Null before the ledger is opened, and where it could not be asked. */
  readonly ledger: { readonly name: string; readonly sample: boolean } | null;
  /** Left out on a page that shows no data, such as an error. */
  readonly current?: Current;
  /** From the home page down to the one above this. */
  readonly trail?: readonly { readonly text: string; readonly href: string }[];
  /** Address of the same as JSON. */
  readonly json?: string;
  /** On a page that shows the past: until when. It says so before anything else. */
  readonly past?: PastMoment | null;
  /** The content is a sheet to be printed: nothing of the frame goes on paper with it. */
  readonly paper?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page: header, sample banner, breadcrumbs, content, how far the data reach. */
export function Layout({
  title,
  ledger,
  current,
  trail = [],
  json,
  past,
  paper = false,
  children,
}: LayoutProps) {
  const { words: t, assets, size } = useFrame();
  const recorded = useRecordedLang();
  const { frame } = t;
  const pastTitle = usePastTitle(past);
  return (
    <html lang={t.lang} className={size === 'large' ? 'govuk-template sl-large' : 'govuk-template'}>
      <head>
        <meta charSet="utf-8" />
        <title>{`${title}${pastTitle ? frame.bracketed(pastTitle) : ''} - ${ledger?.name ?? frame.brand}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#0f4c5c" />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {json && <link rel="alternate" type="application/json" href={json} />}
      </head>
      <body className={paper ? 'govuk-template__body sl-on-paper' : 'govuk-template__body'}>
        <a href="#main" className="govuk-skip-link">
          {frame.skip}
        </a>
        <header className="sl-header">
          <div className="govuk-width-container sl-header-inner">
            <a className="sl-brand" href="/">
              {frame.brand}
            </a>
            {ledger && ledger.name !== frame.brand && (
              <span className="sl-ledger-name" lang={recorded}>
                {ledger.name}
              </span>
            )}
            <Sections />
            <Choices />
          </div>
        </header>
        {ledger?.sample && (
          <aside className="sl-sample" aria-label={frame.sample}>
            <div className="govuk-width-container">
              <Tag colour="orange">{frame.sample}</Tag> {frame.sampleNote}
            </div>
          </aside>
        )}
        <Lagging current={current} />
        {past && <PastBanner past={past} />}
        <div className="govuk-width-container">
          {trail.length > 0 && (
            <nav className="govuk-breadcrumbs" aria-label={frame.breadcrumbs}>
              <ol className="govuk-breadcrumbs__list">
                {trail.map(({ text, href }) => (
                  <li className="govuk-breadcrumbs__list-item" key={href}>
                    <a className="govuk-breadcrumbs__link" href={href}>
                      {text}
                    </a>
                  </li>
                ))}
                <li className="govuk-breadcrumbs__list-item" aria-current="page">
                  {title}
                </li>
              </ol>
            </nav>
          )}
          <main className="govuk-main-wrapper" id="main" lang={t.lang}>
            {children}
          </main>
        </div>
        <footer className="sl-footer">
          <div className="govuk-width-container">
            {current && <AsOf current={current} />}
            <p>{frame.principle}</p>
            {json && (
              <p>
                <a className="govuk-link" href={json} type="application/json">
                  {frame.json}
                </a>
              </p>
            )}
          </div>
        </footer>
      </body>
    </html>
  );
}

/** The parts of the site. */
function Sections() {
  const { words, address = '/' } = useFrame();
  const { reading } = words;
  const path = pathOf(address);
  const sections = [
    ['/projects', reading.projects],
    ['/organisations', words.organisations.title],
    ['/findings', reading.findings],
    ['/rules', reading.rules],
  ] as const;
  return (
    <nav className="sl-nav" aria-label={reading.sections}>
      <ul>
        {sections.map(([href, text]) => (
          <li key={href}>
            <a
              href={href}
              aria-current={path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The other language and the other size, for the same page. */
function Choices() {
  const { words, size = 'normal', address = '/' } = useFrame();
  const { reading } = words;
  const lang = languages.find((one) => one !== langOf(words))!;
  const other = sizes.find((one) => one !== size)!;
  return (
    <nav className="sl-nav sl-choices" aria-label={reading.choices}>
      <ul>
        <li>
          <a href={readingHref({ lang }, address)} lang={catalogues[lang].lang} rel="nofollow">
            {reading.languages[lang]}
          </a>
        </li>
        <li>
          <a href={readingHref({ size: other }, address)} rel="nofollow">
            {reading.sizes[other]}
          </a>
        </li>
      </ul>
    </nav>
  );
}

/** Said where nobody keeps the data current, or who does has fallen behind. */
function Lagging({ current }: { current: Current | undefined }) {
  const { words, lag } = useFrame();
  if (!lag || !current) return null;
  const { frame, reading } = words;
  const none = current.entry < 0 || current.recordedAt === null;
  return (
    <aside className="sl-lag" aria-label={reading.lag.title}>
      <div className="govuk-width-container">
        <strong>{reading.lag[lag]}</strong>
        {frame.between}
        {none ? (
          reading.lag.untilNothing
        ) : (
          <>
            {reading.lag.until(current.entry)}
            {frame.comma}
            <Instant instant={current.recordedAt!} zone />
            {frame.stop}
          </>
        )}
        {frame.between}
        {reading.lag.after}
      </div>
    </aside>
  );
}

/** 数据截至第 N 号记录. */
function AsOf({ current }: { current: Current }) {
  const { frame } = useFrame().words;
  if (current.entry < 0 || current.recordedAt === null) return <p>{frame.empty}</p>;
  const [before, after] = frame.current(String(current.entry), '\n').split('\n');
  return (
    <p>
      {before}
      <Instant instant={current.recordedAt} zone />
      {after}
    </p>
  );
}
