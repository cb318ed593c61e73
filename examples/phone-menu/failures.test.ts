// Calls to the phone menu while something fails: its handlers, the connection, or the credentials.
import { type Handlers, webhooks } from 'bxml-jsx/fetch';
import type { Call } from 'bxml-jsx/testing';
import type { Logger } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paths, phoneMenuHandlers, phoneMenuOptions } from './handlers.js';
import { phone, startPhoneMenu } from './test-helpers.js';

const test = suite('phone menu: failures');

/** Returns the phone menu with some handlers replaced, and a timeout of 20 ms. */
const withBroken = (broken: Handlers<unknown>) => (log: Logger) => {
  const options = { ...phoneMenuOptions(log, undefined), timeout: 20 };
  const app = webhooks({ ...phoneMenuHandlers(log, undefined), ...broken }, options);
  return { app, webhooks: [app] };
};

const throws = (): never => {
  throw new Error('the directory of departments is down');
};

const hangs = (): Promise<never> => new Promise(() => {});

/** Expects the apology, a conversation with the operator, and the end of the call. */
async function reachesOperator(call: Call): Promise<void> {
  await call.hears('Sorry, something went wrong. We are putting you through to the operator.');
  const operator = await call.transferredTo(phone.operator, { after: 5 });
  await call.waits(30);
  await operator.hangUp();
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
}

for (const [fails, failing, stage] of [
  ['throws', throws, 'answer'],
  ['hangs', hangs, 'timeout'],
] as const) {
  test(`the operator is called if the initiate handler ${fails}`, async () => {
    const { platform, log } = startPhoneMenu({ program: withBroken({ initiate: failing }) });
    const call = await platform.call();
    await reachesOperator(call);
    const failures = log.filter(({ msg }) => msg === 'failed').map(({ error, level, ...where }) => where);
    assert.equal(failures, [{ stage, eventType: 'initiate', callId: call.callId, msg: 'failed' }]);
  });

  test(`the operator is called if the gather handler ${fails}`, async () => {
    const { platform } = startPhoneMenu({ program: withBroken({ gather: failing }) });
    const call = await platform.call();
    await call.press('1');
    await reachesOperator(call);
  });

  test(`the operator is called if the transferComplete handler ${fails}`, async () => {
    const { platform } = startPhoneMenu({ program: withBroken({ transferComplete: failing }) });
    const call = await platform.call();
    await call.press('2');
    await call.transferredTo(phone.repairs, { busy: true });
    await reachesOperator(call);
  });

  test(`the operator is called if the recordComplete handler ${fails}`, async () => {
    const { platform } = startPhoneMenu({ program: withBroken({ recordComplete: failing }) });
    const call = await platform.call();
    await call.press('2');
    await call.transferredTo(phone.repairs, { rejects: true });
    await call.speaksFor(6);
    await reachesOperator(call);
  });
}

test('the call ends after a failure if the operator does not answer', async () => {
  const { platform } = startPhoneMenu({
    program: withBroken({ initiate: throws }),
    phones: { [phone.operator]: { noAnswer: true } },
  });
  const call = await platform.call();
  await call.hears('Sorry, something went wrong.');
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
});

test('the caller can leave a message if the transferAnswer handler fails', async () => {
  const { platform } = startPhoneMenu({ program: withBroken({ transferAnswer: throws }) });
  const call = await platform.call();
  await call.press('2');
  const repairs = await call.transferredTo(phone.repairs);
  await repairs.ends('callback-error');
  await call.hears('Nobody at boat repairs is free right now.');
  await call.hangUp();
});

test('failures of asynchronous handlers do not affect the call', async () => {
  const { platform } = startPhoneMenu({
    program: withBroken({ transferDisconnect: throws, recordingAvailable: throws, disconnect: throws }),
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
  test(`a gather event that is not delivered (${disruption}) ends the call and is logged`, async () => {
    const { platform, logged } = startPhoneMenu();
    platform.disrupt({ event: 'gather' }, disruption);
    const call = await platform.call();
    await call.press('1');
    await call.ends('callback-error');
    const [end] = await logged();
    assert.is(end?.cause, 'callback-error');
    assert.is(typeof end?.errorMessage, 'string');
  });
}

// Credentials

const auth = { username: 'bandwidth', password: 'ahoy' };
const application = { url: paths.call, credentials: auth };

test('every event of a call has the credentials', async () => {
  const { platform, log, logged } = startPhoneMenu({ auth, application });
  const call = await platform.call();
  await call.press('3');
  const accounts = await call.transferredTo(phone.accounts);
  await accounts.hears('A call for accounts.');
  await accounts.hangUp();
  await call.hears('Goodbye');
  await call.ends('hangup');

  const next = await platform.call();
  await next.press('9');
  await next.press('3');
  await next.transferredTo(phone.accounts, { busy: true });
  await next.speaksFor(5);
  await next.press('#');
  await next.hears('We have your message');
  await next.ends('hangup');
  assert.equal(
    (await logged()).map(({ msg }) => msg).filter((msg) => msg !== 'refused'),
    ['the conversation is over', 'the call is over', 'not answered', 'a message was left', 'the call is over'],
  );
  assert.not.match(JSON.stringify(log), auth.password);
});

for (const [condition, credentials] of [
  ['without credentials', undefined],
  ['with a wrong password', { ...auth, password: 'avast' }],
] as const) {
  test(`a call ${condition} is refused`, async () => {
    const wrong = { ...application, credentials };
    const { platform, logged } = startPhoneMenu({ auth, application: wrong, allow: ['lost-event'] });
    const call = await platform.call();
    await call.ends('callback-error');
    assert.match(call.transcript(), 'initiate → POST /call: 401');
    assert.match(call.transcript(), 'disconnect → POST /call: 401');
    assert.equal([...new Set((await logged()).map(({ msg }) => msg))], ['refused']);
  });
}

test.run();
