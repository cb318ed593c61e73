import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import { type BxmlElement, Hangup, type Problem, Response, SpeakSentence } from 'bxml-jsx';
import { type Handlers, type KoaHandlerContext, type WebhookOptions, webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { verbsOf } from '../xml.js';

const test = suite('koa');

const call = {
  callId: 'c-1',
  from: '+15551230001',
  to: '+15551230002',
  direction: 'inbound',
  callUrl: 'https://voice.example/c-1',
};
const initiate = { eventType: 'initiate', ...call };
const disconnect = { eventType: 'disconnect', ...call, endTime: '2026-11-24T00:00:00Z', cause: 'hangup' };
const conferenceCreated = { eventType: 'conferenceCreated', conferenceId: 'conf-1', name: 'room' };

const Greeting = ({ from }: { from: string }): BxmlElement => (
  <Response>
    <SpeakSentence>Hello {from}</SpeakSentence>
  </Response>
);

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

interface Client {
  post(body: unknown, headers?: Record<string, string>): Promise<Reply>;
  send(method: string, body?: string | Buffer, headers?: Record<string, string>): Promise<Reply>;
  /** Sends each piece by itself, once the one before has been handed to the network. */
  sendInPieces(pieces: readonly Buffer[], headers?: Record<string, string>): Promise<Reply>;
  errors: unknown[];
}

async function serving(app: Koa, use: (client: Client) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  app.on('error', (error: unknown) => errors.push(error));
  const server: Server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const exchange = (
    method: string,
    headers: Record<string, string>,
    write: (request: ClientRequest) => void,
  ): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port, method, agent: false, headers: { 'content-type': 'application/json', ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      request.on('error', reject);
      write(request);
    });
  const send: Client['send'] = (method, body, headers = {}) =>
    exchange(method, headers, (request) => request.end(body));
  const sendInPieces: Client['sendInPieces'] = (pieces, headers = {}) =>
    exchange('POST', headers, (request) => {
      const sendFrom = (index: number): void => {
        if (index === pieces.length) request.end();
        else request.write(pieces[index], () => setImmediate(sendFrom, index + 1));
      };
      sendFrom(0);
    });
  const post: Client['post'] = (body, headers) =>
    send('POST', typeof body === 'string' ? body : JSON.stringify(body), headers);
  try {
    await use({ post, send, sendInPieces, errors });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const withHandlers = (
  handlers: Handlers<KoaHandlerContext>,
  use: (client: Client) => Promise<void>,
  options?: WebhookOptions,
): Promise<void> => {
  const app = new Koa();
  app.use(webhooks(handlers, options));
  return serving(app, use);
};

test('a synchronous event is answered with the checked document', () =>
  withHandlers({ initiate: Greeting }, async ({ post }) => {
    const { status, headers, body } = await post(initiate);
    assert.is(status, 200);
    assert.is(headers['content-type'], 'application/xml; charset=utf-8');
    assert.equal(verbsOf(body), [['SpeakSentence', {}, 'Hello +15551230001']]);
  }));

test('text from the event is never markup', () =>
  withHandlers({ initiate: Greeting }, async ({ post }) => {
    const { body } = await post({ ...initiate, from: '</SpeakSentence><Hangup/>' });
    assert.equal(verbsOf(body), [['SpeakSentence', {}, 'Hello </SpeakSentence><Hangup/>']]);
  }));

test('handlers may be asynchronous, get Koa’s context, and give asynchronous components', () => {
  const Later = async ({ path }: { path: string }): Promise<BxmlElement> => <SpeakSentence>{path}</SpeakSentence>;
  return withHandlers(
    {
      initiate: async (_event, { ctx }) => (
        <Response>
          <Later path={ctx.path} />
        </Response>
      ),
    },
    async ({ post }) => {
      assert.equal(verbsOf((await post(initiate)).body), [['SpeakSentence', {}, '/']]);
    },
  );
});

test('an asynchronous event is acknowledged empty, and its handler runs', async () => {
  let seen: (event: object) => void = () => undefined;
  const handled = new Promise<object>((resolve) => {
    seen = resolve;
  });
  await withHandlers({ disconnect: (event) => seen(event) }, async ({ post }) => {
    const { status, body, headers } = await post({ ...disconnect, brandNew: 1 });
    assert.is(status, 201);
    assert.is(body, '');
    assert.is(headers['content-type'], undefined);
    assert.equal(await handled, { ...disconnect, brandNew: 1 });
  });
});

test('an asynchronous event without a handler is acknowledged; a synchronous or unknown one is 404', () =>
  withHandlers({}, async ({ post }) => {
    assert.is((await post(disconnect)).status, 201);
    assert.is((await post(initiate)).status, 404);
    assert.match((await post(initiate)).body, 'There is no handler of initiate here');
    const unknown = await post({ eventType: 'tomorrow', callId: 'c-1' });
    assert.is(unknown.status, 404);
    assert.is(JSON.parse(unknown.body).code, 'event.unknown-type');
  }));

test('a conference event may be answered with null, a call’s may not', () =>
  withHandlers({ conferenceCreated: () => null, initiate: () => null as never }, async ({ post, errors }) => {
    const empty = await post(conferenceCreated);
    assert.is(empty.status, 204);
    assert.is(empty.body, '');
    assert.is((await post(initiate)).status, 500);
    assert.match(String(errors[0]), /initiate returned null/);
  }));

test('the document is checked in the context of its event', () =>
  withHandlers(
    {
      conferenceCreated: () => (
        <Response>
          <Hangup />
        </Response>
      ),
    },
    async ({ post, errors }) => {
      assert.is((await post(conferenceCreated)).status, 500);
      assert.match(String(errors[0]), /conferenceCreated > Response > Hangup/);
    },
  ));

for (const [what, handler] of [
  [
    'throws',
    () => {
      throw new Error('boom');
    },
  ],
  ['rejects', () => Promise.reject(new Error('boom'))],
  ['returns a text that is no BXML', () => 'hello'],
  ['returns BXML with a fault', () => '<Response><Hangup now="1"/></Response>'],
  ['returns undefined', () => undefined as never],
  [
    'returns a wrong document',
    () => (
      <Response>
        <SpeakSentence voice="nobody">x</SpeakSentence>
      </Response>
    ),
  ],
] as const) {
  test(`a handler that ${what} is a 500 that tells the caller nothing, and an error of the app`, () =>
    withHandlers({ initiate: handler }, async ({ post, errors }) => {
      const { status, body } = await post(initiate);
      assert.is(status, 500);
      assert.not.match(body, /boom|nobody|Response/);
      assert.is(errors.length, 1);
      // What the handler threw itself is told as it is.
      if (!/^Error: boom/.test(String(errors[0]))) assert.is((errors[0] as Error).name, 'BxmlError');
    }));
}

test('what an asynchronous handler throws is an error of the app, and so is a document', async () => {
  for (const [handler, word] of [
    [
      () => {
        throw new Error('boom');
      },
      /boom/,
    ],
    [() => Promise.reject(new Error('boom')), /boom/],
    [() => (<Response />) as never, /nobody reads/],
  ] as const) {
    const app = new Koa();
    app.use(webhooks({ disconnect: handler }));
    const failed = once(app, 'error');
    await serving(app, async ({ post }) => {
      assert.is((await post(disconnect)).status, 201);
      assert.match(String((await failed)[0]), word);
    });
  }
});

test('what is no event is refused, with the reason as JSON', () =>
  withHandlers({ initiate: Greeting }, async ({ post, send }) => {
    const refuse = async (status: number, code: string, reply: Promise<Reply>): Promise<Reply> => {
      const { status: given, body, headers } = await reply;
      assert.is(given, status);
      assert.match(String(headers['content-type']), /^application\/problem\+json/);
      assert.is(JSON.parse(body).code, code);
      return reply;
    };
    await refuse(400, 'request.json', post('{"a":'));
    await refuse(400, 'request.json', post(''));
    await refuse(400, 'request.json', send('POST', Buffer.from([0x22, 0xff, 0x22])));
    await refuse(400, 'event.not-object', post('[]'));
    await refuse(400, 'event.missing-field', post('{}'));
    const { callId: _without, ...incomplete } = initiate;
    assert.match((await refuse(400, 'event.missing-field', post({ ...incomplete, tag: 'secret' }))).body, /callId/);
    assert.not.match((await post({ ...incomplete, tag: 'secret' })).body, /secret/);
    await refuse(415, 'request.content-type', send('POST', 'x', { 'content-type': 'text/plain' }));
    assert.is((await refuse(405, 'request.method', send('PUT', '{}'))).headers.allow, 'GET, POST');
  }));

test('GET, HEAD and OPTIONS go to the next middleware', () => {
  const app = new Koa();
  app.use(webhooks({ initiate: Greeting }));
  app.use((ctx) => {
    ctx.status = 202;
  });
  return serving(app, async ({ send }) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) assert.is((await send(method)).status, 202);
  });
});

test('a body above the limit is 413, announced or not, and the server goes on', () =>
  withHandlers(
    { initiate: Greeting },
    async ({ post, send }) => {
      const large = JSON.stringify({ ...initiate, pad: 'x'.repeat(2000) });
      assert.is((await post(large)).status, 413);
      assert.is((await send('POST', large, { 'transfer-encoding': 'chunked' })).status, 413);
      assert.is((await post(initiate)).status, 200);
    },
    { limit: 1000 },
  ));

test('a body is read whole, whether it comes at once, in pieces or without its length', () =>
  withHandlers({ initiate: Greeting }, async ({ post, send, sendInPieces }) => {
    const event = JSON.stringify({ ...initiate, from: 'Zoë', more: 'x'.repeat(200_000) });
    const half = Buffer.from(event).subarray(0, 100_000);
    const rest = Buffer.from(event).subarray(100_000);
    for (const reply of [
      await post(event),
      await send('POST', event, { 'transfer-encoding': 'chunked' }),
      await send('POST', JSON.stringify({ ...initiate, from: 'Zoë' }), { 'transfer-encoding': 'chunked' }),
      await sendInPieces([half, rest], { 'content-length': String(half.length + rest.length) }),
    ]) {
      assert.is(reply.status, 200);
      assert.equal(verbsOf(reply.body), [['SpeakSentence', {}, 'Hello Zoë']]);
    }
  }));

test('one MiB is the limit by default', () =>
  withHandlers({ initiate: Greeting }, async ({ post }) => {
    const sized = (bytes: number): string => {
      const frame = JSON.stringify({ ...initiate, pad: '' }).length;
      return JSON.stringify({ ...initiate, pad: 'x'.repeat(bytes - frame) });
    };
    assert.is((await post(sized(1_048_576))).status, 200);
    assert.is((await post(sized(1_048_577))).status, 413);
  }));

test('behind koa-bodyparser on a router it answers the same', () => {
  const app = new Koa();
  const router = new Router();
  router.post('/', bodyParser(), webhooks({ initiate: Greeting, disconnect: () => undefined }));
  app.use(router.routes());
  return serving(app, async ({ post }) => {
    assert.equal(verbsOf((await post(initiate)).body), [['SpeakSentence', {}, 'Hello +15551230001']]);
    assert.is((await post(disconnect)).status, 201);
    assert.is((await post('{"a":')).status, 400);
    assert.is((await post({ eventType: 'initiate' })).status, 400);
    assert.is((await post({ eventType: 'gather', ...call })).status, 404);
  });
});

test('rules, strict and onWarning reach the document', async () => {
  const odd = {
    initiate: () => (
      <Response>
        <SpeakSentence voice="samuel">x</SpeakSentence>
      </Response>
    ),
  };
  const told: Problem[] = [];
  await withHandlers(odd, async ({ post }) => assert.is((await post(initiate)).status, 200), {
    onWarning: (problem) => told.push(problem),
  });
  assert.equal(
    told.map(({ code }) => code),
    ['speak.voice-legacy'],
  );
  await withHandlers(odd, async ({ post }) => assert.is((await post(initiate)).status, 500), { strict: true });
  await withHandlers(odd, async ({ post }) => assert.is((await post(initiate)).status, 200), {
    strict: true,
    rules: { 'speak.voice-legacy': 'off' },
  });
});

test('a misspelt event, a handler that is none, and a limit that is none are refused when it is made', () => {
  // @ts-expect-error there is no such event
  assert.match(thrownBy(() => webhooks({ initate: Greeting })).message, /Did you mean initiate\?/);
  assert.is(thrownBy(() => webhooks({ initiate: 'x' as never })).code, 'handlers.type');
  assert.is(thrownBy(() => webhooks({}, { limit: 0 })).code, 'options.limit');
});

for (const [code, handlers, options] of [
  ['handlers.type', null],
  ['handlers.type', undefined],
  ['handlers.type', 'initiate'],
  ['handlers.type', Greeting],
  ['handlers.type', [Greeting]],
  ['handlers.type', new Map([['initiate', Greeting]])],
  ['handlers.type', Promise.resolve({ initiate: Greeting })],
  ['options.type', {}, null],
  ['options.type', {}, 5],
  ['options.limit', {}, { limit: '1mb' }],
  ['options.limit', {}, { limit: '5' }],
  ['options.limit', {}, { limit: null }],
  ['options.rules', {}, { rules: null }],
  ['options.rules', {}, { rules: { 'speak.voice': 'no' } }],
  ['options.onWarning', {}, { onWarning: 'log' }],
] as const) {
  const given = [handlers, options].map((value) => (value === undefined ? '-' : JSON.stringify(value))).join(', ');
  test(`webhooks(${given}) is refused when it is made: ${code}`, () => {
    const { code: found, message } = thrownBy(() => webhooks(handlers as never, options as never));
    assert.is(found, code);
    assert.match(message, /expected|allowed/);
  });
}

test('the types tell synchronous handlers from asynchronous ones', () => {
  const list: string[] = [];
  webhooks({
    gather: ({ digits }) => (digits === '1' ? <Greeting from="x" /> : <Response />),
    disconnect: ({ callId }) => list.push(callId),
    dtmf: async ({ digit }) => {
      list.push(digit);
    },
  });
  webhooks({ initiate: () => '<Response/>', conferenceCreated: async () => null });
  // @ts-expect-error a number is no answer
  webhooks({ initiate: () => 5 });
  // @ts-expect-error null ends no call
  webhooks({ initiate: () => null });
  // @ts-expect-error nobody reads a document here
  webhooks({ disconnect: () => <Response /> });
  // @ts-expect-error nor here
  webhooks({ disconnect: async () => <Response /> });
  // @ts-expect-error the event has no such field
  webhooks({ initiate: ({ digits }) => <Greeting from={digits} /> });
  assert.is(list.length, 0);
});

test.run();
