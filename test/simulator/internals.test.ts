// Unit tests of calls, rooms, the interpreter and the timeline.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundKind } from '../../src/simulator/calls/background.js';
import { SimulatedCall } from '../../src/simulator/calls/call.js';
import { InputKind, KEY, SOUND } from '../../src/simulator/calls/input.js';
import { CallEnded, Simulation } from '../../src/simulator/calls/simulation.js';
import { deliverForDocument } from '../../src/simulator/delivery/delivery.js';
import { redirectEvent } from '../../src/simulator/events/call-events.js';
import { type StartedCall, startCall } from '../../src/simulator/interpreter/interpreter.js';
import { Room } from '../../src/simulator/rooms/room.js';
import { type Address, locationOf } from '../../src/simulator/settings/address.js';
import { settingsOf } from '../../src/simulator/settings/simulator-options.js';
import { TestStep, waitFor } from '../../src/simulator/steps/step.js';
import { Clock } from '../../src/simulator/time/clock.js';
import type { TimelineChange } from '../../src/simulator/time/timeline.js';
import { executors } from '../../src/simulator/verbs/index.js';
import { failureOf } from '../rejections.js';
import { type Answer, application } from './simulated.js';

const test = suite('calls, rooms and the interpreter');

const ORIGIN = 'https://app.example';

function simulation(answers: Readonly<Record<string, Answer>> = {}, clock?: Clock): Simulation {
  return new Simulation(application(answers).handler, settingsOf({}, ORIGIN), clock);
}

const callOf = (parent: Simulation | SimulatedCall, name = 'caller'): SimulatedCall =>
  new SimulatedCall(parent, { name, direction: 'inbound', from: '1', to: '2', callbackTimeout: 15 });

const addressOf = (path: string): Address => ({
  ...locationOf(path, ORIGIN),
  method: 'POST',
  credentials: undefined,
  fallback: undefined,
  source: { name: path, credentials: undefined, isExplicit: false },
});

const fetchFrom = (call: SimulatedCall, path: string) => () =>
  deliverForDocument(call, addressOf(path), redirectEvent(call.facts()));

function started(answers: Readonly<Record<string, Answer>>, clock?: Clock): StartedCall {
  const call = callOf(simulation(answers, clock));
  return startCall(call, executors, fetchFrom(call, '/first'));
}

const step = (call: SimulatedCall): TestStep => new TestStep('the test goes on', call.record, step);
const until = (call: SimulatedCall, isMet: () => boolean, patient = true): Promise<void> =>
  waitFor(call.record, step(call), isMet, patient);
const wordsOf = ({ prompts }: SimulatedCall): string[] =>
  prompts.map(({ heard }) => (heard.kind === 'speech' ? heard.text : heard.kind));

test('an input ends the latest of several waits for its kind', async () => {
  const call = callOf(simulation());
  const got: string[] = [];
  const wait = async (name: string, ...takes: InputKind<unknown>[]): Promise<void> => {
    const input = await call.wait(60_000, { takes });
    got.push(`${name}: ${input?.kind.name ?? 'nothing'}`);
  };
  const waits = [wait('keys', KEY), wait('sounds', SOUND), wait('both', KEY, SOUND), wait('none')];
  assert.ok(call.deliver(KEY.of('1')));
  assert.ok(call.deliver(KEY.of('2')));
  assert.not(call.deliver(KEY.of('3')));
  assert.ok(call.takes(SOUND));
  await until(call, () => got.length === 4);
  await Promise.all(waits);
  assert.equal(got, ['both: key', 'keys: key', 'sounds: nothing', 'none: nothing']);
});

test('kinds of input with the same name are distinguished', () => {
  const call = callOf(simulation());
  void call.wait(1000, { takes: [new InputKind<string>('key')] });
  assert.not(call.deliver(KEY.of('1')));
});

test('the end of a call rejects all its waits and leaves no timer', async () => {
  const call = callOf(simulation());
  const waits = [call.wait(1000, { takes: [KEY] }), call.wait(2000), call.wait(Number.POSITIVE_INFINITY)];
  call.end('hangup', 'hangs up');
  for (const result of await Promise.allSettled(waits)) {
    assert.ok(result.status === 'rejected' && result.reason instanceof CallEnded);
  }
  assert.is(call.simulation.clock.next, undefined);
});

test('a leg is a call with a parent and shares its record', () => {
  const caller = callOf(simulation());
  const leg = callOf(caller, '+15551230101');
  const second = callOf(caller, '+15551230101');
  assert.is(leg.parent, caller);
  assert.is(leg.record, caller.record);
  assert.equal(caller.family, [caller, leg, second]);
  assert.equal(
    caller.record.legs.map(({ name }) => name),
    ['caller', '+15551230101', '+15551230101 (2)'],
  );
  assert.ok(new Set(caller.family.map(({ id }) => id)).size === 3);
});

test('a document can be replaced while the call is up', async () => {
  const { call, interpreter } = started({
    '/first': '<SpeakSentence>One</SpeakSentence><Pause duration="60"/><SpeakSentence>Never</SpeakSentence>',
    '/second': '<SpeakSentence>Two</SpeakSentence>',
  });
  await until(call, () => wordsOf(call).length === 1 && call.doing.includes('Pause'));
  assert.ok(interpreter.replace(fetchFrom(call, '/second')));
  await until(call, () => call.isOver);
  assert.equal(wordsOf(call), ['One', 'Two']);
  assert.is(call.cause, 'hangup');
  assert.ok(call.simulation.clock.now < 10_000);
  assert.not(interpreter.replace(fetchFrom(call, '/second')));
});

test('replacing a document ends its prompt, recording or Gather', async () => {
  for (const [verbs, isRunning, end] of [
    ['<SpeakSentence>A long sentence</SpeakSentence>', 'prompt', 'stopped after'],
    ['<Record recordCompleteUrl="/x" silenceTimeout="30"/>', 'recorded', 'another document runs'],
    ['<Gather gatherUrl="/x" firstDigitTimeout="60"/>', 'Gather', 'hears "Two"'],
  ] as const) {
    const { call, interpreter } = started({ '/first': verbs, '/second': '<SpeakSentence>Two</SpeakSentence>' });
    await until(call, () => call.doing.includes(isRunning));
    interpreter.replace(fetchFrom(call, '/second'));
    await until(call, () => call.isOver);
    assert.match(call.record.transcript(), end);
    assert.is(wordsOf(call).at(-1), 'Two');
    assert.not(call.takes(KEY));
  }
});

test('the response for a document that is replaced while it is fetched is ignored', async () => {
  let replace: (() => void) | undefined;
  const { call, interpreter } = started({
    '/first': () => {
      replace?.();
      return '<SpeakSentence>Never</SpeakSentence>';
    },
    '/second': '<SpeakSentence>Two</SpeakSentence>',
  });
  replace = () => {
    replace = undefined;
    interpreter.replace(fetchFrom(call, '/second'));
  };
  await until(call, () => call.isOver);
  assert.equal(wordsOf(call), ['Two']);
});

test('stopping the interpreter leaves the call up', async () => {
  const { call, interpreter } = started({ '/first': '<Pause duration="60"/>' });
  await until(call, () => call.doing.includes('Pause'));
  assert.ok(interpreter.stop());
  await until(call, () => true);
  assert.not(call.isOver);
  assert.not(interpreter.stop());
});

test('calls wake each other only while they are in the same room', async () => {
  for (const isShared of [true, false]) {
    const shared = simulation();
    const [one, other] = [callOf(shared), callOf(shared)];
    const room = new Room();
    room.join(one);
    room.join(other);
    if (!isShared) room.leave(other);
    let met = -1;
    void other.wait(1000).then(() => other.end('hangup', 'is over'));
    void one.wait(5000);
    await until(one, () => {
      if (other.isOver && met < 0) met = shared.clock.now;
      return met >= 0;
    });
    assert.is(met, isShared ? 1000 : 5000);
    assert.is(other.room, undefined);
    assert.equal(room.members, [one]);
  }
});

test('an undecided phone of one call fails a step of another call in its room', async () => {
  const shared = simulation();
  const [one, other] = [callOf(shared), callOf(shared)];
  const room = new Room();
  for (const call of [one, other]) room.join(call);
  const decision = { subject: other.record, target: '+15551230101', message: '+15551230101 is ringing' };
  void other.wait(1000, { decision });
  void one.wait(5000);
  const { code, message } = await failureOf(until(one, () => false, false));
  assert.is(code, 'call.unscripted');
  assert.match(message, '+15551230101 is ringing');
});

test('a call is in at most one room', () => {
  const call = callOf(simulation());
  const rooms = [new Room(), new Room()];
  for (const room of rooms) room.join(call);
  assert.equal(
    rooms.map(({ members }) => members.length),
    [0, 1],
  );
});

test('background work is found by its kind, replaced, and stopped with the call', () => {
  const call = callOf(simulation());
  const stopped: string[] = [];
  const work = (name: string) => ({ name, stop: () => void stopped.push(name) });
  const kind = new BackgroundKind<ReturnType<typeof work>>('stream');
  assert.is(call.background.get(kind), undefined);
  call.background.start(kind, work('first'));
  assert.is(call.background.get(kind)?.name, 'first');
  call.background.stop(kind);
  call.background.stop(kind);
  call.background.start(kind, work('second'));
  call.end('hangup', 'hangs up');
  assert.equal(stopped, ['first', 'second']);
});

test('listeners of the timeline are called when entries are added and changed', async () => {
  const changes: string[] = [];
  const call = callOf(simulation({ '/first': '<SpeakSentence>A sentence</SpeakSentence><Hangup/>' }));
  const { timeline } = call.simulation;
  const end = timeline.listen(({ kind, subject, entry }: TimelineChange): void => {
    assert.is(subject, call.record);
    const detail = entry.kind === 'event' ? `${entry.eventType} ${entry.outcome}` : entry.kind;
    changes.push(`${kind} ${detail.trim()}`);
  });
  startCall(call, executors, fetchFrom(call, '/first'));
  await until(call, () => call.prompts.length > 0);
  call.hangUp();
  await until(call, () => true);
  end();
  callOf(call.simulation).hangUp();
  assert.equal(changes, [
    'added redirect',
    'changed redirect 200',
    'changed redirect 200, SpeakSentence, Hangup',
    'added change',
    'added speech',
    'added change',
    'changed speech',
  ]);
  assert.is(call.record.timeline, timeline.entriesOf(call.record));
});

test('the timeline keeps the entries of each call separately', () => {
  const shared = simulation();
  const [one, other] = [callOf(shared), callOf(shared)];
  one.hangUp();
  other.answer();
  assert.equal(
    [one, other].map(({ record }) => record.timeline.length),
    [1, 1],
  );
});

test('a call runs in real time', async () => {
  const clock = new Clock(() => performance.now());
  const { call } = started({ '/first': '<SpeakSentence>a</SpeakSentence><Hangup/>' }, clock);
  await until(call, () => call.isOver);
  assert.equal(wordsOf(call), ['a']);
  assert.ok(clock.now >= 60);
});

test.run();
