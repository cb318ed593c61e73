// What the page says if the application does not do what Bandwidth needs.
import type { RequestListener, ServerResponse } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monitorApplication } from '../../src/phone/application-monitor.js';
import type { Entry } from '../../src/phone/protocol.js';
import { documents, listen, type Page, phoneFor, targetAt, withPhone } from './phone-client.js';

const test = suite('phone: bad applications');

const responds =
  (type: string, body: string, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

const xml = (body: string) => responds('application/xml', body);

const cases: readonly (readonly [string, RequestListener, string, RegExp])[] = [
  [
    'HTML',
    responds('text/html', '<!doctype html><title>Log in</title>'),
    'invalid-bxml',
    /is an HTML page, not BXML.*login page/,
  ],
  [
    'plain text',
    responds('text/plain', '<Response/>'),
    'invalid-bxml',
    /content type text\/plain; expected application\/xml/,
  ],
  ['malformed XML', xml('<Response><Hangup></Response>'), 'invalid-bxml', /not well-formed XML: line 1, .*Hangup/],
  [
    'wrong nesting',
    xml('<Response>\n<Gather><Hangup/></Gather></Response>'),
    'invalid-bxml',
    /would not run this document: line 2, <Hangup> is not allowed inside <Gather>.*belongs inside/,
  ],
  [
    'UTF-16',
    (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(Buffer.from('\ufeff<Response/>', 'utf16le')),
    'invalid-bxml',
    /^The response cannot be read: The document is encoded as UTF-16LE; expected UTF-8\. Encode the document as UTF-8/,
  ],
  [
    'HTML as XML',
    xml('<!DOCTYPE html>\n<html><body>Sign in</body></html>'),
    'invalid-bxml',
    /is an HTML page, not BXML/,
  ],
  [
    'JSON',
    responds('application/json', '{"say": "Hello"}'),
    'invalid-bxml',
    /is JSON, not BXML\. Respond with a document/,
  ],
  [
    'a mistake with a long list of what is allowed',
    xml('<Response><Gather maxDigit="1"/></Response>'),
    'invalid-bxml',
    /: line 1, <Gather> has no attribute maxDigit\. Did you mean maxDigits\?$/,
  ],
  [
    'several errors',
    xml('<Response><Say>Hi</Say><Dial>5</Dial><Play>x</Play></Response>'),
    'invalid-bxml',
    /line 1, <Say> is not a known element\. Did you mean <SpeakSentence>.* 2 more errors are marked\./,
  ],
  ['nothing', xml(''), 'invalid-bxml', /has no document/],
  [
    '30 MB',
    xml(`<Response>${' '.repeat(30_000_000)}</Response>`),
    'invalid-bxml',
    /too long: a document may have at most 64 KB/,
  ],
  [
    'a 500',
    responds('text/plain', 'TypeError: x is undefined', 500),
    'callback-error',
    /failed with 500 while it handled initiate: “TypeError: x is undefined”\. Its log has more\.$/,
  ],
  ['a 404', responds('text/plain', '', 404), 'callback-error', /nothing at \/call\. Add a route for POST \/call/],
  ['a 405', responds('text/plain', '', 405), 'callback-error', /does not allow POST at \/call/],
  ['a 401', responds('text/plain', '', 401), 'callback-error', /asks for credentials. Start the phone with --user/],
  [
    'a redirect',
    (_, response) => void response.writeHead(302, { location: '/login' }).end(),
    'callback-error',
    /redirects to \/login, and Bandwidth does not follow/,
  ],
  [
    'a closed connection',
    (request) => void request.socket.destroy(),
    'callback-error',
    /closed the connection without a response/,
  ],
  [
    'a connection that is closed in the middle',
    (request, response) => {
      response.writeHead(200, { 'content-type': 'application/xml', 'content-length': 1000 });
      response.write('<Response>', () => setTimeout(() => request.socket.destroy(), 20));
    },
    'callback-error',
    /closed the connection in the middle of the response \(status 200, 10 bytes\)/,
  ],
  [
    'an error without a body',
    responds('text/plain', '', 503),
    'callback-error',
    /failed with 503.*; the response has no body/,
  ],
];

for (const [what, listener, cause, failure] of cases)
  test(`says what is wrong with ${what}`, () =>
    withPhone(listener, async ({ page }) => {
      await page.dial();
      assert.is((await page.handset('caller', 'over')).cause, cause);
      const entry = await page.until(
        () =>
          [...page.entries.values()].find(
            ({ exchange }) => exchange?.eventType === 'initiate' && exchange.failure !== '',
          ),
        'the failure',
      );
      assert.match(String(entry.exchange?.failure), failure);
      assert.ok((entry.exchange?.body.length ?? 0) <= 131_072);
      assert.ok((page.calls.get('call-1')?.problems ?? 0) > 0);
      assertOnce(page, entry);
      // The phone stays usable.
      await page.dial();
    }));

/** Asserts that no other entry repeats what an exchange says. */
function assertOnce(page: Page, { id, exchange }: Entry): void {
  const others = [...page.entries.values()].filter(
    (each) => each.id !== id && each.exchange?.eventType !== 'disconnect',
  );
  const repeated = others.filter(({ text }) => text.includes(String(exchange?.url)) || text.includes('document'));
  assert.equal(repeated, [], page.text());
  assert.equal(
    others.filter(({ kind }) => kind === 'problem' || kind === 'trouble'),
    [],
  );
}

test('warnings and errors of a document are with its exchange alone', () =>
  withPhone(
    xml('<Response>\n<Gather gatherUrl="/g"><Hangup/></Gather>\n<SpeakSentence>Hi</SpeakSentence></Response>'),
    async ({ page }) => {
      await page.dial();
      await page.handset('caller', 'over');
      const found = await page.until(
        () => [...page.entries.values()].find(({ exchange }) => exchange?.problems.length === 2),
        'both problems',
      );
      assertOnce(page, found);
      assert.match(page.text(), /is cut off \(invalid-bxml\)$/m);
    },
  ));

test('a loop ends, says what goes in circles and what to do, once', () =>
  withPhone(xml('<Response><Redirect redirectUrl="/call"/></Response>'), async ({ page, origin }) => {
    await page.dial();
    await page.handset('caller', 'over');
    const trouble = await page.entry('More than 50 documents', ({ kind }) => kind === 'trouble');
    assert.match(trouble.text, `${origin}/call → ${origin}/call. Let one of these documents end the call`);
    assert.match(page.text(), /is cut off \(error\)$/m);
    const redirects = [...page.entries.values()].filter(({ exchange }) => exchange?.eventType === 'redirect');
    assert.ok(redirects.length < 60, `${redirects.length} requests`);
  }));

test('a problem of a document has its line and its fix', () =>
  withPhone(xml('<Response>\n  <Gather>\n    <Hangup/>\n  </Gather>\n</Response>'), async ({ page }) => {
    await page.dial();
    const entry = await page.until(
      () => [...page.entries.values()].find(({ exchange }) => (exchange?.problems.length ?? 0) > 0),
      'the problem',
    );
    const [problem] = entry.exchange?.problems ?? [];
    assert.equal([problem?.severity, problem?.line], ['error', 3]);
    assert.match(String(problem?.message), '<Hangup> is not allowed inside <Gather>');
  }));

test('a warning leaves the call up, with its line', () =>
  withPhone(xml('<Response>\n<Gather maxDigits="1"/>\n<Pause duration="60"/></Response>'), async ({ page }) => {
    await page.dial();
    const entry = await page.until(
      () => [...page.entries.values()].find(({ exchange }) => (exchange?.problems.length ?? 0) > 0),
      'the problem',
    );
    assert.equal([entry.exchange?.problems[0]?.severity, entry.exchange?.failure], ['warning', '']);
    await page.handset('caller', 'connected');
  }));

test('a slow handler is waited for, and its entry is open until then', () => {
  const waiting: ServerResponse[] = [];
  const app: RequestListener = (request, response) => {
    if (request.url === '/call' && waiting.length === 0) waiting.push(response);
    else response.writeHead(204).end();
  };
  return withPhone(app, async ({ page }) => {
    const begun = performance.now();
    await page.dial();
    const open = await page.entry(/^initiate → POST \/call$/);
    assert.equal([open.exchange?.status, open.exchange?.milliseconds], [undefined, undefined]);
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    waiting[0]
      ?.writeHead(200, { 'content-type': 'application/xml' })
      .end('<Response><Gather firstDigitTimeout="9"/></Response>');
    const closed = await page.until(
      () => page.entries.get(open.id)?.exchange?.milliseconds !== undefined && page.entries.get(open.id),
      'the response',
    );
    assert.ok(Number(closed.exchange?.milliseconds) <= performance.now() - begun + 1);
    await page.handset('caller', 'connected');
  });
});

test('the application goes away and comes back, and the same session continues', async () => {
  const app = documents({
    '/call': '<Gather gatherUrl="/choice" maxDigits="1"/>',
    '/choice': '<SpeakSentence>Hello again.</SpeakSentence>',
  });
  const first = await listen(app);
  const { port } = new URL(first.origin);
  const phone = await phoneFor(targetAt(first.origin));
  const { page, session } = phone;
  let second: Awaited<ReturnType<typeof listen>> | undefined;
  const stop = monitorApplication(session, { isNeeded: () => true, interval: 5 });
  try {
    const { caller } = await page.dial();
    await page.until(() => page.handsets.get(caller)?.listens.includes('keys'), 'it listens');
    await first.close();
    const away = await page.until(
      () => page.messages.findLast((message) => message.kind === 'application' && !message.application.isReachable),
      'it is away',
    );
    assert.match(JSON.stringify(away), `Nothing listens at ${first.origin}. Start the application`);
    await page.send({ kind: 'press', handset: caller, keys: '1' });
    const failed = await page.until(
      () =>
        [...page.entries.values()].find(({ exchange }) => exchange?.eventType === 'gather' && exchange.failure !== ''),
      'the failure',
    );
    assert.match(String(failed.exchange?.failure), /Nothing listens at .* Start the application, or correct the port/);
    second = await listen(app, Number(port));
    await page.until(
      () =>
        page.messages.some(
          (message, index) => message.kind === 'application' && message.application.isReachable && index > 0,
        ),
      'it is back',
    );
    const { call } = await page.dial();
    await page.until(
      () => [...page.handsets.values()].some((each) => each.call === call && each.listens.includes('keys')),
      'it listens',
    );
    assert.is(page.entries.get(failed.id)?.id, failed.id);
  } finally {
    stop();
    await phone.close();
    await second?.close();
  }
});

test('an event for another host is not sent, and says how to allow it', () =>
  withPhone(
    xml('<Response><Redirect redirectUrl="https://tunnel.example/next"/></Response>'),
    async ({ page, origin }) => {
      await page.dial();
      const entry = await page.until(
        () =>
          [...page.entries.values()].find(
            ({ exchange }) => exchange?.eventType === 'redirect' && exchange.failure !== '',
          ),
        'the failure',
      );
      assert.match(
        String(entry.exchange?.failure),
        `goes to https://tunnel.example, but the application is at ${origin}`,
      );
      assert.match(String(entry.exchange?.failure), '--also https://tunnel.example');
    },
  ));

test('a document in Latin-1 is heard with replacement characters, and its line says why', () =>
  withPhone(
    (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(Buffer.from('<Response>\n<SpeakSentence>Caf\xe9</SpeakSentence></Response>', 'latin1')),
    async ({ page }) => {
      await page.dial();
      await page.entry('Caf\ufffd');
      const { exchange } = await page.entry('initiate', ({ exchange: found }) => found?.problems.length === 1);
      assert.is(exchange?.failure, '');
      const [problem] = exchange?.problems ?? [];
      assert.equal([problem?.severity, problem?.line, problem?.column], ['warning', 2, 19]);
      assert.match(problem?.message ?? '', 'The byte 0xE9 is not UTF-8');
      assert.match(problem?.hint ?? '', /Encode the document as UTF-8.*Windows-1252 or ISO-8859-1/);
    },
  ));

test.run();
