// Who may use the server of the phone, what its responses say, and how pages follow it.
import { request as rawRequest } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TOKEN_HEADER } from '../../src/phone/protocol.js';
import { documents, Page, phoneFor, targetAt, withPhone } from './phone-client.js';

const test = suite('phone: server');

const app = documents({ '/call': '<Gather gatherUrl="/call" firstDigitTimeout="60"/>' });

/** Sends a request with any headers, which `fetch` does not allow. */
function raw(
  url: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const request = rawRequest(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };

test('the page has the token, a strict policy and no other secret', () =>
  withPhone(app, async ({ server }) => {
    const response = await fetch(`${server.url}/`);
    assert.is(response.status, 200);
    assert.is(
      await response.text(),
      `<!doctype html><meta name="token" content="${server.token}"><title>Phone</title>`,
    );
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "require-trusted-types-for 'script'",
      "frame-ancestors 'none'",
    ])
      assert.ok(policy.split('; ').includes(part), part);
    assert.not.match(policy, 'unsafe');
    assert.equal(
      ['x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy', 'access-control-allow-origin'].map(
        (name) => response.headers.get(name),
      ),
      ['nosniff', 'no-referrer', 'same-origin', null],
    );
  }));

test('every response has the headers, refusals and files too', () =>
  withPhone(app, async ({ server }) => {
    for (const path of ['/page.js', '/nothing', '/media?entry=1', '/export'])
      assert.ok((await fetch(server.url + path)).headers.has('content-security-policy'), path);
    assert.is((await fetch(`${server.url}/page.js`)).headers.get('content-type'), 'text/javascript; charset=utf-8');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/index.html'])
      assert.is((await raw(server.url + path, {})).status, 404, path);
  }));

const foreign: readonly (readonly [string, number, Record<string, string>])[] = [
  ['the host of another name', 421, { host: 'evil.example' }],
  ['the host of another port', 421, { host: '127.0.0.1:1' }],
  ['another origin', 403, { origin: 'https://evil.example' }],
  ['the origin of a sandbox', 403, { origin: 'null' }],
  ['another port as origin', 403, { origin: 'http://127.0.0.1:1' }],
  ['a request of another site', 403, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ['a request of another port', 403, { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
  [
    'a frame of another site',
    403,
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
  ],
];

for (const [what, status, headers] of foreign)
  test(`refuses ${what} with ${status}`, () =>
    withPhone(app, async ({ server }) => {
      for (const path of ['/', '/events', '/media?entry=1'])
        assert.is((await raw(server.url + path, { headers })).status, status, path);
      const given = { ...JSON_TYPE, [TOKEN_HEADER]: server.token, ...headers };
      const { body, ...response } = await raw(`${server.url}/command`, { method: 'POST', headers: given, body: '{}' });
      assert.is(response.status, status);
      assert.is(JSON.parse(body).ok, false);
    }));

test('a link from another site opens the page', () =>
  withPhone(app, async ({ server }) => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    assert.is((await raw(`${server.url}/`, { headers })).status, 200);
  }));

test('localhost is a name of the phone', () =>
  withPhone(app, async ({ server }) => {
    const { port } = new URL(server.url);
    assert.is((await raw(`${server.url}/`, { headers: { host: `localhost:${port}` } })).status, 200);
  }));

const commands: readonly (readonly [string, number, (token: string) => Parameters<typeof raw>[1]])[] = [
  ['without a token', 403, () => ({ headers: JSON_TYPE, body: '{}' })],
  ['with another token', 403, (token) => ({ headers: { ...JSON_TYPE, [TOKEN_HEADER]: `${token}x` }, body: '{}' })],
  [
    'with a token of the same length',
    403,
    (token) => ({ headers: { ...JSON_TYPE, [TOKEN_HEADER]: token.replace(/./g, 'x') }, body: '{}' }),
  ],
  ['of a form', 415, (token) => ({ headers: { 'content-type': 'text/plain', [TOKEN_HEADER]: token }, body: '{}' })],
  ['that is not JSON', 400, (token) => ({ headers: { ...JSON_TYPE, [TOKEN_HEADER]: token }, body: '{' })],
  [
    'of 17 MB',
    413,
    (token) => ({ headers: { ...JSON_TYPE, [TOKEN_HEADER]: token }, body: Buffer.alloc(17_000_000, 32) }),
  ],
];

for (const [what, status, given] of commands)
  test(`refuses a command ${what} with ${status}`, () =>
    withPhone(app, async ({ server }) => {
      const response = await raw(`${server.url}/command`, { method: 'POST', ...given(server.token) }).catch(
        // The server may close the connection before it has read a long command.
        () => ({ status, body: '{"ok":false}' }),
      );
      assert.is(response.status, status);
      assert.is(JSON.parse(response.body).ok, false);
    }));

test('refuses other methods', () =>
  withPhone(app, async ({ server }) => {
    assert.is((await raw(`${server.url}/command`, {})).status, 405);
    assert.is((await raw(`${server.url}/`, { method: 'POST' })).status, 405);
    assert.is((await raw(`${server.url}/`, { method: 'OPTIONS' })).status, 405);
  }));

test('a page that reconnects gets what it has missed, and nothing twice', () =>
  withPhone(app, async ({ server, page }) => {
    await page.dial();
    await page.entry('is answered');
    const { lastEventId } = page;
    const before = page.messages.length;
    page.close();
    const other = await new Page(server).open();
    const { caller } = await other.dial();
    await other.send({ kind: 'press', handset: caller, keys: '5' });
    await other.entry('presses 5');
    const again = await new Page(server).open(lastEventId);
    await again.entry('presses 5');
    assert.ok(before > 0);
    assert.is(
      again.messages.some(({ kind }) => kind === 'session'),
      false,
    );
    const ids = again.messages.flatMap((message) => (message.kind === 'entry' ? [message.entry.id] : []));
    assert.equal(ids, [...new Set(ids)]);
    assert.ok(ids.every((id) => !page.entries.has(id)));
    assert.equal(
      [...page.entries.keys(), ...ids].sort((a, b) => a - b),
      [...other.entries.keys()],
    );
    for (const each of [other, again]) each.close();
  }));

for (const id of ['other.12', 'nonsense', '', '1e9.1'])
  test(`a page with the id ${JSON.stringify(id)} of another process gets the whole session`, () =>
    withPhone(app, async ({ server, page }) => {
      await page.dial();
      const again = await new Page(server).open(id);
      await again.until(() => again.messages[0]?.kind === 'session', 'the session');
      again.close();
    }));

test('two pages see the same session', () =>
  withPhone(app, async ({ server, page }) => {
    const other = await new Page(server).open();
    const { caller } = await page.dial();
    await other.until(() => other.handsets.has(caller), 'the caller');
    await other.send({ kind: 'hangUp', handset: caller });
    await page.handset('caller', 'over');
    other.close();
  }));

test('a page that does not read holds no messages, and gets the last state when it does', async () => {
  const phone = await phoneFor(targetAt('http://127.0.0.1:9'));
  try {
    const response = await fetch(`${phone.server.url}/events`);
    assert.ok(response.body);
    const { session } = phone;
    const reader = response.body.getReader();
    await reader.read();
    for (let count = 0; count < 60; count++) {
      session.setReachability({ isReachable: false, message: `${count} ${'x'.repeat(100_000)}` });
      await new Promise((resolve) => setImmediate(resolve));
    }
    session.setReachability({ isReachable: true, message: 'the last' });
    let text = '';
    const decoder = new TextDecoder();
    while (!text.includes('the last')) text += decoder.decode((await reader.read()).value, { stream: true });
    // Without a limit there would be 60 messages of 100 kB.
    assert.ok(text.length < 5_000_000, `${text.length} characters`);
    await reader.cancel();
  } finally {
    await phone.close();
  }
});

test('closing ends open streams', async () => {
  const phone = await phoneFor(targetAt('http://127.0.0.1:9'));
  await phone.close();
  await fetch(phone.server.url).then(
    () => assert.unreachable(),
    () => undefined,
  );
});

test.run();
