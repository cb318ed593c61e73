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

function refuses(input: unknown, code: EventErrorCode, message: string, field?: string, eventType?: string): void {
  const error = refusal(input);
  assert.is(error.message, message);
  assert.equal([error.name, error.code, error.field, error.eventType], ['EventError', code, field, eventType]);
}

test('anything but an object is refused', () => {
  const kinds: [unknown, string][] = [
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'a boolean'],
    [1, 'a number'],
    ['{}', 'text of 2 characters'],
    [[leastEvent('initiate')], 'a list of 1'],
    [() => {}, 'a function'],
  ];
  for (const [input, kind] of kinds)
    refuses(input, 'event.not-object', `An event is a JSON object, but this is ${kind}.`);
});

test('an object that tells no type is refused', () => {
  const message = 'This is no event: it has neither "eventType" nor "event".';
  for (const input of [{}, { status: 'INITIATED' }, { status: 1, fromType: 'CALL' }, { fromType: 'CALL' }])
    refuses(input, 'event.missing-field', message, 'eventType');
});

test('a type that is no text is refused', () => {
  refuses({ eventType: null }, 'event.wrong-type', '"eventType" must be text, but is null.', 'eventType');
  refuses({ eventType: ['gather'] }, 'event.wrong-type', '"eventType" must be text, but is a list of 1.', 'eventType');
  refuses({ event: 7 }, 'event.wrong-type', '"event" must be text, but is a number.', 'event');
});

test('an unknown type is told with the event, for whoever takes unknown ones', () => {
  const input = { eventType: 'tomorrow', callId: 'c-1', digits: '4929' };
  refuses(input, 'event.unknown-type', 'No event has the eventType "tomorrow".', 'eventType', 'tomorrow');
  const { event } = refusal(input);
  assert.equal(event, input);
  assert.is.not(event, input);
  refuses(
    { event: 'endpointGone' },
    'event.unknown-type',
    'No event has the event "endpointGone".',
    'event',
    'endpointGone',
  );
  assert.equal(refusal({ event: 'endpointGone' }).event, { event: 'endpointGone', eventType: 'endpointGone' });
  assert.is(refusal({}).event, undefined);
});

test('a misspelt type gets a suggestion', () => {
  assert.match(refusal({ ...leastEvent('gather'), eventType: 'Gather' }).message, 'Did you mean "gather"?');
  assert.match(refusal({ event: 'endpointconnected' }).message, 'Did you mean "endpointConnected"?');
});

test('names that every object has are no types', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])
    for (const field of ['eventType', 'event'])
      assert.is(refusal(JSON.parse(`{"${field}":"${name}"}`)).code, 'event.unknown-type');
});

test('a type that does not look like a name is not quoted', () => {
  for (const name of ['', 'my PIN is 4929', '\u001b[2Jgather', 'x'.repeat(65)]) {
    const message = `No event has this "eventType" (text of ${name.length} characters).`;
    refuses({ eventType: name }, 'event.unknown-type', message, 'eventType');
    assert.is(refusal({ eventType: name }).event?.eventType, name);
  }
});

/** What is missing, and the builder that has it. */
const lacks = (name: string, ...fields: readonly string[]): string =>
  `The event ${name} lacks ${fields.map((field) => `"${field}"`).join(', ')}. In tests, events.${name}() of bxml-jsx/testing fills in what is missing.`;

test('a missing field is named with its place', () => {
  for (const { name, fields } of definitions)
    for (const [path] of requiredFields(fields))
      refuses(changed(leastEvent(name), path), 'event.missing-field', lacks(name, path), path, name);
});

test('all missing fields are reported at once, those inside objects too', () => {
  const requiredOf = (rules: object): string[] =>
    Object.entries(rules).flatMap(([field, rule]) => (String(rule).endsWith('?') ? [] : [field]));
  for (const { name, fields } of definitions) {
    const discriminator = 'eventType' in leastEvent(name) ? 'eventType' : 'event';
    const required = requiredOf(fields);
    if (required.length === 0) continue;
    const error = refusal({ [discriminator]: name });
    assert.equal(error.fields.toSorted(), required.toSorted());
    assert.is(error.message, lacks(name, ...error.fields));
    assert.is(error.field, error.fields[0]);
    for (const [field, rule] of Object.entries(fields)) {
      const inner = typeof rule === 'string' ? [] : requiredOf(rule).map((part) => `${field}.${part}`);
      if (inner.length === 0) continue;
      assert.equal(refusal(changed(leastEvent(name), field, {})).fields.toSorted(), inner.toSorted());
    }
  }
});

test('a field of another type is named with its place and its kind, null among them', () => {
  const wanted = new Map([
    ['string', 'text'],
    ['integer', 'a whole number'],
    ['array', 'a list'],
    ['object', 'an object'],
  ]);
  const kinds: [type: string, value: Json, kind: string][] = [
    ['null', null, 'null'],
    ['boolean', true, 'a boolean'],
    ['number', 7.5, 'a number'],
    ['string', 'secret', 'text of 6 characters'],
    ['array', ['secret', 1], 'a list of 2'],
    ['object', { secret: 1 }, 'an object'],
  ];
  for (const { name, fields } of definitions)
    for (const [path, type] of requiredFields(fields))
      for (const [given, value, kind] of kinds.filter(([given]) => given !== type)) {
        const code = given === 'object' && type === 'object' ? 'event.missing-field' : 'event.wrong-type';
        const message = `"${path}" of the event ${name} must be ${wanted.get(type)}, but is ${kind}.`;
        refuses(changed(leastEvent(name), path, value), code, message, path, name);
      }
});

test('a __proto__ field does not stand in for a required one', () => {
  const { callId, ...rest } = leastEvent('initiate');
  const forged = JSON.parse(JSON.stringify(rest).replace('{', `{"__proto__":{"callId":"${callId}"},`));
  refuses(forged, 'event.missing-field', lacks('initiate', 'callId'), 'callId', 'initiate');
  assert.is(refusal(Object.assign(Object.create({ callId }), rest)).field, 'callId');
  assert.is(refusal(Object.create(leastEvent('initiate'))).field, 'eventType');
});

test('neither the message nor the printed error tells what the caller said', () => {
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
