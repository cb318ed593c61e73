import { type EndpointEvent, type EventType, eventTypes, isSync, parseEvent } from 'bxml-jsx/events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { definitions, type JsonObject, leastEvent } from './samples.js';

const test = suite('parseEvent');

const inboundCall = {
  eventType: 'initiate',
  eventTime: '2026-11-24T09:30:00.123Z',
  accountId: '9900778',
  applicationId: '1b2c3d4e-0000-4000-8000-5f6a7b8c9d0e',
  from: '+15551230001',
  to: '+15551230002',
  direction: 'inbound',
  callId: 'c-0001',
  callUrl: 'https://voice.example/calls/c-0001',
  privacy: false,
  diversion: { origTo: '+15551230003', reason: 'no-answer', counter: 1, 'x-own': 'kept' },
  sipHeaders: { 'X-Ticket': '17' },
  tag: null,
};

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

test('returns an event that narrows by its type', () => {
  const event = parseEvent(structuredClone(inboundCall));
  assert.equal(event, inboundCall);
  assert.is(event.eventType === 'initiate' && event.diversion?.reason, 'no-answer');
});

test('accepts every event with only its required fields, and does not modify the input', () => {
  for (const { name } of definitions) {
    const input = frozen(leastEvent(name));
    assert.equal(parseEvent(input), input, name);
  }
});

test('returns a new object that a handler may modify', () => {
  const input = frozen(structuredClone(inboundCall));
  const event = parseEvent(input);
  event.eventType === 'initiate' && Object.assign(event, { tag: 'vip' });
  assert.is(input.tag, null);
});

test('eventTypes lists every type, and isSync is true for the synchronous ones', () => {
  assert.is(eventTypes.length, 32);
  assert.ok(Object.isFrozen(eventTypes));
  const sync = eventTypes.filter((eventType) => isSync({ eventType }));
  assert.equal(sync.sort(), [
    'answer',
    'bridgeComplete',
    'bridgeTargetComplete',
    'conferenceCreated',
    'conferenceMemberExit',
    'conferenceMemberJoin',
    'conferenceRedirect',
    'gather',
    'initiate',
    'recordComplete',
    'redirect',
    'referComplete',
    'transferAnswer',
    'transferComplete',
  ]);
  assert.is(isSync({ eventType: 'recordingComplete' }), true, 'an alias');
  for (const eventType of ['tomorrow', 'constructor', '__proto__', ''])
    assert.is(isSync({ eventType }), false, eventType);
  assert.is(isSync(parseEvent(leastEvent('endpointConnected'))), false);
});

test('aliases of a type are normalized', () => {
  for (const [alias, name] of [
    ['recordingComplete', 'recordComplete'],
    ['partialGather', 'partialgather'],
  ] as const) {
    const input = frozen({ ...leastEvent(name), eventType: alias });
    assert.equal(parseEvent(input), { ...input, eventType: name });
  }
});

test('the field transcription becomes realTimeTranscription', () => {
  for (const name of eventTypes.filter((eventType) => eventType.startsWith('realTimeTranscription'))) {
    const { realTimeTranscription, ...rest } = leastEvent(name);
    const input = frozen({ ...rest, transcription: realTimeTranscription });
    assert.equal(parseEvent(input), { ...rest, realTimeTranscription }, name);
    assert.equal(parseEvent({ ...input, realTimeTranscription: null }), { ...rest, realTimeTranscription }, name);
    const both = { ...rest, realTimeTranscription, transcription: { id: 'another' } };
    assert.equal(parseEvent(both), both, 'if both are sent, both are kept');
  }
  const recording = leastEvent('transcriptionAvailable');
  assert.equal(parseEvent(recording), recording, 'the transcription of a recording keeps its name');
});

test('connectStatus is identified by its fields if event is missing', () => {
  for (const end of ['fromType', 'toType']) {
    const input = frozen({ status: 'INITIATED', [end]: 'CALL', from: 'c-1', to: 'e-1' });
    assert.equal(parseEvent(input), { ...input, event: 'connectStatus' });
  }
});

test('endpoint events narrow by event and have no eventType', () => {
  const event = parseEvent({ ...leastEvent('endpointIneligible'), errorId: 'e-7' });
  assert.is(event.eventType, undefined);
  const endpointEvent = event as EndpointEvent;
  assert.is(endpointEvent.event === 'endpointIneligible' && endpointEvent.errorId, 'e-7');
});

test('accepts new values of known fields, and wrong types of optional fields', () => {
  const input = {
    ...leastEvent('disconnect'),
    cause: 'brand-new',
    direction: 'sideways',
    endTime: 'yesterday, about noon',
    sipResponseCode: '486',
    tag: 7,
  };
  assert.equal(parseEvent(input), input);
});

test('ignores inherited fields', () => {
  const lent: unknown = Object.assign(Object.create({ callId: 'c-lent', tag: 'lent' }), {
    ...leastEvent('initiate'),
  });
  assert.equal(Reflect.get(parseEvent(lent), 'tag'), undefined);
  const forged = JSON.stringify(leastEvent('initiate')).replace('{', '{"__proto__":{"tag":"forged","admin":true},');
  const event = parseEvent(JSON.parse(forged));
  assert.is(event.eventType === 'initiate' && event.tag, undefined);
  assert.is(Reflect.get(event, 'admin'), undefined);
  assert.is(Reflect.get({}, 'admin'), undefined);
  const bare: JsonObject = Object.assign(Object.create(null), leastEvent('gather'));
  assert.equal(parseEvent(bare), leastEvent('gather'));
});

test('eventTypes equals the types that parseEvent returns', () => {
  const seen = new Set<EventType>();
  for (const eventType of eventTypes) {
    const event = parseEvent(leastEvent(eventType));
    if (event.eventType !== undefined) seen.add(event.eventType);
  }
  assert.equal([...seen], [...eventTypes]);
});

test.run();
