import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closeCommand, type CommandToClose, CorruptCommand, openCommand } from './closed-command.js';
import { KeyMissing } from './closing-keys.js';
import { eventId } from './identity.js';
import { BadDraft } from './seal.js';
import { freshRing, paymentData } from './testing/samples.js';

const stream = 'submission-1';
const place = { stream, id: eventId(stream, 'c', 0), index: 3 };
const toClose: CommandToClose = {
  ...place,
  name: 'RecordPayment',
  data: paymentData,
  closedFields: {
    payeeAccount: { kind: 'personal' },
    committee: { kind: 'sealed', until: 'TenderAwarded', of: ['tender'] },
    note: 'withheld',
  },
};

describe('a command waiting for its second person', () => {
  it('is closed field by field as its event will be, and opens to what was prepared', async () => {
    const ring = freshRing();
    const command = await closeCommand(toClose, ring);
    const text = JSON.stringify(command);
    for (const secret of ['6222', '甲', '进度款']) expect(text).not.toContain(secret);
    expect(command.closed['payeeAccount']?.key).toMatch(/^subject:/);
    expect([command.closed['committee']?.key, command.closed['note']?.key]).toEqual([
      'stream:submission-1',
      'stream:submission-1',
    ]);

    const opened = await openCommand({ ...place, command }, ring);
    expect(opened).toMatchObject({ name: 'RecordPayment', data: paymentData, unreadable: [] });
    expect(Object.keys(opened.salts).sort()).toEqual(Object.keys(paymentData).sort());
    expect(opened.salts).toMatchObject(command.salts);
  });

  it('does not open at another place', async () => {
    const ring = freshRing();
    const command = await closeCommand(toClose, ring);
    await expect(openCommand({ ...place, index: 4, command }, ring)).rejects.toThrow(CorruptCommand);
    await expect(openCommand({ ...place, stream: 'submission-2', command }, ring)).rejects.toThrow(
      CorruptCommand,
    );
    await expect(openCommand({ ...place, command }, freshRing())).rejects.toThrow(KeyMissing);
  });

  it('does not open when a box was changed, and says where without a value', async () => {
    const ring = freshRing();
    const command = await closeCommand(toClose, ring);
    const note = command.closed['note'] ?? { key: '', nonce: '', box: '' };
    await fc.assert(
      fc.asyncProperty(fc.nat(note.box.length - 1), async (at) => {
        const flipped = note.box[at] === 'A' ? 'B' : 'A';
        const box = note.box.slice(0, at) + flipped + note.box.slice(at + 1);
        const changed = { ...command, closed: { ...command.closed, note: { ...note, box } } };
        await expect(openCommand({ ...place, command: changed }, ring)).rejects.toThrow(
          'RecordPayment 3, field note: does not open with its key',
        );
      }),
      { numRuns: 30 },
    );
  });

  it('names the fields of a person who was erased meanwhile', async () => {
    const ring = freshRing();
    const command = await closeCommand(toClose, ring);
    await ring.erase(command.closed['payeeAccount']?.key ?? '');
    const opened = await openCommand({ ...place, command }, ring);
    expect(opened.unreadable).toEqual(['payeeAccount']);
    expect(opened.data).not.toHaveProperty('payeeAccount');
  });

  it.each<[string, Partial<CommandToClose>]>([
    ['a field that is undefined', { data: { ...paymentData, amount: undefined } }],
    ['a closed field that is missing', { data: { amount: '1.00' } }],
    ['a field that cannot be one', { data: { ...paymentData, 'a.b': 1 } }],
  ])('refuses %s', async (_, changes) => {
    await expect(closeCommand({ ...toClose, ...changes }, freshRing())).rejects.toThrow(BadDraft);
  });
});
