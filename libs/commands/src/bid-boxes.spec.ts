import { describe, expect, it } from '@jest/globals';
import { tenderId } from '@sunlit/envelope';
import { reveal, type BidBox, type ProjectState } from '@sunlit/ledger';
import { randomUUID } from 'node:crypto';
import { people, stepOf, workedExample } from '../../ledger/src/testing/worked-example.js';
import { KeyReused, type Answer, type Office } from './index.js';
import { give, memoryOffice, playSteps } from './testing/office.js';

const deadline = '2023-03-20T01:30:00.000Z';
const before = '2023-03-18T02:00:00.000Z';
const sealed = '2023-03-20T01:32:00.000Z';

async function open(until = 'notary-invited') {
  const made = await memoryOffice();
  const steps = workedExample.slice(0, workedExample.indexOf(stepOf(until)) + 1);
  return { ...made, ...(await playSteps(made.office, steps)) };
}

const bid = (
  office: Office,
  project: string,
  instant: string,
  { key = randomUUID(), bidder = '江东建设有限公司', uscc = '91330000MA27AAAA0E' } = {},
) => {
  const body = { lot: 'SG-1', bidder: { uscc, name: bidder }, sealIntact: true, fileSha256: 'a'.repeat(64) };
  return give(office, 'ReceiveBid', body, { actor: people.tender, project, key, instant }) as Promise<Answer>;
};

const box = (office: Office, project: string) =>
  office.streams.load<BidBox>(`bidbox-${tenderId(project, 'SG-1', 1)}`);
const tender = async (office: Office, project: string) =>
  (await office.streams.load<ProjectState>(`project-${project}`)).state.lots['SG-1']!.tender!;

describe('A bid', () => {
  it('is taken at the very deadline and refused one millisecond later, by the instant its request arrived', async () => {
    const { office, project } = await open();
    await bid(office, project, deadline);
    await expect(bid(office, project, '2023-03-20T01:30:00.001Z')).rejects.toThrow('deadline-passed');
  });

  it('is taken once for one key, also after later bids', async () => {
    const { office, project } = await open();
    const key = randomUUID();
    const first = await bid(office, project, before, { key });
    await bid(office, project, before, { bidder: '东湖市政', uscc: '91330000MA27CCCC0R' });
    expect(await bid(office, project, '2023-03-19T00:00:00.000Z', { key })).toMatchObject({
      events: first.events,
      replayed: true,
    });
    await expect(bid(office, project, before, { key, bidder: '换了人' })).rejects.toThrow(KeyReused);
    expect((await box(office, project)).revision).toBe(1);
  });

  it('retries by itself when sixteen arrive at once', async () => {
    const { office, project } = await open();
    const names = Array.from({ length: 16 }, (_, n) => `投标人${n}`);
    await Promise.all(names.map((bidder) => bid(office, project, before, { bidder, uscc: null as never })));
    expect(
      reveal((await box(office, project)).state.receipts).filter((r) => r.standing === 'stands'),
    ).toHaveLength(16);
  });

  it('is refused to whoever is not the tender office of the owner', async () => {
    const { office, project } = await open();
    const body = {
      lot: 'SG-1',
      bidder: { uscc: null, name: '甲' },
      sealIntact: true,
      fileSha256: 'a'.repeat(64),
    };
    const asked = { actor: people.finance, project, instant: before };
    await expect(give(office, 'ReceiveBid', body, asked)).rejects.toThrow('not-entitled');
  });
});

describe('The box', () => {
  it('stays open until two minutes after the deadline and then closes once, whoever asks', async () => {
    const { office, project } = await open();
    await bid(office, project, before);
    await office.closeDueBoxes(project, '2023-03-20T01:31:59.999Z');
    expect(await tender(office, project)).toMatchObject({ stage: 'noticed' });
    await Promise.all([1, 2, 3, 4].map(() => office.closeDueBoxes(project, sealed)));
    expect(await tender(office, project)).toMatchObject({ stage: 'box-closed' });
    expect((await box(office, project)).revision).toBe(1);
    expect((await box(office, project)).state.sealed).toBe(true);
  });

  it('takes no bid once it is sealed, not even one that had arrived in time', async () => {
    const { office, project } = await open();
    await office.closeDueBoxes(project, sealed);
    await expect(bid(office, project, before)).rejects.toThrow('bid-box-sealed');
  });

  it('closes on the project after a crash between the box and the project', async () => {
    const { office, project, store } = await open();
    await bid(office, project, before);
    const { append } = store;
    (store as { append: typeof append }).append = async (stream, expected, events) => {
      if (stream.startsWith('project-')) throw new Error('crash');
      return append(stream, expected, events);
    };
    await expect(office.closeDueBoxes(project, sealed)).rejects.toThrow('crash');
    (store as { append: typeof append }).append = append;
    await office.closeDueBoxes(project, sealed);
    expect(await tender(office, project)).toMatchObject({ stage: 'box-closed' });
  });

  it('makes no organisation known: neither name nor number of bidders is in the bytes of the store', async () => {
    const { office, project, store } = await open();
    await bid(office, project, before);
    await bid(office, project, before, { bidder: '东湖市政', uscc: '91330000MA27CCCC0R' });
    await office.closeDueBoxes(project, sealed);
    const streams = [`project-${project}`, `bidbox-${tenderId(project, 'SG-1', 1)}`];
    const bytes = (await Promise.all(streams.map((s) => store.read(s))))
      .flat()
      .map((e) => Buffer.from(e.body).toString());
    const found = ['江东建设', '东湖市政', '91330000MA27'].filter((secret) =>
      bytes.some((b) => b.includes(secret)),
    );
    expect(found).toEqual([]);
    const closed = JSON.parse(bytes.find((b) => b.includes('"BidsOpened"'))!);
    expect(closed.data).toEqual({ lot: 'SG-1', round: 1, bidDeadline: deadline });
    expect(closed.meta.causation).toEqual([]);
  });
});
