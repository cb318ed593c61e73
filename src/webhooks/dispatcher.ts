import type { UnknownEvent } from '../events/webhook-event.js';
import { isElementNode } from '../jsx/element.js';
import type { CallSite } from '../problems/caller.js';
import { acknowledgeEvent } from './acknowledge-event.js';
import { answerEvent } from './answer-event.js';
import { EventContext } from './event-context.js';
import type { Handlers } from './handlers.js';
import { callHook } from './hooks.js';
import type { WebhookOptions } from './options.js';
import { queryEvent } from './query-event.js';
import { readEvent, readEventBody } from './read-event.js';
import { type Answerer, AnswerSource } from './render-answer.js';
import { problemReply, type Refusal, RequestRefused, type WebhookReply, type WebhookRequest } from './request.js';
import { ResolvedOptions } from './resolve-options.js';

/** The result of dispatching a request. */
interface DispatchResult {
  /** The reply; undefined if the next middleware should handle the request. */
  readonly reply?: WebhookReply;
  /** The reply if no other middleware handles the request. */
  readonly unhandledReply?: WebhookReply;
  /** Calls the hook `refused` for that reply. */
  readonly onUnhandled?: () => void;
  /** The parsed body for the next middleware, which cannot read it again. */
  readonly body?: unknown;
}

/** Routes requests to the handlers of their events. Independent of any framework. */
export class Dispatcher<C> {
  readonly #resolved: ResolvedOptions<C>;

  /**
   * @param site the call of `webhooks`. The stacks of errors about its documents begin there.
   * @throws BxmlError (`handlers.*`, `options.*`)
   */
  constructor(handlers: Handlers<C>, options: WebhookOptions<C>, site: CallSite) {
    this.#resolved = new ResolvedOptions(handlers, options, site);
  }

  /** The number of handlers that are running. */
  get inFlight(): number {
    return this.#resolved.work.inFlight;
  }

  /** Waits until no handler is running or `timeout` milliseconds have passed. Returns the number still running. */
  drain(timeout: number | undefined): Promise<number> {
    return this.#resolved.work.drain(timeout);
  }

  /** Handles a request. Never rejects. */
  async dispatch(request: WebhookRequest<C>): Promise<DispatchResult> {
    const resolved = this.#resolved;
    const context = new EventContext(resolved, request);
    const { matchesPath, limit, auth, handlers } = resolved;
    try {
      context.observer?.reached({ path: request.path, serves: matchesPath, handlers });
      if (matchesPath !== undefined && !matchesPath(request.path)) return {};
      const { method } = request;
      if (method === 'HEAD' || method === 'OPTIONS') return {};
      const queried = method === 'GET' ? queryEvent(request.query) : undefined;
      // Not an event; possibly a health check.
      if (method === 'GET' && queried === undefined) return {};
      if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(method);
      if (queried === undefined) request.readEarly?.(limit);
      // Also without `auth`: by the next turn Node has received a small body, and it can be read synchronously.
      await undefined;
      if (auth !== undefined) {
        const onError = (error: unknown): void => void context.report(error, 'auth');
        const refusal = await auth.refusalOf(request.header('authorization'), context.deadline, onError);
        if (refusal !== undefined) throw new RequestRefused(refusal);
      }
      if (queried !== undefined) return await deliver(context, queried);
      const reading = readEventBody(request, limit, context.deadline);
      // Performance: `await` takes a turn of the microtask queue even if the value is not a promise.
      const body = reading instanceof Promise ? await reading : reading;
      const delivered = deliver(context, body);
      const result = delivered instanceof Promise ? await delivered : delivered;
      return result.reply === undefined ? { ...result, body } : result;
    } catch (error) {
      return { reply: refuse(context, error instanceof RequestRefused ? error.refusal : failed(context, error)) };
    } finally {
      context.deadline.clear();
    }
  }
}

/** Calls the hook `refused` and returns the reply. */
function refuse<C>(context: EventContext<C>, refusal: Refusal): WebhookReply {
  const { status, code, detail } = refusal;
  callHook(context.hooks, 'refused', () => ({ status, code, detail, duration: context.duration }));
  return problemReply(refusal);
}

/** Reports an error of the program: the `path` predicate threw, or earlier middleware consumed the body. */
function failed<C>(context: EventContext<C>, error: unknown): Refusal {
  context.report(error, 'request');
  return { status: 500, code: 'request.failed', detail: 'The request could not be processed.' };
}

/** Passes an event to its handler. Returns a promise only if it has to wait. */
function deliver<C>(context: EventContext<C>, input: unknown): DispatchResult | Promise<DispatchResult> {
  const { resolved, hooks } = context;
  const { event, isKnown } = readEvent(input);
  // Only a known event may lack `eventType`; it then has `event`.
  const name = event.eventType ?? event.event;
  context.setEvent(event, name);
  // An unknown event whose `event` is the name of a known type is still unknown: its fields were not validated.
  const isAdded = !isKnown && Object.hasOwn(resolved.options.events ?? {}, name);
  if (!isKnown && !isAdded) return deliverUnknown(context, event);
  if (hooks !== undefined) callHook(hooks, 'received', () => context.seen);
  const answerer = resolved.answerers.get(name);
  if (answerer !== undefined) {
    const reply = answerEvent(context, event, answerer);
    return reply instanceof Promise ? reply.then(resultOf) : { reply };
  }
  if (resolved.definitions.get(name)?.kind === 'async') {
    return acknowledgeEvent(context, event, resolved.handlers.get(name)).then(resultOf);
  }
  context.observer?.passedOn(name);
  return unhandled(context, 'event.no-handler', `No handler is registered for ${name}.`);
}

const resultOf = (reply: WebhookReply): DispatchResult => ({ reply });

async function deliverUnknown<C>(context: EventContext<C>, event: UnknownEvent): Promise<DispatchResult> {
  const { options, site, acknowledgement } = context.resolved;
  const { onUnknown } = options;
  const declined = unhandled(context, 'event.unknown-type', 'The event type is unknown.');
  if (onUnknown === undefined) return declined;
  callHook(context.hooks, 'received', () => context.seen);
  let isDeclined = false;
  const name = 'an event of unknown type';
  const answerer: Answerer<C> = {
    async getDocument(_event, handlerContext) {
      const result = await onUnknown(event, handlerContext);
      // After the deadline it is too late to decline: the request has been answered.
      isDeclined = result === false && !context.deadline.aborted;
      return isElementNode(result) || typeof result === 'string' ? result : null;
    },
    name,
    source: new AnswerSource(onUnknown.name || 'onUnknown', { who: `The handler of ${name}`, mayBeEmpty: true, site }),
    responseContext: 'call',
    emptyReply: acknowledgement,
    stage: 'unknown',
  };
  const reply = await answerEvent(context, event, answerer, () => isDeclined);
  return isDeclined ? declined : { reply };
}

/** Returns the result for an event that goes to the next middleware, with the 404 to send if none handles it. */
function unhandled<C>(context: EventContext<C>, code: string, detail: string): DispatchResult {
  const refusal = { status: 404, code, detail };
  return { unhandledReply: problemReply(refusal), onUnhandled: () => refuse(context, refusal) };
}

function methodNotAllowed(method: string): RequestRefused {
  return new RequestRefused({
    status: 405,
    code: 'request.method',
    detail: `${/^[A-Z]{1,20}$/.test(method) ? `The method ${method}` : 'The method'} is not allowed; use POST or GET.`,
    headers: { allow: 'GET, POST' },
  });
}
