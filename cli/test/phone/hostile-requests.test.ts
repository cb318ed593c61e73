// Requests that no page of the phone sends: nothing gets through, and the phone stays usable.
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Command, TOKEN_HEADER } from '../../src/phone/protocol.js';
import { documents, withPhone } from './phone-client.js';

const test = suite('phone: hostile requests');

const app = documents({
  '/call': '<Gather gatherUrl="/call" maxDigits="1" firstDigitTimeout="60"><SpeakSentence>Hi.</SpeakSentence></Gather>',
});

/** Sends bytes to the server of a phone, and returns what it answers until it closes the connection. */
async function sent(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(text.replaceAll('HOST', `${hostname}:${port}`));
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    answer += chunk;
  });
  await once(socket, 'close');
  return answer;
}

const paths = [
  '/../package.json',
  '/..%2fpackage.json',
  '/%2e%2e/package.json',
  '/page.js/../../server.ts',
  '/..\\package.json',
  '/%00',
  '/%',
  '/index.html',
  '/constructor',
  '/__proto__',
  '//example.com/',
  '/\\example.com',
];

for (const path of paths)
  test(`serves nothing at ${path}`, () =>
    withPhone(app, async ({ server }) => {
      const answer = await sent(server.url, `GET ${path} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 4\d\d /);
      assert.not.match(answer, server.token);
    }));

const raw: readonly (readonly [string, string, RegExp])[] = [
  ['no Host', 'GET / HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 421 /],
  ['another Host', 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 421 /],
  [
    'a proxy request',
    'GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 4\d\d /,
  ],
  ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['HEAD of the stream', 'HEAD /events HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 405 /],
  [
    'Origin null',
    'GET /events HTTP/1.1\r\nHost: HOST\r\nOrigin: null\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 403 /,
  ],
  [
    'audio in a page of another site',
    'GET /media?entry=1 HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 403 /,
  ],
  [
    'a frame of another site',
    'GET / HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 403 /,
  ],
];

for (const [name, text, expected] of raw)
  test(`refuses ${name}`, () =>
    withPhone(app, async ({ server }) => {
      const answer = await sent(server.url, text);
      assert.match(answer, expected);
      assert.not.match(answer, server.token);
    }));

test('opens at most 32 streams, and others after they are closed', () =>
  withPhone(app, async ({ server }) => {
    const clients: AbortController[] = [];
    const open = async (): Promise<number> => {
      const client = new AbortController();
      clients.push(client);
      return (await fetch(`${server.url}/events`, { signal: client.signal })).status;
    };
    const statuses = await Promise.all(Array.from({ length: 40 }, open));
    assert.is(statuses.filter((status) => status === 200).length, 31);
    assert.is(statuses.filter((status) => status === 503).length, 9);
    for (const client of clients) client.abort();
    while (server.readers > 1) await new Promise((resolve) => setImmediate(resolve));
    assert.is(await open(), 200);
    clients.at(-1)?.abort();
  }));

const KINDS = [
  'dial',
  'createCall',
  'press',
  'say',
  'speak',
  'hangUp',
  'answer',
  'ignore',
  'refuse',
  'refer',
  'skip',
  'sendAgain',
];

/** Values that a field of a command may have by mistake or by intent. */
const value = fc.oneof(
  fc.constantFrom(undefined, null, true, '', '1', 'handset-1', 'next', '__proto__', 'constructor', 1, -1, 1e99, 0.5),
  fc.constantFrom<unknown>([], {}, [[]], { toString: 1 }, { succeeds: true }, { fails: true, status: 'x' }),
  fc.string(),
  fc.jsonValue(),
);

const FIELDS = [
  'handset',
  'keys',
  'words',
  'seconds',
  'audio',
  'as',
  'how',
  'outcome',
  'entry',
  'event',
  'from',
  'to',
  'displayName',
  'sipHeaders',
  'answerUrl',
  'machineDetection',
];

const command = fc.tuple(
  fc.oneof(fc.constantFrom(...KINDS), value),
  fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: FIELDS.length }),
);

test('any command has a result, and the phone continues', () =>
  withPhone(app, async ({ page, server }) => {
    await page.dial();
    await page.entry('Hi.');
    await fc.assert(
      fc.asyncProperty(command, async ([kind, fields]) => {
        const response = await fetch(`${server.url}/command`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [TOKEN_HEADER]: server.token },
          body: JSON.stringify({ handset: 'handset-1', entry: 2, ...fields, kind }),
        });
        assert.is(response.status, 200);
        const result = (await response.json()) as { readonly ok: unknown; readonly error?: unknown };
        assert.ok(result.ok === true || (typeof result.error === 'string' && result.error !== ''));
        assert.not.match(String(result.error ?? ''), /TypeError|undefined is not|Cannot read|\n\s+at /);
      }),
      { numRuns: 300 },
    );
    const { caller } = await page.dial();
    await page.until(() => page.handsets.get(caller)?.listens.includes('keys'), 'it listens');
  }));

test('names of prototypes are only names', () =>
  withPhone(app, async ({ page }) => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString'];
    const sipHeaders = JSON.parse(`{${names.map((name) => `"${name}":"x"`).join(',')}}`);
    const dialed = await page.send({
      kind: 'dial',
      from: '__proto__',
      to: 'constructor',
      displayName: 'toString',
      sipHeaders,
    });
    assert.ok(typeof dialed.ok === 'boolean');
    const { call } = await page.dial();
    const sent = await page.entry('initiate', (entry) => entry.call === call);
    const event = JSON.parse(
      '{"eventType":"initiate","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}}}',
    );
    await page.send({ kind: 'sendAgain', entry: sent.id, event });
    for (const handset of names) assert.is((await page.send({ kind: 'hangUp', handset })).ok, false);
    assert.is(Object.hasOwn(Object.prototype, 'polluted'), false);
  }));

test('markup in every field of a call stays text', () =>
  withPhone(app, async ({ page }) => {
    const markup = '<img src=x onerror=alert(1)>';
    const result = await page.send({
      kind: 'dial',
      from: `"${markup}`,
      to: `javascript:alert(1)//${markup}`,
      displayName: markup,
      sipHeaders: { 'User-to-User': markup },
    });
    // The library may refuse a number; the reason is text as well.
    assert.ok(result.ok || typeof result.error === 'string');
    const command: Command = {
      kind: 'createCall',
      from: '+15551230002',
      to: '+15551230077',
      answerUrl: 'javascript:alert(1)',
      machineDetection: false,
    };
    const refused = await page.send(command);
    assert.is(refused.ok, false);
    assert.match(refused.ok ? '' : refused.error, /http/i);
  }));

test.run();
