import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  fieldsOf,
  figures,
  initialProject,
  project,
  reconciliation,
  type JsonObject,
  type ProjectState,
} from '@sunlit/ledger';
import { withholdable } from '../../../ledger/src/fields.js';
import { playWorkedExample } from '../../../ledger/src/testing/worked-example.js';
import { workedDeliveries } from '../testing/deliveries.js';
import { goldenData } from '../testing/golden.js';
import { boxDue, contractMoney, decoded, encoded, evolved, stageOf } from './project.money.js';

/** What the page keeps, after each event of the worked example, and what the deciders know. */
async function alongside(
  check: (kept: ProjectState, known: ProjectState, type: string) => void,
  until?: string,
): Promise<ProjectState> {
  const fresh = (await workedDeliveries(until)).filter(({ again }) => !again);
  const { events } = playWorkedExample(until).project;
  let [kept, known] = [initialProject, initialProject];
  fresh.forEach(({ event }, i) => {
    kept = evolved(kept, event.type, event.read);
    known = project.evolve(known, events[i]!);
    check(kept, known, event.type);
  });
  return kept;
}

describe('The money of a project page', () => {
  it('is at every moment what the deciders compute, although they see sealed fields and it does not', async () => {
    await alongside((kept, known) => {
      expect(figures(kept)).toEqual(figures(known));
      expect(reconciliation(kept)).toEqual(reconciliation(known));
      for (const [contract, account] of Object.entries(known.contracts))
        expect(contractMoney(kept.contracts[contract]!)).toEqual(contractMoney(account));
    });
  });

  it('knows the ceiling of the worked example: 2,600,000.00, and 2,400,000.00 once the advance is partly recovered', async () => {
    const certified = await alongside(() => {}, 'certificate-1');
    expect(contractMoney(certified.contracts['HT-001']!)).toMatchObject({
      ceiling: '2600000.00',
      paid: '1000000.00',
      unrecovered: '1000000.00',
    });
    const paid = await alongside(() => {}, 'progress-1');
    expect(contractMoney(paid.contracts['HT-001']!)).toMatchObject({
      ceiling: '2400000.00',
      paid: '2400000.00',
      unrecovered: '800000.00',
      overpaid: '0.00',
    });
  });

  it('survives being written and read', async () => {
    await alongside((kept) => {
      const read = decoded(JSON.stringify(encoded(kept)));
      expect(encoded(read)).toEqual(encoded(kept));
      expect(figures(read)).toEqual(figures(kept));
      expect(reconciliation(read)).toEqual(reconciliation(kept));
    });
  });

  it('does not grow with payments and certificates that are paid', async () => {
    const sizes: number[] = [];
    await alongside((kept) => {
      const accounts = Object.values(kept.contracts);
      const owed = accounts.some(({ certificates }) => certificates.size > 0);
      if (accounts.length === 2 && !owed && accounts.every(({ acceptedOn }) => acceptedOn === null))
        sizes.push(JSON.stringify(encoded(kept)).length);
    });
    expect(sizes.length).toBeGreaterThan(6);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(100);
  });

  it('keeps a certificate until it is paid', async () => {
    const certified = await alongside(() => {}, 'certificate-1');
    expect([...certified.contracts['HT-001']!.certificates.keys()]).toEqual(['JL-01']);
    const paid = await alongside(() => {}, 'progress-1');
    expect(paid.contracts['HT-001']!.certificates.size).toBe(0);
  });

  it('keeps no words of the registration, which may be corrected or withheld later', async () => {
    const { registered } = await alongside(() => {}, 'registered');
    expect(Object.keys(registered!)).toEqual(['number', 'nationalCode', 'owner', 'category', 'estimate']);
  });
});

describe('Any event', () => {
  const types = Object.keys(project.events);
  const commandOf = (type: string) => Object.values(project.commands).find(({ makes }) => makes === type)!;

  let before: ProjectState;
  beforeAll(async () => {
    before = await alongside(() => {}, 'progress-1');
  });

  it.each(types)('%s is folded without throwing, whichever of its words are withheld', (type) => {
    const data = { ...goldenData(type), lot: 'SG-1', contract: 'HT-001', certificate: 'JL-01' };
    const fields = [...fieldsOf(commandOf(type))].filter(([, field]) => withholdable(field));
    const without = (names: readonly string[]) =>
      Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));
    const names = fields.map(([name]) => name);
    for (const left of [[], ...names.map((name) => [name]), names]) {
      const after = evolved(before, type, without(left) as JsonObject);
      expect(() => [figures(after), reconciliation(after), encoded(after), stageOf(after)]).not.toThrow();
    }
  });
});

describe('The stage of a project', () => {
  it('goes through the road from registered to closed, and back nowhere', async () => {
    const stages: string[] = [];
    await alongside((kept) => stages.at(-1) !== stageOf(kept) && stages.push(stageOf(kept)));
    expect(stages).toEqual([
      'registered',
      'budgeted',
      'tendering',
      'contracted',
      'under-way',
      'completed',
      'settled',
      'audited',
      'closed',
    ]);
  });
});

describe('A bid box is due', () => {
  it('from the notice, at its deadline, until it is closed', async () => {
    const due: (string | null)[] = [];
    await alongside((kept) => due.at(-1) !== boxDue(kept) && due.push(boxDue(kept)), 'awarded');
    expect(due).toEqual([null, expect.stringMatching(/T01:30:00\.000Z$/), null]);
  });
});
