import { Socket } from 'node:net';
import pg from 'pg';
import { StoreUnavailable } from './port.js';

/** How the adapter reaches its server: a URL or pg's own configuration, and the limits it puts on itself. */
export interface Access {
  readonly connection: string | pg.ClientConfig;
  readonly applicationName: string;
  readonly connectTimeoutMs: number;
}

/** One session. `cut` ends it at once, whatever it is doing. */
export interface Session {
  readonly client: pg.Client;
  /** True once nothing can be sent over it any more. */
  lost(): boolean;
  cut(): void;
}

export function clientConfig(access: Access): pg.ClientConfig {
  const { connection } = access;
  return {
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    application_name: access.applicationName,
    connectionTimeoutMillis: access.connectTimeoutMs,
    keepAlive: true,
  };
}

/** Opens a session; `signal` cuts it, also while it is being opened. Throws `StoreUnavailable`. */
export async function openSession(
  access: Access,
  more: pg.ClientConfig = {},
  signal?: AbortSignal,
): Promise<Session> {
  const socket = new Socket();
  const client = new pg.Client({ ...clientConfig(access), ...more, stream: () => socket });
  const cut = (): void => {
    signal?.removeEventListener('abort', cut);
    socket.destroy();
  };
  client.on('error', () => {}); // A lost session tells its running query, or the next one.
  client.on('end', cut);
  signal?.addEventListener('abort', cut);
  try {
    signal?.throwIfAborted();
    await client.connect();
  } catch (cause) {
    cut();
    throw unavailable(cause);
  }
  return { client, cut, lost: () => socket.destroyed };
}

export function unavailable(cause: unknown): StoreUnavailable {
  const reason = cause instanceof AggregateError ? cause.errors[0] : cause;
  return new StoreUnavailable(`event store: ${reason instanceof Error ? reason.message : String(reason)}`, {
    cause,
  });
}
