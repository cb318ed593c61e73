// Everything that the simulator is said to do has been done by some test before this one: it runs last in its folder, and
// only where all files run.
import { behaviours } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulatedEventTypes } from '../../src/simulator/simulated-events.js';
import { executors } from '../../src/simulator/verbs/index.js';
import { followed } from './simulated.js';

const test = suite('the whole table of the simulator');

const isWholeRun = process.argv.slice(2).length === 0;
const check = isWholeRun ? test : test.skip;

check('every behaviour is followed by a test', () => {
  assert.equal(
    Object.keys(behaviours).filter((name) => !followed.has(name)),
    [],
  );
});

check('every verb is executed by a test', () => {
  assert.equal(
    Object.keys(executors).filter((name) => !followed.has(`verb:${name}`)),
    [],
  );
});

check('every event is sent by a test', () => {
  assert.equal(
    simulatedEventTypes.filter((type) => !followed.has(`event:${type}`)),
    [],
  );
});

test.run();
