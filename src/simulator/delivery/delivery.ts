import { webhookEventDefinitions } from '../../events/event-definitions.js';
import { retries } from '../../events/event-deliveries.js';
import type { EventType } from '../../events/webhook-event.js';
import type { Answered } from '../application/application.js';
import { type Failure, failureOf, isWithoutHandler, noHandler } from '../calls/failure.js';
import { isUnserved } from '../calls/known-routes.js';
import type { Leg } from '../calls/leg.js';
import type { Address } from '../settings/address.js';
import type { SimulatedEvent } from '../settings/sent-events.js';
import { type Attempt, attempt, noteCause, type OpenEvent, requestText } from './request-attempt.js';
import { type FetchedDocument, judgeDocument } from './response-check.js';
import { writtenAt } from './written-at.js';

/** Why a call cannot go on: thrown on the leg that it happened to, and what its end reports. */
export class CallFailure {
  readonly cause: string;
  readonly message: string;
  /** What is known of why, if the application is to blame. */
  readonly failure: Failure | undefined;

  constructor(cause: string, message: string, failure?: Failure) {
    this.cause = cause;
    this.message = message;
    this.failure = failure;
  }
}

/**
 * Sends a synchronous event and reads the document that comes back; `undefined` where an empty answer is allowed and
 * came. Runs for the leg: when that ends meanwhile, so does this.
 *
 * @throws CallFailure where neither address gives a document that can be used
 */
export async function deliverForDocument(
  leg: Leg,
  address: Address,
  event: SimulatedEvent,
): Promise<FetchedDocument | undefined> {
  const { call } = leg;
  const { clock } = call.board;
  const sentAt = clock.now;
  // Goes on when the leg ends meanwhile, so that the call has not come to rest before it is answered.
  call.pending++;
  try {
    const tried = await withFallback(leg, address, event, () => leg.isOver);
    if (leg.isOver) reportUnheard(leg, tried, event);
    leg.assertUp();
    return documentOf(leg, tried, event.eventType);
  } finally {
    call.pending--;
    leg.requesting += clock.now - sentAt;
  }
}

function documentOf(leg: Leg, tried: Tried, eventType: EventType): FetchedDocument | undefined {
  const { call } = leg;
  const { entry, report } = tried.attempt;
  if (isFailed(tried.result)) {
    call.board.follow('delivery.callback-error');
    throw new CallFailure('callback-error', tried.result.detail, tried.result.failure);
  }
  const judged = judgeDocument(leg, tried.address, tried.result, webhookEventDefinitions[eventType]);
  if ('fault' in judged) {
    entry.outcome += `, ${judged.fault}`;
    call.found(leg, judged.problems);
    call.board.follow('delivery.invalid-bxml');
    if (tried.address.fallback !== undefined) call.board.follow('delivery.invalid-no-fallback');
    const { address } = tried;
    const reason = report.isPassedOn ? noHandler({ eventType, address, writtenAt: writtenAt(call, address) }) : '';
    const failure = { message: `${entry.url}: ${judged.fault}`, reason, isOfHandler: false };
    call.failed(failure);
    throw new CallFailure('invalid-bxml', failure.message, failure);
  }
  if ('empty' in judged) return undefined;
  entry.outcome += `, ${judged.document.verbs.map(({ name }) => name).join(', ') || 'no verbs'}`;
  const [instead] = report.failures;
  if (instead !== undefined) noteCause(entry, 'after', instead.error);
  call.found(leg, judged.problems, report.warnings);
  call.documents.push({
    eventType,
    leg: leg.name,
    url: judged.document.url,
    xml: tried.result.body,
    element: judged.root,
    read: judged.document.verbs,
    find: report.find,
  });
  return judged.document;
}

/** Reports an event that failed when its leg was over: no cause of an end has to do with it. */
function reportUnheard(leg: Leg, { result }: Tried, { eventType }: SimulatedEvent): void {
  if (!isFailed(result) || result.isAccountedFor) return;
  const code = result.failure?.isOfHandler === true ? 'handler-error' : 'lost-event';
  leg.call.fault(leg, code, `${eventType} failed when the leg was over: ${result.detail}`, result.failure);
}

/** Sends an asynchronous event in the background: nobody waits for its answer. */
export function deliverInBackground(leg: Leg, address: Address | undefined, event: SimulatedEvent): void {
  const { call } = leg;
  if (address === undefined) {
    call.change(leg, `${event.eventType} has no address to go to`);
    return;
  }
  call.background(async () => {
    const { result, attempt } = await withFallback(leg, address, event, () => false);
    if (attempt.report.isUnhandled && address.source.isExplicit) reportUnhandled(leg, address, event);
    if (!isFailed(result)) return;
    call.board.follow('delivery.async-lost');
    if (result.isAccountedFor) return;
    call.fault(leg, 'lost-event', `${event.eventType} was lost: ${result.detail}`, result.failure);
  });
}

/** Reports an event that a document asked for, and that was acknowledged but not handled. */
function reportUnhandled(leg: Leg, address: Address, event: SimulatedEvent): void {
  const { eventType } = event;
  const message = `${requestText(address, event)}: acknowledged, but there is no handler of ${eventType}`;
  const reason = `add ${eventType} to the webhooks that serve it, or correct ${writtenAt(leg.call, address)}`;
  leg.call.fault(leg, 'no-handler', message, { message, reason, isOfHandler: false });
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

async function withFallback(leg: Leg, address: Address, event: SimulatedEvent, isLate: () => boolean): Promise<Tried> {
  const first = await tryAddress(leg, address, event);
  if (!isFailed(first.result) || address.fallback === undefined || isLate()) return first;
  leg.call.board.follow('delivery.fallback');
  const second = await tryAddress(leg, address.fallback, event);
  if (!isFailed(second.result)) return second;
  const detail = `${first.result.detail}; ${second.result.detail}`;
  return { ...second, result: { ...second.result, detail, failure: first.result.failure ?? second.result.failure } };
}

/** Tries an address, again after a failed connection where the event is such that this is done. */
async function tryAddress(leg: Leg, address: Address, event: SimulatedEvent): Promise<Tried> {
  const { kind } = webhookEventDefinitions[event.eventType];
  let tried = await attempt(leg, address, event);
  for (let left = retries[kind]; left > 0 && isConnectionFailure(tried); left--) {
    leg.call.board.follow('delivery.async-retry');
    tried = await attempt(leg, address, event);
  }
  return { address, attempt: tried, result: resultOf(leg, address, event, tried) };
}

const isConnectionFailure = ({ reply }: Attempt): boolean => 'failure' in reply && reply.failure !== 'timeout';

function resultOf(
  leg: Leg,
  address: Address,
  event: SimulatedEvent,
  { reply, entry, report }: Attempt,
): Tried['result'] {
  const { call } = leg;
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
        return writtenAt(call, address);
      },
      get lostPrefix() {
        return call.board.routes.lostPrefix(address);
      },
    });
  if ('failure' in reply) {
    const { failure, isScripted = false } = reply;
    const detail = `${request}: ${reply.detail}`;
    if (isScripted) return { detail, isAccountedFor: true, failure: undefined };
    const known = failureFor(detail);
    noteFailure(entry, known);
    if (failure === 'refused') call.fault(leg, 'unserved', detail, known);
    else failedAtOnce(leg, event, known);
    return {
      detail,
      isAccountedFor: failure === 'refused',
      failure: failure === 'refused' ? unlessAllowed(leg, known) : known,
    };
  }
  if (reply.status >= 200 && reply.status < 300) {
    if (report.failures.length > 0)
      call.failed(failureFor(`${request}: status ${reply.status}, by onError or the fallback`));
    return reply;
  }
  call.board.follow('delivery.bad-status');
  const to = reply.location === undefined ? '' : `, to ${reply.location}`;
  const detail = `${request}: status ${reply.status}${to}`;
  const failure = failureFor(detail);
  noteFailure(entry, failure);
  const isMissing = isUnserved(reply.status);
  if (isMissing) call.fault(leg, 'unserved', `${detail}: ${unservedText(reply, event, report.isPassedOn)}`, failure);
  else failedAtOnce(leg, event, failure);
  return { detail, isAccountedFor: isMissing, failure: isMissing ? unlessAllowed(leg, failure) : failure };
}

/** The failure of a request that nothing serves, unless the test allows that. */
const unlessAllowed = ({ call }: Leg, failure: Failure): Failure | undefined =>
  call.board.settings.allow.has('unserved') ? undefined : failure;

/** Notes the failure of an event that the call waits for; that of another is a fault. */
function failedAtOnce(leg: Leg, { eventType }: SimulatedEvent, failure: Failure): void {
  if (webhookEventDefinitions[eventType].kind === 'sync') leg.call.failed(failure);
}

function noteFailure(entry: OpenEvent, failure: Failure): void {
  if (failure.isOfHandler) noteCause(entry, 'after', failure.cause);
  else if ('cause' in failure) entry.cause ??= failure.cause;
  if (failure.note !== undefined) entry.outcome += `, ${failure.note}`;
}

const unservedText = (reply: Answered, { eventType }: SimulatedEvent, isPassedOn: boolean): string =>
  isWithoutHandler(reply, isPassedOn) ? `there is no handler of ${eventType}` : 'the application has no route for it';
