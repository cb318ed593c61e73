// Invalid arguments of steps and of simulate, and the hints of their errors.
import Router from '@koa/router';
import { BxmlError } from 'bxml-jsx';
import * as onKoa from 'bxml-jsx/koa';
import { type Call, simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { failureOf, rejectionOf } from '../rejections.js';
import { application, simulated } from './simulated.js';

const test = suite('invalid arguments');

// Passes a value that the types refuse.
const any = <T>(value: unknown): T => value as T;
const calling = (): Promise<Call> =>
  simulated({ '/call': '<Gather gatherUrl="/call"/>' }).platform.call({ url: '/call' });

const options: [name: string, step: (call: Call) => Promise<unknown>, message: RegExp][] = [
  ['press', (c) => c.press('1', any({ evry: 1 })), /^options has no "evry"\.\n\s+Did you mean "every"/],
  ['press', (c) => c.press('1', any({ seconds: 1 })), /^options has no "seconds"\.\n\s+Allowed: every, now/],
  ['press', (c) => c.press('1', any({ now: 1 })), /^options\.now is 1; expected true or false/],
  ['press', (c) => c.press('1', any(5)), /^options is 5; expected an object/],
  ['press', (c) => c.press('1', any(null)), /^options is null; expected an object/],
  ['says', (c) => c.says('x', any({ second: 1 })), /^options has no "second"\.\n\s+Did you mean "seconds"/],
  ['says', (c) => c.says('x', any(null)), /^options is null/],
  ['speaksFor', (c) => c.speaksFor(1, any({ ms: 1 })), /^options has no "ms"/],
  ['hangUp', (c) => c.hangUp(any({ while: 'gather' })), /^options has no "while"\.\n\s+Allowed: during/],
  ['hangUp', (c) => c.hangUp(any('gather')), /^options is "gather"; expected an object/],
  ['transferredTo', (c) => c.transferredTo('+1555', any({ afterwards: 1 })), /^behavior has no "afterwards"/],
  ['transferredTo', (c) => c.transferredTo('+1555', any({ rejcts: true })), /^behavior .*\n\s+Did you mean "rejects"/],
  ['forwardedTo', (c) => c.forwardedTo('+1555', any({ busi: true })), /^behavior .*\n\s+Did you mean "busy"/],
  ['referredTo', (c) => c.referredTo('sip:a@b.c', any({ succeds: true })), /^outcome .*\n\s+Did you mean "succeeds"/],
];

for (const [name, step, message] of options)
  test(`${name} refuses ${message}`, async () => {
    const error = await rejectionOf(step(await calling()));
    assert.instance(error, BxmlError);
    assert.is(error.code, 'simulator.options');
    assert.match(error.message, message);
  });

test('simulate has a hint for misplaced credentials', () => {
  const app = application({}).handler;
  for (const wrong of [
    { credentials: { username: 'u', password: 'geheim' } },
    { auth: { username: 'u', password: 'geheim' } },
  ]) {
    const error = thrownBy(() => simulate(app, any(wrong)));
    assert.match(error.message, 'Pass the credentials that Bandwidth sends as application: { credentials: ');
    assert.not.match(error.message, 'geheim');
  }
});

test('allow refuses an unknown code', () => {
  const app = application({}).handler;
  const error = thrownBy(() => simulate(app, { allow: ['gather.no-url', 'lostevent'] }));
  assert.match(
    error.message,
    /^options\.allow\[1\] is "lostevent"; expected "unserved", .*\n\s+Did you mean "lost-event"/,
  );
  simulate(app, { allow: ['gather.no-url', 'lost-event', 'invalid-bxml'] });
});

const misuses: [name: string, step: (call: Call) => Promise<unknown>, message: RegExp][] = [
  ['press(1)', (c) => c.press(any(1)), /^caller presses 1: expected keys of .* as a string: press\('1'\)\n/],
  ['press(4711)', (c) => c.press(any(4711)), /as a string: press\('4711'\)/],
  ['press(1n)', (c) => c.press(any(1n)), /as a string: press\('1'\)/],
  ['press(-1)', (c) => c.press(any(-1)), /as a string, such as '1'/],
  ['press(undefined)', (c) => c.press(any(undefined)), /as a string, such as '1'/],
  ['press of a symbol', (c) => c.press(any(Symbol('x'))), /as a string, such as '1'/],
  ['press of an empty string', (c) => c.press(''), /expected one or more keys of 0-9, \*, #, A-D/],
  ['says(1)', (c) => c.says(any(1)), /expected the words as a string/],
  ['says with a string as partial', (c) => c.says('a', any({ partial: 'a' })), /partial as an array of strings/],
  ['hears(1)', (c) => c.hears(any(1)), /a non-empty string or a regular expression/],
  ['hearsNext of nothing', (c) => c.hearsNext(''), /a non-empty string/],
  ['neverHears of nothing', (c) => c.neverHears(''), /a non-empty string/],
  [
    'hears with options',
    (c) => c.hears('x', ...any<[]>([{ timeout: 1 }])),
    /the extra argument an object is not allowed: .*no options/,
  ],
  [
    'hearsNext with options',
    (c) => c.hearsNext('x', ...any<[]>([{ timeout: 1 }])),
    /the extra argument .* is not allowed/,
  ],
  [
    'neverHears with options',
    (c) => c.neverHears('x', ...any<[]>([{ timeout: 1 }])),
    /the extra argument .* is not allowed/,
  ],
  [
    'beginsToHear with options',
    (c) => c.beginsToHear('x', ...any<[]>([{ ms: 1 }])),
    /the extra argument .* is not allowed/,
  ],
  ['waits with options', (c) => c.waits(1, ...any<[]>([{ ms: 1 }])), /the extra argument .* is not allowed/],
  ['ends with options', (c) => c.ends('hangup', ...any<[]>([{ ms: 1 }])), /the extra argument .* is not allowed/],
  ['speaksFor of words', (c) => c.speaksFor(any('12')), /seconds is "12"; expected a number/],
  [
    'ends of an object',
    (c) => c.ends(any({ cause: 'hangup' })),
    /cause is an object; expected a string such as 'hangup'/,
  ],
];

for (const [name, step, message] of misuses)
  test(`the error of ${name} says what to pass`, async () => {
    const error = await failureOf(step(await calling()));
    assert.is(error.code, 'call.misuse');
    assert.match(error.message, message);
  });

test('a call has no step named records', async () => {
  assert.not('records' in (await calling()));
});

const router = new Router().post('/call', () => undefined);
const refused: [name: string, given: unknown, message: RegExp][] = [
  [
    'our middleware',
    onKoa.webhooks({}),
    /^The application is Koa middleware; .*\n\s+Pass an app that uses it: new Koa\(\)\.use\(middleware\)\./,
  ],
  ['async middleware', async (ctx: object, next: () => unknown) => [ctx, await next()], /is Koa middleware/],
  [
    'a function',
    function named(_ctx: object, next: () => unknown) {
      return next();
    },
    /is Koa middleware/,
  ],
  [
    'middleware that does not go on',
    (ctx: { body: string }, _: unknown) => {
      ctx.body = 'x';
    },
    /is Koa middleware/,
  ],
  [
    'a method',
    {
      use(_context: object, next: () => unknown) {
        return next();
      },
    }.use,
    /is Koa middleware/,
  ],
  [
    'middleware that destructures',
    ({ request }: { request: object }, next: () => unknown) => [request, next()],
    /is Koa middleware/,
  ],
  [
    'a router',
    router,
    /^The application is a Koa router; .*\n\s+Pass an app that uses it: new Koa\(\)\.use\(router\.routes\(\)\)\./,
  ],
  [
    'the routes of a router',
    router.routes(),
    /^The application is the middleware of a router; .*\n.*router\.routes\(\)/,
  ],
  ['its allowed methods', router.allowedMethods(), /is Koa middleware/],
];

for (const [name, given, message] of refused)
  test(`the error of simulate(${name}) says what to pass`, () => {
    const error = thrownBy(() => simulate(any(given)));
    assert.instance(error, BxmlError);
    assert.is(error.code, 'simulator.application');
    assert.match(error.message, message);
  });

test('simulate accepts listeners, apps and fetch handlers', () => {
  const nextRequest = (): Response => new Response();
  const taken: unknown[] = [
    (request: object, response: object) => [request, response],
    (req: object, res: object, next: () => void) => [req, res, next],
    (_: object, nextResponse: object) => nextResponse,
    (request: Request) => new Response(request.url),
    nextRequest,
    new Koa().use(router.routes()),
    { fetch: nextRequest },
  ];
  for (const given of taken) simulate(any(given));
});

test('the error for an absolute URL elsewhere names the options origin and alsoServes', async () => {
  const { handler } = application({
    '/call': '<Redirect redirectUrl="https://ivr.example/next"/>',
    '/next': '<Hangup/>',
  });
  const call = await simulate(handler).call({ url: '/call' });
  const { code, message } = await failureOf(call.ends());
  assert.is(code, 'call.strict');
  assert.match(message, /the simulated application does not serve https:\/\/ivr\.example; if it does, pass /);
  assert.match(message, /origin: 'https:\/\/ivr\.example', or alsoServes: \['https:\/\/ivr\.example'\]/);
  // The suggested fix works.
  const served = await simulate(handler, { alsoServes: ['https://ivr.example'] }).call({ url: '/call' });
  await served.ends('hangup');
});

test('any step reports an undecided phone of another call', async () => {
  const ringing = {
    '/call': '<Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>',
    '/wait': '<Pause duration="600"/>',
  };
  const steps: ((call: Call) => Promise<unknown>)[] = [(c) => c.ends(), (c) => c.hears('x'), (c) => c.waits(60)];
  for (const step of steps) {
    const { platform } = simulated(ringing);
    await platform.call({ url: '/call' });
    const other = await platform.call({ url: '/wait' });
    const { code, message } = await failureOf(step(other));
    assert.is(code, 'call.unscripted');
    assert.match(message, /\+15550100 is ringing: set the outcome with call\.transferredTo\('\+15550100', …\)/);
  }
});

test('a phone of another call takes its default if a step of that call waits on purpose', async () => {
  const { platform } = simulated({
    '/call': '<Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>',
    '/wait': '<Pause duration="600"/>',
  });
  const first = await platform.call({ url: '/call' });
  const other = await platform.call({ url: '/wait' });
  await Promise.all([first.waits(60), other.ends('hangup')]);
  assert.is(first.cause, 'hangup');
  // The same for a phone that was decided by a step, or beforehand by the option phones.
  const second = await platform.call({ url: '/call' });
  const [, desk] = await Promise.all([other.waits(60), second.transferredTo('+15550100', { after: 20 })]);
  await desk.hangUp();
  await second.ends('hangup');
});

test.run();
