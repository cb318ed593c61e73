// Arguments of the simulator are checked at run time, for tests without type checking.
import { BxmlError } from 'bxml-jsx';
import { type Call, type Platform, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';
import { application, document, simulated } from './simulated.js';

const test = suite('arguments of the simulator');

const app = () => document('<Hangup/>');
const SECRET = 'swordfish7281';

function isRefused(error: BxmlError, message: RegExp): void {
  assert.instance(error, BxmlError);
  assert.is(error.code, 'simulator.options', error.message);
  assert.match(error.message, message);
  assert.not.match(error.message, new RegExp(SECRET));
}

const options: [given: unknown, message: RegExp][] = [
  [null, /^options is null; expected an object\./],
  ['strict', /^options is "strict"; expected an object/],
  [{ stric: false }, /^options has no "stric"\.\n\s+Did you mean "strict"\?/],
  [{ colour: 1 }, /^options has no "colour"\.\n\s+Allowed: application, origin, /],
  [{ strict: 'no' }, /^options\.strict is "no"; expected true or false\./],
  [{ allow: 'unserved' }, /^options\.allow is "unserved"; expected an array of strings/],
  [{ allow: [1] }, /^options\.allow is an array; expected an array of strings/],
  [{ origin: 'app.example' }, /^options\.origin is "app\.example"; expected an origin such as/],
  [{ origin: 'https://app.example/calls' }, /^options\.origin is /],
  [{ origin: 'ftp://app.example' }, /^options\.origin is /],
  [{ alsoServes: 'https://cdn.example' }, /^options\.alsoServes is /],
  [{ alsoServes: ['cdn.example'] }, /^options\.alsoServes is /],
  [{ accountId: 1 }, /^options\.accountId is 1; expected a string that is not empty/],
  [{ applicationId: '' }, /^options\.applicationId is ""/],
  [{ startsAt: 'tomorrow' }, /^options\.startsAt is "tomorrow"; expected a Date, or a string with a date/],
  [{ startsAt: new Date(Number.NaN) }, /^options\.startsAt is a Date/],
  [{ startsAt: 0 }, /^options\.startsAt is 0/],
  [{ speech: -1 }, /^options\.speech is -1; expected a number of seconds, or a function/],
  [{ speech: Number.NaN }, /^options\.speech is NaN/],
  [{ audio: '3' }, /^options\.audio is "3"; expected a number of seconds, an object/],
  [{ audio: { 'a.wav': '3' } }, /^options\.audio is an object/],
  [{ latency: Number.POSITIVE_INFINITY }, /^options\.latency is Infinity/],
  [{ phones: [] }, /^options\.phones is an array/],
  [
    { phones: { '+1555': { busy: true, rejects: true } } },
    /^options\.phones\["\+1555"\] has more than one outcome: busy, rejects/,
  ],
  [
    { phones: { '+1555': { after: -2 } } },
    /^options\.phones\["\+1555"\]\.after is -2; expected a number of seconds, 0 or more/,
  ],
  [{ processing: { recoding: 2 } }, /^options\.processing has no "recoding"\.\n\s+Did you mean "recording"/],
  [{ processing: { recording: -2 } }, /^options\.processing\.recording is -2/],
  [{ credentials: 'never' }, /^options\.credentials is "never"; expected "challenge", "at-once"/],
  [{ rules: [] }, /^options\.rules is an array/],
  [{ verbs: 'Shout' }, /^options\.verbs is "Shout"; expected an array of verbs/],
  [{ patience: 0 }, /^options\.patience is 0; expected seconds, 0\.001 to 2147483/],
  [{ limits: { days: 1 } }, /^options\.limits has no "days"/],
  [{ limits: { steps: 0 } }, /^options\.limits\.steps is 0; expected a whole number above 0/],
  [{ limits: { steps: 1.5 } }, /^options\.limits\.steps is 1\.5/],
  [{ limits: { documents: '50' } }, /^options\.limits\.documents is "50"/],
  [{ limits: { seconds: -1 } }, /^options\.limits\.seconds is -1; expected a number above 0/],
  [{ limits: { realSeconds: Number.NaN } }, /^options\.limits\.realSeconds is NaN/],
  [{ onFault: {} }, /^options\.onFault is an object; expected a function/],
  [{ onBehavior: [] }, /^options\.onBehavior is an array; expected a function/],
  [{ application: '/call' }, /^options\.application is "\/call"; expected an object/],
  [{ application: { from: '+1555' } }, /^options\.application has no "from"/],
  [{ application: { callbackTimeout: 26 } }, /^options\.application\.callbackTimeout is 26; expected seconds, 1 to 25/],
];

for (const [given, message] of options)
  test(`simulate refuses ${JSON.stringify(given)}`, () => {
    // The cast passes a value that the types refuse.
    isRefused(
      thrownBy(() => simulate(app, given as SimulatorOptions)),
      message,
    );
  });

test('invalid rules and verbs throw the errors of render and parse', () => {
  const wrong = [{ rules: { 'gather.no-url': 'fatal' } }, { verbs: [1] }] as unknown as SimulatorOptions[];
  for (const given of wrong) {
    const error = thrownBy(() => simulate(app, given));
    assert.match(error.code, /^(?:options|parse)\./);
  }
});

test('requests go to the origin of a running server', () => {
  const base = 'http://127.0.0.1:9';
  const own =
    /^The application runs at http:\/\/127\.0\.0\.1:9, but the origin of the platform is https:\/\/\w+\.example\./;
  isRefused(
    thrownBy(() => simulate(base, { origin: 'https://ivr.example' })),
    own,
  );
  isRefused(
    thrownBy(() => simulate(app).restart(new URL(base))),
    own,
  );
  simulate(base, { origin: base }).restart(`${base}/`);
  simulate(base).restart(app);
});

/** A call with invalid arguments. */
type Attempt = [name: string, act: (platform: Platform) => unknown, message: RegExp];

// Passes a value that the types refuse.
const any = <T>(value: unknown): T => value as T;
const to = { to: '+15550100', from: '+15550101', answerUrl: '/call' };

const attempts: Attempt[] = [
  ['a call that is a text', (p) => p.call(any('/call')), /^call is "\/call"; expected an object/],
  ['a misspelled field', (p) => p.call(any({ Url: '/call' })), /^call has no "Url"\.\n\s+Did you mean "url"/],
  ['an invalid URL', (p) => p.call({ url: 'http://' }), /^call\.url is "http:\/\/"; expected a URL of http: or https:/],
  ['a URL of another kind', (p) => p.call({ url: 'mailto:me' }), /^call\.url is /],
  ['a wrong method', (p) => p.call({ method: any('PUT') }), /^call\.method is "PUT"; expected GET or POST/],
  ['a number instead of a string', (p) => p.call({ from: any(1555) }), /^call\.from is 1555/],
  ['invalid fields', (p) => p.call({ fields: any('x') }), /^call\.fields is "x"; expected an object/],
  [
    'a wrong password',
    (p) => p.call({ credentials: any({ username: 'a', password: [SECRET] }) }),
    /^call\.credentials\.password is not a string/,
  ],
  ['half a pair', (p) => p.call({ credentials: any({ username: SECRET }) }), /^call\.credentials\.password is missing/],
  ['a statusUrl that is false', (p) => p.call({ statusUrl: any(false) }), /^call\.statusUrl is false/],
  [
    'a timeout below the minimum',
    (p) => p.call({ callbackTimeout: 0.5 }),
    /^call\.callbackTimeout is 0\.5; expected seconds, 1 to 25/,
  ],
  [
    'an unknown result of machine detection',
    (p) => p.createCall({ ...to, machineDetection: {} }, { detectedAs: any('machine') }),
    /^callee\.detectedAs is "machine"; expected "human", "answering-machine"/,
  ],
  [
    'a result of machine detection that the request does not ask for',
    (p) => p.createCall(to, { detectedAs: 'answering-machine' }),
    /^callee\.detectedAs is set, but the request has no machineDetection.*\n.*mode: 'sync'/,
  ],
  ['no request', (p) => p.createCall(any(undefined)), /^request is undefined; expected an object/],
  ['a request without to', (p) => p.createCall(any({ ...to, to: undefined })), /^request\.to is missing/],
  [
    'a misspelled request',
    (p) => p.createCall(any({ ...to, answerURL: '/x' })),
    /^request has no "answerURL"\.\n\s+Did you mean "answerUrl"/,
  ],
  ['a zero callTimeout', (p) => p.createCall({ ...to, callTimeout: 0 }), /^request\.callTimeout is 0/],
  [
    'a field of a detection that is not there',
    (p) => p.createCall({ ...to, machineDetection: any({ detectionTimeOut: 3 }) }),
    /^request\.machineDetection has no "detectionTimeOut"\.\n\s+Did you mean "detectionTimeout"/,
  ],
  [
    'an unknown field',
    (p) => p.createCall(any({ ...to, recordingEnabled: true })),
    /^request has no "recordingEnabled"\.\n\s+Allowed: to, from, /,
  ],
  ['null for a field that is not nullable', (p) => p.createCall({ ...to, from: any(null) }), /^request\.from is null/],
  ['a priority', (p) => p.createCall({ ...to, priority: any(6) }), /^request\.priority is 6; expected 1, 2, 3, 4, 5/],
  [
    'a long tag',
    (p) => p.createCall({ ...to, tag: 'x'.repeat(4097) }),
    /^request\.tag has 4097 characters; at most 4096/,
  ],
  [
    'a long URL',
    (p) => p.createCall({ ...to, answerUrl: `/${'x'.repeat(2048)}` }),
    /^request\.answerUrl has 2049 char/,
  ],
  ['a long name', (p) => p.createCall({ ...to, displayName: 'x'.repeat(257) }), /^request\.displayName has 257 char/],
  [
    'a name with a tab',
    (p) => p.createCall({ ...to, displayName: 'a\tb' }),
    /^request\.displayName .*control characters/,
  ],
  [
    'a name under privacy',
    (p) => p.createCall({ ...to, privacy: true, displayName: 'Ada' }),
    /^request has a displayName that privacy does not allow; with privacy it is one of Restricted, /,
  ],
  ['a uui without encoding', (p) => p.createCall({ ...to, uui: 'abc' }), /^request\.uui .*;encoding=jwt/],
  [
    'credentials for http',
    (p) => p.createCall({ ...to, answerUrl: 'http://app.example/call', username: 'u' }),
    /^request\.answerUrl is "http:\/\/app\.example\/call"; with username or password the URL must be https\./,
  ],
  [
    'fallback credentials for http',
    (p) => p.createCall({ ...to, answerFallbackUrl: 'http://app.example/call', fallbackPassword: SECRET }),
    /^request\.answerFallbackUrl is .*; with fallbackUsername or fallbackPassword the URL must be https\./,
  ],
  ['an unknown event to hang up in', (p) => p.call({ hangsUpDuring: any('initate') }), /Did you mean "initiate"/],
  [
    'a detection of another mode',
    (p) => p.createCall({ ...to, machineDetection: { mode: any('asynk') } }),
    /^request\.machineDetection\.mode is "asynk"; expected "sync", "async"\.\n\s+Did you mean "async"/,
  ],
  [
    'a callee with two outcomes',
    (p) => p.createCall(to, any({ busy: true, noAnswer: true })),
    /^callee has more than one outcome: busy, noAnswer/,
  ],
  ['an invalid detectedAfter', (p) => p.createCall(to, any({ detectedAfter: '2' })), /^callee\.detectedAfter is "2"/],
  ['a disruption of nothing', (p) => p.disrupt(any(undefined), 'twice'), /^requests is undefined/],
  [
    'a disruption of an unknown event',
    (p) => p.disrupt({ event: 'gathered' }, 'twice'),
    /^requests\.event is "gathered"; expected a known one\.\n\s+Did you mean "gather"/,
  ],
  ['a disruption of zero requests', (p) => p.disrupt({ times: 0 }, 'twice'), /^requests\.times is 0/],
  [
    'an unknown disruption',
    (p) => p.disrupt({}, any('refuse')),
    /^disruption is "refuse"; expected "refused", .*\n\s+Did you mean "refused"/,
  ],
  ['a disruption into the past', (p) => p.disrupt({}, { late: -1 }), /^disruption\.late is -1/],
  ['a disruption without a time', (p) => p.disrupt({}, any({})), /^disruption\.late is missing/],
];

for (const [name, act, message] of attempts)
  test(`a platform refuses ${name}`, async () => {
    const { platform, requests } = simulated({ '/call': '<Hangup/>' });
    isRefused(await rejectionOf((async () => act(platform))()), message);
    assert.is(requests.length, 0);
    // It leaves no call behind.
    await platform.settles();
  });

const behaviors: [given: unknown, message: RegExp][] = [
  [null, /^behavior is null/],
  ['busy', /^behavior is "busy"; expected an object/],
  [{ busy: true, answers: true }, /^behavior has more than one outcome: answers, busy; expected one of them/],
  [{ busy: false }, /^behavior\.busy is false; expected true or undefined/],
  [{ after: -1 }, /^behavior\.after is -1; expected a number of seconds, 0 or more/],
  [{ ringsAfter: Number.NaN }, /^behavior\.ringsAfter is NaN/],
  [{ noanswer: true }, /^behavior has no "noanswer"\.\n\s+Did you mean "noAnswer"/],
];

for (const [given, message] of behaviors)
  test(`a step refuses the behavior ${JSON.stringify(given)}`, async () => {
    const { platform } = simulated({ '/call': '<Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>' });
    const call = await platform.call({ url: '/call', statusUrl: null });
    isRefused(await rejectionOf(call.transferredTo('+15550100', any(given))), message);
    isRefused(await rejectionOf(call.forwardedTo('+15550100', any(given))), message);
    await call.transferredTo('+15550100', { busy: true });
  });

test('a step refuses an invalid outcome of a REFER, and an unknown event', async () => {
  const { platform } = simulated({ '/call': '<Pause duration="1"/>' });
  const call = await platform.call({ url: '/call', statusUrl: null });
  const refused: [act: (call: Call) => Promise<unknown>, message: RegExp][] = [
    [(c) => c.referredTo('sip:x@y.example', any({})), /^outcome must have either succeeds: true or fails: true/],
    [(c) => c.referredTo('sip:x@y.example', any({ succeeds: true, fails: true })), /^outcome must have either/],
    [(c) => c.referredTo('sip:x@y.example', any({ succeeds: true, status: 603 })), /^outcome has a status/],
    [(c) => c.referredTo('sip:x@y.example', { fails: true, status: 6 }), /^outcome\.status is 6/],
    [
      (c) => c.hangUp({ during: any('gathers') }),
      /^options\.during is "gathers"; expected a known one\.\n\s+Did you mean "gather"/,
    ],
  ];
  for (const [act, message] of refused) isRefused(await rejectionOf(act(call)), message);
});

test('the results of option functions are checked', async () => {
  const answers = {
    '/call':
      '<SpeakSentence>Hello.</SpeakSentence><PlayAudio>a.wav</PlayAudio><Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>',
  };
  const given: [SimulatorOptions, RegExp][] = [
    [{ speech: () => Number.NaN }, /^the result of options\.speech is NaN; expected a number of seconds, 0 or more/],
    [{ audio: any(() => undefined) }, /^the result of options\.audio is undefined/],
    [{ latency: () => -1 }, /^the result of options\.latency is -1/],
    [
      { phones: any(() => ({ busy: true, rejects: true })) },
      /^the result of options\.phones has more than one outcome/,
    ],
  ];
  for (const [own, message] of given) {
    const { platform } = simulated(answers, own);
    const ended = platform.call({ url: '/call', statusUrl: null }).then((call) => call.ends());
    isRefused(await rejectionOf(ended), message);
  }
});

test('a createCall request may have additional documented fields', async () => {
  const { handler } = application({ '/call': '<Hangup/>' });
  const request = { ...to, applicationId: 'x', priority: 1, machineDetection: { mode: 'sync', delayResult: true } };
  await (await simulate(handler).createCall(any(request))).ends('hangup');
});

test.run();
