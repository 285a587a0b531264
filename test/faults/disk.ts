import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../../libs/event-store/src/laws.tools.js';
import { openBook } from './book.js';
import { openGround, temporaryFolder, type Ground } from './ground.js';
import { working, type Reply } from './load.js';
import { check, type How, type Outcome } from './outcome.js';
import { serviceHere, tokenOf } from './service.js';
import { nothingLostOrDoubled } from './stored.js';

const megabyte = 1024 * 1024;
/** Of somebody else on the same disk, who makes room by removing them: one each time. */
const ballastMegabytes = 60;

/**
 * PostgreSQL on a disk of some 300 MB that documents of random bytes fill up: commands are refused with 503 or 507, nothing
 * acknowledged is lost, and it goes on by itself when somebody makes room.
 */
export async function disk({ times, say }: How): Promise<Outcome> {
  const folder = await temporaryFolder();
  const mounted = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${260 + times * ballastMegabytes}m,mode=0711`, 'faults', folder],
    {
      encoding: 'utf8',
    },
  );
  if (mounted.status !== 0) {
    await rm(folder, { recursive: true, force: true });
    const why = 'needs a small file system of its own, which only root may mount here';
    return { about: [], checks: [], notRun: why };
  }
  const ground = await openGround(folder);
  try {
    return await filled(ground, times, say);
  } finally {
    await ground.close().catch(() => {});
    spawnSync('umount', ['--lazy', folder]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function filled(ground: Ground, times: number, say: How['say']): Promise<Outcome> {
  const { folder } = ground;
  const ballast = (round: number) => join(folder, `ballast-${round}`);
  for (let round = 0; round < times; round++)
    await writeFile(ballast(round), Buffer.alloc(ballastMegabytes * megabyte));
  const service = await serviceHere(folder, ground.urls.writer);
  const book = openBook('disk');
  const refusals: Reply[] = [];
  let stopping = false;
  const heard = (_: unknown, reply: Reply) => void (reply.status >= 400 && refusals.push(reply));
  const done = working({ book, url: () => service.url, heard }, 4, () => stopping);
  let ended = 0;
  const uploads: number[] = [];
  for (let round = 0; round < times; round++) {
    const target = book.acknowledged + 20;
    await until(() => book.acknowledged >= target);
    const before = refusals.length;
    while (refusals.length < before + 5) {
      const status = await upload(service.url, 4 * megabyte);
      uploads.push(status);
      say(
        `upload ${status}; ${book.acknowledged} acknowledged, ${refusals.length - before} refused; PostgreSQL ${ground.ended() ? 'ended' : 'runs'}`,
      );
    }
    await rm(ballast(round));
    if (ground.ended()) {
      ended += 1;
      await ground.start();
    }
    const after = book.acknowledged + 20;
    await until(() => book.acknowledged >= after);
  }
  stopping = true;
  const wrong = await done;
  await service.close();
  const checks = await nothingLostOrDoubled(book, ground.urls.owner, wrong);
  const panics = (await readFile(join(folder, 'postgres.log'), 'utf8')).match(/PANIC:/g)?.length ?? 0;
  const statuses = [
    ...new Set([...refusals.map(({ status }) => status), ...uploads.filter((s) => s >= 400)]),
  ];
  return {
    about: [
      `${times} times full: ${uploads.length} documents of 4 MB, ${refusals.length} commands refused with ${statuses.join(', ')}; PostgreSQL broke off ${panics} times for want of room for its log and recovered, ended ${ended} times and was started again`,
    ],
    checks: [
      check(
        'refusals say 503 or 507',
        statuses.every((s) => s === 503 || s === 507),
        statuses.join(', '),
      ),
      ...checks,
    ],
  };
}

/** A document that nothing compresses; answers the status. */
async function upload(url: string, bytes: number): Promise<number> {
  const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes)]);
  const headers = { authorization: `Bearer ${tokenOf('finance')}`, 'content-type': 'application/pdf' };
  const answer = await fetch(`${url}/api/documents`, { method: 'POST', headers, body: content });
  await answer.arrayBuffer();
  return answer.status;
}
