// Steps fail with their own message before the five seconds that Vitest and Jest allow a test.
import * as onFetch from 'bxml-jsx/fetch';
import { type Party, type Platform, type SimulatedApplication, simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';

const test = suite('real time');

const never = () => new Promise<never>(() => undefined);
const silent: Record<string, SimulatedApplication> = {
  koa: new Koa().use(never),
  fetch: never,
  listener: { listener: (_request: unknown, _response: unknown) => undefined },
};

/** Returns the seconds that some work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

test('an application that never responds fails the test in time, by default', async () => {
  await Promise.all(
    Object.entries(silent).map(async ([kind, app]) => {
      let message = '';
      const seconds = await timed(async () => {
        const call = await simulate(app).call({ url: '/call', fallbackUrl: '/fallback' });
        ({ message } = await failureOf(call.hears('Hello')));
      });
      assert.ok(seconds < 4.6, `${kind} took ${seconds} s`);
      assert.match(
        message,
        /initiate → POST \S+\/call: no response within 15 s \(N.* within 1 s of real time \(option patience\)/,
      );
    }),
  );
});

/** An application that responds slowly with an endless chain of documents. */
const slow =
  (milliseconds: number): SimulatedApplication =>
  async () => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return new Response('<Response><Pause duration="1"/><Redirect redirectUrl="/next"/></Response>', {
      headers: { 'content-type': 'application/xml' },
    });
  };

test('by default a step ends after four seconds, whatever it waits for', async () => {
  const call = await simulate(slow(700)).call();
  let error: Error | undefined;
  const seconds = await timed(async () => {
    error = await failureOf(call.hears('Hello'));
  });
  assert.ok(seconds > 3.9 && seconds < 4.6, `${seconds} s`);
  assert.match(
    error?.message ?? '',
    'within 4 seconds of real time (limits.realSeconds); not answered yet: redirect → POST',
  );
});

/** Steps that each wait more than once. */
const steps: Record<string, (call: Party, platform: Platform) => Promise<unknown>> = {
  ends: (call) => call.ends(),
  press: (call) => call.press('123456789', { now: true, every: 3 }),
  waits: (call) => call.waits(1000),
  settles: (_, platform) => platform.settles(),
};

for (const [name, act] of Object.entries(steps))
  test(`the time limit applies to the whole step: ${name}`, async () => {
    const platform = simulate(slow(30), { limits: { realSeconds: 0.2 } });
    const call = await platform.call();
    const seconds = await timed(async () => {
      const { code, message } = await failureOf(act(call, platform));
      assert.is(code, 'call.timeout');
      assert.match(message, /within 0\.2 seconds of real time \(limits\.realSeconds\)/);
    });
    assert.ok(seconds < 0.45, `${seconds} s`);
  });

test('calls, handlers and drain share the time limit of a step', async () => {
  const app = onFetch.webhooks({ initiate: () => '<Response><Pause/></Response>', disconnect: never });
  const platform = simulate(app, { patience: 10, limits: { realSeconds: 0.3 }, drain: never });
  const call = await platform.call();
  const seconds = await timed(async () => {
    const { message } = await failureOf(call.ends());
    assert.match(message, /the handler of disconnect.* takes longer than 0\.3 s of real time \(limits\.realSeconds\)/);
  });
  assert.ok(seconds < 0.6, `${seconds} s`);
});

test('a call continues after a step that has timed out', async () => {
  const slowly = new Promise<void>((resolve) => setTimeout(resolve, 300));
  let requests = 0;
  const platform = simulate(
    async () => {
      if (requests++ > 0) await slowly;
      return new Response(
        requests > 1
          ? '<Response><SpeakSentence>Done.</SpeakSentence></Response>'
          : '<Response><Redirect redirectUrl="/next"/></Response>',
        { headers: { 'content-type': 'application/xml' } },
      );
    },
    { limits: { realSeconds: 0.2 } },
  );
  const call = await platform.call({ statusUrl: null }).catch(() => undefined);
  assert.is(call, undefined);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await platform.settles();
});

test('both limits are options', async () => {
  const call = await simulate(slow(1200), { patience: 3, limits: { realSeconds: 8 } }).call({ statusUrl: null });
  assert.is(call.cause, undefined);
  await call.waits(0.5);
});

test.run();
