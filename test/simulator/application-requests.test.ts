import { createRequire } from 'node:module';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import express5 from 'express';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { originOf } from '../../src/simulator/application/application.js';
import { answered, ask, bothWays, document, got, kinds, koa, posted, serving, xml } from './applications.js';

const test = suite('requests to simulated applications');

for (const [name, app] of Object.entries(kinds)) {
  test(`${name} answer an event`, async () => {
    assert.equal(await ask(app, posted), {
      status: 200,
      contentType: answered(await ask(app, posted)).contentType,
      challenge: undefined,
      location: undefined,
      body: xml,
      overLong: false,
    });
    assert.match(answered(await ask(app, posted)).contentType ?? '', /^application\/xml/);
    assert.is(originOf(app), 'https://app.example');
  });
}

test('a running server answers an event', async () => {
  const app = new Koa().use(onKoa.webhooks({ initiate: () => document }));
  await serving(app.callback(), async (base) => {
    assert.is(originOf(`${base}/`), base);
    assert.is(originOf(new URL(base)), base);
    assert.is(answered(await ask(base, { ...posted, url: `${base}/calls` })).body, xml);
    assert.is(answered(await ask(new URL(base), { ...posted, url: `${base}/calls` })).body, xml);
  });
});

test('an application challenges the request and accepts the credentials', async () => {
  const auth = { username: 'bandwidth', password: 'secret' };
  const authorization = `Basic ${btoa('bandwidth:secret')}`;
  for (const app of [
    new Koa().use(onKoa.webhooks({ initiate: () => document }, { auth })),
    onFetch.webhooks({ initiate: () => document }, { auth }),
  ]) {
    const bare = answered(await ask(app, posted));
    assert.is(bare.status, 401);
    assert.match(bare.challenge ?? '', /^Basic /);
    const known = await ask(app, { ...posted, headers: { ...posted.headers, authorization } });
    assert.is(answered(known).status, 200);
  }
});

test('several challenges are joined into one header', async () => {
  await bothWays(
    (_request, response) =>
      response.writeHead(401, { 'www-authenticate': ['Basic realm="a"', 'Digest realm="b"'] }).end(),
    (reply, way) => assert.is(answered(reply).challenge, 'Basic realm="a", Digest realm="b"', way),
  );
});

// It has no types of its own; the parts used here are the same.
const express4 = createRequire(import.meta.url)('express-4') as typeof express5;

for (const [name, express] of Object.entries({ 'Express 4': express4, 'Express 5': express5 })) {
  for (const [parser, body] of [
    [express.json(), { eventType: 'gather', digits: '1' }],
    [express.text({ type: '*/*' }), '{"eventType":"gather","digits":"1"}'],
  ] as const) {
    test(`a body parser of ${name} reads the event as ${typeof body}`, async () => {
      const app = express().use(parser);
      app.post('/calls', (request, response) => void response.json({ received: request.body }));
      await serving(app, async (base) => {
        for (const target of [app, base]) {
          const url = `${target === app ? 'https://app.example' : base}/calls`;
          const reply = answered(await ask(target, { ...posted, url, body: '{"eventType":"gather","digits":"1"}' }));
          assert.equal(JSON.parse(reply.body), { received: body });
        }
      });
    });
  }
}

test('a listener receives the request that a server would receive', async () => {
  type Seen = Record<string, unknown>;
  const seen: Seen[] = [];
  const app = koa(async (ctx) => {
    const pieces: Buffer[] = [];
    for await (const piece of ctx.req) pieces.push(piece);
    const { method, url, headers, href, ip, secure } = ctx;
    seen.push({ method, url, href, ip, secure, headers: { ...headers }, body: Buffer.concat(pieces).toString() });
    ctx.body = ctx.req.rawHeaders.join();
  });
  const raw = answered(await ask(app, { ...posted, body: 'grün' })).body;
  assert.is(raw, 'host,app.example,content-type,application/json,user-agent,Platform/1,content-length,5');
  await ask(app, { ...got, url: 'http://app.example:8080' });
  assert.equal(seen, [
    {
      method: 'POST',
      url: '/calls?menu=main',
      href: posted.url,
      ip: '127.0.0.1',
      secure: true,
      headers: {
        host: 'app.example',
        'content-type': 'application/json',
        'user-agent': 'Platform/1',
        'content-length': '5',
      },
      body: 'grün',
    },
    {
      method: 'GET',
      url: '/',
      href: 'http://app.example:8080/',
      ip: '127.0.0.1',
      secure: false,
      headers: { host: 'app.example:8080' },
      body: '',
    },
  ]);
});

test('a fetch handler receives the request that a server would receive', async () => {
  const reply = await ask(
    async (request: Request) => {
      const { method, url, headers } = request;
      return Response.json([method, url, headers.get('content-length'), await request.text()]);
    },
    { ...posted, body: 'grün' },
  );
  assert.equal(JSON.parse(answered(reply).body), ['POST', posted.url, '5', 'grün']);
});

test('a fetch method is called on its object with an environment and a context', async () => {
  class Worker {
    readonly #greeting = 'hello';
    fetch(_request: Request, env: object, context: { waitUntil(work: Promise<unknown>): void }): Response {
      context.waitUntil(Promise.resolve());
      return new Response(`${this.#greeting} ${JSON.stringify(env)}`);
    }
  }
  assert.is(answered(await ask(new Worker())).body, 'hello {}');
});

test('requests to a server accept no compression and have no connection headers', async () => {
  await serving(
    (request, response) => response.end(JSON.stringify(request.headers)),
    async (base) => {
      const headers = { host: 'elsewhere.example', connection: 'upgrade', 'content-length': '99', 'x-mine': '1' };
      const seen = JSON.parse(answered(await ask(base, { ...posted, url: base, headers })).body);
      assert.is(seen['accept-encoding'], 'identity');
      assert.is(seen.host, new URL(base).host);
      assert.is(seen['content-length'], String(posted.body?.length));
      assert.is(seen['x-mine'], '1');
    },
  );
});

test.run();
