// Refusals, their order and their details, on every framework.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type AnyOptions, adapters } from './adapters.js';
import { call, Greeting, initiate, unknown } from './phone-call.js';
import type { Reply, Sent } from './serving.js';

const test = suite('statuses');

const SECRET = 'sesame-4711';
const auth = { username: 'bandwidth', password: 'open' };
const authorized = { authorization: `Basic ${btoa('bandwidth:open')}` };
const json = (value: unknown): Sent => ({ method: 'POST', body: JSON.stringify(value) });
const text = (body: string | Uint8Array, headers = {}): Sent => ({ method: 'POST', body, headers });
const large = JSON.stringify({ ...initiate, pad: SECRET.repeat(200) });
const { callId: _callId, ...withoutCallId } = initiate;

interface Case {
  readonly what: string;
  readonly sent: Sent;
  readonly status: number;
  readonly code?: string;
  /** Matches the detail. */
  readonly names?: RegExp;
  readonly headers?: { readonly [name: string]: string };
  readonly options?: AnyOptions;
}

const limited: AnyOptions = { limit: 1000 };
const guarded: AnyOptions = { limit: 1000, auth };
const challenge = { 'www-authenticate': 'Basic realm="webhooks", charset="UTF-8"' };
const bare = { status: 401, code: 'request.credentials', headers: challenge, options: guarded };
const type = { status: 415, code: 'request.content-type' };
const encoding = { status: 415, code: 'request.content-encoding' };
const size = { status: 413, code: 'request.size', options: limited };
const noJson = { status: 400, code: 'request.json' };
const lacking = { status: 400, code: 'event.missing-field' };
const wrong = { status: 400, code: 'event.wrong-type' };

const cases: readonly Case[] = [
  ...['PUT', 'PATCH', 'DELETE'].map((method) => ({
    what: `${method} with or without credentials`,
    sent: { method },
    status: 405,
    code: 'request.method',
    names: new RegExp(method),
    headers: { allow: 'GET, POST' },
    options: guarded,
  })),
  { what: 'no credentials', sent: json(initiate), ...bare },
  { what: 'no credentials and no body', sent: { method: 'POST' }, ...bare },
  { what: 'no credentials and a wrong content type', sent: text('x', { 'content-type': 'text/plain' }), ...bare },
  { what: 'no credentials and a large body', sent: text(large), ...bare },
  { what: 'no credentials and invalid JSON', sent: text('{'), ...bare },
  { what: 'no credentials by GET', sent: { path: '/?eventType=initiate' }, ...bare },
  { what: 'credentials and invalid JSON', sent: text('{', authorized), ...noJson, options: guarded },
  { what: 'plain text', sent: text('x', { 'content-type': 'text/plain' }), ...type },
  { what: 'a form', sent: text('a=b', { 'content-type': 'application/x-www-form-urlencoded' }), ...type },
  { what: 'almost JSON', sent: text('{}', { 'content-type': 'application/json5' }), ...type },
  {
    what: 'a wrong content type and a large body',
    sent: text(large, { 'content-type': 'text/plain' }),
    ...type,
    options: limited,
  },
  { what: 'a compressed body', sent: text('x', { 'content-encoding': 'gzip' }), ...encoding },
  { what: 'a body compressed twice', sent: text('x', { 'content-encoding': 'gzip, br' }), ...encoding },
  { what: 'a content-length above the limit', sent: text(large), ...size, names: /1000 bytes/ },
  { what: 'an empty body', sent: text(''), ...noJson },
  { what: 'truncated JSON', sent: text(`{"tag":"${SECRET}`), ...noJson },
  { what: 'invalid UTF-8', sent: text(new Uint8Array([0x22, 0xff, 0x22])), ...noJson },
  { what: 'an array', sent: json([SECRET]), status: 400, code: 'event.not-object', names: /an array of length 1/ },
  { what: 'null', sent: json(null), status: 400, code: 'event.not-object' },
  { what: 'a string', sent: json(SECRET), status: 400, code: 'event.not-object' },
  { what: 'no type', sent: json({ tag: SECRET }), ...lacking, names: /eventType/ },
  { what: 'a type that is a number', sent: json({ eventType: 5 }), ...wrong, names: /"eventType"/ },
  { what: 'no call id', sent: json({ ...withoutCallId, tag: SECRET }), ...lacking, names: /"callId"/ },
  { what: 'a call id that is an array', sent: json({ ...initiate, callId: [SECRET] }), ...wrong, names: /"callId"/ },
  { what: 'no call id by GET', sent: { path: `/?eventType=initiate&tag=${SECRET}` }, ...lacking },
  { what: 'no handler', sent: json({ eventType: 'answer', ...call }), status: 404 },
  { what: 'an unknown event', sent: json({ ...unknown, eventType: SECRET }), status: 404 },
  {
    what: 'JSON with a charset',
    sent: text(JSON.stringify(initiate), { 'content-type': 'Application/JSON; charset=UTF-8' }),
    status: 200,
  },
  {
    what: 'the encoding identity',
    sent: text(JSON.stringify(initiate), { 'content-encoding': 'identity' }),
    status: 200,
  },
  { what: 'JSON behind a byte order mark', sent: text(`\ufeff${JSON.stringify(initiate)}`), status: 200 },
  { what: 'credentials', sent: text(JSON.stringify(initiate), authorized), status: 200, options: guarded },
];

function checkRefusal({ status, headers, body }: Reply, code: string | undefined): void {
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
  const problem = JSON.parse(body);
  assert.equal(Object.keys(problem).sort(), ['code', 'detail', 'status']);
  assert.is(problem.status, status);
  if (code !== undefined) assert.is(problem.code, code);
}

for (const { serve, name } of adapters) {
  for (const { what, sent, status, code, names, headers = {}, options = {} } of cases) {
    test(`responds ${status} to ${what} on ${name}`, () =>
      serve({ initiate: Greeting }, options, async ({ send, post }) => {
        const reply = await send(sent);
        assert.is(reply.status, status);
        if (status >= 400) checkRefusal(reply, code);
        assert.not.match(JSON.stringify(reply), new RegExp(`${SECRET}|open`));
        if (names !== undefined) assert.match(JSON.parse(reply.body).detail, names);
        for (const [header, value] of Object.entries(headers)) assert.is(reply.headers[header], value);
        // The next event is answered.
        assert.is((await post(initiate, { headers: authorized })).status, 200);
      }));
  }

  test(`the default limit is 1 MiB on ${name}`, () =>
    serve({ initiate: Greeting }, {}, async ({ post }) => {
      const frame = JSON.stringify({ ...initiate, pad: '' }).length;
      const sized = (bytes: number): object => ({ ...initiate, pad: 'x'.repeat(bytes - frame) });
      assert.is((await post(sized(1_048_576))).status, 200);
      assert.is((await post(sized(1_048_577))).status, 413);
    }));
}

test.run();
