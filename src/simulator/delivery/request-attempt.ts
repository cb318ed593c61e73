import { type PlatformRequest, type Reply, told, type Unanswered } from '../application/application.js';
import type { Leg } from '../calls/leg.js';
import { type Address, type Credentials, parsedUrl } from '../settings/address.js';
import type { Disruption } from '../settings/disruptions.js';
import type { SimulatedEvent } from '../settings/sent-events.js';
import { seconds } from '../time/timeline.js';
import { RequestReport } from './request-report.js';

/** The entry of an event in the timeline while its outcome is open. */
export interface OpenEvent {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  outcome: string;
  document?: string;
  cause?: unknown;
}

/** Adds what the application failed with to the entry of an event; the first cause stays. */
export function noteCause(entry: OpenEvent, relation: 'after' | 'then', error: unknown): void {
  entry.outcome += `, ${relation} ${told(error)}`;
  if (!('cause' in entry)) entry.cause = error;
}

/** A request and what came of it. */
export interface Attempt {
  readonly entry: OpenEvent;
  /** `isScripted`: nothing came of it because the test had it so. */
  readonly reply: Reply & { readonly isScripted?: boolean };
  /** What our own webhooks reported of it. */
  readonly report: RequestReport;
}

/** Makes one request for an event, credentials and scripted trouble included. */
export async function attempt(leg: Leg, address: Address, event: SimulatedEvent): Promise<Attempt> {
  const { call } = leg;
  const disruption = call.board.disruptions.take(event.eventType, address.url);
  if (disruption === 'afterNext') await nextEvent(leg);
  if (typeof disruption === 'object') await call.pause(disruption.late * 1000);
  const latency = latencyOf(leg, address.url);
  const timeout = leg.callbackTimeout * 1000;
  const isLate = latency > timeout;
  if (latency > 0) await call.pause(isLate ? timeout : latency);
  const entry = noted(leg, address, event);
  const report = reportOf(leg, address, event, entry);
  if (isLate) call.background(() => arrive(leg, address, event, latency - timeout, report));
  let reply: Attempt['reply'] = isLate ? NO_REPLY : await replyTo(leg, address, event, disruption, report);
  if ('failure' in reply && reply.failure === 'timeout') {
    if (!isLate) await call.pause(timeout - latency);
    call.board.follow('delivery.timeout');
    reply = { ...unanswered(leg, reply.detail), isScripted: reply.isScripted ?? false };
  }
  call.board.routes.note(address.url, reply, report.webhooks);
  entry.outcome = outcomeOf(reply);
  if (!('failure' in reply) && reply.body !== '') entry.document = reply.body;
  report.noteLater();
  return { entry, reply, report };
}

/** Returns the request as messages have it. */
export const requestText = ({ method, url }: Address, { eventType }: SimulatedEvent): string =>
  `${eventType} → ${method} ${url}`;

const reportOf = (leg: Leg, address: Address, event: SimulatedEvent, entry: OpenEvent): RequestReport =>
  new RequestReport(leg, entry, requestText(address, event));

const NO_REPLY: Attempt['reply'] = { failure: 'timeout', detail: '' };

/** The words for a reply in the timeline. */
const outcomeOf = (reply: Attempt['reply']): string => ('failure' in reply ? reply.detail : String(reply.status));

/** @param real what became of it in real time. */
const unanswered = ({ callbackTimeout }: Leg, real: string): Attempt['reply'] => ({
  failure: 'timeout',
  detail: `no answer within ${seconds(callbackTimeout * 1000)}${real === '' ? '' : ` (${real})`}`,
});

const scripted = (failure: Unanswered['failure'], detail: string): Attempt['reply'] => ({
  failure,
  detail: `${detail}, as scripted`,
  isScripted: true,
});

function noted({ call, name }: Leg, { method, url }: Address, event: SimulatedEvent): OpenEvent {
  const { eventType } = event;
  call.board.execute(`event:${eventType}`);
  // Events are objects of named fields, whatever their interfaces.
  const fields = event as object as Readonly<Record<string, unknown>>;
  return call.timeline.add(name, { kind: 'event', eventType, method, url, event: fields, outcome: '' });
}

/** What the application answers, or what the test makes of that. */
async function replyTo(
  leg: Leg,
  address: Address,
  event: SimulatedEvent,
  disruption: Disruption | undefined,
  report: RequestReport,
): Promise<Attempt['reply']> {
  const { call } = leg;
  if (disruption === 'refused') return scripted('refused', 'connection refused');
  const answering = exchange(leg, address, event, report);
  call.requestStarted(event.eventType);
  const reply = await answering;
  noteReceived(leg, event, reply);
  for (const release of [...call.heldBack]) release();
  if (disruption === 'twice') {
    const again = noted(leg, address, event);
    const repeated = reportOf(leg, address, event, again);
    const second = await exchange(leg, address, event, repeated);
    again.outcome = `${outcomeOf(second)}, delivered again`;
    repeated.noteLater();
    repeated.noteUnused(second);
  }
  if (disruption !== 'reset' && disruption !== 'timeout') return reply;
  report.noteUnused(reply);
  return disruption === 'reset' ? scripted('reset', 'connection reset') : scripted('timeout', 'answered too late');
}

/** A request that takes longer than the platform waits reaches the application all the same. */
async function arrive(
  leg: Leg,
  address: Address,
  event: SimulatedEvent,
  milliseconds: number,
  report: RequestReport,
): Promise<void> {
  await leg.call.pause(milliseconds);
  const reply = await exchange(leg, address, event, report);
  noteReceived(leg, event, reply);
  report.noteUnused(reply);
}

/** An event counts as received if the application accepts it, even if the answer is lost or late. */
function noteReceived({ call }: Leg, event: SimulatedEvent, reply: Reply): void {
  if (!('failure' in reply) && reply.status >= 200 && reply.status < 300) call.noteReceived(event);
}

/** The most that an event is held back when no other follows, in milliseconds. */
const HELD_BACK = 10_000;

/** Resolves when another event of the call has been answered. */
function nextEvent({ call }: Leg): Promise<void> {
  const { clock } = call.board;
  return new Promise((resolve) => {
    const release = (): void => {
      clock.cancel(latest);
      call.heldBack.delete(release);
      resolve();
    };
    const latest = clock.after(HELD_BACK, call, release);
    call.heldBack.add(release);
  });
}

/** Milliseconds. */
function latencyOf(leg: Leg, url: string): number {
  const { latency } = leg.call.board.settings;
  return (typeof latency === 'function' ? latency(url) : latency) * 1000;
}

/** Makes a request, and holds the time until it is answered. */
function exchange(leg: Leg, address: Address, event: SimulatedEvent, observer: RequestReport): Promise<Reply> {
  const { call } = leg;
  const answering = sendRequest(leg, address, event, observer);
  return call.board.conductor.exchange({ call, request: requestText(address, event) }, answering);
}

/** One request, or two where the first is answered with the challenge. */
async function sendRequest(
  leg: Leg,
  { url, method, credentials }: Address,
  event: SimulatedEvent,
  observer: RequestReport,
): Promise<Reply> {
  const { board } = leg.call;
  const origin = parsedUrl(url)?.origin;
  if (origin === undefined) return { failure: 'refused', detail: 'that is no URL' };
  if (!board.settings.served.has(origin)) {
    board.follow('delivery.elsewhere');
    const fix = `if it is served there, pass origin: '${origin}', or alsoServes: ['${origin}'] for a second origin`;
    return { failure: 'refused', detail: `the simulated application does not serve ${origin}; ${fix}` };
  }
  if (method === 'GET') board.follow('delivery.get');
  const request: PlatformRequest =
    method === 'POST'
      ? { method, url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event), observer }
      : { method, url: urlWith(url, event), headers: {}, body: undefined, observer };
  if (credentials === undefined) return board.application(request);
  const withCredentials = {
    ...request,
    headers: { ...request.headers, authorization: basic(credentials) },
  };
  if (board.settings.credentials === 'at-once') return board.application(withCredentials);
  const first = await board.application(request);
  if ('failure' in first || first.status !== 401 || !/(?:^|,)\s*basic\b/i.test(first.challenge ?? '')) return first;
  board.follow('delivery.challenge');
  return board.application(withCredentials);
}

const basic = ({ username, password }: Credentials): string => {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
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
