// A call of ten events to the example app: by the simulator, and as the same events without it.

import { simulate } from 'bxml-jsx/testing';
import inject from 'light-my-request';
import { pino } from 'pino';
import { phoneMenu } from '../../examples/phone-menu/app.js';

const { app } = phoneMenu(pino({ level: 'silent' }));
const platform = simulate(app);

/** A caller who does not press a key twice, chooses sales, which does not answer, and leaves a message. */
export async function simulatedCall() {
  const call = await platform.call({ url: '/call' });
  await call.hears('For sales');
  await call.press('7');
  await call.hears('7 is not on the menu');
  await call.hears('did not get a key');
  await call.press('1');
  await call.transferredTo('+15551230101', { busy: true });
  await call.transferredTo('+15551230102', { rejects: true, after: 4 });
  await call.hears('Please leave a message');
  await call.speaksFor(12);
  await call.ends('hangup');
  return call;
}

/** The events of such a call. Each sending has new ids. */
export async function bareEvents() {
  const call = await simulatedCall();
  const requests = call.wholeTimeline.flatMap((entry) =>
    entry.kind === 'event' ? [{ path: new URL(entry.url).pathname, body: JSON.stringify(entry.event) }] : [],
  );
  const listener = app.callback();
  let calls = 0;
  return {
    count: requests.length,
    async send() {
      calls++;
      for (const { path, body } of requests) {
        const payload = body.replaceAll(call.callId, `c-${calls}`);
        const headers = { 'content-type': 'application/json' };
        const { statusCode } = await inject(listener, { method: 'POST', url: path, headers, payload });
        if (statusCode >= 300) throw new Error(`${path} answered ${statusCode}`);
      }
    },
  };
}
