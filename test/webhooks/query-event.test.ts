import { EventError, parseEvent } from 'bxml-jsx/events';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { queryEvent } from '../../src/webhooks/query-event.js';
import { changed, definitions, leastEvent, requiredFields } from '../events/samples.js';
import { anyEvent, fieldsIn, queryOf, spellings } from './event-queries.js';

const test = suite('events in a query');

const inSpelling = { object: 'dot', list: 'repeats' } as const;
const stream = leastEvent('mediaStreamStarted');
const streamQuery = (tracks: string): string =>
  `${queryOf(changed(stream, 'mediaStream.tracks'), inSpelling)}&${tracks}`;

function refusal(query: string): string {
  try {
    parseEvent(queryEvent(query));
  } catch (error) {
    assert.instance(error, EventError);
    return (error as EventError).message;
  }
  return assert.unreachable('nothing was refused') as never;
}

test('returns undefined for a query without an event', () => {
  for (const query of [
    '',
    '&',
    '=',
    'probe=1',
    'EventType=gather',
    'eventTypes=gather',
    'eventType[x]=1',
    'x=eventType',
  ])
    assert.is(queryEvent(query), undefined, query);
  for (const query of ['eventType', 'event=', 'a=1&eventType=tomorrow'])
    assert.type(queryEvent(query), 'object', query);
});

test('parses every event in every encoding', () => {
  for (const { name } of definitions)
    for (const spelling of spellings) {
      const event = leastEvent(name);
      assert.equal(parseEvent(queryEvent(queryOf(event, spelling))), event, JSON.stringify({ name, spelling }));
    }
});

test('parses any values in every encoding and escaping', () => {
  const escapes = [
    (text: string) => encodeURIComponent(text),
    (text: string) => new URLSearchParams({ '': text }).toString().slice(1),
  ];
  fc.assert(
    fc.property(anyEvent, fc.constantFrom(...spellings), fc.constantFrom(...escapes), (event, spelling, escaped) => {
      assert.equal(parseEvent(queryEvent(queryOf(event, spelling, escaped))), event);
    }),
    { numRuns: 1000 },
  );
});

test('aliases of types and fields use the same definition', () => {
  const recording = { ...leastEvent('recordComplete'), channels: 2 };
  const query = queryOf({ ...recording, eventType: 'recordingComplete' }, inSpelling);
  assert.equal(parseEvent(queryEvent(query)), recording);
  const { realTimeTranscription, ...rest } = leastEvent('realTimeTranscriptionStarted');
  for (const spelling of spellings) {
    const aliased = queryOf({ ...rest, transcription: realTimeTranscription ?? null }, spelling);
    assert.equal(parseEvent(queryEvent(aliased)), { ...rest, realTimeTranscription });
  }
});

test('parses numbers, booleans and null', () => {
  assert.equal(fieldsIn('recordComplete', 'channels=2'), { channels: 2 });
  assert.equal(fieldsIn('referComplete', 'referSipResponseCode=null&notifySipResponseCode='), {
    referSipResponseCode: null,
  });
  assert.equal(fieldsIn('initiate', 'privacy=true'), { privacy: true });
  assert.equal(fieldsIn('initiate', 'privacy=false&diversion=&stirShaken=null'), { privacy: false, stirShaken: null });
  assert.equal(fieldsIn('transcriptionAvailable', 'transcription[speaker]=0&transcription.confidence=0.25'), {
    transcription: { speaker: 0, confidence: 0.25 },
  });
  assert.equal(fieldsIn('transcriptionAvailable', 'transcription[speaker]=&transcription.confidence=null'), {
    transcription: { confidence: null },
  });
  const late = queryEvent('event=connectStatus&timestamp=1795512345678&accountId=0099');
  assert.equal(late, { event: 'connectStatus', timestamp: 1795512345678, accountId: '0099' });
});

test('values that are not numbers or booleans stay strings', () => {
  for (const channels of ['two', '007', '+2', ' 2', '0x2', '1_000', 'NaN', 'Infinity', '1e999', '--2', '2.'])
    assert.equal(fieldsIn('recordComplete', `channels=${encodeURIComponent(channels)}`), { channels });
  for (const privacy of ['TRUE', '1', 'yes']) assert.equal(fieldsIn('initiate', `privacy=${privacy}`), { privacy });
});

test('values of string fields stay strings', () => {
  const looks = ['12', '007', '', 'true', 'null', '{"a":1}', '["a"]', '1e3', '%', '+1 555'];
  for (const value of looks)
    assert.equal(
      fieldsIn('gather', `digits=${encodeURIComponent(value)}&from=${encodeURIComponent(value)}`),
      { digits: value, from: value },
      value,
    );
  const diversion = fieldsIn('initiate', 'diversion.counter=1&diversion[reason]=null&sipHeaders[X-Ticket]={"a":1}');
  assert.equal(diversion, { diversion: { counter: '1', reason: 'null' }, sipHeaders: { 'X-Ticket': '{"a":1}' } });
  assert.equal(fieldsIn('tomorrow', 'count=1&deep[0][a]={}'), { count: '1', deep: [{ a: '{}' }] });
});

test('an unescaped plus is kept in a phone number, and is a space elsewhere', () => {
  const query = 'from=+15551230001&to=%2B15551230002&text=one+two&digits=+&tag=+12+34';
  assert.equal(fieldsIn('gather', query), {
    from: '+15551230001',
    to: '+15551230002',
    text: 'one two',
    digits: ' ',
    tag: ' 12 34',
  });
});

test('the last value of a repeated parameter wins', () => {
  assert.equal(queryEvent('eventType=dtmf&tag=mine&digits=1&tag=theirs&digits=2&eventType=gather'), {
    eventType: 'gather',
    tag: 'theirs',
    digits: '2',
  });
  assert.equal(queryEvent('eventType=yesterday&event=a&eventType=tomorrow&event=b'), {
    eventType: 'tomorrow',
    event: 'b',
  });
  assert.equal(fieldsIn('recordComplete', 'channels=1&channels=2'), { channels: 2 });
});

test('parses arrays in every encoding', () => {
  for (const tracks of [
    'mediaStream.tracks=inbound&mediaStream.tracks=outbound',
    'mediaStream[tracks][]=inbound&mediaStream[tracks][]=outbound',
    'mediaStream.tracks[1]=outbound&mediaStream[tracks][0]=inbound',
    'mediaStream[tracks][10]=outbound&mediaStream.tracks.9=inbound',
    'mediaStream.tracks=["inbound","outbound"]',
    'mediaStream[tracks][0]=inbound&mediaStream.tracks[]=outbound',
    'mediaStream.tracks=inbound&mediaStream.tracks[]=outbound',
    'mediaStream[tracks][0]=lost&mediaStream.tracks.0=inbound&mediaStream.tracks=outbound',
  ])
    assert.equal(
      parseEvent(queryEvent(streamQuery(tracks))),
      changed(stream, 'mediaStream.tracks', ['inbound', 'outbound']),
      tracks,
    );
  const none = changed(stream, 'mediaStream.tracks', []);
  for (const tracks of ['mediaStream.tracks=', 'mediaStream[tracks]', 'mediaStream.tracks=[]'])
    assert.equal(parseEvent(queryEvent(streamQuery(tracks))), none, tracks);
});

test('an array in an optional object may have one item', () => {
  assert.equal(fieldsIn('mediaStreamRejected', 'originalMediaStream.tracks=inbound&originalMediaStream[id]=7'), {
    originalMediaStream: { tracks: ['inbound'], id: '7' },
  });
  assert.equal(fieldsIn('realTimeTranscriptionRejected', 'originalTranscription[tracks]=inbound'), {
    originalTranscription: { tracks: ['inbound'] },
  });
  assert.equal(fieldsIn('mediaStreamRejected', 'originalMediaStream='), {});
});

test('arrays in unknown fields are recognized by their encoding', () => {
  assert.equal(fieldsIn('initiate', 'device[a]=1&device[a]=2&device[b][]=3&device[c][0]=4'), {
    device: { a: ['1', '2'], b: ['3'], c: ['4'] },
  });
  assert.equal(fieldsIn('initiate', 'sipHeaders[17]=a&sipHeaders[0]=b&sipHeaders[X.Y]=c'), {
    sipHeaders: { 0: 'b', 17: 'a', 'X.Y': 'c' },
  });
  assert.equal(fieldsIn('initiate', 'sipHeaders[17]=a'), { sipHeaders: { 17: 'a' } });
  assert.equal(fieldsIn('tomorrow', 'a[][b]=1&a[][c]=2'), { a: [{ b: '1' }, { c: '2' }] });
});

test('missing indexes of an array are skipped, and large indexes do not extend it', () => {
  assert.equal(fieldsIn('tomorrow', 'a[999999999]=z&a[7]=b&a[0]=a'), { a: ['a', 'b', 'z'] });
  assert.equal(fieldsIn('tomorrow', 'a[9999999999]=1&b[-1]=2&c[1.5]=3'), {
    a: { 9999999999: '1' },
    b: { '-1': '2' },
    c: { 1.5: '3' },
  });
});

test('parseEvent reports values of the wrong type', () => {
  const recording = leastEvent('recordingAvailable');
  for (const [channels, given] of [
    ['two', 'a string of length 3'],
    ['', 'a string of length 0'],
    ['null', 'null'],
    ['1.5', 'a number'],
  ] as const)
    assert.is(
      refusal(queryOf({ ...recording, channels }, inSpelling)),
      `"channels" of the event recordingAvailable must be an integer; got ${given}.`,
    );
  const { mediaStream: _, ...rest } = stream;
  const query = queryOf(rest, inSpelling);
  const mustBe = '"mediaStream" of the event mediaStreamStarted must be an object; got';
  for (const [value, given] of [
    ['{"id":', 'a string of length 6'],
    ['7', 'a string of length 1'],
    ['null', 'null'],
    ['[1]', 'an array of length 1'],
  ] as const)
    assert.is(refusal(`${query}&mediaStream=${encodeURIComponent(value)}`), `${mustBe} ${given}.`);
  assert.is(refusal(`${query}&mediaStream[]=a&mediaStream[]=b`), `${mustBe} an array of length 2.`);
  assert.match(
    refusal(`${query}&mediaStream=`),
    'The event mediaStreamStarted is missing the required fields "mediaStream.id", ',
  );
  const list = '"mediaStream.tracks" of the event mediaStreamStarted must be an array; got';
  assert.is(refusal(streamQuery('mediaStream.tracks=["inbound"')), `${list} a string of length 10.`);
  assert.is(refusal(streamQuery('mediaStream.tracks=null')), `${list} null.`);
  assert.is(refusal(streamQuery('mediaStream.tracks={}')), `${list} an object.`);
  assert.is(refusal(streamQuery('mediaStream.tracks[left]=inbound')), `${list} an object.`);
  const { from: __, ...nobody } = leastEvent('gather');
  assert.is(
    refusal(`${queryOf(nobody, inSpelling)}&from[a]=1`),
    '"from" of the event gather must be a string; got an object.',
  );
});

test('reports each missing required field', () => {
  for (const { name, fields } of definitions)
    for (const [path, type] of requiredFields(fields)) {
      if (type === 'object') continue;
      assert.match(
        refusal(queryOf(changed(leastEvent(name), path), inSpelling)),
        `is missing the required field "${path}"`,
      );
    }
});

test('the expected type resolves contradicting parameters', () => {
  for (const query of ['from=a&from.b=2', 'from.b=2&from=a', 'from[]=1&from=a'])
    assert.equal(fieldsIn('gather', query), { from: 'a' });
  for (const query of ['diversion={"a":1}&diversion.b=2', 'diversion[b]=2&diversion=x', 'diversion.b=2&diversion[]=1'])
    assert.equal(fieldsIn('initiate', query), { diversion: { b: '2' } });
  for (const query of ['a=1&a.b=2', 'a[b]=2&a[]=1&a=1', 'a[0]=1&a.b=2&a=1'])
    assert.equal(fieldsIn('tomorrow', query)?.a, query.includes('[0]') ? { 0: '1', b: '2' } : { b: '2' });
  assert.equal(queryEvent('eventType=gather&eventType[x]=1&event=e'), { eventType: 'gather', event: 'e' });
});

test.run();
