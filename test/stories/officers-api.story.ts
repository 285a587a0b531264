import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { people, stepOf, workedExample } from '../../libs/ledger/src/testing/worked-example.js';
import {
  addressOf,
  officers,
  post,
  startLedger,
  tell,
  tokenOf,
  uploadPapers,
  type Ledger,
  type Told,
} from './ledger.js';

let ledger: Ledger;
let told: Told;
const at = stepOf('progress-1').recordedAt;
const steps = (until: string) => workedExample.slice(0, workedExample.indexOf(stepOf(until)) + 1);

/** Another approver of the same office. */
const second = { ...people.approver, person: 'p-approver-2' } as never as typeof people.approver;
officers.push({ login: 'approver-2', token: 'token-of-approver-2-0123456789', actor: second });

beforeAll(async () => {
  ledger = await startLedger();
  await uploadPapers(ledger);
  told = await tell(ledger, steps('certificate-1'));
}, 120_000);
afterAll(() => ledger?.close());

const payment = (more: object = {}) => ({
  ...(stepOf('progress-1').body as object),
  voucher: `ZF-${randomUUID().slice(0, 8)}`,
  ...more,
});
const pay = (body: object, so: { key?: string; actor?: (typeof people)[keyof typeof people] } = {}) =>
  post(ledger, addressOf(told.project, 'RecordPayment'), body, { actor: people.finance, at, ...so });
const confirm = (
  submission: string,
  projectRevision: number,
  actor: (typeof people)[keyof typeof people] = people.approver,
) => post(ledger, `/api/submissions/${submission}/confirm`, { projectRevision }, { actor, at });

describe('Who may ask', () => {
  it('is nobody without a token, and nobody learns why', async () => {
    const answer = await ledger.api.post(addressOf(told.project, 'RecordPayment')).send(payment());
    expect(answer.status).toBe(401);
    expect(answer.type).toBe('application/problem+json');
  });

  it('is only the role that prepares the command', async () => {
    const answer = await pay(payment(), { actor: people.tender });
    expect(answer.status).toBe(403);
    expect(answer.body.breaches[0]).toMatchObject({
      rule: 'not-entitled',
      facts: { role: 'tender-officer', command: 'RecordPayment' },
    });
  });
});

describe('Bad input', () => {
  it.each([
    ['three decimals', { amount: '1400000.000' }, '/amount', 'positive-money'],
    ['a negative amount', { amount: '-1.00' }, '/amount', 'positive-money'],
    ['10^15 yuan', { amount: '1000000000000000.00' }, '/amount', 'positive-money'],
    ['full-width digits', { amount: '１４０００００.００' }, '/amount', 'positive-money'],
    ['a number for an amount', { amount: 1400000 }, '/amount', 'positive-money'],
    ['a date that does not exist', { valueDate: '2023-02-29' }, '/valueDate', 'day'],
    ['an unknown field', { amout: '1.00' }, '/amout', 'unknown-field'],
    ['a nested field', { payee: { uscc: 'X', name: '江东' } }, '/payee/uscc', 'uscc'],
    [
      'a document that is not one',
      { documents: [{ sha256: 'x', title: '票', mediaType: 'application/pdf', size: 1 }] },
      '/documents/0/sha256',
      'sha256',
    ],
  ])('%s is answered with field and rule', async (_, wrong, field, rule) => {
    const answer = await pay(payment(wrong));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field, rule }));
  });

  it('is answered with every wrong field at once', async () => {
    const answer = await pay({ amount: 'x', kind: 'gift', extra: 1 });
    const fields = answer.body.errors.map((e: { field: string }) => e.field);
    for (const field of ['/amount', '/kind', '/extra', '/contract', '/valueDate', '/payee', '/voucher'])
      expect(fields).toContain(field);
  });

  it.each([
    ['a duplicate key', '{"amount":"1.00","amount":"2.00"}', 'duplicate-key'],
    ['a control character', '{"note":"a\\u0000b"}', 'control-character'],
    ['a direction override', '{"note":"a\\u202eb"}', 'bidirectional-override'],
    ['half a character', '{"note":"\\ud800"}', 'lone-surrogate'],
    ['a fraction', '{"amount":1.5}', 'not-a-safe-integer'],
    ['no JSON', '{"amount"', 'not-json'],
  ])('%s is refused at the door', async (_, body, rule) => {
    const answer = await ledger.api
      .post(addressOf(told.project, 'RecordPayment'))
      .set({
        authorization: `Bearer ${tokenOf(people.finance)}`,
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
      })
      .send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].rule).toBe(rule);
  });

  it('names a missing or malformed Idempotency-Key, If-Match and Sunlit-Recorded-At', async () => {
    const ask = (headers: object) =>
      ledger.api
        .post(addressOf(told.project, 'RecordPayment'))
        .set({ authorization: `Bearer ${tokenOf(people.finance)}`, ...headers })
        .send(payment());
    const key = { 'idempotency-key': randomUUID() };
    expect((await ask({})).body.errors[0]).toMatchObject({ field: 'Idempotency-Key', rule: 'missing' });
    expect((await ask({ 'idempotency-key': 'one' })).body.errors[0]).toMatchObject({
      field: 'Idempotency-Key',
      rule: 'uuid',
    });
    expect((await ask({ ...key, 'if-match': 'W/"x"' })).body.errors[0]).toMatchObject({
      field: 'If-Match',
      rule: 'revision',
    });
    expect((await ask({ ...key, 'sunlit-recorded-at': 'yesterday' })).body.errors[0]).toMatchObject({
      field: 'Sunlit-Recorded-At',
      rule: 'instant',
    });
  });

  it('a body of 20 MB is 413, and the service goes on', async () => {
    const answer = await pay(payment({ note: 'x'.repeat(20 * 1024 * 1024) })).catch((error: Error) => error);
    if (!(answer instanceof Error)) expect(answer.status).toBe(413);
    expect((await ledger.api.get('/healthz')).status).toBe(200);
  });

  it('ten megabytes of anything but JSON are refused before they are read, and unknown keys without end are cut', async () => {
    const ask = (type: string, body: string | Buffer) =>
      ledger.api
        .post(addressOf(told.project, 'RecordPayment'))
        .set({
          authorization: `Bearer ${tokenOf(people.finance)}`,
          'idempotency-key': randomUUID(),
          'content-type': type,
        })
        .send(body);
    const answer = await ask('application/octet-stream', Buffer.alloc(9_000_000)).catch(
      (error: Error) => error,
    );
    if (!(answer instanceof Error)) expect(answer.status).toBe(415);
    const keys = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, 1]));
    const many = await ask('application/json', JSON.stringify(keys));
    expect([many.status, many.body.errors.length < 100]).toEqual([400, true]);
  });

  it('of another charset than UTF-8, or of a type that only begins like JSON, is 415', async () => {
    for (const type of [
      'application/json; charset=gbk',
      'application/json-patch+json',
      'application/jsonp',
    ]) {
      const answer = await ledger.api
        .post(addressOf(told.project, 'RecordPayment'))
        .set({ authorization: `Bearer ${tokenOf(people.finance)}`, 'idempotency-key': randomUUID() })
        .set('content-type', type)
        .send(JSON.stringify(payment()));
      expect([type, answer.status]).toEqual([type, 415]);
    }
  });

  it('HTML and emoji are text, and come out as text', async () => {
    const note = '<script>alert(1)</script> & 🏗️ "引号"';
    const answer = await pay(payment({ note }));
    expect(answer.status).toBe(202);
    expect(answer.body.commands[0].data.note).toBe(note);
  });
});

describe('A finding', () => {
  it('is said in words with what to do next and whose rule it is, when prepared and when looked at again', async () => {
    const answer = await pay(payment({ valueDate: '2023-06-02', lateReason: '补录' }));
    expect(answer.status).toBe(202);
    const again = await ledger.api
      .get(`/api/submissions/${answer.body.submission}`)
      .set('authorization', `Bearer ${tokenOf(people.approver)}`)
      .expect(200);
    for (const { findings } of [answer.body, again.body]) {
      const late = findings.find((f: { rule: string }) => f.rule === 'L3');
      expect(late).toMatchObject({
        facts: { fact: 'valueDate', basis: 'certifiedOn' },
        basis: { zh: '本单位规定：本账本登记规则（条文待确认）' },
      });
      expect(late.sentence.zh).toContain('2023-06-02');
      expect([late.sentence.en, late.next.zh, late.next.en].every((text) => text.length > 5)).toBe(true);
    }
  });
});

describe('A refusal', () => {
  it('names the rule, its facts and its basis, and says it in words', async () => {
    const answer = await pay(payment({ amount: '1400000.01' }));
    expect(answer.status).toBe(422);
    const breach = answer.body.breaches.find((b: { rule: string }) => b.rule === 'progress-over-ceiling');
    expect(breach).toMatchObject({
      facts: { gross: '1600000.01', ceiling: '1600000.00' },
      legalBasis: { layer: 'city' },
      overridable: false,
    });
    expect(breach.sentence.zh).toContain('1,600,000.01');
  });

  it('is given for a certificate of another contract', async () => {
    expect(
      (await pay(payment({ contract: 'HT-002', certificate: 'JL-01' }))).body.breaches.map(
        (b: { rule: string }) => b.rule,
      ),
    ).toContain('certificate-unknown');
  });

  it('is given for a document that nobody uploaded', async () => {
    const documents = [{ sha256: 'f'.repeat(64), title: '票', mediaType: 'application/pdf', size: 3 }];
    expect((await pay(payment({ documents }))).body.breaches[0].rule).toBe('document-unknown');
  });

  it('is given for a bid after the deadline', async () => {
    const body = {
      lot: 'SG-1',
      bidder: { uscc: null, name: '迟到公司' },
      sealIntact: true,
      fileSha256: 'a'.repeat(64),
    };
    const answer = await post(ledger, addressOf(told.project, 'ReceiveBid'), body, {
      actor: people.tender,
      at,
    });
    expect(answer.body.breaches.map((b: { rule: string }) => b.rule)).toContain('deadline-passed');
  });
});

describe('The same key', () => {
  it('answers the same submission again, and refuses another body', async () => {
    const [key, body] = [randomUUID(), payment()];
    const first = await pay(body, { key });
    const again = await pay(body, { key });
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([202, 200, 'true']);
    expect(again.body.submission).toBe(first.body.submission);
    const other = await pay({ ...body, amount: '1.00', advanceRecovered: '1.00' }, { key });
    expect(other.status).toBe(422);
    expect(other.body.type).toContain('idempotency-key-reused');
  });
});

describe('One key, many bodies at once', () => {
  it('stores one body, and tells the others that the key is taken', async () => {
    const key = randomUUID();
    const body = (n: number) => ({ department: `第${n}局`, opinion: '同意。', consultedOn: '2023-06-01' });
    const all = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
        post(ledger, addressOf(told.project, 'RecordConsultation'), body(n), {
          actor: people.finance,
          at,
          key,
        }),
      ),
    );
    expect(all.filter((a) => a.status === 202)).toHaveLength(1);
    expect(all.filter((a) => a.status === 422)).toHaveLength(7);
  });

  it('one of two who confirm at once hears that the other was first', async () => {
    const body = { department: '市财政局', opinion: '同意。', consultedOn: '2023-06-01' };
    const prepared = await post(ledger, addressOf(told.project, 'RecordConsultation'), body, {
      actor: people.finance,
      at,
    });
    const { submission, projectRevision } = prepared.body;
    const all = await Promise.all([
      confirm(submission, projectRevision),
      confirm(submission, projectRevision, second),
    ]);
    expect(all.map((a) => a.status).sort()).toEqual([201, 409]);
  });
});

describe('Two officers at once', () => {
  it('two payments that fit singly and not together: one is recorded, the other hears the new figures, then the rule', async () => {
    const [a, b] = await Promise.all([pay(payment()), pay(payment())]);
    const { submission, projectRevision } = b.body;
    const [one, two] = await Promise.all([
      confirm(a.body.submission, projectRevision),
      confirm(submission, projectRevision),
    ]);
    const [won, lost] = one.status === 201 ? [one, two] : [two, one];
    expect(won.status).toBe(201);
    expect([409, 412]).toContain(lost.status);
    const waiting = one.status === 201 ? submission : a.body.submission;
    const late = await confirm(waiting, won.body.revision);
    expect(late.status).toBe(422);
    expect(late.body.breaches.map((x: { rule: string }) => x.rule)).toContain('progress-over-ceiling');
  });

  it('a confirmation racing a return: exactly one happens', async () => {
    const body = { department: '市财政局', opinion: '同意。', consultedOn: '2023-06-01', documents: [] };
    const prepared = await post(ledger, addressOf(told.project, 'RecordConsultation'), body, {
      actor: people.finance,
      at,
    });
    const { submission, projectRevision } = prepared.body;
    const returning = post(
      ledger,
      `/api/submissions/${submission}/return`,
      { reason: '附件不全' },
      { actor: people.approver, at },
    );
    const ends = (await Promise.all([confirm(submission, projectRevision), returning])).map((r) => r.status);
    expect(ends.filter((status) => status === 409)).toHaveLength(1);
    expect(ends.filter((status) => status < 300)).toHaveLength(1);
  });

  it('nobody confirms what he prepared', async () => {
    const body = { department: '市财政局', opinion: '同意。', consultedOn: '2023-06-01' };
    const prepared = await post(ledger, addressOf(told.project, 'RecordConsultation'), body, {
      actor: people.finance,
      at,
    });
    const answer = await confirm(prepared.body.submission, prepared.body.projectRevision, people.finance);
    expect(answer.status).toBe(422);
    expect(answer.body.breaches[0].rule).toBe('confirmed-by-its-preparer');
  });
});

describe('The list of what waits', () => {
  it('is read by state, and a wrong state is told', async () => {
    await ledger.caughtUp();
    const get = (path: string) =>
      ledger.api.get(path).set('authorization', `Bearer ${tokenOf(people.approver)}`);
    const { body } = await get('/api/submissions?state=waiting');
    expect(body.submissions.length).toBeGreaterThan(0);
    expect((await get('/api/submissions?state=lost')).body.errors[0]).toMatchObject({
      field: '/state',
      rule: 'one-of',
    });
    expect((await get('/api/submissions?page=0')).status).toBe(400);
    expect((await get(`/api/submissions/${randomUUID()}`)).status).toBe(404);
  });
});

describe('Several commands as one entry', () => {
  it('are carried out together', async () => {
    const body = (n: number) => ({ department: `第${n}局`, opinion: '同意。', consultedOn: '2023-06-01' });
    const commands = [1, 2, 3].map((n) => ({ command: 'record-consultation', body: body(n) }));
    const prepared = await post(
      ledger,
      '/api/submissions',
      { project: told.project, commands },
      { actor: people.finance, at },
    );
    expect(prepared.status).toBe(202);
    const done = await confirm(prepared.body.submission, prepared.body.projectRevision);
    expect(done.body.events.map((e: { type: string }) => e.type)).toEqual(
      Array(3).fill('DepartmentConsulted'),
    );
  });

  it('are refused when there are more than 200, or none', async () => {
    const one = {
      command: 'record-consultation',
      body: { department: '局', opinion: '同意。', consultedOn: '2023-06-01' },
    };
    for (const commands of [[], Array(201).fill(one)])
      expect(
        (
          await post(
            ledger,
            '/api/submissions',
            { project: told.project, commands },
            { actor: people.finance, at },
          )
        ).status,
      ).toBe(400);
  });
});

describe('A waiting entry', () => {
  it('is read by those whom it concerns, and does not exist for others', async () => {
    const body = { department: '市财政局', opinion: '同意。', consultedOn: '2023-06-01' };
    const prepared = await post(ledger, addressOf(told.project, 'RecordConsultation'), body, {
      actor: people.finance,
      at,
    });
    await ledger.caughtUp();
    const { submission } = prepared.body;
    const seen = async (actor: (typeof people)[keyof typeof people]) => {
      const get = (path: string) => ledger.api.get(path).set('authorization', `Bearer ${tokenOf(actor)}`);
      const list = (await get('/api/submissions')).body.submissions as { submission: string }[];
      return [
        (await get(`/api/submissions/${submission}`)).status,
        list.some((s) => s.submission === submission),
      ];
    };
    expect(await seen(people.approver)).toEqual([200, true]);
    expect(await seen(people.auditor)).toEqual([200, true]);
    expect(await seen(people.engineer)).toEqual([404, false]);
  });

  it('too large to be stored is refused when it is prepared, not when it is confirmed', async () => {
    const one = {
      command: 'record-consultation',
      body: { department: '局', opinion: '意见'.repeat(1650), consultedOn: '2023-06-01' },
    };
    const request = { project: told.project, commands: Array(90).fill(one) };
    const answer = await post(ledger, '/api/submissions', request, { actor: people.finance, at });
    expect(answer.status).toBe(413);
  });
});

describe('Documents', () => {
  const upload = (content: Buffer, type = 'application/octet-stream') =>
    ledger.api
      .post('/api/documents')
      .set({ authorization: `Bearer ${tokenOf(people.finance)}`, 'content-type': type })
      .send(content);

  it('are told apart by their content, whatever the sender says', async () => {
    expect((await upload(Buffer.from('<html>hello</html>'), 'application/pdf')).status).toBe(415);
    const pdf = Buffer.from('%PDF-1.4\nstory');
    const first = await upload(pdf, 'image/png');
    expect([first.status, first.body.mediaType, first.body.size]).toEqual([
      201,
      'application/pdf',
      pdf.length,
    ]);
    expect((await upload(pdf)).status).toBe(200);
  });

  it('over ten megabytes are refused', async () => {
    const answer = await upload(Buffer.alloc(10 * 1024 * 1024 + 1, '%PDF')).catch((error: Error) => error);
    if (!(answer instanceof Error)) expect(answer.status).toBe(413);
  });
});

describe('OpenAPI', () => {
  it('documents every command with an example that the ledger accepts as input', async () => {
    const { body } = await ledger.api.get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const commands = Object.entries(body.paths).filter(([path]) => path.startsWith('/api/projects/'));
    expect(commands.length).toBeGreaterThan(20);
    for (const [
      path,
      {
        post: { requestBody },
      },
    ] of commands as [
      string,
      { post: { requestBody: { content: Record<string, { example: object }> } } },
    ][]) {
      const { example } = requestBody.content['application/json']!;
      const answer = await post(
        ledger,
        path.replace('{projectId}', randomUUID().replace(/-4(?=...-)/, '-5')),
        example,
        { actor: people.finance, at },
      );
      expect([path, answer.status]).not.toEqual([path, 400]);
    }
    expect((await ledger.api.get('/api')).status).toBe(200);
  });
});

it('A real ledger takes no recorded instant from outside', async () => {
  const real = await startLedger({ sample: false });
  try {
    const answer = await post(real, addressOf(null, 'RegisterProject'), stepOf('registered').body, {
      actor: people.finance,
      at,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0]).toMatchObject({ field: 'Sunlit-Recorded-At', rule: 'sample-ledger-only' });
  } finally {
    await real.close();
  }
});
