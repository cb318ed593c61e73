// Loaded into each process of the project's tests, with `node --import`. Writes the visits of simulated calls to a file of
// the process in the folder BXML_VISITS, a line each, so that no test has to know of it.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Visit } from 'bxml-jsx/testing';
import { recordOf } from './visit-record.js';
import { VISITS_EXTENSION, VISITS_VARIABLE } from './visits-folder.js';

const folder = process.env[VISITS_VARIABLE];

if (folder !== undefined) {
  const file = join(folder, `${process.pid}-${randomUUID()}${VISITS_EXTENSION}`);
  const note = (visit: Visit): void => {
    // A test must not fail because its visits cannot be written; the coverage is then lower.
    try {
      appendFileSync(file, `${JSON.stringify(recordOf(visit))}\n`);
    } catch {}
  };
  // Jest runs tests with another global object, and a copy of `process`.
  for (const target of [globalThis, process])
    Object.defineProperty(target, Symbol.for('bxml-jsx.visits'), { value: note, configurable: true, writable: true });
}
