// Calls to Blue Harbor when it asks Bandwidth for credentials: every event of a call has to bring them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { blueHarbor, phone } from './blue-harbor.js';
import { paths } from './paths.js';

const test = suite('calls: credentials');

const auth = { username: 'bandwidth', password: 'ahoy' };
const application = { url: paths.call, credentials: auth };

test('with them a call goes its whole way, from the greeting to the message', async () => {
  const { platform, log, logged } = blueHarbor({ auth, application });
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
    ['the conversation is over', 'the call is over', 'nobody picked up', 'a message was left', 'the call is over'],
  );
  assert.not.match(JSON.stringify(log), auth.password);
});

for (const [shown, credentials] of [
  ['without them', undefined],
  ['with a wrong password', { ...auth, password: 'avast' }],
] as const) {
  test(`${shown} no call is taken`, async () => {
    const wrong = { ...application, credentials };
    const { platform, logged } = blueHarbor({ auth, application: wrong, allow: ['lost-event'] });
    const call = await platform.call();
    await call.ends('callback-error');
    assert.match(call.transcript(), 'initiate → POST /call: 401');
    assert.match(call.transcript(), 'disconnect → POST /call: 401');
    assert.equal([...new Set((await logged()).map(({ msg }) => msg))], ['refused']);
  });
}

test.run();
