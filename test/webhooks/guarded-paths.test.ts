// basicAuth in front of applications that interpret paths differently. Whatever they answer must have been guarded.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { posix } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import Router from '@koa/router';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import connect from 'connect';
import express5 from 'express';
import fc from 'fast-check';
import { Hono } from 'hono';
import Koa from 'koa';
import mount from 'koa-mount';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { exchange, rawRequest } from './hostile-server.js';
import { initiate } from './phone-call.js';

// Imported without types, which belong to the version installed as express.
const express4 = createRequire(import.meta.url)('express-4') as typeof express5;

const test = suite('guarded paths');

const auth = { username: 'u', password: 'p' };
const ANSWERED = 'the application has answered';
const QUERY = `?${new URLSearchParams(initiate)}`;

type Guarded = Parameters<typeof onKoa.basicAuth>[0]['path'];

/** Creates an application that answers on /voice and below, with or without basicAuth on a path. */
type Application = (path: Guarded | undefined) => RequestListener;

const koa =
  (use: (app: Koa) => void): Application =>
  (path) => {
    const app = new Koa();
    app.silent = true;
    if (path !== undefined) app.use(onKoa.basicAuth({ auth, path }));
    use(app);
    return app.callback();
  };

const node =
  (listener: (req: IncomingMessage, res: ServerResponse) => void): Application =>
  (path) => {
    if (path === undefined) return listener;
    const guard = onNode.basicAuth({ auth, path });
    return (req, res) => guard(req, res, () => listener(req, res));
  };

const answer: Koa.Middleware = (ctx) => {
  ctx.body = ANSWERED;
};

/** Returns an application that answers if it reads the target as the path or as one below it. */
const reading = (read: (target: string) => string): Application =>
  node((req, res) => {
    let path = '';
    try {
      path = read(req.url ?? '');
    } catch {
      // Some targets cannot be decoded.
    }
    if (path === '/voice' || path.startsWith('/voice/')) return res.end(ANSWERED);
    res.statusCode = 404;
    return res.end();
  });

const withoutQuery = (target: string): string => target.replace(/[?#].*$/s, '');
const router = (): Router => {
  const routes = new Router({ prefix: '/voice' });
  routes.all('/', answer).all('/call', answer).all('/:any', answer).all('/call/:any', answer);
  return routes;
};

const mounted = koa((app) => app.use(mount('/voice', answer)));

const applications: { readonly [name: string]: Application } = {
  'koa-mount': mounted,
  '@koa/router': koa((app) => app.use(router().routes())),
  'nested mounts': koa((app) => app.use(mount('/voice', mount('/call', answer)))),
  webhooks: koa((app) => app.use(onKoa.webhooks({ initiate: () => '<Response/>' }, { path: ['/voice', '/voice/*'] }))),
  'webhooks of node': node(onNode.webhooks({ initiate: () => '<Response/>' }, { path: '/voice/*' })),
  'Express 5': node(express5().use('/voice', (_req, res) => void res.end(ANSWERED))),
  'Express 4': node(express4().use('/voice', (_req, res) => void res.end(ANSWERED))),
  Connect: node(connect().use('/voice', (_req: IncomingMessage, res: ServerResponse) => res.end(ANSWERED))),
  Hono: node(
    getRequestListener(new Hono().all('/voice/*', (c) => c.text(ANSWERED)).fetch, { overrideGlobalObjects: false }),
  ),
  'the URL': reading((target) => new URL(target, 'http://localhost').pathname),
  'the URL, decoded': reading((target) =>
    decodeURIComponent(new URL(target, 'http://localhost').pathname).toLowerCase(),
  ),
  'decoded twice and normalized': reading((target) =>
    posix.normalize(decodeURIComponent(decodeURIComponent(withoutQuery(target))).replaceAll('\\', '/')).toLowerCase(),
  ),
  'without parameters': reading((target) => withoutQuery(target).replace(/;[^/]*/g, '')),
};

/** Serves an application on loopback while `use` runs. The client sends targets unmodified. */
async function served(listener: RequestListener, use: (ask: (target: string) => Promise<number>) => Promise<void>) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  // The address is a string only for a server on a pipe.
  const { port } = server.address() as AddressInfo;
  try {
    await use(async (target) => (await exchange(port, rawRequest('', {}, 'GET', target)))[0]?.status ?? 0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Spellings that at least one of the applications, or possibly another server, answers. */
const hostile = [
  '/voice',
  '/voice/',
  '/voice/call',
  '/voice/call/',
  '/voice//call',
  '//voice/call',
  '/VOICE/call',
  '/Voice/Call',
  '/%76oice/call',
  '/%56oice/call',
  '/%2576oice/call',
  '/voice%2fcall',
  '/voice/%63all',
  '/voice/call?x=1',
  '/voice?x=1',
  '/voice#x',
  '/voice;v=1/call',
  '/voice;v=1',
  '/;/voice/call',
  '/voice/./call',
  '/./voice/call',
  '/x/../voice/call',
  '/voice/../voice/call',
  '/voice/../x',
  '/x/%2e%2e/voice/call',
  '/x/%252e%252e/voice/call',
  '/x/..%2fvoice/call',
  '/x/..;/voice/call',
  '/x/..\\voice/call',
  '\\voice\\call'.replace(/^/, '/'),
  '/voice\\call',
  '/voice%5ccall',
  '/%2fvoice/call',
  '//host/voice/call',
  '/\\host/voice/call',
  'http://host/voice/call',
  'HTTP://host/voice',
  'http://u:p@host:80//voice/call',
  '/voice%00',
  '/voice%20/call',
  '/voice.',
  '/voice.x/call',
  '/VOICE%2Ex',
];

for (const path of ['/voice/', '/voice/*', ['/other', '/voice']] as const) {
  test(`basicAuth({ path: ${JSON.stringify(path)} }) guards every spelling of the path`, () =>
    served(mounted(path), async (ask) => {
      for (const target of hostile) assert.is(await ask(target), 401, target);
    }));
}

for (const [name, application] of Object.entries(applications)) {
  test(`basicAuth({ path: '/voice' }) guards every spelling of the path in front of ${name}`, () =>
    served(application('/voice'), async (ask) => {
      for (const target of hostile) assert.is(await ask(target), 401, target);
    }));

  test(`other paths need no credentials in front of ${name}`, () =>
    served(application('/voice'), async (ask) => {
      for (const target of ['/', '/voic', '/voicemail', '/x/voice', '/health?next=/voice', '/a%20b', '/caf%C3%A9']) {
        assert.is.not(await ask(target), 401, target);
      }
    }));

  test(`guards every random spelling that ${name} answers`, async () => {
    let answered = 0;
    await served(application(undefined), (bare) =>
      served(application('/voice'), (guarded) =>
        fc.assert(
          fc.asyncProperty(spelling, async (target) => {
            const isAnswered = (await bare(target)) === 200;
            if (isAnswered) answered++;
            if (isAnswered) assert.is(await guarded(target), 401, target);
          }),
          { numRuns: 60 },
        ),
      ),
    );
    assert.ok(answered > 5, `${answered} spellings were answered`);
  });
}

const escaped = (character: string, times: number): string =>
  `%${'25'.repeat(times)}${character.charCodeAt(0).toString(16)}`;

/** Generates a spelling of a character. */
const character = (plain: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constant(plain) },
    { weight: 1, arbitrary: fc.constant(plain.toUpperCase()) },
    { weight: 1, arbitrary: fc.nat(2).map((times) => escaped(plain, times)) },
  );

const word = (text: string): fc.Arbitrary<string> =>
  fc.tuple(...Array.from(text, character)).map((characters) => characters.join(''));

const slash = fc.oneof(
  { weight: 12, arbitrary: fc.constant('/') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('//', '/./', '\\', '%2f', '%5c', '/x/../', '/x/%2e%2e/', ';v=1/', '.', '.x/'),
  },
);

const spelling = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('/') },
      fc.constantFrom('http://host/', '//host/', '//', '/\\host/', '/x/../'),
    ),
    word('voice'),
    slash,
    fc.oneof({ weight: 4, arbitrary: word('call') }, fc.constantFrom('', 'below', 'call/below')),
    fc.constantFrom('', '', '/', ';v=1', '#x'),
  )
  .map((parts) => `${parts.join('')}${QUERY}`);

test('guards every encoding of a non-ASCII path', () =>
  served(mounted('/Grüße'), async (ask) => {
    for (const target of ['/Gr%C3%BC%C3%9Fe', '/gr%c3%bc%c3%9fe/x', '/gr%c3%9cSSE', '/Gr%FC%DFe']) {
      assert.is(await ask(target), 401, target);
    }
    assert.is(await ask('/gruesse'), 404);
  }));

test('guards letters whose upper or lower case is in the path', () =>
  served(mounted('/kiosk/first'), async (ask) => {
    assert.is(await ask('/%E2%84%AAiosk/fir%C5%BFt'), 401);
  }));

test('calls a predicate for each reading of the path', async () => {
  for (const application of Object.values(applications)) {
    await served(
      application((path) => path.startsWith('/voice')),
      async (ask) => {
        for (const target of hostile) assert.is(await ask(target), 401, target);
        assert.is.not(await ask('/other'), 401);
      },
    );
    await served(
      application((path) => path !== '/health'),
      async (ask) => {
        assert.is.not(await ask('/health'), 401);
        assert.is(await ask('/voice/call'), 401);
      },
    );
  }
});

test('responds 500 and reports the error if a predicate throws', async () => {
  const app = new Koa().use(
    onKoa.basicAuth({
      auth,
      path: () => {
        throw new Error('boom');
      },
    }),
  );
  const errors: unknown[] = [];
  app.on('error', (error) => errors.push(String(error))).use(answer);
  await served(app.callback(), async (ask) => assert.is(await ask('/'), 500));
  assert.equal(errors, ['Error: boom']);
});

test('a guard inside a mount accepts its path with or without the prefix', async () => {
  for (const path of ['/call', '/voice/call']) {
    const inner = new Koa().use(onKoa.basicAuth({ auth, path })).use(answer);
    await served(new Koa().use(mount('/voice', inner)).callback(), async (ask) => {
      assert.is(await ask('/voice/call/x'), 401);
      assert.is(await ask('/voice/other'), 200);
    });
    const outer = express5().use('/voice', onNode.basicAuth({ auth, path }), (_req, res) => void res.end(ANSWERED));
    await served(outer, async (ask) => {
      assert.is(await ask('/voice/call/x'), 401);
      assert.is(await ask('/voice/other'), 200);
    });
  }
});

test('the time for a long path is linear', async () => {
  const { readingTime } = await import('./reading-time.js');
  const guard = onNode.basicAuth({ auth, path: '/voice' });
  for (const part of ['%25', '%', '/', '//', '/x;', ';', '\\', '%2', '%2525', '/.x', '\u00e9', '%c3%bc']) {
    assert.ok((await readingTime(guard, `/${part.repeat(100_000)}`)) < 1000, part);
  }
});

const notPaths: readonly (readonly [path: unknown, hint: RegExp])[] = [
  ['', /environment variable/],
  [undefined, /environment variable/],
  [null, /environment variable/],
  [[], /omit path/],
  [['/a', undefined], /environment variable/],
  [['/a', ''], /environment variable/],
  [new Array(1), /environment variable/],
  ['voice', /Did you mean "\/voice"\?/],
  ['*', /Write "\/\*"/],
  ['https://voice.example/calls?x=1', /"\/calls"/],
  [new URL('https://voice.example/calls'), /"\/calls"/],
  ['//voice', /Did you mean "\/voice"\?/],
  ['/voice//call', /"\/voice\/call"/],
  ['/voice?x=1', /"\/voice"/],
  ['/voice#x', /"\/voice"/],
  ['/a/../voice', /Did you mean "\/voice"\?/],
  ['/./voice', /"\/voice"/],
  ['/voice /call', /%20/],
  ['/voice\n', /%20/],
  ['/100%', /%25/],
  ['/v/:id', /Write "\/v\/\*"/],
  ['/v/:id/call', /Write "\/v\/\*"/],
  ['/:id', /Write "\/\*"/],
  ['/voice*', /Write "\/voice\/\*"/],
  ['/voice/**', /Write "\/voice\/\*"/],
  ['/voice/*/call', /Write "\/voice\/\*"/],
  ['/voice/*splat', /Write "\/voice\/\*"/],
  ['/voice/(.*)', /Write "\/voice\/\*"/],
  ['/voice(.*)', /Write "\/voice\/\*"/],
  ['/voice{/:id}', /Write "\/\*"/],
  ['/voice/[id]', /Write "\/voice\/\*"/],
  ['^/voice', /Patterns are not supported/],
  ['/voice$', /Patterns are not supported/],
  ['/voice/.+', /Write "\/voice\/\*"/],
  ['/v\\d+', /Patterns are not supported/],
  ['/a|/b', /Patterns are not supported/],
  [/^\/voice/, /pattern\.test\(path\)/],
  [5, /Write path/],
  [{ prefix: '/voice' }, /Write path/],
];

for (const [path, hint] of notPaths) {
  test(`throws for path: ${String(JSON.stringify(path))} and suggests a fix`, () => {
    for (const make of [
      () => onKoa.basicAuth({ auth, path: path as never }),
      () => onNode.basicAuth({ auth, path: path as never }),
      () => onKoa.webhooks({}, { path: path as never }),
      () => onNode.webhooks({}, { path: path as never }),
    ]) {
      const { code, message } = thrownBy(make);
      assert.is(code, 'options.path');
      assert.match(message, hint);
    }
  });
}

test('accepts paths with unusual characters', () => {
  for (const path of ['/', '/*', '/a-b_c.d~e', '/a+b', '/a,b', '/a@b', '/a=b&c', "/it's!", '/a;b', '/%7Ea', '/grüße']) {
    onKoa.basicAuth({ auth, path });
    onKoa.webhooks({}, { path });
  }
});

test('a path with /* matches everything below it', () =>
  served(
    koa((app) => app.use(onKoa.webhooks({ initiate: () => '<Response/>' }, { path: '/voice/*' })))(undefined),
    async (ask) => {
      for (const path of ['/voice', '/voice/', '/voice/a', '/voice/a/b']) assert.is(await ask(path + QUERY), 200, path);
      for (const path of ['/', '/voicemail', '/Voice', '/x/voice']) assert.is(await ask(path + QUERY), 404, path);
    },
  ));

test('a non-ASCII path matches its encoded form', () =>
  served(
    koa((app) => app.use(onKoa.webhooks({ initiate: () => '<Response/>' }, { path: '/grüße' })))(undefined),
    async (ask) => {
      assert.is(await ask(`/gr%C3%BC%C3%9Fe${QUERY}`), 200);
    },
  ));

test.run();
