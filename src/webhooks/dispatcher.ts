import type { EventDefinition } from '../events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../events/event-definitions.js';
import { EventError } from '../events/event-error.js';
import { parseEvent } from '../events/parse-event.js';
import type { AnyEvent } from '../events/webhook-event.js';
import { BxmlError } from '../problems/bxml-error.js';
import { quoted, shown } from '../problems/shown-value.js';
import { nearest } from '../problems/suggestion.js';
import { assertOptions } from '../render/render-options.js';
import { type AnyHandler, acknowledgement, answerSync, type Delivery, runAsync } from './answer-event.js';
import { DEFAULT_LIMIT, readEventBody } from './event-body.js';
import type { Handlers } from './handlers.js';
import { problemReply, RequestRefused } from './problem-reply.js';
import type { WebhookOptions } from './webhook-options.js';
import type { WebhookReply, WebhookRequest } from './webhook-request.js';

/** What becomes of a request. */
export interface Outcome {
  /** The answer; without one the request is for whoever comes next. */
  readonly reply?: WebhookReply;
  /** What to answer if nobody comes next. */
  readonly orElse?: WebhookReply;
}

/** What the framework adds to one request. */
export interface Surroundings<C> {
  /** The second argument of handlers. */
  readonly context: C;
  /** Told what a handler threw, or what is wrong with its document. */
  readonly onError: (error: unknown) => void;
}

const definitions: ReadonlyMap<string, EventDefinition> = new Map(
  Object.entries<EventDefinition>({ ...webhookEventDefinitions, ...endpointEventDefinitions }),
);

/** Takes requests to the handlers of their events; knows no framework. */
export class Dispatcher<C> {
  readonly #handlers: ReadonlyMap<string, AnyHandler<C>>;
  readonly #options: WebhookOptions;
  readonly #limit: number;

  /**
   * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.*`)
   */
  constructor(handlers: Handlers<C>, options: WebhookOptions) {
    this.#handlers = handlerMap(handlers);
    // Now, and not when the first document is answered.
    assertOptions(options);
    this.#options = options;
    const { limit = DEFAULT_LIMIT } = options;
    if (typeof limit !== 'number' || !(limit > 0)) {
      throw BxmlError.of('options.limit', `limit is ${shown(limit)}; expected a number of bytes above 0.`);
    }
    this.#limit = limit;
  }

  /** What becomes of a request. */
  async dispatch(request: WebhookRequest, surroundings: Surroundings<C>): Promise<Outcome> {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return {};
    try {
      if (request.method !== 'POST') throw methodNotAllowed(request.method);
      const event = readEvent(await readEventBody(request, this.#limit));
      if (event !== undefined) return await this.#deliver(event, surroundings);
      return unhandled('event.unknown-type', 'The type of the event is unknown here.');
    } catch (error) {
      if (error instanceof RequestRefused) return { reply: problemReply(error.refusal) };
      throw error;
    }
  }

  async #deliver(event: AnyEvent, { context, onError }: Surroundings<C>): Promise<Outcome> {
    const name = event.eventType ?? event.event;
    const definition = definitions.get(name);
    const handler = this.#handlers.get(name);
    if (definition === undefined || handler === undefined) {
      if (definition?.kind === 'async') return { reply: acknowledgement };
      return unhandled('event.no-handler', `There is no handler of ${name} here.`);
    }
    const delivery: Delivery<C> = { event, definition, handler, context };
    if (definition.kind === 'async') {
      // The acknowledgement goes out first: Bandwidth waits for it, and for nothing that the handler does.
      Promise.resolve(delivery).then(runAsync).catch(onError);
      return { reply: acknowledgement };
    }
    try {
      return { reply: await answerSync(delivery, this.#options) };
    } catch (error) {
      onError(error);
      return {
        reply: problemReply({ status: 500, code: 'answer.failed', detail: 'The event could not be answered.' }),
      };
    }
  }
}

/** An event that is none of this program's, as far as is known here. */
function unhandled(code: string, detail: string): Outcome {
  return { orElse: problemReply({ status: 404, code, detail }) };
}

function methodNotAllowed(method: string): RequestRefused {
  return new RequestRefused({
    status: 405,
    code: 'request.method',
    detail: `${method} is not allowed; events come by POST.`,
    headers: { allow: 'POST' },
  });
}

/** The event in a body; nothing for one of a type that is not known. */
function readEvent(body: unknown): AnyEvent | undefined {
  try {
    return parseEvent(body);
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    if (error.code === 'event.unknown-type' && error.event !== undefined) return undefined;
    throw new RequestRefused({ status: 400, code: error.code, detail: error.message });
  }
}

function handlerMap<C>(handlers: Handlers<C>): ReadonlyMap<string, AnyHandler<C>> {
  // A list, a map and a promise have no names of events, and would be taken for no handlers at all.
  if (typeof handlers !== 'object' || handlers === null || Symbol.iterator in handlers || 'then' in handlers) {
    throw BxmlError.of('handlers.type', `The handlers are ${shown(handlers)}; expected an object of them by event.`, {
      hint: 'Write webhooks({ initiate: Menu }).',
    });
  }
  const map = new Map<string, AnyHandler<C>>();
  for (const [name, handler] of Object.entries(handlers)) {
    if (handler === undefined) continue;
    if (!definitions.has(name)) {
      const meant = nearest(name, definitions.keys());
      const hint = meant === undefined ? {} : { hint: `Did you mean ${meant}?` };
      throw BxmlError.of('handlers.unknown', `There is no event called ${quoted(name)}.`, hint);
    }
    if (typeof handler !== 'function') {
      throw BxmlError.of('handlers.type', `The handler of ${name} is ${shown(handler)}; expected a function.`);
    }
    // Each handler is only ever given the event that it is filed under.
    map.set(name, handler as AnyHandler<C>);
  }
  return map;
}
