import { useWords } from '../frame.js';

export interface ErrorLine {
  readonly text: string;
  /** The field to mend, `#name`; null where none is on the page. */
  readonly href: string | null;
}

/** What is wrong, all of it at once, each line leading to its field. */
export function ErrorSummary({ errors }: { errors: readonly ErrorLine[] }) {
  return (
    <div className="govuk-error-summary" tabIndex={-1}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">{useWords().problems.thereIsAProblem}</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {errors.map(({ text, href }) => (
              <li key={text}>{href ? <a href={href}>{text}</a> : text}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}
