import { describe, expect, it } from '@jest/globals';
import { access, DenyAttempt } from './access.js';
import { BadInput } from './fields.js';
import { isLogged } from './stored-events.js';
import { command, given } from './testing/given.js';

describe('A denied attempt (DenyAttempt)', () => {
  it('is kept with what was asked for, on which project, and what forbids it', () =>
    given(access)
      .when(command(DenyAttempt))
      .then({ type: 'AttemptDenied', data: { ...DenyAttempt.example, facts: [{ name: 'role' }] } }));

  it('may be about no project, such as a registration', () =>
    given(access)
      .when(command(DenyAttempt, { project: null, facts: [] }))
      .then({ type: 'AttemptDenied', data: { project: null } }));

  it('is counted, and never refused: whoever is forbidden something is always written down', () => {
    const twice = given(access).after(command(DenyAttempt), command(DenyAttempt));
    expect(twice.state).toEqual({ denied: 2 });
  });

  it('is one of preparing, confirming, returning or an entry made alone', () => {
    for (const part of ['prepare', 'confirm', 'return', 'alone'])
      given(access).when(command(DenyAttempt, { part })).then({ type: 'AttemptDenied', data: { part } });
    expect(() => command(DenyAttempt, { part: 'read' })).toThrow(BadInput);
  });

  it('is not public: it names a person', () => expect(isLogged('access-2023-06-12')).toBe(false));
});
