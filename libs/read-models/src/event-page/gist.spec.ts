import { describe, expect, it } from '@jest/globals';
import { deciders, isLogged } from '@sunlit/ledger';
import { gist } from './gist.js';
import { workedDeliveries } from '../testing/deliveries.js';

describe('The gist of an event', () => {
  it('tells every type of logged event apart', async () => {
    const told = new Set(
      (await workedDeliveries())
        .filter(({ event }) => Object.keys(gist(event.type, event.read)).length > 0)
        .map(({ event }) => event.type),
    );
    const logged = Object.values(deciders).filter(
      ({ category }) => isLogged(category) && category !== 'ledger',
    );
    expect([...told].sort()).toEqual(logged.flatMap(({ events }) => Object.keys(events)).sort());
  });

  it('names an organisation by its name and an amount in yuan', () => {
    const read = {
      contract: 'HT-001',
      contractor: { uscc: null, name: '江东建设有限公司' },
      price: '10000000.00',
      engineer: null,
    };
    expect(gist('ContractSigned', read)).toEqual({
      contract: 'HT-001',
      contractor: '江东建设有限公司',
      price: '10000000.00',
    });
  });

  it('leaves out what is withheld', () => {
    expect(gist('ContractSigned', { contract: 'HT-001', price: '1.00' })).toEqual({
      contract: 'HT-001',
      price: '1.00',
    });
  });
});
