// Why a step failed: the first thing that went wrong in the application, with what is known of it.
import { webhooks } from 'bxml-jsx/fetch';
import { type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { serving } from './applications.js';

const test = suite('causes of failures');

const document = (verbs: string): string => `<Response>${verbs}</Response>`;
const boom = new Error('boom');
const breaks = (): never => {
  throw boom;
};

/** The error of a step that waits for what the application does not say. */
async function failing(app: SimulatedApplication, options?: SimulatorOptions) {
  const call = await simulate(app, options).call({ url: '/call', statusUrl: null });
  return { call, error: await failureOf(call.hears('Hello')) };
}

/** What a message says before the end of the call. */
const head = (message: string): string => message.split('\n    expected at')[0] ?? '';

type Body = [name: string, type: string, body: string, says: string | RegExp];

const bodies: Body[] = [
  ['text', 'text/plain', 'no such table: calls', 'it answered "no such table: calls"'],
  ['several lines', 'text/plain', '\r\n one\t\ttwo \u0007\n three\n', 'it answered "one two three"'],
  [
    'HTML',
    'text/html; charset=utf-8',
    '<!DOCTYPE html><head><title>Error</title><style>p { color: red }</style></head><body><pre>TypeError: x &lt; 1<br>&nbsp;at menu</pre>',
    'it answered "Error TypeError: x < 1 at menu"',
  ],
  ['JSON', 'application/json', '{"error":"boom"}', 'it answered "{\\"error\\":\\"boom\\"}"'],
  [
    'problem details',
    'application/problem+json',
    '{"code":"db.down","detail":"No database."}',
    'db.down: No database.',
  ],
  ['problem details that are none', 'application/problem+json', '{"code":', 'it answered "{\\"code\\":"'],
  ['a megabyte', 'text/plain', 'x'.repeat(1_000_000), /it answered "x{300}…"$/],
  ['a megabyte of tags', 'text/html', '<'.repeat(1_000_000), /status 500\)$/],
  ['nothing', 'text/plain', '', /status 500\)$/],
];

for (const [name, type, body, says] of bodies) {
  test(`the beginning of a response body is told: ${name}`, async () => {
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

test('so is that of a server that runs elsewhere', async () => {
  await serving(
    (_request, response) => void response.writeHead(503).end('maintenance'),
    async (base) => assert.match(head((await failing(base)).error.message), 'it answered "maintenance"'),
  );
});

test('what an application throws in this process is the cause', async () => {
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

test('what a middleware of Koa answers is told, where it is not ours', async () => {
  const app = new Koa().use((ctx) => ctx.throw(418, 'a teapot'));
  app.silent = true;
  assert.match(head((await failing(app)).error.message), 'it answered "a teapot"');
});

test('a handler that failed, although a fallback answered, explains what follows', async () => {
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

test('a call that copes is no failure, in strict mode too', async () => {
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

test('a handler that fails is told by ends, unless the test names the cause', async () => {
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

test('settles fails for a call that the failure of a handler has ended, if no step has said so', async () => {
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

test('a handler of another leg that fails is told at the end of the call', async () => {
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

test('an event whose handler failed is not said to have been waited for', async () => {
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

test('errors of any shape are told', async () => {
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
