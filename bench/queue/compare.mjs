// Measures queues of asynchronous events: acknowledged events a second and the 99th percentile of the response time,
// without a queue, with one in memory and with Redis; and the processor time of storing an event in Redis. The servers
// are called in turn for short slices of time. The client shares the processors with them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { quantile } from '../figures.mjs';
import { load } from './load.mjs';
import { hasRedis, startRedis } from './redis.mjs';

const MILLISECONDS = 250;
const WARM_UP = 4;
/** The percentile of the slices that counts as quiet. */
const QUIET = 0.05;

export async function timeQueues(rounds) {
  if (!hasRedis) return console.log('\nQueues: skipped, because redis-server is not installed.');
  const stores = [await startRedis('everysec'), await startRedis('always')];
  try {
    const [everysec, always] = stores;
    await reportServers(rounds, {
      'no queue': ['none'],
      'in memory': ['memory'],
      'Redis, appendfsync everysec': ['redis', everysec.url],
      'Redis, appendfsync always': ['redis', always.url],
    });
    await reportCosts(rounds, everysec);
    await reportMemory(everysec);
  } finally {
    await Promise.all(stores.map((store) => store.stop()));
  }
}

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

async function reportServers(rounds, ways) {
  const running = [];
  for (const [name, args] of Object.entries(ways)) {
    const server = fork(file('server.mjs'), args);
    const [port] = await once(server, 'message');
    running.push({ name, server, port, results: [] });
  }
  for (let slice = -WARM_UP; slice < rounds; slice++) {
    for (const { server, port, results } of slice % 2 === 0 ? running : [...running].reverse()) {
      const before = await processorOf(server);
      const result = await load(port, MILLISECONDS);
      const processor = ((await processorOf(server)) - before) / result.count;
      if (slice >= 0) results.push({ ...result, processor });
    }
  }
  console.log(`\nAcknowledged events, 64 at a time, ${rounds} slices of ${MILLISECONDS} ms.\n`);
  console.log('| queue | events a second, median | best | p99, ms, median | processor, µs an event |');
  console.log('|---|--:|--:|--:|--:|');
  for (const { name, server, results } of running) {
    const of = (what, share) =>
      quantile(
        results.map((result) => result[what]),
        share,
      );
    const rates = [of('perSecond', 0.5), of('perSecond', 1 - QUIET)].map((rate) => rate.toFixed(0));
    console.log(
      `| ${name} | ${rates.join(' | ')} | ${of('p99', 0.5).toFixed(1)} | ${of('processor', QUIET).toFixed(0)} |`,
    );
    server.disconnect();
  }
}

async function processorOf(server) {
  server.send('processor');
  const [microseconds] = await once(server, 'message');
  return microseconds;
}

async function reportCosts(rounds, { url }) {
  const [results] = await once(fork(file('costs.mjs'), [url, String(rounds * 4)]), 'message');
  const quiet = Object.fromEntries(Object.entries(results).map(([name, list]) => [name, quantile(list, QUIET)]));
  console.log('\nProcessor time of storing an event in Redis, in the quiet slices.\n');
  console.log('| call | µs an event | multiple of queue.add |\n|---|--:|--:|');
  for (const [name, microseconds] of Object.entries(quiet)) {
    console.log(`| ${name} | ${microseconds.toFixed(0)} | ${(microseconds / quiet['queue.add']).toFixed(2)} |`);
  }
}

/** Prints the memory that a waiting event needs in Redis. */
async function reportMemory({ client }) {
  const jobs = Number((await client.call('LLEN', '{bxml}:events:wait')) ?? 0);
  const sample = await client.call('LRANGE', '{bxml}:events:wait', 0, 99);
  const sizes = await Promise.all(sample.map((id) => client.call('MEMORY', 'USAGE', `{bxml}:events:${id}`)));
  const mean = sizes.reduce((sum, size) => sum + Number(size), 0) / sizes.length;
  console.log(
    `\nA waiting event needs ${mean.toFixed(0)} bytes in Redis, without its places in lists (${jobs} events).`,
  );
}
