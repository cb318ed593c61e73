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

/** What becomes of a request. */
interface DispatchResult {
  /** The reply; without one the request is for the next middleware. */
  readonly reply?: WebhookReply;
  /** The reply if no other middleware takes the request. */
  readonly unhandledReply?: WebhookReply;
  /** Calls the hook `refused` for that reply. */
  readonly onUnhandled?: () => void;
  /** What was read of the body, for the next middleware: it cannot be read twice. */
  readonly body?: unknown;
}

/** Takes requests to the handlers of their events; knows no framework. */
export class Dispatcher<C> {
  readonly #resolved: ResolvedOptions<C>;

  /**
   * @param site where the program made the webhooks: the stacks of errors about their answers begin there.
   * @throws BxmlError (`handlers.*`, `options.*`, or what is wrong with the fallback)
   */
  constructor(handlers: Handlers<C>, options: WebhookOptions<C>, site: CallSite) {
    this.#resolved = new ResolvedOptions(handlers, options, site);
  }

  /** The number of handlers that are running. */
  get inFlight(): number {
    return this.#resolved.work.inFlight;
  }

  /** Waits until no handler is running, or for so many milliseconds. Returns the number that are running then. */
  drain(timeout: number | undefined): Promise<number> {
    return this.#resolved.work.drain(timeout);
  }

  /** Returns what becomes of a request. Never rejects. */
  async dispatch(request: WebhookRequest<C>): Promise<DispatchResult> {
    const resolved = this.#resolved;
    const context = new EventContext(resolved, request);
    const { matchesPath, limit, auth } = resolved;
    try {
      context.observer?.reached({ path: request.path, serves: matchesPath });
      if (matchesPath !== undefined && !matchesPath(request.path)) return {};
      const { method } = request;
      if (method === 'HEAD' || method === 'OPTIONS') return {};
      const queried = method === 'GET' ? queryEvent(request.query) : undefined;
      // Perhaps a check whether the server is up.
      if (method === 'GET' && queried === undefined) return {};
      if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(method);
      if (queried === undefined) request.readEarly?.(limit);
      // Even if there is nothing to check: then a small body is there when it is read.
      await undefined;
      if (auth !== undefined) {
        const onError = (error: unknown): void => void context.report(error, 'auth');
        const refusal = await auth.refusalOf(request.header('authorization'), context.deadline, onError);
        if (refusal !== undefined) throw new RequestRefused(refusal);
      }
      if (queried !== undefined) return await deliver(context, queried);
      const reading = readEventBody(request, limit, context.deadline);
      // Performance: an `await` costs a turn of the microtask queue, even for what is there.
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

/** Returns the reply to a request that is refused. */
function refuse<C>(context: EventContext<C>, refusal: Refusal): WebhookReply {
  const { status, code, detail } = refusal;
  callHook(context.hooks, 'refused', () => ({ status, code, detail, duration: context.duration }));
  return problemReply(refusal);
}

/** Reports an error of the program: its `path` function threw, or something in front has read the body. */
function failed<C>(context: EventContext<C>, error: unknown): Refusal {
  context.report(error, 'request');
  return { status: 500, code: 'request.failed', detail: 'The request could not be looked at.' };
}

/** Returns what becomes of an event; a promise only if something has to be waited for. */
function deliver<C>(context: EventContext<C>, input: unknown): DispatchResult | Promise<DispatchResult> {
  const { resolved, hooks } = context;
  const { event, isKnown } = readEvent(input);
  // Only an event that is known may have no `eventType`, and then it has `event`.
  const name = event.eventType ?? event.event;
  context.setEvent(event, name);
  // A field `event` may hold the name of a webhook's type, which does not make it one: its fields were not checked.
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
  return unhandled(context, 'event.no-handler', `There is no handler of ${name} here.`);
}

const resultOf = (reply: WebhookReply): DispatchResult => ({ reply });

async function deliverUnknown<C>(context: EventContext<C>, event: UnknownEvent): Promise<DispatchResult> {
  const { options, site, acknowledgement } = context.resolved;
  const { onUnknown } = options;
  const declined = unhandled(context, 'event.unknown-type', 'The type of the event is unknown here.');
  if (onUnknown === undefined) return declined;
  callHook(context.hooks, 'received', () => context.seen);
  let isDeclined = false;
  const name = 'an event of unknown type';
  const answerer: Answerer<C> = {
    async getDocument(_event, handlerContext) {
      const result = await onUnknown(event, handlerContext);
      // Later the request has been answered here.
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

/** Returns the result of an event that is for the next middleware, if there is one that takes it. */
function unhandled<C>(context: EventContext<C>, code: string, detail: string): DispatchResult {
  const refusal = { status: 404, code, detail };
  return { unhandledReply: problemReply(refusal), onUnhandled: () => refuse(context, refusal) };
}

function methodNotAllowed(method: string): RequestRefused {
  return new RequestRefused({
    status: 405,
    code: 'request.method',
    detail: `${/^[A-Z]{1,20}$/.test(method) ? method : 'The method'} is not allowed; events come by POST or GET.`,
    headers: { allow: 'GET, POST' },
  });
}
