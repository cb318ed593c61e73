import type { PlatformRequest, Reply, Unanswered } from '../application/application.js';
import type { Simulation } from '../calls/simulation.js';
import type { Address, Credentials } from '../settings/address.js';
import type { NetworkDisruption } from '../settings/disruptions.js';
import { nameOf, type SimulatedEvent } from '../settings/sent-events.js';
import { seconds } from '../time/timeline.js';
import { EventEntry } from './event-entry.js';
import { eventRequest } from './event-request.js';
import { RequestReport } from './request-report.js';
import type { Sender } from './sender.js';

/** A request and its reply. */
export interface Attempt {
  readonly entry: EventEntry;
  /** `isScripted`: the test has scripted the failure. */
  readonly reply: Reply & { readonly isScripted?: boolean };
  /** What this package's webhooks reported about the request. */
  readonly report: RequestReport;
}

/** Sends an event to an address once, with credentials and scripted network failures. */
export async function attempt(sender: Sender, address: Address, event: SimulatedEvent): Promise<Attempt> {
  const { record } = sender;
  const disruption = record.simulation.disruptions.take(nameOf(event), address.url);
  if (disruption === 'afterNext') await nextEvent(sender);
  if (typeof disruption === 'object') await record.pause(disruption.late * 1000);
  const latency = latencyOf(sender, address.url);
  const timeout = sender.callbackTimeout * 1000;
  const isLate = latency > timeout;
  if (latency > 0) await record.pause(isLate ? timeout : latency);
  const entry = new EventEntry(sender, address, event);
  const { clock } = record.simulation;
  const sentAt = clock.now;
  const report = reportOf(sender, address, event, entry);
  if (isLate) record.background(() => arrive(sender, address, event, latency - timeout, report));
  let reply: Attempt['reply'] = NO_REPLY;
  if (disruption === 'refused' && !isLate) reply = scripted('refused', 'connection refused');
  else if (!isLate) {
    const answering = sendAndHold(sender, address, event, report, timeout - latency);
    record.requestStarted(nameOf(event));
    reply = await answering;
    noteReceived(sender, event, reply);
    for (const release of [...record.heldBack]) release();
    if (disruption !== undefined) reply = await disrupted(sender, address, event, disruption, report, reply);
  }
  if ('failure' in reply && reply.failure === 'timeout') {
    // Virtual time has stopped during the request.
    if (!isLate) await record.pause(timeout - latency - (clock.now - sentAt));
    record.simulation.recordCoverage('delivery.timeout');
    reply = { ...unanswered(sender, reply.detail), isScripted: reply.isScripted ?? false };
  }
  record.simulation.routes.note(address.pathname, reply, report.webhooks);
  record.simulation.handlers.note(nameOf(event), report.webhooks);
  entry.close(outcomeOf(reply), reply);
  report.noteLater();
  return { entry, reply, report };
}

/** Formats a request for messages. */
export const requestText = ({ method, url }: Address, event: SimulatedEvent): string =>
  `${nameOf(event)} → ${method} ${url}`;

const reportOf = (sender: Sender, address: Address, event: SimulatedEvent, entry: EventEntry): RequestReport =>
  new RequestReport(sender, entry, requestText(address, event));

const NO_REPLY: Attempt['reply'] = { failure: 'timeout', detail: '' };

/** Formats a reply for the timeline. */
const outcomeOf = (reply: Attempt['reply']): string => ('failure' in reply ? reply.detail : String(reply.status));

/** @param real what happened in real time */
const unanswered = ({ callbackTimeout }: Sender, real: string): Attempt['reply'] => ({
  failure: 'timeout',
  detail: `no response within ${seconds(callbackTimeout * 1000)}${real === '' ? '' : ` (${real})`}`,
});

const scripted = (failure: Unanswered['failure'], detail: string): Attempt['reply'] => ({
  failure,
  detail: `${detail}, as scripted`,
  isScripted: true,
});

/** Returns the reply to a request with a scripted network failure after it. */
async function disrupted(
  sender: Sender,
  address: Address,
  event: SimulatedEvent,
  disruption: NetworkDisruption,
  report: RequestReport,
  reply: Reply,
): Promise<Attempt['reply']> {
  if (disruption === 'twice') {
    const again = new EventEntry(sender, address, event);
    const repeated = reportOf(sender, address, event, again);
    const second = await sendAndHold(sender, address, event, repeated);
    again.close(`${outcomeOf(second)}, delivered again`, second);
    repeated.noteLater();
    repeated.noteUnused(second);
  }
  if (disruption !== 'reset' && disruption !== 'timeout') return reply;
  report.noteUnused(reply);
  return disruption === 'reset' ? scripted('reset', 'connection reset') : scripted('timeout', 'response too late');
}

/** Sends a request that has already timed out: it still reaches the application. */
async function arrive(
  sender: Sender,
  address: Address,
  event: SimulatedEvent,
  milliseconds: number,
  report: RequestReport,
): Promise<void> {
  await sender.record.pause(milliseconds);
  const reply = await sendAndHold(sender, address, event, report);
  noteReceived(sender, event, reply);
  report.noteUnused(reply);
}

/** Records an event that the application has accepted with a 2xx status, even if the response is lost or late. */
function noteReceived({ record }: Sender, event: SimulatedEvent, reply: Reply): void {
  if (!('failure' in reply) && reply.status >= 200 && reply.status < 300) record.noteReceived(event);
}

/** The maximum time for which an event is held back if no other event follows, in milliseconds. */
const MAX_HOLD = 10_000;

/** Resolves when another event of the call has been answered. */
function nextEvent({ record }: Sender): Promise<void> {
  const { clock } = record.simulation;
  return new Promise((resolve) => {
    const release = (): void => {
      clock.cancel(latest);
      record.heldBack.delete(release);
      resolve();
    };
    const latest = clock.after(MAX_HOLD, record, release);
    record.heldBack.add(release);
  });
}

/** Returns milliseconds. */
function latencyOf(sender: Sender, url: string): number {
  const { latency } = sender.simulation.settings;
  return (typeof latency === 'function' ? latency(url) : latency) * 1000;
}

/**
 * Sends a request, and stops virtual time until the reply.
 *
 * @param timeout milliseconds of real time, if the clock is real
 */
function sendAndHold(
  sender: Sender,
  address: Address,
  event: SimulatedEvent,
  observer: RequestReport,
  timeout = Number.POSITIVE_INFINITY,
): Promise<Reply> {
  const { record } = sender;
  const { scheduler, clock } = record.simulation;
  return scheduler.startRequest({ subject: record, description: requestText(address, event) }, () => {
    const reply = sendRequest(sender, address, event, observer);
    return clock.isReal && Number.isFinite(timeout) ? replyWithin(sender, timeout, reply) : reply;
  });
}

/** Returns the reply of a request, or a timeout if it has not come after that many milliseconds. */
function replyWithin({ record }: Sender, timeout: number, reply: Promise<Reply>): Promise<Reply> {
  const { clock } = record.simulation;
  return new Promise((resolve) => {
    const end = clock.after(timeout, record, () => resolve(NO_REPLY));
    reply.then((came) => {
      clock.cancel(end);
      resolve(came);
    });
  });
}

/** Sends a request. Without a promise of its own, for speed. */
function sendRequest(sender: Sender, address: Address, event: SimulatedEvent, observer: RequestReport): Promise<Reply> {
  const { url, origin, method, credentials } = address;
  const { simulation } = sender.record;
  if (origin === undefined) return refused(invalidUrl(sender, url));
  if (!simulation.settings.served.has(origin)) {
    simulation.recordCoverage('delivery.elsewhere');
    const fix = `if it does, pass origin: '${origin}', or alsoServes: ['${origin}'] for a second origin`;
    return refused(`the simulated application does not serve ${origin}; ${fix}`);
  }
  if (method === 'GET') simulation.recordCoverage('delivery.get');
  const request = eventRequest(address, event, observer);
  return credentials === undefined
    ? simulation.application(request)
    : sendWithCredentials(simulation, request, credentials);
}

const refused = (detail: string): Promise<Reply> => Promise.resolve({ failure: 'refused', detail });

/** Sends a request, and sends it again with credentials if the first reply is a challenge. */
async function sendWithCredentials(
  simulation: Simulation,
  request: PlatformRequest,
  credentials: Credentials,
): Promise<Reply> {
  const withCredentials = {
    ...request,
    headers: { ...request.headers, authorization: basic(credentials) },
  };
  if (simulation.settings.credentials === 'at-once') return simulation.application(withCredentials);
  const first = await simulation.application(request);
  if ('failure' in first || first.status !== 401 || !/(?:^|,)\s*basic\b/i.test(first.challenge ?? '')) return first;
  simulation.recordCoverage('delivery.challenge');
  return simulation.application(withCredentials);
}

/** Returns what is wrong with the URL of a request. */
function invalidUrl({ simulation }: Sender, url: string): string {
  if (!URL.canParse(url, simulation.settings.origin)) return 'the URL is invalid';
  simulation.recordCoverage('updateCallBxml.relative');
  return 'the URL is relative, and its document came with updateCallBxml: write an absolute URL';
}

/** Returns the value of an `Authorization` header of HTTP Basic. */
export const basic = ({ username, password }: Credentials): string => {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
};
