import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { isElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { inspect } from '../problems/inspect.js';
import { Deadline, LATE } from './deadline.js';
import { dedupeKey } from './dedupe.js';
import { type EventContext, GRACE } from './event-context.js';
import type { AnyHandler } from './handler-map.js';
import { callHook } from './hooks.js';
import type { WebhookReply } from './request.js';

/**
 * Returns the acknowledgement of an event. The handler runs after it, or before it with `ack: 'after'`. Never rejects.
 */
export async function acknowledgeEvent<C>(
  context: EventContext<C>,
  event: AnyEvent | UnknownEvent,
  handler: AnyHandler<C> | undefined,
): Promise<WebhookReply> {
  const { resolved, deadline, hooks } = context;
  const { ack = 'first' } = resolved.options;
  if (handler === undefined) {
    context.observer?.unhandled(context.name);
    callHook(hooks, 'unhandled', () => context.seen);
  } else {
    const work = resolved.work.track(
      ack === 'first' ? afterReply(context, () => handle(context, event, handler)) : handle(context, event, handler),
    );
    context.observer?.running(context.name, work);
    keepAwake(context, work);
    if (ack === 'after' && (await deadline.meet(work)) === LATE) {
      work.then(() => callHook(hooks, 'late', () => context.done));
    }
  }
  const { acknowledgement } = resolved;
  context.callAnswered(acknowledgement.status, undefined, []);
  return acknowledgement;
}

/** Passes the work to the host's `waitUntil`. If that throws, the error is reported and the work continues. */
function keepAwake<C>(context: EventContext<C>, work: Promise<void>): void {
  const { resolved, request } = context;
  const waitUntil = request.waitUntil ?? resolved.options.waitUntil;
  try {
    const result: unknown = waitUntil?.(work);
    if (result instanceof Promise) result.catch((error) => reportFailure(context, error));
  } catch (error) {
    reportFailure(context, error);
  }
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
  if (!(await isNew(context, event))) {
    callHook(context.hooks, 'repeated', () => context.seen);
    return;
  }
  // Its signal never aborts, because the reply does not wait for it.
  const handlerContext = context.request.context(new Deadline(undefined));
  try {
    const result = await handler(event, handlerContext);
    if (isDocument(result)) throw context.resolved.site.locate(ignoredDocument(context.name));
  } catch (error) {
    // `drain` waits for `onError` too, but only for a limited time.
    const grace = new Deadline(GRACE);
    await grace.meet(reportFailure(context, error, handlerContext));
    grace.clear();
  }
}

/** True unless the `dedupe` store has seen the event. If the store fails, the event counts as new. */
async function isNew<C>(context: EventContext<C>, event: AnyEvent | UnknownEvent): Promise<boolean> {
  const { dedupe, timeout } = context.resolved;
  const key = dedupe === undefined ? undefined : dedupeKey(event);
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
    reportFailure(context, error);
    return true;
  } finally {
    time.clear();
  }
}

async function reportFailure<C>(context: EventContext<C>, error: unknown, handlerContext?: C): Promise<void> {
  callHook(context.hooks, 'failed', () => ({ ...context.done, error }));
  await context.report(error, 'async', handlerContext);
}

function storeTimeout(milliseconds: number): BxmlError {
  return BxmlError.of('dedupe.timeout', `The dedupe store did not respond within ${milliseconds} ms.`, {
    hint: 'Return from add(key) sooner, or raise timeout. This event was handled as new.',
  });
}

/**
 * True if the value would be a document for a synchronous event: an element, an array with one, or a string of BXML.
 */
function isDocument(result: unknown): boolean {
  if (typeof result === 'string') return BXML.test(result.slice(0, MAX_PROLOG_LENGTH));
  return isElementNode(result) || (Array.isArray(result) && result.some(isElementNode));
}

/** Matches the start of a BXML string. */
const BXML = /^\s*(?:<\?xml\s|<(?:Response|Bxml)[\s/>])/;

/** How many characters of a string are searched for the root. */
const MAX_PROLOG_LENGTH = 200;

function ignoredDocument(name: string): BxmlError {
  return BxmlError.of('async-document', `The handler of ${name} returned a document, which Bandwidth does not read.`, {
    hint: `${name} events are only acknowledged. To change a call in progress, use the REST API.`,
  });
}
