// A server that acknowledges events: at once, or once they are stored in memory or in Redis.
import { createServer } from 'node:http';
import { bullmqQueue } from '../../dist/bullmq.js';
import { webhooks } from '../../dist/node.js';
import { memoryQueue } from '../../dist/queue.js';

const [store, url] = process.argv.slice(2);
const queue = { memory: () => memoryQueue(), redis: () => bullmqQueue({ connection: url }) }[store]?.();
const handlers = { recordingAvailable: () => {} };
if (store === 'memory') queue.work(handlers);
const server = createServer(webhooks(handlers, queue === undefined ? {} : { queue }));
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send(user + system);
});
process.once('disconnect', () => process.exit());
