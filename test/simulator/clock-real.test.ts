// The option `clock: 'real'`: time that passes by itself, and that `skip` moves ahead.
import { webhooks } from 'bxml-jsx/fetch';
import { type SentEvent, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { type Answer, document, simulated } from './simulated.js';

const test = suite('clock: real');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
const inRealTime = (answers: Readonly<Record<string, Answer>>) =>
  simulated(answers, { clock: 'real', strict: false, latency: 0 });

/** The texts of prompts and changes, with their seconds rounded. */
const heard = (timeline: readonly { at: number }[]) =>
  timeline.flatMap((entry) => ('text' in entry ? [`${Math.round(entry.at)} ${entry.text}`] : []));

test('skipping a minute takes a call through all its documents, each step at its own time', async () => {
  const { platform } = inRealTime({
    '/call': `${say('x'.repeat(100))}<Gather gatherUrl="/none" firstDigitTimeout="10"/>`,
    '/none': `<Pause duration="20"/><Redirect redirectUrl="/end"/>`,
    '/end': say('Goodbye.'),
  });
  const call = await platform.call({ url: '/call' });
  const moved = await platform.skip(60);
  assert.ok(moved >= 60 && moved < 62, String(moved));
  assert.is(call.cause, 'hangup');
  assert.equal(heard(call.timeline).slice(2), [
    `0 ${'x'.repeat(100)}`,
    // 100 characters of 0.065 s, ten seconds without a key, and the pause.
    '37 Goodbye.',
    '37 is hung up: end of the document',
  ]);
});

test('skipping to the next thing stops at it, and does not move if nothing happens within an hour', async () => {
  const { platform } = inRealTime({ '/call': `${say('One.')}${say('Two.')}<Pause duration="86400"/>` });
  const call = await platform.call({ url: '/call' });
  await platform.skip('next');
  assert.equal(heard(call.timeline).slice(2), ['0 One.', '0 Two.']);
  await platform.skip(1);
  const before = platform.seconds;
  assert.is(await platform.skip('next'), 0);
  assert.ok(platform.seconds - before < 1);
});

test('a request in progress holds the skip, and its response comes first', async () => {
  let respond: (document: Response) => void = () => undefined;
  const { platform } = inRealTime({
    '/call': `<Redirect redirectUrl="/slow"/>`,
    '/slow': () => new Promise<Response>((resolve) => (respond = resolve)),
  });
  const call = await platform.call({ url: '/call' });
  let isDone = false;
  const skipped = platform.skip(30).then(() => (isDone = true));
  await new Promise((resolve) => setImmediate(resolve));
  assert.is(isDone, false);
  respond(document(`<Pause duration="5"/>${say('Late.')}`));
  await skipped;
  assert.equal(heard(call.timeline).slice(2), ['5 Late.', '5 is hung up: end of the document']);
});

test('a phone rings until its callTimeout, and a person decides meanwhile', async () => {
  const { platform } = inRealTime({
    '/call': `<Transfer callTimeout="20" transferCompleteUrl="/done"><PhoneNumber>+15551230077</PhoneNumber></Transfer>`,
    '/done': ({ event }) => say(`It was ${event.cause}.`),
  });
  const first = await platform.call({ url: '/call' });
  await platform.skip(19);
  assert.is(first.transcript().includes('does not answer'), false);
  await platform.skip(1);
  assert.match(first.transcript(), 'does not answer');
  assert.match(first.transcript(), 'It was timeout.');
  const second = await platform.call({ url: '/call' });
  const line = await platform.phone('+15551230077').rings();
  await line.answers();
  await line.says('Hello?', { now: true, seconds: 0.01 });
  await second.hears('Hello?');
});

test('a machine can be decided while the phone rings', async () => {
  const { platform, sent } = inRealTime({ '/answer': say('Hello.') });
  const phone = platform.phone('+15551230077');
  await platform.api.createCall({
    from: '+15551230002',
    to: phone.number,
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    answerUrl: '/answer',
    machineDetection: { mode: 'sync' },
  });
  const line = await phone.rings();
  await line.answers({ detectedAs: 'answering-machine' });
  await platform.skip(10);
  const [answer] = sent('answer');
  assert.is((answer?.machineDetectionResult as { value?: string })?.value, 'answering-machine');
});

test('entries of events have the request and the response as they were sent, without credentials', async () => {
  const credentials = { username: 'voice', password: 'the-secret-of-the-test' };
  const platform = simulate(
    (request: Request) =>
      request.headers.has('authorization')
        ? new Response('<html>', { headers: { 'content-type': 'text/html' } })
        : new Response(null, { status: 401, headers: { 'www-authenticate': 'Basic' } }),
    { clock: 'real', strict: false, application: { credentials } },
  );
  const call = await platform.call({ url: 'https://voice:the-secret-of-the-test@app.example/call?a=1', method: 'GET' });
  const entry = call.timeline.find((each): each is { at: number; leg: string } & SentEvent => each.kind === 'event');
  assert.match(String(entry?.request?.url), /^https:\/\/app\.example\/call\?a=1&eventType=initiate&/);
  assert.equal(entry?.response, { status: 200, contentType: 'text/html', body: '<html>', isCut: false });
  assert.type(entry?.milliseconds, 'number');
  assert.is(entry?.fault, 'content type text/html; expected application/xml');
  assert.not.match(JSON.stringify(call.timeline), 'the-secret-of-the-test');
});

test('a virtual platform has no requests in its entries, and refuses to skip', async () => {
  const { platform } = simulated({ '/call': say('Hi.') });
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.ends();
  assert.is(
    call.timeline.some((entry) => 'request' in entry || 'milliseconds' in entry),
    false,
  );
  const { message } = await errorOf(platform.skip(3));
  assert.match(message, /virtual; expected a platform with real time.*call\.waits\(30\)/s);
});

for (const wrong of [-1, Number.NaN, 604_801, 'soon', undefined])
  test(`skip refuses ${wrong}`, async () => {
    const platform = simulate(() => new Response(), { clock: 'real' });
    const { message } = await errorOf(platform.skip(wrong as number));
    assert.match(message, /expected "next", or a number from 0 to 604800/);
  });

test('faults are in the timeline without strict mode', async () => {
  const { platform } = inRealTime({});
  const call = await platform.call({ url: '/nowhere', statusUrl: null });
  assert.is(call.cause, 'callback-error');
  assert.match(call.transcript(), /! unserved: initiate → POST \/nowhere: status 404/);
});

test('a skip of fractions of a millisecond keeps times to the millisecond', async () => {
  const { platform } = inRealTime({ '/call': '<Pause duration="30"/>' });
  const call = await platform.call({ url: '/call' });
  for (const seconds of [1 / 3, 0.0001, 2 / 3]) await platform.skip(seconds);
  await call.hangUp();
  for (const seconds of [platform.seconds, ...call.timeline.map(({ at }) => at)])
    assert.is(Math.round(seconds * 1000) / 1000, seconds);
  assert.ok(platform.seconds >= 1);
});

test('handlers and drain have their whole patience after a long call', async () => {
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
  const app = webhooks(
    { initiate: () => '<Response><Pause duration="1"/></Response>', disconnect: pause },
    { ack: 'first' },
  );
  const platform = simulate(app, { clock: 'real', limits: { realSeconds: 0.1 }, drain: pause });
  const call = await platform.call();
  await call.ends();
  assert.is(call.cause, 'hangup');
});

test('a step whose event never comes ends after limits.seconds', async () => {
  const { platform } = simulated(
    { '/call': '<Conference>room</Conference>' },
    { clock: 'real', limits: { seconds: 0.2 } },
  );
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.hears('Hello'));
  assert.match(
    error.message,
    'it did not happen within 0.2 seconds (limits.seconds); caller is in the conference room',
  );
});

test.run();
