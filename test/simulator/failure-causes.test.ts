// Why a step failed: the first failure of the application, with its reason.
import { webhooks } from 'bxml-jsx/fetch';
import { type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { serving } from './applications.js';

const test = suite('failure causes');

const document = (verbs: string): string => `<Response>${verbs}</Response>`;
const boom = new Error('boom');
const breaks = (): never => {
  throw boom;
};

/** Returns the error of a step that waits for a prompt that the application does not send. */
async function failing(app: SimulatedApplication, options?: SimulatorOptions) {
  const call = await simulate(app, options).call({ url: '/call', statusUrl: null });
  return { call, error: await failureOf(call.hears('Hello')) };
}

/** Returns the part of a message before the timeline. */
const head = (message: string): string => message.split('\n    expected at')[0] ?? '';

type Body = [name: string, type: string, body: string, says: string | RegExp];

const bodies: Body[] = [
  ['text', 'text/plain', 'no such table: calls', 'it answered "no such table: calls"'],
  ['several lines', 'text/plain', '\r\n one\t\ttwo \u0007\n three\n', 'it answered "one two three"'],
  [
    'HTML',
    'text/html; charset=utf-8',
    '<!DOCTYPE html><head><title>Error</title><style>p { color: red }</style></head><body><pre>TypeError: x &lt; 1<br>&nbsp;at menu</pre>',
    'it answered "TypeError: x < 1"',
  ],
  ['JSON', 'application/json', '{"error":"boom"}', 'it answered "boom"'],
  [
    'problem details',
    'application/problem+json',
    '{"code":"db.down","detail":"No database."}',
    'db.down: No database.',
  ],
  ['invalid problem details', 'application/problem+json', '{"code":', 'it answered "{\\"code\\":"'],
  ['a megabyte', 'text/plain', 'x'.repeat(1_000_000), /it answered "x{300}…"$/],
  ['a megabyte of tags', 'text/html', '<'.repeat(1_000_000), /status 500\)$/],
  ['nothing', 'text/plain', '', /status 500\)$/],
];

for (const [name, type, body, says] of bodies) {
  test(`the message has the beginning of the response body: ${name}`, async () => {
    const app = () => new Response(body, { status: 500, headers: { 'content-type': type } });
    const { error, call } = await failing(app);
    assert.match(head(error.message), says);
    assert.match(call.transcript(), /POST \/call: 500\n/);
    if (name === 'text') {
      assert.is(error.cause, 'no such table: calls');
      const [, sent] = call.timeline;
      assert.is(sent?.kind === 'event' && sent.cause, 'no such table: calls');
    }
  });
}

test('the message has the beginning of the response body of a running server', async () => {
  await serving(
    (_request, response) => void response.writeHead(503).end('maintenance'),
    async (base) => assert.match(head((await failing(base)).error.message), 'it answered "maintenance"'),
  );
});

test('an error that an application throws in this process is the cause', async () => {
  const apps: Record<string, SimulatedApplication> = {
    fetch: async () => breaks(),
    listener: { listener: async (_request: unknown, _response: unknown) => breaks() },
  };
  for (const [kind, app] of Object.entries(apps)) {
    const { error } = await failing(app);
    assert.is(error.cause, boom, kind);
    assert.match(head(error.message), /the application threw Error: boom\n\s+at .*causes\.test\.ts:\d+:\d+/);
  }
});

test('the message has the response of other Koa middleware', async () => {
  const app = new Koa().use((ctx) => ctx.throw(418, 'a teapot'));
  app.silent = true;
  assert.match(head((await failing(app)).error.message), 'it answered "a teapot"');
});

test('the failure of a handler explains a later error even if a fallback responded', async () => {
  const app = webhooks(
    { initiate: breaks },
    { onError: () => '<Response><SpeakSentence>Sorry.</SpeakSentence></Response>' },
  );
  const { call, error } = await failing(app);
  assert.is(error.code, 'call.over');
  assert.is(error.cause, boom);
  assert.match(head(error.message), 'the call is over (hangup)\n    before that: initiate → POST');
  assert.match(head(error.message), 'the handler of initiate threw Error: boom');
  assert.match(call.transcript(), '200, SpeakSentence, after Error: boom');
});

test('a call that continues after a failed handler passes, in strict mode too', async () => {
  const app = webhooks({ initiate: breaks }, { onError: () => '<Response><Pause/></Response>' });
  const platform = simulate(app);
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  await platform.settles();
});

test('the first of several failures is the cause', async () => {
  const first = new Error('first');
  const app = webhooks({
    initiate: () => document('<Pause/><Redirect redirectUrl="/next"/>'),
    redirect: () => Promise.reject(first),
    disconnect: breaks,
  });
  const call = await simulate(app).call();
  const error = await failureOf(call.ends('hangup'));
  assert.is(error.cause, first);
  assert.match(head(error.message), /redirect → POST.*Error: first.*after that: handler-error: disconnect/s);
});

test('ends fails for a failed handler unless the test names the cause', async () => {
  const app = webhooks({ initiate: () => document('<Pause/><Redirect redirectUrl="/next"/>'), redirect: breaks });
  const begin = (options?: SimulatorOptions) => simulate(app, options).call({ statusUrl: null });
  const error = await failureOf((await begin()).ends());
  assert.is(error.code, 'call.strict');
  assert.match(error.message, 'handler-error: caller is cut off (callback-error): redirect → POST');
  assert.is(error.cause, boom);
  await (await begin()).ends('callback-error');
  assert.is((await failureOf((await begin()).ends('hangup'))).code, 'call.different');
  assert.is(await (await begin({ allow: ['handler-error'] })).ends(), 'callback-error');
  assert.is(await (await begin({ strict: false })).ends(), 'callback-error');
});

test('settles fails for a call that a failed handler has ended, if no step has reported it', async () => {
  const begin = async (options?: SimulatorOptions) => {
    const platform = simulate(webhooks({ initiate: breaks }), options);
    return { platform, call: await platform.call({ statusUrl: null }) };
  };
  const { platform } = await begin();
  const error = await failureOf(platform.settles());
  assert.is(error.code, 'call.strict');
  assert.is(error.cause, boom);
  await platform.settles();
  const expected = await begin();
  await expected.call.ends('callback-error');
  await expected.platform.settles();
  await (await begin({ allow: ['handler-error'] })).platform.settles();
  const other = simulate(() => new Response('down', { status: 500 }));
  await other.call({ statusUrl: null });
  assert.match((await failureOf(other.settles())).message, 'callback-error: caller is cut off (callback-error): ');
});

test('the failed handler of another leg is reported at the end of the call', async () => {
  const app = webhooks({
    initiate: () => document('<Transfer><PhoneNumber transferAnswerUrl="/a">+15550100</PhoneNumber></Transfer>'),
    transferAnswer: breaks,
  });
  const call = await simulate(app, { phones: { '+15550100': {} } }).call({ statusUrl: null });
  const error = await failureOf(call.ends('hangup'));
  assert.is(error.code, 'call.strict');
  assert.is(error.cause, boom);
  assert.match(error.message, 'handler-error: +15550100 is cut off (callback-error): transferAnswer → POST');
});

test('the hint of receives does not mention an event whose handler failed', async () => {
  const app = webhooks({
    initiate: () => document('<Record recordCompleteUrl="/done" recordingAvailableUrl="/file" maxDuration="1"/>'),
    recordComplete: () => document('<Hangup/>'),
    recordingAvailable: breaks,
    disconnect: () => undefined,
  });
  const call = await simulate(app).call();
  const error = await failureOf(call.receives('recordingAvailable'));
  assert.is(error.cause, boom);
  assert.not.match(error.message, 'earlier steps');
  await call.receives('recordingAvailable');
  const again = await failureOf(call.receives('recordingAvailable'));
  assert.match(again.message, '1 recordingAvailable event was received, and returned by earlier steps');
});

test('thrown values of any type are shown', async () => {
  const odd = [undefined, null, 'text', 5, { message: 'bare' }, new Proxy({}, { get: breaks })];
  for (const thrown of odd) {
    const app = webhooks({
      initiate: () => {
        throw thrown;
      },
    });
    const { error } = await failing(app);
    assert.ok('cause' in error);
    assert.is(error.cause, thrown);
    assert.match(head(error.message), 'the handler of initiate threw ');
  }
});

test.run();
