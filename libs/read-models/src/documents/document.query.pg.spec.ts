import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { openLedger, specLedger, storeWorkedExample, type SpecLedger } from '../testing/ledger.js';
import { releasing, withholding } from '../testing/golden.js';
import { readModels, type ReadModels } from '../testing/projected.js';
import { documentQuery } from './document.query.js';

let models: ReadModels;
let ledger: SpecLedger;
let owner: pg.Client;

beforeEach(async () => {
  models = await readModels();
  owner = new pg.Client({ connectionString: models.urls.owner });
  await owner.connect();
  ledger = specLedger();
});
afterEach(async () => {
  await owner.end();
  await models.close();
});

const bytes = randomBytes(1_300_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const upload = (content: Buffer) =>
  owner.query(
    `INSERT INTO office.document (sha256, media_type, size, content) VALUES ($1, 'application/pdf', $2, $3)`,
    [createHash('sha256').update(content).digest('hex'), content.length, content],
  );
const whole = async () => {
  const found = await documentQuery(models.public).find(sha256);
  const pieces: Buffer[] = [];
  if (found) for await (const piece of found.content()) pieces.push(piece);
  return found && { ...found, content: Buffer.concat(pieces) };
};

/** An entry that names the document; answers its project and revision. */
async function named(): Promise<{ project: string; revision: number }> {
  await openLedger(ledger);
  const project = await storeWorkedExample(ledger, { until: 'registered' });
  const revision = 1;
  await ledger.append(`project-${project}`, {
    type: 'ResearchRecorded',
    data: {
      ...{ subject: '调研', summary: '摘要', conductedBy: '单位', completedOn: '2026-01-05' },
      documents: [{ sha256, title: '调研报告', mediaType: 'application/pdf', size: bytes.length }],
    },
  });
  return { project, revision };
}

describe('A document', () => {
  it('that a published entry names is given to the public byte for byte, and no other', async () => {
    await Promise.all([upload(bytes), upload(Buffer.from('another'))]);
    models.start(ledger);
    await named();
    await models.caughtUp(ledger);
    const found = (await whole())!;
    expect([found.title, found.mediaType, found.size]).toEqual(['调研报告', 'application/pdf', 1_300_000]);
    expect(found.content.equals(bytes)).toBe(true);
    const other = createHash('sha256').update('another').digest('hex');
    const { find } = documentQuery(models.public);
    expect([await find(other), await find('0'.repeat(64)), await find("'; --")]).toEqual([null, null, null]);
  });

  it('that is withheld is public no more, until it is released', async () => {
    await upload(bytes);
    models.start(ledger);
    const { project, revision } = await named();
    await ledger.append(`project-${project}`, withholding('ResearchRecorded', revision, 'documents'));
    await models.caughtUp(ledger);
    expect(await whole()).toBeNull();
    await ledger.append(`project-${project}`, releasing('ResearchRecorded', revision, 'documents'));
    await models.caughtUp(ledger);
    expect((await whole())!.content.equals(bytes)).toBe(true);
  });

  it('needs no administrator: the office may belong to an owner with no rights but its own', async () => {
    await upload(bytes);
    const plain = `spec_owner_${randomBytes(4).toString('hex')}`;
    await owner.query(`CREATE ROLE ${plain}; ALTER SCHEMA office OWNER TO ${plain};
      ALTER TABLE office.document OWNER TO ${plain};
      ALTER FUNCTION office.public_document(text, integer, integer) OWNER TO ${plain};
      GRANT USAGE ON SCHEMA office TO sunlit_public`);
    models.start(ledger);
    await named();
    await models.caughtUp(ledger);
    expect((await whole())!.size).toBe(1_300_000);
    await owner.query(
      `REASSIGN OWNED BY ${plain} TO CURRENT_USER; DROP OWNED BY ${plain}; DROP ROLE ${plain}`,
    );
  });
});
