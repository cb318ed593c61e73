// Koa on HTTP/2: many requests share a connection, which a refusal must not close.
import { once } from 'node:events';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  createServer,
  type Http2ServerRequest,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { basicAuth, webhooks } from 'bxml-jsx/koa';
import type Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { type Front, gone, left, putBack, readable } from './middleware-bodies.js';
import { Greeting, initiate } from './phone-call.js';
import { appOf } from './serving.js';

const test = suite('HTTP/2');

const auth = { username: 'a', password: 'b' };
const authorization = 'Basic YTpi';
const handlers = { initiate: Greeting };
const good = JSON.stringify({ ...initiate, from: 'Zoë' });
const large = JSON.stringify({ ...initiate, from: 'Zoë', more: 'x'.repeat(300_000) });

interface Reply {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Serves an app without encryption while `use` runs. Fails if Node emits a warning. */
async function serving(
  app: Koa,
  use: (session: ClientHttp2Session, errors: unknown[]) => Promise<void>,
): Promise<void> {
  const [errors, warnings]: [unknown[], unknown[]] = [[], []];
  const warned = (warning: unknown): void => void warnings.push(warning);
  app.on('error', (error) => errors.push(error));
  // The cast: the types of Koa only cover HTTP/1.
  const server = createServer(app.callback() as unknown as Parameters<typeof createServer>[1]);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  process.on('warning', warned);
  try {
    await use(session, errors);
    await new Promise(setImmediate);
    assert.equal(warnings, []);
  } finally {
    process.off('warning', warned);
    session.destroy();
    server.close();
  }
}

const begin = (session: ClientHttp2Session, headers: object = {}): ClientHttp2Stream =>
  session.request({ ':method': 'POST', ':path': '/', 'content-type': 'application/json', ...headers });

async function replyTo(stream: ClientHttp2Stream): Promise<Reply> {
  const chunks: Uint8Array[] = [];
  stream.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const closed = new Promise((resolve) => stream.once('end', resolve).once('close', resolve));
  const [headers] = await once(stream, 'response');
  await closed;
  return { headers, body: Buffer.concat(chunks).toString() };
}

const send = (session: ClientHttp2Session, body: string, headers?: object): Promise<Reply> => {
  const stream = begin(session, headers);
  stream.end(body);
  return replyTo(stream);
};

const known = { authorization };
const refusals = [
  ['401', {}, good],
  ['405', { ...known, ':method': 'PUT' }, good],
  ['415', { ...known, 'content-type': 'text/plain' }, good],
  ['413', { ...known, 'content-length': '5000' }, 'x'.repeat(5000)],
  ['413', known, 'x'.repeat(5000)],
  ['400', known, '{'],
] as const;

test('refusals have no connection header, and the connection stays usable', () =>
  serving(appOf(webhooks(handlers, { auth, limit: 1000 })), async (session) => {
    for (const [status, headers, body] of refusals) {
      const reply = await send(session, body, headers);
      assert.equal([String(reply.headers[':status']), 'connection' in reply.headers], [status, false]);
      assert.is(JSON.parse(reply.body).status, Number(status), 'the answer is whole');
      assert.is((await send(session, good, known)).headers[':status'], 200);
    }
  }));

test('refusals of basicAuth and of late bodies have no connection header', async () => {
  const app = appOf(basicAuth({ auth }), webhooks(handlers, { timeout: 30 }));
  await serving(app, async (session) => {
    const bare = await send(session, good);
    assert.equal([bare.headers[':status'], 'connection' in bare.headers], [401, false]);
    const slow = begin(session, known);
    slow.write('{');
    const reply = await replyTo(slow);
    assert.equal([reply.headers[':status'], 'connection' in reply.headers], [408, false]);
    assert.is((await send(session, good, known)).headers[':status'], 200);
  });
});

for (const [status, headers] of refusals.slice(0, 5)) {
  for (const length of headers === known ? [] : [{}]) {
    test(`stops reading an upload after ${status}`, () => upload(status, { ...headers, ...length }));
  }
}
test('stops reading an upload after 413 in the middle of it', () => upload('413', known));

/** Sends until the server stops reading. */
function upload(status: string, given: object): Promise<void> {
  const { 'content-length': announced, ...headers } = given as Record<string, string>;
  const length = announced === undefined ? {} : { 'content-length': '50000000' };
  let received = 0;
  const counting: Koa.Middleware = (ctx, next) => {
    const { stream } = ctx.req as unknown as Http2ServerRequest;
    const push = stream.push.bind(stream);
    stream.push = (chunk: Uint8Array | null, ...rest) => {
      received += chunk?.length ?? 0;
      return push(chunk, ...rest);
    };
    return next();
  };
  const app = appOf(counting, webhooks(handlers, { auth, limit: 1000 }));
  return serving(app, async (session) => {
    const stream = begin(session, { ...headers, ...length });
    stream.on('error', () => undefined);
    let isClosed = false;
    // Node's client does not close a stream while it has data to send.
    const closed = new Promise<void>((resolve) => stream.once('aborted', resolve).once('close', resolve)).then(() => {
      isClosed = true;
    });
    const replied = replyTo(stream);
    const piece = 'x'.repeat(100_000);
    for (let sent = 0; sent < 500 && !isClosed; sent++) {
      if (!stream.write(piece)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), closed]);
    }
    const reply = await replied;
    assert.equal([String(reply.headers[':status']), JSON.parse(reply.body).status], [status, Number(status)]);
    await closed;
    assert.ok(received < 1_000_000, `${received} bytes`);
    assert.is((await send(session, good, known)).headers[':status'], 200);
  });
}

/** Returns an app with middleware in front that acts on the request. */
const behind = ({ act }: Front): Koa =>
  appOf(async (ctx, next) => {
    const acted: unknown = act(ctx.req, ctx.request);
    if (acted instanceof Promise) await acted;
    await next();
  }, webhooks(handlers));

test('reads bodies in every form that earlier middleware may leave', async () => {
  for (const front of [...left, ...readable]) {
    await serving(behind(front), async (session, errors) => {
      for (const body of [good, large]) {
        for (const length of [{}, { 'content-length': Buffer.byteLength(body) }]) {
          const reply = await send(session, body, length);
          assert.equal([front.what, reply.headers[':status'], errors], [front.what, 200, []]);
          assert.equal(verbsOf(reply.body), [['SpeakSentence', {}, 'Hello Zoë']]);
        }
      }
    });
  }
  for (const front of putBack) {
    await serving(behind(front), async (session) => {
      const { headers } = await send(session, large, { 'content-length': Buffer.byteLength(large) });
      assert.equal([front.what, headers[':status']], [front.what, 200]);
    });
  }
});

test('reports request.consumed for a body that was consumed', async () => {
  const destroyed: Front = { what: 'a destroyed stream', act: (request) => void request.destroy() };
  for (const front of [...gone, destroyed]) {
    await serving(behind(front), async (session, errors) => {
      const { headers } = await send(session, large);
      const codes = errors.map((error) => (error as { code?: string }).code);
      assert.equal([front.what, headers[':status'], codes], [front.what, 500, ['request.consumed']]);
    });
  }
});

test('does not report an error if the client disconnects during the body', async () => {
  let refuse: (code: string) => void = () => undefined;
  const refused = new Promise<string>((resolve) => {
    refuse = resolve;
  });
  const app = appOf(webhooks(handlers, { hooks: { refused: ({ code }) => refuse(code) } }));
  await serving(app, async (session, errors) => {
    const stream = begin(session);
    stream.on('error', () => undefined);
    await new Promise((resolve) => stream.write('{"eventType":"initiate"', resolve));
    await new Promise((resolve) => setTimeout(resolve, 10));
    session.destroy();
    assert.is(await refused, 'request.aborted');
    assert.equal(errors, []);
  });
});

test.run();
