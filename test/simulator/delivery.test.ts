// Where and how events are sent: methods, URLs, credentials.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answer, document, type Received, simulated } from './simulated.js';

const test = suite('the delivery of events');

const speak = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
const HANGUP = '<Hangup/>';

/** Method and path of each request, and the username of authorized requests. */
const shown = ({ method, path, event, headers }: Received) =>
  [event.eventType, method, path, ...(headers.get('authorization') === null ? [] : [user(headers)])].join(' ');

const user = (headers: Headers) =>
  new TextDecoder().decode(
    Uint8Array.from(atob(headers.get('authorization')?.replace('Basic ', '') ?? ''), (each) => each.charCodeAt(0)),
  );

test('POST sends the event in its body; GET adds it to the existing query string', async () => {
  const urls: string[] = [];
  const { platform, requests } = simulated({
    '/call': '<Gather gatherUrl="/menu?step=1&amp;q=a%26b" gatherMethod="GET" maxDigits="1" tag="a b"/>',
    '/menu': (received) => {
      urls.push(JSON.stringify(received.event));
      return HANGUP;
    },
  });
  const call = await platform.call({ url: '/call' });
  await call.press('#');
  await call.ends('hangup');
  const [initiate, gather] = requests;
  assert.is(initiate?.headers.get('content-type'), 'application/json');
  assert.is(gather?.method, 'GET');
  assert.is(gather?.headers.get('content-type'), null);
  const { step, q, eventType, digits, terminatingDigit, tag, callId } = gather?.event ?? {};
  assert.equal(
    { step, q, eventType, digits, terminatingDigit, tag, callId },
    { step: '1', q: 'a&b', eventType: 'gather', digits: '#', terminatingDigit: '', tag: 'a b', callId: call.callId },
  );
});

test('GET sends nested objects in the query string as JSON', async () => {
  const { platform, sent } = simulated({ '/answer': HANGUP });
  const call = await platform.createCall({
    to: '+15550100',
    from: '+15550101',
    answerUrl: '/answer',
    answerMethod: 'GET',
    machineDetection: { mode: 'sync' },
  });
  await call.ends('hangup');
  assert.is(sent('answer')[0]?.machineDetectionResult, '{"value":"human","duration":"PT2S"}');
});

test('relative URLs are resolved against the URL that served the document', async () => {
  const { platform, requests } = simulated({
    '/a/call': '<Gather gatherUrl="menu" firstDigitTimeout="1"/>',
    '/a/menu': '<Redirect redirectUrl="../b/next?x=1"/>',
    '/b/next': '<Redirect redirectUrl="?x=2" redirectFallbackUrl="deep/other"/>',
    '/b/deep/other': '<Redirect redirectUrl="last"/>',
    '/b/deep/last': '<PlayAudio>tune.wav</PlayAudio><Redirect redirectUrl="/root"/>',
    '/root': '<Redirect redirectUrl="https://app.example/whole#part"/>',
    '/whole': HANGUP,
  });
  platform.disrupt({ url: '?x=2' }, 'refused');
  const call = await platform.call({ url: 'a/call', statusUrl: null });
  assert.equal(await call.hears('tune.wav'), {
    at: 1,
    leg: 'caller',
    kind: 'audio',
    url: 'https://app.example/b/deep/tune.wav',
  });
  await call.ends('hangup');
  assert.equal(
    requests.map(({ path }) => path),
    ['/a/call', '/a/menu', '/b/next', '/b/deep/other', '/b/deep/last', '/root', '/whole'],
  );
});

test('URLs may be absolute, of any origin that the application serves', async () => {
  const { platform, requests } = simulated(
    { '/call': '<Redirect redirectUrl="https://cdn.example/next"/>', '/next': HANGUP, '/status': HANGUP },
    { origin: 'https://ivr.example:8443', alsoServes: ['https://cdn.example'] },
  );
  const call = await platform.call({ url: 'https://ivr.example:8443/call', statusUrl: '/status' });
  await call.ends('hangup');
  assert.equal(requests.map(shown), ['initiate POST /call', 'redirect POST /next', 'disconnect POST /status']);
  assert.match(call.transcript(), /initiate → POST \/call: 200/);
  assert.match(call.transcript(), /redirect → POST https:\/\/cdn\.example\/next: 200/);
});

test('events to an origin that the application does not serve are not sent', async () => {
  const { platform } = simulated(
    { '/call': '<Redirect redirectUrl="https://elsewhere.example/x"/>' },
    { strict: false },
  );
  const call = await platform.call({ url: '/call' });
  assert.is(await call.ends(), 'callback-error');
  assert.match(call.transcript(), /the simulated application does not serve https:\/\/elsewhere\.example/);
});

test('an invalid URL fails, and credentials in a URL are neither sent nor shown', async () => {
  const { platform, requests } = simulated(
    {
      '/call':
        '<PlayAudio>http://[a</PlayAudio><Redirect redirectUrl="//[a" redirectFallbackUrl="https://u:swordfish@app.example/next"/>',
      '/next': HANGUP,
    },
    { allow: ['unserved'] },
  );
  const call = await platform.call({ url: 'https://u:swordfish@app.example/call', statusUrl: null });
  await call.hears('http://[a');
  await call.ends('hangup');
  assert.equal(requests.map(shown), ['initiate POST /call', 'redirect POST /next']);
  assert.match(call.transcript(), /redirect → POST \/\/\[a: the URL is invalid/);
  assert.not.match(call.transcript(), /swordfish/);
});

/** Requires different credentials for each path. */
const guarded =
  (name: string, challenge: string | null, answer: Answer = HANGUP): Answer =>
  (received) => {
    if (received.headers.get('authorization') === `Basic ${btoa(name)}`)
      return received.event.eventType === 'disconnect' ? new Response(null, { status: 204 }) : (answer as string);
    return new Response(null, { status: 401, headers: challenge === null ? {} : { 'www-authenticate': challenge } });
  };

const credentials = { username: 'grün', password: 'a:b' };
const encoded = String.fromCharCode(...new TextEncoder().encode('grün:a:b'));

test('credentials are sent after a challenge', async () => {
  const { platform, requests } = simulated({ '/call': guarded(encoded, 'Basic realm="x"') });
  const call = await platform.call({ url: '/call', credentials });
  await call.ends('hangup');
  assert.equal(requests.map(shown), [
    'initiate POST /call',
    'initiate POST /call grün:a:b',
    'disconnect POST /call',
    'disconnect POST /call grün:a:b',
  ]);
});

for (const challenge of ['Digest realm="y", Basic realm="x"', 'basic', 'BASIC realm=""'])
  test(`the challenge ${challenge} leads to a second request`, async () => {
    const { platform } = simulated({ '/call': guarded(encoded, challenge) });
    assert.is(await (await platform.call({ url: '/call', credentials })).ends(), 'hangup');
  });

for (const challenge of [null, 'Bearer', 'Digest realm="basics"', 'Basics'])
  test(`after a 401 with the challenge ${challenge} there is no second request`, async () => {
    const { platform, requests } = simulated({ '/call': guarded(encoded, challenge) });
    const call = await platform.call({ url: '/call', credentials, statusUrl: null });
    await call.ends('callback-error');
    assert.equal(requests.map(shown), ['initiate POST /call']);
  });

test('credentials are sent at once if the option says so, and never if there are none', async () => {
  const { platform, requests } = simulated({ '/call': guarded(encoded, 'Basic') }, { credentials: 'at-once' });
  await (await platform.call({ url: '/call', credentials, statusUrl: null })).ends('hangup');
  await (await platform.call({ url: '/call', statusUrl: null })).ends('callback-error');
  assert.equal(requests.map(shown), ['initiate POST /call grün:a:b', 'initiate POST /call']);
});

test('a second 401 is a failure, and the fallback has its own credentials', async () => {
  const { platform, requests } = simulated({
    '/call': guarded('other:pair', 'Basic'),
    '/fallback': guarded('second:2', 'Basic', '<Redirect redirectUrl="/third" username="third" password="3"/>'),
    '/third': guarded('third:3', 'Basic'),
  });
  const call = await platform.call({
    url: '/call',
    fallbackUrl: '/fallback',
    credentials,
    fallbackCredentials: { username: 'second', password: '2' },
    statusUrl: null,
  });
  await call.ends('hangup');
  assert.equal(requests.map(shown), [
    'initiate POST /call',
    'initiate POST /call grün:a:b',
    'initiate POST /fallback',
    'initiate POST /fallback second:2',
    'redirect POST /third',
    'redirect POST /third third:3',
  ]);
});

test('disconnect of an inbound call goes to statusUrl, by default to url, and is not sent for null', async () => {
  const settings = { url: '/call' };
  for (const [own, expected] of [
    [{}, 'disconnect POST /call'],
    [{ statusUrl: '/status' }, 'disconnect POST /status'],
    [{ statusUrl: undefined }, 'disconnect POST /call'],
    [{ statusUrl: '/status', statusMethod: 'GET' }, 'disconnect GET /status'],
    [{ statusUrl: null }, undefined],
  ] as const) {
    const { platform, requests } = simulated({ '/call': HANGUP, '/status': '' }, { application: settings });
    await (await platform.call(own)).ends('hangup');
    const reported = requests.filter(({ event }) => event.eventType === 'disconnect').map(shown);
    assert.equal(reported, expected === undefined ? [] : [expected]);
  }
});

test('disconnect goes to statusFallbackUrl if statusUrl fails', async () => {
  const { platform, requests } = simulated(
    { '/call': HANGUP, '/second': '' },
    { application: { url: '/call', statusUrl: '/first', statusFallbackUrl: '/second' }, allow: ['unserved'] },
  );
  await (await platform.call()).ends('hangup');
  assert.equal(requests.slice(1).map(shown), ['disconnect POST /first', 'disconnect POST /second']);
});

test('every later event has the tag until it is cleared', async () => {
  const { platform, requests } = simulated({
    '/call': '<Redirect redirectUrl="/one" tag="first"/>',
    '/one': '<Tag> second </Tag><Redirect redirectUrl="/two"/>',
    '/two': '<Redirect redirectUrl="/three" tag=""/>',
    '/three': speak('Bye.'),
  });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.equal(
    requests.map(({ event: { eventType, tag } }) => [eventType, tag]),
    [
      ['initiate', undefined],
      ['redirect', 'first'],
      ['redirect', 'second'],
      ['redirect', undefined],
      ['disconnect', undefined],
    ],
  );
});

for (const latency of [0.5, (url: string) => (url.endsWith('/call') ? 0.5 : 0.25)])
  test(`requests take the time of the option latency, given as a ${typeof latency}`, async () => {
    const { platform } = simulated({ '/call': '<Redirect redirectUrl="/next"/>', '/next': HANGUP }, { latency });
    const call = await platform.call({ url: '/call', statusUrl: null });
    await call.ends('hangup');
    const second = typeof latency === 'number' ? 1000 : 750;
    assert.equal(
      call.wholeTimeline.filter(({ kind }) => kind === 'event').map(({ at }) => at * 1000),
      [500, second],
    );
    assert.is(platform.seconds, second / 1000);
  });

test('a document may have the content type text/xml, with parameters', async () => {
  const answer = document(HANGUP);
  for (const type of ['text/xml', 'application/xml; charset=utf-8', 'Application/XML;charset="UTF-8"']) {
    answer.headers.set('content-type', type);
    const { platform } = simulated({ '/call': answer });
    assert.is(await (await platform.call({ url: '/call' })).ends(), 'hangup', type);
  }
});

test.run();
