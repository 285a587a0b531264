import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadSettings, readSettings, settingsList } from './settings.js';

describe('Settings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toMatchObject({
      publicPort: 3000,
      staffPort: 3001,
      databaseUrl: null,
      eventStore: 'postgres',
      production: false,
    });
  });

  it('lists every wrong setting at once and repeats no password', () => {
    const env = {
      PUBLIC_PORT: '70000',
      STAFF_PORT: 'x',
      DATABASE_URL: 'mysql://u:secret@h/d',
      EVENT_STORE: 'paper',
      LOG_LEVEL: 'loud',
    };
    const problems = (() => {
      try {
        readSettings(env);
      } catch (error) {
        return (error as BadSettings).problems.join('\n');
      }
      return '';
    })();
    for (const name of Object.keys(env)) expect(problems).toContain(name);
    expect(problems).not.toContain('secret');
  });

  it('refuses a sample ledger in production', () => {
    expect(() => readSettings({ NODE_ENV: 'production', SUNLIT_SAMPLE: 'true' })).toThrow(BadSettings);
  });

  it('names every setting in .env.example, and nothing else', () => {
    const example = readFileSync('.env.example', 'utf8');
    const named = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map((m) => m[1]);
    expect(named.sort()).toEqual(settingsList.map((s) => s.env).sort());
  });
});

describe('A setting from a file, as secrets are handed to containers', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sunlit-settings-')), 'url');
  writeFileSync(file, 'postgres://writer:secret@host/sunlit\n');

  it('is read where the setting itself is not given', () => {
    expect(readSettings({ DATABASE_URL_FILE: file }).databaseUrl).toBe(
      'postgres://writer:secret@host/sunlit',
    );
    expect(readSettings({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://other/db' }).databaseUrl).toBe(
      'postgres://other/db',
    );
  });

  it('that cannot be read is named with its file', () => {
    expect(() => readSettings({ DATABASE_URL_FILE: `${file}.gone` })).toThrow(
      /DATABASE_URL cannot be read from .*ENOENT/,
    );
  });
});

describe('The event store', () => {
  it('of EventStoreDB needs its address, which must be one', () => {
    expect(() => readSettings({ EVENT_STORE: 'eventstoredb' })).toThrow('EVENTSTORE_URL is needed');
    expect(() => readSettings({ EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: 'http://x' })).toThrow(
      'esdb://',
    );
    const set = readSettings({
      EVENT_STORE: 'eventstoredb',
      EVENTSTORE_URL: 'esdb://a:b@h1:2113,h2:2113?tls=true',
    });
    expect(set).toMatchObject({
      eventStore: 'eventstoredb',
      eventStoreUrl: 'esdb://a:b@h1:2113,h2:2113?tls=true',
    });
  });
});
