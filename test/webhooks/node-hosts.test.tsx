// The Node middleware in Express, Connect, plain servers and the simulator: mounts, parsers, next middleware.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basicAuth, webhooks } from 'bxml-jsx/node';
import { simulate } from 'bxml-jsx/testing';
import connect from 'connect';
import express5 from 'express';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { disconnect, Greeting, initiate, saying, unknown } from './phone-call.js';
import { latch, servingListener } from './serving.js';

// Imported without types, which belong to the version installed as express.
const express4 = createRequire(import.meta.url)('express-4') as typeof express5;

const test = suite('node hosts');

const hello = [['SpeakSentence', {}, 'Hello +15551230001']];
const handlers = { initiate: Greeting, disconnect: () => undefined };
const auth = { username: 'u', password: 'p' };
const headers = { authorization: `Basic ${btoa('u:p')}` };

for (const [name, express] of [
  ['Express 5', express5],
  ['Express 4', express4],
] as const) {
  test(`a mount of ${name} removes its prefix before path is compared`, () => {
    const app = express();
    app.use('/voice', webhooks({ initiate: (_event, { req }) => saying(req.url ?? '') }, { path: '/call' }));
    app.use('/all', webhooks(handlers));
    return servingListener(app, async ({ post }) => {
      assert.equal(verbsOf((await post(initiate, { path: '/voice/call?x=1' })).body), [
        ['SpeakSentence', {}, '/call?x=1'],
      ]);
      assert.is((await post(initiate, { path: '/call' })).status, 404);
      assert.is((await post(initiate, { path: '/voice' })).status, 404);
      for (const path of ['/all', '/all/', '/all/below', '/all?x=1']) {
        assert.is((await post(initiate, { path })).status, 200, path);
      }
    });
  });

  test(`uses req.body of a parser of ${name}`, () => {
    const app = express();
    app.use(express.json(), webhooks(handlers));
    return servingListener(app, async ({ post, send }) => {
      assert.equal(verbsOf((await post(initiate)).body), hello);
      assert.is((await post(disconnect)).status, 201);
      assert.is((await post({ eventType: 'initiate' })).status, 400);
      assert.is((await send({ path: `/?${new URLSearchParams(initiate)}` })).status, 200);
      const text = { 'content-type': 'text/plain' };
      assert.is((await send({ method: 'POST', body: 'x', headers: text })).status, 415);
    });
  });

  test(`basicAuth in front of the parser of ${name} responds 401 before the body is read`, () => {
    let parsed = 0;
    const app = express();
    app.use(basicAuth({ auth, path: '/voice' }));
    app.use((_req, _res, next) => {
      parsed++;
      next();
    });
    app.use(express.json());
    app.use('/voice', webhooks(handlers));
    return servingListener(app, async ({ post, send }) => {
      const reply = await send({ method: 'POST', path: '/voice/call', body: '{' });
      assert.is(reply.status, 401);
      assert.is(reply.headers['www-authenticate'], 'Basic realm="webhooks", charset="UTF-8"');
      assert.is(JSON.parse(reply.body).code, 'request.credentials');
      assert.is(parsed, 0);
      assert.equal(verbsOf((await post(initiate, { path: '/voice/call', headers })).body), hello);
      assert.is((await post(initiate, { path: '/other' })).status, 404);
    });
  });

  test(`the next middleware in ${name} gets other requests unmodified, and events in req.body`, () => {
    const app = express();
    app.use('/hooks', webhooks({ answer: Greeting }));
    app.use((req, res) => {
      res.status(202).json({ read: req.body ?? null });
    });
    return servingListener(app, async ({ post, send }) => {
      for (const event of [initiate, unknown]) {
        const { status, body } = await post(event, { path: '/hooks' });
        assert.equal([status, JSON.parse(body)], [202, { read: event }]);
      }
      for (const sent of [{ path: '/hooks' }, { path: '/hooks', method: 'HEAD' }, { path: '/x', method: 'PUT' }]) {
        assert.is((await send(sent)).status, 202);
      }
    });
  });

  test(`the parser of ${name} behind the webhooks gets the body`, () => {
    const app = express();
    app.use(webhooks({ answer: Greeting }));
    app.use(express.json(), (req, res) => {
      res.status(202).json({ read: req.body });
    });
    return servingListener(app, async ({ post, send }) => {
      for (const event of [unknown, initiate, { ...unknown, more: 'x'.repeat(200_000) }]) {
        for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
          const { status, body } = await post(event, { headers });
          assert.equal([status, JSON.parse(body)], [202, { read: event }]);
        }
      }
      const query = await send({ path: `/?${new URLSearchParams(initiate)}` });
      assert.is(query.status, 202);
    });
  });

  test(`calls refused for an event that no middleware of ${name} handles`, async () => {
    const refused: string[] = [];
    const app = express();
    app.use(webhooks({}, { hooks: { refused: ({ status, code }) => refused.push(`${status} ${code}`) } }));
    await servingListener(app, async ({ post }) => assert.is((await post(initiate)).status, 404));
    assert.equal(refused, ['404 event.no-handler']);
  });

  test(`handlers typed for ${name} receive its request and response`, () => {
    const app = express();
    app.use((_req, res, next) => {
      res.locals.greeting = 'Hola';
      next();
    });
    const calls = webhooks<express5.Request, express5.Response>({
      initiate: (_event, { req, res }) => saying(`${res.locals.greeting} ${req.params.tenant}`),
    });
    app.post('/:tenant/call', calls);
    return servingListener(app, async ({ post }) =>
      assert.equal(verbsOf((await post(initiate, { path: '/acme/call' })).body), [['SpeakSentence', {}, 'Hola acme']]),
    );
  });
}

test('Connect mounts webhooks and calls the next one', () => {
  const app = connect();
  app.use('/voice', webhooks({ initiate: Greeting }));
  app.use('/voice', webhooks({ answer: Greeting }));
  return servingListener(app, async ({ post }) => {
    assert.equal(verbsOf((await post(initiate, { path: '/voice' })).body), hello);
    assert.is((await post({ ...initiate, eventType: 'answer' }, { path: '/voice' })).status, 200);
    assert.is((await post(unknown, { path: '/voice' })).status, 404);
  });
});

test('a plain server responds 404 to other requests, with the reason if there is one', () =>
  servingListener(createServerListener(), async ({ post, send }) => {
    assert.equal(verbsOf((await post(initiate, { path: '/hooks' })).body), hello);
    for (const sent of [{}, { path: '/hooks' }, { method: 'OPTIONS', path: '/hooks' }, { method: 'PUT', path: '/x' }]) {
      const { status, body } = await send(sent);
      assert.equal([status, body], [404, '']);
    }
    const { status, body } = await post(unknown, { path: '/hooks' });
    assert.equal([status, JSON.parse(body).code], [404, 'event.unknown-type']);
  }));

const createServerListener = (): RequestListener => webhooks(handlers, { path: '/hooks' });

test('reads the path of a target in absolute form', () =>
  servingListener(createServerListener(), async ({ post }) => {
    assert.is((await post(initiate, { path: 'http://voice.example/hooks?x=1' })).status, 200);
    assert.is((await post(initiate, { path: 'http://voice.example' })).status, 404);
  }));

test('prints errors without onError', async () => {
  const failing = (): never => {
    throw new Error('boom');
  };
  await servingListener(webhooks({ initiate: failing, disconnect: failing }), async ({ post, errors }) => {
    assert.is((await post(initiate)).status, 500);
    assert.is((await post(disconnect)).status, 201);
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(errors.map(String), ['Error: boom', 'Error: boom']);
  });
  const rejecting = basicAuth({ auth: () => Promise.reject(new Error('db down')) });
  const guarded: RequestListener = (req, res) => rejecting(req, res, () => res.end());
  await servingListener(guarded, async ({ post, errors }) => {
    assert.is((await post(initiate)).status, 401);
    assert.is((await post(initiate, { headers })).status, 500);
    assert.equal(errors.map(String), ['Error: db down']);
  });
});

test('does not modify a response that other middleware has started', async () => {
  const [asked, begun] = [latch(), latch()];
  const calls = webhooks({
    initiate: async () => {
      asked.open();
      await begun.opened;
      return saying('late');
    },
  });
  const app: RequestListener = async (req, res) => {
    calls(req, res);
    await asked.opened;
    res.writeHead(503).end('mine');
    begun.open();
  };
  await servingListener(app, async ({ post, errors }) => {
    const { status, body } = await post(initiate);
    assert.equal([status, body, errors], [503, 'mine', []]);
  });
});

test('the signal aborts if the client disconnects', async () => {
  const [asked, left] = [latch(), latch()];
  const calls = webhooks({
    initiate: (_event, { signal }) =>
      new Promise<string>((resolve) => {
        signal.addEventListener('abort', () => {
          left.open();
          resolve('<Response/>');
        });
        asked.open();
      }),
  });
  await servingListener(calls, async ({ begin }) => {
    const request = begin({ method: 'POST' });
    request.on('error', () => undefined).end(JSON.stringify(initiate));
    await asked.opened;
    assert.is(calls.inFlight, 1);
    request.destroy();
    await left.opened;
    assert.is(await calls.drain({ timeout: 1000 }), 0);
  });
});

test('responds over HTTP/2 without headers that it forbids', async () => {
  const warnings: unknown[] = [];
  const note = (warning: unknown): void => void warnings.push(warning);
  process.on('warning', note);
  const calls = webhooks(handlers, { limit: 1000 });
  // The cast: HTTP/2 requests and responses have the methods of HTTP/1.
  const server = createHttp2Server(calls as never).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const post = async (body: string): Promise<unknown> => {
    const stream = client.request({ ':method': 'POST', ':path': '/', 'content-type': 'application/json' });
    stream.end(body);
    const [head] = await once(stream, 'response');
    stream.resume();
    return head[':status'];
  };
  try {
    assert.is(await post(JSON.stringify(initiate)), 200);
    assert.is(await post(`"${'x'.repeat(2000)}"`), 413);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(warnings, []);
  } finally {
    process.off('warning', note);
    client.close();
    server.close();
  }
});

test('the simulator accepts the listener, in an app and alone', async () => {
  const calls = webhooks({ initiate: Greeting, disconnect: () => undefined }, { path: '/voice' });
  for (const application of [calls, createServer(calls).listeners('request')[0], express5().use(calls)]) {
    const platform = simulate(application as typeof calls);
    const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/voice' });
    await call.hears('Hello +15551230001');
  }
});

test.run();
