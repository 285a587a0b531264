import type { ReactNode } from 'react';
import { Instant } from './components/when.js';
import { Tag } from './components/tag.js';
import { useFrame } from './frame.js';

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
  readonly children: ReactNode;
}

/** The frame of every page: header, sample banner, breadcrumbs, content, how far the data reach. */
export function Layout({ title, ledger, current, trail = [], json, children }: LayoutProps) {
  const { words: t, assets } = useFrame();
  const { frame } = t;
  return (
    <html lang={t.lang} className="govuk-template">
      <head>
        <meta charSet="utf-8" />
        <title>{`${title} - ${ledger?.name ?? frame.brand}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#0f4c5c" />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {json && <link rel="alternate" type="application/json" href={json} />}
      </head>
      <body className="govuk-template__body">
        <a href="#main" className="govuk-skip-link">
          {frame.skip}
        </a>
        <header className="sl-header">
          <div className="govuk-width-container sl-header-inner">
            <a className="sl-brand" href="/">
              {frame.brand}
            </a>
            {ledger && ledger.name !== frame.brand && <span className="sl-ledger-name">{ledger.name}</span>}
          </div>
        </header>
        {ledger?.sample && (
          <aside className="sl-sample" aria-label={frame.sample}>
            <div className="govuk-width-container">
              <Tag colour="orange">{frame.sample}</Tag> {frame.sampleNote}
            </div>
          </aside>
        )}
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
            <p>
              <a className="govuk-link" href="/rules">
                {frame.rules}
              </a>
            </p>
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
