// Compares the processor time of servers with webhooks on loopback: with bxml-jsx, with the same app written in other
// ways, and with Koa alone. Each server and the client have a process of their own. The servers are called in turn, in
// changing order, for short slices of time. The figure is the processor time per request of the server's process in its
// quiet slices (the 3rd percentile): unlike throughput, it does not depend on how often other programs use the
// processor.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { meaning, quantile, spread } from '../figures.mjs';
import { here, programOf } from '../program.mjs';
import { events } from './events.mjs';
import { BARE, servers } from './servers.mjs';

const OURS = 'bxml-jsx/koa';
const WARM_UP = 6;
/** Slices of each server in a round, and milliseconds of a slice. */
const SLICES = 12;
const MILLISECONDS = 60;
/** The percentile of the slices that counts as quiet. */
const QUIET = 0.03;

export async function timeWebhooks(rounds) {
  const load = fork(join(here, 'webhooks/load.mjs'));
  const running = new Map();
  for (const [name, server] of Object.entries(servers)) running.set(name, await start(name, server));
  await compareAnswers(running);
  console.log(
    `\nAnswers of the servers agree once parsed. ${rounds} rounds of ${SLICES} slices of ${MILLISECONDS} ms, Node ${process.version}.\n`,
  );
  const results = await timed(load, running, rounds * SLICES);
  report(results);
  load.disconnect();
  for (const { server } of running.values()) server.disconnect();
}

async function start(name, source) {
  const program = await programOf(`server-${name}`, source);
  const server = fork(program, { env: { ...process.env, NODE_ENV: 'production' } });
  const [port] = await once(server, 'message');
  return { server, port };
}

async function compareAnswers(running) {
  const answering = [...running].filter(([name]) => name !== BARE);
  for (const event of events.slice(0, 64)) {
    const answers = await Promise.all(answering.map(([, { port }]) => answerTo(event, port)));
    const differs = answers.find((answer) => answer !== answers[0]);
    if (differs !== undefined) throw new Error(`A server answers differently:\n${differs}\n${answers[0]}`);
  }
}

async function answerTo(event, port) {
  const { status, headers, ...answer } = await fetch(`http://127.0.0.1:${port}/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  }).then(async (response) => ({ status: response.status, headers: response.headers, body: await response.text() }));
  return JSON.stringify([status, headers.get('content-type'), meaning(answer.body)]);
}

async function timed(load, running, slices) {
  const results = new Map([...running.keys()].map((name) => [name, []]));
  for (let slice = -WARM_UP * SLICES; slice < slices; slice++) {
    const inTurn = slice % 2 === 0 ? [...running] : [...running].reverse();
    for (const [name, { server, port }] of inTurn) {
      const before = await ask(server, 'processor');
      const result = await ask(load, { port, milliseconds: MILLISECONDS });
      const processor = (await ask(server, 'processor')) - before;
      if (slice >= 0) results.get(name).push({ ...result, processor: processor / result.count });
    }
  }
  return results;
}

async function ask(process, message) {
  process.send(message);
  const [answer] = await once(process, 'message');
  return answer;
}

function report(results) {
  const ours = results.get(OURS);
  const of = (list, what, share) =>
    quantile(
      list.map((result) => result[what]),
      share,
    );
  const quiet = (list) => of(list, 'processor', QUIET);
  console.log(`Processor: microseconds a request of the server's process, in the quiet slices and in the median one.
Throughput: that of ${OURS} as a multiple of another's, by the processor time in the quiet slices; and as measured,
in the median of the slices (10th to 90th percentile).
`);
  console.log(
    '| server | processor, quiet | median | requests a second | p99, ms | throughput by processor | as measured |',
  );
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  for (const [name, list] of results) {
    const ratios = list.map(({ perSecond }, slice) => ours[slice].perSecond / perSecond);
    const cells = [
      quiet(list).toFixed(1),
      of(list, 'processor', 0.5).toFixed(1),
      of(list, 'perSecond', 0.5).toFixed(0),
      of(list, 'p99', 0.5).toFixed(2),
      (quiet(list) / quiet(ours)).toFixed(2),
      spread(ratios),
    ];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  console.log('\nMicroseconds a request on top of Koa alone (in each third of the run):\n');
  for (const [name, list] of results) {
    if (name === BARE) continue;
    const thirds = [0, 1, 2].map((third) =>
      (quiet(part(list, third)) - quiet(part(results.get(BARE), third))).toFixed(1),
    );
    console.log(`- ${name}: ${(quiet(list) - quiet(results.get(BARE))).toFixed(1)} (${thirds.join(', ')})`);
  }
}

/** Returns a third of the list, in the order of time. */
function part(list, third) {
  return list.slice((list.length * third) / 3, (list.length * (third + 1)) / 3);
}
