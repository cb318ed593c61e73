// The phones of a transfer are scripted by a step of the test, by the option `phones`, or not at all.
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

test('an undecided phone fails the step that waits for a later event', async () => {
  const { platform } = transfer();
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.hears('Nobody'));
  assert.is(error.code, 'call.unscripted');
  assert.match(error.message, `${DESK} is ringing: set the outcome with call.transferredTo('${DESK}', …)`);
  assert.match(error.message, 'option phones');
});

test('an undecided phone fails the step that decides another phone', async () => {
  const { platform } = transfer([DESK, MOBILE]);
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.transferredTo(DESK, { noAnswer: true }));
  assert.is(error.code, 'call.unscripted');
  assert.match(error.message, `${MOBILE} is ringing`);
});

test('a phone that is dropped before it had to be decided fails no step', async () => {
  const { platform } = transfer([DESK, MOBILE]);
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 29 });
  await desk.hangUp();
  await call.hears('Nobody');
  await call.ends('hangup');
});

test('waits lets an undecided phone ring until it times out', async () => {
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

test('transferredTo times out for a number that is not dialed', async () => {
  const { platform } = transfer();
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.transferredTo('+15551239999'));
  assert.is(error.code, 'call.unscripted');
  assert.match(error.message, 'the call is transferred to +15551239999');
  assert.match(error.message, `${DESK} is ringing`);
});

test('transferredTo fails at the end of a call without a transfer', async () => {
  const { platform } = simulated({ '/call': '<Pause duration="3"/>' });
  const call = await platform.call({ url: '/call' });
  const error = await errorOf(call.transferredTo(DESK));
  assert.is(error.code, 'call.over');
});

test('the option phones scripts phones by number', async () => {
  const phones = { [DESK]: { busy: true, after: 3 }, '+15551239999': { after: 1 } } as const;
  const { platform } = transfer([DESK], { phones });
  const call = await platform.call({ url: '/call' });
  await call.hears('Nobody');
  await call.ends('hangup');
  assert.is(moments(call)[0], `3000 ${DESK} transferDisconnect busy`);
});

test('a phones function is called each time a number is dialed', async () => {
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

test('a step has to decide a number that is missing in phones', async () => {
  const { platform } = transfer([DESK], { phones: () => undefined });
  const call = await platform.call({ url: '/call' });
  assert.is((await errorOf(call.hears('Nobody'))).code, 'call.unscripted');
});

test('a name of Object.prototype is not a scripted number', async () => {
  const { platform } = simulated(
    { '/call': '<Transfer><SipUri>sip:toString</SipUri></Transfer>' },
    { phones: Object.create({ 'sip:toString': { busy: true } }) },
  );
  const call = await platform.call({ url: '/call' });
  assert.is((await errorOf(call.ends())).code, 'call.unscripted');
});

test('a step overrides the option phones', async () => {
  const { platform } = transfer([DESK], { phones: { [DESK]: { busy: true, after: 8 } } });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 12 });
  assert.is(desk.cause, undefined);
  assert.is(platform.seconds, 12);
});

test('a step without a behavior returns the party, even if it has answered before', async () => {
  const { platform } = transfer([DESK], { phones: { [DESK]: { after: 3 } } });
  const call = await platform.call({ url: '/call' });
  await call.waits(5);
  const desk = await call.transferredTo(DESK);
  assert.is(desk.cause, undefined);
  assert.is(platform.seconds, 5);
  await desk.hangUp();
  await call.hears('Nobody');
});

test('a step without a behavior returns the party of the next transfer, not one that has hung up', async () => {
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

test('the types refuse a behavior with two outcomes', () => {
  // @ts-expect-error
  const twoOutcomes: CalleeBehavior = { busy: true, rejects: true };
  // @ts-expect-error
  const aFailureThatIsNone: CalleeBehavior = { fails: 'busy' };
  // @ts-expect-error
  const notBusy: CalleeBehavior = { busy: false };
  // @ts-expect-error
  const misspelled: CalleeBehavior = { afterSeconds: 3 };
  const fine: CalleeBehavior[] = [
    {},
    { after: 3 },
    { answers: true },
    { fails: 'error', after: 1 },
    { noAnswer: true },
  ];
  assert.is([twoOutcomes, aFailureThatIsNone, notBusy, misspelled, ...fine].length, 9);
});

// The casts pass values that the types refuse.
const senseless: [name: string, behavior: object, message: RegExp][] = [
  ['two outcomes', { busy: true, rejects: true }, /more than one outcome/],
  ['an answer and no answer', { answers: true, noAnswer: true }, /more than one outcome/],
  ['an unknown failure', { fails: 'toString' }, /fails is .*"account-limit"/],
  ['NaN as a time', { after: Number.NaN }, /seconds, 0 or more/],
  ['a time before dialing', { ringsAfter: -1 }, /seconds, 0 or more/],
  ['an infinite time', { after: Number.POSITIVE_INFINITY }, /seconds, 0 or more/],
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
