import { EventError } from '../events/event-error.js';
import { parseEvent } from '../events/parse-event.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { isElementNode } from '../jsx/element.js';
import type { CallSite } from '../problems/caller.js';
import { acknowledgeEvent } from './acknowledge-event.js';
import { answerEvent } from './answer-event.js';
import { authTimeout, type BasicAuth, CHALLENGE, UNCHECKED } from './basic-auth.js';
import { LATE } from './deadline.js';
import { Exchange } from './event-context.js';
import type { Handlers } from './handlers.js';
import { tell } from './hooks.js';
import type { WebhookOptions } from './options.js';
import { queryEvent } from './query-event.js';
import { readEventBody } from './read-event.js';
import { type Answerer, AnswerSource } from './render-answer.js';
import type { WebhookReply, WebhookRequest } from './request.js';
import { problemReply, type Refusal, RequestRefused } from './request.js';
import { Settings } from './resolve-options.js';

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

  /** Returns what becomes of a request. Never rejects. */
  async dispatch(request: WebhookRequest<C>): Promise<Outcome> {
    const settings = this.#settings;
    const exchange = new Exchange(settings, request);
    try {
      exchange.observer?.reached({ path: request.path, serves: settings.owns });
      if (settings.owns !== undefined && !settings.owns(request.path)) return {};
      const { method } = request;
      if (method === 'HEAD' || method === 'OPTIONS') return {};
      const queried = method === 'GET' ? queryEvent(request.query) : undefined;
      // A look whether the server is up, perhaps.
      if (method === 'GET' && queried === undefined) return {};
      if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(method);
      if (queried === undefined) request.readEarly?.(settings.limit);
      // Even if there is nothing to check: then a small body is there when it is read.
      await undefined;
      if (settings.auth !== undefined) await authenticate(exchange, settings.auth);
      if (queried !== undefined) return await deliver(exchange, queried);
      const reading = readEventBody(request, settings.limit, exchange.deadline);
      // Performance: an `await` costs a turn of the microtask queue, even for what is there.
      const body = reading instanceof Promise ? await reading : reading;
      const delivered = deliver(exchange, body);
      const outcome = delivered instanceof Promise ? await delivered : delivered;
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

/** @throws RequestRefused */
async function authenticate<C>(exchange: Exchange<C>, auth: BasicAuth): Promise<void> {
  const { deadline, request, settings } = exchange;
  let isKnown: boolean | typeof LATE;
  try {
    const knows = auth.knows(request.header('authorization'));
    isKnown = knows instanceof Promise ? await deadline.meet(knows) : knows;
    if (isKnown === LATE) throw authTimeout(settings.timeout);
  } catch (error) {
    exchange.report(error, 'auth');
    throw new RequestRefused(UNCHECKED);
  }
  if (!isKnown) throw new RequestRefused(CHALLENGE);
}

/** Returns what becomes of an event; a promise only if something has to be waited for. */
function deliver<C>(exchange: Exchange<C>, input: unknown): Outcome | Promise<Outcome> {
  const { settings } = exchange;
  const { options } = settings;
  const { event, isKnown } = readEvent(input);
  exchange.event = event;
  // Only an event that is known may have no `eventType`, and then it has `event`.
  const name = event.eventType ?? event.event;
  exchange.name = name;
  // A field `event` may hold the name of a webhook's type, which does not make it one: its fields were not checked.
  const isAdded = !isKnown && Object.hasOwn(options.events ?? {}, name);
  if (!isKnown && !isAdded) return deliverUnknown(exchange, event);
  if (options.hooks !== undefined) tell(options.hooks, 'received', () => exchange.seen);
  const answerer = settings.answerers.get(name);
  if (answerer !== undefined) {
    const reply = answerEvent(exchange, event, answerer);
    return reply instanceof Promise ? reply.then(outcomeOf) : { reply };
  }
  if (settings.definitions.get(name)?.kind === 'async') {
    return acknowledgeEvent(exchange, event, settings.handlers.get(name)).then(outcomeOf);
  }
  exchange.observer?.passedOn(name);
  return unhandled(exchange, 'event.no-handler', `There is no handler of ${name} here.`);
}

const outcomeOf = (reply: WebhookReply): Outcome => ({ reply });

async function deliverUnknown<C>(exchange: Exchange<C>, event: UnknownEvent): Promise<Outcome> {
  const { options, site, acknowledgement } = exchange.settings;
  const { onUnknown, hooks } = options;
  const declined = unhandled(exchange, 'event.unknown-type', 'The type of the event is unknown here.');
  if (onUnknown === undefined) return declined;
  tell(hooks, 'received', () => exchange.seen);
  let isDeclined = false;
  const name = 'an event of unknown type';
  const answerer: Answerer<C> = {
    async getDocument(_event, context) {
      const given = await onUnknown(event, context);
      // Later the request has been answered here.
      isDeclined = given === false && !exchange.deadline.aborted;
      return isElementNode(given) || typeof given === 'string' ? given : null;
    },
    name,
    source: new AnswerSource(onUnknown.name || 'onUnknown', { who: `The handler of ${name}`, mayBeEmpty: true, site }),
    context: 'call',
    emptyReply: acknowledgement,
    stage: 'unknown',
  };
  const reply = await answerEvent(exchange, event, answerer, () => isDeclined);
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
