// Watching a platform: legs and entries as they begin and as they change.
import type { BxmlError } from 'bxml-jsx';
import type { WatchedChange, WatchedLeg } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('watch');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
const AGENT = '+15551230077';

function watched(answers: Readonly<Record<string, Answer>>) {
  const { platform } = simulated(answers);
  const changes: WatchedChange[] = [];
  const stop = platform.watch((change) => void changes.push(change));
  const legs = (name: string): WatchedLeg[] =>
    changes.flatMap((change) => (change.kind === 'leg' && change.leg.name === name ? [change.leg] : []));
  /** The states of a leg, each once. */
  const states = (name: string) => [...new Set(legs(name).map(({ state }) => state))];
  return { platform, changes, legs, states, stop };
}

test('legs are reported from their beginning to their end, with who hears whom', async () => {
  const { platform, legs, states } = watched({
    '/call': `<Transfer transferCompleteUrl="/done"><PhoneNumber>${AGENT}</PhoneNumber></Transfer>`,
    '/done': say('Goodbye.'),
  });
  const call = await platform.call({ url: '/call' });
  const agent = await call.transferredTo(AGENT, { after: 3 });
  await agent.says('Hello');
  await agent.hangUp();
  await call.ends('hangup');
  assert.equal(states('caller'), ['dialing', 'connected', 'over']);
  assert.equal(states(AGENT), ['dialing', 'ringing', 'connected', 'over']);
  const [first] = legs(AGENT);
  assert.equal(
    [first?.ofCall, first?.number, first?.callerId, first?.direction],
    [call.callId, AGENT, '+15551230001', 'outbound'],
  );
  assert.ok(legs('caller').some(({ heardBy }) => heardBy[0] === agent.callId));
  assert.ok(legs(AGENT).some(({ heardBy }) => heardBy[0] === call.callId));
  assert.equal(legs(AGENT).at(-1)?.cause, 'hangup');
  assert.equal(legs(AGENT).at(-1)?.heardBy, []);
});

const listening: readonly (readonly [string, string, readonly string[]])[] = [
  ['keys', '<Gather gatherUrl="/next"/>', ['keys']],
  ['speech', '<Gather gatherUrl="/next" input="speech"/>', ['speech']],
  ['both', '<Gather gatherUrl="/next" input="dtmf_speech"/>', ['keys', 'speech']],
  ['a recording', '<Record recordCompleteUrl="/next"/>', ['keys', 'recording']],
  ['keys in the background', '<StartGather dtmfUrl="/next"/><Pause duration="3"/>', ['keys']],
  ['nothing', '<Pause duration="3"/>', []],
];

for (const [what, verbs, expected] of listening)
  test(`a leg says that the application listens for ${what}`, async () => {
    const { platform, legs } = watched({ '/call': verbs, '/next': '<Hangup/>' });
    const call = await platform.call({ url: '/call' });
    await call.waits(1);
    assert.equal(legs('caller').at(-1)?.listens, expected);
    await call.hangUp();
    assert.equal(legs('caller').at(-1)?.listens, []);
  });

test('entries are reported when they are added, and again when they change', async () => {
  const { platform, changes } = watched({
    '/call': `<Gather gatherUrl="/next" maxDigits="1">${say('For sales, press one.')}</Gather>`,
    '/next': say('Thanks.'),
  });
  const call = await platform.call({ url: '/call' });
  await call.beginsToHear('press one');
  await call.press('1');
  await call.ends();
  const of = (wanted: string) =>
    changes.flatMap((each) =>
      each.kind === 'entry' &&
      (each.entry.kind === wanted || ('eventType' in each.entry && each.entry.eventType === wanted))
        ? [each]
        : [],
    );
  assert.equal(
    of('speech').map(({ change }) => change),
    ['added', 'changed', 'added'],
  );
  assert.ok(of('gather').length > 1 && of('gather').every(({ entry }) => entry === of('gather')[0]?.entry));
  assert.equal(
    [...new Set(of('gather').map(({ callId, ofCall }) => `${callId} ${ofCall}`))],
    [`${call.callId} ${call.callId}`],
  );
});

test('the entries of a conference have its name, and the call that created it', async () => {
  const { platform, changes, legs } = watched({
    '/call': '<Conference conferenceEventUrl="/events">room</Conference>',
    '/events': '',
  });
  const one = await platform.call({ url: '/call' });
  const two = await platform.call({ url: '/call', from: '+15551230009' });
  const room = await one.joins('room');
  await room.has(one, two);
  const events = changes.flatMap((each) =>
    each.kind === 'entry' && each.conference === 'room' && each.entry.kind === 'event' ? [each] : [],
  );
  assert.ok(events.length > 0);
  assert.equal([...new Set(events.map(({ ofCall, callId }) => `${ofCall} ${callId}`))], [`${one.callId} undefined`]);
  assert.is(legs('caller').at(-1)?.conference, 'room');
  await one.hangUp();
  await two.hangUp();
});

test('what is up already is reported at once, and nothing after the end', async () => {
  const { platform } = simulated({ '/call': '<Pause duration="9"/>' });
  const call = await platform.call({ url: '/call' });
  const changes: WatchedChange[] = [];
  const stop = platform.watch((change) => void changes.push(change));
  assert.equal(
    changes.map((change) => (change.kind === 'leg' ? change.leg.callId : change.kind)),
    [call.callId],
  );
  stop();
  await call.hangUp();
  assert.is(changes.length, 1);
});

test('the listener decides what a phone does as soon as it rings', async () => {
  const { platform } = simulated(
    {
      '/call': `<Transfer transferCompleteUrl="/done"><PhoneNumber>${AGENT}</PhoneNumber></Transfer>`,
      '/done': ({ event }) => say(`It was ${event.cause}.`),
    },
    { clock: 'real', strict: false },
  );
  const failures: unknown[] = [];
  platform.watch((change) => {
    if (change.kind === 'leg' && change.leg.state === 'ringing')
      change.leg.line.isBusy().catch((error: unknown) => failures.push(error));
  });
  const call = await platform.call({ url: '/call' });
  await platform.skip(2);
  assert.match(call.transcript(), 'It was busy.');
  assert.equal(failures, []);
});

test('an error of the listener fails the steps', async () => {
  const { platform } = simulated({ '/call': '<Pause duration="9"/>' });
  platform.watch(() => {
    throw new RangeError('of the listener');
  });
  const error = await errorOf(platform.call({ url: '/call' }));
  assert.is(error.message, 'of the listener');
});

test('a rejection of an asynchronous listener fails the steps', async () => {
  const { platform } = simulated({ '/call': '<Pause duration="9"/>' });
  platform.watch(async () => {
    await null;
    throw new RangeError('of the listener');
  });
  const error = await errorOf(platform.call({ url: '/call' }).then((call) => call.ends()));
  assert.is(error.message, 'of the listener');
});

test('an error of the listener fails a skip', async () => {
  const { platform } = simulated({ '/call': '<Pause duration="9"/>' }, { clock: 'real' });
  await platform.call({ url: '/call' });
  platform.watch(() => {
    throw new RangeError('of the listener');
  });
  const error = await errorOf(platform.skip(3));
  assert.is(error.message, 'of the listener');
});

test('a listener that ends its watch is not called again, and others are', async () => {
  const { platform } = simulated({ '/call': say('Hello.') });
  let stop = (): void => undefined;
  let calls = 0;
  stop = platform.watch(() => {
    calls++;
    stop();
  });
  let others = 0;
  platform.watch(() => void others++);
  const call = await platform.call({ url: '/call' });
  await call.ends();
  stop();
  assert.is(calls, 1);
  assert.ok(others > 5);
});

for (const listener of [undefined, null, {}, 'log'])
  test(`refuses ${JSON.stringify(listener)} as a listener`, () => {
    const { platform } = simulated({});
    assert.throws(
      () => platform.watch(listener as never),
      (error: BxmlError) =>
        error.code === 'simulator.options' && /listener is .*; expected a function/.test(error.message),
    );
  });

test.run();
