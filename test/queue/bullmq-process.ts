// A process with a worker, for tests that kill it. Started with the options of the queue and what handlers do.
import { type BullmqQueueOptions, bullmqQueue } from 'bxml-jsx/bullmq';
import { Redis } from 'ioredis';

/** What a process does. */
export interface ProcessPlan {
  readonly options: BullmqQueueOptions & { readonly connection: string };
  /** `hang`: handlers never finish. `record`: they append the event to the list `handled`; one attempt in five fails. */
  readonly handler: 'hang' | 'record';
}

const { options, handler } = JSON.parse(process.argv[2] ?? '') as ProcessPlan;
const redis = new Redis(options.connection);
const queue = bullmqQueue({ ...options, onError: () => {} });

async function record(key: string, attempt: number): Promise<void> {
  await redis.rpush('handled', `begin ${key}`);
  const fails = attempt === 1 && Number.parseInt(key.slice(-1), 36) % 5 === 0;
  await redis.rpush('handled', `${fails ? 'fail' : 'done'} ${key}`);
  if (fails) throw new Error('one in five');
}

queue.work(
  {
    disconnect: (_event, { key, attempt }) => {
      process.send?.({ key, attempt });
      return handler === 'hang' ? new Promise(() => {}) : record(key, attempt);
    },
  },
  { concurrency: 5 },
);
process.on('disconnect', () => process.exit());
// Any message closes the queue. The process then ends by itself.
process.once('message', async () => {
  process.send?.({ left: await queue.close({ timeout: 100 }) });
  redis.disconnect();
  process.removeAllListeners('disconnect');
  process.disconnect();
});
process.send?.('ready');
