import { describe, expect, it } from '@jest/globals';
import { BadInput } from '../fields.js';
import { command, givenProject } from '../testing/given.js';
import { RecordResearch } from './budget.js';
import { RegisterProject } from './registration.js';

describe('Registration of a works project', () => {
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

  it('needs the owner’s credit code, which is part of the identity', () =>
    expect(() => command(RegisterProject, { owner: { uscc: null, name: '某中心' } })).toThrow(BadInput));

  it('takes a project without a national code', () =>
    givenProject()
      .when(command(RegisterProject, { nationalCode: null }))
      .then({ type: 'ProjectRegistered', data: { nationalCode: null } }));

  it('refuses every entry once the project is closed', () =>
    givenProject('closed').when(command(RecordResearch)).thenRefusedBy('project-closed'));
});
