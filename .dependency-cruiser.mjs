// Who may import whom (design: "The house"). Specs may import test helpers of other rooms.
const spec = '\\.spec\\.tsx?$|/testing/';
const rule = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: spec },
  to: { path: to },
});
const libs = (...names) => `^libs/(${names.join('|')})/`;
const but = (...names) => `^(apps/|libs/(?!(${names.join('|')})/))`;

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'A circle of imports is one thought in two files.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    rule(
      'ledger-alone',
      'The rules are pure: no Nest, no database, no clock, nothing of ours.',
      '^libs/ledger/',
      but('ledger'),
    ),
    {
      name: 'ledger-pure',
      comment:
        'The rules depend on what is pure: class-validator, immutable maps, and the table of Chinese holidays.',
      severity: 'error',
      from: { path: '^libs/ledger/', pathNot: spec },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        pathNot: 'node_modules/(class-validator|immutable|chinese-days)/|^(node:)?module$',
      },
    },
    rule(
      'event-store-alone',
      'The store keeps bytes and knows nothing of what they say.',
      '^libs/event-store/',
      but('event-store'),
    ),
    rule(
      'postgres-alone',
      'Roles and migrations know no read model and no rule.',
      '^libs/postgres/',
      but('postgres'),
    ),
    rule(
      'envelope',
      'The body of an event knows audiences and versions, nothing else.',
      '^libs/envelope/',
      but('envelope', 'ledger'),
    ),
    rule(
      'commands',
      'Commands reach the store through its port and never a read model.',
      '^libs/commands/',
      but('commands', 'ledger', 'envelope', 'event-store'),
    ),
    rule(
      'read-models',
      'Read models compute no rule of their own and give no command.',
      '^libs/read-models/',
      but('read-models', 'ledger', 'envelope', 'event-store', 'postgres'),
    ),
    rule('web', 'Pages know words and money.', '^libs/web/', but('web', 'ledger')),
    rule(
      'public-has-no-keys',
      'Citizens’ pages can neither give a command nor open a closed field.',
      '^apps/public/',
      libs('commands', 'event-store', 'envelope'),
    ),
    rule(
      'apps-apart',
      'Apps never import apps, except cli, which starts them.',
      '^apps/(public|staff|projector)/',
      '^apps/cli/',
    ),
    {
      name: 'apps-apart-2',
      comment: 'Apps never import each other.',
      severity: 'error',
      from: { path: '^apps/(public|staff|projector)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-below-apps',
      comment: 'Imports point inward.',
      severity: 'error',
      from: { path: '^libs/', pathNot: spec },
      to: { path: '^(apps|test)/' },
    },
    {
      name: 'no-test-helpers',
      comment: 'What runs does not import what tests.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: spec },
      to: { path: '/testing/|^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
