// A worker of the crash test. Its effect is a request to the ledger, which stores the effect and its key at once, as a
// transaction does. One attempt in ten fails, half of them after the effect.
import { bullmqQueue } from '../../dist/bullmq.js';

const [redis, ledger] = process.argv.slice(2);
const queue = bullmqQueue({ connection: redis, attempts: 20, backoff: { delay: 50, max: 500 }, onError: () => {} });

async function handle({ callId, eventTime }, { key, attempt }) {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  if (Math.random() < 0.05) throw new Error('failed before the effect');
  const response = await fetch(ledger, {
    method: 'POST',
    body: JSON.stringify({ key, callId, eventTime, attempt }),
  });
  if (response.status !== 204) throw new Error(`the ledger responded ${response.status}`);
  if (Math.random() < 0.05) throw new Error('failed after the effect');
}

queue.work({ disconnect: handle, recordingAvailable: handle }, { concurrency: 20 });
process.send('ready');
process.once('disconnect', () => process.exit());
