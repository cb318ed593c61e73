// Steps fail with their own message before the five seconds that Vitest and Jest allow a test.
import * as onFetch from 'bxml-jsx/fetch';
import { type Party, type Platform, type SimulatedApplication, simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';

const test = suite('real time');

/** The requests that an application has received. */
let requests = 0;
test.before.each(() => {
  requests = 0;
});

const never = () => new Promise<never>(() => void requests++);
const silent: Record<string, SimulatedApplication> = {
  koa: new Koa().use(never),
  fetch: never,
  listener: { listener: (_request: unknown, _response: unknown) => void requests++ },
};

for (const [kind, app] of Object.entries(silent))
  test(`an application that never responds fails the test in time, by default: ${kind}`, async () => {
    const call = await simulate(app).call({ url: '/call', fallbackUrl: '/fallback' });
    assert.match(
      (await failureOf(call.hears('Hello'))).message,
      /initiate → POST \S+\/call: no response within 15 s \(N.* within 1 s of real time \(option patience\)/,
    );
    // Each takes a second.
    assert.ok(requests <= 3, `${requests} requests`);
  });

/** An application that responds at once, and then slowly, with an endless chain of documents. */
const slow =
  (milliseconds: number): SimulatedApplication =>
  async () => {
    if (requests++ > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return new Response('<Response><Pause duration="1"/><Redirect redirectUrl="/next"/></Response>', {
      headers: { 'content-type': 'application/xml' },
    });
  };

test('by default a step ends after four seconds, whatever it waits for', async () => {
  const call = await simulate(slow(200)).call();
  const error = await failureOf(call.hears('Hello'));
  assert.match(error.message, 'within 4 seconds of real time (limits.realSeconds); not answered yet: redirect → POST');
  // Twenty in four seconds.
  assert.ok(requests <= 24, `${requests} requests`);
});

/** Steps that each wait more than once. */
const steps: Record<string, (call: Party, platform: Platform) => Promise<unknown>> = {
  ends: (call) => call.ends(),
  press: (call) => call.press('123456789', { now: true, every: 10 }),
  waits: (call) => call.waits(1000),
  settles: (_, platform) => platform.settles(),
};

for (const [name, act] of Object.entries(steps))
  test(`the time limit applies to the whole step: ${name}`, async () => {
    const platform = simulate(slow(50), { patience: 30, limits: { realSeconds: 1 } });
    const call = await platform.call();
    const { code, message } = await failureOf(act(call, platform));
    assert.is(code, 'call.timeout');
    assert.match(message, /within 1 seconds? of real time \(limits\.realSeconds\)/);
    // Twenty in a second.
    assert.ok(requests <= 30, `${requests} requests`);
  });

test('calls, handlers and drain share the time limit of a step', async () => {
  const app = onFetch.webhooks({ initiate: () => '<Response><Pause/></Response>', disconnect: never });
  const platform = simulate(app, { patience: 30, limits: { realSeconds: 1 }, drain: never });
  const call = await platform.call();
  const { message } = await failureOf(call.ends());
  assert.match(message, /the handler of disconnect.* takes longer than 1 s of real time \(limits\.realSeconds\)/);
  // Nothing is left for drain.
  assert.is(requests, 1);
});

test('a call continues after a step that has timed out', async () => {
  let proceed = (): void => {};
  const wait = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  const platform = simulate(
    async () => {
      if (requests++ > 0) await wait;
      return new Response(
        requests > 1
          ? '<Response><SpeakSentence>Done.</SpeakSentence></Response>'
          : '<Response><Redirect redirectUrl="/next"/></Response>',
        { headers: { 'content-type': 'application/xml' } },
      );
    },
    { patience: 30, limits: { realSeconds: 1 } },
  );
  const call = await platform.call({ statusUrl: null }).catch(() => undefined);
  assert.is(call, undefined);
  proceed();
  await platform.settles();
});

test('both limits are options', async () => {
  const call = await simulate(slow(1200), { patience: 30, limits: { realSeconds: 60 } }).call({ statusUrl: null });
  await call.waits(1.5);
  assert.is(requests, 2);
  assert.is(call.cause, undefined);
});

test.run();
