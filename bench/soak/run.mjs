// Sends good, bad and slow requests to a server with the webhooks, in any order and many at a time, for three minutes:
// `npm run bench:soak [seconds]`. Every response must be right, the counts of the server must match what was sent, and
// its heap at the end must be at most 10 % larger than after the first third.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { programOf } from '../program.mjs';
import { clientOf } from './client.mjs';
import { next } from './events.mjs';
import { visits } from './visits.mjs';

const seconds = Number(process.argv[2] ?? 180);
if (!(seconds > 0)) throw new Error('The number of seconds must be above 0: npm run bench:soak 60');
/** How many visitors send at the same time, and the maximum milliseconds that a visitor pauses after each visit. */
const VISITORS = 24;
const REST = 60;
/** In a shorter run the heap is not conclusive: the server has not handled every kind of visit often enough. */
const MIN_SECONDS = 150;
const MAX_GROWTH = 0.1;

const source = "import './soak/server.tsx';";
const program = await programOf('soak', { source, jsxImportSource: 'bxml-jsx' });
const server = fork(program, { execArgv: ['--expose-gc'] });
const ended = once(server, 'exit');
const client = clientOf((await nextReport()).port);
const lottery = Object.entries(visits).flatMap(([kind, { share }]) => Array(share).fill(kind));
const paid = new Map(Object.keys(visits).map((kind) => [kind, { times: 0, failures: [] }]));

console.log(`Soak test: ${seconds} s, ${VISITORS} visitors at once, Node ${process.version}.\n`);
const middle = await soaked(seconds / 3);
const end = await soaked((seconds * 2) / 3);
const faults = [...wrongAnswers(), ...wrongCounts(), ...wrongEnd()];
report();
client.close();
server.send('end');
await ended;
process.exitCode = faults.length === 0 ? 0 : 1;

/** Visits for a number of seconds, waits for all visitors, and returns the state of the server. */
async function soaked(length) {
  const until = performance.now() + length * 1000;
  await Promise.all(Array.from({ length: VISITORS }, () => visitUntil(until)));
  server.send('report');
  return await nextReport();
}

async function visitUntil(until) {
  while (performance.now() < until && server.exitCode === null) {
    const kind = lottery[next(lottery.length)];
    const visitsOfKind = paid.get(kind);
    visitsOfKind.times++;
    try {
      await visits[kind].visit(client);
    } catch (error) {
      visitsOfKind.failures.push(error.message);
    }
    await wait(next(REST));
  }
}

async function nextReport() {
  const [message] = await Promise.race([
    once(server, 'message'),
    once(server, 'exit').then(([code]) => {
      throw new Error(`The server exited with ${code}.`);
    }),
  ]);
  return message;
}

function wrongAnswers() {
  return [...paid].flatMap(([kind, { failures }]) =>
    failures.length === 0 ? [] : [`${kind}: ${failures.length} wrong, the first: ${failures[0]}`],
  );
}

/** Compares the counts of the server with what was sent: no event is lost, handled twice or reported twice. */
function wrongCounts() {
  const expected = {};
  for (const [kind, { times }] of paid) {
    for (const [what, each] of Object.entries(visits[kind].counts ?? {})) {
      expected[what] = (expected[what] ?? 0) + each * times;
    }
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(end.counts)])]
    .filter((what) => (expected[what] ?? 0) !== (end.counts[what] ?? 0))
    .map((what) => `the server counted ${end.counts[what] ?? 0} of "${what}"; expected ${expected[what] ?? 0}`);
}

function wrongEnd() {
  const faults = end.left === 0 ? [] : [`${end.left} handlers were still running`];
  if (seconds >= MIN_SECONDS && Math.abs(growth()) > MAX_GROWTH) faults.push('the size of the heap changed');
  return faults;
}

function growth() {
  return end.heap / middle.heap - 1;
}

function report() {
  for (const good of [true, false]) {
    const chosen = [...paid].filter(([kind]) => visits[kind].good === good);
    console.log(good ? 'Answered:' : '\nRefused or aborted:');
    let all = 0;
    for (const [kind, { times, failures }] of chosen) {
      line(kind, `${times}, ${failures.length} wrong`);
      all += times;
    }
    line('total', all);
  }
  console.log('\nCounted by the server:');
  const never = { 'unhandled rejections': 0, 'uncaught exceptions': 0 };
  for (const [what, times] of Object.entries({ ...never, ...end.counts }).sort()) line(what, times);
  console.log(
    `\nHeap after a forced collection: ${megabytes(middle.heap)} after ${Math.round(seconds / 3)} s, ${megabytes(end.heap)} at the end, ${(growth() * 100).toFixed(1)} % more.`,
  );
  console.log(faults.length === 0 ? '\nPassed.' : `\nFailed:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}

function line(what, value) {
  console.log(`  ${what.padEnd(50)} ${value}`);
}

function megabytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(2)} MiB`;
}
