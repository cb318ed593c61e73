// Names that were renamed before the first version: none of them compiles, and none has another meaning now.
import * as testing from 'bxml-jsx/testing';
import { type CallErrorCode, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';

const test = suite('renamed names of bxml-jsx/testing');

// @ts-expect-error: CalleeBehavior
export type Reception = testing.Reception;
// @ts-expect-error: Behavior
export type Behaviour = testing.Behaviour;
// @ts-expect-error: call.timeout
export const code: CallErrorCode = 'call.in-vain';

test('the table of behaviors has one name', () => {
  // @ts-expect-error: behaviors
  assert.is(testing.behaviours, undefined);
  assert.ok(Object.keys(testing.behaviors).length > 50);
});

test('an option with its old name is refused, and the new one suggested', () => {
  // @ts-expect-error: onBehavior
  const { code, message } = thrownBy(() => simulate(() => new Response(), { onBehaviour: () => undefined }));
  assert.is(code, 'simulator.options');
  assert.match(message, 'Did you mean "onBehavior"?');
});

test.run();
