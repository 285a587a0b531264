import { spread } from '../bench/measure.js';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { addressOf } from '../programs.js';
import { openBook, readBook } from './book.js';
import { openGround } from './ground.js';
import { judge } from './judge.js';
import { work, working, type Load, type Order, type Reply } from './load.js';
import { check, none, type Check, type How, type Outcome } from './outcome.js';
import { runApp } from './service.js';
import { foundIn, nothingLostOrDoubled, rowsStored } from './stored.js';

/** What the app works on at once, and how many want it to. */
const underWay = 16;
const callers = 20 * underWay;

/**
 * Twenty times as many callers as the officers' app works for at once, each with one command after another and no
 * patience: who is turned away hears so at once and may come again with the same key; what was accepted is stored
 * once; and when the crowd has gone, the app works as before.
 */
export async function overload({ times, short, say }: How): Promise<Outcome> {
  const ground = await openGround();
  const book = openBook('overload');
  const app = await runApp('staff', ground.folder, ground.urls.writer, { LIMIT_UNDER_WAY: String(underWay) });
  try {
    const url = await addressOf(app);
    const replies: Reply[] = [];
    const load: Load = { book, url: () => url, heard: (_: Order, reply) => void replies.push(reply) };

    let stopping = false;
    const from = performance.now();
    const done = working(load, short ? callers / 4 : callers, () => stopping);
    const probes: (string | number)[] = [];
    const probing = (async () => {
      while (!stopping)
        probes.push(
          await fetch(`${url}/healthz`).then(
            ({ status }) => status,
            (e: Error) => e.message,
          ),
        );
    })();
    let told = 0;
    await until(async () => {
      const thousands = Math.floor(book.acknowledged / 1_000);
      if (thousands > told) say(`${(told = thousands)},000 acknowledged, ${replies.length} answers`);
      return app.over() || book.acknowledged >= times;
    });
    stopping = true;
    const wrong = await done;
    await probing;
    const seconds = (performance.now() - from) / 1_000;

    const refused = replies.filter(({ status }) => status === 503);
    const accepted = replies.filter(({ status }) => status < 300);
    const afterwards: Reply[] = [];
    await work({ ...load, heard: (_, reply) => void afterwards.push(reply) }, () => false);
    const stillThere = !app.over();
    await app.end();
    const caught = await forgedLoss(book.file, ground.urls.owner);
    const checks = await nothingLostOrDoubled(book, ground.urls.owner, wrong);
    const rate = (n: number) => `${Math.round(n / seconds)}/s`;
    return {
      about: [
        `${short ? callers / 4 : callers} callers at an app that works on ${underWay} requests at once, ${seconds.toFixed(0)} s: ${accepted.length} accepted (${rate(accepted.length)}), ${refused.length} turned away (${rate(refused.length)})`,
        `accepted: ${waits(accepted)}; turned away: ${waits(refused)}; measured where they are sent, on the same machine`,
      ],
      checks: [
        check('more was asked than it took', refused.length > 0, `${refused.length} turned away`),
        none(
          'turned away without Retry-After, or not as a problem',
          refused.filter(({ retryAfter, body }) => retryAfter === null || !body.type.endsWith(':overloaded')),
        ),
        none(
          'probes not answered',
          probes.filter((status) => status !== 200),
        ),
        check('it was never started again', stillThere, stillThere ? 'the same process' : 'it ended'),
        none(
          `turned away when the crowd had gone, of ${afterwards.length}`,
          afterwards.filter(({ status }) => status >= 300).map(({ status }) => status),
        ),
        ...checks,
        caught,
      ],
    };
  } finally {
    await app.end('SIGKILL');
    await ground.close();
  }
}

function waits(replies: readonly Reply[]): string {
  const { p50, n } = spread(replies.map(({ ms }) => ms));
  const sorted = replies.map(({ ms }) => ms).sort((a, b) => a - b);
  const p99 = sorted[Math.min(n - 1, Math.floor(0.99 * n))] ?? 0;
  return `median ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, n ${n}`;
}

/** The control: a command that was acknowledged and never stored is found by the same comparison. */
async function forgedLoss(file: string, ownerUrl: string): Promise<Check> {
  const fact = 'RegisterProject that nobody stored';
  const forged = [
    { what: 'sent' as const, key: 'forged', fact },
    { what: 'acknowledged' as const, key: 'forged', fact, events: ['forged'] },
  ];
  const { lost } = judge([...readBook(file), ...forged], foundIn(await rowsStored(ownerUrl)));
  return check(
    'control: an acknowledged command that is lost is caught',
    lost.includes(fact),
    lost.join(', '),
  );
}
