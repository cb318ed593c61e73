import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** An event that was sent. */
export interface SentEvent {
  readonly callId: string;
  readonly eventTime: string;
  readonly key: string;
  /** True if an acknowledgement was received. */
  readonly isAcknowledged: boolean;
}

const CALLS = 200;
const EVENTS_PER_CALL = 5;
/** Milliseconds between two events of a call, at most. */
const PAUSE = 3000;
/** Milliseconds to wait for a web process. */
const CONNECT_TIMEOUT = 5000;

/**
 * Sends the events of all calls, as Bandwidth does: those of one call one after the other, and an event a second time
 * only after a broken connection.
 */
export async function sendAll(ports: readonly number[], round: number): Promise<readonly SentEvent[]> {
  const calls = Array.from({ length: CALLS }, (_, call) => sendCall(ports, `c-${round}-${call}`));
  return (await Promise.all(calls)).flat();
}

async function sendCall(ports: readonly number[], callId: string): Promise<readonly SentEvent[]> {
  const sent: SentEvent[] = [];
  await wait(Math.random() * 3000);
  for (let index = 0; index < EVENTS_PER_CALL; index++) {
    const eventTime = new Date(Date.UTC(2026, 10, 24) + index * 1000).toISOString();
    const isLast = index === EVENTS_PER_CALL - 1;
    const event = isLast ? disconnect(callId, eventTime) : recording(callId, eventTime, index);
    const body = JSON.stringify(event);
    const isAcknowledged = (await post(ports, body)) || (await post(ports, body));
    const id = isLast ? '' : `/recordingId=r-${index}`;
    sent.push({ callId, eventTime, key: `${event.eventType}/${eventTime}/callId=${callId}${id}`, isAcknowledged });
    await wait(Math.random() * PAUSE);
  }
  return sent;
}

/**
 * Resolves to true if the event was acknowledged, to false if the connection broke. As a load balancer does, it looks
 * for a web process that accepts connections, for a limited time.
 */
async function post(ports: readonly number[], body: string): Promise<boolean> {
  const end = performance.now() + CONNECT_TIMEOUT;
  let index = Math.floor(Math.random() * ports.length);
  while (performance.now() < end) {
    const result = await postTo(ports[index++ % ports.length] ?? 0, body);
    if (result !== 'refused') return result;
    await wait(20);
  }
  return false;
}

function postTo(port: number, body: string): Promise<boolean | 'refused'> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sending = request({ host: '127.0.0.1', port, method: 'POST', headers, agent: false }, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode < 500 && statusCode !== 201) reject(new Error(`a web process responded ${statusCode}`));
      response.resume().once('close', () => resolve(statusCode === 201));
    });
    sending.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED' ? 'refused' : false));
    sending.end(body);
  });
}

const party = { from: '+15551230001', to: '+15551230002', direction: 'inbound', accountId: '920012' };

const disconnect = (callId: string, eventTime: string) => ({
  eventType: 'disconnect',
  eventTime,
  callId,
  ...party,
  callUrl: `https://voice.example/${callId}`,
  startTime: eventTime,
  endTime: eventTime,
  cause: 'hangup',
});

const recording = (callId: string, eventTime: string, index: number) => ({
  eventType: 'recordingAvailable',
  eventTime,
  callId,
  ...party,
  recordingId: `r-${index}`,
  startTime: eventTime,
  endTime: eventTime,
  duration: 'PT13.67S',
  channels: 1,
  fileFormat: 'wav',
  callUrl: `https://voice.example/${callId}`,
  mediaUrl: `https://voice.example/${callId}/r-${index}/media`,
  status: 'complete',
});
