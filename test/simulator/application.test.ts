// How the simulator reaches applications of every kind, and what it makes of those that behave badly.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { BxmlError, createElement, Response as Document, Hangup, render } from 'bxml-jsx';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import { Hono } from 'hono';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Answered,
  applicationOf,
  MAX_ANSWER_BYTES,
  originOf,
  type PlatformRequest,
  type Reply,
  type SimulatedApplication,
  type Unanswered,
} from '../../src/simulator/application/application.js';
import { thrownBy } from '../problems.js';
import { watched } from '../webhooks/hostile-server.js';

const test = suite('simulated applications');

const document = createElement(Document, {}, createElement(Hangup, {}));
const xml = render(document);
const event = {
  eventType: 'initiate',
  eventTime: '2030-01-01T00:00:00.000Z',
  accountId: '9900000',
  applicationId: 'app-1',
  from: '+15551230001',
  to: '+15551230002',
  direction: 'inbound',
  callId: 'c-1',
  callUrl: 'https://voice.example/c-1',
  startTime: '2030-01-01T00:00:00.000Z',
};
const posted: PlatformRequest = {
  method: 'POST',
  url: 'https://app.example/calls?menu=main',
  headers: { 'content-type': 'application/json', 'user-agent': 'Platform/1' },
  body: JSON.stringify(event),
};
const got: PlatformRequest = { method: 'GET', url: 'https://app.example/', headers: {}, body: undefined };

/** Long enough for whatever answers, and short for what does not. */
const LONG = 20_000;
const SHORT = 30;

function answered(reply: Reply): Answered {
  assert.not('failure' in reply, JSON.stringify(reply));
  return reply as Answered;
}

function failed(reply: Reply, failure: Unanswered['failure'], detail: RegExp): void {
  assert.ok('failure' in reply, JSON.stringify(reply).slice(0, 200));
  assert.is(reply.failure, failure, reply.detail);
  assert.match(reply.detail, detail);
  assert.not.match(reply.detail, /\n/);
}

const ask = (app: SimulatedApplication, request = got, patience = LONG): Promise<Reply> =>
  watched2(() => applicationOf(app, { patience })(request));

/** What it gives, when nothing has escaped meanwhile. */
async function watched2<T>(work: () => Promise<T>): Promise<T> {
  const results: T[] = [];
  await watched(async () => void results.push(await work()));
  return results[0] as T;
}

/** A silent app of Koa with one middleware. */
function koa(middleware: Koa.Middleware): Koa {
  const app = new Koa();
  app.silent = true;
  return app.use(middleware);
}

const listener = (listen: RequestListener): { listener: RequestListener } => ({ listener: listen });

/** Serves it on loopback, as the application is given then. */
async function serving<T>(listen: RequestListener, use: (base: string) => Promise<T>): Promise<T> {
  const server = createServer(listen).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await use(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The same through the base URL of a server, and as a listener in this process: what a client gets has to be the same. */
async function bothWays(listen: RequestListener, check: (reply: Reply, way: string) => void, patience = LONG) {
  check(await ask(listener(listen), got, patience), 'in process');
  check(await serving(listen, (base) => ask(base, { ...got, url: `${base}/` }, patience)), 'served');
}

const kinds: Record<string, SimulatedApplication> = {
  'webhooks on Koa': new Koa().use(onKoa.webhooks({ initiate: () => document })),
  'webhooks on Koa behind a body parser': new Koa().use(bodyParser()).use(onKoa.webhooks({ initiate: () => document })),
  'webhooks on fetch': onFetch.webhooks({ initiate: () => document }),
  'webhooks as a method': { fetch: onFetch.webhooks({ initiate: () => document }) },
  'webhooks on Hono': new Hono().post('/calls', (c) => onFetch.webhooks({ initiate: () => document })(c.req.raw)),
  'the listener of Koa': { listener: new Koa().use(onKoa.webhooks({ initiate: () => document })).callback() },
};

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

test('the credentials are asked for with a challenge, and taken', async () => {
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

test('several challenges are one header', async () => {
  await bothWays(
    (_request, response) =>
      response.writeHead(401, { 'www-authenticate': ['Basic realm="a"', 'Digest realm="b"'] }).end(),
    (reply, way) => assert.is(answered(reply).challenge, 'Basic realm="a", Digest realm="b"', way),
  );
});

test('an application sees the request that a server would see', async () => {
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

test('a fetch handler sees it too', async () => {
  const reply = await ask(
    async (request: Request) => {
      const { method, url, headers } = request;
      return Response.json([method, url, headers.get('content-length'), await request.text()]);
    },
    { ...posted, body: 'grün' },
  );
  assert.equal(JSON.parse(answered(reply).body), ['POST', posted.url, '5', 'grün']);
});

test('a method of fetch is called on its object, with an environment and a context', async () => {
  class Worker {
    readonly #greeting = 'hello';
    fetch(_request: Request, env: object, context: { waitUntil(work: Promise<unknown>): void }): Response {
      context.waitUntil(Promise.resolve());
      return new Response(`${this.#greeting} ${JSON.stringify(env)}`);
    }
  }
  assert.is(answered(await ask(new Worker())).body, 'hello {}');
});

test('a server gets no request for anything compressed, nor headers of another connection', async () => {
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

test('redirects are handed back', async () => {
  const location = 'https://elsewhere.example/menu';
  const expected = { status: 307, contentType: undefined, challenge: undefined, location, body: '', overLong: false };
  await bothWays(
    (_request, response) => response.writeHead(307, { location }).end(),
    (reply, way) => assert.equal(reply, expected, way),
  );
  assert.equal(await ask(() => Response.redirect(location, 307)), expected);
});

test('no body comes with 204', async () => {
  await bothWays(
    (_request, response) => response.writeHead(204).end('text'),
    (reply, way) => assert.is(answered(reply).body, '', way),
  );
});

test('bodies are UTF-8 whatever they say, without a byte order mark', async () => {
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x67, 0x72, 0xfc, 0x6e]);
  const type = { 'content-type': 'text/xml; charset=iso-8859-1' };
  await bothWays(
    (_request, response) => response.writeHead(200, type).end(bytes),
    (reply, way) => assert.is(answered(reply).body, 'gr\ufffdn', way),
  );
  assert.is(answered(await ask(() => new Response(bytes, { headers: type }))).body, 'gr\ufffdn');
});

test('what is compressed unasked is taken for text', async () => {
  const zipped = gzipSync(xml);
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/xml' };
  const app = koa((ctx) => {
    ctx.set(headers);
    ctx.body = zipped;
  });
  const text = new TextDecoder().decode(zipped);
  assert.is(answered(await ask(app)).body, text);
  assert.is(answered(await ask(() => new Response(zipped, { headers }))).body, text);
  assert.is(answered(await serving(app.callback(), (base) => ask(base, { ...got, url: base }))).body, xml);
});

/** Thirty megabytes in every manner in which they may be written. */
const huge: Record<string, RequestListener> = {
  'one text': (_request, response) => response.end('é'.repeat(15_000_000)),
  'one buffer': (_request, response) => response.end(Buffer.alloc(30_000_000, 'a')),
  'pieces, with its length': (_request, response) => {
    response.setHeader('content-length', 30_000_000);
    for (let piece = 0; piece < 300; piece++) response.write('a'.repeat(100_000));
    response.end();
  },
  base64: (_request, response) => response.end('YWFh'.repeat(10_000_000), 'base64'),
};

for (const [name, listen] of Object.entries(huge)) {
  test(`thirty megabytes as ${name} are read up to the bound`, async () => {
    await bothWays(listen, (reply, way) => {
      const { status, body, overLong } = answered(reply);
      assert.is(status, 200, way);
      assert.ok(overLong, way);
      assert.is(Buffer.byteLength(body), MAX_ANSWER_BYTES, way);
    });
  });
}

test('the bound itself is not too much', async () => {
  for (const more of [0, 1]) {
    const body = 'a'.repeat(MAX_ANSWER_BYTES + more);
    const check = (reply: Reply): void => {
      assert.is(answered(reply).body.length, MAX_ANSWER_BYTES);
      assert.is(answered(reply).overLong, more === 1);
    };
    await bothWays((_request, response) => void response.end(body), check);
    check(await ask(() => new Response(body)));
  }
});

test('a character that the bound cuts in two is left out', async () => {
  const body = `a${'é'.repeat(MAX_ANSWER_BYTES)}`;
  const check = (reply: Reply): void => assert.is(answered(reply).body, body.slice(0, MAX_ANSWER_BYTES / 2));
  await bothWays((_request, response) => void response.end(body), check);
  check(await ask(() => new Response(body)));
});

test('a stream that never ends is read up to the bound, and ended', async () => {
  let source: Readable | undefined;
  const endless = () => {
    source = new Readable({
      read() {
        this.push(Buffer.alloc(10_000, 'a'));
      },
    });
    return source;
  };
  const app = koa((ctx) => {
    ctx.body = endless();
  });
  assert.ok(answered(await ask(app)).overLong);
  assert.ok(source?.destroyed);

  let isCancelled = false;
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(10_000)),
    cancel: () => {
      isCancelled = true;
    },
  });
  assert.ok(answered(await ask(() => new Response(stream))).overLong);
  assert.ok(isCancelled);
});

test('a stream of empty pieces ends with the patience', async () => {
  const stream = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array()) });
  failed(await ask(() => new Response(stream), got, SHORT), 'timeout', /^Only 200 and 0 bytes came within 30 ms/);
});

test('an application that never answers is waited for no longer than the patience', async () => {
  let gone = 0;
  const note = (): void => void gone++;
  const never = new Promise<never>(() => undefined);
  await bothWays(
    (_request, response) => void response.once('close', note),
    (reply, way) => failed(reply, 'timeout', way === 'served' ? /^No answer came/ : /^Nothing came within 30 ms/),
    SHORT,
  );
  const app = koa((ctx) => {
    ctx.res.once('close', note);
    return never;
  });
  failed(await ask(app, got, SHORT), 'timeout', /^Nothing came/);
  const handler = (request: Request) => {
    request.signal.addEventListener('abort', note);
    return never;
  };
  failed(await ask(handler, got, SHORT), 'timeout', /^No Response came/);
  await new Promise(setImmediate);
  assert.ok(gone >= 3, `${gone} were told that nobody waits`);
});

test('half an answer is none', async () => {
  await bothWays(
    (_request, response) => void response.write('<Resp'),
    (reply) => failed(reply, 'timeout', /^Only 200 and 5 bytes came within/),
    SHORT * 4,
  );
  const stream = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('<Resp')) });
  failed(await ask(() => new Response(stream), got, SHORT), 'timeout', /^Only 200 and 5 bytes came within/);
});

test('an error when headers were sent leaves half an answer, or none', async () => {
  const broken = koa((ctx) => {
    const body = new PassThrough();
    body.write('<Resp');
    setImmediate(() => body.destroy(new Error('gone')));
    ctx.body = body;
  });
  await bothWays(broken.callback(), (reply) => failed(reply, 'reset', /Only 200 and 5 bytes came|after 200/));
  const thrown = koa((ctx) => {
    ctx.res.write('<Resp');
    throw new Error('gone');
  });
  await bothWays(thrown.callback(), (reply) => failed(reply, 'timeout', /^Only 404 and 5 bytes came/), SHORT * 4);
});

test('what comes too late is nobody’s business', async () => {
  await watched(async () => {
    const late: Record<string, SimulatedApplication> = {
      koa: koa(async (ctx) => {
        await new Promise((resolve) => ctx.res.once('close', resolve));
        ctx.body = 'late';
        throw new Error('late');
      }),
      listener: listener(async (_request, response) => {
        await new Promise((resolve) => response.once('close', resolve));
        response.setHeader('x-late', '1');
        response.write('late');
        response.end('late');
        throw new Error('late');
      }),
      fetch: async (request: Request) => {
        await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
        throw new Error('late');
      },
    };
    for (const [name, app] of Object.entries(late)) {
      const reply = await ask(app, got, SHORT);
      assert.is('failure' in reply && reply.failure, 'timeout', name);
    }
  });
});

/** Every way to hang up. */
const hangUps: Record<string, RequestListener> = {
  'the socket of the response': (_request, response) => response.socket?.destroy(),
  'the socket of the request': (request) => request.socket.destroy(),
  'the socket with an error': (request) => request.socket.destroy(new Error('no more')),
  'the response': (_request, response) => response.destroy(),
  'the response with an error': (_request, response) => response.destroy(new Error('no more')),
  'the request': (request) => request.destroy(),
  'the socket after half an answer': (_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('<Resp', () => response.socket?.destroy());
  },
};

for (const [name, listen] of Object.entries(hangUps)) {
  test(`an application that destroys ${name} has reset the connection`, async () => {
    await bothWays(listen, (reply) => failed(reply, 'reset', /./));
    const app = koa(async (ctx) => {
      listen(ctx.req, ctx.res);
      await new Promise(setImmediate);
    });
    failed(await ask(app), 'reset', /not whole|ended too early/);
  });
}

test('an answer shorter than its length is not whole', async () => {
  failed(
    await ask(listener((_request, response) => response.writeHead(200, { 'content-length': 10 }).end('short'))),
    'reset',
    /content-length is 10, and 5 bytes came/,
  );
});

test('what a listener throws closes the connection, and is told', async () => {
  const error = new Error('no menu\nat all');
  const throwing: Record<string, RequestListener> = {
    'at once': () => {
      throw error;
    },
    'after half an answer': (_request, response) => {
      response.write('half');
      throw error;
    },
    later: async () => {
      await null;
      throw error;
    },
  };
  for (const [name, listen] of Object.entries(throwing)) {
    failed(await ask(listener(listen)), 'reset', /^The listener threw Error: no menu$/);
    failed(await ask(listener(listen)), 'reset', /./);
    assert.ok(name);
  }
});

test('what a listener throws after its answer is not swallowed', async () => {
  const escaped: unknown[] = [];
  const note = (error: unknown): void => void escaped.push(error);
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
  try {
    const app = listener(async (_request, response) => {
      response.end('done');
      throw new Error('in the background');
    });
    const reply = await applicationOf(app, { patience: LONG })(got);
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    assert.is(answered(reply).body, 'done');
    assert.is(escaped.length, 1);
    assert.match(String(escaped[0]), /in the background/);
  } finally {
    process.off('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
  }
});

test('an error in Koa is answered with 500, and told to the app', async () => {
  const errors: unknown[] = [];
  const app = new Koa().use(() => {
    throw new Error('no menu');
  });
  app.on('error', (error) => errors.push(error));
  const reply = answered(await ask(app));
  assert.equal(
    [reply.status, reply.body, reply.contentType],
    [500, 'Internal Server Error', 'text/plain; charset=utf-8'],
  );
  assert.is(errors.length, 1);
});

test('without listeners, Koa writes its errors as it always does', async () => {
  const app = new Koa().use(() => {
    throw new Error('no menu');
  });
  const written: unknown[] = [];
  const { error: original } = console;
  console.error = (...words) => void written.push(...words);
  try {
    await ask(app);
  } finally {
    console.error = original;
  }
  assert.match(written.join('\n'), /Error: no menu/);
});

test('the callback of Koa is made once, when the first request comes', async () => {
  let made = 0;
  const app = koa((ctx) => {
    ctx.body = 'x';
  });
  const { callback } = app;
  app.callback = function counted(this: Koa) {
    made++;
    return callback.call(this);
  };
  const reach = applicationOf(app, { patience: LONG });
  assert.is(made, 0);
  await Promise.all([reach(got), reach(got), reach(got)]);
  await reach(got);
  assert.is(made, 1);
});

test('what a fetch handler throws, or gives that is no Response, is answered with 500 and said', async () => {
  // The casts give what the types refuse.
  const cases: [handler: () => unknown, said: string][] = [
    [
      () => {
        throw new TypeError('no menu\nat all');
      },
      'The handler threw TypeError: no menu',
    ],
    [() => Promise.reject('a text'), 'The handler threw a text'],
    [() => Promise.reject(undefined), 'The handler threw undefined'],
    [() => Promise.reject(Object.create(null)), 'The handler threw something that cannot be shown'],
    [() => undefined, 'The handler returned undefined, which is no Response.'],
    [() => '<Response/>', 'The handler returned "<Response/>", which is no Response.'],
    [() => ({ status: 200 }), 'The handler returned an object, which is no Response.'],
    [() => Response.error(), 'The handler returned Response.error().'],
  ];
  for (const [handler, said] of cases) {
    const reply = answered(await ask(handler as () => Response));
    assert.equal([reply.status, reply.body], [500, said]);
  }
  const read = await ask(async () => {
    const response = new Response('x');
    await response.text();
    return response;
  });
  assert.is(answered(read).body, 'The body of the Response has been read already.');
});

test('a body of the Web that fails breaks off', async () => {
  const failing = new ReadableStream({ pull: (controller) => controller.error(new Error('no disk')) });
  failed(
    await ask(() => new Response(failing)),
    'reset',
    /^The answer broke off after 200 and 0 bytes: Error: no disk$/,
  );
  const texts = new ReadableStream({ pull: (controller) => controller.enqueue('text') });
  failed(await ask(() => new Response(texts)), 'reset', /no Uint8Array/);
});

test('a function of two parameters that returns a Response is told apart', async () => {
  const handler = (_request: Request, _env: object) => new Response('x');
  // The cast gives what the types refuse.
  failed(await ask(handler as never), 'reset', /give \{ fetch: handler \}/);
  assert.is(answered(await ask({ fetch: handler })).body, 'x');
});

test('a function of one parameter is a fetch handler, of two a listener', async () => {
  assert.is(answered(await ask((request: Request) => new Response(request.method))).body, 'GET');
  assert.is(
    answered(await ask((request: IncomingMessage, response: ServerResponse) => response.end(request.method))).body,
    'GET',
  );
});

test('a framework may give request and response other prototypes', async () => {
  const request = Object.create(IncomingMessage.prototype);
  const response = Object.create(ServerResponse.prototype, {
    send: {
      value(this: ServerResponse, body: string) {
        this.end(body);
      },
    },
  });
  const app = listener((incoming, outgoing) => {
    Object.setPrototypeOf(incoming, request);
    Object.setPrototypeOf(outgoing, response);
    let body = '';
    incoming.on('data', (piece) => {
      body += piece;
    });
    incoming.on('end', () => (outgoing as ServerResponse & { send(text: string): void }).send(body));
  });
  assert.is(answered(await ask(app, { ...posted, body: 'event' })).body, 'event');
  assert.is(Object.getPrototypeOf(response), ServerResponse.prototype);
});

test('every manner to write and end is known', async () => {
  const called: string[] = [];
  const ways: RequestListener[] = [
    (_request, response) => {
      response.write('a', () => called.push('write'));
      response.write('YWE=', 'base64', () => called.push('write'));
      response.end(() => called.push('end'));
    },
    (_request, response) => response.end('aaa', () => called.push('end')),
    (_request, response) => response.end('YWFh', 'base64'),
    (_request, response) => {
      response.end('aaa');
      response.end('bbb');
      response.write('ccc');
    },
  ];
  for (const way of ways) assert.is(answered(await ask(listener(way))).body, 'aaa', String(way));
  assert.is(called.filter((name) => name === 'end').length, 2);
  failed(await ask(listener((_request, response) => void response.write(7 as never))), 'reset', /ERR_INVALID|type/i);
});

test('a server that is not there refuses', async () => {
  const base = await serving(
    () => undefined,
    async (address) => address,
  );
  failed(await ask(base, { ...got, url: base }), 'refused', /^Nobody listens there: .*ECONNREFUSED/);
});

test('a request that cannot be made is no answer', async () => {
  const broken = { ...got, url: 'nowhere' };
  failed(await ask(() => new Response(), broken), 'reset', /^The request could not be made: TypeError/);
  await serving(
    () => undefined,
    async (base) => failed(await ask(base, broken), 'reset', /TypeError/),
  );
});

test('requests at once do not mix', async () => {
  const app = koa(async (ctx) => {
    await new Promise(setImmediate);
    ctx.body = ctx.path;
  });
  const reach = applicationOf(app, { patience: LONG });
  const paths = Array.from({ length: 500 }, (_, index) => `/${index}`);
  const replies = await Promise.all(paths.map((path) => reach({ ...got, url: `https://app.example${path}` })));
  assert.equal(
    replies.map((reply) => answered(reply).body),
    paths,
  );
});

test('others have their turn between two requests', async () => {
  const apps: SimulatedApplication[] = [koa((ctx) => Object.assign(ctx, { body: 'x' })), () => new Response('x')];
  for (const app of apps) {
    const reach = applicationOf(app, { patience: LONG });
    await reach(got);
    let turns = 0;
    for (let request = 0; request < 3; request++) {
      setImmediate(() => turns++);
      await reach(got);
    }
    assert.is(turns, 3);
  }
});

test('timers that a test replaces stop neither answers nor the patience', async () => {
  const original = { setTimeout, setImmediate, clearTimeout };
  const app = new Koa().use(onKoa.webhooks({ initiate: () => document }));
  const reach = applicationOf(app, { patience: LONG });
  const silent = applicationOf(
    koa(() => new Promise(() => undefined)),
    { patience: SHORT },
  );
  await reach(posted);
  const stopped = (() => 0) as never;
  Object.assign(globalThis, { setTimeout: stopped, setImmediate: stopped, clearTimeout: () => undefined });
  try {
    assert.is(answered(await reach(posted)).body, xml);
    failed(await silent(got), 'timeout', /The test has replaced the timers/);
  } finally {
    Object.assign(globalThis, original);
  }
});

test('a process does not end in silence while it waits', async () => {
  const program = `
    import { applicationOf } from './src/simulator/application/application.js';
    for (const app of [() => new Promise(() => undefined), { listener: () => undefined }]) {
      const { failure } = await applicationOf(app, { patience: 50 })({ method: 'GET', url: 'https://app.example/', headers: {} });
      console.log(failure);
    }`;
  const child = spawn(
    process.execPath,
    ['--conditions=bxml-jsx-source', '--import', 'tsx', '--input-type=module', '--eval', program],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (piece) => {
    output += piece;
  });
  await once(child, 'close');
  assert.is(output, 'timeout\ntimeout\n');
});

test('what cannot be simulated is refused with a word on what to give', () => {
  const server = createServer();
  const cases: [given: unknown, message: RegExp][] = [
    [null, /is null;.*expected a Koa app/s],
    [undefined, /is undefined/],
    [3000, /is 3000/],
    [Koa, /is a class.*new Koa\(\)/s],
    [class App {}, /is a class/],
    [server, /is a server of Node.*listener.*127/s],
    [{ ready: () => 1, routing: () => 1 }, /is an app of Fastify.*app\.routing/s],
    [Promise.resolve(new Koa()), /is a promise.*Await/s],
    [{ default: new Koa() }, /is a module/],
    [{}, /is an object that is none of them.*\{ listener \}/s],
    [[], /is an array/],
    [{ listener: 'x' }, /none of them/],
    [{ fetch: 'x' }, /none of them/],
    ['ftp://app.example', /is "ftp:\/\/app\.example", which is no address of http/],
    ['app.example:3000', /Did you mean "http:\/\/app\.example:3000"/],
    ['', /is ""/],
    ['http://user:secret@app.example', /with credentials/],
    ['http://app.example/calls', /has a path/],
    ['http://app.example/?a=1', /has a path/],
    [
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
        },
      ),
      /is an object/,
    ],
  ];
  for (const [given, message] of cases) {
    // The cast gives what the types refuse.
    for (const act of [() => applicationOf(given as never, { patience: 1 }), () => originOf(given as never)]) {
      const error = thrownBy(act);
      assert.instance(error, BxmlError);
      assert.is(error.code, 'simulator.application');
      assert.match(error.message, message);
      assert.not.match(error.message, /secret/);
    }
  }
});

test('a wrong patience is refused', () => {
  for (const patience of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5', undefined]) {
    const error = thrownBy(() => applicationOf(() => new Response(), { patience: patience as number }));
    assert.is(error.code, 'simulator.application');
    assert.match(error.message, /^patience is/);
  }
});

test('the compiler knows what can be simulated', () => {
  const given: SimulatedApplication[] = [
    new Koa<{ user: string }, { log(): void }>(),
    new Hono<{ Bindings: { KEY: string } }>(),
    onFetch.webhooks({}),
    createServer as unknown as RequestListener,
    {
      fetch: (_request: Request, _env: { KEY: string }, _context: { waitUntil(work: Promise<unknown>): void }) =>
        new Response(),
    },
  ];
  assert.is(given.length, 5);
  // @ts-expect-error a number is no application
  assert.throws(() => originOf(3000));
  // @ts-expect-error nor is a handler that gives no Response
  assert.is(originOf({ fetch: () => 'text' }), 'https://app.example');
});

test.run();
