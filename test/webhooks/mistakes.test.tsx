// Mistakes in programs, which must not silently lose an event, a caller or a shutdown.
import { Gather, Response } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leastEvent } from '../events/samples.js';
import { thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';
import { adapters } from './adapters.js';
import { disconnect, Greeting, initiate, saying, timed } from './phone-call.js';

const test = suite('mistakes');

const post = (event: unknown): Request =>
  new Request('http://hooks.example/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });

for (const { serve, name } of adapters) {
  test(`responds 404 to an empty eventType with an unusual event on ${name}`, () =>
    serve({ initiate: Greeting }, {}, async ({ post, send }) => {
      const odd = { toString: 1, valueOf: 1 };
      assert.is((await post({ eventType: '', event: odd })).status, 404);
      assert.is(
        (await send({ method: 'POST', body: `{"eventType":"","event":${'['.repeat(9000)}${']'.repeat(9000)}}` }))
          .status,
        404,
      );
      assert.is((await send({ method: 'GET', path: '/?eventType=&event[toString]=1&event[valueOf]=1' })).status, 404);
    }));

  test(`events of two devices are not duplicates on ${name}`, async () => {
    const seen: string[] = [];
    const least = leastEvent('DEVICE_CONNECTED') as { device: object };
    const eventTime = '2026-11-24T09:00:00.000Z';
    const device = (deviceId: string) => ({ ...least, eventTime, device: { ...least.device, deviceId } });
    const handlers = { DEVICE_CONNECTED: (event: object) => seen.push(JSON.stringify(event)) };
    await serve(handlers as never, { ack: 'after' }, async ({ post }) => {
      for (const id of ['d-1', 'd-2', 'd-1']) await post(device(id));
    });
    assert.is(seen.length, 2);
  });

  test(`calls failed for an invalid document from onError on ${name}`, async () => {
    const failed: string[] = [];
    const hooks = {
      failed: ({ error }: { error: unknown }) => failed.push((error as { code?: string }).code ?? 'boom'),
    };
    const options = {
      hooks,
      onError: () => (
        <Response>
          <Gather maxDigits={99} gatherUrl="/x" />
        </Response>
      ),
    };
    const handlers = {
      initiate: (): never => {
        throw new Error('boom');
      },
    };
    await serve(handlers, options, async ({ post }) => assert.is((await post(initiate)).status, 500));
    assert.equal(failed, ['boom', 'gather.maxDigits']);
  });

  test(`reports dedupe.result if the dedupe store returns no boolean on ${name}`, async () => {
    const reported: unknown[] = [];
    let handled = 0;
    const options = {
      ack: 'after' as const,
      dedupe: new Set() as never,
      onError: (error: unknown) => reported.push((error as { code?: string }).code),
    };
    await serve({ disconnect: () => void handled++ }, options, async ({ post }) => void (await post(timed)));
    assert.equal([handled, reported], [1, ['dedupe.result']]);
  });
}

test('reports an error of a path predicate and responds', async () => {
  const reported: unknown[] = [];
  const path = (): never => {
    throw new Error('boom');
  };
  const answer = webhooks(
    { initiate: Greeting },
    { path, onError: (error, { stage }) => reported.push(String(error), stage) },
  );
  assert.is((await answer(post(initiate))).status, 500);
  assert.equal(reported, ['Error: boom', 'request']);
});

test('ack: after calls slow, and late after the timeout', async () => {
  const reported: string[] = [];
  const hooks = {
    slow: () => reported.push('slow'),
    late: () => reported.push('late'),
    answered: () => reported.push('answered'),
  };
  let done = (): void => undefined;
  const work = new Promise<void>((resolve) => {
    done = resolve;
  });
  const answer = webhooks({ disconnect: () => work }, { hooks, timeout: 5, ack: 'after' });
  assert.is((await answer(post(disconnect))).status, 201);
  assert.equal(reported, ['answered', 'slow']);
  done();
  assert.is(await answer.drain(), 0);
  await Promise.resolve();
  assert.equal(reported, ['answered', 'slow', 'late']);
});

test('a late false from onUnknown does not replace the response of onError', async () => {
  let decline = (_: boolean): void => undefined;
  const answer = webhooks(
    {},
    {
      timeout: 5,
      onUnknown: () =>
        new Promise((resolve) => {
          decline = resolve;
        }),
      onError: () => {
        decline(false);
        return saying('sorry');
      },
    },
  );
  assert.is((await answer(post({ eventType: 'tomorrow' }))).status, 200);
});

test('throws for options and handlers that would have no effect', async () => {
  const codeOf = (act: () => unknown): string => thrownBy(act).code;
  class Calls {
    initiate(): object {
      return <Response />;
    }
  }
  assert.is(
    codeOf(() => webhooks(new Calls() as never)),
    'handlers.type',
  );
  assert.is(
    codeOf(() => webhooks({}, { path: '/calls?x=1' })),
    'options.path',
  );
  assert.is(
    codeOf(() => webhooks({}, { events: ['queued'] as never })),
    'options.events',
  );
  assert.match(thrownBy(() => webhooks({}, (() => undefined) as never)).message, 'app.use(webhooks({');
  assert.match(thrownBy(() => webhooks({}, { auth: { username: 'app', password: '' } })).message, 'empty password');
  assert.match(
    thrownBy(() => webhooks({}, { hooks: { recieved: () => undefined } as never })).message,
    'Did you mean "received"?',
  );
  const { drain } = webhooks({});
  assert.is((await rejectionOf(drain({ timeout: Number.NaN }))).code, 'options.timeout');
  assert.is((await rejectionOf(drain({ timeOut: 5 } as never))).code, 'options.unknown');
});

test.run();
