// The option auth, and basicAuth.
import * as onKoa from 'bxml-jsx/koa';
import { type KoaHandlerContext, type WebhookOptions, webhooks } from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { type AnyOptions, adapters } from './adapters.js';
import { Greeting, initiate } from './phone-call.js';
import { appOf, latch, serving, withHandlers } from './serving.js';

const test = suite('auth');

type Auth = NonNullable<AnyOptions['auth']>;

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;
const pair = { username: 'bandwidth', password: 'pass:word' };
const renewed = { username: 'bandwidth', password: 'Grüße-🔑' };

const kinds: readonly [what: string, auth: Auth, accepted: readonly string[]][] = [
  ['a pair', pair, ['bandwidth:pass:word']],
  ['an array', [pair, renewed], ['bandwidth:pass:word', 'bandwidth:Grüße-🔑']],
  [
    'a function',
    ({ username, password }) => username === 'bandwidth' && password === 'pass:word',
    ['bandwidth:pass:word'],
  ],
  ['an async function', async ({ password }) => password === 'Grüße-🔑', ['bandwidth:Grüße-🔑', ':Grüße-🔑']],
];
const candidates = [
  'bandwidth:pass:word',
  'bandwidth:Grüße-🔑',
  ':Grüße-🔑',
  'bandwidth:pass',
  'bandwidth:pass:word2',
  'bandwidth:',
  'bandwidth',
  ':',
  '',
  'bandwidth:pass:wordbandwidth:pass:word',
];

for (const { serve, name } of adapters) {
  for (const [what, auth, accepted] of kinds) {
    test(`${what} accepts only its credentials on ${name}`, () =>
      serve({ initiate: Greeting }, { auth }, async ({ post }) => {
        for (const credentials of candidates) {
          const reply = await post(initiate, { headers: { authorization: basic(credentials) } });
          assert.is(reply.status, accepted.includes(credentials) ? 200 : 401, credentials);
          if (reply.status === 401) assert.match(reply.headers['www-authenticate'] ?? '', /^Basic realm=/);
        }
      }));
  }

  test(`responds 401 to other Authorization headers on ${name}`, () =>
    serve({ initiate: Greeting }, { auth: pair }, async ({ post }) => {
      const encoded = basic('bandwidth:pass:word').slice(6);
      for (const authorization of [
        `Bearer ${encoded}`,
        encoded,
        `Basic ${encoded} x`,
        'Basic',
        'Basic %%%',
        'Basic A',
      ]) {
        assert.is((await post(initiate, { headers: { authorization } })).status, 401, authorization);
      }
      for (const authorization of [`basic ${encoded}`, `BASIC   ${encoded}`]) {
        assert.is((await post(initiate, { headers: { authorization } })).status, 200, authorization);
      }
    }));

  for (const [what, auth] of [
    [
      'throws',
      () => {
        throw new Error('db down: secret');
      },
    ],
    ['rejects', () => Promise.reject(new Error('db down: secret'))],
  ] as const) {
    test(`responds 500 and calls onError if the auth function ${what} on ${name}`, async () => {
      const reported: unknown[] = [];
      const onError: AnyOptions['onError'] = (error, info) => reported.push(String(error), info);
      await serve({ initiate: Greeting }, { auth, onError }, async ({ post }) => {
        const { status, body } = await post(initiate, { headers: { authorization: basic('a:b') } });
        assert.is(status, 500);
        assert.is(JSON.parse(body).code, 'auth.failed');
        assert.not.match(body, /secret/);
      });
      assert.equal(reported, [
        'Error: db down: secret',
        { stage: 'auth', event: undefined, eventType: undefined, context: undefined },
      ]);
    });
  }
}

test('responds 401 if the auth function returns anything except true', () =>
  withHandlers(
    { initiate: Greeting },
    async ({ post }) => {
      assert.is((await post(initiate, { headers: { authorization: basic('a:b') } })).status, 401);
    },
    { auth: (() => 'yes') as never },
  ));

for (const [method, path, reported] of [
  ['POST', '/', ['request.aborted']],
  ['GET', `/?${new URLSearchParams(initiate)}`, []],
] as const) {
  test(`a client may disconnect while credentials are checked (${method})`, async () => {
    const [asked, verdict, gone, done] = [latch(), latch<boolean>(), latch(), latch()];
    const happened: unknown[] = [];
    const options: WebhookOptions<KoaHandlerContext> = {
      auth: () => {
        asked.open();
        return verdict.opened;
      },
      onError: (error) => happened.push(error),
      hooks: { refused: ({ code }) => happened.push(code) },
    };
    const app = appOf(
      async (ctx, next) => {
        ctx.res.once('close', gone.open);
        await next();
        done.open();
      },
      webhooks({ initiate: Greeting }, options),
    );
    await serving(app, async ({ begin }) => {
      const length = method === 'POST' ? { 'content-length': '10' } : {};
      const request = begin({ method, path, headers: { authorization: basic('a:b'), ...length } });
      request.on('error', () => undefined).flushHeaders();
      await asked.opened;
      request.destroy();
      await gone.opened;
      verdict.open(true);
      await done.opened;
      assert.equal(happened, reported);
    });
  });
}

for (const auth of [
  { username: 'u', password: '' },
  { username: '', password: 'p' },
  { username: 'u:v', password: 'p' },
  { username: 'u' },
  { username: 'u', password: 5 },
  [],
  [pair, { username: 'u', password: '' }],
  { username: 'u', password: ' \n' },
  { username: undefined, password: 'p' },
  { username: 'u', password: undefined },
  { username: 'u', password: 'undefined' },
  { username: 'undefined', password: 'p' },
  { username: 'u', password: 'null' },
  [undefined],
  [pair, null],
  new Array(1),
  undefined,
  null,
  '',
  'u:p',
  5,
]) {
  test(`throws for auth: ${String(JSON.stringify(auth))}`, () => {
    for (const make of [
      () => onKoa.basicAuth({ auth: auth as never }),
      () => onNode.basicAuth({ auth: auth as never }),
      ...adapters.map((adapter) => () => adapter.make({}, { auth: auth as never })),
    ]) {
      const { code, message } = thrownBy(make);
      assert.is(code, 'options.auth');
      assert.not.match(message, /pass:word|u:p/);
      assert.match(message, /environment variable/);
    }
  });
}

for (const [entry, basicAuth] of [
  ['koa', onKoa.basicAuth],
  ['node', onNode.basicAuth],
] as const) {
  test(`basicAuth of ${entry} throws without auth`, () => {
    for (const options of [undefined, null, {}, pair, 'auth']) {
      assert.is(thrownBy(() => basicAuth(options as never)).code, 'options.auth');
    }
    for (const options of [pair, { username: 'u' }, { auth: undefined, ...pair }]) {
      const { message } = thrownBy(() => basicAuth(options as never));
      assert.match(message, 'Write basicAuth({ auth: { username, password } }).');
      assert.not.match(message, 'environment variable');
    }
    assert.match(
      thrownBy(() => basicAuth({ credentials: pair } as never)).message,
      'Write auth: { username, password }',
    );
    assert.is(thrownBy(() => basicAuth({ auth: pair, path: 'hooks' })).code, 'options.path');
    assert.is(thrownBy(() => basicAuth({ auth: pair, path: undefined as never })).code, 'options.path');
    assert.is(thrownBy(() => basicAuth({ auth: pair, paths: '/hooks' } as never)).code, 'options.unknown');
  });
}

for (const { name, serve } of adapters) {
  test(`accepts events without credentials if auth is omitted on ${name}`, () =>
    serve({ initiate: Greeting }, {}, async ({ post }) => assert.is((await post(initiate)).status, 200)));
}

test.run();
