// Applications of each kind with arbitrary responses: the call fails with a readable timeline.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { watched } from '../webhooks/hostile-server.js';

const test = suite('hostile applications');

/** Seconds of real time, long enough for any response and short for applications that never respond. */
const LONG = 60;
const SHORT = 0.04;

/** Calls the application and returns how the call ended. */
async function calling(app: SimulatedApplication, options: SimulatorOptions = {}) {
  const ends: { cause: string; transcript: string }[] = [];
  await watched(async () => {
    const platform = simulate(app, { patience: LONG, limits: { realSeconds: LONG }, strict: false, ...options });
    const call = await platform.call({ url: '/call', statusUrl: null });
    ends.push({ cause: await call.ends(), transcript: call.transcript() });
  });
  const [end] = ends;
  assert.ok(end);
  return end;
}

function koa(middleware: Koa.Middleware): Koa {
  const app = new Koa();
  app.silent = true;
  return app.use(middleware);
}

async function served(listen: RequestListener, use: (base: string) => Promise<void>): Promise<void> {
  const server = createServer(listen).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const XML = { 'content-type': 'application/xml' };
const half = '<Response><Gather gatherUrl="/x"><Speak';
const huge = '<Response>'.padEnd(30_000_000);

interface Hostility {
  readonly koa: Koa.Middleware;
  readonly fetch: (request: Request) => unknown;
  readonly listen: RequestListener;
  readonly cause: 'invalid-bxml' | 'callback-error';
  /** The outcome of the event in the timeline. */
  readonly says: RegExp;
  readonly patience?: number;
}

const never = () => new Promise<never>(() => undefined);

const hostilities: Record<string, Hostility> = {
  HTML: {
    koa: (ctx) => {
      ctx.body = '<h1>It works!</h1>';
    },
    fetch: () => new Response('<h1>It works!</h1>', { headers: { 'content-type': 'text/html' } }),
    listen: (_, response) => response.setHeader('content-type', 'text/html').end('<h1>It works!</h1>'),
    cause: 'invalid-bxml',
    says: /: 200, content type text\/html/,
  },
  'half a document': {
    koa: (ctx) => {
      ctx.set(XML);
      ctx.body = half;
    },
    fetch: () => new Response(half, { headers: XML }),
    listen: (_, response) => response.writeHead(200, XML).end(half),
    cause: 'invalid-bxml',
    says: /: 200, malformed document: /,
  },
  '30 MB': {
    koa: (ctx) => {
      ctx.set(XML);
      ctx.body = huge;
    },
    fetch: () => new Response(huge, { headers: XML }),
    listen: (_, response) => response.writeHead(200, XML).end(huge),
    cause: 'invalid-bxml',
    says: /: 200, more than 131072 bytes/,
  },
  'no response': {
    koa: never,
    fetch: never,
    listen: () => undefined,
    cause: 'callback-error',
    says: /: no response within 15 s \(.*within 0\.04 s/,
    patience: SHORT,
  },
  'a redirection': {
    koa: (ctx) => ctx.redirect('/elsewhere'),
    fetch: () => new Response(null, { status: 302, headers: { location: '/elsewhere' } }),
    listen: (_, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    cause: 'callback-error',
    says: /status 302, to \/elsewhere/,
  },
  'a reset connection': {
    koa: (ctx) => {
      ctx.respond = false;
      ctx.res.destroy();
    },
    fetch: () => new Response(new ReadableStream({ start: (stream) => stream.error(new Error('reset')) })),
    listen: (request) => request.socket.destroy(),
    cause: 'callback-error',
    says: /connection was closed|broke off|socket|ECONNRESET|terminated/i,
  },
  'an exception': {
    koa: () => {
      throw new Error('no such table');
    },
    fetch: () => {
      throw new Error('no such table');
    },
    listen: (_, response) => response.writeHead(500).end('no such table'),
    cause: 'callback-error',
    says: /POST \/call: 500/,
  },
  'something of a wrong type': {
    koa: (ctx) => {
      ctx.body = { Response: ['Hangup'] };
    },
    fetch: () => ({ Response: ['Hangup'] }),
    listen: (_, response) => response.setHeader('content-type', 'application/json').end('{}'),
    cause: 'invalid-bxml',
    says: /application\/json/,
  },
  nothing: {
    koa: (ctx) => {
      ctx.status = 204;
    },
    fetch: () => new Response(null, { status: 204 }),
    listen: (_, response) => response.writeHead(204).end(),
    cause: 'invalid-bxml',
    says: /: 204, status 204 without a document/,
  },
};

for (const [name, { listen, cause, says, patience = LONG, ...kinds }] of Object.entries(hostilities)) {
  const check = (end: { cause: string; transcript: string }): void => {
    assert.is(end.cause, cause, end.transcript);
    assert.match(end.transcript, says);
    for (const line of end.transcript.split('\n')) assert.ok(line.length < 500, line);
  };

  test(`${name} from a Koa app`, async () => check(await calling(koa(kinds.koa), { patience })));

  test(`${name} from a server`, () => served(listen, async (base) => check(await calling(base, { patience }))));

  // A value other than a Response results in 500, as on servers.
  test(`${name} from a fetch handler`, async () => {
    const end = await calling(kinds.fetch as SimulatedApplication, { patience });
    if (name === 'something of a wrong type') assert.is(end.cause, 'callback-error', end.transcript);
    else check(end);
  });
}

test('a server that is not running', async () => {
  const bases: string[] = [];
  await served(
    () => undefined,
    async (base) => void bases.push(base),
  );
  const end = await calling(bases.join());
  assert.is(end.cause, 'callback-error');
  assert.match(end.transcript, /initiate → POST \/call: No server is listening: .*ECONNREFUSED/);
});

test('the timeline of a call that fails midway shows what led to the failure', async () => {
  let times = 0;
  const platform = simulate(async () => {
    if (times++ > 0) throw new Error('no such table');
    return new Response('<Response><SpeakSentence>Hello.</SpeakSentence><Redirect redirectUrl="/next"/></Response>', {
      headers: XML,
    });
  }, {});
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.hears('Hello.');
  const error = await call.hears('Anything').then(() => 'heard', String);
  assert.match(
    error,
    /caller hears "Anything": the call is over \(callback-error: redirect → POST \S+\/next: status 500/,
  );
  assert.match(error, /hears "Hello\."\n/);
});

test.run();
