import { describe, expect, it } from '@jest/globals';
import { commandId, eventId, projectId, tenderId, uuid5 } from './identity.js';

describe('ids', () => {
  const project = projectId('91440101MA5CJQ4N59', 'ZW-2026-017');

  it('the same works have the same id, blanks around the number or not', () => {
    expect(projectId(' 91440101MA5CJQ4N59', 'ZW-2026-017\t')).toBe(project);
    expect(project).toBe('fb4a0072-be88-5310-9aff-03caca9f39ff');
  });

  it('each round of a lot is a tender of its own', () => {
    expect(tenderId(project, '1', 1)).toBe('dfb43db7-e2b1-522f-86e8-ab5021cc3d58');
    expect(tenderId(project, '1', 2)).not.toBe(tenderId(project, '1', 1));
  });

  it('the same command gives the same events', () => {
    const command = commandId('person-1', '3c9f5d0e-9d53-4a9c-8a0b-2f6f4b3f8f10');
    expect(eventId('project-1', command, 0)).toBe(eventId('project-1', command, 0));
    expect(eventId('project-1', command, 1)).not.toBe(eventId('project-1', command, 0));
    expect(eventId('project-2', command, 0)).not.toBe(eventId('project-1', command, 0));
  });

  it('a number and its digits are different parts', () => {
    expect(uuid5('a', 1)).not.toBe(uuid5('a', '1'));
  });
});
