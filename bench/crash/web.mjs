// A web process of the crash test: acknowledges events once they are in Redis.
import { createServer } from 'node:http';
import { bullmqQueue } from '../../dist/bullmq.js';
import { webhooks } from '../../dist/node.js';

const [redis, port] = process.argv.slice(2);
const queue = bullmqQueue({ connection: redis, onError: () => {} });
const listener = webhooks(
  { disconnect: () => {}, recordingAvailable: () => {} },
  { queue, timeout: 10_000, onError: () => {} },
);
createServer(listener).listen(Number(port), '127.0.0.1', () => process.send('ready'));
process.once('disconnect', () => process.exit());
