import type { RequestListener } from 'node:http';
import { PassThrough } from 'node:stream';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applicationOf, type SimulatedApplication } from '../../src/simulator/application/application.js';
import { watched } from '../webhooks/hostile-server.js';
import { answered, ask, BEGUN, bothWays, failed, got, koa, LONG, listener, SHORT } from './applications.js';

const test = suite('simulated applications that fail');

test('an application that never responds times out after the patience', async () => {
  let gone = 0;
  const note = (): void => void gone++;
  const never = new Promise<never>(() => undefined);
  await bothWays(
    (_request, response) => void response.once('close', note),
    (reply, way) => failed(reply, 'timeout', way === 'served' ? /^No response came/ : /^Nothing came within 0\.03 s/),
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
  assert.ok(gone >= 3, `${gone} requests were aborted`);
});

test('an incomplete response times out', async () => {
  await bothWays(
    (_request, response) => void response.write('<Resp'),
    (reply) => failed(reply, 'timeout', /^Only 200 and 5 bytes came within/),
    BEGUN,
  );
  const stream = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('<Resp')) });
  failed(await ask(() => new Response(stream), got, BEGUN), 'timeout', /^Only 200 and 5 bytes came within/);
});

test('an error after the headers were sent leaves an incomplete response or none', async () => {
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
  await bothWays(thrown.callback(), (reply) => failed(reply, 'timeout', /^Only 404 and 5 bytes came/), BEGUN);
});

test('a response after the timeout is ignored', async () => {
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

/** Every way to close the connection. */
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
  test(`an application that destroys ${name} resets the connection`, async () => {
    await bothWays(listen, (reply) => failed(reply, 'reset', /./));
    const app = koa(async (ctx) => {
      listen(ctx.req, ctx.res);
      await new Promise(setImmediate);
    });
    failed(await ask(app), 'reset', /before the response was complete|is incomplete/);
  });
}

test('a response shorter than its content-length is incomplete', async () => {
  failed(
    await ask(listener((_request, response) => response.writeHead(200, { 'content-length': 10 }).end('short'))),
    'reset',
    /content-length is 10, but only 5 bytes came/,
  );
});

test('a listener that throws closes the connection, and the error is reported', async () => {
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

test('an error that a listener throws after its response is an unhandled rejection', async () => {
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

test('Koa responds 500 to an error and emits it on the app', async () => {
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

test('without error listeners, Koa prints its errors as usual', async () => {
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

test('the callback of Koa is created once, for the first request', async () => {
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

test.run();
