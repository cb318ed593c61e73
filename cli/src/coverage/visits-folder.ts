import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../terminal/command-error.js';
import type { VisitRecord } from './visit-record.js';

/** The environment variable with the folder to which processes of tests write their visits. */
export const VISITS_VARIABLE = 'BXML_VISITS';

/** The extension of files with visits, a JSON object a line. */
export const VISITS_EXTENSION = '.visits.jsonl';

/**
 * Reads the visits in a folder: an array for each process.
 *
 * @param mayBeEmpty returns no visits if tests have just run, and held no call
 * @throws CommandError if the folder cannot be read, has no visits, or a line is not a visit
 */
export function readVisits(folder: string, { mayBeEmpty = false } = {}): VisitRecord[][] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(VISITS_EXTENSION));
  } catch (cause) {
    throw new CommandError(`The folder ${folder} with the visits of tests cannot be read.`, { hint: HINT, cause });
  }
  if (names.length === 0 && !mayBeEmpty)
    throw new CommandError(`The folder ${folder} has no visits of tests.`, { hint: HINT });
  return names.sort().map((name) => readFile(join(folder, name)));
}

const HINT = 'Collect visits with: bxml map app.tsx --coverage -- npm test';

function readFile(path: string): VisitRecord[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  // A process that was killed may have written a part of its last line.
  const ended = lines.slice(0, -1);
  return ended.map((line, i) => {
    const record = parsed(line);
    if (!isRecord(record)) throw new CommandError(`Line ${i + 1} of ${path} is not a visit.`, { hint: HINT });
    return record;
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is VisitRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, call, leg, signature, action } = value as Readonly<Record<string, unknown>>; // an object, as checked
  if (typeof call !== 'string' || typeof leg !== 'string') return false;
  return (
    kind === 'over' ||
    (kind === 'choice' && typeof signature === 'string' && typeof action === 'object' && action !== null)
  );
}
