import type { EventDefinition } from '../events/define-event.js';
import { EventError } from '../events/event-error.js';
import { parseEvent } from '../events/parse-event.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { isElementNode } from '../jsx/element.js';
import type { CallSite } from '../problems/caller.js';
import { acknowledgeEvent, acknowledgement } from './acknowledge-event.js';
import { answerEvent } from './answer-event.js';
import { authTimeout, CHALLENGE, UNCHECKED } from './basic-auth.js';
import { Deadline, LATE } from './deadline.js';
import { readEventBody } from './event-body.js';
import { Exchange, type Surroundings } from './exchange.js';
import type { AnyHandler } from './handler-map.js';
import type { Handlers } from './handlers.js';
import { observerOf } from './observer.js';
import { problemReply, type Refusal, RequestRefused } from './problem-reply.js';
import { queryEvent } from './query-event.js';
import { Settings } from './settings.js';
import { tell } from './webhook-hooks.js';
import type { WebhookOptions } from './webhook-options.js';
import type { WebhookReply, WebhookRequest } from './webhook-request.js';

/** What becomes of a request. */
export interface Outcome {
  /** The answer; without one the request is for whoever comes next. */
  readonly reply?: WebhookReply;
  /** What to answer if nobody comes next. */
  readonly orElse?: WebhookReply;
  /** Tells the hooks that it was answered so. */
  readonly tellRefused?: () => void;
  /** What was read of the body, for whoever comes next: it cannot be read twice. */
  readonly body?: unknown;
}

/** Takes requests to the handlers of their events; knows no framework. */
export class Dispatcher<C> {
  readonly #settings: Settings<C>;

  /**
   * @param site where the program made the webhooks: the stacks of errors about their answers begin there.
   * @throws BxmlError (`handlers.*`, `options.*`, or what is wrong with the fallback)
   */
  constructor(handlers: Handlers<C>, options: WebhookOptions<C>, site: CallSite) {
    this.#settings = new Settings(handlers, options, site);
  }

  /** How many handlers are running. */
  get inFlight(): number {
    return this.#settings.work.inFlight;
  }

  /** Waits until none is running, or for so many milliseconds; gives how many are running then. */
  drain(timeout: number | undefined): Promise<number> {
    return this.#settings.work.drain(timeout);
  }

  /** What becomes of a request. Never rejects. */
  async dispatch(request: WebhookRequest, surroundings: Surroundings<C>): Promise<Outcome> {
    const settings = this.#settings;
    const { method } = request;
    const exchange = new Exchange(settings, surroundings, new Deadline(settings.timeout), observerOf(request.source));
    try {
      exchange.observer?.reached({ path: request.path, serves: settings.owns });
      const isOwned = settings.owns === undefined || settings.owns(request.path);
      if (!isOwned || method === 'HEAD' || method === 'OPTIONS') return {};
      const queried = method === 'GET' ? queryEvent(request.query) : undefined;
      // A look whether the server is up, perhaps.
      if (method === 'GET' && queried === undefined) return {};
      if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(method);
      if (queried === undefined) request.readEarly?.(settings.limit);
      // Awaited even where there is nothing to check: then a small body is there when it is read.
      await authenticate(exchange, request);
      if (queried !== undefined) return await deliver(exchange, queried);
      const body = await readEventBody(request, settings.limit, exchange.deadline);
      const outcome = await deliver(exchange, body);
      return outcome.reply === undefined ? { ...outcome, body } : outcome;
    } catch (error) {
      return {
        reply: refused(exchange, error instanceof RequestRefused ? error.refusal : unservable(exchange, error)),
      };
    } finally {
      exchange.deadline.clear();
    }
  }
}

/** The answer to a request that is refused. */
function refused<C>(exchange: Exchange<C>, refusal: Refusal): WebhookReply {
  const { status, code, detail } = refusal;
  tell(exchange.settings.options.hooks, 'refused', () => ({ status, code, detail, duration: exchange.duration }));
  return problemReply(refusal);
}

/** A fault of the program itself: its `path` function threw, or somebody else has read the body. */
function unservable<C>(exchange: Exchange<C>, error: unknown): Refusal {
  exchange.report(error, 'request');
  return { status: 500, code: 'request.failed', detail: 'The request could not be looked at.' };
}

async function authenticate<C>(exchange: Exchange<C>, request: WebhookRequest): Promise<void> {
  const { auth, timeout } = exchange.settings;
  if (auth === undefined) return;
  let isKnown: boolean | typeof LATE;
  try {
    const knows = auth.knows(request.header('authorization'));
    isKnown = knows instanceof Promise ? await exchange.deadline.meet(knows) : knows;
    if (isKnown === LATE) throw authTimeout(timeout);
  } catch (error) {
    exchange.report(error, 'auth');
    throw new RequestRefused(UNCHECKED);
  }
  if (!isKnown) throw new RequestRefused(CHALLENGE);
}

async function deliver<C>(exchange: Exchange<C>, input: unknown): Promise<Outcome> {
  const { settings } = exchange;
  const { event, isKnown } = readEvent(input);
  exchange.event = event;
  // Only an event that is known may have no `eventType`, and then it has `event`.
  const name = event.eventType ?? event.event;
  exchange.name = name;
  const definition = settings.definitions.get(name);
  // A field `event` may hold the name of a webhook's type, which does not make it one: nobody has checked its fields.
  const isAdded = Object.hasOwn(settings.options.events ?? {}, name);
  if (!isKnown && !isAdded) return await deliverUnknown(exchange, event);
  tell(settings.options.hooks, 'received', () => exchange.seen);
  const handler = settings.handlers.get(name);
  if (definition?.kind === 'async') return { reply: await acknowledgeEvent(exchange, event, handler) };
  if (definition !== undefined && handler !== undefined) {
    return { reply: await answerEvent(exchange, answererOf(exchange, event, definition, handler)) };
  }
  exchange.observer?.passedOn(name);
  return unhandled(exchange, 'event.no-handler', `There is no handler of ${name} here.`);
}

function answererOf<C>(
  exchange: Exchange<C>,
  event: AnyEvent | UnknownEvent,
  definition: EventDefinition,
  handler: AnyHandler<C>,
) {
  const { name, responseContext: context = 'call', emptyAnswer } = definition;
  return {
    give: () => handler(event, exchange.context),
    name,
    component: handler.name || name,
    context,
    empty: () => (emptyAnswer === undefined ? undefined : { status: emptyAnswer, headers: {}, body: '' }),
    stage: 'answer',
  } as const;
}

async function deliverUnknown<C>(exchange: Exchange<C>, event: UnknownEvent): Promise<Outcome> {
  const { onUnknown, hooks } = exchange.settings.options;
  const declined = unhandled(exchange, 'event.unknown-type', 'The type of the event is unknown here.');
  if (onUnknown === undefined) return declined;
  tell(hooks, 'received', () => exchange.seen);
  let isDeclined = false;
  const reply = await answerEvent(exchange, {
    async give() {
      const given = await onUnknown(event, exchange.context);
      // Afterwards it is somebody else who answers.
      isDeclined = given === false && !exchange.deadline.aborted;
      return isElementNode(given) || typeof given === 'string' ? given : null;
    },
    name: 'an event of unknown type',
    component: onUnknown.name || 'onUnknown',
    context: 'call',
    empty: () => acknowledgement(exchange),
    isDeclined: () => isDeclined,
    stage: 'unknown',
  });
  return isDeclined ? declined : { reply };
}

/** An event that is none of this program's, as far as is known here. */
function unhandled<C>(exchange: Exchange<C>, code: string, detail: string): Outcome {
  const refusal = { status: 404, code, detail };
  return { orElse: problemReply(refusal), tellRefused: () => refused(exchange, refusal) };
}

function methodNotAllowed(method: string): RequestRefused {
  return new RequestRefused({
    status: 405,
    code: 'request.method',
    detail: `${/^[A-Z]{1,20}$/.test(method) ? method : 'The method'} is not allowed; events come by POST or GET.`,
    headers: { allow: 'GET, POST' },
  });
}

type Read =
  | { readonly event: AnyEvent; readonly isKnown: true }
  | { readonly event: UnknownEvent; readonly isKnown: false };

function readEvent(input: unknown): Read {
  try {
    return { event: parseEvent(input), isKnown: true };
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    if (error.code === 'event.unknown-type' && error.event !== undefined) return { event: error.event, isKnown: false };
    throw new RequestRefused({ status: 400, code: error.code, detail: error.message });
  }
}
