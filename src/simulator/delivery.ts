import { webhookEventDefinitions } from '../events/event-definitions.js';
import { retries } from '../events/event-deliveries.js';
import type { EventType } from '../events/webhook-event.js';
import type { Address } from './address.js';
import type { Answered, Unanswered } from './application/application.js';
import { type FetchedDocument, judgeDocument } from './document-judgement.js';
import type { Leg } from './leg.js';
import { type Attempt, attempt, type OpenEvent } from './request-attempt.js';
import type { SimulatedEvent } from './simulated-events.js';

/** Why a call cannot go on: thrown on the leg that it happened to, and what its end reports. */
export class CallFailure {
  readonly cause: string;
  readonly message: string;

  constructor(cause: string, message: string) {
    this.cause = cause;
    this.message = message;
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
    leg.assertUp();
    return documentOf(leg, tried, event.eventType);
  } finally {
    call.pending--;
    leg.requesting += clock.now - sentAt;
  }
}

function documentOf(leg: Leg, tried: Tried, eventType: EventType): FetchedDocument | undefined {
  const { call } = leg;
  if ('failure' in tried.result) {
    call.board.follow('delivery.callback-error');
    throw new CallFailure('callback-error', tried.result.detail);
  }
  const judged = judgeDocument(leg, tried.address, tried.result, webhookEventDefinitions[eventType]);
  if ('fault' in judged) {
    tried.entry.outcome += `, ${judged.fault}`;
    call.found(leg, judged.problems);
    call.board.follow('delivery.invalid-bxml');
    if (tried.address.fallback !== undefined) call.board.follow('delivery.invalid-no-fallback');
    throw new CallFailure('invalid-bxml', `${tried.entry.url}: ${judged.fault}`);
  }
  if ('empty' in judged) return undefined;
  tried.entry.outcome += `, ${judged.document.verbs.map(({ name }) => name).join(', ') || 'no verbs'}`;
  call.found(leg, judged.problems);
  call.documents.push({
    eventType,
    leg: leg.name,
    url: judged.document.url,
    xml: tried.result.body,
    element: judged.root,
    read: judged.document.verbs,
  });
  return judged.document;
}

/** Sends an asynchronous event in the background: nobody waits for its answer. */
export function deliverInBackground(leg: Leg, address: Address | undefined, event: SimulatedEvent): void {
  const { call } = leg;
  if (address === undefined) {
    call.change(leg, `${event.eventType} has no address to go to`);
    return;
  }
  call.background(async () => {
    const { result } = await withFallback(leg, address, event, () => false);
    if (!('failure' in result)) return;
    call.board.follow('delivery.async-lost');
    if (!result.isAccountedFor) call.fault(leg, 'lost-event', `${event.eventType} was lost: ${result.detail}`);
  });
}

/** An address that gave no good answer. */
interface Failed {
  readonly failure: Unanswered['failure'] | 'status';
  readonly detail: string;
  /** The test had it so, or strict mode has complained of it already. */
  readonly isAccountedFor: boolean;
}

interface Tried {
  readonly entry: OpenEvent;
  readonly address: Address;
  readonly result: Answered | Failed;
}

async function withFallback(leg: Leg, address: Address, event: SimulatedEvent, isLate: () => boolean): Promise<Tried> {
  const first = await tryAddress(leg, address, event);
  if (!('failure' in first.result) || address.fallback === undefined || isLate()) return first;
  leg.call.board.follow('delivery.fallback');
  const second = await tryAddress(leg, address.fallback, event);
  if (!('failure' in second.result)) return second;
  return { ...second, result: { ...second.result, detail: `${first.result.detail}; ${second.result.detail}` } };
}

/** Tries an address, again after a failed connection where the event is such that this is done. */
async function tryAddress(leg: Leg, address: Address, event: SimulatedEvent): Promise<Tried> {
  const { kind } = webhookEventDefinitions[event.eventType];
  let tried = await attempt(leg, address, event);
  for (let left = retries[kind]; left > 0 && isConnectionFailure(tried); left--) {
    leg.call.board.follow('delivery.async-retry');
    tried = await attempt(leg, address, event);
  }
  return { entry: tried.entry, address, result: resultOf(leg, tried, event.eventType) };
}

const isConnectionFailure = ({ reply }: Attempt): boolean => 'failure' in reply && reply.failure !== 'timeout';

function resultOf(leg: Leg, { reply, entry }: Attempt, eventType: EventType): Tried['result'] {
  const { call } = leg;
  const request = `${eventType} → ${entry.method} ${entry.url}`;
  if ('failure' in reply) {
    const { failure, isScripted = false } = reply;
    const detail = `${request}: ${reply.detail}`;
    if (failure === 'refused' && !isScripted) call.fault(leg, 'unserved', detail);
    return { failure, detail, isAccountedFor: isScripted || failure === 'refused' };
  }
  if (reply.status >= 200 && reply.status < 300) return reply;
  call.board.follow('delivery.bad-status');
  const to = reply.location === undefined ? '' : `, to ${reply.location}`;
  const detail = `${request}: status ${reply.status}${to}`;
  const isUnserved = reply.status === 404 || reply.status === 405;
  if (isUnserved) call.fault(leg, 'unserved', `${detail}: the application has no route for it`);
  return { failure: 'status', detail, isAccountedFor: isUnserved };
}
