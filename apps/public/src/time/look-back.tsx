import type { ProjectPage } from '@sunlit/read-models';
import { useWords } from '@sunlit/web';
import { Section } from '../project/section.js';
import { DayField } from './day-field.js';

/** Leads to the page as of any day, and to what changed between two. */
export function LookBack({ view: { project, past, today } }: { view: ProjectPage }) {
  const { look } = useWords().time;
  return (
    <Section id="past" title={look.title}>
      <p className="govuk-body">{look.note}</p>
      <form className="sl-moment" action={`/projects/${project}`} method="get">
        <DayField name="asof" label={look.day} day={past?.asof ?? today} />
        <button className="govuk-button" type="submit">
          {look.submit}
        </button>
      </form>
      <p className="govuk-body">
        <a className="govuk-link sl-link" href={`/projects/${project}/compare`}>
          {look.compare}
        </a>
      </p>
    </Section>
  );
}
