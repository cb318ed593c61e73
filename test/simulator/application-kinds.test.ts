// How kinds of applications are distinguished, and what is refused.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { BxmlError } from 'bxml-jsx';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import { Hono } from 'hono';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applicationOf, originOf, type SimulatedApplication } from '../../src/simulator/application/application.js';
import { thrownBy } from '../problems.js';
import {
  answered,
  ask,
  document,
  failed,
  got,
  koa,
  LONG,
  listener,
  posted,
  SHORT,
  serving,
  xml,
} from './applications.js';

const test = suite('kinds of simulated applications');

test('a fetch handler that throws, or does not return a Response, results in 500 with the reason', async () => {
  // The casts pass values that the types refuse.
  const cases: [handler: () => unknown, said: string][] = [
    [
      () => {
        throw new TypeError('no menu\nat all');
      },
      'The handler threw TypeError: no menu',
    ],
    [() => Promise.reject('a text'), 'The handler threw a text'],
    [() => Promise.reject(undefined), 'The handler threw undefined'],
    [() => Promise.reject(Object.create(null)), 'The handler threw a value that cannot be shown'],
    [() => undefined, 'The handler returned undefined; expected a Response.'],
    [() => '<Response/>', 'The handler returned "<Response/>"; expected a Response.'],
    [() => ({ status: 200 }), 'The handler returned an object; expected a Response.'],
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
  assert.is(answered(read).body, 'The body of the Response was already read.');
});

test('a response body that fails breaks off', async () => {
  const failing = new ReadableStream({ pull: (controller) => controller.error(new Error('no disk')) });
  failed(
    await ask(() => new Response(failing)),
    'reset',
    /^The response broke off after 200 and 0 bytes: Error: no disk$/,
  );
  const texts = new ReadableStream({ pull: (controller) => controller.enqueue('text') });
  failed(await ask(() => new Response(texts)), 'reset', /not a Uint8Array/);
});

test('a function of two parameters that returns a Response results in an error with a fix', async () => {
  const handler = (_request: Request, _env: object) => new Response('x');
  // The cast passes a value that the types refuse.
  failed(await ask(handler as never), 'reset', /pass \{ fetch: handler \}/);
  assert.is(answered(await ask({ fetch: handler })).body, 'x');
});

test('a function of one parameter is a fetch handler, a function of two is a listener', async () => {
  assert.is(answered(await ask((request: Request) => new Response(request.method))).body, 'GET');
  assert.is(
    answered(await ask((request: IncomingMessage, response: ServerResponse) => response.end(request.method))).body,
    'GET',
  );
});

test('a framework may change the prototypes of request and response', async () => {
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

test('every overload of write and end works', async () => {
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

test('a server that is not running refuses the connection', async () => {
  const base = await serving(
    () => undefined,
    async (address) => address,
  );
  failed(await ask(base, { ...got, url: base }), 'refused', /^No server is listening: .*ECONNREFUSED/);
});

test('a request that cannot be created has no response', async () => {
  const broken = { ...got, url: 'nowhere' };
  failed(await ask(() => new Response(), broken), 'reset', /^The request could not be made: TypeError/);
  await serving(
    () => undefined,
    async (base) => failed(await ask(base, broken), 'reset', /TypeError/),
  );
});

test('concurrent requests do not mix', async () => {
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

test('timers and other callbacks run between two requests', async () => {
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

test('replaced timers stop neither responses nor the timeout', async () => {
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

test('the process stays alive while a request is pending', async () => {
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

test('an invalid application is refused with a hint on what to pass', () => {
  const server = createServer();
  const cases: [given: unknown, message: RegExp][] = [
    [null, /is null;.*expected a Koa app/s],
    [undefined, /is undefined/],
    [3000, /is 3000/],
    [Koa, /is a class.*new Koa\(\)/s],
    [class App {}, /is a class/],
    [server, /is a node:http server.*listener.*127/s],
    [{ ready: () => 1, routing: () => 1 }, /is a Fastify app.*app\.routing/s],
    [Promise.resolve(new Koa()), /is a promise.*Await/s],
    [{ default: new Koa() }, /is a module/],
    [{ initiate: () => null }, /is an object of handlers.*simulate\(webhooks\(handlers\)\)/s],
    [{ initiate: 'x' }, /of another kind/],
    [{}, /is an object of another kind.*\{ listener \}/s],
    [[], /is an array/],
    [{ listener: 'x' }, /of another kind/],
    [{ fetch: 'x' }, /of another kind/],
    ['ftp://app.example', /is "ftp:\/\/app\.example", which is not an http: or https: URL/],
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
    // The cast passes a value that the types refuse.
    for (const act of [() => applicationOf(given as never, { patience: 1 }), () => originOf(given as never)]) {
      const error = thrownBy(act);
      assert.instance(error, BxmlError);
      assert.is(error.code, 'simulator.application');
      assert.match(error.message, message);
      assert.not.match(error.message, /secret/);
    }
  }
});

test('an invalid patience is refused', () => {
  for (const patience of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5', undefined]) {
    const error = thrownBy(() => applicationOf(() => new Response(), { patience: patience as number }));
    assert.is(error.code, 'simulator.application');
    assert.match(error.message, /^patience is/);
  }
});

test('the types accept every kind of application and refuse others', () => {
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
  // @ts-expect-error a number is not an application
  assert.throws(() => originOf(3000));
  // @ts-expect-error a handler has to return a Response
  assert.is(originOf({ fetch: () => 'text' }), 'https://app.example');
});

test.run();
