import type { Said } from '@sunlit/ledger';
import type { FastifyReply } from 'fastify';
import { problem, type Problem } from './problem.js';
import type { Settings } from './settings.js';

/** Why an app should not be sent anything now. `facts` are figures, never values of entries. */
export interface Unready {
  readonly reason:
    | 'stopping'
    | 'no-answer'
    | 'database-unreachable'
    | 'read-models-missing'
    | 'projector-silent'
    | 'projector-behind'
    | 'projector-not-following'
    | 'store-not-writable';
  readonly facts?: Readonly<Record<string, number | string | null>>;
}

/** One thing looked at: null when it is as it should be. What it throws counts as `fails`. */
export interface ReadyCheck {
  readonly look: () => Promise<Unready | null>;
  readonly fails: Unready['reason'];
}

export interface Readiness {
  /** For a program of several apps. */
  readonly checks: readonly ReadyCheck[];
  /** 200, or 503 with a problem that names every reason. From memory for a second: asking often costs nothing. */
  answer(): Promise<ReadyAnswer>;
  /** From now on: not ready. */
  stopping(): void;
}

/** Nest's token for an app's readiness. */
export const READINESS = Symbol('readiness');

/** Answers `GET /readyz`. */
export async function answerReady(ready: Readiness, reply: FastifyReply): Promise<void> {
  const { status, type, body } = await ready.answer();
  reply.status(status).header('content-type', type).header('cache-control', 'no-store');
  if (status === 503) reply.header('retry-after', '5');
  await reply.send(JSON.stringify(body));
}

export interface ReadyAnswer {
  readonly status: 200 | 503;
  readonly type: string;
  readonly body: { readonly status: 'ready' } | Problem;
}

const words: Readonly<Record<Unready['reason'], Said>> = {
  stopping: { zh: '本程序正在停止。', en: 'This program is stopping.' },
  'no-answer': { zh: '检查没有在限定时间内完成。', en: 'A check did not end within its time.' },
  'database-unreachable': { zh: '数据库无法连接。', en: 'The database cannot be reached.' },
  'read-models-missing': { zh: '公开数据尚未建立。', en: 'The read models are not built yet.' },
  'projector-silent': { zh: '投影程序没有消息。', en: 'The projector has not been heard of.' },
  'projector-behind': { zh: '投影程序落后过多。', en: 'The projector is too far behind.' },
  'projector-not-following': {
    zh: '投影程序没有在跟随事件库。',
    en: 'The projector does not follow the event store.',
  },
  'store-not-writable': { zh: '事件库无法写入。', en: 'The event store cannot be written to.' },
};

/** Looks at all at once; what takes longer than `withinMs` is a reason of its own. */
export function readiness(
  checks: readonly ReadyCheck[],
  { withinMs = 3_000, rememberMs = 1_000 } = {},
): Readiness {
  let stopping = false;
  let known: { readonly at: number; readonly answer: Promise<ReadyAnswer> } | undefined;

  const look = async (): Promise<ReadyAnswer> => {
    const found = await Promise.all(checks.map((check) => within(withinMs, check)));
    // Several apps may say the same.
    return answerOf([
      ...new Map(found.filter((one) => one !== null).map((one) => [one.reason, one])).values(),
    ]);
  };
  return {
    checks,
    async answer() {
      if (stopping) return answerOf([{ reason: 'stopping' }]);
      const now = performance.now();
      if (!known || now - known.at > rememberMs) known = { at: now, answer: look() };
      return known.answer;
    },
    stopping: () => void (stopping = true),
  };
}

/** What the projector last said of itself. */
export interface ProjectorSaid {
  readonly built: boolean;
  /** Milliseconds; null: never heard of. */
  readonly silentMs: number | null;
  readonly behindEvents: number;
  readonly behindMs: number;
}

/** From when on the read models are too old to be shown as the ledger. */
export interface LagBounds {
  readonly silenceMs: number;
  readonly events: number;
  readonly ms: number;
}

/** As the settings have it by default. */
export const usualLag: LagBounds = { silenceMs: 60_000, events: 10_000, ms: 60_000 };

export const lagBounds = (
  settings: Pick<Settings, 'readySilence' | 'readyLagEvents' | 'readyLagSeconds'>,
): LagBounds => ({
  silenceMs: settings.readySilence * 1_000,
  events: settings.readyLagEvents,
  ms: settings.readyLagSeconds * 1_000,
});

/** `ask` goes to the database and rejects when that cannot be reached. */
export const projectorCheck = (ask: () => Promise<ProjectorSaid>, bounds: LagBounds): ReadyCheck => ({
  fails: 'database-unreachable',
  async look() {
    const { built, silentMs, behindEvents, behindMs } = await ask();
    if (!built) return { reason: 'read-models-missing' };
    if (silentMs === null || silentMs > bounds.silenceMs)
      return {
        reason: 'projector-silent',
        facts: { seconds: silentMs && Math.round(silentMs / 1_000), bound: bounds.silenceMs / 1_000 },
      };
    return behind(behindEvents, behindMs, bounds);
  },
});

export const behind = (events: number, ms: number, bounds: LagBounds): Unready | null =>
  events > bounds.events || ms > bounds.ms
    ? {
        reason: 'projector-behind',
        facts: {
          ...{ events, seconds: Math.round(ms / 1_000) },
          ...{ boundEvents: bounds.events, boundSeconds: bounds.ms / 1_000 },
        },
      }
    : null;

async function within(ms: number, { look, fails }: ReadyCheck): Promise<Unready | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Unready>((resolve) => {
    timer = setTimeout(() => resolve({ reason: 'no-answer', facts: { of: fails, ms } }), ms);
    timer.unref();
  });
  try {
    return await Promise.race([look().catch(() => ({ reason: fails })), late]);
  } finally {
    clearTimeout(timer);
  }
}

function answerOf(unready: readonly Unready[]): ReadyAnswer {
  if (unready.length === 0) return { status: 200, type: 'application/json', body: { status: 'ready' } };
  const reasons = unready.map(({ reason, facts = {} }) => ({ reason, facts, sentence: words[reason] }));
  const body = problem('unavailable', 503, {
    detail: reasons.map(({ sentence }) => sentence.zh).join(''),
    reasons,
  });
  return { status: 503, type: 'application/problem+json; charset=utf-8', body };
}
