import type { Actor, Role } from '@sunlit/ledger';
import { uuid5 } from '@sunlit/envelope';
import { randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One login. `person` is opaque: one person may have many logins and roles, and independence is by person. */
export interface Officer {
  readonly login: string;
  readonly token: string;
  readonly actor: Actor;
}

/** Somebody of the cast for whom a demo login is made: no token, no person yet. */
export interface DemoOfficer {
  readonly login: string;
  readonly role: Role;
  readonly organisation: { readonly uscc: string | null; readonly name: string };
  readonly department: string;
}

interface OfficersFile {
  /** Logins made for a sample ledger: refused in production. */
  readonly demo: boolean;
  readonly officers: readonly Officer[];
}

/** Makes the demo logins once, with random tokens and persons, readable by their owner only. */
export function makeDemoOfficers(file: string, cast: readonly DemoOfficer[]): void {
  if (existsSync(file)) return;
  const officers = cast.map(({ login, role, organisation, department }) => ({
    login,
    token: randomBytes(24).toString('base64url'),
    // Persons of the sample are the same in every data folder, so that loading it again records nothing twice.
    actor: { person: uuid5('demo officer', login), role, organisation, department },
  }));
  writeFileSync(file, `${JSON.stringify({ demo: true, officers } satisfies OfficersFile, null, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  chmodSync(file, 0o600);
}

/** One clear sentence about logins that cannot be used. */
export class BadOfficers extends Error {
  override readonly name = 'BadOfficers';
}

/** Reads the logins. Throws `BadOfficers` for an unreadable file, or for demo logins in production. */
export function readOfficers(file: string, production: boolean): Officer[] {
  let read: OfficersFile;
  try {
    read = JSON.parse(readFileSync(file, 'utf8')) as OfficersFile;
  } catch {
    throw new BadOfficers(
      `The officers' logins cannot be read from ${file}: name a readable file in SUNLIT_OFFICERS_FILE; its form is in .env.example.`,
    );
  }
  if (read.demo && production)
    throw new BadOfficers(
      'Demo logins are refused in production: name a file of real logins in SUNLIT_OFFICERS_FILE.',
    );
  return [...read.officers];
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Finds the officer of a bearer token in a time that tells nothing about the tokens. */
export function officerFinder(officers: readonly Officer[]): (token: string) => Officer | undefined {
  const hashed = officers.map((officer) => ({ officer, digest: hash(officer.token) }));
  return (token) => {
    const given = hash(token);
    let found: Officer | undefined;
    for (const { officer, digest } of hashed) if (timingSafeEqual(digest, given)) found = officer;
    return found;
  };
}
