// Defaults that depend on the passed fields.
import { EventError } from 'bxml-jsx/events';
import { events } from 'bxml-jsx/testing';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('event defaults');

const REST = 'https://voice.bandwidth.com/api/v2/accounts';

test('passed fields override defaults, null too, and undefined omits a field', () => {
  const event = events.gather({ digits: '12', tag: null, answerTime: undefined, text: undefined });
  assert.is(event.digits, '12');
  assert.is(event.tag, null);
  assert.not.ok('answerTime' in event);
  assert.not.ok('text' in event);
  assert.is(event.terminatingDigit, '');
});

test('URLs contain the passed ids', () => {
  const ids = { accountId: '7', callId: 'c-17', recordingId: 'r-17' };
  const { callUrl, mediaUrl } = events.recordingAvailable(ids);
  assert.is(callUrl, `${REST}/7/calls/c-17`);
  assert.is(mediaUrl, `${REST}/7/calls/c-17/recordings/r-17/media`);
  const { transcription } = events.transcriptionAvailable(ids);
  assert.is(transcription.url, `${REST}/7/calls/c-17/recordings/r-17/transcription`);
  const { realTimeTranscription } = events.realTimeTranscriptionAvailable({
    callId: 'c-17',
    realTimeTranscription: { id: 't-17' },
  });
  assert.is(realTimeTranscription.url, `${REST}/55001/calls/c-17/transcriptions/t-17`);
  const conference = events.conferenceRecordingAvailable({
    accountId: '7',
    conferenceId: 'conf-17',
    recordingId: 'r-17',
  });
  assert.is(conference.mediaUrl, `${REST}/7/conferences/conf-17/recordings/r-17/media`);
});

test('nested URLs start with a passed callUrl', () => {
  const { callUrl, mediaUrl } = events.recordComplete({ callUrl: 'https://other.example/c-1', callId: 'c-17' });
  assert.is(callUrl, 'https://other.example/c-1');
  assert.is(mediaUrl, 'https://other.example/c-1/recordings/r-4c91e7d0/media');
});

test('transfer events belong to the call of the other events', () => {
  const { callId } = events.initiate();
  const answer = events.transferAnswer();
  const disconnect = events.transferDisconnect();
  assert.is(answer.parentCallId, callId);
  assert.is(disconnect.parentCallId, callId);
  assert.is.not(answer.callId, callId);
  assert.is(answer.callId, disconnect.callId);
  assert.ok(answer.callUrl.endsWith(answer.callId));
  assert.is(events.transferComplete().callId, callId);
  assert.is(events.transferComplete({ from: '+15551230009' }).transferCallerId, '+15551230009');
  assert.is(events.transferAnswer({ from: '+15551230009' }).transferCallerId, '+15551230009');
});

test('a busy leg has no answerTime unless one is passed', () => {
  for (const cause of ['busy', 'timeout', 'cancel', 'rejected']) {
    assert.not.ok('answerTime' in events.disconnect({ cause }), cause);
    assert.not.ok('answerTime' in events.transferDisconnect({ cause }), cause);
  }
  for (const cause of ['hangup', 'invalid-bxml']) {
    assert.type(events.disconnect({ cause }).answerTime, 'string');
    assert.type(events.transferDisconnect({ cause }).answerTime, 'string');
  }
  const answerTime = '2026-11-24T09:30:00.000Z';
  assert.is(events.disconnect({ cause: 'busy', answerTime }).answerTime, answerTime);
});

test('partial objects are completed with defaults', () => {
  const { mediaStream } = events.mediaStreamStarted({ mediaStream: { name: 'ears', tracks: ['outbound'] } });
  assert.equal(mediaStream, {
    ...events.mediaStreamStarted().mediaStream,
    name: 'ears',
    tracks: ['outbound'],
  });
  const { machineDetectionResult } = events.machineDetectionComplete({ machineDetectionResult: { value: 'silence' } });
  assert.equal(machineDetectionResult, { value: 'silence', duration: 'PT4.9S' });
  assert.is(events.machineDetectionComplete({ machineDetectionResult: null }).machineDetectionResult, null);
  assert.equal(events.initiate({ diversion: { counter: '1' } }).diversion, { counter: '1' });
});

test('a rejected stream has the same name as the original stream', () => {
  const stream = events.mediaStreamRejected({ mediaStream: { name: 'ears' } });
  assert.is(stream.originalMediaStream?.name, 'ears');
  assert.is.not(stream.originalMediaStream?.id, stream.mediaStream.id);
  const captions = events.realTimeTranscriptionRejected({ realTimeTranscription: { name: 'subtitles' } });
  assert.is(captions.originalTranscription?.name, 'subtitles');
});

test('a rejection with a cause other than duplicate has another message and no original stream', () => {
  for (const cause of ['error', 'track-limit', 'connection-error']) {
    const stream = events.mediaStreamRejected({ cause });
    assert.not.match(stream.errorMessage, 'name');
    assert.not.ok('originalMediaStream' in stream);
    const captions = events.realTimeTranscriptionRejected({ cause });
    assert.not.match(captions.errorMessage, 'name');
    assert.not.ok('originalTranscription' in captions);
  }
});

test('connectStatus has the call on one side and the endpoint on the other', () => {
  const ids = { callId: 'c-17', endpointId: 'e-17' };
  const { from, fromType, to, toType } = events.connectStatus(ids);
  assert.equal({ from, fromType, to, toType }, { from: 'c-17', fromType: 'CALL', to: 'e-17', toType: 'ENDPOINT' });
  for (const type of [{ fromType: 'ENDPOINT' }, { toType: 'CALL' }]) {
    const other = events.connectStatus({ ...ids, ...type });
    assert.equal([other.from, other.fromType, other.to, other.toType], ['e-17', 'ENDPOINT', 'c-17', 'CALL']);
  }
});

test('an endpoint token expires a day after its creation', () => {
  const { expirationTimestamp, device, eventTime } = events.DEVICE_CONNECTED({
    creationTimestamp: '2026-12-01T10:00:00.000Z',
  });
  assert.is(expirationTimestamp, '2026-12-02T10:00:00.000Z');
  assert.ok(device.creationTimestamp >= '2026-12-01T10:00:00.000Z' && device.creationTimestamp <= eventTime);
});

test('later times move with a passed time, earlier ones change only if they would be later', () => {
  const plain = events.gather();
  const moved = events.gather({ startTime: '2027-01-01T00:00:00.000Z' });
  assert.is(moved.answerTime, '2027-01-01T00:00:05.693Z');
  assert.is(moved.eventTime, '2027-01-01T00:00:14.467Z');
  const late = events.gather({ eventTime: '2027-01-01T00:00:00.000Z' });
  assert.equal([late.startTime, late.answerTime], [plain.startTime, plain.answerTime]);
  const early = events.gather({ eventTime: '2026-01-01T00:00:14.467Z' });
  assert.equal([early.startTime, early.answerTime], ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:05.693Z']);
});

test('an invalid time or one without a zone moves no other time', () => {
  const { eventTime } = events.gather();
  for (const startTime of ['', 'yesterday', '2020-01-01', '2020-01-01T00:00:00', '2020-13-45T99:99:99Z']) {
    assert.is(events.gather({ startTime }).eventTime, eventTime, startTime);
  }
});

test('durations match start and end', () => {
  const short = events.recordComplete({ duration: 'PT1M2.5S' });
  assert.is(Date.parse(short.endTime) - Date.parse(short.startTime), 62_500);
  const { startTime } = events.recordingAvailable();
  const ended = events.recordingAvailable({ endTime: new Date(Date.parse(startTime) + 4000).toISOString() });
  assert.is(ended.duration, 'PT4S');
  assert.is(events.recordingAvailable({ duration: 'a while' }).endTime, events.recordingAvailable().endTime);
  assert.is(events.recordingAvailable({ endTime: 'later' }).duration, 'PT13.67S');
  const stopped = events.mediaStreamStopped({ mediaStream: { duration: 'PT60S' } });
  assert.ok(Date.parse(stopped.eventTime) - Date.parse(stopped.mediaStream.startTime) >= 60_000);
});

/** The time fields of events in chronological order. */
const orders = {
  disconnect: ['startTime', 'answerTime', 'endTime', 'eventTime'],
  gather: ['startTime', 'answerTime', 'eventTime'],
  recordComplete: ['answerTime', 'startTime', 'endTime', 'eventTime'],
  recordingAvailable: ['startTime', 'endTime', 'eventTime'],
  transferDisconnect: ['startTime', 'answerTime', 'endTime', 'eventTime'],
} as const;

for (const [name, order] of Object.entries(orders) as [keyof typeof orders, readonly string[]][])
  test(`${name}: times stay in chronological order if the passed ones are`, () => {
    const moment = fc.date({ min: new Date('2020-01-01Z'), max: new Date('2030-01-01Z'), noInvalidDate: true });
    const times = fc.array(moment, { minLength: order.length, maxLength: order.length });
    const mask = fc.array(fc.boolean(), { minLength: order.length, maxLength: order.length });
    fc.assert(
      fc.property(times, mask, (moments, which) => {
        const sorted = moments.map((each) => each.toISOString()).sort();
        const given = Object.fromEntries(order.map((field, at) => [field, sorted[at]]).filter((_, at) => which[at]));
        // The cast: the object has only time fields of this event.
        const event: { readonly [field: string]: unknown } = { ...(events[name] as (given: object) => object)(given) };
        const result = order.map((field) => String(event[field]));
        assert.equal(result, [...result].sort());
        for (const field of Object.keys(given)) assert.is(event[field], given[field]);
      }),
    );
  });

test('throws for fields that Bandwidth would not send', () => {
  const codeOf = (make: () => unknown): unknown => {
    try {
      make();
      return undefined;
    } catch (error) {
      return error instanceof EventError ? error.code : error;
    }
  };
  // @ts-expect-error: not an object
  const text = () => events.gather('12');
  assert.is(codeOf(text), 'event.not-object');
  // @ts-expect-error: null is not an object
  const nothing = () => events.gather(null);
  assert.is(codeOf(nothing), 'event.not-object');
  // @ts-expect-error: the number must be a string
  const number = () => events.gather({ from: 15551230001 });
  assert.is(codeOf(number), 'event.wrong-type');
  // @ts-expect-error: the field is required
  const left = () => events.gather({ from: undefined });
  assert.is(codeOf(left), 'event.missing-field');
});

test('the name of the event cannot be passed', () => {
  // @ts-expect-error: it is the name of the builder
  assert.is(events.gather({ eventType: 'dtmf' }).eventType, 'gather');
});

test('the builders are frozen', () => assert.ok(Object.isFrozen(events)));

test.run();
