// Handlers after the deadline, or after the client disconnected.
import { once } from 'node:events';
import { type BxmlElement, Response, SpeakSentence } from 'bxml-jsx';
import * as onFetch from 'bxml-jsx/fetch';
import { type WebhookHooks, webhooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Clock, stoppedClock } from './clock.js';
import { Greeting, initiate, saying } from './phone-call.js';
import { appOf, latch, serving } from './serving.js';

const test = suite('late handlers');

let clock: Clock;
test.before.each(() => {
  clock = stoppedClock();
});
test.after.each(() => clock.restore());

type Late = Parameters<NonNullable<WebhookHooks['late']>>[0];

/** Lets the timeout pass, then finishes the handler. */
async function lateWith(
  answer: (end: Promise<void>) => unknown,
  check: (late: Late, reported: readonly unknown[]) => void,
  fail?: Error,
): Promise<void> {
  const [begun, end, late] = [latch(), latch(), latch<Late>()];
  const reported: unknown[] = [];
  const middleware = webhooks(
    {
      initiate: () => {
        begun.open();
        return answer(fail === undefined ? end.opened : end.opened.then(() => Promise.reject(fail))) as BxmlElement;
      },
    },
    {
      onError: (error) => reported.push((error as { code?: string }).code),
      onWarning: ({ code }) => reported.push(code),
      hooks: { late: late.open },
    },
  );
  await serving(appOf(middleware), async ({ post }) => {
    const replied = post(initiate);
    await begun.opened;
    clock.tick(12_000);
    assert.is((await replied).status, 500);
    assert.is(middleware.inFlight, 1, 'it still runs');
    const drained = middleware.drain({ timeout: 60_000 });
    end.open();
    check(await late.opened, reported);
    assert.is(await drained, 0);
    assert.is(middleware.inFlight, 0);
  });
}

test('a late handler counts as in flight until it finishes, and then calls late', () =>
  lateWith(
    (end) => end.then(() => saying('late')),
    ({ eventType, callId, ...rest }, reported) => {
      assert.equal([eventType, callId, Object.keys(rest)], ['initiate', 'c-1', ['duration']]);
      assert.equal(reported, ['answer.timeout']);
    },
  ));

test('an error after the timeout is only reported to late', async () => {
  const boom = new Error('boom');
  await lateWith(
    (end) => end,
    ({ error }, reported) => {
      assert.is(error, boom);
      assert.equal(reported, ['answer.timeout']);
    },
    boom,
  );
});

test('a late component counts as in flight, and no component starts after the timeout', async () => {
  const begun: string[] = [];
  const After = (): BxmlElement => {
    begun.push('after');
    return <SpeakSentence>after</SpeakSentence>;
  };
  const Waiting = async ({ end }: { end: Promise<void> }): Promise<BxmlElement> => {
    await end;
    return <After />;
  };
  await lateWith(
    (end) => (
      <Response>
        <Waiting end={end} />
      </Response>
    ),
    ({ error }, reported) => {
      assert.is(error, undefined);
      assert.equal([begun, reported], [[], ['answer.timeout']]);
    },
  );
});

test('the signal aborts if the client disconnects, and neither answered nor onError is called', async () => {
  const [begun, aborted, end, late] = [latch(), latch<unknown>(), latch(), latch()];
  const reported: unknown[] = [];
  const middleware = webhooks(
    {
      initiate: async (_event, { signal }) => {
        signal.addEventListener('abort', () => aborted.open(signal.reason));
        begun.open();
        await end.opened;
        return saying('nobody hears');
      },
    },
    {
      onError: (error) => reported.push(error),
      hooks: {
        answered: (given) => reported.push(given),
        failed: (given) => reported.push(given),
        late: () => late.open(),
      },
    },
  );
  await serving(appOf(middleware), async ({ begin, post, errors }) => {
    const request = begin({ method: 'POST' });
    request.on('error', () => undefined).end(JSON.stringify(initiate));
    await begun.opened;
    request.destroy();
    assert.match(String(await aborted.opened), /client disconnected/);
    assert.is(middleware.inFlight, 1);
    end.open();
    await late.opened;
    assert.equal([reported, errors, clock.pending], [[], [], 0]);
    assert.is((await post(initiate)).status, 200);
  });
});

test('does not report an error if a fetch client disconnects before its event is handled', async () => {
  const reported: unknown[] = [];
  const answer = onFetch.webhooks(
    {
      initiate: (event) => {
        reported.push('handler');
        return Greeting(event);
      },
    },
    { onError: (error) => reported.push(error), hooks: { answered: () => reported.push('answered') } },
  );
  const leaving = new AbortController();
  const url = `http://hooks.example/?${new URLSearchParams(initiate)}`;
  leaving.abort();
  assert.is((await answer(new Request(url, { signal: leaving.signal }))).status, 500);
  assert.is(await answer.drain(), 0);
  assert.equal(reported, []);
});

test('the signal aborts if a fetch client disconnects', async () => {
  const [begun, end] = [latch<AbortSignal>(), latch()];
  const answer = onFetch.webhooks({
    initiate: async (event, { signal }) => {
      begun.open(signal);
      await end.opened;
      return Greeting(event);
    },
  });
  const leaving = new AbortController();
  const url = `http://hooks.example/?${new URLSearchParams(initiate)}`;
  const replied = answer(new Request(url, { signal: leaving.signal }));
  const signal = await begun.opened;
  const fired = once(signal, 'abort');
  leaving.abort();
  await fired;
  assert.is((await replied).status, 500);
  end.open();
  assert.is(await answer.drain(), 0);
});

test('responds 408 to a slow body on koa', async () => {
  const begun = latch();
  const app = appOf(
    (_ctx, next) => {
      begun.open();
      return next();
    },
    webhooks({ initiate: Greeting }),
  );
  await serving(app, async ({ begin }) => {
    const request = begin({ method: 'POST', headers: { 'content-length': '10' } });
    request.flushHeaders();
    const response = once(request, 'response');
    await begun.opened;
    // The webhooks wait for the body by now.
    await new Promise(setImmediate);
    clock.tick(12_000);
    const [{ statusCode, headers }] = await response;
    assert.equal([statusCode, headers.connection], [408, 'close']);
    request.on('error', () => undefined).destroy();
  });
});

test('responds 408 to a slow body and stops reading on fetch', async () => {
  const [begun, canceled] = [latch(), latch()];
  const body = new ReadableStream({ pull: () => begun.open(), cancel: () => canceled.open() }, { highWaterMark: 0 });
  const answer = onFetch.webhooks({ initiate: Greeting });
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
  };
  const replied = answer(new Request('http://hooks.example/', init));
  await begun.opened;
  clock.tick(12_000);
  const { status, headers } = await replied;
  assert.equal([status, headers.get('connection')], [408, 'close']);
  await canceled.opened;
});

test.run();
