import { atOfPast, type Past } from '@sunlit/read-models';
import { useWords } from '@sunlit/web';
import { atHref } from './at.js';

/** From a part of the trail to the whole of it. */
export function TrailLink({ project, total, past }: { project: string; total: number; past: Past | null }) {
  const { trail } = useWords().time;
  return (
    <p className="govuk-body">
      <a className="govuk-link sl-link" href={atHref(`/projects/${project}/trail`, atOfPast(past))}>
        {trail.whole(total)}
      </a>
    </p>
  );
}
