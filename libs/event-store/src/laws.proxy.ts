import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire that can be damaged on purpose. */
export interface Proxy {
  readonly port: number;
  /** pass: as it comes; mute: the server's answers get lost; refuse: new connections are turned away. */
  mode: 'pass' | 'mute' | 'refuse';
  /** How often something of an answer got lost. */
  readonly lost: number;
  /** Stops taking bytes from the clients; what they send stays on the way. */
  stall(): void;
  /** Delivers what was stalled, also from clients that have gone; resolves when the server is done with those. */
  release(): Promise<void>;
  /** A partition: no byte passes either way, nor of connections made meanwhile. */
  part(): void;
  /** Ends the partition: what was on the way arrives. */
  heal(): void;
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
}

export async function tcpProxy(target: { host: string; port: number }): Promise<Proxy> {
  const wires = new Map<Socket, Socket>();
  let [parted, lost] = [false, 0];
  const server = createServer((client) => {
    if (proxy.mode === 'refuse') return void client.destroy();
    const upstream = connect(target.port, target.host);
    wires.set(client, upstream);
    if (parted) for (const side of [client, upstream]) side.pause();
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      if (proxy.mode === 'mute') lost += 1;
      else client.write(bytes);
    });
    client.on('error', () => {});
    upstream.on('error', () => {});
    client.on('close', () => upstream.end());
    upstream.on('close', () => {
      wires.delete(client);
      client.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    mode: 'pass',
    get lost() {
      return lost;
    },
    stall: () => wires.forEach((_, client) => client.pause()),
    async release() {
      const stalled = [...wires].filter(([client]) => client.isPaused());
      const done = stalled.map(([, upstream]) => new Promise((resolve) => upstream.once('close', resolve)));
      for (const [client] of stalled) client.resume();
      await Promise.all(done);
    },
    part() {
      parted = true;
      for (const side of [...wires].flat()) side.pause();
    },
    heal() {
      parted = false;
      for (const side of [...wires].flat()) side.resume();
    },
    cut() {
      for (const [client, upstream] of wires) {
        client.destroy();
        upstream.destroy();
      }
    },
    async close() {
      proxy.cut();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
