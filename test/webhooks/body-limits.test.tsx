// Bodies that do not say how large they are, and what is special about fetch.
import * as onFetch from 'bxml-jsx/fetch';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { fetching } from './adapters.js';
import { Greeting, initiate, unknown } from './phone-call.js';
import { replyTo, withHandlers } from './serving.js';

const test = suite('body limits');

const large = JSON.stringify({ ...initiate, pad: 'x'.repeat(2000) });
const bytes = new TextEncoder().encode(JSON.stringify(initiate));

/** A request whose body comes in pieces, as many as are asked for. */
function streaming(
  pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void,
  cancel?: () => void,
): Request {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new ReadableStream({ pull, ...(cancel === undefined ? {} : { cancel }) }, { highWaterMark: 0 }),
    duplex: 'half',
  };
  return new Request('http://hooks.example/', init);
}

test('a body in chunks is 413 once it is above the limit on koa, and the server goes on', () =>
  withHandlers(
    { initiate: Greeting },
    async ({ post, send }) => {
      const headers = { 'transfer-encoding': 'chunked' };
      const { status, headers: given } = await send({ method: 'POST', body: large, headers });
      assert.equal([status, given.connection], [413, 'close']);
      assert.is((await post(initiate, { headers })).status, 200);
    },
    { limit: 1000 },
  ));

test('a body is read whole, whether it comes at once, in pieces or without its length', () =>
  withHandlers({ initiate: Greeting }, async ({ begin, send }) => {
    const small = JSON.stringify({ ...initiate, from: 'Zoë' });
    const whole = Buffer.from(JSON.stringify({ ...initiate, from: 'Zoë', more: 'x'.repeat(200_000) }));
    const chunked = { 'transfer-encoding': 'chunked' };
    const pieces = begin({ method: 'POST', headers: { 'content-length': String(whole.length) } });
    // The rest goes out once the first piece has been handed to the network.
    await new Promise((resolve) => pieces.write(whole.subarray(0, 100_000), resolve));
    for (const reply of [
      await replyTo(pieces, whole.subarray(100_000)),
      await send({ method: 'POST', body: whole }),
      await send({ method: 'POST', body: whole, headers: chunked }),
      await send({ method: 'POST', body: small, headers: chunked }),
    ]) {
      assert.is(reply.status, 200);
      assert.equal(verbsOf(reply.body), [['SpeakSentence', {}, 'Hello Zoë']]);
    }
  }));

test('a body in pieces is 413 once it is above the limit on fetch, and is read no further', async () => {
  const answer = onFetch.webhooks({ initiate: Greeting }, { limit: 1000 });
  let pulled = 0;
  let cancelled = 0;
  const request = streaming(
    (controller) => {
      pulled++;
      controller.enqueue(new Uint8Array(400));
    },
    () => void cancelled++,
  );
  const response = await answer(request);
  assert.is(response.status, 413);
  assert.is(JSON.parse(await response.text()).code, 'request.size');
  assert.equal([pulled, cancelled], [3, 1]);
});

test('a body in pieces, each of a byte, is read whole on fetch', async () => {
  let at = 0;
  const request = streaming((controller) => {
    if (at === bytes.length) controller.close();
    else controller.enqueue(bytes.slice(at, ++at));
  });
  assert.is((await onFetch.webhooks({ initiate: Greeting })(request)).status, 200);
});

test('a body that breaks off is 400 on fetch', async () => {
  const request = streaming((controller) => controller.error(new Error('reset')));
  const response = await onFetch.webhooks({ initiate: Greeting })(request);
  assert.is(response.status, 400);
  assert.is(JSON.parse(await response.text()).code, 'request.aborted');
});

test('a body that was read before, or is being read, is an error that says so on fetch', async () => {
  for (const take of [(request: Request) => request.text(), (request: Request) => request.body?.getReader()]) {
    const request = new Request('http://hooks.example/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bytes,
    });
    await take(request);
    const told: unknown[] = [];
    const onError = (error: unknown, { stage }: { stage: string }): void => {
      told.push((error as { code?: string }).code, stage);
    };
    assert.is((await onFetch.webhooks({ initiate: Greeting }, { onError })(request)).status, 500);
    assert.equal(told, ['request.consumed', 'request']);
  }
});

test('where nobody comes next fetch answers 404, which says why where it can', async () => {
  const { send, post } = fetching(onFetch.webhooks({}, { path: '/hooks' }));
  for (const sent of [
    {},
    { path: '/hooks' },
    { method: 'OPTIONS', path: '/hooks' },
    { method: 'PUT', path: '/other' },
  ]) {
    const { status, body } = await send(sent);
    assert.equal([status, body], [404, '']);
  }
  assert.is(JSON.parse((await post(initiate, { path: '/hooks' })).body).code, 'event.no-handler');
  assert.is(JSON.parse((await post(unknown, { path: '/hooks' })).body).code, 'event.unknown-type');
});

test('a handler of fetch gets the request', async () => {
  const { post } = fetching(
    onFetch.webhooks({ initiate: (_event, { request }) => <Greeting from={new URL(request.url).pathname} /> }),
  );
  assert.match((await post(initiate, { path: '/a' })).body, /Hello \/a/);
});

test.run();
