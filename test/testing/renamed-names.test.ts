// Names that were renamed before the first release. None of them compiles or has another meaning.
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

test('behaviours is not exported', () => {
  // @ts-expect-error: behaviors
  assert.is(testing.behaviours, undefined);
  assert.ok(Object.keys(testing.behaviors).length > 50);
});

test('throws for an option with its old name and suggests the new one', () => {
  // @ts-expect-error: onBehavior
  const { code, message } = thrownBy(() => simulate(() => new Response(), { onBehaviour: () => undefined }));
  assert.is(code, 'simulator.options');
  assert.match(message, 'Did you mean "onBehavior"?');
});

test.run();
