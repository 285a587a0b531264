import { Document, schemaOf, type CommandClass, type Entry, type JsonObject } from '@sunlit/ledger';
import { Confirmation, Reason, ReasonOrNone, Several } from './bodies.js';
import { commandsByAddress, founding, rulebookByAddress } from './commands.controller.js';
import { maxDocument } from './documents.js';

const json = (schema: JsonObject, example?: unknown) => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});

const problems = {
  400: problem('Bad input: every wrong field at once, or a missing or malformed header.'),
  401: problem('No valid bearer token.'),
  403: problem('This officer may not do this.'),
  404: problem('No such project, submission or command.'),
  409: problem('Another step came first.'),
  412: problem('The project is not at the revision named; the answer has its new figures.'),
  413: problem('The body is too large.'),
  415: problem('The media type is not taken.'),
  422: problem(
    'Refused by the rules: every breach with rule, facts, sentence, basis and what to do next; or the Idempotency-Key came with another body.',
  ),
  503: problem('The ledger cannot store now: repeat with the same Idempotency-Key.'),
};

const commandHeaders = [parameter('IdempotencyKey'), parameter('IfMatch'), parameter('RecordedAt')];
const projectId = {
  name: 'projectId',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
};
const submissionId = { ...projectId, name: 'submissionId' };

function commandPath(address: string, type: CommandClass<Entry>) {
  const { rights, makes, example } = type;
  const ofRulebook = rulebookByAddress.has(address);
  const unnamed = ofRulebook || founding.has(address);
  const path = ofRulebook ? '/api/rulebook' : unnamed ? '/api/projects' : '/api/projects/{projectId}';
  const alone = rights.confirms.length === 0;
  const done = alone
    ? { 201: { description: 'Recorded.', content: json(ref('Answer')) } }
    : { 202: { description: 'Prepared; waits for a second person.', content: json(ref('Submission')) } };
  return {
    [`${path}/${address}`]: {
      post: {
        operationId: type.name,
        tags: ['commands'],
        summary: `${type.name} → ${makes}`,
        description: `Prepares: ${rights.prepares.join(', ')}. ${alone ? `Made alone: ${rights.alone}.` : `Confirms: ${rights.confirms.join(', ')}.`}`,
        parameters: unnamed ? commandHeaders : [projectId, ...commandHeaders],
        requestBody: { required: true, content: json(schemaOf(type), example) },
        responses: {
          ...done,
          200: { description: 'A repeat of the same request; header Idempotency-Replayed: true.' },
          ...problems,
        },
      },
    },
  };
}

const step = (summary: string, body: JsonObject, example: unknown, answer: string) => ({
  post: {
    tags: ['submissions'],
    summary,
    parameters: [submissionId, parameter('IdempotencyKey'), parameter('RecordedAt')],
    requestBody: { required: true, content: json(body, example) },
    responses: {
      [answer === 'Answer' ? 201 : 200]: { description: summary, content: json(ref(answer)) },
      ...problems,
    },
  },
});

const textOrNull = { type: ['string', 'null'] };
const saidInBoth = (description: string): JsonObject => ({
  type: 'object',
  description,
  required: ['zh', 'en'],
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
});
/** A verdict with what a person reads of it. */
const verdict = (description: string, more: JsonObject): JsonObject => ({
  type: 'object',
  description,
  required: ['rule', 'version', 'value', 'unit', 'facts', 'sentence', 'next', 'basis', ...Object.keys(more)],
  properties: {
    rule: {
      type: 'string',
      description: 'A row of the rulebook (`/rules`), or a bound of the ledger’s own.',
    },
    version: { type: ['integer', 'null'] },
    value: { description: 'The value by which it was judged: yuan as a string, basis points, days, a list.' },
    unit: textOrNull,
    facts: { type: 'object', description: 'What was compared, by name.' },
    sentence: saidInBoth('What the rule asks, whose it is, and what was found.'),
    next: saidInBoth('What to do next.'),
    basis: {
      anyOf: [saidInBoth('The document, its layer and how sure its citation is.'), { type: 'null' }],
    },
    ...more,
  },
});
const denialPage: JsonObject = {
  type: 'object',
  required: ['denials', 'page', 'more'],
  properties: {
    page: { type: 'integer', minimum: 1 },
    more: { type: 'boolean' },
    denials: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          day: { type: 'string', format: 'date' },
          revision: { type: 'integer', minimum: 0 },
          at: { type: 'string', format: 'date-time' },
          person: { ...textOrNull, description: 'Opaque person id.' },
          role: { type: 'string' },
          organisationUscc: textOrNull,
          organisationName: textOrNull,
          department: textOrNull,
          command: { type: 'string' },
          part: { type: 'string', enum: ['prepare', 'confirm', 'return', 'alone'] },
          project: { ...textOrNull, description: 'The project’s id, or `rulebook`.' },
          rule: { type: 'string', description: 'What forbids, such as `not-entitled`.' },
          facts: {
            type: 'array',
            items: { type: 'object', properties: { name: { type: 'string' }, value: textOrNull } },
          },
        },
      },
    },
  },
};

/** OpenAPI 3.1 of the officers' API: one path for every command of the deciders. */
export function openapi(ledgerName: string): object {
  const commands = [...commandsByAddress, ...rulebookByAddress].map(([address, type]) =>
    commandPath(address, type),
  );
  const text = { type: 'string' };
  const actor = {
    type: 'object',
    properties: { person: text, role: text, organisation: { type: 'object' }, department: text },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: `${ledgerName} · Sunlit Ledger`,
      version: '1',
      description:
        'Every entry is prepared by one officer and confirmed by another. Money is yuan with two decimals as a string, dates are Asia/Shanghai, instants UTC.',
    },
    servers: [{ url: '/' }],
    security: [{ officer: [] }],
    tags: [{ name: 'commands' }, { name: 'submissions' }, { name: 'denials' }, { name: 'documents' }],
    paths: {
      ...Object.assign({}, ...commands),
      '/api/submissions': {
        get: {
          tags: ['submissions'],
          summary: 'Entries by state, latest first, 50 a page',
          parameters: [
            {
              name: 'state',
              in: 'query',
              schema: {
                type: 'string',
                enum: ['waiting', 'returned', 'withdrawn', 'confirmed', 'carried-out'],
                default: 'waiting',
              },
            },
            { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
          ],
          responses: {
            200: { description: 'One page.', content: json({ type: 'object' }) },
            400: problems[400],
            401: problems[401],
          },
        },
        post: {
          tags: ['submissions'],
          summary: 'Prepares 1 to 200 commands of one project as one entry, all or nothing',
          parameters: [parameter('IdempotencyKey'), parameter('IfMatch'), parameter('RecordedAt')],
          requestBody: {
            required: true,
            content: json(schemaOf(Several), {
              project: null,
              commands: [
                { command: 'register-project', body: commandsByAddress.get('register-project')!.example },
              ],
            }),
          },
          responses: {
            202: { description: 'Prepared.', content: json(ref('Submission')) },
            200: { description: 'A repeat.' },
            ...problems,
          },
        },
      },
      '/api/submissions/{submissionId}': {
        get: {
          tags: ['submissions'],
          summary: 'One submission and where its project stands now',
          parameters: [submissionId],
          responses: {
            200: { description: 'The submission.', content: json(ref('Submission')) },
            401: problems[401],
            404: problems[404],
          },
        },
      },
      '/api/submissions/{submissionId}/confirm': step(
        'Confirms at the project revision shown, and carries out',
        schemaOf(Confirmation),
        { projectRevision: 41 },
        'Answer',
      ),
      '/api/submissions/{submissionId}/return': step(
        'Returns it to its preparer',
        schemaOf(Reason),
        { reason: '凭证号与附件不符。' },
        'Submission',
      ),
      '/api/submissions/{submissionId}/withdraw': step(
        'Withdraws it; by its preparer',
        schemaOf(ReasonOrNone),
        { reason: null },
        'Submission',
      ),
      '/api/denials': {
        get: {
          tags: ['denials'],
          summary:
            'Attempts that were denied, the newest first, 50 a page; for auditors and discipline inspectors',
          parameters: [{ name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } }],
          responses: {
            200: { description: 'One page.', content: json(denialPage) },
            400: problems[400],
            401: problems[401],
            403: problems[403],
          },
        },
      },
      '/api/documents': {
        post: {
          tags: ['documents'],
          summary: `Uploads a document of at most ${maxDocument} bytes as the request's body; its type is found by magic bytes`,
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
          responses: {
            201: { description: 'Stored by hash.', content: json(schemaOf(Document)) },
            200: { description: 'Was there already.' },
            400: problems[400],
            401: problems[401],
            413: problems[413],
            415: problems[415],
          },
        },
      },
    },
    components: {
      securitySchemes: {
        officer: {
          type: 'http',
          scheme: 'bearer',
          description: 'Token of an officer, from the logins file.',
        },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          schema: { type: 'string', format: 'uuid' },
          description: 'The same key with the same body answers the first result again.',
        },
        IfMatch: {
          name: 'If-Match',
          in: 'header',
          required: false,
          schema: { type: 'string', examples: ['"41"'] },
          description: "The project's revision that the caller has seen.",
        },
        RecordedAt: {
          name: 'Sunlit-Recorded-At',
          in: 'header',
          required: false,
          schema: { type: 'string', format: 'date-time' },
          description: 'Sample ledgers only: the recorded instant.',
        },
      },
      schemas: {
        Answer: {
          type: 'object',
          required: ['revision', 'position', 'events'],
          properties: {
            revision: {
              type: ['integer', 'null'],
              description: 'Null for a bid: it would tell how many there are.',
            },
            position: {
              type: ['string', 'null'],
              description: 'Good for waiting until a read model has seen it.',
            },
            events: {
              type: 'array',
              items: { type: 'object', properties: { id: { type: 'string', format: 'uuid' }, type: text } },
            },
          },
        },
        Submission: {
          type: 'object',
          required: ['submission', 'state', 'project', 'projectRevision'],
          properties: {
            submission: { type: 'string', format: 'uuid' },
            state: { type: 'string', enum: ['waiting', 'returned', 'withdrawn', 'confirmed', 'carried-out'] },
            project: { type: 'string', description: 'The project’s id, or `rulebook`.' },
            projectRevision: { type: 'integer', minimum: -1 },
            commands: { type: 'array', items: { type: 'object' } },
            preparedBy: actor,
            preparedAt: { type: 'string', format: 'date-time' },
            before: { type: 'object' },
            after: { type: 'object' },
            findings: { type: 'array', items: ref('Finding') },
            carriedOut: { anyOf: [{ type: 'object' }, { type: 'null' }] },
          },
        },
        Finding: verdict(
          'Accepted all the same, and public with the entry: a lead, never an accusation.',
          {},
        ),
        Breach: verdict('Why it is refused.', { overridable: { type: 'boolean' } }),
        Problem: {
          type: 'object',
          description: 'RFC 9457',
          required: ['type', 'title', 'status'],
          properties: {
            type: text,
            title: text,
            status: { type: 'integer' },
            detail: text,
            errors: { type: 'array', items: { type: 'object' } },
            breaches: { type: 'array', items: ref('Breach') },
          },
        },
      },
    },
  };
}
