import type { ReactNode } from 'react';

export type TagColour = 'green' | 'blue' | 'yellow' | 'grey' | 'orange' | 'red';

export const Tag = ({ colour = 'blue', children }: { colour?: TagColour; children: ReactNode }) => (
  <strong className={`govuk-tag govuk-tag--${colour}`}>{children}</strong>
);
