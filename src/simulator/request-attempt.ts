import type { WebhookEvent } from '../events/webhook-event.js';
import type { Address, Credentials } from './address.js';
import type { PlatformRequest, Reply } from './application/application.js';
import type { Leg } from './leg.js';
import { seconds } from './timeline.js';

/** The entry of an event in the timeline while its outcome is open. */
export interface OpenEvent {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  outcome: string;
  document?: string;
}

/** A request and what came of it. */
export interface Attempt {
  readonly entry: OpenEvent;
  readonly reply: Reply & { readonly scripted?: boolean };
}

/** Makes one request for an event, credentials and scripted trouble included. */
export async function attempt(leg: Leg, address: Address, event: WebhookEvent): Promise<Attempt> {
  const { call } = leg;
  const { board } = call;
  const disruption = board.disruptions.take(event.eventType, address.url);
  if (disruption === 'afterNext') await nextEvent(leg);
  const delay = latencyOf(leg, address.url) + (typeof disruption === 'object' ? disruption.late * 1000 : 0);
  if (delay > 0) await call.pause(delay);
  board.execute(`event:${event.eventType}`);
  const entry: OpenEvent = call.note(leg, {
    kind: 'event',
    eventType: event.eventType,
    method: address.method,
    url: address.url,
    // Events are objects of named fields, whatever their interfaces.
    event: event as object as Readonly<Record<string, unknown>>,
    outcome: '',
  });
  if (disruption === 'refused') return { entry, reply: { failure: 'refused', detail: 'scripted', scripted: true } };
  const answering = board.conductor.exchange(exchange(leg, address, event));
  call.requestStarted(event.eventType);
  const reply = await answering;
  releaseHeldBack(leg);
  if (disruption === 'twice') await board.conductor.exchange(exchange(leg, address, event));
  if (disruption === 'reset') return { entry, reply: { failure: 'reset', detail: 'scripted', scripted: true } };
  const scripted = disruption === 'timeout';
  if (scripted || ('failure' in reply && reply.failure === 'timeout')) {
    await call.pause(leg.callbackTimeout * 1000);
    board.follow('delivery.timeout');
    const detail = `no answer within ${seconds(leg.callbackTimeout * 1000)}`;
    return { entry, reply: { failure: 'timeout', detail, scripted } };
  }
  if (!('failure' in reply) && reply.body !== '') entry.document = reply.body;
  return { entry, reply };
}

/** The most that an event is held back when no other follows, in milliseconds. */
const HELD_BACK = 10_000;

/** Resolves when another event of the call has been answered. */
function nextEvent({ call }: Leg): Promise<void> {
  return new Promise((resolve) => {
    call.heldBack.push(resolve);
    call.board.clock.after(HELD_BACK, () => {
      const index = call.heldBack.indexOf(resolve);
      if (index >= 0) call.heldBack.splice(index, 1);
      resolve();
    });
  });
}

function releaseHeldBack({ call }: Leg): void {
  for (const release of call.heldBack.splice(0)) release();
}

function latencyOf(leg: Leg, url: string): number {
  const { latency } = leg.call.board.settings;
  return (typeof latency === 'function' ? latency(url) : latency) * 1000;
}

/** One request, or two where the first is answered with the challenge. */
async function exchange(leg: Leg, { url, method, credentials }: Address, event: WebhookEvent): Promise<Reply> {
  const { board } = leg.call;
  const origin = URL.canParse(url) ? new URL(url).origin : url;
  if (!board.settings.served.has(origin)) {
    board.follow('delivery.elsewhere');
    return { failure: 'refused', detail: `the simulated application does not serve ${origin}` };
  }
  if (method === 'GET') board.follow('delivery.get');
  const request: PlatformRequest =
    method === 'POST'
      ? { method, url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) }
      : { method, url: urlWith(url, event), headers: {}, body: undefined };
  if (credentials === undefined) return board.application(request);
  const withCredentials = {
    ...request,
    headers: { ...request.headers, authorization: basic(credentials) },
  };
  if (board.settings.credentials === 'at-once') return board.application(withCredentials);
  const first = await board.application(request);
  if ('failure' in first || first.status !== 401 || !/^basic\b/i.test(first.challenge ?? '')) return first;
  board.follow('delivery.challenge');
  return board.application(withCredentials);
}

const basic = ({ username, password }: Credentials): string => {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
};

/** The event in the query of its address. */
function urlWith(url: string, event: object): string {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined || value === null) continue;
    whole.searchParams.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return whole.href;
}
