import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, yuan } from '@sunlit/ledger';
import { openLedger, specLedger, storeWorkedExample } from '../testing/ledger.js';
import { counting, readModels, type ReadModels } from '../testing/projected.js';
import { moneyQuery, thinned, type MoneyAt, type ProjectMoney } from './money.query.js';
import { projectQuery, type ProjectPage } from './project.query.js';

let models: ReadModels;
let project: string;
let page: ProjectPage;

beforeAll(async () => {
  models = await readModels();
  const ledger = specLedger();
  await openLedger(ledger);
  project = await storeWorkedExample(ledger, { number: 'whole' });
  models.start(ledger);
  await models.caughtUp(ledger);
  page = (await projectQuery(models.public).view(project))!;
});
afterAll(() => models.close());

const first = { contract: 'HT-001', certificate: 'JL-01' };
const until = async (revision: number | null, ...which: (typeof first)[]): Promise<ProjectMoney | null> => {
  const [row] = await models.query('SELECT entry FROM published.event WHERE project = $1 AND revision = $2', [
    project,
    revision,
  ]);
  return moneyQuery(models.public).ofProject(project, row ? Number(row.entry) : null, which);
};
/** The entry that recorded the payment with the voucher. */
const paidBy = (voucher: string) => page.payments.find((row) => row.voucher === voucher)!.revision;

describe('The money of a project over time', () => {
  it('is read in one statement, and ends with the figures of its page', async () => {
    const counted = counting(models.public);
    const money = await moneyQuery(counted.ds).ofProject(project, null, [first]);
    expect(counted.statements).toBe(1);
    expect(money!.timeline.at(-1)!.figures).toEqual(page.figures);
    expect(money!.current).toEqual(page.current);
  });

  it('begins with the first entry and has a row for each entry that changed a sum', async () => {
    const { timeline } = (await until(null))!;
    expect(timeline[0]).toMatchObject({ revision: 0, figures: { budget: null, paid: '0.00' } });
    const paid = timeline.map(({ figures }) => figures.paid);
    expect(paid).toEqual(paid.toSorted((a, b) => Number(a) - Number(b)));
    const total = ({ paid, expenses }: MoneyAt['figures']) => yuan(fen(paid) + fen(expenses));
    const balances = timeline.map(({ revision, figures }) => [revision, total(figures)]);
    expect(balances).toEqual(
      expect.arrayContaining(page.payments.map(({ revision, balance }) => [revision, balance])),
    );
  });

  it('up to an entry knows nothing of what came later', async () => {
    const advance = page.payments.find(({ kind }) => kind === 'advance')!;
    const money = (await until(advance.revision, first))!;
    expect(money.timeline.at(-1)!.figures).toMatchObject({ paid: '1000000.00', certified: '0.00' });
    expect(money.certificates).toEqual([]);
    expect(await moneyQuery(models.public).ofProject(project, 0)).toBeNull();
    expect(await moneyQuery(models.public).ofProject('no project', null)).toBeNull();
  });

  it('says of a certificate what is paid on it, in cash and of the advance', async () => {
    const progress = page.payments.find((row) => row.restsOn.name === first.certificate)!;
    const money = (await until(paidBy(progress.voucher), first))!;
    expect(money.certificates).toEqual([
      { ...first, value: '2000000.00', cash: '1400000.00', advanceRecovered: '200000.00' },
    ]);
    expect((await until(progress.revision - 1, first))!.certificates).toEqual([
      { ...first, value: '2000000.00', cash: '0.00', advanceRecovered: '0.00' },
    ]);
  });

  it('of all projects together is that of this one, the only one', async () => {
    expect(await moneyQuery(models.public).ofCity()).toEqual({
      current: page.current,
      figures: page.figures,
    });
  });
});

describe('A long history', () => {
  const row = (revision: number, recordedAt: string): MoneyAt => ({
    ...{ entry: revision, revision, recordedAt },
    figures: { ...page.figures, paid: `${revision}.00` },
  });
  const days = (n: number) =>
    Array.from({ length: n }, (_, i) => row(i, new Date(Date.UTC(2020, 0, 1 + i)).toISOString()));

  it('is thinned to the last row of each month, quarter or year, and always ends with the last', () => {
    expect(thinned(days(40))).toHaveLength(40);
    const counts = [41, 1_000, 2_000, 20_000].map((n) => {
      const rows = thinned(days(n));
      expect(rows.at(-1)!.revision).toBe(n - 1);
      return rows.length;
    });
    expect(counts).toEqual([2, 33, 22, 55]);
  });

  it('leaves out rows that changed no sum', () => {
    const same = days(3).map((at) => ({ ...at, figures: page.figures }));
    expect(thinned(same)).toEqual([same[0]]);
  });
});
