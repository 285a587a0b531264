import { createContext, useContext, type ReactNode } from 'react';

/** A section of the page, with an address of its own. */
export const Section = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className="sl-section" id={id} aria-labelledby={`${id}-title`}>
    <h2 className="govuk-heading-l" id={`${id}-title`}>
      {title}
    </h2>
    {children}
  </section>
);

/** A part of a section, with an address of its own. `beside`: said on the line of its title. */
export const Part = ({
  id,
  title,
  beside,
  children,
}: {
  id: string;
  title: string;
  beside?: ReactNode;
  children: ReactNode;
}) => (
  <section className="sl-of-section" id={id} aria-labelledby={`${id}-title`}>
    <h3 className="govuk-heading-m sl-beside">
      <span id={`${id}-title`}>{title}</span> {beside}
    </h3>
    {children}
  </section>
);

export const Subheading = ({ children }: { children: ReactNode }) => (
  <h4 className="govuk-heading-s">{children}</h4>
);

/** How deep the small headings below stand: 4 right within a part, 5 within something that has a heading of its own. */
export const Depth = createContext<4 | 5>(4);

export const Small = ({ children }: { children: ReactNode }) => {
  const Heading = useContext(Depth) === 4 ? 'h4' : 'h5';
  return <Heading className="govuk-heading-s">{children}</Heading>;
};

/** Links below each other. */
export const Links = ({ links }: { links: readonly (readonly [href: string, text: string])[] }) => (
  <ul className="govuk-list">
    {links.map(([href, text]) => (
      <li key={href}>
        <a className="govuk-link" href={href}>
          {text}
        </a>
      </li>
    ))}
  </ul>
);

/** Said where nothing is recorded yet. */
export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="govuk-body sl-quiet">{children}</p>
);

/** What few readers need, folded: the browser opens it, and paper shows it. */
export const Fold = ({ summary, children }: { summary: string; children: ReactNode }) => (
  <details className="govuk-details sl-folded">
    <summary className="govuk-details__summary">
      <span className="govuk-details__summary-text">{summary}</span>
    </summary>
    <div className="govuk-details__text">{children}</div>
  </details>
);
