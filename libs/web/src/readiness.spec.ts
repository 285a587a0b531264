import { describe, expect, it } from '@jest/globals';
import { projectorCheck, readiness, usualLag, type ProjectorSaid, type ReadyCheck } from './readiness.js';

const said: ProjectorSaid = { built: true, silentMs: 900, behindEvents: 0, behindMs: 0 };
const checked = async (more: Partial<ProjectorSaid>) => {
  const { status, body } = await readiness([
    projectorCheck(async () => ({ ...said, ...more }), usualLag),
  ]).answer();
  return [
    status,
    ...((body as { reasons?: { reason: string }[] }).reasons ?? []).map(({ reason }) => reason),
  ];
};

describe('Readiness', () => {
  it.each<[string, Partial<ProjectorSaid>, (string | number)[]]>([
    ['all as it should be', {}, [200]],
    ['read models that nobody has built', { built: false, silentMs: null }, [503, 'read-models-missing']],
    ['a projector that was never heard of', { silentMs: null }, [503, 'projector-silent']],
    ['one silent for just as long as it may be', { silentMs: 60_000 }, [200]],
    ['one silent for longer', { silentMs: 60_001 }, [503, 'projector-silent']],
    ['one at its bound of events', { behindEvents: 10_000, behindMs: 60_000 }, [200]],
    ['one with too many events to come', { behindEvents: 10_001 }, [503, 'projector-behind']],
    ['one event that waits for too long', { behindEvents: 1, behindMs: 60_001 }, [503, 'projector-behind']],
  ])('%s', async (_, more, answer) => {
    expect(await checked(more)).toEqual(answer);
  });

  it('names every reason at once, each once, in both languages, with figures', async () => {
    const silent: ReadyCheck = {
      fails: 'database-unreachable',
      look: async () => ({ reason: 'projector-silent', facts: { seconds: 70 } }),
    };
    const broken: ReadyCheck = {
      fails: 'store-not-writable',
      look: () => Promise.reject(new Error('secret')),
    };
    const { status, type, body } = await readiness([silent, silent, broken]).answer();
    expect([status, type]).toEqual([503, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({
      type: 'urn:sunlit-ledger:problem:unavailable',
      detail: '投影程序没有消息。事件库无法写入。',
      reasons: [
        { reason: 'projector-silent', facts: { seconds: 70 } },
        { reason: 'store-not-writable', sentence: { en: 'The event store cannot be written to.' } },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('waits for no check longer than its time', async () => {
    const never: ReadyCheck = { fails: 'store-not-writable', look: () => new Promise(() => {}) };
    const { body } = await readiness([never], { withinMs: 1 }).answer();
    expect(body).toMatchObject({ reasons: [{ reason: 'no-answer', facts: { of: 'store-not-writable' } }] });
  });

  it('asks once for all who ask within a second, and no more once it is stopping', async () => {
    let looks = 0;
    const ready = readiness([{ fails: 'no-answer', look: async () => (looks++, null) }], {
      rememberMs: 60_000,
    });
    const all = await Promise.all(Array.from({ length: 50 }, () => ready.answer()));
    expect([looks, all.every(({ status }) => status === 200)]).toEqual([1, true]);
    ready.stopping();
    expect(await ready.answer()).toMatchObject({ status: 503, body: { reasons: [{ reason: 'stopping' }] } });
    expect(looks).toBe(1);
  });
});
