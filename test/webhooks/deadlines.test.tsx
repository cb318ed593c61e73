// Answers that are not ready in time. Time is made by the tests, so that nothing has to be waited for.
import { type BxmlElement, Hangup, PlayAudio, Response, SpeakSentence } from 'bxml-jsx';
import { basicAuth } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { verbsOf } from '../xml.js';
import { type AnyContext, type AnyOptions, adapters } from './adapters.js';
import { type Clock, stoppedClock } from './clock.js';
import { conferenceCreated, disconnect, Greeting, initiate, saying } from './phone-call.js';
import { appOf, latch, serving } from './serving.js';

const test = suite('deadlines');

let clock: Clock;
test.before.each(() => {
  clock = stoppedClock();
});
test.after.each(() => clock.restore());

const sorry = saying('Sorry');
const said = (text: string): unknown => [['SpeakSentence', {}, text]];

/** A handler that has begun when `begun` says so, and ends when told to. */
function slow() {
  const begun = latch<AnyContext>();
  const end = latch<unknown>();
  const handler = (_event: object, context: AnyContext): Promise<never> => {
    begun.open(context);
    return end.opened as Promise<never>;
  };
  return { begun: begun.opened, end: end.open, handler };
}

for (const { serve, name } of adapters) {
  const withSlow = async (
    options: AnyOptions,
    check: (reply: { status: number; body: string }, told: readonly unknown[]) => void,
    event: object = initiate,
  ): Promise<void> => {
    const { begun, end, handler } = slow();
    const told: unknown[] = [];
    const late = latch();
    const onError: AnyOptions['onError'] = (error, info) => {
      told.push([(error as { code?: string }).code, info.stage, info.eventType]);
      return options.onError?.(error, info);
    };
    const hooks = { late: () => late.open() };
    await serve({ initiate: handler, conferenceCreated: handler }, { ...options, onError, hooks }, async ({ post }) => {
      const replied = post(event);
      const { signal } = await begun;
      assert.not.ok(signal.aborted);
      clock.tick((options.timeout ?? 12_000) - 1);
      assert.not.ok(signal.aborted);
      clock.tick(1);
      assert.ok(signal.aborted);
      check(await replied, told);
      end(saying('too late'));
      await late.opened;
      assert.is(told.length, 1);
    });
  };

  test(`after 12 seconds the answer is 500, and onError is told so, on ${name}`, () =>
    withSlow({}, ({ status, body }, told) => {
      assert.is(status, 500);
      assert.is(JSON.parse(body).code, 'answer.failed');
      assert.equal(told, [['answer.timeout', 'timeout', 'initiate']]);
    }));

  test(`the fallback answers after the timeout on ${name}`, () =>
    withSlow({ timeout: 2000, fallback: sorry }, ({ status, body }) => {
      assert.is(status, 200);
      assert.equal(verbsOf(body), said('Sorry'));
    }));

  test(`what onError gives is preferred to the fallback on ${name}`, async () => {
    for (const given of [saying('Wait'), '<Response><SpeakSentence>Wait</SpeakSentence></Response>']) {
      for (const document of [given, Promise.resolve(given)]) {
        await withSlow({ fallback: sorry, onError: () => document }, ({ status, body }) => {
          assert.is(status, 200);
          assert.equal(verbsOf(body), said('Wait'));
        });
      }
    }
  });

  test(`the fallback is left out where it is not valid on ${name}`, async () => {
    const hangup = (
      <Response>
        <Hangup />
      </Response>
    );
    const play = (
      <Response>
        <PlayAudio>https://media.example/a.wav</PlayAudio>
      </Response>
    );
    await withSlow({ fallback: hangup }, ({ status }) => assert.is(status, 500), conferenceCreated);
    await withSlow({ fallback: play }, ({ status }) => assert.is(status, 200), conferenceCreated);
  });

  test(`onError has a second for its document on ${name}`, async () => {
    const asked = latch();
    const onError = (): Promise<never> => {
      asked.open();
      return new Promise(() => undefined);
    };
    const boom = (): never => {
      throw new Error('boom');
    };
    await serve({ initiate: boom }, { fallback: sorry, onError }, async ({ post }) => {
      const replied = post(initiate);
      await asked.opened;
      clock.tick(1000);
      assert.equal(verbsOf((await replied).body), said('Sorry'));
    });
  });

  test(`an auth function that never answers is a 500 after the timeout on ${name}`, async () => {
    const asked = latch();
    const told: unknown[] = [];
    const options: AnyOptions = {
      auth: () => {
        asked.open();
        return new Promise(() => undefined);
      },
      onError: (error, { stage }) => told.push([(error as { code?: string }).code, stage]),
    };
    await serve({ initiate: Greeting }, options, async ({ post }) => {
      const replied = post(initiate, { headers: { authorization: `Basic ${btoa('a:b')}` } });
      await asked.opened;
      clock.tick(12_000);
      assert.is((await replied).status, 500);
      assert.equal(told, [['auth.timeout', 'auth']]);
    });
  });

  test(`an acknowledgement after the handler waits no longer than the timeout on ${name}`, async () => {
    const { begun, end, handler } = slow();
    const told: unknown[] = [];
    const options: AnyOptions = { ack: 'after', timeout: 3000, onError: (error) => told.push(error) };
    await serve({ disconnect: handler }, options, async ({ post }) => {
      const replied = post(disconnect);
      const { signal } = await begun;
      clock.tick(3000);
      assert.is((await replied).status, 201);
      assert.equal([signal.aborted, told], [false, []]);
      end(undefined);
    });
  });
}

test('no timer is left behind', async () => {
  for (const { serve } of adapters) {
    await serve({ initiate: Greeting }, {}, async ({ post }) => {
      await post(initiate);
      await post({});
      assert.is(clock.pending, 0);
    });
  }
});

test('a fallback that is no valid document for calls is refused when it is made', () => {
  const odd = (voice: never): BxmlElement => (
    <Response>
      <SpeakSentence voice={voice}>x</SpeakSentence>
    </Response>
  );
  for (const { make } of adapters) {
    const codeOf = (fallback: unknown, options: AnyOptions = {}): string =>
      thrownBy(() => make({}, { ...options, fallback: fallback as never })).code;
    assert.is(codeOf(odd('nobody' as never)), 'options.fallback');
    assert.is(codeOf(odd('samuel' as never), { strict: true }), 'options.fallback');
    for (const none of [<Hangup key="x" />, '<Response/>', null, Promise.resolve(<Response />)]) {
      assert.is(codeOf(none), 'options.fallback');
    }
    make({}, { fallback: odd('samuel' as never) });
    make({}, { fallback: odd('nobody' as never), rules: { 'speak.voice': 'off' } });
  }
});

test('basicAuth waits for the function as long as webhooks would by default', async () => {
  const asked = latch();
  const auth = (): Promise<boolean> => {
    asked.open();
    return new Promise(() => undefined);
  };
  await serving(appOf(basicAuth({ auth })), async ({ post, errors }) => {
    const replied = post(initiate, { headers: { authorization: `Basic ${btoa('a:b')}` } });
    await asked.opened;
    clock.tick(11_999);
    assert.equal(errors, []);
    clock.tick(1);
    assert.is((await replied).status, 500);
    assert.is((errors[0] as { code?: string }).code, 'auth.timeout');
  });
});

for (const { serve, name } of adapters) {
  test(`nobody is told the warnings of a document that comes too late on ${name}`, async () => {
    const { begun, end, handler } = slow();
    const [warned, late] = [[] as string[], latch()];
    const options: AnyOptions = {
      onError: () => sorry,
      onWarning: ({ code }) => warned.push(code),
      hooks: { late: () => late.open() },
    };
    await serve({ initiate: handler }, options, async ({ post }) => {
      const replied = post(initiate);
      await begun;
      clock.tick(12_000);
      assert.equal(verbsOf((await replied).body), said('Sorry'));
      end(
        <Response>
          <SpeakSentence voice="samuel">too late</SpeakSentence>
        </Response>,
      );
      await late.opened;
    });
    assert.equal(warned, []);
  });
}

test.run();
