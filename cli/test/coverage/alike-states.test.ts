// The choices of a menu are counted once, whatever is heard before it.
import { simulate, type Visit } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { coverageOf } from '../../src/coverage/coverage.js';
import { recordOf, type VisitRecord } from '../../src/coverage/visit-record.js';
import { walk } from '../../src/map/walk.js';
import { application, gather, say } from '../map/documents.js';

const test = suite('coverage of states that are alike');

const HOOK = Symbol.for('bxml-jsx.visits');

const app = () =>
  application({
    '/': '<Redirect redirectUrl="/menu"/>',
    '/menu': gather('/key', 'For hours, press 1. To leave, press 2.'),
    '/key': ({ digits }) =>
      digits === '2'
        ? say('Goodbye.')
        : `${say(digits === '1' ? 'Nine to five.' : 'Sorry.')}<Redirect redirectUrl="/menu"/>`,
  });

/** Returns the visits of a call that presses keys. */
async function visitsOf(keys: readonly string[]): Promise<VisitRecord[]> {
  const records: VisitRecord[] = [];
  const hooks = globalThis as { [HOOK]?: (visit: Visit) => void };
  hooks[HOOK] = (visit) => records.push(recordOf(visit));
  try {
    const call = await simulate(app()).call();
    for (const key of keys) await call.press(key);
    await call.ends();
  } finally {
    delete hooks[HOOK];
  }
  return records;
}

test('a choice that a call makes after other prompts counts', async () => {
  const { map } = await walk(app, { name: 'app' });
  const coverage = coverageOf(map, [await visitsOf(['1', '9', '2'])]);
  assert.equal(
    coverage.branches.map(({ from, choices, isVisited }) => [
      from.id,
      choices.map(({ label }) => label).join(' · '),
      isVisited,
    ]),
    [
      ['s1', '1', true],
      ['s1', '2', true],
      ['s1', 'wrong key · no input', true],
    ],
  );
  assert.is(coverage.percentage, 100);
});

test.run();
