// In strict mode, a call that ends because the application failed fails the test, unless a step names the cause.
import { webhooks } from 'bxml-jsx/fetch';
import { type Call, type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { application } from './simulated.js';

const test = suite('unexpected ends');

const MENU = '<Gather gatherUrl="/menu" maxDigits="1"><SpeakSentence>One.</SpeakSentence></Gather>';
const GATHER = `<Response>${MENU}</Response>`;

/** An application that responds to gather with a status and a body. */
const answering = (body: string, status: number, type: string): SimulatedApplication =>
  application({ '/call': MENU, '/menu': () => new Response(body, { status, headers: { 'content-type': type } }) })
    .handler;

const broken: [name: string, app: SimulatedApplication, cause: string, code?: string][] = [
  [
    'throws',
    webhooks({
      initiate: () => GATHER,
      gather: () => {
        throw new Error('boom');
      },
      disconnect: () => undefined,
    }),
    'callback-error',
    'handler-error',
  ],
  [
    'returns text',
    webhooks({ initiate: () => GATHER, gather: () => 'Hello', disconnect: () => undefined }),
    'callback-error',
    'handler-error',
  ],
  ['answers HTML', answering('<p>Hello', 200, 'text/html'), 'invalid-bxml'],
  ['answers 401', answering('', 401, 'text/plain'), 'callback-error'],
  ['answers 500', answering('', 500, 'text/plain'), 'callback-error'],
];

const NEVER: SimulatedApplication = application({ '/call': MENU, '/menu': () => new Promise<never>(() => {}) }).handler;

const begin = async (app: SimulatedApplication, options?: SimulatorOptions): Promise<Call> => {
  const patience = app === NEVER ? 0.3 : 30;
  const call = await simulate(app, { patience, limits: { realSeconds: 60 }, ...options }).call({ url: '/call' });
  await call.press('1');
  return call;
};

const lastSteps: Record<string, (call: Call) => Promise<unknown>> = {
  neverHears: (call) => call.neverHears('zzz'),
  waits: (call) => call.waits(60),
  ends: (call) => call.ends(),
};

for (const [name, app, cause, code = cause] of [...broken, ['never answers', NEVER, 'callback-error'] as const]) {
  for (const [step, last] of Object.entries(lastSteps)) {
    test(`${step} fails if gather ${name}`, async () => {
      const call = await begin(app);
      const error = await failureOf(last(call));
      assert.is(error.code, 'call.strict');
      assert.match(error.message, `${code}: caller is cut off (${cause}): `);
      assert.match(error.message, `write call.ends('${cause}')`);
      // The failure was already reported.
      await last(call);
    });
  }

  test(`no step fails if gather ${name} and a step names the cause`, async () => {
    for (const last of Object.values(lastSteps)) {
      const named = await begin(app);
      await named.ends(cause);
      await last(named);
      const received = await begin(app);
      await received.receives('disconnect', { cause });
      await last(received);
      await last(await begin(app, { allow: [code] }));
      await last(await begin(app, { strict: false }));
    }
    const beside = await begin(app);
    await Promise.all([beside.neverHears('zzz'), beside.ends(cause)]);
  });

  test(`naming another cause fails if gather ${name}`, async () => {
    const call = await begin(app);
    assert.is((await failureOf(call.ends('hangup'))).code, 'call.different');
  });
}

test('hangUp fails if the application never responds to the gather event', async () => {
  const error = await failureOf((await begin(NEVER)).hangUp());
  assert.is(error.code, 'call.strict');
  assert.match(
    error.message,
    'lost-event: gather failed after the leg was over: gather → POST https://app.example/menu: no response',
  );
  await (await begin(NEVER, { allow: ['lost-event'] })).hangUp();
});

test('an end because of wrong credentials has to be named', async () => {
  const app = webhooks({ initiate: () => GATHER }, { auth: { username: 'u', password: 'right' } });
  const platform = simulate(app, {
    application: { credentials: { username: 'u', password: 'wrong' }, statusUrl: null },
  });
  const error = await failureOf((await platform.call()).ends());
  assert.is(error.code, 'call.strict');
  assert.match(error.message, 'the application rejects these credentials');
  await (await platform.call()).ends('callback-error');
});

test('a response of onError or of the fallback URL does not fail the test', async () => {
  const breaks = (): never => {
    throw new Error('boom');
  };
  const say = () => '<Response><SpeakSentence>Sorry.</SpeakSentence></Response>';
  const behindFallback = application({
    '/call': MENU.replace(' max', ' gatherFallbackUrl="/other" max'),
    '/menu': new Response('', { status: 500 }),
    '/other': '<Hangup/>',
  });
  const apps = [
    webhooks({ initiate: () => GATHER, gather: breaks, disconnect: () => undefined }, { onError: say }),
    behindFallback.handler,
  ];
  for (const app of apps) {
    for (const last of Object.values(lastSteps)) await last(await begin(app));
  }
});

test('an end that the test has scripted need not be named', async () => {
  const { handler } = application({ '/call': MENU, '/menu': '<Hangup/>' });
  for (const last of Object.values(lastSteps)) {
    const platform = simulate(handler);
    platform.disrupt({ event: 'gather' }, 'refused');
    const call = await platform.call({ url: '/call' });
    await call.press('1');
    await last(call);
    assert.is(call.cause, 'callback-error');
  }
});

test('the end of a called party leaves the cause of the call to a later step', async () => {
  const { handler } = application({
    '/call': '<Transfer transferCompleteUrl="/down"><PhoneNumber>+15550100</PhoneNumber></Transfer>',
    '/down': ({ event }) => new Response('', { status: event.eventType === 'transferComplete' ? 500 : 204 }),
  });
  const call = await simulate(handler).call({ url: '/call', statusUrl: null });
  await (await call.transferredTo('+15550100')).hangUp();
  await call.ends('callback-error');
});

test.run();
