import type { ReactNode } from 'react';
import { Tag, type TagColour } from './tag.js';

export interface Task {
  readonly id: string;
  readonly title: string;
  /** Where on the page it is told in full; null while there is nothing. */
  readonly href: string | null;
  readonly detail: readonly ReactNode[];
  readonly status: string;
  readonly colour: TagColour;
}

/** The four checkpoints, each with what is there. */
export const TaskList = ({ tasks }: { tasks: readonly Task[] }) => (
  <ol className="govuk-task-list sl-tasks">
    {tasks.map(({ id, title, href, detail, status, colour }) => (
      <li className={`govuk-task-list__item${href ? ' govuk-task-list__item--with-link' : ''}`} key={id}>
        <div className="govuk-task-list__name-and-hint">
          {href ? (
            <a className="govuk-link govuk-task-list__link" href={href} aria-describedby={`${id}-status`}>
              {title}
            </a>
          ) : (
            <span>{title}</span>
          )}
          {detail.length > 0 && (
            <ul className="govuk-task-list__hint sl-task-facts">
              {detail.map((line, i) => (
                <li key={i}>{line}</li>
              ))}
            </ul>
          )}
        </div>
        <div className="govuk-task-list__status" id={`${id}-status`}>
          <Tag colour={colour}>{status}</Tag>
        </div>
      </li>
    ))}
  </ol>
);
