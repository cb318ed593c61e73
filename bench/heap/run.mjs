// Simulates ten thousand calls in one process, fifty at a time, and half as many conferences of two calls:
// `npm run bench:heap [calls]`. Fails if the heap at the end is more than 10 % larger than after the first tenth, and at
// least 1,500: the last thousand calls and conferences that are over are kept.
import Koa from 'koa';
import { simulate } from '../../dist/testing.js';

const calls = Number(process.argv[2] ?? 10_000);
if (!(calls >= 2000)) throw new Error('The number of calls must be at least 2000: npm run bench:heap 2000');
const AT_ONCE = 50;
const MAX_GROWTH = 0.1;

const verbs = {
  '/call': '<Gather gatherUrl="/menu" maxDigits="1"><SpeakSentence>Press one.</SpeakSentence></Gather>',
  '/menu': '<Record recordCompleteUrl="/done" recordingAvailableUrl="/async" maxDuration="5"/>',
  '/done': '<Transfer><PhoneNumber transferDisconnectUrl="/async">+15550100</PhoneNumber></Transfer>',
  '/broken': '<SpeakSentence>Hello',
  '/loop': '<Redirect redirectUrl="/loop"/>',
  '/conference': '<StartRecording/><Conference conferenceEventUrl="/async">room</Conference>',
};
const app = new Koa().use((ctx) => {
  const room = ctx.query.room;
  const found = verbs[ctx.path];
  if (found === undefined) {
    ctx.status = 204;
    return;
  }
  ctx.type = 'application/xml';
  ctx.body = `<Response>${found.replace('>room<', `>room-${room}<`)}</Response>`;
});

/** One platform for all calls. It forgets a call once the call has settled. */
const platform = simulate(app, { strict: false, limits: { documents: 5 }, phones: { '+15550100': { after: 2 } } });

const kinds = [
  async (call) => {
    await call.hears('Press one');
    await call.press('1');
    await call.speaksFor(5);
    await call.waits(8);
    await call.hangUp();
  },
  async (call) => {
    await call.hangUp({ during: 'gather' });
  },
];

async function one(number) {
  const url = number % 10 === 8 ? '/broken' : number % 10 === 9 ? '/loop' : '/call';
  const call = await platform.call({ url, statusUrl: '/async' });
  if (url === '/call') await kinds[number % kinds.length](call);
  const cause = await call.ends();
  const expected = { '/call': 'hangup', '/broken': 'invalid-bxml', '/loop': 'error' }[url];
  if (cause !== expected) throw new Error(`${url} ended with ${cause}:\n${call.transcript()}`);
}

/** Two calls talk in a conference. */
async function conference(number) {
  const url = `/conference?room=${number}`;
  const first = await platform.call({ url, statusUrl: '/async' });
  const room = await first.joins(`room-${number}`);
  const second = await platform.call({ url, statusUrl: '/async' });
  await room.has(first, second);
  await first.says('Hello');
  await second.hears('Hello');
  await first.press('1');
  await first.hangUp();
  await second.hangUp();
  await room.ends();
}

/** Returns the bytes of the heap after a number of calls or conferences. */
async function heapAfter(count, act) {
  for (let number = 0; number < count; number += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => act(number + index)));
  }
  // A second collection frees what finalizers released in the first.
  for (let round = 0; round < 3; round++) {
    global.gc();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;

/** Fails if the heap grows between the first of many calls or conferences and the last. */
async function check(what, count, warmUp, act) {
  const startedAt = process.uptime();
  const first = await heapAfter(warmUp, act);
  const last = await heapAfter(count - warmUp, act);
  const growth = last / first - 1;
  console.log(
    `${count} ${what}, ${Math.round(process.uptime() - startedAt)} s. Heap after a forced collection: ${megabytes(first)} after ${warmUp}, ${megabytes(last)} at the end, ${(growth * 100).toFixed(1)} % more.`,
  );
  if (growth <= MAX_GROWTH) return;
  console.log(`Failed: the heap grows with the number of ${what}.`);
  process.exitCode = 1;
}

await check('calls', calls, Math.max(1500, calls / 10), one);
await check('conferences', Math.max(2000, calls / 2), 1500, conference);
