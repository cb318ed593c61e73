// How time advances: virtual or real, during outside work, and for linked subjects.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Clock } from '../../src/simulator/time/clock.js';
import { Scheduler } from '../../src/simulator/time/scheduler.js';
import type { TimeoutReason, Waiter } from '../../src/simulator/time/waiters.js';
import { rejectedWith } from '../rejections.js';

const test = suite('the scheduler');

const LIMITS = { seconds: 100, realSeconds: 2, steps: 1000 };

class TimedOut extends Error {
  readonly timeout: TimeoutReason;
  constructor(timeout: TimeoutReason) {
    super(timeout.reason);
    this.timeout = timeout;
  }
}

function scheduled(clock = new Clock(), limits = LIMITS) {
  const scheduler = new Scheduler(clock, limits);
  const until = (subject: object, isMet: () => boolean, more: Partial<Waiter> = {}): Promise<void> =>
    scheduler.wait({
      subject,
      patient: false,
      startedAt: performance.now(),
      isMet,
      onTimeout: (reason) => new TimedOut(reason),
      ...more,
    });
  return { clock, scheduler, until };
}

const realTime = () => scheduled(new Clock(() => performance.now()));
const timedOut = rejectedWith(TimedOut);
const timeout = async (wait: Promise<unknown>): Promise<string> => (await timedOut(wait)).message;
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('virtual time takes no real time, and stops without a waiter', async () => {
  const { clock, until } = scheduled();
  const call = {};
  let isDone = false;
  clock.after(60_000, call, () => (isDone = true));
  await sleep(20);
  assert.is(clock.now, 0);
  // In real time this would exceed the limit of a step.
  await until(call, () => isDone);
  assert.is(clock.now, 60_000);
});

test('virtual time stops during outside work', async () => {
  const { clock, scheduler, until } = scheduled();
  const call = {};
  const seen: number[] = [];
  const end = scheduler.work.begin({ subject: call, description: 'a socket' });
  const other = scheduler.work.begin({ subject: call, description: 'another socket' });
  clock.after(1000, call, () => seen.push(clock.now));
  setTimeout(() => seen.push(clock.now), 30);
  setTimeout(end, 40);
  setTimeout(other, 60);
  setTimeout(() => seen.push(clock.now), 50);
  await until(call, () => seen.includes(1000));
  assert.equal(seen, [0, 0, 1000]);
});

test('ending outside work twice has no effect', async () => {
  const { clock, scheduler, until } = scheduled();
  const call = {};
  const end = scheduler.work.begin({ subject: call, description: 'a socket' });
  const other = scheduler.work.begin({ subject: call, description: 'another socket' });
  end();
  end();
  let isDone = false;
  clock.after(1, call, () => (isDone = true));
  const wait = until(call, () => isDone);
  await sleep(30);
  assert.not(isDone);
  other();
  await wait;
});

test('the timeout names outside work that does not end', async () => {
  const { scheduler, until } = scheduled(new Clock(), { ...LIMITS, realSeconds: 0.05 });
  const call = {};
  scheduler.work.begin({ subject: call, description: 'the socket of the stream' });
  const error = await timedOut(until(call, () => false));
  assert.equal(error.timeout, {
    reason: 'realSeconds',
    limit: 0.05,
    unanswered: ['the socket of the stream'],
  });
});

test('the end of outside work wakes its subject', async () => {
  const { scheduler, until } = scheduled();
  const call = {};
  let isOpen = false;
  const end = scheduler.work.begin({ subject: call, description: 'a socket' });
  setTimeout(() => {
    isOpen = true;
    end();
  }, 20);
  await until(call, () => isOpen);
});

test('several waiters of one subject are resolved by their own condition', async () => {
  const { clock, until } = scheduled();
  const call = {};
  const order: string[] = [];
  let moment = 0;
  for (const at of [10, 20]) clock.after(at, call, () => (moment = at));
  await Promise.all([
    until(call, () => moment === 20).then(() => order.push('second')),
    until(call, () => moment === 10).then(() => order.push('first')),
    until(call, () => moment === 20).then(() => order.push('second too')),
  ]);
  assert.equal(order, ['first', 'second', 'second too']);
});

test('changes of a linked subject wake a waiter until the link is removed', async () => {
  for (const isLinked of [true, false]) {
    const { clock, scheduler, until } = scheduled();
    const [one, other] = [{}, {}];
    const unlink = scheduler.link(one, other);
    if (!isLinked) unlink();
    let happened = 0;
    let wokenAt = 0;
    clock.after(10, other, () => (happened = clock.now));
    clock.after(50, one, () => undefined);
    clock.after(60, other, () => undefined);
    await until(one, () => {
      if (happened === 0) return false;
      wokenAt = clock.now;
      return true;
    });
    assert.is(wokenAt, isLinked ? 10 : 50);
  }
});

test('a pending decision of a linked subject fails an impatient waiter, but not a patient one', async () => {
  for (const patient of [true, false]) {
    const { clock, scheduler, until } = scheduled();
    const [one, other] = [{}, {}];
    scheduler.link(one, other);
    let isDefault = false;
    clock.after(10, other, () => (isDefault = true), { subject: other, target: '+15551230101', message: 'it rings' });
    const wait = until(one, () => isDefault, { patient });
    if (patient) await wait;
    else assert.is(await timeout(wait), 'undecided');
    assert.is(isDefault, patient);
  }
});

test('a pending decision of a subject without waiters fails any waiter', async () => {
  const { clock, until } = scheduled();
  const [one, other] = [{}, {}];
  clock.after(10, other, () => undefined, { subject: other, target: '+15551230101', message: 'it rings' });
  assert.is(await timeout(until(one, () => false, { patient: true })), 'undecided');
});

test('a wait ends if the next step is too late, and if there are no more steps', async () => {
  const { clock, until } = scheduled();
  const call = {};
  clock.after(200_000, call, () => undefined);
  assert.is(await timeout(until(call, () => false)), 'seconds');
  const empty = scheduled();
  assert.is(await timeout(empty.until(call, () => false)), 'nothing happens');
});

test('real time runs steps when they are due, even without a waiter', async () => {
  const { clock } = realTime();
  const call = {};
  const seen: number[] = [];
  clock.after(60, call, () => seen.push(2));
  clock.after(20, call, () => seen.push(1));
  assert.equal(seen, []);
  while (seen.length < 2) await sleep(10);
  assert.equal(seen, [1, 2]);
  assert.ok(clock.now >= 60);
});

test('outside work does not stop real time', async () => {
  const { clock, scheduler, until } = realTime();
  const call = {};
  let isDone = false;
  scheduler.work.begin({ subject: call, description: 'a socket' });
  clock.after(40, call, () => (isDone = true));
  await until(call, () => isDone);
  assert.ok(clock.now >= 40);
});

test('real time can be skipped', async () => {
  const { clock, until } = realTime();
  const call = {};
  let isDone = false;
  const before = performance.now();
  clock.after(60_000, call, () => (isDone = true));
  setTimeout(() => clock.skip(60_000), 10);
  await until(call, () => isDone);
  // The clock is ahead of real time by what was skipped.
  assert.ok(clock.now - (performance.now() - before) >= 59_000);
});

test('in real time, a waiter can be woken from outside and does not fail without pending steps', async () => {
  const { scheduler, until } = realTime();
  const call = {};
  let isPressed = false;
  setTimeout(() => {
    isPressed = true;
    scheduler.wake(call);
  }, 50);
  await until(call, () => isPressed);
});

test('in real time, a wait ends after its seconds', async () => {
  const { until } = scheduled(new Clock(() => performance.now()), { ...LIMITS, seconds: 0.05 });
  assert.is(await timeout(until({}, () => false)), 'seconds');
});

test('results of work that began at the same moment are released in the order in which it began', async () => {
  const { scheduler, until } = scheduled();
  const call = {};
  const order: number[] = [];
  for (const [index, milliseconds] of [30, 5, 15].entries()) {
    const work = { subject: call, description: `request ${index}` };
    void scheduler.work.track(work, sleep(milliseconds)).then(() => order.push(index));
  }
  await until(call, () => order.length === 3);
  assert.equal(order, [0, 1, 2]);
});

test.run();
