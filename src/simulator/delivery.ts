import { webhookEventDefinitions } from '../events/event-definitions.js';
import { retries } from '../events/event-deliveries.js';
import type { EventType, WebhookEvent } from '../events/webhook-event.js';
import type { Address } from './address.js';
import type { Answered, Unanswered } from './application/application.js';
import { type FetchedDocument, judgeDocument } from './document-judgement.js';
import type { Leg } from './leg.js';
import { type Attempt, attempt } from './request-attempt.js';

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
  event: WebhookEvent,
): Promise<FetchedDocument | undefined> {
  const tried = await withFallback(leg, address, event, () => leg.isOver);
  leg.assertUp();
  const { call } = leg;
  if ('failure' in tried.result) {
    call.board.follow('delivery.callback-error');
    throw new CallFailure('callback-error', tried.result.detail);
  }
  const definition = webhookEventDefinitions[event.eventType];
  const judged = judgeDocument(leg, tried, tried.result, definition);
  if ('fault' in judged) {
    tried.entry.outcome += `, ${judged.fault}`;
    call.found(leg, judged.problems);
    call.board.follow('delivery.invalid-bxml');
    if (address.fallback !== undefined) call.board.follow('delivery.invalid-no-fallback');
    throw new CallFailure('invalid-bxml', judged.fault);
  }
  if ('empty' in judged) return undefined;
  tried.entry.outcome += `, ${judged.document.verbs.map(({ name }) => name).join(', ') || 'no verbs'}`;
  call.found(leg, judged.problems);
  return judged.document;
}

/** Sends an asynchronous event in the background: nobody waits for its answer. */
export function deliverInBackground(leg: Leg, address: Address | undefined, event: WebhookEvent): void {
  const { call } = leg;
  if (address === undefined) {
    call.change(leg, `${event.eventType} has no address to go to`);
    return;
  }
  call.background(async () => {
    const { result } = await withFallback(leg, address, event, () => false);
    if (!('failure' in result)) return;
    call.board.follow('delivery.async-lost');
    if (result.scripted !== true) call.fault(leg, 'lost-event', `${event.eventType} was lost: ${result.detail}`);
  });
}

interface Tried extends Attempt {
  readonly address: Address;
  readonly result: Answered | (Pick<Unanswered, 'detail'> & { readonly failure: string; readonly scripted?: boolean });
}

async function withFallback(leg: Leg, address: Address, event: WebhookEvent, isLate: () => boolean): Promise<Tried> {
  const first = await tryAddress(leg, address, event);
  if (!('failure' in first.result) || address.fallback === undefined || isLate()) return first;
  leg.call.board.follow('delivery.fallback');
  return tryAddress(leg, address.fallback, event);
}

/** Tries an address, again after a failed connection where the event is such that this is done. */
async function tryAddress(leg: Leg, address: Address, event: WebhookEvent): Promise<Tried> {
  let tried = await attempt(leg, address, event);
  for (let left = retries[kindOf(event.eventType)]; left > 0 && isConnectionFailure(tried); left--) {
    leg.call.board.follow('delivery.async-retry');
    tried = await attempt(leg, address, event);
  }
  return { ...tried, address, result: resultOf(leg, tried, event.eventType) };
}

const kindOf = (eventType: EventType) => webhookEventDefinitions[eventType].kind;

const isConnectionFailure = ({ reply }: Attempt): boolean => 'failure' in reply && reply.failure !== 'timeout';

function resultOf(leg: Leg, { reply, entry }: Attempt, eventType: string): Tried['result'] {
  const { call } = leg;
  if ('failure' in reply) {
    entry.outcome = `${reply.failure === 'timeout' ? 'timed out' : reply.failure} (${reply.detail})`;
    if (reply.failure === 'refused' && !reply.scripted)
      call.fault(leg, 'unserved', `nobody serves ${entry.url}: ${reply.detail}`);
    return reply;
  }
  entry.outcome = String(reply.status);
  if (reply.status >= 200 && reply.status < 300) return reply;
  call.board.follow('delivery.bad-status');
  if (reply.status === 404 || reply.status === 405) {
    const hint = `no route takes ${entry.method} ${entry.url} for ${eventType}`;
    call.fault(leg, 'unserved', `${reply.status}: ${hint}`);
  }
  const to = reply.location === undefined ? '' : ` to ${reply.location}`;
  return { failure: 'status', detail: `${entry.url} answered with status ${reply.status}${to}` };
}
