import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { isElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { shown } from '../problems/shown-value.js';
import { Deadline, LATE } from './deadline.js';
import { repeatKey } from './dedupe.js';
import { type Exchange, GRACE } from './event-context.js';
import type { AnyHandler } from './handler-map.js';
import { tell } from './hooks.js';
import type { WebhookReply } from './request.js';

/** The acknowledgement of an event, whose handler runs after it or before it, whatever comes of it. */
export async function acknowledgeEvent<C>(
  exchange: Exchange<C>,
  event: AnyEvent | UnknownEvent,
  handler: AnyHandler<C> | undefined,
): Promise<WebhookReply> {
  const { settings, deadline } = exchange;
  const { ack = 'first' } = settings.options;
  if (handler === undefined) {
    exchange.observer?.unhandled(exchange.name);
    tell(settings.options.hooks, 'unhandled', () => exchange.seen);
  } else {
    const work = settings.work.count(
      ack === 'first' ? soon(exchange, () => handle(exchange, event, handler)) : handle(exchange, event, handler),
    );
    exchange.observer?.running(exchange.name, work);
    keepAwake(exchange, work);
    if (ack === 'after' && (await deadline.meet(work)) === LATE) tellWhenDone(exchange, work);
  }
  const { acknowledgement } = settings;
  exchange.tellAnswered(acknowledgement.status, undefined, []);
  return acknowledgement;
}

/** The acknowledgement could not wait any longer. */
function tellWhenDone<C>(exchange: Exchange<C>, work: Promise<void>): void {
  work.then(() => tell(exchange.settings.options.hooks, 'late', () => exchange.done));
}

/** Tells the host of the work; a host that fails to listen is told of as an error, and the work goes on. */
function keepAwake<C>(exchange: Exchange<C>, work: Promise<void>): void {
  const { settings, request } = exchange;
  const waitUntil = request.waitUntil ?? settings.options.waitUntil;
  try {
    const result: unknown = waitUntil?.(work);
    if (result instanceof Promise) result.catch((error) => fail(exchange, error));
  } catch (error) {
    fail(exchange, error);
  }
}

// Taken now: handlers also run if a test replaces the timers.
const { setTimeout: startTimer, setImmediate: nextTurn } = globalThis;

/**
 * Does it once the answer that is being given has been written: the handler may keep the processor busy. A simulator
 * has the answer in its hands in the same turn, and does not wait the millisecond that a timer takes.
 */
function soon<C>({ observer }: Exchange<C>, work: () => Promise<void>): Promise<void> {
  const isSimulated = observer !== undefined && typeof nextTurn === 'function';
  return new Promise<void>((resolve) => {
    if (isSimulated) nextTurn(resolve);
    else startTimer(resolve, 0);
  }).then(work);
}

/** Handles the event unless it has come before. Never fails: what goes wrong is told. */
async function handle<C>(exchange: Exchange<C>, event: AnyEvent | UnknownEvent, handler: AnyHandler<C>): Promise<void> {
  if (!(await isNew(exchange, event))) {
    tell(exchange.settings.options.hooks, 'repeated', () => exchange.seen);
    return;
  }
  // Its signal never fires: nobody waits for it.
  const context = exchange.request.context(new Deadline(undefined));
  try {
    const result = await handler(event, context);
    if (isDocument(result)) throw exchange.settings.site.locate(documentForNobody(exchange.name));
  } catch (error) {
    await reported(fail(exchange, error, context));
  }
}

/** Waits for `onError`, but not longer than for a synchronous event: a program that ends must not wait for ever. */
async function reported(failing: Promise<void>): Promise<void> {
  const grace = new Deadline(GRACE);
  await grace.meet(failing);
  grace.clear();
}

async function isNew<C>(exchange: Exchange<C>, event: AnyEvent | UnknownEvent): Promise<boolean> {
  const { repeats } = exchange.settings;
  const key = repeats === undefined ? undefined : repeatKey(event);
  if (repeats === undefined || key === undefined) return true;
  const time = new Deadline(exchange.settings.timeout);
  try {
    const isNew = await time.meet(Promise.resolve(repeats.add(key)));
    if (isNew === LATE) throw storeTimeout(exchange.settings.timeout);
    if (typeof isNew === 'boolean') return isNew;
    throw BxmlError.of('dedupe.result', `The store in dedupe gave ${shown(isNew)}; expected true or false.`, {
      hint: 'add(key) tells whether the key is new. The event is handled as a new one.',
    });
  } catch (error) {
    // Not waited for: better twice than never.
    fail(exchange, error);
    return true;
  } finally {
    time.clear();
  }
}

async function fail<C>(exchange: Exchange<C>, error: unknown, context?: C): Promise<void> {
  tell(exchange.settings.options.hooks, 'failed', () => ({ ...exchange.done, error }));
  await exchange.report(error, 'async', context);
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

/** The beginning of a document as text. */
const BXML = /^\s*(?:<\?xml\s|<(?:Response|Bxml)[\s/>])/;

/** The characters of a result that are looked at. */
const MOST_BEFORE_ROOT = 200;

function documentForNobody(name: string): BxmlError {
  return BxmlError.of('async-document', `The handler of ${name} returned a document, which nobody reads.`, {
    hint: `${name} is only acknowledged; to change what the call does, use the REST API.`,
  });
}
