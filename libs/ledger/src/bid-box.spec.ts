import { describe, expect, it } from '@jest/globals';
import { bidBox, ReceiveBid, sealingDelay, SealBidBox, WithdrawBid, type BidBox } from './bid-box.js';
import { asInternal, reveal } from './closed.js';
import { fieldsOf } from './fields.js';
import type { Receipt } from './project/bids.js';
import { command, given } from './testing/given.js';
import { placeId } from './testing/play.js';
import { donghu, jiangdong } from './testing/worked-people.js';

const deadline = '2023-03-20T01:30:00.000Z';
const tender = { round: 1, bidDeadline: deadline };
const at = (instant: string) => ({ instant, tender });
const early = at('2023-03-15T02:00:00.000Z');
const later = at('2023-03-16T02:00:00.000Z');

const bid = (bidder = jiangdong) => command(ReceiveBid, { bidder });
const standings = ({ receipts }: BidBox) => reveal(receipts).map((r) => [r.bidder.name, r.standing]);
const received = given(bidBox).after([bid(), early]);
const firstReceipt = placeId('project', 0, 0);

describe('A bid is received (ReceiveBid)', () => {
  it('with bidder, server time, seal and hash, and no price', () => {
    given(bidBox)
      .when(bid(), early)
      .then({
        type: 'BidReceived',
        data: { lot: 'SG-1', round: 1, receipt: firstReceipt, receivedAt: early.instant, bidder: jiangdong },
      });
    expect([...fieldsOf(ReceiveBid).keys()].filter((field) => /price|amount/i.test(field))).toEqual([]);
  });

  it('up to the deadline itself, by the server’s clock', () => {
    given(bidBox).when(bid(), at(deadline)).then({ type: 'BidReceived' });
    given(bidBox)
      .when(bid(), at('2023-03-20T01:30:00.001Z'))
      .thenRefused('deadline-passed', { deadline, instant: '2023-03-20T01:30:00.001Z' });
  });

  it('again, and the later one replaces the earlier', () =>
    expect(standings(received.after([bid(), later]).state)).toEqual([
      [jiangdong.name, 'replaced'],
      [jiangdong.name, 'stands'],
    ]));

  it('beside the bids of others', () =>
    expect(standings(received.after([bid(donghu), later]).state)).toEqual([
      [jiangdong.name, 'stands'],
      [donghu.name, 'stands'],
    ]));

  it('while the whole list fits into one event: 400 bids do, 250 bidders with the longest names do not', () => {
    const holding = (count: number, name: string) => {
      const list = Array.from({ length: count }, (_, i): Receipt => ({
        ...{ receipt: placeId('bidbox', i, 0), bidder: { uscc: null, name: `${name}${i}` } },
        ...{ receivedAt: early.instant, sealIntact: true, fileSha256: 'a'.repeat(64), standing: 'stands' },
      }));
      return given({ ...bidBox, initialState: { receipts: asInternal(list), sealed: false } });
    };
    holding(400, jiangdong.name).when(bid(), later).then({ type: 'BidReceived' });
    const full = holding(250, '字'.repeat(190));
    full.when(bid(), later).thenRefusedBy('bid-box-full');
    full.when(bid(), later).thenRefused('bid-box-full', { lot: 'SG-1' });
    full
      .when(command(WithdrawBid, { receipt: placeId('bidbox', 0, 0) }), later)
      .then({ type: 'BidWithdrawn' });
  });

  it('only where there is a tender', () =>
    given(bidBox)
      .when(bid(), { ...early, tender: null })
      .thenRefusedBy('tender-not-announced'));

  it('in a box whose every field but lot and round is internal', () => {
    for (const [type, { closed }] of Object.entries(bidBox.events))
      for (const audience of Object.values(closed))
        expect([type, audience]).toEqual([type, { kind: 'internal' }]);
    expect(Object.keys(bidBox.events.BidReceived!.closed).sort()).toEqual([
      'bidder',
      'fileSha256',
      'receipt',
      'receivedAt',
      'sealIntact',
    ]);
  });
});

describe('A bid is withdrawn (WithdrawBid)', () => {
  const withdraws = command(WithdrawBid, { receipt: firstReceipt });

  it('until the deadline', () => {
    received.when(withdraws, at(deadline)).then({ type: 'BidWithdrawn', data: { receipt: firstReceipt } });
    received.when(withdraws, at('2023-03-20T01:30:00.001Z')).thenRefusedBy('deadline-passed');
  });

  it('and stays in the list as withdrawn', () =>
    expect(standings(received.after([withdraws, later]).state)).toEqual([[jiangdong.name, 'withdrawn']]));

  it('once, and only one that stands', () => {
    received
      .after([withdraws, later])
      .when(withdraws, later)
      .thenRefused('bid-not-in-box', { receipt: firstReceipt });
    given(bidBox).when(withdraws, later).thenRefusedBy('bid-not-in-box');
  });
});

describe('The bid box is sealed (SealBidBox)', () => {
  const seals = command(SealBidBox);
  const after = at('2023-03-20T01:32:00.000Z');

  it('after the deadline, with the whole list', () => {
    received.when(seals, after).then({
      type: 'BidBoxSealed',
      data: { bidDeadline: deadline, round: 1, receipts: [{ standing: 'stands' }] },
    });
    received.when(seals, at(deadline)).thenRefusedBy('deadline-not-passed');
  });

  it('even when it is empty', () =>
    given(bidBox)
      .when(seals, after)
      .then({ type: 'BidBoxSealed', data: { receipts: [] } }));

  it('once, and takes nothing more', () => {
    const sealed = received.after([seals, after]);
    sealed.when(seals, after).thenRefusedBy('bid-box-sealed');
    sealed.when(bid(), early).thenRefusedBy('bid-box-sealed');
    sealed.when(command(WithdrawBid, { receipt: firstReceipt }), early).thenRefusedBy('bid-box-sealed');
  });

  it('only where there is a tender', () =>
    given(bidBox)
      .when(seals, { ...after, tender: null })
      .thenRefusedBy('tender-not-announced'));

  it('two minutes after the deadline, longer than any append may take', () =>
    expect(sealingDelay).toBe(120_000));
});
