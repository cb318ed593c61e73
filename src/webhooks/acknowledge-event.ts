import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { BxmlError } from '../problems/bxml-error.js';
import { inspect } from '../problems/inspect.js';
import { Deadline, LATE } from './deadline.js';
import { type EventContext, GRACE } from './event-context.js';
import { eventKey, randomKey } from './event-key.js';
import type { AnyHandler } from './handler-map.js';
import { callHook } from './hooks.js';
import { ignoredDocument } from './ignored-document.js';
import type { WebhookReply } from './request.js';
import { storeEvent } from './store-event.js';

/**
 * Returns the acknowledgement of an event. The handler runs after it, or before it with `ack: 'after'`. With a queue the
 * event is stored instead. Never rejects.
 */
export async function acknowledgeEvent<C>(
  context: EventContext<C>,
  event: AnyEvent | UnknownEvent,
  handler: AnyHandler<C> | undefined,
): Promise<WebhookReply> {
  const { resolved, deadline, hooks } = context;
  const { ack = 'first', queue } = resolved.options;
  if (handler === undefined) {
    context.observer?.unhandled(context.name);
    callHook(hooks, 'unhandled', () => context.seen);
  } else if (queue !== undefined) {
    return storeEvent(context, event, queue);
  } else {
    const work = resolved.work.track(
      ack === 'first' ? afterReply(context, () => handle(context, event, handler)) : handle(context, event, handler),
    );
    context.observer?.running(context.name, work);
    context.keepAwake(work);
    if (ack === 'after' && (await deadline.meet(work)) === LATE) {
      work.then(() => callHook(hooks, 'late', () => context.done));
    }
  }
  const { acknowledgement } = resolved;
  context.callAnswered(acknowledgement.status, undefined, []);
  return acknowledgement;
}

// Saved at load time, so that handlers also run while a test has replaced the timers.
const { setTimeout: startTimer, setImmediate: nextTurn } = globalThis;

/**
 * Starts the work after the reply has been written, because a handler may block the event loop. In a simulation the
 * reply is delivered in the same turn, so `setImmediate` is enough and saves the millisecond that a timer takes.
 */
function afterReply<C>({ observer }: EventContext<C>, work: () => Promise<void>): Promise<void> {
  const isSimulated = observer !== undefined && typeof nextTurn === 'function';
  return new Promise<void>((resolve) => {
    if (isSimulated) nextTurn(resolve);
    else startTimer(resolve, 0);
  }).then(work);
}

/** Runs the handler unless the event is a duplicate. Never rejects: errors are reported. */
async function handle<C>(
  context: EventContext<C>,
  event: AnyEvent | UnknownEvent,
  handler: AnyHandler<C>,
): Promise<void> {
  const key = eventKey(event);
  if (!(await isNew(context, key))) {
    callHook(context.hooks, 'repeated', () => context.seen);
    return;
  }
  // Its signal never aborts, because the reply does not wait for it.
  const work = { key: key ?? randomKey(event), attempt: 1 };
  const handlerContext = Object.assign(context.request.context(new Deadline(undefined)) as C & object, work);
  try {
    const result = await handler(event, handlerContext);
    const fault = ignoredDocument(result, context.name);
    if (fault !== undefined) throw context.resolved.site.locate(fault);
  } catch (error) {
    // `drain` waits for `onError` too, but only for a limited time.
    const grace = new Deadline(GRACE);
    await grace.meet(context.reportFailure(error, handlerContext));
    grace.clear();
  }
}

/** True unless the `dedupe` store has seen the event. If the store fails, the event counts as new. */
async function isNew<C>(context: EventContext<C>, key: string | undefined): Promise<boolean> {
  const { dedupe, timeout } = context.resolved;
  if (dedupe === undefined || key === undefined) return true;
  const time = new Deadline(timeout);
  try {
    const result = await time.meet(Promise.resolve(dedupe.add(key)));
    if (result === LATE) throw storeTimeout(timeout);
    if (typeof result === 'boolean') return result;
    throw BxmlError.of('dedupe.result', `The dedupe store returned ${inspect(result)}; expected true or false.`, {
      hint: 'Return true from add(key) if the key is new. This event was handled as new.',
    });
  } catch (error) {
    context.reportFailure(error);
    return true;
  } finally {
    time.clear();
  }
}

function storeTimeout(milliseconds: number): BxmlError {
  return BxmlError.of('dedupe.timeout', `The dedupe store did not respond within ${milliseconds} ms.`, {
    hint: 'Return from add(key) sooner, or raise timeout. This event was handled as new.',
  });
}
