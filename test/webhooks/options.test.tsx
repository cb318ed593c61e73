// Invalid handlers and options throw when the middleware is created, not on the first call.
import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { adapters } from './adapters.js';
import { Greeting } from './phone-call.js';

const test = suite('options');

const wrong: { readonly [code: string]: readonly (readonly [handlers: unknown, options?: unknown])[] } = {
  'handlers.type': [
    [null],
    [undefined],
    ['initiate'],
    [Greeting],
    [[Greeting]],
    [new Map([['initiate', Greeting]])],
    [Promise.resolve({ initiate: Greeting })],
    [{ initiate: 'x' }],
    [{ initiate: null }],
  ],
  'handlers.unknown': [[{ initate: Greeting }], [{ Initiate: Greeting }], [{ constructor: Greeting }]],
  'options.type': [null, 5, 'x', []].map((options) => [{}, options]),
};

const wrongOptions: { readonly [option: string]: readonly unknown[] } = {
  path: ['', 'hooks', [], [undefined], ['/a', undefined], ['/a', 'b'], null, undefined, 5],
  limit: [0, -1, Number.NaN, '1mb', '5', null],
  timeout: [0, -1, Number.NaN, '5s', null, 2 ** 31, Number.POSITIVE_INFINITY],
  ack: ['last', '', null, true],
  ackStatus: [202, 500, '201', null],
  waitUntil: [null, {}, true],
  dedupe: [null, true, {}, { add: 5 }, 'redis'],
  onError: [null, 'log', {}],
  onUnknown: [null, false, <Greeting key="x" from="x" />],
  onWarning: [null, 'log'],
  hooks: [null, [], 'log', { answerd: () => undefined }, { answered: 'log' }],
  rules: [null, [], { 'speak.voice': 'no' }, { 'speak.voice': null }],
  strict: [null, 'yes', 1],
};

const right: { readonly [option: string]: readonly unknown[] } = {
  path: ['/', '/hooks', '/hooks/*', ['/a', '/b'], () => true],
  limit: [1, 0.5, Number.POSITIVE_INFINITY, undefined],
  timeout: [0.1, 2 ** 31 - 1, undefined],
  ack: ['first', 'after', undefined],
  ackStatus: [200, 201, 204, undefined],
  auth: [{ username: 'u', password: 'p' }, () => true],
  waitUntil: [() => undefined, undefined],
  dedupe: [false, { add: () => true }, new Set(), undefined],
  fallback: [undefined],
  onError: [() => undefined, undefined],
  onUnknown: [() => undefined, undefined],
  onWarning: [() => undefined, undefined],
  hooks: [{}, { answered: undefined }, { late: () => undefined }, undefined],
  rules: [{}, { 'speak.voice': 'off' }, undefined],
  strict: [true, false, undefined],
};

/** Invalid options and their messages. */
const messages: readonly (readonly [options: object, message: string])[] = [
  [{ timeuot: 5 }, 'options has no "timeuot".\n    Did you mean "timeout"?'],
  [{ limit: '1mb' }, 'limit is "1mb"; expected a number of bytes above 0.'],
  [{ timeout: 2 ** 31 }, 'timeout is 2147483648; expected a number of milliseconds above 0, at most 2147483647.'],
  [{ ack: 'frist' }, 'ack is "frist"; expected "first", "after".\n    Did you mean "first"?'],
  [{ ackStatus: 202 }, 'ackStatus is 202; expected 200, 201, 204.'],
  [{ strict: 'yes' }, 'strict is "yes"; expected true or false.'],
  [{ dedupe: 'redis' }, 'dedupe is "redis"; expected false, or a store with a function add(key).'],
  [{ hooks: { received: 5 } }, 'hooks.received is 5; expected a function.'],
  [{ hooks: { recieved: 5 } }, 'hooks has no "recieved".\n    Did you mean "received"?'],
  [
    { rules: { 'speak.voice': 'warnin' } },
    'rules["speak.voice"] is "warnin"; expected "off", "warning", "error".\n    Did you mean "warning"?',
  ],
];

const name = (value: unknown): string => (typeof value === 'object' ? inspect(value) : String(value));

for (const { name: framework, make } of adapters) {
  const refused = (code: string, handlers: unknown, options: unknown): void => {
    const { code: found, message } = thrownBy(() => make(handlers as never, options as never));
    assert.is(found, code);
    assert.match(message, /expected|allowed|has no|unknown/);
  };

  for (const [code, cases] of Object.entries(wrong)) {
    for (const [handlers, options] of cases) {
      test(`${framework}: webhooks(${name(handlers)}, ${name(options)}) throws ${code}`, () =>
        refused(code, handlers, options));
    }
  }

  for (const [option, values] of Object.entries(wrongOptions)) {
    for (const value of values) {
      test(`${framework}: throws for ${option}: ${name(value)}`, () =>
        refused(`options.${option}`, {}, { [option]: value }));
    }
  }

  for (const [option, values] of Object.entries(right)) {
    test(`${framework}: accepts valid values of ${option}`, () => {
      for (const value of values) make({ initiate: Greeting, answer: undefined }, { [option]: value } as never);
    });
  }

  for (const [options, message] of messages) {
    test(`${framework}: the error for ${name(options)} has the option, the allowed values and a fix`, () => {
      assert.is(thrownBy(() => make({}, options as never)).message, message);
    });
  }

  test(`${framework}: suggests an event for a misspelled one`, () => {
    const { message } = thrownBy(() => make({ initate: Greeting } as never));
    assert.match(message, /Did you mean initiate\?/);
    assert.not.match(message, 'conferenceCreated');
  });

  test(`${framework}: suggests auth for credentials under another name`, () => {
    const pair = { username: 'u', password: 'p' };
    for (const options of [{ credentials: pair }, { basicAuth: pair }, pair]) {
      const { code, message } = thrownBy(() => make({}, options as never));
      assert.is(code, 'options.unknown');
      assert.match(message, 'Write auth: { username, password }.');
    }
    assert.not.match(thrownBy(() => make({}, { usage: 1 } as never)).message, 'Write auth');
  });
}

test.run();
