// Responses that are not ready in time, on a fake clock.
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

/** A handler that resolves `begun` when it starts, and finishes when the test opens its latch. */
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
    check: (reply: { status: number; body: string }, reported: readonly unknown[]) => void,
    event: object = initiate,
  ): Promise<void> => {
    const { begun, end, handler } = slow();
    const reported: unknown[] = [];
    const late = latch();
    const onError: AnyOptions['onError'] = (error, info) => {
      reported.push([(error as { code?: string }).code, info.stage, info.eventType]);
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
      check(await replied, reported);
      end(saying('too late'));
      await late.opened;
      assert.is(reported.length, 1);
    });
  };

  test(`responds 500 and calls onError after 12 seconds on ${name}`, () =>
    withSlow({}, ({ status, body }, reported) => {
      assert.is(status, 500);
      assert.is(JSON.parse(body).code, 'answer.failed');
      assert.equal(reported, [['answer.timeout', 'timeout', 'initiate']]);
    }));

  test(`responds with the fallback after the timeout on ${name}`, () =>
    withSlow({ timeout: 2000, fallback: sorry }, ({ status, body }) => {
      assert.is(status, 200);
      assert.equal(verbsOf(body), said('Sorry'));
    }));

  test(`a document from onError takes precedence over the fallback on ${name}`, async () => {
    for (const given of [saying('Wait'), '<Response><SpeakSentence>Wait</SpeakSentence></Response>']) {
      for (const document of [given, Promise.resolve(given)]) {
        await withSlow({ fallback: sorry, onError: () => document }, ({ status, body }) => {
          assert.is(status, 200);
          assert.equal(verbsOf(body), said('Wait'));
        });
      }
    }
  });

  test(`responds 500 if the fallback is invalid for the response context on ${name}`, async () => {
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

  test(`onError has one second to return a document on ${name}`, async () => {
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

  test(`responds 500 after the timeout if the auth function never settles on ${name}`, async () => {
    const asked = latch();
    const reported: unknown[] = [];
    const options: AnyOptions = {
      auth: () => {
        asked.open();
        return new Promise(() => undefined);
      },
      onError: (error, { stage }) => reported.push([(error as { code?: string }).code, stage]),
    };
    await serve({ initiate: Greeting }, options, async ({ post }) => {
      const replied = post(initiate, { headers: { authorization: `Basic ${btoa('a:b')}` } });
      await asked.opened;
      clock.tick(12_000);
      assert.is((await replied).status, 500);
      assert.equal(reported, [['auth.timeout', 'auth']]);
    });
  });

  test(`ack: 'after' waits for the handler up to the timeout on ${name}`, async () => {
    const { begun, end, handler } = slow();
    const reported: unknown[] = [];
    const options: AnyOptions = { ack: 'after', timeout: 3000, onError: (error) => reported.push(error) };
    await serve({ disconnect: handler }, options, async ({ post }) => {
      const replied = post(disconnect);
      const { signal } = await begun;
      clock.tick(3000);
      assert.is((await replied).status, 201);
      assert.equal([signal.aborted, reported], [false, []]);
      end(undefined);
    });
  });
}

test('no timer is pending after a response', async () => {
  for (const { serve } of adapters) {
    await serve({ initiate: Greeting }, {}, async ({ post }) => {
      await post(initiate);
      await post({});
      assert.is(clock.pending, 0);
    });
  }
});

test('throws for a fallback that is not a valid document for calls', () => {
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

test('basicAuth waits for the auth function for 12 seconds', async () => {
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
  test(`ignores the warnings of a late document on ${name}`, async () => {
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
