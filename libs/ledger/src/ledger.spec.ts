import { describe, it } from '@jest/globals';
import { ledger, OpenLedger } from './ledger.js';
import { command, given } from './testing/given.js';
import { theLedger } from './testing/worked-people.js';

describe('A ledger is opened', () => {
  it('first of all, with the name of its log', () =>
    given(ledger)
      .when(command(OpenLedger), { actor: theLedger })
      .then({ type: 'LedgerOpened', data: OpenLedger.example }));

  it('once', () =>
    given(ledger, { type: 'LedgerOpened', data: OpenLedger.example })
      .when(command(OpenLedger))
      .thenRefused('ledger-already-open', { name: '临江市阳光账本' }));
});
