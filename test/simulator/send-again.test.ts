// Sending an event again: the call continues from there with the response.
import { type Call, type SentEvent, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answer, simulated } from './simulated.js';

const test = suite('send again');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;

function eventOf(call: Call, eventType: string): SentEvent {
  const found = call.wholeTimeline.find((entry) => entry.kind === 'event' && entry.eventType === eventType);
  assert.ok(found?.kind === 'event', `no ${eventType}`);
  return found as SentEvent;
}

const answers: Readonly<Record<string, Answer>> = {
  '/call': '<Gather gatherUrl="menu/choice" maxDigits="1"/>',
  '/menu/choice': ({ event }) => `${say(`You pressed ${event.digits}.`)}<Redirect redirectUrl="next"/>`,
  '/menu/next': '<Pause duration="30"/>',
};

const menu = (options: SimulatorOptions = {}) => simulated(answers, options);

for (const strict of [true, false])
  test(`the call continues with the response to other fields, ${strict ? '' : 'not '}strict`, async () => {
    const { platform, sent } = menu({ strict });
    const call = await platform.call({ url: '/call' });
    await call.press('1');
    await call.hears('You pressed 1');
    await call.waits(5);
    const entry = eventOf(call, 'gather');
    assert.is(platform.sendAgain(entry, { ...entry.event, digits: '7' }), true);
    await call.hears('You pressed 7');
    // The relative URL of the document begins at the URL of the event.
    await call.waits(1);
    assert.match(
      call.transcript(),
      /redirect → POST \/menu\/next: 200, Pause\n(.*\n)*.*redirect → POST \/menu\/next: 200/,
    );
    const [first, second] = sent('gather');
    assert.equal([first?.digits, second?.digits], ['1', '7']);
    assert.ok(String(second?.eventTime) > String(first?.eventTime));
    await call.hangUp();
  });

test('without other fields, the same event is sent with the time of now', async () => {
  const { platform, sent } = menu();
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  await call.hears('You pressed 1');
  await call.waits(5);
  platform.sendAgain(eventOf(call, 'gather'));
  await call.hears('You pressed 1');
  const [first, second] = sent('gather');
  assert.equal({ ...second, eventTime: first?.eventTime }, first);
  assert.is.not(second?.eventTime, first?.eventTime);
  await call.hangUp();
});

test('an event of a call that is over is sent, and its response checked', async () => {
  let isFixed = false;
  const { platform } = simulated(
    { '/call': () => (isFixed ? say('Fixed.') : '<Gather><Nonsense/></Gather>') },
    { strict: false },
  );
  const call = await platform.call({ url: '/call', statusUrl: null });
  assert.is(call.cause, 'invalid-bxml');
  isFixed = true;
  assert.is(platform.sendAgain(eventOf(call, 'initiate')), false);
  await platform.settles();
  assert.match(call.transcript(), /initiate is sent again\n.*initiate → POST \/call: 200, SpeakSentence$/);
});

test('an asynchronous event is sent without a document', async () => {
  const { platform, sent } = menu();
  const call = await platform.call({ url: '/call', statusUrl: '/call' });
  await call.hangUp();
  assert.is(platform.sendAgain(eventOf(call, 'disconnect')), false);
  await platform.settles();
  assert.is(sent('disconnect').length, 2);
});

test('a party in a transfer leaves it for the response', async () => {
  const { platform } = simulated({
    '/call': '<Gather gatherUrl="/choice" maxDigits="1"/>',
    '/choice': ({ event }) =>
      event.digits === '1'
        ? '<Transfer transferCompleteUrl="/done"><PhoneNumber>+15551230077</PhoneNumber></Transfer>'
        : say('Not today.'),
    '/done': say('Done.'),
  });
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  const agent = await call.transferredTo('+15551230077');
  const entry = eventOf(call, 'gather');
  platform.sendAgain(entry, { ...entry.event, digits: '2' });
  await call.hears('Not today');
  await agent.ends('hangup');
  await call.ends('hangup');
});

test('an event of a conference is answered with a document for the conference', async () => {
  const { platform } = simulated({
    '/call': '<Conference conferenceEventUrl="/events">room</Conference>',
    '/events': ({ event }) => (event.tag === 'again' ? say('Again.') : new Response(null, { status: 204 })),
  });
  const entries: SentEvent[] = [];
  platform.watch((change) => {
    if (change.kind === 'entry' && change.entry.kind === 'event') entries.push(change.entry);
  });
  const call = await platform.call({ url: '/call' });
  await call.joins('room');
  await call.waits(1);
  const entry = entries.find(({ eventType }) => eventType === 'conferenceMemberJoin');
  assert.ok(entry);
  assert.is(platform.sendAgain(entry, { ...entry.event, tag: 'again' }), true);
  await call.hears('Again.');
  await call.hangUp();
});

const wrong: readonly (readonly [string, unknown, unknown, RegExp])[] = [
  ['an entry of another kind', { kind: 'change', text: 'is answered' }, undefined, /expected the entry of an event/],
  ['no entry', undefined, undefined, /expected the entry of an event/],
];

for (const [what, entry, event, message] of wrong)
  test(`refuses ${what}`, () => {
    const platform = simulate(() => new Response());
    assert.throws(() => platform.sendAgain(entry as SentEvent, event as Record<string, unknown>), message);
  });

test('refuses an event of another type, and fields that are not an object', async () => {
  const { platform } = menu();
  const call = await platform.call({ url: '/call' });
  const entry = eventOf(call, 'initiate');
  assert.throws(() => platform.sendAgain(entry, { eventType: 'gather' }), /eventType is "gather"; expected "initiate"/);
  assert.throws(() => platform.sendAgain(entry, [] as never), /event is .*; expected an object/);
  await call.hangUp();
});

test('an event of an endpoint is sent again', async () => {
  const { platform, requests } = simulated({ '/desk': () => new Response(null, { status: 204 }) });
  const { data } = await platform.api.createEndpoint({
    type: 'WEBRTC',
    direction: 'BIDIRECTIONAL',
    eventCallbackUrl: '/desk',
  });
  const entries: SentEvent[] = [];
  platform.watch((change) => {
    if (change.kind === 'entry' && change.change === 'added' && change.entry.kind === 'event')
      entries.push(change.entry);
  });
  const desk = platform.endpoint(data.endpointId);
  await desk.connects();
  const [entry] = entries;
  assert.ok(entry);
  assert.is(platform.sendAgain(entry, { ...entry.event, tag: 'again' }), false);
  await platform.settles();
  assert.equal(
    requests.map(({ event }) => [event.event, event.tag]),
    [
      ['endpointConnected', undefined],
      ['endpointConnected', 'again'],
    ],
  );
  assert.throws(
    () => platform.sendAgain(entry, { ...entry.event, event: undefined }),
    /event.event is undefined; expected "endpointConnected"/,
  );
});

test('refuses fields that cannot be written as JSON, and the call continues', async () => {
  const { platform, sent } = menu();
  const call = await platform.call({ url: '/call' });
  const entry = eventOf(call, 'initiate');
  const endless: Record<string, unknown> = { ...entry.event };
  endless.inside = [endless];
  const throws = (): never => {
    throw new Error('on purpose');
  };
  for (const event of [endless, { ...entry.event, count: 10n }, { ...entry.event, tag: { toJSON: throws } }])
    assert.throws(() => platform.sendAgain(entry, event), /event cannot be written as JSON/);
  await call.press('1');
  await call.hears('You pressed 1');
  assert.is(sent('initiate').length, 1);
});

test.run();
