import { describe, expect, it } from '@jest/globals';
import { correcting, golden, grounds, releasing, withholding } from '../testing/golden.js';
import { deliveriesOf } from '../testing/deliveries.js';
import { specLedger, type Told } from '../testing/ledger.js';
import type { Visible } from '../visible.js';

const consulted = golden('DepartmentConsulted', {
  ...{ department: '市财政局', opinion: '不宜公开的意见', documents: [] },
});
const note = { kind: 'withheld', ...grounds };

/** What may be seen in the end of each event of one project, by revision. */
async function seen(...events: Told[]): Promise<Visible[]> {
  const ledger = specLedger();
  await ledger.append('project-1', ...events);
  const last = new Map((await deliveriesOf(ledger)).map(({ event }) => [event.revision, event]));
  return [...last.values()].sort((a, b) => a.revision - b.revision);
}

const mentions = (shown: unknown, text: string): boolean => JSON.stringify(shown).includes(text);

describe('A field withheld later', () => {
  it('vanishes with its salt, and says by which article', async () => {
    const [entry] = await seen(consulted, withholding('DepartmentConsulted', 0, 'opinion'));
    expect(entry!.closed).toEqual({ opinion: note });
    for (const part of [entry!.data, entry!.read, entry!.salts]) expect(part).not.toHaveProperty('opinion');
    expect(entry!.digests).toHaveProperty('opinion');
    expect(mentions(entry, '不宜公开')).toBe(false);
    expect(entry!.amendments).toMatchObject([{ type: 'FieldWithheld', field: 'opinion', revision: 1 }]);
  });

  it('comes back when it is released, as it was, and goes again', async () => {
    const once = [
      withholding('DepartmentConsulted', 0, 'opinion'),
      releasing('DepartmentConsulted', 0, 'opinion'),
    ];
    const [released] = await seen(consulted, ...once);
    const [fresh] = await seen(consulted);
    const { data, read, closed } = fresh!;
    expect(released).toMatchObject({ data, read, closed });
    expect(released!.salts).toHaveProperty('opinion');
    const [again] = await seen(consulted, ...once, withholding('DepartmentConsulted', 0, 'opinion'));
    expect(again!.closed).toEqual({ opinion: note });
    expect(again!.data).not.toHaveProperty('opinion');
  });

  it('comes back also where it was withheld from the start', async () => {
    const born: Told = { ...consulted, withhold: [{ field: 'opinion', ...grounds }] };
    const [closed] = await seen(born);
    expect(closed!.data).not.toHaveProperty('opinion');
    const [released] = await seen(born, releasing('DepartmentConsulted', 0, 'opinion'));
    expect(released!.data).toHaveProperty('opinion', '不宜公开的意见');
    expect(released!.closed).toEqual({});
    expect(released!.meta.audience).toHaveProperty('opinion');
  });

  it('leaves alone what is closed for another reason', async () => {
    const [payment] = await seen(
      golden('PaymentRecorded'),
      withholding('PaymentRecorded', 0, 'note'),
      releasing('PaymentRecorded', 0, 'payeeAccount'),
    );
    expect(payment!.closed).toEqual({ payeeAccount: { kind: 'personal' }, note });
    expect(payment!.data).not.toHaveProperty('payeeAccount');
  });

  it('that is sealed besides waits for its opening when it is released', async () => {
    const evaluated = golden('BidsEvaluated', { lot: 'SG-1', round: 1 });
    const born: Told = { ...evaluated, withhold: [{ field: 'committee', ...grounds }] };
    const award = golden('TenderAwarded', { lot: 'SG-1', round: 1 });
    const release = releasing('BidsEvaluated', 0, 'committee');
    const [early] = await seen(born, release);
    expect(early!.closed['committee']).toMatchObject({ kind: 'sealed', until: 'TenderAwarded' });
    for (const order of [
      [release, award],
      [award, release],
    ]) {
      const [open] = await seen(born, ...order);
      expect(open!.closed).not.toHaveProperty('committee');
      expect(open!.data).toHaveProperty('committee');
    }
    const [withheld] = await seen(born, award);
    expect(withheld!.closed['committee']).toEqual(note);
  });

  it('does not tell a reason of its withholding that is withheld itself', async () => {
    const secret: Told = {
      ...withholding('DepartmentConsulted', 0, 'opinion'),
      withhold: [{ field: 'reason', ...grounds }],
    };
    const [entry] = await seen(consulted, secret);
    expect(entry!.closed['opinion']).toEqual({ ...note, reason: '' });
  });
});

describe('A text corrected', () => {
  const first = correcting('DepartmentConsulted', 0, 'department', { before: '市财政局', after: '市财政厅' });
  const second = correcting('DepartmentConsulted', 0, 'department', {
    before: '市财政厅',
    after: '市财政总局',
  });

  it('is read in its place; what is stored stays as it is', async () => {
    const [entry] = await seen(consulted, first, second);
    expect(entry!.read).toHaveProperty('department', '市财政总局');
    expect(entry!.data).toHaveProperty('department', '市财政局');
    expect(entry!.amendments.map(({ text }) => text)).toEqual(['市财政厅', '市财政总局']);
  });

  it('is nowhere any more once the field is withheld: not in the corrections either', async () => {
    const hiding = withholding('DepartmentConsulted', 0, 'department');
    for (const told of [
      [first, second, hiding],
      [first, hiding],
    ])
      expect(mentions(await seen(consulted, ...told), '市财政')).toBe(false);
    const [, correction] = await seen(consulted, first, hiding);
    expect(correction!.closed).toEqual({ before: note, after: note });
  });

  it('comes back with the field, a correction made meanwhile among it', async () => {
    const hidden = correcting(
      'DepartmentConsulted',
      0,
      'department',
      { before: null, after: '市财政总局' },
      { withhold: [{ field: 'after', ...grounds }] },
    );
    const told = [first, withholding('DepartmentConsulted', 0, 'department'), hidden];
    expect(mentions(await seen(consulted, ...told), '市财政')).toBe(false);
    const [entry, , , correction] = await seen(
      consulted,
      ...told,
      releasing('DepartmentConsulted', 0, 'department'),
    );
    expect(entry!.read).toHaveProperty('department', '市财政总局');
    expect(correction!.data).toHaveProperty('after', '市财政总局');
  });

  it('withheld for itself is not shown in the place of the old one', async () => {
    const hidden: Told = { ...first, withhold: [{ field: 'after', ...grounds }] };
    const [entry] = await seen(consulted, hidden);
    expect(entry!.read).toHaveProperty('department', '市财政局');
    const [shown] = await seen(consulted, hidden, releasing('EntryCorrected', 1, 'after'));
    expect(shown!.read).toHaveProperty('department', '市财政厅');
  });
});

describe('An earlier event is delivered again', () => {
  it('only when something of it changes, with what it was before', async () => {
    const ledger = specLedger();
    await ledger.append('project-1', consulted, withholding('DepartmentConsulted', 0, 'opinion'), consulted);
    const told = await deliveriesOf(ledger);
    expect(told.map(({ event, again }) => [event.revision, again])).toEqual([
      [0, false],
      [1, false],
      [0, true],
      [2, false],
    ]);
    expect(told[2]!.before).toEqual(told[0]!.event);
  });
});
