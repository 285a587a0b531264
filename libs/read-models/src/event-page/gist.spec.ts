import { describe, expect, it } from '@jest/globals';
import { gist } from './gist.js';
import { workedDeliveries } from '../testing/deliveries.js';

describe('The gist of an event', () => {
  it('tells every type of event of the worked example apart', async () => {
    const deliveries = await workedDeliveries();
    const told = new Set(
      deliveries
        .filter(({ event }) => Object.keys(gist(event.type, event.read)).length > 0)
        .map(({ event }) => event.type),
    );
    expect(told).toEqual(new Set(deliveries.map(({ event }) => event.type)));
    expect(told.size).toBeGreaterThan(20);
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
