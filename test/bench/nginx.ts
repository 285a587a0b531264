import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../libs/postgres/src/embedded/postmaster.js';
import { temporaryFolder } from '../faults/ground.js';
import { running } from '../programs.js';
import type { Answer } from './bare.js';
import type { App } from './processes.js';

/** What the nginx on the PATH calls itself; null where there is none. */
export function nginxOnPath(): string | null {
  const { error, stderr } = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
  return error ? null : stderr.trim().replace(/^nginx version: /, '');
}

/** The nginx on the PATH with one worker: answers every request from a file that it keeps open, and makes its own ETag. */
export async function startNginx({ body, ...heads }: Answer): Promise<App> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'page'), body);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(0);
    await writeFile(join(folder, 'nginx.conf'), configured(folder, port, heads));
    const nginx = running('nginx', {
      args: ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')],
    });
    try {
      await nginx.heard(/start worker process \d+/);
      const stop = async () => {
        await nginx.end();
        await rm(folder, { recursive: true, force: true });
      };
      return { port, pid: nginx.pid, stop };
    } catch (error) {
      // nginx takes no port of the system's choice, and whoever was quicker has this one.
      if (attempt === 3 || !nginx.lines.some((line) => line.includes('already in use'))) throw error;
    }
  }
}

/** As fast as it goes by its manual: no log, the file kept open and sent by the kernel, connections kept for ever. */
function configured(folder: string, port: number, { headers, unchanged }: Omit<Answer, 'body'>): string {
  const { 'content-type': type = 'text/plain', 'content-length': _, etag: __, ...others } = headers;
  const all = Object.entries(others);
  const whole = all.filter(([name]) => !(name in unchanged)).map(([name]) => name);
  const added = all.map(([name, value]) => {
    const at = whole.indexOf(name);
    return `add_header ${name} ${at < 0 ? quoted(value) : `$whole${at}`};`;
  });
  // A header without a value is left out: what a 304 does not say.
  const said = whole.map((name, i) => `map $http_if_none_match $whole${i} { '' ${quoted(others[name]!)}; }`);
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((of) => `${of}_temp_path ${join(folder, of)};`)
    .join(' ');
  return `
daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log stderr notice;
events { worker_connections 4096; }
http {
  access_log off; server_tokens off; ${scratch}
  keepalive_timeout 1h; keepalive_requests 1000000000;
  sendfile on; tcp_nopush on; open_file_cache max=10; open_file_cache_valid 1h;
  types {} default_type ${quoted(type)};
  max_ranges 0;
  ${said.join(' ')}
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    ${added.join(' ')} add_header last-modified '';
    location / { try_files /page =404; }
  }
}
`;
}

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
