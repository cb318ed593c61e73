// Handlers that fail although the call does not use their response: the failure still fails the test.
import * as onFetch from 'bxml-jsx/fetch';
import { type CallError, type Disruption, type Platform, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import type { AnyHandlers } from '../webhooks/adapters.js';

const test = suite('replies that the call does not use');

const GATHER = '<Response><Gather gatherUrl="/gather"/></Response>';
const PAUSE = '<Response><Pause duration="5"/></Response>';
const error = new Error('no such order');
const fails = (): never => {
  throw error;
};

const hangsUpDuringGather = async (platform: Platform): Promise<void> => {
  const call = await platform.call({ url: '/call' });
  await Promise.all([call.hangUp({ during: 'gather' }), call.press('1')]);
};

const platformOf = (handlers: AnyHandlers, patience = 1): Platform =>
  simulate(onFetch.webhooks(handlers), { strict: true, patience });

function isHandlerError(failure: CallError): void {
  assert.is(failure.code, 'call.strict');
  assert.is(failure.cause, error);
  assert.match(failure.message, 'handler-error: gather');
  assert.match(failure.message, 'the handler of gather threw Error: no such order');
}

test('a handler that throws after the caller has hung up fails the test', async () => {
  const gather = (): Promise<never> => new Promise((resolve) => setImmediate(resolve)).then(fails);
  isHandlerError(await failureOf(hangsUpDuringGather(platformOf({ initiate: () => GATHER, gather }))));
});

test('a handler that never responds after the caller has hung up fails the test', async () => {
  const gather = (): Promise<never> => new Promise(() => undefined);
  const failure = await failureOf(hangsUpDuringGather(platformOf({ initiate: () => GATHER, gather }, 0.5)));
  assert.is(failure.code, 'call.strict');
  assert.match(failure.message, /lost-event: gather .* no response within/);
});

test('a handler that responds after the caller has hung up passes', () =>
  hangsUpDuringGather(platformOf({ initiate: () => GATHER, gather: () => PAUSE })));

/** Presses a key while the response is disrupted. The handler fails each time, or only the second time. */
async function disrupted(disruption: Disruption, gather: () => string): Promise<void> {
  const platform = platformOf({ initiate: () => GATHER, gather, disconnect: () => undefined });
  platform.disrupt({ event: 'gather' }, disruption);
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  await call.ends(disruption === 'twice' ? 'hangup' : 'callback-error');
}

for (const disruption of ['reset', 'timeout'] as const) {
  test(`a handler that throws fails the test if its response is disrupted by ${disruption}`, async () =>
    isHandlerError(await failureOf(disrupted(disruption, fails))));

  test(`a handler that responds passes if its response is disrupted by ${disruption}`, () =>
    disrupted(disruption, () => PAUSE));
}

test('a handler that throws when the event is delivered again fails the test', async () => {
  let times = 0;
  isHandlerError(await failureOf(disrupted('twice', () => (++times === 2 ? fails() : PAUSE))));
  await disrupted('twice', () => PAUSE);
});

test('an event without a handler fails the test if its acknowledgement is late', async () => {
  const initiate = (): string => '<Response><Record maxDuration="2" recordingAvailableUrl="/news"/></Response>';
  const platform = platformOf({ initiate });
  platform.disrupt({ event: 'recordingAvailable' }, 'timeout');
  const call = await platform.call({ url: '/call' });
  assert.match((await failureOf(call.ends())).message, 'no-handler: recordingAvailable');
});

test.run();
