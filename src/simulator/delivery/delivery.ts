import { retries } from '../../events/event-deliveries.js';
import type { Answered } from '../application/application.js';
import type { SimulatedCall } from '../calls/call.js';
import type { SubjectRecord } from '../calls/call-record.js';
import { CallFailure, type Failure, failureOf, isWithoutHandler, noHandler } from '../calls/failure.js';
import { isUnserved } from '../calls/known-routes.js';
import type { FetchedDocument } from '../documents/parsed-verb.js';
import { disconnectEvent } from '../events/call-events.js';
import type { Address } from '../settings/address.js';
import { definitionOf, nameOf, type SimulatedEvent, type TaggedEvent } from '../settings/sent-events.js';
import type { EventEntry } from './event-entry.js';
import { type Attempt, attempt, requestText } from './request-attempt.js';
import { checkResponse } from './response-check.js';
import type { Sender } from './sender.js';

/**
 * Sends a synchronous event. Returns the document in the response; `undefined` for an empty response, if the event allows
 * one.
 *
 * @throws CallFailure if neither URL responds with a valid document
 * @throws CallEnded if the sender ends meanwhile
 */
export async function deliverForDocument(
  sender: Sender,
  address: Address,
  event: TaggedEvent,
): Promise<FetchedDocument | undefined> {
  const { record } = sender;
  const { clock } = record.simulation;
  const sentAt = clock.now;
  // The request continues if the sender ends meanwhile; the call settles after the response.
  record.pending++;
  try {
    const delivery = await withFallback(sender, address, event, () => sender.isOver);
    if (sender.isOver) reportAfterEnd(sender, delivery, event);
    sender.throwIfEnded();
    return documentOf(sender, delivery, event);
  } finally {
    record.pending--;
    sender.requesting += clock.now - sentAt;
  }
}

/**
 * Sends a synchronous event of a sender that continues whatever comes back, even after its own end: a conference. A failed
 * delivery and an invalid document are faults.
 *
 * @returns the document; `undefined` for an empty answer and after a failure
 */
export async function deliverAside(
  sender: Sender,
  address: Address,
  event: TaggedEvent,
): Promise<FetchedDocument | undefined> {
  const { record } = sender;
  record.pending++;
  try {
    const delivery = await withFallback(sender, address, event, () => false);
    try {
      return documentOf(sender, delivery, event);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      const { cause, message, failure } = error;
      if (isFailed(delivery.result) && delivery.result.isReported) return undefined;
      record.fault(sender, failure?.isOfHandler === true ? 'handler-error' : cause, message, failure);
      return undefined;
    }
  } finally {
    record.pending--;
  }
}

function documentOf(sender: Sender, delivery: Delivery, event: TaggedEvent): FetchedDocument | undefined {
  const { record } = sender;
  const { eventType } = event;
  const { address, result } = delivery;
  const { entry, report } = delivery.attempt;
  if (isFailed(result)) {
    record.simulation.recordCoverage(
      sender.survivesFailures ? 'conference.delivery-failed' : 'delivery.callback-error',
    );
    const { detail, failure, isReported } = result;
    throw new CallFailure('callback-error', detail, failure, isReported);
  }
  const checked = checkResponse(sender, address, result, definitionOf(eventType));
  if ('fault' in checked) {
    entry.addFault(checked.fault);
    record.noteProblems(sender, checked.problems);
    record.simulation.recordCoverage(sender.survivesFailures ? 'conference.rejected' : 'delivery.invalid-bxml');
    if (address.fallback !== undefined) record.simulation.recordCoverage('delivery.invalid-no-fallback');
    const reason = report.isPassedOn ? noHandler({ eventType, address, writtenAt: writtenAt(record, address) }) : '';
    const failure = { message: `${entry.url}: ${checked.fault}`, reason, isOfHandler: false };
    record.noteFailure(failure);
    throw new CallFailure('invalid-bxml', failure.message, failure);
  }
  if ('empty' in checked) return undefined;
  entry.add(checked.document.verbs.map(({ name }) => name).join(', ') || 'no verbs');
  const [failure] = report.failures;
  if (failure !== undefined) entry.noteCause('after', failure.error);
  record.noteProblems(sender, checked.problems, report.warnings);
  record.documents.push({
    eventType,
    leg: sender.name,
    url: checked.document.url,
    xml: result.body,
    element: checked.root,
    parsed: checked.document.verbs,
    find: report.find,
    // Events are objects of named fields, whatever their interfaces.
    event: event as object as Readonly<Record<string, unknown>>,
  });
  return checked.document;
}

/** Reports an event that failed after its leg was over, so that the failure is not the cause of the end. */
function reportAfterEnd(sender: Sender, { result }: Delivery, event: SimulatedEvent): void {
  if (!isFailed(result) || result.isReported) return;
  const code = result.failure?.isOfHandler === true ? 'handler-error' : 'lost-event';
  sender.record.fault(sender, code, `${nameOf(event)} failed after the leg was over: ${result.detail}`, result.failure);
}

/** Sends an asynchronous event in the background, without waiting for the response. */
export function deliverInBackground(sender: Sender, address: Address | undefined, event: SimulatedEvent): void {
  const { record } = sender;
  if (address === undefined) {
    record.noteChange(sender, `${nameOf(event)} is not sent: it has no URL`);
    return;
  }
  record.background(async () => {
    const { result, attempt } = await withFallback(sender, address, event, () => false);
    if (attempt.report.isUnhandled && address.source.isExplicit) reportUnhandled(sender, address, event);
    if (!isFailed(result)) return;
    record.simulation.recordCoverage('delivery.async-lost');
    if (result.isReported) return;
    record.fault(sender, 'lost-event', `${nameOf(event)} was lost: ${result.detail}`, result.failure);
  });
}

/** Sends `disconnect` when a call ends. Without an address, it adds a note to the timeline. */
export function reportDisconnect(call: SimulatedCall, address: Address | undefined): void {
  call.onEnd(() => {
    call.simulation.recordCoverage('disconnect.every-end');
    deliverInBackground(call, address, disconnectEvent(call.facts()));
  });
}

/** Reports an event that a document asked for, but that was acknowledged without a handler. */
function reportUnhandled(sender: Sender, address: Address, event: SimulatedEvent): void {
  const eventType = nameOf(event);
  const message = `${requestText(address, event)}: acknowledged, but there is no handler for ${eventType}`;
  const reason = `add a handler for ${eventType} to the webhooks at this URL, or correct ${writtenAt(sender.record, address)}`;
  sender.record.fault(sender, 'no-handler', message, { message, reason, isOfHandler: false });
}

/** A delivery without a successful response. */
interface Failed {
  readonly detail: string;
  /** True if the test has scripted the failure, or strict mode has already reported it. */
  readonly isReported: boolean;
  /** The reason; `undefined` if the test has scripted the failure or allows it. */
  readonly failure: Failure | undefined;
}

/** An event delivered to one address. */
interface Delivery {
  readonly address: Address;
  readonly attempt: Attempt;
  readonly result: Answered | Failed;
}

const isFailed = (result: Delivery['result']): result is Failed => 'detail' in result;

/**
 * Sends an event to an address, and to its fallback if that fails. After a failed connection, asynchronous events are sent
 * again.
 */
async function withFallback(
  sender: Sender,
  address: Address,
  event: SimulatedEvent,
  isLate: () => boolean,
): Promise<Delivery> {
  const { kind } = definitionOf(nameOf(event));
  let last = await attempt(sender, address, event);
  for (let left = retries[kind]; left > 0 && isConnectionFailure(last); left--) {
    sender.simulation.recordCoverage('delivery.async-retry');
    last = await attempt(sender, address, event);
  }
  const result = resultOf(sender, address, event, last);
  if (!isFailed(result) || address.fallback === undefined || isLate()) return { address, attempt: last, result };
  sender.simulation.recordCoverage('delivery.fallback');
  const second = await withFallback(sender, address.fallback, event, isLate);
  if (!isFailed(second.result)) return second;
  const detail = `${result.detail}; ${second.result.detail}`;
  return { ...second, result: { ...second.result, detail, failure: result.failure ?? second.result.failure } };
}

const isConnectionFailure = ({ reply }: Attempt): boolean => 'failure' in reply && reply.failure !== 'timeout';

function resultOf(
  sender: Sender,
  address: Address,
  event: SimulatedEvent,
  { reply, entry, report }: Attempt,
): Delivery['result'] {
  const { record } = sender;
  const request = requestText(address, event);
  const failureFor = (message: string): Failure =>
    failureOf({
      message,
      eventType: nameOf(event),
      address,
      reply,
      failures: report.failures,
      isPassedOn: report.isPassedOn,
      get writtenAt() {
        return writtenAt(record, address);
      },
      get lostPrefix() {
        return record.simulation.routes.lostPrefix(address);
      },
    });
  if ('failure' in reply) {
    const { failure, isScripted = false } = reply;
    const detail = `${request}: ${reply.detail}`;
    if (isScripted) return { detail, isReported: true, failure: undefined };
    const known = failureFor(detail);
    noteFailure(entry, known);
    if (failure === 'refused') record.fault(sender, 'unserved', detail, known);
    else noteIfSync(sender, event, known);
    return {
      detail,
      isReported: failure === 'refused',
      failure: failure === 'refused' ? unlessAllowed(sender, known) : known,
    };
  }
  if (reply.status >= 200 && reply.status < 300) {
    if (report.failures.length > 0)
      record.noteFailure(failureFor(`${request}: status ${reply.status}, by onError or the fallback`));
    return reply;
  }
  record.simulation.recordCoverage('delivery.bad-status');
  const to = reply.location === undefined ? '' : `, to ${reply.location}`;
  const detail = `${request}: status ${reply.status}${to}`;
  const failure = failureFor(detail);
  noteFailure(entry, failure);
  const isMissing = isUnserved(reply.status);
  if (isMissing)
    record.fault(sender, 'unserved', `${detail}: ${unservedText(reply, event, report.isPassedOn)}`, failure);
  else noteIfSync(sender, event, failure);
  return { detail, isReported: isMissing, failure: isMissing ? unlessAllowed(sender, failure) : failure };
}

/** Returns the failure of a request that the application does not serve; `undefined` if the test allows it. */
const unlessAllowed = ({ record }: Sender, failure: Failure): Failure | undefined =>
  record.simulation.settings.allow.has('unserved') ? undefined : failure;

/** Records the failure of a synchronous event. The failure of an asynchronous event becomes a fault instead. */
function noteIfSync(sender: Sender, event: SimulatedEvent, failure: Failure): void {
  if (definitionOf(nameOf(event)).kind === 'sync') sender.record.noteFailure(failure);
}

function noteFailure(entry: EventEntry, failure: Failure): void {
  if (failure.isOfHandler) entry.noteCause('after', failure.cause);
  else if ('cause' in failure) entry.keepCause(failure.cause);
  if (failure.note !== undefined) entry.add(failure.note);
}

const unservedText = (reply: Answered, event: SimulatedEvent, isPassedOn: boolean): string =>
  isWithoutHandler(reply, isPassedOn)
    ? `there is no handler for ${nameOf(event)}`
    : 'the application has no route for it';

/** The maximum number of source locations in a message. */
const MAX_PLACES = 3;

/**
 * Returns the setting of an address, such as `gatherUrl of <Gather> (menu.tsx:12:5)`: the attribute or the option, and the
 * source locations of the elements with that value, if this package's webhooks rendered the document in this process and
 * its elements have source locations.
 */
function writtenAt({ documents }: SubjectRecord, { source: { name, attribute } }: Address): string {
  if (attribute === undefined) return name;
  const { element, name: attributeName, value, base } = attribute;
  for (const { url, find } of documents.toReversed()) {
    const places = url === base ? (find?.(element, attributeName, value) ?? []) : [];
    if (places.length === 0) continue;
    const shown = places.slice(0, MAX_PLACES).map(({ file, line, column }) => `${file}:${line}:${column}`);
    const more = places.length > MAX_PLACES ? ` and ${places.length - MAX_PLACES} more` : '';
    return `${name} (${shown.join(', ')}${more})`;
  }
  return name;
}
