// Arbitrary requests: the response is a documented one and quotes nothing, and handlers receive only valid events.
import { Response as Bxml } from 'bxml-jsx';
import { webhooks as fetchWebhooks } from 'bxml-jsx/fetch';
import { webhooks } from 'bxml-jsx/koa';
import { webhooks as nodeWebhooks } from 'bxml-jsx/node';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { definitions, leastEvent } from '../events/samples.js';
import { type AnyRequest, anyRequest, isEvent, nearEvent, query } from './hostile-requests.js';
import { exchange, type RawReply, rawRequest, SECRET, serving, servingListener, watched } from './hostile-server.js';

const test = suite('hostile requests');

const REFUSED = [400, 401, 404, 405, 415];

const options = { auth: { username: 'bandwidth', password: 'open' }, ack: 'after', dedupe: false } as const;

/** Returns a handler for every event that records its argument. */
function everyHandler(seen: object[]): object {
  const handlers = definitions.map(({ name, kind }) => {
    const handler = (event: object): unknown => {
      seen.push(event);
      return kind === 'sync' ? <Bxml /> : undefined;
    };
    return [name, handler];
  });
  return Object.fromEntries(handlers);
}

function judge({ method, body }: AnyRequest, { status, head, body: text }: RawReply, seen: object[]): void {
  const [event, ...others] = seen.splice(0);
  assert.is(others.length, 0, 'handled once');
  if (event === undefined) {
    assert.ok(REFUSED.includes(status), `status ${status}`);
    assert.not.match(head + text, SECRET);
    return;
  }
  assert.ok([200, 201].includes(status), `status ${status} though the event was handled`);
  assert.ok(isEvent(event), `handled ${JSON.stringify(event)}`);
  if (method === 'GET') return;
  assert.is(method, 'POST');
  const sent = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  assert.is(JSON.stringify(event).includes(SECRET), JSON.stringify(sent).includes(SECRET));
}

type ServedOptions = { readonly dedupe: false; readonly ack: 'after'; readonly auth?: typeof options.auth };

/** The frameworks that serve webhooks over HTTP. */
const hosts = {
  koa: (handlers: object, given: ServedOptions, use: (port: number) => Promise<void>) =>
    serving(webhooks(handlers, given), use),
  node: (handlers: object, given: ServedOptions, use: (port: number) => Promise<void>) =>
    servingListener(nodeWebhooks(handlers, given), use),
};

for (const [name, host] of Object.entries(hosts)) {
  test(`${name} answers any request`, () => {
    const seen: object[] = [];
    const statuses = new Set<number>();
    return host(everyHandler(seen), options, async (port) => {
      await fc.assert(
        fc.asyncProperty(anyRequest, async (request) => {
          const target = `/?${request.query}`;
          const replies = await exchange(port, rawRequest(request.body, request.headers, request.method, target));
          assert.is(replies.length, 1);
          judge(request, replies[0] as RawReply, seen);
          statuses.add(replies[0]?.status ?? 0);
        }),
        { numRuns: 300 },
      );
      // Otherwise the generated requests do not vary enough.
      for (const status of [200, 201, ...REFUSED]) assert.ok(statuses.has(status), `never answered with ${status}`);
    });
  });

  test(`${name} answers a good request after any bad ones on a connection`, () => {
    const seen: object[] = [];
    const good = JSON.stringify(leastEvent('initiate'));
    return host(everyHandler(seen), { dedupe: false, ack: 'after' }, (port) =>
      fc.assert(
        fc.asyncProperty(fc.array(nearEvent, { minLength: 1, maxLength: 6 }), async (events) => {
          const bad = events.map((event) => rawRequest(JSON.stringify(event), { connection: 'keep-alive' }));
          const replies = await exchange(port, ...bad, rawRequest(good));
          assert.is(replies.length, events.length + 1);
          const handled = seen.splice(0);
          assert.is(replies.filter(({ status }) => status < 300).length, handled.length);
          assert.ok(handled.every(isEvent));
          assert.is(replies.at(-1)?.status, 200);
        }),
        { numRuns: 60 },
      ),
    );
  });
}

async function replyOf(response: Response): Promise<RawReply> {
  return { status: response.status, head: JSON.stringify([...response.headers]), body: await response.text() };
}

const urlOf = (text: string): string => `http://localhost/?${text}`;

test('fetch answers any request', () => {
  const seen: object[] = [];
  const answer = fetchWebhooks(everyHandler(seen), options);
  return watched(() =>
    fc.assert(
      fc.asyncProperty(anyRequest, fc.boolean(), async (request, isStreamed) => {
        const { method, headers, body } = request;
        const init: RequestInit = { method, headers, duplex: 'half' };
        if (method !== 'GET') init.body = isStreamed ? inPieces(body) : body;
        judge(request, await replyOf(await answer(new Request(urlOf(request.query), init))), seen);
      }),
      { numRuns: 300 },
    ),
  );
});

/** Streams the bytes one by one, with empty chunks in between. */
function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const pieces = [...bytes].flatMap((byte) => [Uint8Array.of(byte), new Uint8Array()]);
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

test('a GET with any query is handled, refused or passed on', () => {
  const seen: object[] = [];
  const answer = fetchWebhooks(everyHandler(seen), { dedupe: false, ack: 'after' });
  return watched(() =>
    fc.assert(
      fc.asyncProperty(fc.oneof(query, fc.string({ unit: 'binary' })), async (text) => {
        const request = { method: 'GET', query: text, headers: {}, body: new Uint8Array() };
        judge(request, await replyOf(await answer(new Request(urlOf(text)))), seen);
      }),
      { numRuns: 300 },
    ),
  );
});

test('an endpoint event named like a webhook type reaches no handler unvalidated', () =>
  watched(async () => {
    const seen: object[] = [];
    const answer = fetchWebhooks(everyHandler(seen));
    for (const body of ['{"event":"initiate"}', '{"event":"disconnect"}', '{"eventType":"connectStatus"}']) {
      const headers = { 'content-type': 'application/json' };
      assert.is((await answer(new Request(urlOf(''), { method: 'POST', body, headers }))).status, 404);
    }
    assert.equal(seen, []);
  }));

for (const [what, text] of [
  ['arrays', `{"eventType":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['objects', `${'{"eventType":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['unterminated arrays', `{"eventType":"gather","x":${'['.repeat(50_000)}`],
] as const) {
  test(`refuses 50,000 levels of ${what}`, () =>
    watched(async () => {
      const answer = fetchWebhooks(everyHandler([]));
      const headers = { 'content-type': 'application/json' };
      const { status } = await answer(new Request(urlOf(''), { method: 'POST', body: text, headers }));
      assert.is(status, 400);
    }));
}

test('accepts extra fields with 50,000 levels of nesting', () =>
  watched(async () => {
    for (const field of ['brandNew', 'tag', 'deviceId', 'conferenceId', 'mediaStream', '__proto__']) {
      let handled = 0;
      const errors: unknown[] = [];
      const answer = fetchWebhooks(
        {
          disconnect: () => {
            handled++;
          },
        },
        { ack: 'after', onError: (error) => errors.push(error) },
      );
      const event = JSON.stringify({ ...leastEvent('disconnect'), eventTime: '2026-11-24T00:00:00Z' });
      const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
      const text = event.replace(/}$/, `,"${field}":${deep}}`);
      const headers = { 'content-type': 'application/json' };
      const { status } = await answer(new Request(urlOf(''), { method: 'POST', body: text, headers }));
      assert.equal([field, status, handled, errors.length], [field, 201, 1, 0]);
    }
  }));

test('the memory for deduplication does not grow with the size of events', async () => {
  const keys: string[] = [];
  const add = (key: string): boolean => keys.push(key) > 0;
  const answer = fetchWebhooks({ disconnect: () => undefined }, { ack: 'after', dedupe: { add } });
  const headers = { 'content-type': 'application/json' };
  const event = { ...leastEvent('disconnect'), eventTime: '2026-11-24T00:00:00Z' };
  const huge = 'x'.repeat(100_000);
  for (const change of [
    {},
    { eventTime: huge },
    { deviceId: huge },
    { deviceId: [huge] },
    { mediaStream: { id: huge } },
  ]) {
    const body = JSON.stringify({ ...event, ...change });
    assert.is((await answer(new Request(urlOf(''), { method: 'POST', body, headers }))).status, 201);
  }
  assert.equal(
    keys.map(({ length }) => length < 1000),
    [true],
  );
});

test.run();
