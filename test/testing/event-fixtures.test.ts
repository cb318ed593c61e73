// The fixtures against what the project knows of events: definitions, interfaces with their examples, the reference.
import { parseEvent } from 'bxml-jsx/events';
import { events } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Field, fieldsOfAll } from '../events/event-fields.js';
import { definitions, type Json, type JsonObject } from '../events/samples.js';
import { endpointEvents, type FieldFacts, events as typedEvents } from '../facts/events.js';

const test = suite('fixtures of events');

// The casts: what the builders make is looked at as JSON here.
const built = (name: string): JsonObject => (events[name as keyof typeof events] as () => object)() as JsonObject;
const all = Object.keys(events).map((name) => [name, built(name)] as const);

test('every event has one, under its own name', () => {
  assert.equal(Object.keys(events).sort(), definitions.map(({ name }) => name).sort());
  for (const { name, by } of definitions) assert.is(built(name)[by], name);
});

test('each is read unchanged, also after its way as JSON', () => {
  for (const [name, event] of all) {
    assert.equal(parseEvent(event), event, name);
    assert.equal(parseEvent(JSON.parse(JSON.stringify(event))), event, name);
  }
});

test('two calls make equal events that share nothing', () => {
  for (const [name, event] of all) {
    const again = built(name);
    assert.equal(again, event, name);
    assert.equal(sharedBy(again, event), [], name);
  }
});

/** Names of the objects that two values both hold, at the same places. */
function sharedBy(one: Json, other: Json, path = 'event'): string[] {
  if (typeof one !== 'object' || one === null) return [];
  const own = one === other ? [path] : [];
  // The cast: both are equal, and lists are objects by their indexes.
  return [
    ...own,
    ...Object.entries(one).flatMap(([key, value]) => sharedBy(value, (other as JsonObject)[key] ?? null, key)),
  ];
}

test('what is given is copied, and stays as it is', () => {
  const given = { mediaStream: { tracks: ['outbound'] }, tag: 'a' };
  const { mediaStream } = events.mediaStreamStarted(given);
  mediaStream.tracks.push('inbound');
  assert.equal(given, { mediaStream: { tracks: ['outbound'] }, tag: 'a' });
  const diversion = { origTo: '+15551230003' };
  assert.is.not(events.initiate({ diversion }).diversion, diversion);
});

test('each has what is sent today', () => {
  const table = Object.entries({ ...typedEvents, ...endpointEvents });
  assert.equal(
    table.flatMap(([name, { fields }]) => missing(fields, built(name), name)),
    [],
  );
});

/** Paths of the fields that are sent, but not there. */
function missing(fields: Readonly<Record<string, FieldFacts>>, event: Json | undefined, path: string): string[] {
  const object = (event ?? {}) as JsonObject; // The cast: the table says that these have fields.
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!(name in object)) return field.isSent ? [`${path}.${name}`] : [];
    return missing(field.fields, object[name], `${path}.${name}`);
  });
}

/** Where a fixture is not the example of its field, and why. */
const others: { readonly [path: string]: string } = {
  'initiate.eventTime': 'it comes at the start of the call',
  'answer.eventTime': 'it comes with the answer',
  'disconnect.eventTime': 'it comes after the end',
  'recordComplete.eventTime': 'it comes after the recording',
  'recordingAvailable.eventTime': 'it comes after the recording',
  'transcriptionAvailable.eventTime': 'it comes after the transcript',
  'conferenceRecordingAvailable.eventTime': 'it comes after the recording',
  'transferDisconnect.eventTime': 'it comes after the end',
  'mediaStreamStarted.eventTime': 'it comes with the stream',
  'mediaStreamRejected.eventTime': 'it comes with the stream',
  'mediaStreamStopped.eventTime': 'it comes after the stream',
  'realTimeTranscriptionStarted.eventTime': 'it comes with the transcription',
  'realTimeTranscriptionRejected.eventTime': 'it comes with the transcription',
  'realTimeTranscriptionStopped.eventTime': 'it comes after the transcription',
  'realTimeTranscriptionAvailable.eventTime': 'it comes after the text',
  'gather.digits': 'no key was pressed',
  'gather.terminatingDigit': 'no key was pressed',
  'transferComplete.cause': 'all went well',
  'transferDisconnect.cause': 'all went well',
  'DEVICE_DISCONNECTED.status': 'it is no longer connected',
  'DEVICE_DISCONNECTED.device': 'it is no longer connected',
  'DEVICE_DISCONNECTED.device.status': 'it is no longer connected',
  'mediaStreamRejected.originalMediaStream.id': 'the example is of any stream',
  'realTimeTranscriptionRejected.originalTranscription.id': 'the example is of any transcription',
};

test('each has the examples of its fields', () => {
  const different = fieldsOfAll().filter(
    ({ path, example }) => valueAt(path) !== undefined && !isEqual(valueAt(path), exampleOf(example)),
  );
  assert.equal(different.map(({ path }) => path.join('.')).sort(), Object.keys(others).sort());
});

const valueAt = ([name = '', ...path]: Field['path']): Json | undefined =>
  path.reduce<Json | undefined>((value, field) => (value as JsonObject | undefined)?.[field], built(name));

/** An example is an expression of JavaScript, which the compiler has found to be a value of its field. */
const exampleOf = (example: Field['example']): unknown => new Function(`return (${example});`)();

function isEqual(one: unknown, other: unknown): boolean {
  try {
    assert.equal(one, other);
    return true;
  } catch {
    return false;
  }
}

test.run();
