import { inspect } from 'node:util';
import { EventError, type EventErrorCode, parseEvent } from 'bxml-jsx/events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { changed, definitions, type Json, leastEvent, requiredFields } from './samples.js';

const test = suite('EventError');

function refusal(input: unknown): EventError {
  try {
    parseEvent(input);
  } catch (error) {
    if (error instanceof EventError) return error;
    throw error;
  }
  throw new Error(`accepted ${JSON.stringify(input)}`);
}

function throwsError(input: unknown, code: EventErrorCode, message: string, field?: string, eventType?: string): void {
  const error = refusal(input);
  assert.is(error.message, message);
  assert.equal([error.name, error.code, error.field, error.eventType], ['EventError', code, field, eventType]);
}

test('throws event.not-object for anything except an object', () => {
  const kinds: [unknown, string][] = [
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'a boolean'],
    [1, 'a number'],
    ['{}', 'a string of length 2'],
    [[leastEvent('initiate')], 'an array of length 1'],
    [() => {}, 'a function'],
  ];
  for (const [input, kind] of kinds)
    throwsError(input, 'event.not-object', `Expected an event as an object; got ${kind}.`);
});

test('throws event.missing-field for an object without a type', () => {
  const message = 'The object is not an event: it has neither "eventType" nor "event".';
  for (const input of [{}, { status: 'INITIATED' }, { status: 1, fromType: 'CALL' }, { fromType: 'CALL' }])
    throwsError(input, 'event.missing-field', message, 'eventType');
});

test('throws event.wrong-type for a type that is not a string', () => {
  throwsError({ eventType: null }, 'event.wrong-type', '"eventType" must be a string; got null.', 'eventType');
  throwsError(
    { eventType: ['gather'] },
    'event.wrong-type',
    '"eventType" must be a string; got an array of length 1.',
    'eventType',
  );
  throwsError({ event: 7 }, 'event.wrong-type', '"event" must be a string; got a number.', 'event');
});

test('the error for an unknown type contains the event', () => {
  const input = { eventType: 'tomorrow', callId: 'c-1', digits: '4929' };
  throwsError(input, 'event.unknown-type', 'Unknown eventType "tomorrow".', 'eventType', 'tomorrow');
  const { event } = refusal(input);
  assert.equal(event, input);
  assert.is.not(event, input);
  throwsError(
    { event: 'endpointGone' },
    'event.unknown-type',
    'Unknown event "endpointGone".',
    'event',
    'endpointGone',
  );
  assert.equal(refusal({ event: 'endpointGone' }).event, { event: 'endpointGone', eventType: 'endpointGone' });
  assert.is(refusal({}).event, undefined);
});

test('the error for a misspelled type suggests the right one', () => {
  assert.match(refusal({ ...leastEvent('gather'), eventType: 'Gather' }).message, 'Did you mean "gather"?');
  assert.match(refusal({ event: 'endpointconnected' }).message, 'Did you mean "endpointConnected"?');
});

test('names of inherited properties are unknown types', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])
    for (const field of ['eventType', 'event'])
      assert.is(refusal(JSON.parse(`{"${field}":"${name}"}`)).code, 'event.unknown-type');
});

test('the message does not quote a type that does not look like a name', () => {
  for (const name of ['', 'my PIN is 4929', '\u001b[2Jgather', 'x'.repeat(65)]) {
    const message = `Unknown eventType: a string of length ${name.length}.`;
    throwsError({ eventType: name }, 'event.unknown-type', message, 'eventType');
    assert.is(refusal({ eventType: name }).event?.eventType, name);
  }
});

/** Returns the message for missing fields. */
function isMissing(name: string, ...fields: readonly string[]): string {
  const list = fields.map((field) => `"${field}"`).join(', ');
  return `The event ${name} is missing the required ${fields.length === 1 ? 'field' : 'fields'} ${list}. In tests, create it with events.${name}() of bxml-jsx/testing.`;
}

test('the error for a missing field has its path', () => {
  for (const { name, fields } of definitions)
    for (const [path] of requiredFields(fields))
      throwsError(changed(leastEvent(name), path), 'event.missing-field', isMissing(name, path), path, name);
});

test('reports all missing fields at once, including nested ones', () => {
  const requiredOf = (rules: object): string[] =>
    Object.entries(rules).flatMap(([field, rule]) => (String(rule).endsWith('?') ? [] : [field]));
  for (const { name, fields } of definitions) {
    const discriminator = 'eventType' in leastEvent(name) ? 'eventType' : 'event';
    const required = requiredOf(fields);
    if (required.length === 0) continue;
    const error = refusal({ [discriminator]: name });
    assert.equal(error.fields.toSorted(), required.toSorted());
    assert.is(error.message, isMissing(name, ...error.fields));
    assert.is(error.field, error.fields[0]);
    for (const [field, rule] of Object.entries(fields)) {
      const inner = typeof rule === 'string' ? [] : requiredOf(rule).map((part) => `${field}.${part}`);
      if (inner.length === 0) continue;
      assert.equal(refusal(changed(leastEvent(name), field, {})).fields.toSorted(), inner.toSorted());
    }
  }
});

test('the error for a field of the wrong type has its path and type, also for null', () => {
  const wanted = new Map([
    ['string', 'a string'],
    ['integer', 'an integer'],
    ['array', 'an array'],
    ['object', 'an object'],
  ]);
  const kinds: [type: string, value: Json, kind: string][] = [
    ['null', null, 'null'],
    ['boolean', true, 'a boolean'],
    ['number', 7.5, 'a number'],
    ['string', 'secret', 'a string of length 6'],
    ['array', ['secret', 1], 'an array of length 2'],
    ['object', { secret: 1 }, 'an object'],
  ];
  for (const { name, fields } of definitions)
    for (const [path, type] of requiredFields(fields))
      for (const [given, value, kind] of kinds.filter(([given]) => given !== type)) {
        const code = given === 'object' && type === 'object' ? 'event.missing-field' : 'event.wrong-type';
        const message = `"${path}" of the event ${name} must be ${wanted.get(type)}; got ${kind}.`;
        throwsError(changed(leastEvent(name), path, value), code, message, path, name);
      }
});

test('a field of __proto__ does not count as a required field', () => {
  const { callId, ...rest } = leastEvent('initiate');
  const forged = JSON.parse(JSON.stringify(rest).replace('{', `{"__proto__":{"callId":"${callId}"},`));
  throwsError(forged, 'event.missing-field', isMissing('initiate', 'callId'), 'callId', 'initiate');
  assert.is(refusal(Object.assign(Object.create({ callId }), rest)).field, 'callId');
  assert.is(refusal(Object.create(leastEvent('initiate'))).field, 'eventType');
});

test('neither the message nor the printed error contains what the caller said', () => {
  const secret = 'hunter2-4929';
  const inputs = [
    secret,
    { eventType: 'tomorrow', digits: secret, text: secret, tag: secret },
    { eventType: `my ${secret}`, digits: secret },
    { ...leastEvent('gather'), callId: { digits: secret } },
    { ...leastEvent('dtmf'), digit: [secret] },
    { eventType: 'gather', digits: secret, tag: secret },
  ];
  for (const input of inputs) {
    const error = refusal(input);
    for (const printed of [error.message, inspect(error, { depth: 9 }), JSON.stringify(error)])
      assert.not.match(printed, secret);
  }
});

test.run();
