// Bodies of exactly the limit and of one more byte, with and without content-length.
import { webhooks } from 'bxml-jsx/fetch';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { adapters } from './adapters.js';
import { stoppedClock } from './clock.js';
import { initiate, saying } from './phone-call.js';
import { latch } from './serving.js';

const test = suite('body size');

const body = JSON.stringify(initiate);
const { length } = body;
const greet = { initiate: () => saying('x') };

for (const { serve, name } of adapters) {
  for (const [what, headers] of [
    ['with content-length', { 'content-length': String(length) }],
    ['without content-length', { 'transfer-encoding': 'chunked' }],
  ] as const) {
    test(`accepts a body ${what} up to the limit on ${name}`, async () => {
      for (const [limit, status] of [
        [length + 1, 200],
        [length, 200],
        [length - 1, 413],
      ] as const) {
        await serve(greet, { limit }, async ({ send }) => {
          assert.is((await send({ method: 'POST', headers, body })).status, status, String(limit));
        });
      }
    });
  }
}

/** Returns a request whose body starts and then stalls. */
function stalledRequest(headers: Record<string, string>) {
  const canceled = latch();
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(body.slice(0, 9))),
    cancel: () => canceled.open(),
  });
  const request = new Request('http://hooks.example/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: stream,
    duplex: 'half',
  } as RequestInit);
  return { request, canceled: canceled.opened };
}

test('responds 413 to a content-length above the limit without reading the body on fetch', async () => {
  const { request } = stalledRequest({ 'content-length': '101' });
  assert.is((await webhooks(greet, { limit: 100 })(request)).status, 413);
});

test('cancels a stalled body after the timeout on fetch', async () => {
  const clock = stoppedClock();
  try {
    const { request, canceled } = stalledRequest({});
    const replied = webhooks(greet, { timeout: 3000 })(request);
    while (clock.pending === 0) await new Promise(setImmediate);
    clock.tick(3000);
    assert.is((await replied).status, 408);
    await canceled;
    assert.is(clock.pending, 0);
  } finally {
    clock.restore();
  }
});

test.run();
