import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** By its text, so that programs of two versions never mean two statements by one name. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url').slice(0, 20);
  names.set(text, name);
  return name;
}

/** The read models were built anew, with other types: until the connection goes, each asks a second time. */
const planOutdated = '0A000';

/**
 * Asks a statement that each connection parses once and, after some times, plans no more: the page of a project is planned
 * in more time than it is read in. Only for texts that never change and whose rows are found by a key, where one plan is
 * as good for every value. TypeORM hands the driver's own form of a query through.
 */
export async function prepared<Row>(ds: DataSource, text: string, values: unknown[]): Promise<Row[]> {
  try {
    return await ds.query({ name: nameOf(text), text } as unknown as string, values);
  } catch (error) {
    if ((error as { driverError?: { code?: string } }).driverError?.code !== planOutdated) throw error;
    return ds.query(text, values);
  }
}
