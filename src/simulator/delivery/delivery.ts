import { webhookEventDefinitions } from '../../events/event-definitions.js';
import { retries } from '../../events/event-deliveries.js';
import type { EventType } from '../../events/webhook-event.js';
import type { Answered } from '../application/application.js';
import type { SimulatedCall } from '../calls/call.js';
import type { SubjectRecord } from '../calls/call-record.js';
import { CallFailure, type Failure, failureOf, isWithoutHandler, noHandler } from '../calls/failure.js';
import { isUnserved } from '../calls/known-routes.js';
import { disconnectEvent } from '../events/call-events.js';
import type { Address } from '../settings/address.js';
import type { SimulatedEvent } from '../settings/sent-events.js';
import type { EventEntry } from './event-entry.js';
import { type Attempt, attempt, requestText } from './request-attempt.js';
import { checkResponse, type FetchedDocument } from './response-check.js';
import type { Sender } from './sender.js';

/**
 * Sends a synchronous event. Returns the document that comes back; `undefined` for an empty answer, if that is allowed.
 *
 * @throws CallFailure if neither address answers with a document that can be used
 * @throws CallEnded if the sender ends meanwhile
 */
export async function deliverForDocument(
  sender: Sender,
  address: Address,
  event: SimulatedEvent,
): Promise<FetchedDocument | undefined> {
  const { record } = sender;
  const { clock } = record.simulation;
  const sentAt = clock.now;
  // Goes on when the sender ends meanwhile, so that the call has not come to rest before it is answered.
  record.pending++;
  try {
    const tried = await withFallback(sender, address, event, () => sender.isOver);
    if (sender.isOver) reportUnheard(sender, tried, event);
    sender.throwIfEnded();
    return documentOf(sender, tried, event.eventType);
  } finally {
    record.pending--;
    sender.requesting += clock.now - sentAt;
  }
}

function documentOf(sender: Sender, tried: Tried, eventType: EventType): FetchedDocument | undefined {
  const { record } = sender;
  const { entry, report } = tried.attempt;
  if (isFailed(tried.result)) {
    record.simulation.recordCoverage('delivery.callback-error');
    throw new CallFailure('callback-error', tried.result.detail, tried.result.failure);
  }
  const checked = checkResponse(sender, tried.address, tried.result, webhookEventDefinitions[eventType]);
  if ('fault' in checked) {
    entry.add(checked.fault);
    record.found(sender, checked.problems);
    record.simulation.recordCoverage('delivery.invalid-bxml');
    if (tried.address.fallback !== undefined) record.simulation.recordCoverage('delivery.invalid-no-fallback');
    const { address } = tried;
    const reason = report.isPassedOn ? noHandler({ eventType, address, writtenAt: writtenAt(record, address) }) : '';
    const failure = { message: `${entry.url}: ${checked.fault}`, reason, isOfHandler: false };
    record.failed(failure);
    throw new CallFailure('invalid-bxml', failure.message, failure);
  }
  if ('empty' in checked) return undefined;
  entry.add(checked.document.verbs.map(({ name }) => name).join(', ') || 'no verbs');
  const [instead] = report.failures;
  if (instead !== undefined) entry.noteCause('after', instead.error);
  record.found(sender, checked.problems, report.warnings);
  record.documents.push({
    eventType,
    leg: sender.name,
    url: checked.document.url,
    xml: tried.result.body,
    element: checked.root,
    parsed: checked.document.verbs,
    find: report.find,
  });
  return checked.document;
}

/** Reports an event that failed when its leg was over: no cause of an end has to do with it. */
function reportUnheard(sender: Sender, { result }: Tried, { eventType }: SimulatedEvent): void {
  if (!isFailed(result) || result.isAccountedFor) return;
  const code = result.failure?.isOfHandler === true ? 'handler-error' : 'lost-event';
  sender.record.fault(sender, code, `${eventType} failed when the leg was over: ${result.detail}`, result.failure);
}

/** Sends an asynchronous event in the background: its answer is not waited for. */
export function deliverInBackground(sender: Sender, address: Address | undefined, event: SimulatedEvent): void {
  const { record } = sender;
  if (address === undefined) {
    record.noteChange(sender, `${event.eventType} has no address to go to`);
    return;
  }
  record.background(async () => {
    const { result, attempt } = await withFallback(sender, address, event, () => false);
    if (attempt.report.isUnhandled && address.source.isExplicit) reportUnhandled(sender, address, event);
    if (!isFailed(result)) return;
    record.simulation.recordCoverage('delivery.async-lost');
    if (result.isAccountedFor) return;
    record.fault(sender, 'lost-event', `${event.eventType} was lost: ${result.detail}`, result.failure);
  });
}

/** Has the end of a call reported to an address; if there is none, the timeline says so. */
export function reportDisconnect(call: SimulatedCall, address: Address | undefined): void {
  call.onEnd(() => {
    call.simulation.recordCoverage('disconnect.every-end');
    deliverInBackground(call, address, disconnectEvent(call.facts()));
  });
}

/** Reports an event that a document asked for, and that was acknowledged but not handled. */
function reportUnhandled(sender: Sender, address: Address, event: SimulatedEvent): void {
  const { eventType } = event;
  const message = `${requestText(address, event)}: acknowledged, but there is no handler of ${eventType}`;
  const reason = `add ${eventType} to the webhooks that serve it, or correct ${writtenAt(sender.record, address)}`;
  sender.record.fault(sender, 'no-handler', message, { message, reason, isOfHandler: false });
}

/** An address that gave no good answer. */
interface Failed {
  readonly detail: string;
  /** The test had it so, or strict mode has complained of it already. */
  readonly isAccountedFor: boolean;
  /** What is known of why; `undefined` if the test had it so, or allows it. */
  readonly failure: Failure | undefined;
}

interface Tried {
  readonly address: Address;
  readonly attempt: Attempt;
  readonly result: Answered | Failed;
}

const isFailed = (result: Tried['result']): result is Failed => 'detail' in result;

async function withFallback(
  sender: Sender,
  address: Address,
  event: SimulatedEvent,
  isLate: () => boolean,
): Promise<Tried> {
  const first = await tryAddress(sender, address, event);
  if (!isFailed(first.result) || address.fallback === undefined || isLate()) return first;
  sender.simulation.recordCoverage('delivery.fallback');
  const second = await tryAddress(sender, address.fallback, event);
  if (!isFailed(second.result)) return second;
  const detail = `${first.result.detail}; ${second.result.detail}`;
  return { ...second, result: { ...second.result, detail, failure: first.result.failure ?? second.result.failure } };
}

/** Tries an address, again after a failed connection where the event is such that this is done. */
async function tryAddress(sender: Sender, address: Address, event: SimulatedEvent): Promise<Tried> {
  const { kind } = webhookEventDefinitions[event.eventType];
  let tried = await attempt(sender, address, event);
  for (let left = retries[kind]; left > 0 && isConnectionFailure(tried); left--) {
    sender.simulation.recordCoverage('delivery.async-retry');
    tried = await attempt(sender, address, event);
  }
  return { address, attempt: tried, result: resultOf(sender, address, event, tried) };
}

const isConnectionFailure = ({ reply }: Attempt): boolean => 'failure' in reply && reply.failure !== 'timeout';

function resultOf(
  sender: Sender,
  address: Address,
  event: SimulatedEvent,
  { reply, entry, report }: Attempt,
): Tried['result'] {
  const { record } = sender;
  const request = requestText(address, event);
  const failureFor = (message: string): Failure =>
    failureOf({
      message,
      eventType: event.eventType,
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
    if (isScripted) return { detail, isAccountedFor: true, failure: undefined };
    const known = failureFor(detail);
    noteFailure(entry, known);
    if (failure === 'refused') record.fault(sender, 'unserved', detail, known);
    else failedAtOnce(sender, event, known);
    return {
      detail,
      isAccountedFor: failure === 'refused',
      failure: failure === 'refused' ? unlessAllowed(sender, known) : known,
    };
  }
  if (reply.status >= 200 && reply.status < 300) {
    if (report.failures.length > 0)
      record.failed(failureFor(`${request}: status ${reply.status}, by onError or the fallback`));
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
  else failedAtOnce(sender, event, failure);
  return { detail, isAccountedFor: isMissing, failure: isMissing ? unlessAllowed(sender, failure) : failure };
}

/** The failure of a request that nothing serves, unless the test allows that. */
const unlessAllowed = ({ record }: Sender, failure: Failure): Failure | undefined =>
  record.simulation.settings.allow.has('unserved') ? undefined : failure;

/** Notes the failure of an event that the call waits for; that of another is a fault. */
function failedAtOnce(sender: Sender, { eventType }: SimulatedEvent, failure: Failure): void {
  if (webhookEventDefinitions[eventType].kind === 'sync') sender.record.failed(failure);
}

function noteFailure(entry: EventEntry, failure: Failure): void {
  if (failure.isOfHandler) entry.noteCause('after', failure.cause);
  else if ('cause' in failure) entry.keepCause(failure.cause);
  if (failure.note !== undefined) entry.add(failure.note);
}

const unservedText = (reply: Answered, { eventType }: SimulatedEvent, isPassedOn: boolean): string =>
  isWithoutHandler(reply, isPassedOn) ? `there is no handler of ${eventType}` : 'the application has no route for it';

/** Most places that a message names. */
const MOST = 3;

/**
 * Returns what to change if an address is wrong, such as `gatherUrl of <Gather> (menu.tsx:12:5)`: the attribute or the
 * option, and the places of the elements that have that value, if our own webhooks rendered the document in this process
 * and its elements know where they were written.
 */
function writtenAt({ documents }: SubjectRecord, { source: { name, attribute } }: Address): string {
  if (attribute === undefined) return name;
  const { element, name: attributeName, value, base } = attribute;
  for (const { url, find } of documents.toReversed()) {
    const places = url === base ? (find?.(element, attributeName, value) ?? []) : [];
    if (places.length === 0) continue;
    const shown = places.slice(0, MOST).map(({ file, line, column }) => `${file}:${line}:${column}`);
    const more = places.length > MOST ? ` and ${places.length - MOST} more` : '';
    return `${name} (${shown.join(', ')}${more})`;
  }
  return name;
}
