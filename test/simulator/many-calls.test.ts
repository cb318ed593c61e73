// Concurrent calls do not mix, and a test has the same calls in every run, however long the application takes.
import { type Call, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withoutRandomIds } from './observed.js';
import { application, type Received } from './simulated.js';

const test = suite('many calls at once');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;

/** A stateless menu that greets each caller by number. */
const answers = {
  '/call': ({ event }: Received) => `<Gather gatherUrl="/menu" maxDigits="2">${say(`Caller ${event.from}.`)}</Gather>`,
  '/menu': ({ event }: Received) =>
    `${say(`${event.from} pressed ${event.digits}.`)}<Record recordCompleteUrl="/done" recordingAvailableUrl="/file" maxDuration="2"/>`,
  '/done': ({ event }: Received) =>
    `<Transfer transferCompleteUrl="/bye"><PhoneNumber transferAnswerUrl="/whisper" transferDisconnectUrl="/file">+1666${event.from}</PhoneNumber><PhoneNumber transferDisconnectUrl="/file">+1777</PhoneNumber></Transfer>`,
  '/whisper': ({ event }: Received) => say(`A call of ${event.from}.`),
  '/bye': ({ event }: Received) => say(`Bye, ${event.from}.`),
  '/file': '',
};

/** Runs work before each response. */
function delayed(delay: () => Promise<void>) {
  const { handler, requests } = application(answers);
  const slow = async (request: Request): Promise<Response> => {
    await delay();
    const response = await handler(request);
    await delay();
    return response;
  };
  return { slow, requests };
}

/** Runs a whole call: menu, recording, transfer to two phones. */
async function conversation(call: Call, from: string, digits: string): Promise<void> {
  await call.hears(`Caller ${from}.`);
  await call.press(digits);
  await call.hears(`${from} pressed ${digits}.`);
  await call.speaksFor(1.5);
  const called = await call.transferredTo(`+1666${from}`, { after: digits.length });
  await called.hears(`A call of ${from}.`);
  await called.waits(3);
  await called.hangUp();
  await call.hears(`Bye, ${from}.`);
  await call.ends('hangup');
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(1000 + index));

async function all(count: number, delay: () => Promise<void>) {
  const { slow, requests } = delayed(delay);
  const platform = simulate(slow);
  const calls = await Promise.all(
    numbers(count).map(async (from) => {
      const call = await platform.call({ from, url: '/call' });
      await conversation(call, from, from.slice(-2));
      return call;
    }),
  );
  return { calls, requests, seconds: platform.seconds };
}

test('two hundred concurrent calls hear only their own prompts', async () => {
  const { calls, requests, seconds } = await all(200, async () => undefined);
  assert.is(new Set(calls.map(({ callId }) => callId)).size, 200);
  const [first] = calls;
  for (const [index, call] of calls.entries()) {
    const from = String(1000 + index);
    const heard = call.wholeTimeline.flatMap((entry) => (entry.kind === 'speech' ? [entry.text] : []));
    assert.equal(heard, [
      `Caller ${from}.`,
      `${from} pressed ${from.slice(-2)}.`,
      `A call of ${from}.`,
      `Bye, ${from}.`,
    ]);
    // All begin at once and do the same: except for the numbers, the transcripts are equal.
    const transcript = call
      .transcript()
      .replaceAll(from, '1000')
      .replaceAll(`presses ${from.slice(2, 3)}`, 'presses 0');
    if (from.endsWith('00')) assert.is(transcript, first?.transcript());
  }
  const idsOf = new Map<unknown, Set<unknown>>();
  for (const { event } of requests) {
    const ids = idsOf.get(event.from) ?? new Set();
    idsOf.set(event.from, ids.add(event.callId));
  }
  assert.is(idsOf.size, 200);
  // The call and its two phones.
  for (const ids of idsOf.values()) assert.is(ids.size, 3);
  assert.is(new Set([...idsOf.values()].flatMap((ids) => [...ids])).size, 600);
  assert.ok(seconds < 30, 'together they take no longer than one');
});

/** Returns the requests of the calls, including times and ids without their random part. */
const everything = ({ calls }: { calls: readonly Call[] }): unknown =>
  JSON.parse(withoutRandomIds(JSON.stringify(calls.map(({ wholeTimeline }) => wholeTimeline))));

/** Waits a random number of turns of the event loop. */
async function someTurns(): Promise<void> {
  for (let turns = Math.floor(Math.random() * 5); turns > 0; turns--) await new Promise(setImmediate);
}

async function sometimesAWhile(): Promise<void> {
  if (Math.random() < 0.3) await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
}

test('a test has the same calls however long the application takes to respond', async () => {
  const expected = everything(await all(20, async () => undefined));
  for (const delay of [someTurns, sometimesAWhile, someTurns])
    assert.equal(everything(await all(20, delay)), expected, delay.name);
});

test('simultaneous events are sent in the same order, whichever response comes first', async () => {
  const orders = new Set<string>();
  for (const slow of ['disconnect', 'transferDisconnect', 'transferAnswer', 'nothing']) {
    const { handler } = application(answers);
    const platform = simulate(async (request: Request) => {
      const { eventType } = (await request.clone().json()) as { eventType: string };
      if (eventType === slow) await new Promise((resolve) => setTimeout(resolve, 4));
      return handler(request);
    });
    const call = await platform.call({ from: '1000', url: '/call' });
    await call.press('12');
    await call.speaksFor(2);
    await call.transferredTo('+16661000');
    await call.waits(3);
    await call.hangUp();
    orders.add(withoutRandomIds(JSON.stringify(call.wholeTimeline)));
  }
  assert.is(orders.size, 1);
});

test.run();
