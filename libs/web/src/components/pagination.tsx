import { useWords } from '../frame.js';

/** Previous and next page; nothing where all fits on one. `href` makes the address of a page, counted from 1. */
export function Pagination({
  page,
  pages,
  href,
  label,
}: {
  page: number;
  pages: number;
  href: (page: number) => string;
  label?: string;
}) {
  const { frame } = useWords();
  if (pages <= 1) return null;
  return (
    <nav className="govuk-pagination" aria-label={label ? `${label} ${frame.pages}` : frame.pages}>
      {page > 1 && (
        <div className="govuk-pagination__prev">
          <a className="govuk-link govuk-pagination__link" href={href(page - 1)} rel="prev">
            <span aria-hidden="true">← </span>
            <span className="govuk-pagination__link-title">{frame.previous}</span>
          </a>
        </div>
      )}
      <p className="sl-page-of">{frame.pageOf(page, pages)}</p>
      {page < pages && (
        <div className="govuk-pagination__next">
          <a className="govuk-link govuk-pagination__link" href={href(page + 1)} rel="next">
            <span className="govuk-pagination__link-title">{frame.next}</span>
            <span aria-hidden="true"> →</span>
          </a>
        </div>
      )}
    </nav>
  );
}
