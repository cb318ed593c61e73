// The five most common mistakes: the message of the failing test must show which line to change.
import { readFileSync } from 'node:fs';
import { Gather, Record, Response, SpeakSentence } from 'bxml-jsx';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { type Call, type Platform, type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import type { AnyHandlers, AnyOptions } from '../webhooks/adapters.js';

const test = suite('common mistakes');

function koaApp(handlers: AnyHandlers, options: AnyOptions): SimulatedApplication {
  const app = new Koa().use(onKoa.webhooks(handlers, options));
  app.silent = true;
  return app;
}

const hosts: Record<string, (handlers: AnyHandlers, options: AnyOptions) => SimulatedApplication> = {
  koa: koaApp,
  node: (handlers, options) => ({ listener: onNode.webhooks(handlers, { onError: () => undefined, ...options }) }),
  fetch: onFetch.webhooks,
};

const menu = () => (
  <Response>
    <Gather gatherUrl="/voice" maxDigits={1}>
      <SpeakSentence>Press one.</SpeakSentence>
    </Gather>
  </Response>
);
const bye = () => (
  <Response>
    <SpeakSentence>Bye.</SpeakSentence>
  </Response>
);
const handlers: AnyHandlers = { initiate: menu, gather: bye, disconnect: () => undefined };

const boom = new RangeError('no such customer');
/** The number of the line above, which is the one to change. */
const line =
  readFileSync(import.meta.filename, 'utf8')
    .split('\n')
    .findIndex((text) => text.startsWith('const boom')) + 1;
const LINE = new RegExp(`common-mistakes\\.test\\.tsx:${line}:\\d+`);

interface Mistake {
  readonly name: string;
  readonly handlers?: AnyHandlers;
  readonly webhooks?: AnyOptions;
  readonly simulator?: SimulatorOptions;
  readonly url?: string;
  readonly code: string;
  readonly cause?: unknown;
  /** Parts of the message, in this order. */
  readonly says: readonly (string | RegExp)[];
}

const throws = (): never => {
  throw boom;
};
const noReact = new ReferenceError('React is not defined');
const auth = { username: 'bandwidth', password: 'ahoy' };

const mistakes: readonly Mistake[] = [
  {
    name: 'the first handler throws',
    handlers: { initiate: throws },
    code: 'call.over',
    cause: boom,
    says: ['status 500', 'the handler of initiate threw RangeError: no such customer', LINE],
  },
  {
    name: 'a file was compiled for React',
    handlers: {
      initiate: () => {
        throw noReact;
      },
    },
    code: 'call.over',
    cause: noReact,
    says: ['threw ReferenceError: React is not defined', '"jsxImportSource": "bxml-jsx" in the tsconfig'],
  },
  {
    name: 'a handler throws',
    handlers: { gather: () => Promise.reject(boom) },
    code: 'call.over',
    cause: boom,
    says: ['gather → POST https://app.example/voice: status 500', 'the handler of gather threw RangeError', LINE],
  },
  {
    name: 'an asynchronous handler throws',
    handlers: { disconnect: throws },
    code: 'call.strict',
    cause: boom,
    says: [
      'handler-error: disconnect → POST https://app.example/voice',
      'the handler of disconnect threw RangeError',
      LINE,
    ],
  },
  {
    name: 'an asynchronous handler rejects, much later',
    handlers: {
      disconnect: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw boom;
      },
    },
    code: 'call.strict',
    cause: boom,
    says: ['handler-error', LINE],
  },
  {
    name: 'a handler is missing',
    handlers: { gather: undefined },
    code: 'call.strict',
    says: [
      'unserved: gather → POST https://app.example/voice: status 404: there is no handler for gather',
      'event.no-handler: the webhooks at /voice have no handler for gather: add one, or correct gatherUrl of <Gather>',
    ],
  },
  {
    name: 'a path is wrong',
    handlers: {
      initiate: () => (
        <Response>
          <Gather gatherUrl="/choise" firstDigitTimeout={1} />
        </Response>
      ),
    },
    webhooks: { path: '/voice' },
    code: 'call.strict',
    says: ['gather → POST https://app.example/choise: status 404', 'no route', 'correct gatherUrl of <Gather>'],
  },
  {
    name: 'the path of the call is wrong',
    webhooks: { path: '/voice' },
    url: '/',
    code: 'call.strict',
    says: [
      'initiate → POST https://app.example/: status 404',
      'correct url in the option application or in platform.call',
    ],
  },
  {
    name: 'credentials are missing',
    webhooks: { auth },
    code: 'call.strict',
    says: [
      'initiate → POST https://app.example/voice: status 401',
      'requires credentials (request.credentials): pass application: { credentials: { username, password } } to simulate',
      'after that: lost-event: disconnect',
    ],
  },
  {
    name: 'credentials are wrong',
    webhooks: { auth },
    simulator: { application: { credentials: { username: 'bandwidth', password: 'avast' } } },
    code: 'call.strict',
    says: [
      'initiate → POST https://app.example/voice: status 401',
      'rejects these credentials (request.credentials): correct application: { credentials',
    ],
  },
  {
    name: 'a document of a verb lacks credentials',
    handlers: {
      initiate: () => (
        <Response>
          <Gather gatherUrl="/voice" firstDigitTimeout={1} />
        </Response>
      ),
    },
    webhooks: { auth },
    simulator: { application: { credentials: auth, statusUrl: null } },
    code: 'call.over',
    says: ['gather → POST https://app.example/voice: status 401', 'pass username and password of <Gather>'],
  },
];

async function conversation(platform: Platform, url: string): Promise<void> {
  const call: Call = await platform.call({ url });
  await call.hears('Press one.');
  await call.press('1');
  await call.hears('Bye.');
  await call.ends('hangup');
}

/** Asserts that a message has the parts, in order and before the timeline. */
function assertSays(message: string, says: Mistake['says']): void {
  let rest = message.split('\nthe end of the timeline:')[0] ?? '';
  for (const part of says) {
    const at = typeof part === 'string' ? rest.indexOf(part) : rest.search(part);
    assert.ok(at >= 0, `${part} is not in its place in\n${message}`);
    rest = rest.slice(at + 1);
  }
}

for (const [host, make] of Object.entries(hosts)) {
  test(`without a mistake the test passes on ${host}`, async () => {
    await conversation(simulate(make(handlers, {})), '/voice');
  });

  for (const { name, code, says, url = '/voice', simulator, ...mistake } of mistakes) {
    test(`${name}: the message says what to change, on ${host}`, async () => {
      const app = make({ ...handlers, ...mistake.handlers }, mistake.webhooks ?? {});
      const error = await failureOf(conversation(simulate(app, simulator), url));
      assert.is(error.code, code, error.message);
      assertSays(error.message, says);
      if ('cause' in mistake) assert.is(error.cause, mistake.cause);
      assert.not.match(error.message, /ahoy|avast/);
    });
  }

  test(`an invalid document names its component, file and line, on ${host}`, async () => {
    const app = make({ ...handlers, gather: () => (<Record maxDuration={-1} />) as never }, {});
    const error = await failureOf(conversation(simulate(app), '/voice'));
    assert.is(error.code, 'call.over');
    assertSays(error.message, [
      'gather → POST',
      'status 500',
      'the handler of gather failed: BxmlError: ',
      '> Record',
      'common-mistakes.test.tsx:',
    ]);
    assert.is((error.cause as Error).name, 'BxmlError');
  });
}

test.run();
