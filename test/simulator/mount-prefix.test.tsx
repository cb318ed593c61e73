// URLs in documents that lack the prefix at which the application is mounted.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Router from '@koa/router';
import { type BxmlElement, Gather, Record, Redirect, Response } from 'bxml-jsx';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import express5 from 'express';
import { Hono } from 'hono';
import Koa from 'koa';
import mount from 'koa-mount';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import type { AnyHandlers, AnyOptions } from '../webhooks/adapters.js';

const test = suite('URLs without the mount prefix');

const document = (
  <Response>
    <Gather gatherUrl="/onGather" firstDigitTimeout={1} />
  </Response>
);
/** The line of the Gather. */
const line =
  readFileSync(import.meta.filename, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('<Gather gatherUrl="/onGather"')) + 1;

const gathering = (gatherUrl: string) => () => (
  <Response>
    <Gather gatherUrl={gatherUrl} firstDigitTimeout={1} />
  </Response>
);

const handlers = (initiate: () => BxmlElement): AnyHandlers => ({
  initiate,
  gather: () => <Response />,
  redirect: () => <Response />,
  recordComplete: () => <Response />,
  recordingAvailable: () => undefined,
  disconnect: () => undefined,
});

function silent(app: Koa): Koa {
  app.silent = true;
  return app;
}

const koaRoutes = (router: Router, all: AnyHandlers): Router => {
  const { initiate, gather } = all;
  return router
    .post('/initiate', onKoa.webhooks({ initiate, disconnect: () => undefined }))
    .post('/onGather', onKoa.webhooks({ gather }));
};

type Host = (all: AnyHandlers, prefix: string) => SimulatedApplication;

const express = (make: typeof express5): Host => {
  return (all, prefix) => make().use(prefix, make.Router().use(onNode.webhooks(all)));
};
// It has no types of its own; the parts used here are the same.
const express4 = createRequire(import.meta.url)('express-4') as typeof express5;

/** Frameworks that remove the prefix from the path, so that it is known. */
const mounted: Record<string, Host> = {
  'koa-mount': (all, prefix) => silent(new Koa()).use(mount(prefix, new Koa().use(onKoa.webhooks(all)))),
  'koa-mount with paths': (all, prefix) =>
    silent(new Koa()).use(mount(prefix, onKoa.webhooks(all, { path: ['/initiate', '/onGather'] }))),
  'koa-mount of a router': (all, prefix) =>
    silent(new Koa()).use(mount(prefix, koaRoutes(new Router(), all).routes() as Koa.Middleware)),
  'Express 5': express(express5),
  'Express 4': express(express4),
  'Express with a router of routes': (all, prefix) => {
    const { initiate, gather } = all;
    const router = express5.Router();
    router.post('/initiate', onNode.webhooks({ initiate, disconnect: () => undefined }));
    router.post('/onGather', onNode.webhooks({ gather }));
    return express5().use(prefix, router);
  },
  'Hono with mount': (all, prefix) => new Hono().mount(prefix, onFetch.webhooks(all)),
};

/** Routers that leave the path as it is. */
const prefixed: Record<string, Host> = {
  'a router of Koa with a prefix': (all, prefix) =>
    silent(new Koa()).use(koaRoutes(new Router({ prefix }), all).routes()),
  'nested routers of Koa': (all, prefix) =>
    silent(new Koa()).use(new Router().use(prefix, koaRoutes(new Router(), all).routes()).routes()),
  'Hono with routes': (all, prefix) => {
    const answer = onFetch.webhooks(all);
    return new Hono().route(
      prefix,
      new Hono().post('/initiate', (c) => answer(c.req.raw)).post('/onGather', (c) => answer(c.req.raw)),
    );
  },
  'webhooks with paths': (all, prefix) => onFetch.webhooks(all, { path: [`${prefix}/initiate`, `${prefix}/onGather`] }),
  'webhooks with a path and all below it': (all, prefix) => onFetch.webhooks(all, { path: `${prefix}/*` }),
  'a listener for each path in Express': (all, prefix) =>
    express5().use(`${prefix}/initiate`, onNode.webhooks(all)).use(`${prefix}/onGather`, onNode.webhooks(all)),
};

async function failing(app: SimulatedApplication, url: string, options?: SimulatorOptions) {
  const call = await simulate(app, options).call({ url, statusUrl: null });
  const error = await failureOf(call.ends('hangup'));
  const [head = ''] = error.message.split('\n    expected at');
  return { call, error, head };
}

for (const [isMount, hosts] of [
  [true, mounted],
  [false, prefixed],
] as const)
  for (const [name, host] of Object.entries(hosts))
    for (const prefix of ['/voice', '/api/voice'])
      test(`${name} at ${prefix}: the message has the line, the reason and the fix`, async () => {
        const { error, head, call } = await failing(
          host(
            handlers(() => document),
            prefix,
          ),
          `${prefix}/initiate`,
        );
        assert.is(error.code, 'call.strict');
        const place = new RegExp(`gatherUrl of <Gather> \\(.*mount-prefix\\.test\\.tsx:${line}:5\\)`);
        assert.match(head, place);
        assert.match(head, `"/onGather" is absolute and lacks the prefix ${prefix}`);
        assert.match(head, isMount ? 'at which the application is mounted' : 'if the application is mounted at');
        assert.match(head, `write "onGather", relative to ${prefix}/initiate, or "${prefix}/onGather"`);
        assert.match(call.transcript(), /POST \/onGather: 404, gatherUrl of <Gather> \(.*\) lacks the prefix \//);
        // Both suggested URLs work.
        for (const url of ['onGather', `${prefix}/onGather`]) {
          const fixed = await simulate(host(handlers(gathering(url)), prefix)).call({ url: `${prefix}/initiate` });
          await fixed.ends('hangup');
        }
      });

const document2 = (verb: BxmlElement) => () => <Response>{verb}</Response>;

type Written = [name: string, initiate: () => BxmlElement, from: string, says: string | RegExp];

const written: Written[] = [
  [
    'a URL with a query string',
    gathering('/onGather?menu=a/b'),
    '/voice/initiate',
    'write "onGather?menu=a/b", relative to /voice/initiate, or "/voice/onGather?menu=a/b"',
  ],
  ['a path below', gathering('/menu/main'), '/voice/initiate', 'write "menu/main", relative to'],
  ['a document deeper down', gathering('/onGather'), '/voice/menu/start', 'write "../onGather", relative to'],
  ['from the root of the mount', gathering('/onGather'), '/voice/', 'write "onGather", relative to /voice/,'],
  ['the root', gathering('/'), '/voice/initiate', 'write "./", relative to /voice/initiate, or "/voice/"'],
  ['only a query string', gathering('/?a'), '/voice/initiate', 'write "./?a", relative to'],
  ['a colon', gathering('/a:b'), '/voice/initiate', 'write "./a:b", relative to'],
  [
    'a relative URL with ..',
    gathering('../onGather'),
    '/voice/initiate',
    '"../onGather" is relative to /voice/initiate and lacks the prefix /voice, at which the application is mounted',
  ],
  [
    'Redirect',
    document2(<Redirect redirectUrl="/next" />),
    '/voice/initiate',
    /redirectUrl of <Redirect> \(.*write "next"/s,
  ],
  [
    'an asynchronous event',
    document2(<Record recordingAvailableUrl="/ready" recordCompleteUrl="next" maxDuration={1} />),
    '/voice/initiate',
    /recordingAvailable → POST.*recordingAvailableUrl of <Record> \(.*write "ready"/s,
  ],
];

const koaMount = mounted['koa-mount'] as Host;

for (const [name, initiate, from, says] of written)
  test(`what to write: ${name}`, async () => {
    const { head } = await failing(koaMount(handlers(initiate), '/voice'), from);
    assert.match(head, says);
  });

test('each location of the URL is named; within components, the line of the enclosing element', async () => {
  const Menu = async ({ url }: { url: string }) => <Gather gatherUrl={url} firstDigitTimeout={1} />;
  const initiate = async () => (
    <Response>
      <Menu url="/onGather" />
      <Gather gatherUrl="/other" />
      <Gather gatherUrl="/onGather" />
    </Response>
  );
  const app = koaMount({ ...handlers(() => document), initiate }, '/voice');
  const { head } = await failing(app, '/voice/initiate', { allow: ['verb.unreachable'] });
  assert.match(head, /gatherUrl of <Gather> \([^,()]+\.tsx:\d+:\d+, [^,()]+\.tsx:\d+:\d+\)\n/);
});

test('a wrong path with the prefix is reported with its line', async () => {
  const app = onFetch.webhooks(handlers(gathering('/gathr')), { path: ['/call', '/gather'] });
  const { head } = await failing(app, '/call');
  assert.match(
    head,
    /no route for POST \/gathr: add it, or correct gatherUrl of <Gather> \(.*mount-prefix\.test\.tsx:\d+:5\)$/,
  );
  const unhandled = await failing(onFetch.webhooks({ initiate: () => document }), '/call');
  assert.match(
    unhandled.head,
    /no handler for gather: .*correct gatherUrl of <Gather> \(.*mount-prefix\.test\.tsx:\d+:5\)$/,
  );
});

test('a document that is a string has no line', async () => {
  const xml = '<Response><Gather gatherUrl="/onGather" firstDigitTimeout="1"/></Response>';
  const { head } = await failing(
    koaMount({ initiate: () => xml as never, disconnect: () => undefined }, '/voice'),
    '/voice/initiate',
  );
  assert.match(head, /correct gatherUrl of <Gather>\n/);
  assert.match(head, 'write "onGather", relative to /voice/initiate, or "/voice/onGather"');
});

const xmlOf = (body: string) => new globalThis.Response(body, { headers: { 'content-type': 'application/xml' } });
/** An application that does not use this package's webhooks. */
const plain = (served: Readonly<Record<string, string>>) => async (request: Request) => {
  const verbs = served[new URL(request.url).pathname];
  return verbs === undefined
    ? new globalThis.Response('no such page', { status: 404 })
    : xmlOf(`<Response>${verbs}</Response>`);
};
const asks = (url: string): string => `<Gather gatherUrl="${url}" firstDigitTimeout="1"/>`;

test('the message names the prefix for an application without this package’s webhooks', async () => {
  const { head, error } = await failing(plain({ '/voice/initiate': asks('/onGather') }), '/voice/initiate');
  assert.match(head, 'if the application is mounted at /voice, write "onGather"');
  assert.is(error.cause, 'no such page');
});

test('the innermost of several mounts counts', async () => {
  const app = silent(new Koa()).use(
    mount(
      '/api',
      new Koa()
        .use(onKoa.webhooks({ disconnect: () => undefined }, { path: '/status' }))
        .use(mount('/voice', onKoa.webhooks(handlers(() => document)))),
    ),
  );
  const { head } = await failing(app, '/api/voice/initiate');
  assert.match(head, 'lacks the prefix /api/voice, at which the application is mounted: write "onGather"');
});

test('the URL of a fallback is reported too', async () => {
  const redirect = '<Redirect redirectUrl="fails" redirectFallbackUrl="/next"/>';
  const app = async (request: Request) =>
    request.url.endsWith('fails')
      ? new globalThis.Response('', { status: 500 })
      : plain({ '/voice/initiate': redirect })(request);
  const { error } = await failing(app, '/voice/initiate');
  assert.match(error.message, /POST \/next: 404, redirectFallbackUrl of <Redirect> lacks the prefix \/voice/);
});

test('no requests are sent to find the prefix', async () => {
  const requests: string[] = [];
  const app = plain({ '/voice/initiate': asks('/onGather') });
  await failing(async (request: Request) => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return app(request);
  }, '/voice/initiate');
  assert.equal(requests, ['POST /voice/initiate', 'POST /onGather']);
});

const voiceMenu = { path: ['/voice/initiate', '/voice/gather'] };
const onCall = { path: '/voice' };
const twoApps: AnyOptions = { path: ['/voice/initiate', '/status/gather'] };

const long = `/${'v'.repeat(70)}`;

/** Paths that are wrong for other reasons. */
const innocent: [name: string, app: SimulatedApplication, url: string][] = [
  ['a document without a prefix', plain({ '/call': asks('/choise') }), '/call'],
  ['a relative URL', plain({ '/voice/initiate': asks('onGather') }), '/voice/initiate'],
  ['a relative URL with ..', plain({ '/voice/initiate': asks('../onGather') }), '/voice/initiate'],
  ['a URL under a long prefix', plain({ [`${long}/initiate`]: asks(`${long}/onGahter`) }), `${long}/initiate`],
  ['a URL under the prefix', plain({ '/voice/initiate': asks('/voice/onGahter') }), '/voice/initiate'],
  ['the prefix itself', plain({ '/voice/initiate': asks('/voice') }), '/voice/initiate'],
  ['a misspelled prefix', plain({ '/voice/initiate': asks('/vioce/onGather') }), '/voice/initiate'],
  ['a part of the prefix', plain({ '/api/voice/initiate': asks('/api/onGather') }), '/api/voice/initiate'],
  ['an absolute URL', plain({ '/voice/initiate': asks('https://app.example/onGather') }), '/voice/initiate'],
  ['a URL with two slashes', plain({ '/voice/initiate': asks('//app.example/onGather') }), '/voice/initiate'],
  [
    'an application that serves other paths too',
    plain({ '/call': '<Redirect redirectUrl="/voice/menu"/>', '/voice/menu': asks('/onGather') }),
    '/call',
  ],
  [
    'webhooks that do not serve the path with the prefix',
    onFetch.webhooks(handlers(gathering('/gathr')), voiceMenu),
    '/voice/initiate',
  ],
  ['webhooks with other paths', onFetch.webhooks(handlers(gathering('/choise')), onCall), '/voice'],
  ['webhooks at two places', onFetch.webhooks(handlers(gathering('/gather')), twoApps), '/voice/initiate'],
  [
    'a mount whose webhooks do not serve the path',
    silent(new Koa()).use(
      mount('/voice', onKoa.webhooks(handlers(gathering('/gathr')), { path: ['/initiate', '/onGather'] })),
    ),
    '/voice/initiate',
  ],
  [
    'webhooks that are mounted for one path',
    express5().use('/initiate', onNode.webhooks(handlers(gathering('/onGather')))),
    '/initiate',
  ],
  [
    'a handler that is missing',
    silent(new Koa())
      .use(mount('/voice', onKoa.webhooks({ initiate: () => document })))
      .use(onKoa.webhooks({ disconnect: () => undefined })),
    '/voice/initiate',
  ],
  [
    'a path that answers another status',
    async (request: Request) =>
      request.url.endsWith('initiate')
        ? xmlOf(`<Response>${asks('/onGather')}</Response>`)
        : new globalThis.Response('', { status: 500 }),
    '/voice/initiate',
  ],
];

for (const [name, app, url] of innocent)
  test(`no prefix is suggested: ${name}`, async () => {
    const { error, call } = await failing(app, url);
    assert.not.match(error.message, /lacks the prefix/);
    assert.not.match(call.transcript(), /lacks the prefix/);
  });

test('a restarted application may be mounted elsewhere', async () => {
  const platform = simulate(
    koaMount(
      handlers(() => document),
      '/voice',
    ),
  );
  const first = await platform.call({ url: '/voice/initiate', statusUrl: null });
  assert.match((await failureOf(first.ends('hangup'))).message, 'lacks the prefix /voice,');
  platform.restart(plain({ '/call': asks('/onGather') }));
  const second = await platform.call({ url: '/call', statusUrl: null });
  assert.not.match((await failureOf(second.ends('hangup'))).message, /lacks the prefix/);
});

test('no prefix is suggested for the wrong URL of a call', async () => {
  const platform = simulate(
    koaMount(
      handlers(() => document),
      '/voice',
    ),
  );
  await (await platform.call({ url: '/voice/initiate', statusUrl: null })).waits(0);
  const error = await failureOf(platform.call({ url: '/initiate' }));
  assert.not.match(error.message, /lacks the prefix/);
});

test.run();
