// Messages about the verbs that a context allows match the definitions.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ResponseContext, VerbDefinition } from '../../src/verbs/define/verb-definition.js';
import { codesOf, onlyProblem } from '../problems.js';
import { definitions } from './built-in-verbs.js';
import { samples } from './samples.js';

const test = suite('contexts of documents');
const sample = (name: string): unknown => samples[name]?.();
const verbs = [...definitions.values()].filter(({ parents = ['Response'] }) => parents.includes('Response'));

const named = (wanted: (verb: VerbDefinition) => boolean): string[] =>
  verbs
    .filter(wanted)
    .map(({ name }) => name)
    .sort();

/** Returns the list after a word in the message about a verb. */
function listed(name: string, context: ResponseContext, word: string): string[] {
  const { message } = onlyProblem(sample(name), { context });
  const list = message.slice(message.indexOf(word) + word.length);
  return (list.match(/[A-Z]\w+/g) ?? []).sort();
}

test('the message about a conference lists the verbs allowed there', () => {
  assert.equal(
    listed('Hangup', 'conference', '; allowed: '),
    named(({ contexts }) => contexts?.conference === undefined),
  );
});

test('the message about transferAnswer lists the verbs not allowed there', () => {
  assert.equal(
    listed('Bridge', 'transferAnswer', ', not '),
    named(({ contexts }) => contexts?.transferAnswer === false),
  );
});

test('a verb is reported in exactly the contexts of its definition', () => {
  for (const { name, contexts = {} } of verbs) {
    assert.equal(codesOf(sample(name)), [], name);
    for (const context of ['conference', 'transferAnswer'] as const) {
      const id = `${name.charAt(0).toLowerCase()}${name.slice(1)}.not-in-${context}`;
      const standing = contexts[context];
      const expected = standing === false ? id : `${context}.unlisted`;
      // The sample of a stream ends with a <Pause>.
      const found = codesOf(sample(name), { context }).filter(
        (code) => name === 'Pause' || code !== 'pause.not-in-conference',
      );
      assert.equal(found, standing === undefined ? [] : [expected], `${name} in ${context}`);
    }
  }
});

test.run();
