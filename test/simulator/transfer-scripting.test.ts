// Who says what the phones of a transfer do: a step of the test, the option `phones`, or nobody.
import type { CalleeBehavior, SimulatorOptions } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { moments } from './moments.js';
import { simulated } from './simulated.js';

const test = suite('scripted phones');

const DESK = '+15551230101';
const MOBILE = '+15551230102';
const number = (to: string) => `<PhoneNumber transferDisconnectUrl="/leg">${to}</PhoneNumber>`;
const transfer = (to: readonly string[] = [DESK], options: SimulatorOptions = {}) =>
  simulated(
    {
      '/call': `<Transfer transferCompleteUrl="/done">${to.map(number).join('')}</Transfer>`,
      '/done': '<SpeakSentence>Nobody.</SpeakSentence>',
      '/leg': '',
    },
    options,
  );

test('a phone that nobody decides fails the step that waits for what comes next', async () => {
  const { platform } = transfer();
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.hears('Nobody'));
  assert.is(error.code, 'call.unscripted');
  assert.match(error.message, `${DESK} is ringing: set the outcome with call.transferredTo('${DESK}', …)`);
  assert.match(error.message, 'option phones');
});

test('a phone that rings beside the decided one fails the step too', async () => {
  const { platform } = transfer([DESK, MOBILE]);
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.transferredTo(DESK, { noAnswer: true }));
  assert.is(error.code, 'call.unscripted');
  assert.match(error.message, `${MOBILE} is ringing`);
});

test('a phone that is dropped before anything had to be decided fails nothing', async () => {
  const { platform } = transfer([DESK, MOBILE]);
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 29 });
  await desk.hangUp();
  await call.hears('Nobody');
  await call.ends('hangup');
});

test('waiting on purpose lets it ring until nobody has answered', async () => {
  const { platform } = transfer([DESK, MOBILE]);
  const call = await platform.call({ url: '/call' });
  await call.waits(30);
  await call.hears('Nobody');
  await call.ends('hangup');
  assert.equal(moments(call).slice(0, 3), [
    `30000 ${DESK} transferDisconnect timeout`,
    `30000 ${MOBILE} transferDisconnect timeout`,
    '30000 caller transferComplete timeout',
  ]);
});

test('a number that is not dialled is waited for in vain', async () => {
  const { platform } = transfer();
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.transferredTo('+15551239999'));
  assert.is(error.code, 'call.unscripted');
  assert.match(error.message, 'the call is transferred to +15551239999');
  assert.match(error.message, `${DESK} is ringing`);
});

test('a transfer that the call never comes to is waited for until its end', async () => {
  const { platform } = simulated({ '/call': '<Pause duration="3"/>' });
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.transferredTo(DESK));
  assert.is(error.code, 'call.over');
});

test('phones say beforehand what happens, by number', async () => {
  const phones = { [DESK]: { busy: true, after: 3 }, '+15551239999': { after: 1 } } as const;
  const { platform } = transfer([DESK], { phones });
  const call = await platform.call({ url: '/call' });
  await call.hears('Nobody');
  await call.ends('hangup');
  assert.is(moments(call)[0], `3000 ${DESK} transferDisconnect busy`);
});

test('a function is asked each time that a number is dialled', async () => {
  const asked: string[] = [];
  const phones = (to: string) => {
    asked.push(to);
    return asked.length === 1 ? ({ busy: true } as const) : { after: 2 };
  };
  const again = `<Transfer>${number(DESK)}</Transfer>`;
  const { platform } = simulated({ '/call': again + again, '/leg': '' }, { phones });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK);
  assert.is(desk.cause, 'busy');
  const later = await call.transferredTo(DESK);
  assert.is(later.cause, undefined);
  assert.equal(asked, [DESK, DESK]);
  assert.is(platform.seconds, 2);
});

test('a number that phones do not know has to be decided by a step', async () => {
  const { platform } = transfer([DESK], { phones: () => undefined });
  const call = await platform.call({ url: '/call' });
  assert.is((await errorOf(call.hears('Nobody'))).code, 'call.unscripted');
});

test('a name that every object has is no scripted number', async () => {
  const { platform } = simulated(
    { '/call': '<Transfer><SipUri>sip:toString</SipUri></Transfer>' },
    { phones: Object.create({ 'sip:toString': { busy: true } }) },
  );
  const call = await platform.call({ url: '/call' });
  assert.is((await errorOf(call.ends())).code, 'call.unscripted');
});

test('a step overrules what was scripted beforehand', async () => {
  const { platform } = transfer([DESK], { phones: { [DESK]: { busy: true, after: 8 } } });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 12 });
  assert.is(desk.cause, undefined);
  assert.is(platform.seconds, 12);
});

test('a step that leaves it to phones gets the party, even one that has answered before', async () => {
  const { platform } = transfer([DESK], { phones: { [DESK]: { after: 3 } } });
  const call = await platform.call({ url: '/call' });
  await call.waits(5);
  const desk = await call.transferredTo(DESK);
  assert.is(desk.cause, undefined);
  assert.is(platform.seconds, 5);
  await desk.hangUp();
  await call.hears('Nobody');
});

test('a step that leaves it to phones gets the party of the next transfer, not one that has hung up', async () => {
  const again = `<Transfer>${number(DESK)}</Transfer>`;
  const answers = { '/call': `${again}<Pause duration="5"/>${again}`, '/leg': '' };
  const { platform } = simulated(answers, { phones: { [DESK]: { after: 3 } } });
  const call = await platform.call({ url: '/call' });
  const first = await call.transferredTo(DESK);
  await first.hangUp();
  const second = await call.transferredTo(DESK);
  assert.is.not(second.callId, first.callId);
  assert.is(platform.seconds, 11);
  assert.is(second.cause, undefined);
});

test('a phone that does two things at once is refused by the compiler', () => {
  // @ts-expect-error
  const twoOutcomes: CalleeBehavior = { busy: true, rejects: true };
  // @ts-expect-error
  const aFailureThatIsNone: CalleeBehavior = { fails: 'busy' };
  // @ts-expect-error
  const notBusy: CalleeBehavior = { busy: false };
  // @ts-expect-error
  const misspelt: CalleeBehavior = { afterSeconds: 3 };
  const fine: CalleeBehavior[] = [
    {},
    { after: 3 },
    { answers: true },
    { fails: 'error', after: 1 },
    { noAnswer: true },
  ];
  assert.is([twoOutcomes, aFailureThatIsNone, notBusy, misspelt, ...fine].length, 9);
});

// What comes past the compiler; the casts give what the types refuse.
const senseless: [name: string, behavior: object, message: RegExp][] = [
  ['two outcomes', { busy: true, rejects: true }, /more than one outcome/],
  ['an answer that is none', { answers: true, noAnswer: true }, /more than one outcome/],
  ['a failure that is none', { fails: 'toString' }, /fails is .*"account-limit"/],
  ['a time that is no number', { after: Number.NaN }, /seconds, 0 or more/],
  ['a time before dialling', { ringsAfter: -1 }, /seconds, 0 or more/],
  ['a time without end', { after: Number.POSITIVE_INFINITY }, /seconds, 0 or more/],
  ['a time as text', { after: '3' }, /seconds, 0 or more/],
];

for (const [name, behavior, message] of senseless) {
  test(`refused: ${name}`, async () => {
    const { platform } = transfer();
    const call = await platform.call({ url: '/call' });
    const error = await errorOf(call.transferredTo(DESK, behavior as never));
    assert.is(error.code, 'simulator.options');
    assert.match(error.message, message);

    const scripted = transfer([DESK], { phones: () => behavior as never });
    const other = await errorOf(scripted.platform.call({ url: '/call' }).then((each) => each.hears('Nobody')));
    assert.is(other.code, 'simulator.options');
    assert.match(other.message, message);
  });
}

test.run();
