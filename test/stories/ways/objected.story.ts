import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AnswerObjection,
  AttestOpening,
  CancelAward,
  ClarifyTender,
  RaiseObjection,
  RecordObserverReply,
  SignContract,
} from '@sunlit/ledger';
import { beihe, donghu, jiangdong, nanshan } from '../../../libs/ledger/src/testing/worked-people.js';
import {
  again,
  audits,
  awards,
  bid,
  builds,
  closes,
  evaluates,
  invitesAll,
  notice,
  on,
  opens,
  pays,
  releases,
  settles,
  worked,
} from './steps.js';
import { closedAndBalanced, missing, worksBegin, type Works } from './works.js';

/** Objected to three times, awarded, given up by its winner and awarded to the next. */
let works: Works;
beforeAll(async () => void (works = await worksBegin()), 120_000);
afterAll(() => works?.close());

const offers = [
  { bidder: jiangdong, price: '10000000.00' },
  { bidder: donghu, price: '10180000.00' },
  { bidder: nanshan, price: '10390000.00' },
] as const;
const [first, next] = offers;
const objects = (day: string, objection: string, about: string, objector: object, content: string) =>
  on(day, RaiseObjection, { objection, about, objector, subject: '异议', content });
const names = [jiangdong, donghu, nanshan].flatMap(({ name, uscc }) => [name, uscc]);

describe('A tender that is objected to', () => {
  it('answers an objection to its documents by a clarification that moves the deadline', async () => {
    await works.tell(
      again('registered', { number: 'ZW-2023-102', name: '东湖路改造工程' }),
      worked('finance-consulted', 'works-lot'),
      notice('2023-02-26', '2023-03-20T01:30:00.000Z'),
      objects('2023-03-06', 'YY-01', 'tender-documents', donghu, '认为业绩要求过高，限制竞争。'),
      on('2023-03-08', AnswerObjection, { objection: 'YY-01' }),
    );
    const clarifies = (newDeadline: string) => on('2023-03-08', ClarifyTender, { newDeadline });
    const breach = await works.refused('T6', clarifies('2023-03-21T01:30:00.000Z'));
    expect(breach.facts).toMatchObject({ days: 13, earliest: '2023-03-23' });
    await works.tell(clarifies('2023-03-24T01:30:00.000Z'));
    const [raised] = await works.entries('ObjectionRaised');
    expect(raised!.data).toMatchObject({ answerDue: { rule: 'T13a', on: '2023-03-09' } });
    expect([raised!.data.objector, raised!.closed.objector?.kind]).toEqual([undefined, 'sealed']);
  });

  it('hears of an observer by its own login only', async () => {
    const reply = (by: 'notary' | 'inspector' | 'tender') =>
      on('2023-03-15', RecordObserverReply, { comes: true }, { by });
    await works.tell(
      invitesAll('2023-03-10'),
      objects('2023-03-13', 'YY-02', 'tender-documents', beihe, '认为工期过短。'),
      reply('notary'),
    );
    for (const by of ['inspector', 'tender'] as const) {
      const { status, body } = await works.ask(reply(by));
      expect([status, body.breaches[0].rule]).toEqual([403, 'not-entitled']);
    }
    const [replied] = await works.entries('ObserverReplied');
    expect(replied!.data).toMatchObject({
      comes: true,
      capacity: 'notary',
      observer: { name: '临江市公证处' },
    });
    expect([replied!.meta.preparedBy.person, replied!.meta.confirmedBy]).toEqual(['p-notary', null]);
  });

  it('takes bids until its new deadline, and none after it', async () => {
    await works.tell(
      bid('2023-03-17T08:20:00.000Z', jiangdong),
      bid('2023-03-22T02:00:00.000Z', donghu),
      bid('2023-03-24T01:30:00.000Z', nanshan),
    );
    await works.refused('deadline-passed', bid('2023-03-24T01:30:00.001Z', beihe));
  });

  it('is not opened while an objection waits for its answer, and until then nobody knows who bid or objected', async () => {
    const breach = await works.refused('T13', opens('2023-03-24', offers)[0]!);
    expect(breach.facts.objections).toEqual(['YY-02']);
    const seen = await works.everythingPublic();
    expect(missing(seen, ...names, beihe.name)).toEqual([...names, beihe.name]);
    await works.tell(
      on('2023-03-24', AnswerObjection, {
        objection: 'YY-02',
        outcome: 'rejected',
        answer: '工期按定额确定。',
      }),
      opens('2023-03-24', offers, { at: '06:30' }),
    );
    const [onTime, late] = await works.entries('ObjectionAnswered');
    expect([onTime!.findings, late!.findings.map((f) => f.rule)]).toEqual([[], ['T13a']]);
    expect(late!.findings[0]!.facts).toMatchObject({ due: '2023-03-16', answeredOn: '2023-03-24' });
    expect(missing(await works.everythingPublic(), ...names, beihe.name)).toEqual([]);
  });

  it('is attested by the notary, once', async () => {
    const attests = on('2023-03-24', AttestOpening, {}, { at: '2023-03-24T07:00:00.000Z' });
    await works.tell(attests);
    await works.refused('opening-already-attested', attests);
    const [attested] = await works.entries('OpeningAttested');
    expect(attested!.data).toMatchObject({ round: 1, present: true, observer: { name: '临江市公证处' } });
  });

  it('is not awarded while an objection to its result waits', async () => {
    await works.tell(
      evaluates('2023-03-24', offers),
      objects('2023-03-28', 'YY-03', 'evaluation-result', nanshan, '认为评分有误。'),
    );
    expect((await works.refused('T13', awards('2023-03-29', first))).facts.objections).toEqual(['YY-03']);
    const answer = { objection: 'YY-03', outcome: 'rejected', answer: '复核评分无误。' };
    await works.tell(on('2023-03-30', AnswerObjection, answer), awards('2023-03-31', first));
    const late = objects('2023-04-03', 'YY-04', 'evaluation-result', nanshan, '再次异议。');
    expect((await works.refused('T13b', late)).facts).toMatchObject({ lastDay: '2023-03-30' });
  });

  it('is awarded to the next when its winner withdraws, and never again to that one', async () => {
    await works.tell(on('2023-04-04', CancelAward));
    await works.refused('winner-was-cancelled', awards('2023-04-06', first));
    await works.refused(
      'winner-not-candidate',
      awards('2023-04-06', { bidder: beihe, price: '10000000.00' }),
    );
    await works.tell(awards('2023-04-06', next));
    const [given, again] = await works.entries('TenderAwarded');
    expect([given!.data.winner, again!.data.winner]).toEqual([jiangdong, donghu]);
    expect(again!.findings).toEqual([]);
    const [cancelled] = await works.entries('AwardCancelled');
    expect(cancelled!.data).toMatchObject({ round: 1, ground: 'winner-withdrew', winner: jiangdong });
  });

  it('is built, paid, audited and closed by the second winner', async () => {
    const contract = 'HT-001';
    const signs = (contractor: object, price: string) =>
      on('2023-04-12', SignContract, { contractor, price });
    await works.refused('contractor-is-not-winner', signs(jiangdong, '10000000.00'));
    await works.tell(
      signs(donghu, '10180000.00'),
      pays('2023-04-20', { contract, kind: 'advance', amount: '1018000.00', payee: donghu }),
      builds(
        ...([contract, donghu, 'JL-01'] as const),
        ['2023-04-20', '2023-08-31', '2023-09-04', '2023-09-13'],
        ['5000000.00', '3500000.00', '500000.00'],
      ),
      builds(
        ...([contract, donghu, 'JL-02'] as const),
        ['2023-09-01', '2024-01-31', '2024-02-04', '2024-02-07'],
        ['5180000.00', '3626000.00', '518000.00'],
      ),
      settles(contract, ['2024-02-20', '2024-03-20', '2024-04-15'], {
        ...{ submitted: '10180000.00', approved: '10100000.00' },
      }),
      pays('2024-04-29', { contract, kind: 'settlement', amount: '1653000.00', payee: donghu }),
      audits(
        ['2024-05-06', '2024-08-16'],
        { [contract]: '10100000.00' },
        {
          ...{ expenses: '0.00', total: '10100000.00' },
        },
      ),
      releases(contract, donghu, ['2025-02-20', '2025-02-26'], '303000.00'),
      closes('2025-03-10'),
    );
    const page = await closedAndBalanced(works, '10100000.00', '1900000.00');
    const [lot] = page.json.lots;
    expect(lot.award.winner.name).toBe(donghu.name);
    expect(
      missing(
        page.text,
        ...['原投标截止时间 2023-03-20 09:30', '投标截止时间（现行） 2023-03-24 09:30'],
        ...['认为业绩要求过高，限制竞争。', '部分成立', '应于 2023-03-16 前答复'],
        ...['到场见证', '开标前当众检查密封情况', '已取消的中标', '中标人放弃中标'],
      ),
    ).toEqual([]);
    const rules = page.json.findings.map((f: { finding: { rule: string } }) => f.finding.rule);
    expect([rules, missing(page.text, '线索，不是结论')]).toEqual([['T13a'], []]);
  });
});
