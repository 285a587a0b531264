import type { ReactNode } from 'react';

export interface SummaryRow {
  readonly key: string;
  readonly value: ReactNode;
}

/** Labels and values, one to a line. */
export const SummaryList = ({ rows }: { rows: readonly SummaryRow[] }) => (
  <dl className="govuk-summary-list">
    {rows.map(({ key, value }) => (
      <div className="govuk-summary-list__row" key={key}>
        <dt className="govuk-summary-list__key">{key}</dt>
        <dd className="govuk-summary-list__value">{value}</dd>
      </div>
    ))}
  </dl>
);
