// The speed of a server with webhooks on loopback, next to the same app written otherwise. Each server is a process of
// its own, and so are those who call; in every round each server is called in turn, in changing order. What counts is
// the ratio within the same round.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { meaning, quantile, spread } from '../figures.mjs';
import { here, programOf } from '../program.mjs';
import { events } from './events.mjs';
import { servers } from './servers.mjs';

const OURS = 'bxml-jsx/koa';
const WARM_UP = 3;
const MILLISECONDS = 700;

export async function timeWebhooks(rounds) {
  const load = fork(join(here, 'webhooks/load.mjs'));
  const running = new Map();
  for (const [name, server] of Object.entries(servers)) running.set(name, await start(name, server));
  await compareAnswers(running);
  console.log(`\nAnswers of the servers agree once parsed. ${rounds} rounds, Node ${process.version}.\n`);
  const results = await timed(load, running, rounds);
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
  for (const event of events.slice(0, 64)) {
    const answers = await Promise.all([...running.values()].map(({ port }) => answerTo(event, port)));
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

async function timed(load, running, rounds) {
  const results = new Map([...running.keys()].map((name) => [name, []]));
  for (let round = -WARM_UP; round < rounds; round++) {
    const inTurn = round % 2 === 0 ? [...running] : [...running].reverse();
    for (const [name, { server, port }] of inTurn) {
      const before = await ask(server, 'processor');
      const result = await ask(load, { port, milliseconds: MILLISECONDS });
      const processor = (await ask(server, 'processor')) - before;
      if (round >= 0) results.get(name).push({ ...result, processor: processor / result.count });
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
  const median = (list, what, digits) =>
    quantile(
      list.map((result) => result[what]),
      0.5,
    ).toFixed(digits);
  console.log(`Throughput of ${OURS} as a multiple of another's in the same round: median (10th to 90th percentile)\n`);
  console.log(`| server | requests a second | p99, ms | processor, µs a request | throughput of ${OURS} to it |`);
  console.log('|---|--:|--:|--:|--:|');
  for (const [name, list] of results) {
    const ratios = list.map(({ perSecond }, round) => ours[round].perSecond / perSecond);
    console.log(
      `| ${name} | ${median(list, 'perSecond', 0)} | ${median(list, 'p99', 2)} | ${median(list, 'processor', 0)} | ${spread(ratios)} |`,
    );
  }
}
