import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
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
