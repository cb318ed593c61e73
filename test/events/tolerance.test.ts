import { EventError, isSync, parseEvent } from 'bxml-jsx/events';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { definitions, type JsonObject, leastEvent } from './samples.js';

const test = suite('parseEvent, whatever comes');

const anyEvent = fc.constantFrom(...definitions.map(({ name }) => name)).map(leastEvent);

/** Every object within an event is offered more fields; those that it has stay as they are. */
function extended(event: JsonObject, extra: object): JsonObject {
  const fields = Object.entries(event).map(([field, value]) => [
    field,
    typeof value === 'object' && value !== null && !Array.isArray(value) ? extended(value, extra) : value,
  ]);
  return Object.assign(Object.create(null), extra, Object.fromEntries(fields));
}

const extraFields = fc.dictionary(
  fc.string().filter((key) => key !== 'eventType'),
  fc.jsonValue(),
);

test('more fields, of any name but __proto__ and at any depth, come out as they went in', () => {
  fc.assert(
    fc.property(anyEvent, extraFields, (event, extra) => {
      const input = JSON.parse(JSON.stringify(extended(event, extra)));
      const before = JSON.stringify(input);
      const expected = JSON.parse(before, (name, value) => (name === '__proto__' ? undefined : value));
      assert.is(JSON.stringify(parseEvent(input)), JSON.stringify(expected));
      assert.is(JSON.stringify(input), before, 'the input was changed');
    }),
  );
});

test('any JSON value gives an event or an EventError', () => {
  const almost = fc
    .tuple(anyEvent, fc.jsonValue(), fc.nat())
    .map(([event, value, at]) => ({ ...event, [Object.keys(event)[at % Object.keys(event).length] ?? '']: value }));
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), almost), (input) => {
      try {
        const event = parseEvent(input);
        assert.type(isSync(event), 'boolean');
      } catch (error) {
        assert.instance(error, EventError);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a deep unknown field passes', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 10_000; level++) deep = { deep };
  assert.is(Reflect.get(parseEvent({ ...leastEvent('initiate'), deep }), 'deep'), deep);
});

test.run();
