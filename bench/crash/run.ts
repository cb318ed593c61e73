// Kills processes while events are stored and handled, and checks that nothing acknowledged is lost.
//   npm run bench:crash              five rounds
//   npm run bench:crash 50           fifty
//   npm run bench:crash 5 redis      kills Redis too, which writes each command to disk (appendfsync always)
//   npm run bench:crash 5 everysec   the same with appendfsync everysec, with which events can be lost
// Two web processes and two workers, one Redis; a thousand events of 200 calls; a SIGKILL every half second.
import { setTimeout as wait } from 'node:timers/promises';
import { bullmqQueue } from '../../src/bullmq/index.js';
import { hasRedis, RedisServer } from '../../test/queue/redis-server.js';
import { Ledger } from './ledger.js';
import { RestartedProcess } from './processes.js';
import { type SentEvent, sendAll } from './sender.js';

/** Milliseconds between two kills. */
const INTERVAL = 500;
/** Milliseconds in which all acknowledged events are handled once no more processes are killed. */
const PATIENCE = 120_000;

/** What one round found. */
interface RoundResult {
  readonly acknowledged: number;
  readonly unacknowledged: number;
  readonly kills: number;
  readonly lost: number;
  readonly repeats: number;
  readonly outOfOrder: number;
  readonly dead: number;
  readonly seconds: number;
}

const [rounds = 5, mode = 'processes'] = [Number(process.argv[2] ?? 5), process.argv[3]];

async function runRound(round: number): Promise<RoundResult> {
  const fsync = mode === 'everysec' ? ['--appendfsync', 'everysec'] : [];
  const redis = await RedisServer.start(...fsync);
  const ledger = await Ledger.start();
  const ports = [redis.port + 1, redis.port + 2];
  const processes = [
    ...ports.map((port) => new RestartedProcess('web.mjs', redis.url, String(port))),
    ...[1, 2].map(() => new RestartedProcess('worker.mjs', redis.url, ledger.url)),
  ];
  const queue = bullmqQueue({ connection: redis.url, onError: () => {} });
  const begun = performance.now();
  try {
    await Promise.all(processes.map((each) => each.start()));
    const killer = new Killer(processes, mode === 'processes' ? undefined : redis);
    const sent = await sendAll(ports, round);
    await killer.stop();
    await until(() => lostOf(sent, ledger).length === 0);
    return {
      ...count(sent, ledger),
      kills: killer.kills,
      dead: (await queue.figures()).dead,
      seconds: Math.round((performance.now() - begun) / 1000),
    };
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
    await queue.close({ timeout: 1000 });
    ledger.close();
    await redis.stop();
  }
}

/** Kills one of several processes, again and again. */
class Killer {
  kills = 0;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(processes: readonly RestartedProcess[], redis: RedisServer | undefined) {
    this.#running = this.#run(processes, redis);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(processes: readonly RestartedProcess[], redis: RedisServer | undefined): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await wait(INTERVAL, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      this.kills++;
      const index = Math.floor(Math.random() * (processes.length + (redis === undefined ? 0 : 1)));
      const victim = processes[index];
      if (victim !== undefined) victim.kill();
      else await redis?.kill().then(() => redis.run());
    }
  }
}

const lostOf = (sent: readonly SentEvent[], { effects }: Ledger): readonly SentEvent[] =>
  sent.filter(({ key, isAcknowledged }) => isAcknowledged && !effects.has(key));

function count(sent: readonly SentEvent[], ledger: Ledger) {
  const acknowledged = sent.filter(({ isAcknowledged }) => isAcknowledged);
  return {
    acknowledged: acknowledged.length,
    unacknowledged: sent.length - acknowledged.length,
    lost: lostOf(sent, ledger).length,
    repeats: ledger.repeats,
    outOfOrder: outOfOrder(acknowledged, ledger),
  };
}

/** Returns the number of acknowledged events whose effect came after that of a later event of their call. */
function outOfOrder(acknowledged: readonly SentEvent[], ledger: Ledger): number {
  const known = new Set(acknowledged.map(({ callId, eventTime }) => `${callId} ${eventTime}`));
  const calls = new Set(acknowledged.map(({ callId }) => callId));
  return [...calls].flatMap((callId) => {
    const times = ledger.timesOf(callId).filter((time) => known.has(`${callId} ${time}`));
    return times.filter((time, index) => index > 0 && time < (times[index - 1] ?? ''));
  }).length;
}

/** Resolves once a condition holds, or the time is over. */
async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!condition() && performance.now() < end) await wait(50);
}

async function main(): Promise<void> {
  if (!hasRedis) return console.log('# skipped: the crash test, because redis-server is not installed');
  const results: RoundResult[] = [];
  for (let round = 1; round <= rounds; round++) {
    const result = await runRound(round);
    results.push(result);
    console.log(`round ${round}: ${describe(result)}`);
  }
  const total = (field: keyof RoundResult): number => results.reduce((sum, result) => sum + result[field], 0);
  const fields = ['acknowledged', 'unacknowledged', 'kills', 'lost', 'repeats', 'outOfOrder', 'dead'] as const;
  console.log(`all ${rounds}: ${fields.map((field) => `${field} ${total(field)}`).join(', ')}`);
  const mayLose = mode === 'everysec';
  if (!mayLose && total('lost') + total('outOfOrder') + total('dead') > 0) process.exitCode = 1;
}

const describe = (result: RoundResult): string =>
  Object.entries(result)
    .map(([field, value]) => `${field} ${value}`)
    .join(', ');

await main();
