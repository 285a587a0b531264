/** A day to be chosen, or typed as `2026-03-20` where the browser has no calendar. */
export const DayField = ({ name, label, day }: { name: string; label: string; day: string }) => (
  <div className="govuk-form-group">
    <label className="govuk-label" htmlFor={`day-${name}`}>
      {label}
    </label>
    <input
      className="govuk-input"
      id={`day-${name}`}
      name={name}
      type="date"
      placeholder="YYYY-MM-DD"
      pattern="\d{4}-\d{2}-\d{2}"
      required
      defaultValue={day}
    />
  </div>
);
