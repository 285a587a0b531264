import { useWords } from '@sunlit/web';

/** One field and its button; on the list, the filters beside it belong to the same form. */
export function SearchBox({ q, invalid = false }: { q: string; invalid?: boolean }) {
  const { lists } = useWords();
  return (
    <div className="govuk-form-group sl-search">
      <label className="govuk-label govuk-label--m" htmlFor="q">
        {lists.search}
      </label>
      <div className="govuk-hint" id="q-hint">
        {lists.searchHint}
      </div>
      <div className="sl-search-line">
        <input
          className={invalid ? 'govuk-input govuk-input--error' : 'govuk-input'}
          id="q"
          name="q"
          type="search"
          maxLength={100}
          defaultValue={q}
          aria-describedby="q-hint"
        />
        <button className="govuk-button" type="submit">
          {lists.find}
        </button>
      </div>
    </div>
  );
}
