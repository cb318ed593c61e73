// Simulates ten thousand calls in one process, fifty at a time: `npm run bench:heap [calls]`. Fails if the heap at the
// end is more than 10 % larger than after the first tenth.
import Koa from 'koa';
import { simulate } from '../../dist/testing.js';

const calls = Number(process.argv[2] ?? 10_000);
if (!(calls >= 1000)) throw new Error('The number of calls must be at least 1000: npm run bench:heap 2000');
const AT_ONCE = 50;
const MAX_GROWTH = 0.1;

const verbs = {
  '/call': '<Gather gatherUrl="/menu" maxDigits="1"><SpeakSentence>Press one.</SpeakSentence></Gather>',
  '/menu': '<Record recordCompleteUrl="/done" recordingAvailableUrl="/async" maxDuration="5"/>',
  '/done': '<Transfer><PhoneNumber transferDisconnectUrl="/async">+15550100</PhoneNumber></Transfer>',
  '/broken': '<SpeakSentence>Hello',
  '/loop': '<Redirect redirectUrl="/loop"/>',
};
const app = new Koa().use((ctx) => {
  const found = verbs[ctx.path];
  if (found === undefined) {
    ctx.status = 204;
    return;
  }
  ctx.type = 'application/xml';
  ctx.body = `<Response>${found}</Response>`;
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

/** Returns the bytes of the heap after a number of calls. */
async function heapAfter(count) {
  for (let number = 0; number < count; number += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => one(number + index)));
  }
  // A second collection frees what finalizers released in the first.
  for (let round = 0; round < 3; round++) {
    global.gc();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

const first = await heapAfter(calls / 10);
const last = await heapAfter(calls - calls / 10);
const growth = last / first - 1;
const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;
console.log(
  `${calls} calls, ${Math.round(process.uptime())} s. Heap after a forced collection: ${megabytes(first)} after ${calls / 10}, ${megabytes(last)} at the end, ${(growth * 100).toFixed(1)} % more.`,
);
if (growth > MAX_GROWTH) {
  console.log('Failed: the heap grows with the number of calls.');
  process.exitCode = 1;
}
