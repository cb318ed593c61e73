import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { BxmlError } from '../problems/bxml-error.js';
import { inspect } from '../problems/inspect.js';
import { LATE } from './deadline.js';
import type { EventContext } from './event-context.js';
import { type EventStore, type PutResult, queuedEvent } from './event-store.js';
import { callHook } from './hooks.js';
import { problemReply, type WebhookReply } from './request.js';

/**
 * Stores an event in the queue and returns its acknowledgement, or a 503 if it is not stored in time. An event that is
 * late is still stored when the queue responds, because Bandwidth does not send an event again after a 503. Never
 * rejects.
 */
export async function storeEvent<C>(
  context: EventContext<C>,
  event: AnyEvent | UnknownEvent,
  queue: EventStore,
): Promise<WebhookReply> {
  const { resolved, deadline, hooks } = context;
  const storing = resolved.work.track(store(context, event, queue));
  context.keepAwake(storing);
  const result = await deadline.meet(storing);
  if (result === LATE) {
    const error = storeTimeout(resolved.timeout);
    callHook(hooks, 'failed', () => ({ ...context.done, error }));
    context.report(error, 'queue');
    storing.then((stored) => stored !== undefined && callHook(hooks, 'late', () => context.done));
    return unavailable(context);
  }
  if (result === undefined) return unavailable(context);
  if (!result.isNew) callHook(hooks, 'repeated', () => context.seen);
  const { acknowledgement } = resolved;
  context.callAnswered(acknowledgement.status, undefined, []);
  return acknowledgement;
}

/** Stores an event. Returns undefined if it could not be stored, after reporting the error. */
async function store<C>(
  context: EventContext<C>,
  event: AnyEvent | UnknownEvent,
  queue: EventStore,
): Promise<PutResult | undefined> {
  try {
    const result: PutResult | undefined = await queue.put(queuedEvent(event));
    if (typeof result?.isNew !== 'boolean') throw wrongResult(result);
    observeAttempt(context, result);
    return result;
  } catch (error) {
    callHook(context.hooks, 'failed', () => ({ ...context.done, error }));
    await context.report(error, 'queue');
    return undefined;
  }
}

/** Lets a simulation wait for the handler, and see its error. */
function observeAttempt<C>({ observer, name }: EventContext<C>, { attempted }: PutResult): void {
  if (observer === undefined || attempted === undefined) return;
  const seen = attempted.then((outcome) => {
    if (outcome !== undefined && 'error' in outcome) {
      observer.failed({ stage: 'async', eventType: name, error: outcome.error });
    }
  });
  observer.running(name, seen);
}

function unavailable<C>(context: EventContext<C>): WebhookReply {
  const reply = problemReply({
    status: 503,
    code: 'queue.unavailable',
    detail: 'The event could not be stored in time.',
  });
  context.callAnswered(reply.status, undefined, []);
  return reply;
}

function wrongResult(result: unknown): BxmlError {
  return BxmlError.of('queue.result', `The queue returned ${inspect(result)}; expected an object with isNew.`, {
    hint: 'Return { isNew: true } from put(event), or { isNew: false } for an event that is stored already.',
  });
}

function storeTimeout(milliseconds: number): BxmlError {
  return BxmlError.of('queue.timeout', `The queue did not store the event within ${milliseconds} ms.`, {
    hint: 'Check that the queue is reachable. The event is stored when the queue responds.',
  });
}
