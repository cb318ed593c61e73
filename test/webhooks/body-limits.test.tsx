// Bodies of unknown length, and behavior that is specific to fetch.
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

/** Returns a request with an endless body in chunks, and counts the chunks that are read. */
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

test('responds 413 to chunks above the limit on koa, and the server keeps working', () =>
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

test('reads a body at once, in chunks and without content-length', () =>
  withHandlers({ initiate: Greeting }, async ({ begin, send }) => {
    const small = JSON.stringify({ ...initiate, from: 'Zoë' });
    const whole = Buffer.from(JSON.stringify({ ...initiate, from: 'Zoë', more: 'x'.repeat(200_000) }));
    const chunked = { 'transfer-encoding': 'chunked' };
    const pieces = begin({ method: 'POST', headers: { 'content-length': String(whole.length) } });
    // Sends the rest after the first chunk has been written to the socket.
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

test('responds 413 to chunks above the limit on fetch, and stops reading', async () => {
  const answer = onFetch.webhooks({ initiate: Greeting }, { limit: 1000 });
  let pulled = 0;
  let canceled = 0;
  const request = streaming(
    (controller) => {
      pulled++;
      controller.enqueue(new Uint8Array(400));
    },
    () => void canceled++,
  );
  const response = await answer(request);
  assert.is(response.status, 413);
  assert.is(JSON.parse(await response.text()).code, 'request.size');
  assert.equal([pulled, canceled], [3, 1]);
});

test('reads a body in chunks of one byte on fetch', async () => {
  let at = 0;
  const request = streaming((controller) => {
    if (at === bytes.length) controller.close();
    else controller.enqueue(bytes.slice(at, ++at));
  });
  assert.is((await onFetch.webhooks({ initiate: Greeting })(request)).status, 200);
});

test('responds 400 to an incomplete body on fetch', async () => {
  const request = streaming((controller) => controller.error(new Error('reset')));
  const response = await onFetch.webhooks({ initiate: Greeting })(request);
  assert.is(response.status, 400);
  assert.is(JSON.parse(await response.text()).code, 'request.aborted');
});

test('reports request.consumed for a body that was read or is being read on fetch', async () => {
  for (const take of [(request: Request) => request.text(), (request: Request) => request.body?.getReader()]) {
    const request = new Request('http://hooks.example/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bytes,
    });
    await take(request);
    const reported: unknown[] = [];
    const onError = (error: unknown, { stage }: { stage: string }): void => {
      reported.push((error as { code?: string }).code, stage);
    };
    assert.is((await onFetch.webhooks({ initiate: Greeting }, { onError })(request)).status, 500);
    assert.equal(reported, ['request.consumed', 'request']);
  }
});

test('fetch responds 404 to requests that it does not handle, with the reason if there is one', async () => {
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

test('a handler receives the request on fetch', async () => {
  const { post } = fetching(
    onFetch.webhooks({ initiate: (_event, { request }) => <Greeting from={new URL(request.url).pathname} /> }),
  );
  assert.match((await post(initiate, { path: '/a' })).body, /Hello \/a/);
});

test.run();
