import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuid5 } from '@sunlit/envelope';
import { AwardTender, FailTender, SignContract } from '@sunlit/ledger';
import { people } from '../../../libs/ledger/src/testing/worked-example.js';
import { donghu, jiangdong, nanshan, paper } from '../../../libs/ledger/src/testing/worked-people.js';
import { post, addressOf } from '../ledger.js';
import { again, bid, bidOf, invitesAll, notice, on, opens, pays, worked } from './steps.js';
import { closedAndBalanced, missing, worksBegin, type Works } from './works.js';

/** Too few bid, twice; with an approval the lot is awarded directly. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

const award = (day: string, changes: object = {}) =>
  on(day, AwardTender, { winner: jiangdong, noticeNumber: 'ZF-2023-007', ...changes });
const firstBid = bid('2023-03-17T08:20:00.000Z', jiangdong);

describe('A tender that fails twice', () => {
  it('receives two bids in its first round, of which nobody learns anything', async () => {
    await works.tell(
      again('registered', { number: 'ZW-2023-101', name: '滨江路北段改造工程' }),
      worked('finance-consulted', 'supervision-lot'),
      notice('2023-02-26', '2023-03-20T01:30:00.000Z'),
      worked('land-paid', 'land-paid'),
      invitesAll('2023-03-10'),
      firstBid,
      bid('2023-03-19T02:00:00.000Z', donghu),
    );
    await works.ledger.office.closeDueBoxes(works.project, '2023-03-20T01:32:00.000Z');
    const seen = await works.everythingPublic();
    const names = [jiangdong, donghu].flatMap(({ name, uscc }) => [name, uscc]);
    expect(missing(seen, ...names)).toEqual(names);
  });

  it('cannot be opened with two bids, nor awarded directly while it runs or after one failure', async () => {
    const [opening] = opens('2023-03-20', [
      { bidder: jiangdong, price: '10000000.00' },
      { bidder: donghu, price: '10180000.00' },
    ]);
    expect(await works.refused('T8', opening!)).toMatchObject({ overridable: false, value: 3 });
    await works.refused('tender-not-open', award('2023-03-20'));
    await works.tell(on('2023-03-20', FailTender, {}, { at: '2023-03-20T06:00:00.000Z' }));
    const breach = await works.refused('T19', award('2023-03-21', { approval: '临建批〔2023〕9号' }));
    expect(breach.facts).toMatchObject({ failedRounds: 1 });
    const [failed] = await works.entries('TenderFailed');
    expect(failed!.data).toMatchObject({ round: 1, ground: 'too-few-bidders', bidders: 2 });
  });

  it('answers a bid of the first round sent again with its first receipt, and takes it into no second box', async () => {
    await works.tell(notice('2023-03-27', '2023-04-18T01:30:00.000Z'));
    const { body, status } = await post(
      works.ledger,
      addressOf(works.project, firstBid.name),
      firstBid.body,
      { actor: people.tender, at: '2023-04-03T02:00:00.000Z', key: uuid5('story', firstBid.key) },
    );
    expect([status, body.events[0].id]).toEqual([200, works.receipts[bidOf(jiangdong)]]);
    await works.tell(invitesAll('2023-04-06'), bid('2023-04-17T02:00:00.000Z', nanshan, 2));
    const [opening] = opens('2023-04-18', [{ bidder: nanshan, price: '10390000.00' }], { round: 2 });
    expect((await works.refused('T8', opening!)).facts).toMatchObject({ bidders: 1 });
    await works.tell(on('2023-04-18', FailTender, {}, { at: '2023-04-18T06:00:00.000Z' }));
    expect((await works.entries('TenderFailed')).map(({ data }) => [data.round, data.bidders])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it('is awarded directly with an approval, and with nothing less', async () => {
    await works.refused('tender-not-announced', bid('2023-04-18T07:00:00.000Z', donghu, 2));
    await works.refused('T19', award('2023-04-24'));
    await works.refused('T19', award('2023-04-24', { approval: '临建批〔2023〕9号', documents: [] }));
    await works.tell(
      award('2023-04-24', {
        approval: '临建批〔2023〕9号',
        documents: [paper('关于滨江路北段改造工程直接发包的批复')],
      }),
    );
    const [awarded] = await works.entries('TenderAwarded');
    expect(awarded!.data).toMatchObject({
      ...{ round: null, method: 'direct', approval: '临建批〔2023〕9号', contractDue: null },
      winner: jiangdong,
    });
    expect(awarded!.findings).toEqual([]);
  });

  it('is built, paid, audited and closed like any other', async () => {
    await works.tell(
      again('supervision-awarded', { awardedOn: '2023-04-25' }, { at: '2023-04-25T03:00:00.000Z' }),
      again('supervision-contract', { signedOn: '2023-04-26' }, { at: '2023-04-26T03:00:00.000Z' }),
      on('2023-04-28', SignContract, { startOn: '2023-05-04', finishOn: '2024-02-28' }),
      pays('2023-05-08', { kind: 'advance', amount: '1000000.00' }),
      again('certificate-1', { periodFrom: '2023-05-04' }),
      worked('progress-1', 'closed'),
    );
    const page = await closedAndBalanced(works, '10960000.00', '1040000.00');
    expect(page.json.findings).toEqual([]);
  });

  it('never tells who bid in the rounds that were not opened', async () => {
    const seen = await works.everythingPublic();
    const names = [donghu, nanshan].flatMap(({ name, uscc }) => [name, uscc]);
    expect(missing(seen, ...names)).toEqual(names);
    expect(missing(seen, jiangdong.name)).toEqual([]);
    const { text } = await works.page();
    expect(
      missing(
        text,
        ...['第 1 次招标 招标失败', '第 2 次招标 招标失败', '投标人不足法定数', '投标人 2 个', '投标人 1 个'],
        ...['投标人名单不公开', '两次招标失败后经批准直接发包，批准文号 临建批〔2023〕9号'],
      ),
    ).toEqual([]);
  });
});
