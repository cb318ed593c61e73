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

/** Returns the acknowledgement of an event. Its handler runs after it, or with `ack: 'after'` before it. Never rejects. */
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

/** Passes the work to `waitUntil` of the host. What that throws is reported, and the work goes on. */
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

// Taken now: handlers also run if a test replaces the timers.
const { setTimeout: startTimer, setImmediate: nextTurn } = globalThis;

/**
 * Does the work once the reply has been written: the handler may keep the processor busy. In a simulation the reply is
 * there in the same turn, and the millisecond that a timer takes is saved.
 */
function afterReply<C>({ observer }: EventContext<C>, work: () => Promise<void>): Promise<void> {
  const isSimulated = observer !== undefined && typeof nextTurn === 'function';
  return new Promise<void>((resolve) => {
    if (isSimulated) nextTurn(resolve);
    else startTimer(resolve, 0);
  }).then(work);
}

/** Handles the event unless it has come before. Never rejects: failures are reported. */
async function handle<C>(
  context: EventContext<C>,
  event: AnyEvent | UnknownEvent,
  handler: AnyHandler<C>,
): Promise<void> {
  if (!(await isNew(context, event))) {
    callHook(context.hooks, 'repeated', () => context.seen);
    return;
  }
  // Its signal never aborts: there is no reply that it could be late for.
  const handlerContext = context.request.context(new Deadline(undefined));
  try {
    const result = await handler(event, handlerContext);
    if (isDocument(result)) throw context.resolved.site.locate(ignoredDocument(context.name));
  } catch (error) {
    // A program that ends waits for `onError` too, but not for ever.
    const grace = new Deadline(GRACE);
    await grace.meet(reportFailure(context, error, handlerContext));
    grace.clear();
  }
}

/** True unless the store in `dedupe` knows the event. If the store fails, the event is handled: better twice than never. */
async function isNew<C>(context: EventContext<C>, event: AnyEvent | UnknownEvent): Promise<boolean> {
  const { dedupe, timeout } = context.resolved;
  const key = dedupe === undefined ? undefined : dedupeKey(event);
  if (dedupe === undefined || key === undefined) return true;
  const time = new Deadline(timeout);
  try {
    const result = await time.meet(Promise.resolve(dedupe.add(key)));
    if (result === LATE) throw storeTimeout(timeout);
    if (typeof result === 'boolean') return result;
    throw BxmlError.of('dedupe.result', `The store in dedupe returned ${inspect(result)}; expected true or false.`, {
      hint: 'add(key) returns whether the key is new. The event is handled as a new one.',
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
  return BxmlError.of('dedupe.timeout', `The store in dedupe did not answer within ${milliseconds} ms.`, {
    hint: 'The event is handled as a new one.',
  });
}

/** True if it would be a document as the answer to a synchronous event: an element, one in an array, or BXML. */
function isDocument(result: unknown): boolean {
  if (typeof result === 'string') return BXML.test(result.slice(0, MOST_BEFORE_ROOT));
  return isElementNode(result) || (Array.isArray(result) && result.some(isElementNode));
}

/** The beginning of a document as a string. */
const BXML = /^\s*(?:<\?xml\s|<(?:Response|Bxml)[\s/>])/;

/** The characters of a result that are looked at. */
const MOST_BEFORE_ROOT = 200;

function ignoredDocument(name: string): BxmlError {
  return BxmlError.of('async-document', `The handler of ${name} returned a document, which Bandwidth does not read.`, {
    hint: `${name} is only acknowledged; to change what the call does, use the REST API.`,
  });
}
