import { tcpProxy, type Proxy } from '../../libs/event-store/src/laws.proxy.js';

/** A wire to the server of `url` that can be damaged, and the address that leads through it. */
export async function wireTo(url: string): Promise<{ proxy: Proxy; url: string }> {
  const through = new URL(url);
  const proxy = await tcpProxy({ host: through.hostname, port: Number(through.port) });
  through.hostname = '127.0.0.1';
  through.port = String(proxy.port);
  return { proxy, url: through.href };
}
