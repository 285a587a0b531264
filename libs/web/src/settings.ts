import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** One setting: its name in the environment, what it is for, its default and how its text is read. */
interface Setting<T> {
  readonly env: string;
  readonly about: string;
  readonly read: (text: string | undefined) => T;
}

/** Why a text is not a value; the name of the setting is added. */
class BadValue extends Error {}

const text = (fallback: string) => (given: string | undefined) => given || fallback;
const optional = (given: string | undefined) => given || null;
const oneOf =
  <T extends string>(values: readonly T[], fallback: T) =>
  (given: string | undefined): T => {
    if (!given) return fallback;
    if (!(values as readonly string[]).includes(given))
      throw new BadValue(`must be one of ${values.join(', ')}, not "${given}"`);
    return given as T;
  };
const port = (fallback: number) => (given: string | undefined) => {
  if (!given) return fallback;
  const number = Number(given);
  if (!/^\d{1,5}$/.test(given) || number > 65_535)
    throw new BadValue(`must be a port from 0 to 65535, not "${given}"`);
  return number;
};
const optionalPort = (given: string | undefined) => (given ? port(0)(given) : null);
const atLeastOne = (fallback: number) => (given: string | undefined) => {
  if (given && !/^[1-9]\d{0,6}$/.test(given)) throw new BadValue(`must be a number from 1, not "${given}"`);
  return given ? Number(given) : fallback;
};
const folder = (fallback: string) => (given: string | undefined) => resolve(given || fallback);
const postgresUrl = (given: string | undefined) => {
  if (!given) return null;
  // The value may hold a password: never repeat it.
  if (!URL.canParse(given) || !/^postgres(ql)?:$/.test(new URL(given).protocol))
    throw new BadValue('must be an address such as postgres://user:password@host:5432/database');
  return given;
};
const eventStoreUrl = (given: string | undefined) => {
  if (!given) return null;
  // The value may hold a password: never repeat it.
  if (!/^esdb(\+discover)?:\/\/[^/]/.test(given))
    throw new BadValue('must be an address such as esdb://user:password@host:2113?tls=true');
  return given;
};
const publicUrl = (given: string | undefined) => {
  if (!given) return null;
  if (!/^https?:\/\/[^/?#@\s]+\/?$/.test(given) || !URL.canParse(given))
    throw new BadValue(`must be an address such as https://ledger.example, not "${given}"`);
  return new URL(given).origin;
};
const yesNo = (fallback: boolean | null) => (given: string | undefined) =>
  given ? oneOf(['true', 'false'], 'false')(given) === 'true' : fallback;
const host = (given: string | undefined) => {
  if (given && given !== 'localhost' && isIP(given) === 0)
    throw new BadValue(`must be an address of this machine such as 0.0.0.0, not "${given}"`);
  return given || '127.0.0.1';
};
/** How many; 0 for no limit. */
const atMost = (fallback: number) => (given: string | undefined) => {
  if (given && !/^\d{1,7}$/.test(given))
    throw new BadValue(`must be a number, 0 for no limit, not "${given}"`);
  return given ? Number(given) : fallback;
};
const networks = ['loopback', 'linklocal', 'uniquelocal'];
/** Addresses, networks (10.0.0.0/8) or names of networks, as Fastify's `trustProxy` takes them. */
const proxies = (given: string | undefined): readonly string[] => {
  const named = (given ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const wrong = named.filter((one) => {
    const [address, bits, ...more] = one.split('/');
    const version = isIP(address!);
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
    return !networks.includes(one) && (version === 0 || !fits || more.length > 0);
  });
  if (wrong.length > 0)
    throw new BadValue(
      `must be addresses or networks such as 10.0.0.0/8, or ${networks.join(', ')}, not "${wrong.join(', ')}"`,
    );
  return named;
};
const region = (given: string | undefined) => {
  if (given && !/^[1-9]\d{5}$/.test(given))
    throw new BadValue(`must be six digits of GB/T 2260, not "${given}"`);
  return given || '331082';
};

/** `339901 东湖区, 339902 清溪区`: what the pages call a region. */
const districts = (given: string | undefined): ReadonlyMap<string, string> => {
  const parts = (given ?? '')
    .split(/[,，]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const named = parts.map((part) => /^([1-9]\d{5})\s+(\S.*)$/.exec(part));
  const wrong = parts.filter((_, i) => !named[i]);
  if (wrong.length > 0)
    throw new BadValue(
      `must be six digits and a name each, such as 339901 东湖区, not "${wrong.join(', ')}"`,
    );
  return new Map(named.map((found) => [found![1]!, found![2]!]));
};
const sampleDistricts = '331082 市本级, 339901 东湖区, 339902 清溪区, 339903 江南新区, 339904 云岭县';

const declared = {
  dataDir: {
    env: 'SUNLIT_DATA_DIR',
    about: 'Folder of keys, logins and the embedded PostgreSQL. Back up its keys apart from the database.',
    read: folder('.sunlit'),
  },
  host: {
    env: 'SUNLIT_HOST',
    about: 'Address to listen on. 0.0.0.0 for every network of the machine.',
    read: host,
  },
  publicPort: { env: 'PUBLIC_PORT', about: 'Port of the public pages.', read: port(3000) },
  publicUrl: {
    env: 'SUNLIT_PUBLIC_URL',
    about:
      'Where citizens reach the public pages, such as https://ledger.example; printed on posters. Default: as asked.',
    read: publicUrl,
  },
  objectionPhone: {
    env: 'SUNLIT_OBJECTION_PHONE',
    about: 'Number for objections, printed on posters. Default: what the notice of the tender names.',
    read: optional,
  },
  staffPort: { env: 'STAFF_PORT', about: 'Port of the officers’ API.', read: port(3001) },
  databaseUrl: {
    env: 'DATABASE_URL',
    about:
      'PostgreSQL 15 or later to use instead of the embedded one. For `sunlit`: an owner that may create roles; for one app alone: the role of that app.',
    read: postgresUrl,
  },
  eventStore: {
    env: 'EVENT_STORE',
    about:
      'Where events are kept: postgres (the embedded server or DATABASE_URL), or eventstoredb (a cluster at EVENTSTORE_URL).',
    read: oneOf<'postgres' | 'eventstoredb'>(['postgres', 'eventstoredb'], 'postgres'),
  },
  eventStoreUrl: {
    env: 'EVENTSTORE_URL',
    about: 'EventStoreDB 23.10 or later, such as esdb://user:password@host1:2113,host2:2113?tlsCAFile=/path.',
    read: eventStoreUrl,
  },
  eventStorePrefix: {
    env: 'EVENTSTORE_PREFIX',
    about:
      'What the names of this ledger’s streams begin with in EventStoreDB, where several ledgers share one.',
    read: text(''),
  },
  trustProxy: {
    env: 'TRUST_PROXY',
    about:
      'Proxies in front, whose X-Forwarded-For is believed: addresses, networks such as 10.0.0.0/8, loopback, linklocal, uniquelocal. Default: none.',
    read: proxies,
  },
  limitLogin: {
    env: 'LIMIT_LOGIN',
    about: 'Requests a minute of one login on the officers’ API. 0: no limit, as for every LIMIT_.',
    read: atMost(3_000),
  },
  limitGuest: {
    env: 'LIMIT_GUEST',
    about: 'Requests a minute from one address on the officers’ API without a login that holds.',
    read: atMost(120),
  },
  limitDenied: {
    env: 'LIMIT_DENIED',
    about: 'Attempts in ten minutes that one login makes without the right to them; each is recorded.',
    read: atMost(20),
  },
  limitPages: {
    env: 'LIMIT_PAGES',
    about: 'Public pages a minute for one address, of those not kept in memory from the last time.',
    read: atMost(1_200),
  },
  limitSearch: {
    env: 'LIMIT_SEARCH',
    about: 'Searches, findings, past days, comparisons and CSV downloads a minute for one address.',
    read: atMost(180),
  },
  limitUnderWay: {
    env: 'LIMIT_UNDER_WAY',
    about: 'Requests that each app works on at once; more are answered 503 with Retry-After.',
    read: atMost(256),
  },
  limitConnections: {
    env: 'LIMIT_CONNECTIONS',
    about: 'Connections that each app takes from one address, where TRUST_PROXY names no proxy.',
    read: atMost(256),
  },
  masterKeyFile: {
    env: 'SUNLIT_MASTER_KEY_FILE',
    about: 'File of the key that wraps all keys. Default: master.key in the data folder.',
    read: optional,
  },
  officersFile: {
    env: 'SUNLIT_OFFICERS_FILE',
    about:
      'File of the officers’ logins. Default: demo-officers.json in the data folder, made at first start.',
    read: optional,
  },
  sample: {
    env: 'SUNLIT_SAMPLE',
    about: 'true: open a sample ledger and load the sample projects. Default: true, in production false.',
    read: yesNo(null),
  },
  ledgerName: {
    env: 'SUNLIT_LEDGER_NAME',
    about: 'Name of the ledger when it is opened.',
    read: text('临江市阳光账本'),
  },
  ledgerOrigin: {
    env: 'SUNLIT_LEDGER_ORIGIN',
    about: 'Name of the transparency log when the ledger is opened; never changes.',
    read: text('ledger.example/linjiang'),
  },
  ledgerRegion: {
    env: 'SUNLIT_LEDGER_REGION',
    about: 'Region of the ledger (GB/T 2260) when it is opened.',
    read: region,
  },
  districts: {
    env: 'SUNLIT_DISTRICTS',
    about: 'What the pages call the regions of projects. Default: the districts of the sample city.',
    read: (given: string | undefined) => districts(given ?? sampleDistricts),
  },
  metricsPort: {
    env: 'METRICS_PORT',
    about:
      'Port of /metrics for Prometheus, with /healthz and /readyz. Never open it to outside. Default: none.',
    read: optionalPort,
  },
  metricsHost: {
    env: 'METRICS_HOST',
    about: 'Address that METRICS_PORT listens on.',
    read: host,
  },
  readySilence: {
    env: 'READY_SILENCE_SECONDS',
    about: 'Not ready (/readyz) when the projector has not been heard of for so long.',
    read: atLeastOne(60),
  },
  readyLagSeconds: {
    env: 'READY_LAG_SECONDS',
    about: 'Not ready when an event has waited so long for the projector.',
    read: atLeastOne(60),
  },
  readyLagEvents: {
    env: 'READY_LAG_EVENTS',
    about: 'Not ready when so many events wait for the projector.',
    read: atLeastOne(10_000),
  },
  shutdownSeconds: {
    env: 'SHUTDOWN_SECONDS',
    about: 'How long a program that is asked to stop may take to finish what it acknowledged.',
    read: atLeastOne(25),
  },
  logLevel: {
    env: 'LOG_LEVEL',
    about: 'How much is logged: fatal, error, warn, info, debug.',
    read: oneOf(['fatal', 'error', 'warn', 'info', 'debug'], 'info'),
  },
  production: {
    env: 'NODE_ENV',
    about: 'production: refuses demo logins and the sample ledger.',
    read: (given: string | undefined) =>
      oneOf(['development', 'test', 'production'], 'development')(given) === 'production',
  },
} as const satisfies Record<string, Setting<unknown>>;

type Declared = typeof declared;
export type Settings = { readonly [K in keyof Declared]: ReturnType<Declared[K]['read']> };

/** Every setting with what it is for: `.env.example` is checked against this list. */
export const settingsList: readonly { readonly env: string; readonly about: string }[] =
  Object.values(declared);

/** The environment does not hold: `problems` lists every wrong setting at once. */
export class BadSettings extends Error {
  override readonly name = 'BadSettings';
  constructor(readonly problems: readonly string[]) {
    super(`settings are wrong:\n${problems.map((p) => `  ${p}`).join('\n')}`);
  }
}

/**
 * Reads and checks all settings; of a setting `X`, `X_FILE` may name a file that holds it, as secrets are handed to
 * containers. Throws `BadSettings` with every problem at once.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const problems: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(declared))
    try {
      read[name] = setting.read(given(env, setting.env));
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      problems.push(`${setting.env} ${error.message}`);
    }
  const settings = read as unknown as Settings;
  if (settings.production && settings.sample)
    problems.push(
      'SUNLIT_SAMPLE cannot be true when NODE_ENV is production: a sample ledger is not for real money',
    );
  if (settings.eventStore === 'eventstoredb' && settings.eventStoreUrl === null)
    problems.push('EVENTSTORE_URL is needed when EVENT_STORE is eventstoredb');
  const { publicPort, staffPort } = settings;
  if (publicPort && publicPort === staffPort)
    problems.push(`PUBLIC_PORT and STAFF_PORT are both ${publicPort}`);
  if (settings.metricsPort && [publicPort, staffPort].includes(settings.metricsPort))
    problems.push(`METRICS_PORT is that of PUBLIC_PORT or STAFF_PORT: ${settings.metricsPort}`);
  if (problems.length > 0) throw new BadSettings(problems);
  return settings;
}

function given(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const file = env[`${name}_FILE`]?.trim();
  if (!file || env[name]) return env[name]?.trim();
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new BadValue(`cannot be read from ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}
