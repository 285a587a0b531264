import type { ReactNode } from 'react';

/** A section of the page, with an address of its own. */
export const Section = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className="sl-section" id={id} aria-labelledby={`${id}-title`}>
    <h2 className="govuk-heading-l" id={`${id}-title`}>
      {title}
    </h2>
    {children}
  </section>
);

export const Subheading = ({ children }: { children: ReactNode }) => (
  <h3 className="govuk-heading-m">{children}</h3>
);
export const Small = ({ children }: { children: ReactNode }) => (
  <h4 className="govuk-heading-s">{children}</h4>
);

/** Said where nothing is recorded yet. */
export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="govuk-body sl-quiet">{children}</p>
);
