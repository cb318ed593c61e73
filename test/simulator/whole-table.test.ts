// Everything that the simulator is said to do has been done by some test before this one: it runs last in its folder, and
// only where all files run.
import { behaviours } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulatedEventTypes } from '../../src/simulator/simulated-events.js';
import { executors } from '../../src/simulator/verbs/index.js';
import { VERB_BRAND, type Verb } from '../../src/verbs/define/define-verb.js';
import * as verbs from '../../src/verbs/index.js';
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

test('the verbs that are said to answer a call are those whose definition says so', () => {
  const said = [...behaviours['answer.by-verb'].says.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const defined = Object.values<unknown>(verbs)
    .filter((value): value is Verb<never> => typeof value === 'function' && VERB_BRAND in value)
    .map((verb) => verb[VERB_BRAND])
    .filter(({ name, answers }) => answers === true && name in executors);
  assert.equal(said.sort(), defined.map(({ name }) => name).sort());
});

test.run();
