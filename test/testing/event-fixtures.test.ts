// Event builders against the definitions, the examples of the interfaces and the reference.
import { parseEvent } from 'bxml-jsx/events';
import { events } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Field, fieldsOfAll } from '../events/event-fields.js';
import { definitions, type Json, type JsonObject } from '../events/samples.js';
import { endpointEvents, type FieldFacts, events as typedEvents } from '../facts/events.js';

const test = suite('event builders');

// The casts: the tests read the built events as JSON.
const built = (name: string): JsonObject => (events[name as keyof typeof events] as () => object)() as JsonObject;
const all = Object.keys(events).map((name) => [name, built(name)] as const);

test('every event has a builder of its name', () => {
  assert.equal(Object.keys(events).sort(), definitions.map(({ name }) => name).sort());
  for (const { name, by } of definitions) assert.is(built(name)[by], name);
});

test('parseEvent returns each event unchanged, also after a JSON round trip', () => {
  for (const [name, event] of all) {
    assert.equal(parseEvent(event), event, name);
    assert.equal(parseEvent(JSON.parse(JSON.stringify(event))), event, name);
  }
});

test('two calls return equal events that share no objects', () => {
  for (const [name, event] of all) {
    const again = built(name);
    assert.equal(again, event, name);
    assert.equal(sharedBy(again, event), [], name);
  }
});

/** Returns the paths of the objects that two values share. */
function sharedBy(one: Json, other: Json, path = 'event'): string[] {
  if (typeof one !== 'object' || one === null) return [];
  const own = one === other ? [path] : [];
  // The cast: both values have the same shape, and arrays are read by index.
  return [
    ...own,
    ...Object.entries(one).flatMap(([key, value]) => sharedBy(value, (other as JsonObject)[key] ?? null, key)),
  ];
}

test('passed objects are copied and not modified', () => {
  const given = { mediaStream: { tracks: ['outbound'] }, tag: 'a' };
  const { mediaStream } = events.mediaStreamStarted(given);
  mediaStream.tracks.push('inbound');
  assert.equal(given, { mediaStream: { tracks: ['outbound'] }, tag: 'a' });
  const diversion = { origTo: '+15551230003' };
  assert.is.not(events.initiate({ diversion }).diversion, diversion);
});

test('each event has the fields that Bandwidth sends today', () => {
  const table = Object.entries({ ...typedEvents, ...endpointEvents });
  assert.equal(
    table.flatMap(([name, { fields }]) => missing(fields, built(name), name)),
    [],
  );
});

/** Returns the paths of documented fields that are missing from the event. */
function missing(fields: Readonly<Record<string, FieldFacts>>, event: Json | undefined, path: string): string[] {
  const object = (event ?? {}) as JsonObject; // The cast: the table lists only objects.
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!(name in object)) return field.isSent ? [`${path}.${name}`] : [];
    return missing(field.fields, object[name], `${path}.${name}`);
  });
}

/** Fields whose default differs from their example, with the reason. */
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

test('each default is the example of its field', () => {
  const different = fieldsOfAll().filter(
    ({ path, example }) => valueAt(path) !== undefined && !isEqual(valueAt(path), exampleOf(example)),
  );
  assert.equal(different.map(({ path }) => path.join('.')).sort(), Object.keys(others).sort());
});

const valueAt = ([name = '', ...path]: Field['path']): Json | undefined =>
  path.reduce<Json | undefined>((value, field) => (value as JsonObject | undefined)?.[field], built(name));

/** Evaluates an example, which is a JavaScript expression that another test type-checks. */
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
