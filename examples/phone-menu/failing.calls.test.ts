// Calls to Blue Harbor on a bad day: parts of it break, hang or cannot be reached.
import { type Handlers, webhooks } from 'bxml-jsx/fetch';
import type { Call } from 'bxml-jsx/testing';
import type { Logger } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { blueHarbor, phone } from './blue-harbor.js';
import { phoneMenuHandlers } from './handlers.js';
import { phoneMenuOptions } from './options.js';

const test = suite('calls: failures');

/** The phone menu with other handlers for some of its events. Answers are awaited for 20 milliseconds. */
const withBroken = (broken: Handlers<unknown>) => (log: Logger) => {
  const options = { ...phoneMenuOptions(log, undefined), timeout: 20 };
  const app = webhooks({ ...phoneMenuHandlers(log, undefined), ...broken }, options);
  return { app, webhooks: [app] };
};

const breaks = (): never => {
  throw new Error('the directory of departments is down');
};

const hangs = (): Promise<never> => new Promise(() => {});

/** The caller hears an apology, and the operator's phone rings. */
async function putThroughToTheOperator(call: Call): Promise<void> {
  await call.hears('Sorry, something went wrong. We are putting you through to the operator.');
  const operator = await call.transferredTo(phone.operator, { after: 5 });
  await call.waits(30);
  await operator.hangUp();
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
}

for (const [goesWrong, wrong, stage] of [
  ['breaks', breaks, 'answer'],
  ['hangs', hangs, 'timeout'],
] as const) {
  test(`the greeting ${goesWrong}, and the operator takes the call`, async () => {
    const { platform, log } = blueHarbor({ program: withBroken({ initiate: wrong }) });
    const call = await platform.call();
    await putThroughToTheOperator(call);
    const failures = log.filter(({ msg }) => msg === 'failed').map(({ error, level, ...where }) => where);
    assert.equal(failures, [{ stage, eventType: 'initiate', callId: call.callId, msg: 'failed' }]);
  });

  test(`the choice of a department ${goesWrong}, and the operator takes the call`, async () => {
    const { platform } = blueHarbor({ program: withBroken({ gather: wrong }) });
    const call = await platform.call();
    await call.press('1');
    await putThroughToTheOperator(call);
  });

  test(`the end of a transfer ${goesWrong}, and the operator takes the call`, async () => {
    const { platform } = blueHarbor({ program: withBroken({ transferComplete: wrong }) });
    const call = await platform.call();
    await call.press('2');
    await call.transferredTo(phone.repairs, { busy: true });
    await putThroughToTheOperator(call);
  });

  test(`the thanks for a message ${goesWrong}, and the operator takes the call`, async () => {
    const { platform } = blueHarbor({ program: withBroken({ recordComplete: wrong }) });
    const call = await platform.call();
    await call.press('2');
    await call.transferredTo(phone.repairs, { rejects: true });
    await call.speaksFor(6);
    await putThroughToTheOperator(call);
  });
}

test('the operator does not answer either, and the caller is let go', async () => {
  const { platform } = blueHarbor({
    program: withBroken({ initiate: breaks }),
    phones: { [phone.operator]: { noAnswer: true } },
  });
  const call = await platform.call();
  await call.hears('Sorry, something went wrong.');
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
});

test('who picks up cannot be told what the call is about, so the caller is asked for a message', async () => {
  const { platform } = blueHarbor({ program: withBroken({ transferAnswer: breaks }) });
  const call = await platform.call();
  await call.press('2');
  const repairs = await call.transferredTo(phone.repairs);
  await repairs.ends('callback-error');
  await call.hears('Nobody at boat repairs is free right now.');
  await call.hangUp();
});

test('a broken log costs nobody the call', async () => {
  const { platform } = blueHarbor({
    program: withBroken({ transferDisconnect: breaks, recordingAvailable: breaks, disconnect: breaks }),
    allow: ['handler-error'],
  });
  const call = await platform.call();
  await call.press('2');
  await call.transferredTo(phone.repairs, { busy: true });
  await call.speaksFor(6);
  await call.press('#');
  await call.hears('We have your message');
  await call.ends('hangup');
});

for (const disruption of ['refused', 'reset', 'timeout'] as const) {
  test(`a key that does not reach us (${disruption}) ends the call, and the log says why`, async () => {
    const { platform, logged } = blueHarbor();
    platform.disrupt({ event: 'gather' }, disruption);
    const call = await platform.call();
    await call.press('1');
    await call.ends('callback-error');
    const [end] = await logged();
    assert.is(end?.cause, 'callback-error');
    assert.is(typeof end?.errorMessage, 'string');
  });
}

test.run();
