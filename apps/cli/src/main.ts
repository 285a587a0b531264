#!/usr/bin/env node
import { Command } from 'commander';
import { BadSettings, readSettings, type Settings } from '@sunlit/web';
import { sentenceOf } from './failure.js';

const program = new Command('sunlit').description(
  '阳光账本 Sunlit Ledger: public works money, recorded once and shown to all.',
);

/** Runs with checked settings; a failure is one clear sentence and exit code 1. */
const run =
  <A extends unknown[]>(work: (settings: Settings, ...args: A) => Promise<void>) =>
  async (...args: A) => {
    try {
      await work(readSettings(), ...args);
    } catch (error) {
      process.stderr.write(`${error instanceof BadSettings ? error.message : sentenceOf(error)}\n`);
      if (process.env.LOG_LEVEL === 'debug') console.error(error);
      process.exitCode = 1;
    }
  };

program
  .command('start', { isDefault: true })
  .description(
    'everything on this machine: database, projector, staff and public pages; loads the sample the first time',
  )
  .action(run(async (settings) => (await import('./start.js')).start(settings)));

program
  .command('import <folder>')
  .description(
    'CSV sheets: in a sample ledger carried out by their own two persons, in a real one only prepared',
  )
  .option('--dry-run', 'check every row and store nothing')
  .option('--as <login>', 'who prepares, in a real ledger')
  .action(
    run(async (settings, folder: string, options: { dryRun?: boolean; as?: string }) =>
      (await import('./import.js')).importSheets(settings, folder, options),
    ),
  );

program
  .command('rebuild')
  .description('all read models anew from the events, beside the old ones, then swapped')
  .action(run(async (settings) => (await import('./rebuild.js')).rebuildReadModels(settings)));

program
  .command('prepare')
  .description(
    'for apps that run alone: database roles, migrations, master key, and the address of each role',
  )
  .requiredOption('--access <folder>', 'each role gets <role>/database-url there')
  .option('--password-file <file>', 'of the owner, if DATABASE_URL has none')
  .action(
    run(async (settings, options: { access: string; passwordFile?: string }) =>
      (await import('./prepare.js')).prepare(settings, options),
    ),
  );

program
  .command('copy')
  .description('all events from one event store into another, order and ids kept, then compared one by one')
  .requiredOption('--from <store>', 'postgres or eventstoredb')
  .requiredOption('--to <store>', 'postgres or eventstoredb')
  .action(
    run(async (settings, options: { from: string; to: string }) =>
      (await import('./copy.js')).copyLedger(settings, options),
    ),
  );

program
  .command('backup <folder>')
  .description(
    'all that cannot be made again, beside a running ledger: events, documents, and apart the keys',
  )
  .option('--keys <folder>', 'where the keys go; default: <folder>/keys')
  .action(
    run(async (settings, folder: string, options: { keys?: string }) =>
      (await import('./backup.js')).backUp(settings, folder, options),
    ),
  );

program
  .command('restore <folder>')
  .description(
    'a backup into an empty ledger, compared event by event; needs its master key in the data folder',
  )
  .option('--keys <folder>', 'where the keys are; default: <folder>/keys')
  .option('--sha256 <digest>', 'what sunlit backup printed: refuses any other backup')
  .action(
    run(async (settings, folder: string, options: { keys?: string; sha256?: string }) =>
      (await import('./restore.js')).restore(settings, folder, options),
    ),
  );

program
  .command('erase <field> <value>')
  .description('forget a personal value, such as payeeAccount, for ever; digests and proofs stay as they are')
  .action(
    run(async (settings, field: string, value: string) =>
      (await import('./erase.js')).erasePerson(settings, field, value),
    ),
  );

await program.parseAsync();
