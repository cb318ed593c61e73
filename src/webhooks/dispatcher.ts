import type { EventDefinition } from '../events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../events/event-definitions.js';
import { EventError } from '../events/event-error.js';
import { parseEvent } from '../events/parse-event.js';
import type { AnyEvent } from '../events/webhook-event.js';
import { BxmlError } from '../problems/bxml-error.js';
import { shown } from '../problems/shown-value.js';
import { nearest } from '../problems/suggestion.js';
import { type AnyHandler, acknowledgement, answerSync, type Delivery, runAsync } from './answer-event.js';
import { DEFAULT_LIMIT, readEventBody } from './event-body.js';
import type { Handlers } from './handlers.js';
import { problemReply, RequestRefused } from './problem-reply.js';
import type { WebhookOptions } from './webhook-options.js';
import type { WebhookReply, WebhookRequest } from './webhook-request.js';

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
   * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.limit`)
   */
  constructor(handlers: Handlers<C>, options: WebhookOptions) {
    this.#handlers = handlerMap(handlers);
    this.#options = options;
    this.#limit = options.limit ?? DEFAULT_LIMIT;
    if (!(this.#limit > 0)) {
      throw BxmlError.of('options.limit', `limit is ${shown(options.limit)}; expected a number of bytes above 0.`);
    }
  }

  /** The reply to a request, or nothing where the request is for somebody else. */
  async reply(request: WebhookRequest, surroundings: Surroundings<C>): Promise<WebhookReply | undefined> {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return undefined;
    try {
      if (request.method !== 'POST') throw methodNotAllowed(request.method);
      const event = readEvent(await readEventBody(request, this.#limit));
      return event === undefined ? undefined : await this.#deliver(event, surroundings);
    } catch (error) {
      if (error instanceof RequestRefused) return problemReply(error.refusal);
      throw error;
    }
  }

  async #deliver(event: AnyEvent, { context, onError }: Surroundings<C>): Promise<WebhookReply | undefined> {
    const name = event.eventType ?? event.event;
    const definition = definitions.get(name);
    const handler = this.#handlers.get(name);
    if (definition === undefined) return undefined;
    if (handler === undefined) return definition.kind === 'async' ? acknowledgement : undefined;
    const delivery: Delivery<C> = { event, definition, handler, context };
    if (definition.kind === 'async') {
      // The acknowledgement goes out first: Bandwidth waits for it, and for nothing that the handler does.
      Promise.resolve(delivery).then(runAsync).catch(onError);
      return acknowledgement;
    }
    try {
      return await answerSync(delivery, this.#options);
    } catch (error) {
      onError(error);
      return problemReply({ status: 500, code: 'answer.failed', detail: 'The event could not be answered.' });
    }
  }
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
  const map = new Map<string, AnyHandler<C>>();
  for (const [name, handler] of Object.entries(handlers)) {
    if (handler === undefined) continue;
    if (!definitions.has(name)) {
      const meant = nearest(name, definitions.keys());
      const hint = meant === undefined ? {} : { hint: `Did you mean ${meant}?` };
      throw BxmlError.of('handlers.unknown', `There is no event called ${name}.`, hint);
    }
    if (typeof handler !== 'function') {
      throw BxmlError.of('handlers.type', `The handler of ${name} is ${shown(handler)}; expected a function.`);
    }
    // Each handler is only ever given the event that it is filed under.
    map.set(name, handler as AnyHandler<C>);
  }
  return map;
}
