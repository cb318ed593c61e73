import { EventError, isSync, parseEvent } from 'bxml-jsx/events';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { definitions, type JsonObject, leastEvent } from './samples.js';

const test = suite('parseEvent with arbitrary input');

const anyEvent = fc.constantFrom(...definitions.map(({ name }) => name)).map(leastEvent);

/** Generates an event with extra fields in every object. Existing fields are unchanged. */
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

test('keeps extra fields of any name except __proto__ at any depth', () => {
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

test('returns an event or throws an EventError for any JSON value', () => {
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

test('accepts a deeply nested unknown field', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 10_000; level++) deep = { deep };
  assert.is(Reflect.get(parseEvent({ ...leastEvent('initiate'), deep }), 'deep'), deep);
});

test.run();
