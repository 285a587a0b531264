import { describe, expect, it } from '@jest/globals';
import { BadInput } from '../fields.js';
import { command, givenProject } from '../testing/given.js';
import { RecordResearch } from './budget.js';
import { RegisterProject } from './registration.js';

describe('Registration of a works project (RegisterProject)', () => {
  it('comes first, and repeats what was entered', () =>
    givenProject()
      .when(command(RegisterProject))
      .then({ type: 'ProjectRegistered', data: RegisterProject.example }));

  it('refuses every other entry before it', () =>
    givenProject().when(command(RecordResearch)).thenRefusedBy('project-not-registered'));

  it('refuses a second registration of the same works', () =>
    givenProject('registered')
      .when(command(RegisterProject, { name: '改了名字的工程' }))
      .thenRefused('project-already-registered', { number: 'ZW-2023-017', name: '滨江路改造工程' }));

  it('with an estimate too small for works is a finding: 万元 typed for 元? (L6)', () => {
    const registered = (estimate: string) => givenProject().when(command(RegisterProject, { estimate }));
    registered('9999.99').thenFinds('L6', { estimate: '9999.99' });
    registered('10000.00').thenFindsNothing();
  });

  it('needs the owner’s credit code, which is part of the identity', () =>
    expect(() => command(RegisterProject, { owner: { uscc: null, name: '某中心' } })).toThrow(BadInput));

  it('takes a project without a national code', () =>
    givenProject()
      .when(command(RegisterProject, { nationalCode: null }))
      .then({ type: 'ProjectRegistered', data: { nationalCode: null } }));

  it('refuses every entry once the project is closed', () =>
    givenProject('closed').when(command(RecordResearch)).thenRefusedBy('project-closed'));
});
