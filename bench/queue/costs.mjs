// Processor time of storing an event in Redis: with `put`, with a bare `queue.add` of BullMQ, and with SET. Each is called
// in turn for short slices, 64 at a time. Sends the microseconds per event of each slice.
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { bullmqQueue } from '../../dist/bullmq.js';
import { nextEvent } from './events.mjs';

const [url, slices] = process.argv.slice(2);
const PER_SLICE = 512;
const AT_A_TIME = 64;

const client = new Redis(url, { maxRetriesPerRequest: null, enableAutoPipelining: true });
const bare = new Queue('bare', { connection: client });
const queue = bullmqQueue({ connection: url });

/** An event with a key, as `webhooks` passes it to a queue. */
function entry() {
  const event = nextEvent();
  const key = `${event.eventType}/${event.eventTime}/callId=${event.callId}/recordingId=${event.recordingId}`;
  const receivedAt = Date.now();
  return { key, eventType: event.eventType, group: event.callId, time: receivedAt * 1000, receivedAt, event };
}

const ways = {
  SET: (event) => client.set(`set:${event.key}`, JSON.stringify(event)),
  'queue.add': (event) =>
    bare.add(event.eventType, event, { jobId: `id-${event.receivedAt}-${event.event.recordingId}` }),
  put: (event) => queue.put(event),
};

async function timeSlice(store) {
  const events = Array.from({ length: PER_SLICE }, entry);
  const before = process.cpuUsage();
  const inTurn = async () => {
    for (let event = events.pop(); event !== undefined; event = events.pop()) await store(event);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, inTurn));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / PER_SLICE;
}

const results = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
const WARM_UP = 10;
for (let slice = -WARM_UP; slice < Number(slices); slice++) {
  for (const [name, store] of Object.entries(ways)) {
    const microseconds = await timeSlice(store);
    if (slice >= 0) results[name].push(microseconds);
  }
}
process.send(results, () => process.exit());
