// Facts about Bandwidth that calls have to follow: causes, messages, audio formats, https, and the fields of createCall.
import { createElement, PlayAudio, Record as RecordVerb, Response as Root, StartRecording, validate } from 'bxml-jsx';
import { type CreateCall, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isInsecure } from '../../src/verbs/shared/secure-callbacks.js';
import { events } from '../facts/events.js';
import { requests } from '../facts/requests.js';
import { errorOf } from '../rejections.js';
import { application, simulated } from './simulated.js';

const test = suite('facts');

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;
const request = { to: '+15550100', from: '+15550101', answerUrl: '/call' };

// How a caller ends a call.

test('a caller who hangs up before the answer ends the call with cancel', async () => {
  for (const verbs of [
    '<Pause duration="60"/>',
    '<Ring duration="60" answerCall="false"/>',
    '<Forward to="+15550100"/>',
  ]) {
    const { platform, sent } = simulated({ '/call': verbs });
    const call = await platform.call({ url: '/call' });
    await call.hangUp();
    assert.is(call.cause, 'cancel', verbs);
    const reported = sent('disconnect').map(({ cause }) => cause);
    assert.equal([...new Set(reported)], ['cancel'], verbs);
    assert.not('answerTime' in (sent('disconnect')[0] ?? {}));
  }
});

test('a caller who hangs up after the answer ends the call with hangup', async () => {
  for (const verbs of [
    '<Ring duration="60"/>',
    say('Hello.'),
    '<Record/>',
    '<Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>',
  ]) {
    const { platform } = simulated({ '/call': verbs });
    const call = await platform.call({ url: '/call' });
    await call.hangUp();
    assert.is(call.cause, 'hangup', verbs);
  }
});

test('a caller can hang up while the application handles initiate', async () => {
  for (const verbs of [say('Hello.'), '<Hangup/>', '<Forward to="+15550100"/>']) {
    const { platform, sent } = simulated({ '/call': verbs });
    const call = await platform.call({ url: '/call', hangsUpDuring: 'initiate' });
    await call.ends('cancel');
    assert.equal(
      sent('disconnect').map(({ cause }) => cause),
      ['cancel'],
    );
    assert.equal(call.timeline.filter(({ kind }) => kind === 'speech').length, 0);
  }
});

test('a called party can hang up while the application handles answer, and a caller during a later event', async () => {
  const { platform, sent } = simulated({
    '/call': `<Redirect redirectUrl="/next"/>`,
    '/next': say('Hello.'),
    '/status': '',
  });
  const outbound = await platform.createCall({ ...request, disconnectUrl: '/status' }, { hangsUpDuring: 'answer' });
  await outbound.ends('hangup');
  assert.is(sent('redirect').length, 0);
  const inbound = await platform.call({ url: '/call', statusUrl: '/status', hangsUpDuring: 'redirect' });
  await inbound.ends('cancel');
  assert.is(sent('redirect').length, 1);
});

// Error messages.

const outcomes = [
  [{ busy: true }, 'busy', 'Callee is busy'],
  [{ noAnswer: true }, 'timeout', 'Call was not answered'],
  [{ ringsAfter: 31 }, 'timeout', 'Call was not answered'],
  [{ rejects: true }, 'rejected', undefined],
] as const;

for (const [behavior, cause, message] of outcomes)
  test(`${JSON.stringify(behavior)}: every event of the end has the errorMessage`, async () => {
    const { platform, sent } = simulated({
      '/transfer':
        '<Transfer transferCompleteUrl="/bye"><PhoneNumber transferDisconnectUrl="/status">+15550100</PhoneNumber></Transfer>',
      '/forward': '<Forward to="+15550100"/>',
      '/bye': '<Hangup/>',
      '/status': '',
    });
    const check = (eventType: string, count: number) => {
      const events = sent(eventType).filter((event) => event.cause === cause);
      assert.is(events.length, count, eventType);
      for (const { errorMessage, errorId } of events)
        assert.equal(
          [errorMessage, typeof errorId],
          [message, message === undefined ? 'undefined' : 'string'],
          eventType,
        );
    };
    const transfer = await platform.call({ url: '/transfer', statusUrl: '/status' });
    await transfer.transferredTo('+15550100', behavior);
    await transfer.ends('hangup');
    check('transferDisconnect', 1);
    check('transferComplete', 1);
    const outbound = await platform.createCall({ ...request, disconnectUrl: '/status' }, behavior);
    await outbound.ends(cause);
    check('disconnect', 1);
    const forward = await platform.call({ url: '/forward', statusUrl: '/status' });
    await forward.forwardedTo('+15550100', behavior);
    await forward.ends(cause);
    check('disconnect', 3);
  });

// Machine detection.

test('machine detection is asynchronous by default', async () => {
  const { platform, sent } = simulated({ '/call': '<Pause duration="60"/>', '/machine': '' });
  const call = await platform.createCall({ ...request, machineDetection: { callbackUrl: '/machine' } });
  const { machineDetectionResult } = await call.receives('machineDetectionComplete');
  assert.equal(machineDetectionResult, { value: 'human', duration: 'PT2S' });
  assert.not('machineDetectionResult' in (sent('answer')[0] ?? {}));
  await call.hangUp();
});

const detections: [name: string, detection: object, callee: object, result: { value: string; duration: string }][] = [
  ['in time', {}, { detectedAfter: 15 }, { value: 'human', duration: 'PT15S' }],
  ['too late', {}, { detectedAfter: 15.001 }, { value: 'timeout', duration: 'PT15S' }],
  [
    'too late for detectionTimeout',
    { detectionTimeout: 4 },
    { detectedAfter: 5 },
    { value: 'timeout', duration: 'PT4S' },
  ],
  ['null for the time', { detectionTimeout: null }, { detectedAfter: 16 }, { value: 'timeout', duration: 'PT15S' }],
  ['a timeout', {}, { detectedAs: 'timeout' }, { value: 'timeout', duration: 'PT15S' }],
  ['a custom timeout', { detectionTimeout: 3 }, { detectedAs: 'timeout' }, { value: 'timeout', duration: 'PT3S' }],
  ['silence', {}, { detectedAs: 'silence' }, { value: 'silence', duration: 'PT10S' }],
  ['silence of its own', { silenceTimeout: 6 }, { detectedAs: 'silence' }, { value: 'silence', duration: 'PT6S' }],
  ['silence too late', { detectionTimeout: 5 }, { detectedAs: 'silence' }, { value: 'timeout', duration: 'PT5S' }],
];

for (const [name, machineDetection, callee, result] of detections)
  for (const mode of ['sync', 'async'] as const)
    test(`machine detection, ${mode}: ${name}`, async () => {
      const { platform, sent } = simulated({ '/call': '<Pause duration="60"/>', '/machine': '' });
      const detection = { mode, callbackUrl: '/machine', ...machineDetection };
      const call = await platform.createCall({ ...request, machineDetection: detection }, callee);
      await call.waits(20);
      const [event] = sent(mode === 'sync' ? 'answer' : 'machineDetectionComplete');
      assert.equal(event?.machineDetectionResult, result);
      await call.hangUp();
    });

// Audio formats.

const formats: [url: string, isPlayed: boolean][] = [
  ['/a.wav', true],
  ['/a.mp3', true],
  ['/A.MP3?version=2#start', true],
  ['/sounds/v1.2/welcome', true],
  ['/audio.php?file=a.ogg', true],
  ['/a.ogg/stream', true],
  ['https://voice.bandwidth.com/api/v2/accounts/1/calls/c-1/recordings/r-1/media', true],
  ['/a.ogg', false],
  ['/a.OGG?x=.wav', false],
  ['/a.wav.m4a', false],
  ['/a.flac', false],
  ['/a.mp4#.mp3', false],
  ['/a.txt', false],
  ['a.aac', false],
];

for (const [url, isPlayed] of formats) {
  test(`${url} is ${isPlayed ? '' : 'not '}played`, async () => {
    const options = { alsoServes: ['https://voice.bandwidth.com'] };
    for (const verbs of [
      `<PlayAudio>${url}</PlayAudio>`,
      `<Gather gatherUrl="/bye"><PlayAudio>${url}</PlayAudio></Gather>`,
    ]) {
      const { platform, sent } = simulated({ '/call': verbs, '/bye': '<Hangup/>' }, options);
      const call = await platform.call({ url: '/call' });
      assert.is(await call.ends(), isPlayed ? 'hangup' : 'application-error', verbs);
      if (!isPlayed) assert.match(String(sent('disconnect')[0]?.errorMessage), /is not supported; use WAV or MP3/);
    }
  });
}

test('the audio format does not affect the validity of a document', () => {
  assert.equal(validate(createElement(Root, {}, createElement(PlayAudio, {}, '/a.ogg'))), []);
});

// Credentials over http.

const insecure = [
  'http://app.example/x',
  'HTTP://APP.EXAMPLE',
  'http://localhost.example',
  'http://127.0.0.1.example/',
  'http://localhost@app.example/',
  'http://127.0.0.1:80@app.example/',
  'http://10.0.0.1/',
  'http://[::2]/',
  'http://notlocalhost/',
  'http://app.example/localhost',
];
const secure = [
  'https://app.example/x',
  '/x',
  'x',
  'http://localhost',
  'http://localhost:3000/x',
  'http://LocalHost/',
  'http://api.localhost:1/x',
  'http://127.0.0.1:3000',
  'http://127.9.9.9/x?y',
  'http://[::1]:3000/x',
];

for (const [urls, isBad] of [
  [insecure, true],
  [secure, false],
] as const)
  for (const url of urls)
    test(`credentials ${isBad ? 'may not' : 'may'} be sent to ${url}`, () => {
      const documents = [
        createElement(Root, {}, createElement(RecordVerb, { username: 'u', recordCompleteUrl: url })),
        createElement(
          Root,
          {},
          createElement(StartRecording, { password: 'p', recordingAvailableUrl: url }),
          createElement(RecordVerb, {}),
        ),
      ];
      for (const document of documents) {
        const codes = validate(document).map(({ code }) => code);
        assert.is(
          codes.some((code) => code.endsWith('.https')),
          isBad,
          codes.join(),
        );
      }
    });

test('a long URL that is almost a loopback URL is checked', () => {
  // If the time grows faster than the length, this does not end before the limit of the runner.
  for (const part of ['a.', 'a', 'localhost.', '.localhost', '-']) isInsecure(`http://${part.repeat(2_000_000)}!`);
});

const relative: [verbs: string, rule: string][] = [
  ['<Record username="u" recordCompleteUrl="/done"/>', 'record.https'],
  ['<Record password="p" recordingAvailableUrl="done"/>', 'record.https'],
  ['<Record username="u" transcribe="true" transcriptionAvailableUrl="//app.example/done"/>', 'record.https'],
  ['<Record fallbackUsername="u" recordCompleteUrl="/done" recordCompleteFallbackUrl="/done"/>', 'record.https'],
  ['<StartRecording username="u" recordingAvailableUrl="/done"/><Record/>', 'startRecording.https'],
];

for (const [verbs, rule] of relative)
  test(`a relative URL takes the scheme of its document: ${verbs}`, async () => {
    const { handler } = application({ '/call': verbs, '/done': '' });
    const ends = async (origin: string, more: object = {}) => {
      const call = await simulate(handler, { origin, strict: false, ...more }).call({ url: '/call' });
      return [await call.ends(), call.transcript().includes(rule)];
    };
    assert.equal(await ends('http://app.example'), ['invalid-bxml', true]);
    assert.equal(await ends('https://app.example'), ['hangup', false]);
    for (const here of ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]'])
      if (!verbs.includes('//app.example')) assert.equal(await ends(here), ['hangup', false], here);
    assert.equal(await ends('http://app.example', { rules: { [rule]: 'off' } }), ['hangup', false]);
    assert.equal(await ends('http://app.example', { rules: { [rule]: 'warning' } }), ['hangup', true]);
  });

test('http is allowed without credentials', async () => {
  const { handler } = application({
    '/call': '<Record recordCompleteUrl="/done" maxDuration="1"/>',
    '/done': '<Hangup/>',
  });
  const call = await simulate(handler, { origin: 'http://app.example' }).call({ url: '/call' });
  await call.ends('hangup');
});

test('createCall sends credentials only to https and loopback URLs', async () => {
  const { handler } = application({ '/call': '<Hangup/>' });
  const given = { ...request, username: 'u', password: 'p' };
  for (const origin of ['https://app.example', 'http://127.0.0.1:3000'])
    await (await simulate(handler, { origin }).createCall(given)).ends('hangup');
  const { message } = await errorOf(simulate(handler, { origin: 'http://app.example' }).createCall(given));
  assert.match(
    message,
    /^request\.answerUrl is "http:\/\/app\.example\/call"; with username or password the URL must be https/,
  );
});

// The fields of createCall and of its events.

type RequestField = NonNullable<(typeof requests)[string]>[number];

/** A valid value for a field. */
function valueFor({ name, types: [type], values, min }: RequestField): unknown {
  if (values.length > 0) return values.at(-1);
  if (name === 'uui') return 'aGk=;encoding=base64';
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return min ?? 3;
  return name.endsWith('Url') ? '/call' : name === 'to' ? '+15550100' : 'x';
}

test('createCall accepts every documented field, null if it is nullable, and no other field', async () => {
  const { createCall = [], machineDetection = [] } = requests;
  const { platform } = simulated({ '/call': '<Hangup/>' });
  const attempt = (given: object) =>
    platform.createCall(given as CreateCall).then(
      async (call) => void (await call.ends('hangup')),
      (error: Error) => error.message,
    );
  const check = async (fields: readonly RequestField[], wrap: (more: object) => object) => {
    const simple = fields.filter(({ isObject }) => !isObject);
    assert.is(await attempt(wrap(Object.fromEntries(simple.map((field) => [field.name, valueFor(field)])))), undefined);
    for (const { name, nullable, values, min, max, maxLength } of simple) {
      assert.is((await attempt(wrap({ [name]: null }))) === undefined, nullable, name);
      const beyond: unknown[] = [
        ...(values.length === 0 ? [] : ['other']),
        ...(max === undefined ? [] : [max + 1]),
        ...(min === undefined ? [] : [min - 0.5]),
        ...(maxLength === undefined ? [] : ['/'.repeat(maxLength + 1)]),
      ];
      for (const value of beyond) assert.type(await attempt(wrap({ [name]: value })), 'string', `${name} ${value}`);
    }
    assert.type(await attempt(wrap({ zzz: 1 })), 'string');
  };
  assert.ok(createCall.length > 0 && machineDetection.length > 0);
  await check(createCall, (more) => ({ ...request, ...more }));
  await check(machineDetection, (more) => ({ ...request, machineDetection: { callbackUrl: '/call', ...more } }));
});

/** Fields of the samples that depend on the network or on a queue. */
const NETWORK = new Set(['diversion', 'uui', 'stirShaken']);

test('every event has the fields of the samples, with the same types', async () => {
  const sent = await sampleEvents();
  const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);
  const problems: string[] = [];
  for (const eventType of new Set(sent.map((event) => String(event.eventType))))
    for (const { direction, cause, types } of events[eventType]?.samples ?? []) {
      const like = sent.filter(
        (event) =>
          event.eventType === eventType && event.direction === direction && (cause ?? event.cause) === event.cause,
      );
      const names = Object.keys(types).filter((name) => !NETWORK.has(name) && name !== 'enqueuedTime');
      const isLike = like.some((event) => names.every((name) => typeOf(event[name]) === types[name]));
      if (isLike) continue;
      problems.push(
        `${eventType}: ${names.filter((name) => like.every((event) => typeOf(event[name]) !== types[name]))}`,
      );
    }
  assert.equal(problems, []);
});

/** Returns events of outbound and inbound calls, of every type that the simulator sends. */
async function sampleEvents(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const transfer = (url: string) =>
    `<Transfer transferCompleteUrl="${url}" transferCallerId="+15550109"><PhoneNumber transferAnswerUrl="/whisper" transferDisconnectUrl="/status">+15550100</PhoneNumber></Transfer>`;
  const { platform, requests } = simulated({
    '/call':
      '<StartGather dtmfUrl="/status"/><Pause duration="3"/><StopGather/><Gather gatherUrl="/record" maxDigits="3"/>',
    '/record':
      '<Record recordCompleteUrl="/next" maxDuration="2" recordingAvailableUrl="/status" transcribe="true" transcriptionAvailableUrl="/status"/>',
    '/next': '<Redirect redirectUrl="/transfer"/>',
    '/transfer': transfer('/again'),
    '/again': transfer('/bye'),
    '/whisper': say('A call.'),
    '/bye': '<Hangup/>',
    '/status': '',
  });
  const hold = { ...request, disconnectUrl: '/status', tag: 'example-tag' };
  for (const mode of ['sync', 'async'] as const) {
    const machineDetection = { mode, callbackUrl: '/status' };
    const call = await platform.createCall({ ...hold, machineDetection }, { detectedAs: 'answering-machine' });
    await call.press('2');
    await call.waits(3);
    await call.press('25#');
    const called = await call.transferredTo('+15550100');
    await called.hears('A call');
    await called.hangUp();
    await call.transferredTo('+15550100', { busy: true });
    await call.ends('hangup');
  }
  await (await platform.createCall(hold, { busy: true })).ends('busy');
  await (await platform.call({ url: '/bye', statusUrl: '/status' })).ends('hangup');
  return requests.map(({ event }) => event);
}

test.run();
