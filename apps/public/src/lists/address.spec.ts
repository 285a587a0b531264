import { describe, expect, it } from '@jest/globals';
import { everyProject } from '@sunlit/read-models';
import { askedOf, isCluttered, listHref } from './address.js';

const wrong = (query: Record<string, unknown>) =>
  askedOf(query).problems.map(({ field, rule }) => `${field} ${rule}`);
const read = (query: Record<string, unknown>) => {
  expect(wrong(query)).toEqual([]);
  return askedOf(query).asked;
};

describe('The address of a list', () => {
  it('asks for every project where it says nothing', () => {
    expect(read({})).toEqual({ filter: everyProject, sort: 'registered', page: 1, per: 20, at: null });
    expect(read({ q: ' ', stage: '', min: '', sort: '', per: '', page: '', asof: '', entry: '' })).toEqual(
      read({}),
    );
  });

  it('is read and written back as the same address', () => {
    const query = {
      ...{
        q: '公路  大修',
        stage: ['registered', 'closed'],
        category: 'road',
        district: ['339902'],
        year: '2024',
      },
      ...{
        owner: '11331082MB0X12345C',
        finding: 'any',
        min: '1,000',
        max: '２００.5',
        sort: 'paid',
        per: '50',
      },
      ...{ asof: '2024-02-29', page: '3' },
    };
    expect(wrong(query)).toEqual(['max least-first']);
    const asked = read({ ...query, max: '２０００.5' });
    const address = listHref(asked);
    expect(decodeURIComponent(address)).toBe(
      '/projects?q=公路+大修&stage=closed&stage=registered&category=road&district=339902&year=2024' +
        '&owner=11331082MB0X12345C&finding=any&min=1000&max=2000.50&sort=paid&per=50&asof=2024-02-29&page=3',
    );
    const again = new URL(address, 'http://x').searchParams;
    expect(
      read(Object.fromEntries([...again.keys()].map((name) => [name, more(again.getAll(name))]))),
    ).toEqual(asked);
  });

  it('of everything is the shortest one', () => {
    expect([listHref({}), listHref({ page: 2 }), listHref({ at: { entry: 5 } }, '/projects.csv')]).toEqual([
      '/projects',
      '/projects?page=2',
      '/projects.csv?entry=5',
    ]);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ stage: 'flying' }, 'stage one-of'],
    [{ stage: ['closed', 'flying'] }, 'stage one-of'],
    [{ category: 'toString' }, 'category one-of'],
    [{ district: '33' }, 'district region'],
    [{ year: '24' }, 'year year'],
    [{ owner: '某单位' }, 'owner organisation'],
    [{ finding: 'a b' }, 'finding code'],
    [{ min: '-5' }, 'min plain-amount'],
    [{ max: '五百万' }, 'max plain-amount'],
    [{ min: '9'.repeat(13) }, 'min plain-amount'],
    [{ sort: 'size' }, 'sort one-of'],
    [{ per: '1000' }, 'per one-of'],
    [{ page: '0' }, 'page page'],
    [{ page: ['1', '2'] }, 'page page'],
    [{ asof: '2025-02-30' }, 'asof day'],
    [{ asof: '2099-01-01' }, 'asof not-in-the-future'],
    [{ entry: '-1' }, 'entry entry'],
    [{ q: ['a', 'b'] }, 'q one-value'],
    [{ q: '路'.repeat(101) }, 'q search-text'],
    [{ year: Array.from({ length: 51 }, (_, i) => String(1950 + i)) }, 'year too-many-values'],
    [{ colour: 'red' }, 'colour unknown-filter'],
  ])('says what is wrong with %j', (query, problem) => {
    expect(wrong(query)).toEqual([problem]);
  });

  it('says everything that is wrong at once, and keeps what can be read', () => {
    const { asked, problems } = askedOf({ q: '公路', stage: 'flying', min: 'x', asof: 'x', entry: '1' });
    expect(problems.map(({ field }) => field)).toEqual(['min', 'stage', 'asof', 'entry']);
    expect(asked.filter).toEqual({ ...everyProject, q: '公路' });
  });

  it('loses what forms and other apps add to it', () => {
    expect(isCluttered({ q: '公路', min: '' })).toBe(true);
    expect(isCluttered({ q: '公路', from: 'timeline', isappinstalled: '0' })).toBe(true);
    expect(isCluttered({ q: '公路', stage: ['closed'] })).toBe(false);
    expect(listHref(read({ q: '公路', from: 'timeline', min: '' }))).toBe('/projects?q=%E5%85%AC%E8%B7%AF');
  });
});

const more = (values: string[]) => (values.length === 1 ? values[0]! : values);
