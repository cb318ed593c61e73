// The contract of a queue, on BullMQ with a Redis Cluster of one node: commands whose keys are in several slots fail.
import { bullmqQueue } from 'bxml-jsx/bullmq';
import { Cluster } from 'ioredis';
import { suite } from 'uvu';
import { testClosing } from './closing-contract.js';
import { testContract } from './contract.js';
import { testOrder } from './order-contract.js';
import { hasRedis, RedisServer, redisSuite } from './redis-server.js';

/** Starts a node that has all slots. */
async function startCluster(): Promise<RedisServer> {
  const server = await RedisServer.start('--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1');
  await server.client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  while (!/cluster_state:ok/.test(String(await server.client.call('CLUSTER', 'INFO')))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return server;
}

if (hasRedis) {
  let starting: Promise<RedisServer> | undefined;
  let client: Cluster | undefined;
  let queues = 0;
  const make = async (options: object) => {
    starting ??= startCluster();
    const { port } = await starting;
    client ??= new Cluster([{ host: '127.0.0.1', port }], { redisOptions: { maxRetriesPerRequest: null } });
    return bullmqQueue({ client, name: `events-${++queues}`, ...options });
  };
  testContract({ name: 'BullMQ on a Redis Cluster', make });
  testClosing({ name: 'BullMQ on a Redis Cluster', make });
  testOrder({ name: 'BullMQ on a Redis Cluster', make });
  const end = suite('end');
  end('stops Redis', async () => {
    client?.disconnect();
    await (await starting)?.stop();
  });
  end.run();
} else {
  redisSuite('contract: BullMQ on a Redis Cluster', () => {});
}
