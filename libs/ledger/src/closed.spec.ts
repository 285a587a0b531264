import { describe, expect, it } from '@jest/globals';
import { asInternal, asSealed, reveal, type Internal, type Personal, type Sealed } from './closed.js';
import { event, internal, personal, sealed, type Evolved } from './event-type.js';

interface Opened {
  readonly lot: string;
  readonly committee: Sealed<string[]>;
  readonly receipt: Internal<string>;
  readonly account: Personal<string | null>;
}
const audiences = { committee: sealed('TenderAwarded', 'lot'), receipt: internal, account: personal };

describe('A closed field', () => {
  it('is declared with its audience', () =>
    expect(event<Opened>()({ version: 1, closed: audiences })).toEqual({
      version: 1,
      closed: audiences,
      clerical: [],
      upcast: {},
    }));

  it('without an audience does not compile', () => {
    // @ts-expect-error the audience of `account` is missing
    event<Opened>()({ version: 1, closed: { committee: audiences.committee, receipt: internal } });
  });

  it('with another kind of audience does not compile', () => {
    // @ts-expect-error a personal field is not merely internal
    event<Opened>()({ version: 1, closed: { ...audiences, account: internal } });
  });

  it('cannot be mended as a slip of the pen', () => {
    // @ts-expect-error `account` is closed, hence not clerical
    event<Opened>()({ version: 1, closed: audiences, clerical: ['account'] });
  });
});

describe('Closed data inside a public field does not compile', () => {
  it('in an object', () => {
    // @ts-expect-error `payee` is public and holds a personal account
    event<{ payee: { name: string; account: Personal<string> } }>()({ version: 1, closed: {} });
  });

  it('in a list', () => {
    // @ts-expect-error `bids` is public and holds sealed prices
    event<{ bids: readonly { price: Sealed<string> }[] }>()({ version: 1, closed: {} });
  });

  it('behind null', () => {
    // @ts-expect-error `payee` is public, or null, and holds a personal account
    event<{ payee: { account: Personal<string> } | null }>()({ version: 1, closed: {} });
  });
});

it('A public field has no audience', () => {
  // @ts-expect-error `lot` is public
  event<{ lot: string }>()({ version: 1, closed: { lot: internal } });
});

describe('A closed value', () => {
  it('is the plain value at run time, for whoever reveals it on purpose', () =>
    expect([reveal(asSealed(['甲'])), reveal(asInternal('r-7'))]).toEqual([['甲'], 'r-7']));

  it('is not readable by accident', () => {
    const names: Sealed<string[]> = asSealed(['甲']);
    // @ts-expect-error sealed
    expect(names[0]).toBe('甲');
  });

  it('of one kind is not taken for another', () => {
    // @ts-expect-error internal is not sealed
    const names: Sealed<string> = asInternal('甲');
    expect(reveal(names)).toBe('甲');
  });

  it('that is personal never reaches evolve', () => {
    const evolve = (data: Evolved<Opened>) => data.lot;
    // @ts-expect-error `account` is left out of what evolve reads
    const leaked = (data: Evolved<Opened>) => data.account;
    expect([evolve, leaked]).toHaveLength(2);
  });
});
