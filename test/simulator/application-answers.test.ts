import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MAX_ANSWER_BYTES, type Reply } from '../../src/simulator/application/application.js';
import { answered, ask, BEGUN, bothWays, failed, got, koa, serving, xml } from './applications.js';

const test = suite('responses of simulated applications');

test('redirects are not followed', async () => {
  const location = 'https://elsewhere.example/menu';
  const expected = { status: 307, contentType: undefined, challenge: undefined, location, body: '', overLong: false };
  await bothWays(
    (_request, response) => response.writeHead(307, { location }).end(),
    (reply, way) => assert.equal(reply, expected, way),
  );
  assert.equal(await ask(() => Response.redirect(location, 307)), expected);
});

test('a 204 has no body', async () => {
  await bothWays(
    (_request, response) => response.writeHead(204).end('text'),
    (reply, way) => assert.is(answered(reply).body, '', way),
  );
});

test('bodies are decoded as UTF-8 despite another charset, without a byte order mark', async () => {
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x67, 0x72, 0xfc, 0x6e]);
  const type = { 'content-type': 'text/xml; charset=iso-8859-1' };
  await bothWays(
    (_request, response) => response.writeHead(200, type).end(bytes),
    (reply, way) => assert.is(answered(reply).body, 'gr\ufffdn', way),
  );
  assert.is(answered(await ask(() => new Response(bytes, { headers: type }))).body, 'gr\ufffdn');
});

test('an unrequested compressed body is decoded as text', async () => {
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

/** Thirty megabytes, written in every way. */
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
  test(`thirty megabytes as ${name} are read up to the limit`, async () => {
    await bothWays(listen, (reply, way) => {
      const { status, body, overLong } = answered(reply);
      assert.is(status, 200, way);
      assert.ok(overLong, way);
      assert.is(Buffer.byteLength(body), MAX_ANSWER_BYTES, way);
    });
  });
}

test('a body of exactly the limit is not over-long', async () => {
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

test('a character that the limit splits is dropped', async () => {
  const body = `a${'é'.repeat(MAX_ANSWER_BYTES)}`;
  const check = (reply: Reply): void => assert.is(answered(reply).body, body.slice(0, MAX_ANSWER_BYTES / 2));
  await bothWays((_request, response) => void response.end(body), check);
  check(await ask(() => new Response(body)));
});

test('an endless stream is read up to the limit and canceled', async () => {
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

  let isCanceled = false;
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(10_000)),
    cancel: () => {
      isCanceled = true;
    },
  });
  assert.ok(answered(await ask(() => new Response(stream))).overLong);
  assert.ok(isCanceled);
});

test('an endless stream of empty chunks times out', async () => {
  const stream = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array()) });
  failed(await ask(() => new Response(stream), got, BEGUN), 'timeout', /^Only 200 and 0 bytes came within 2 s/);
});

test.run();
