// The contract of a queue, on BullMQ with Redis.
import { bullmqQueue } from 'bxml-jsx/bullmq';
import { suite } from 'uvu';
import { testClosing } from './closing-contract.js';
import { testContract } from './contract.js';
import { testOrder } from './order-contract.js';
import { hasRedis, RedisServer, redisSuite } from './redis-server.js';

if (hasRedis) {
  let starting: Promise<RedisServer> | undefined;
  let queues = 0;
  const make = async (options: object) => {
    starting ??= RedisServer.start();
    return bullmqQueue({ connection: (await starting).url, name: `events-${++queues}`, ...options });
  };
  testContract({ name: 'BullMQ on Redis', make });
  testClosing({ name: 'BullMQ on Redis', make });
  testOrder({ name: 'BullMQ on Redis', make });
  const end = suite('end');
  end('stops Redis', async () => (await starting)?.stop());
  end.run();
} else {
  redisSuite('contract: BullMQ on Redis', () => {});
}
