import type { CallSite } from '../problems/caller.js';
import { BasicAuth } from './basic-auth.js';
import { type DedupeStore, MemoryStore } from './dedupe.js';
import { type AnyHandler, type Definitions, definitionsWith, handlerMap } from './handler-map.js';
import type { Handlers } from './handlers.js';
import { ignoreErrors } from './hooks.js';
import { WorkTracker } from './in-flight.js';
import { pathMatcher } from './match-path.js';
import { assertWebhookOptions, DEFAULT_LIMIT, DEFAULT_TIMEOUT, type WebhookOptions } from './options.js';
import { refuseRequest } from './platform.js';
import { type Answerer, AnswerSource, answererOf, type DocumentRules, Fallback } from './render-answer.js';
import type { WebhookReply } from './request.js';

/** The handlers and options of one middleware, validated and with defaults applied. */
export class ResolvedOptions<C> {
  readonly definitions: Definitions;
  readonly handlers: ReadonlyMap<string, AnyHandler<C>>;
  readonly options: WebhookOptions<C>;
  /** True if the path is in the option `path`; undefined without that option. */
  readonly matchesPath: ((path: string) => boolean) | undefined;
  readonly auth: BasicAuth | undefined;
  readonly limit: number;
  readonly timeout: number;
  readonly checks: DocumentRules;
  readonly fallback: Fallback;
  /** The empty reply that acknowledges an event. */
  readonly acknowledgement: WebhookReply;
  /** The handlers of synchronous events. */
  readonly answerers: ReadonlyMap<string, Answerer<C>>;
  /** Renders the document that `onError` returns. */
  readonly onErrorSource: AnswerSource;
  readonly dedupe: DedupeStore | undefined;
  /** The line that called `webhooks`. */
  readonly site: CallSite;
  /** The handlers that are running. */
  readonly work = new WorkTracker();

  /**
   * @throws BxmlError (`handlers.*`, `options.*`)
   */
  constructor(handlers: Handlers<C>, options: WebhookOptions<C>, site: CallSite) {
    this.site = site;
    refuseRequest(handlers, 'handlers.type', 'webhooks', 'an object of handlers by event');
    assertWebhookOptions(options);
    this.definitions = definitionsWith(options.events);
    this.handlers = handlerMap(handlers, this.definitions);
    const { rules, strict, onWarning, dedupe } = options;
    this.options = options;
    this.matchesPath = pathMatcher(options);
    this.auth = 'auth' in options ? new BasicAuth(options.auth) : undefined;
    this.limit = options.limit ?? DEFAULT_LIMIT;
    this.timeout = options.timeout ?? DEFAULT_TIMEOUT;
    this.checks = { rules, strict, onWarning: onWarning && ((problem) => ignoreErrors(() => onWarning(problem))) };
    this.fallback = new Fallback(options.fallback, this.checks);
    this.acknowledgement = { status: options.ackStatus ?? 201, headers: {}, body: '' };
    this.answerers = answerersOf(this.handlers, this.definitions, site);
    this.onErrorSource = new AnswerSource('onError', { who: 'onError', mayBeEmpty: true, site });
    this.dedupe = dedupe === false ? undefined : (dedupe ?? new MemoryStore());
  }
}

function answerersOf<C>(
  handlers: ReadonlyMap<string, AnyHandler<C>>,
  definitions: Definitions,
  site: CallSite,
): ReadonlyMap<string, Answerer<C>> {
  const answerers = new Map<string, Answerer<C>>();
  for (const [name, handler] of handlers) {
    const definition = definitions.get(name);
    if (definition?.kind === 'sync') answerers.set(name, answererOf(definition, handler, site));
  }
  return answerers;
}
