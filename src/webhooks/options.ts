import type { AddedEventsTraits } from '../events/added-events.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import type { BxmlElement } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { anyOf, anything, checkOptions, expects, optionCode } from '../problems/check-options.js';
import type { Problem } from '../problems/problem.js';
import { boolean, callback, objectOf } from '../problems/value-checks.js';
import { documentChecks, type RuleLevel } from '../render/render-options.js';
import { type AuthOption, credentialsHint } from './basic-auth.js';
import { MAX_TIMER_DELAY } from './deadline.js';
import { type DedupeStore, dedupeCheck } from './dedupe.js';
import { type EventStore, queueCheck } from './event-store.js';
import { hooksCheck, type WebhookHooks } from './hooks.js';
import type { PathOption } from './match-path.js';

/** The second argument of `onError`. `C` is the second argument of handlers. */
export interface ErrorInfo<C> {
  /**
   * What failed:
   * - `request`: the predicate in `path`, or a body that earlier middleware consumed and did not keep
   *   (`request.consumed`)
   * - `auth`: the function in `auth`
   * - `answer`: the handler of a synchronous event threw, or its document is invalid
   * - `timeout`: the handler of a synchronous event did not finish within `timeout`
   * - `async`: the handler of an asynchronous event, or the store in `dedupe`
   * - `queue`: the queue did not store an asynchronous event, or not in time (`queue.timeout`)
   * - `unknown`: `onUnknown`
   */
  readonly stage: 'request' | 'auth' | 'answer' | 'timeout' | 'async' | 'queue' | 'unknown';
  /** The event; undefined if the error occurred before it was parsed. */
  readonly event: AnyEvent | UnknownEvent | undefined;
  /** The event's `eventType`; for endpoint events, which have none, the value of `event`. */
  readonly eventType: string | undefined;
  /** The second argument of the handler. */
  readonly context: C | undefined;
}

/** Options of `webhooks`, the same for every framework. `C` is the second argument of handlers. */
export interface WebhookOptions<C = unknown> {
  /**
   * Paths to handle: a path (`'/voice'`), a path with all below it (`'/voice/*'`), an array of them, or a predicate.
   * Other requests go to the next middleware. Omit it when mounted behind a router. An explicit `undefined` throws, so
   * that a missing environment variable does not mean every path.
   * @default every path
   */
  readonly path?: PathOption;
  /**
   * The HTTP Basic credentials configured at Bandwidth. They are compared in constant time, before the body is read.
   * Every 401 has a `WWW-Authenticate` challenge, because Bandwidth sends credentials only after one. An explicit
   * `undefined` throws, so that a missing environment variable does not turn authentication off. Omit it to accept
   * requests without credentials.
   * @default no authentication
   */
  readonly auth?: AuthOption;
  /**
   * Maximum size of the request body in bytes. Larger bodies are answered with 413. A body parser in front applies its
   * own limit first; this one then applies to bodies that it left as a string or bytes.
   * @default 1048576
   */
  readonly limit?: number | undefined;
  /**
   * Milliseconds a handler may take; Bandwidth waits 15 seconds by default. After that the handler's `signal` aborts,
   * and `onError` or `fallback` provides the response.
   * @default 12000
   */
  readonly timeout?: number | undefined;
  /**
   * The document returned for a synchronous event if its handler throws, times out or returns an invalid document. It
   * is rendered when the middleware is created, so an invalid one throws at startup. It must be valid for a call; for
   * conferences and called parties it is used only if it is valid there too.
   * @default status 500, after which Bandwidth requests the fallback URL if one is set
   */
  readonly fallback?: BxmlElement | undefined;
  /**
   * When an asynchronous event is acknowledged: `'first'` acknowledges it and then runs the handler; `'after'` waits
   * for the handler, up to `timeout`, for hosts that freeze a program once it has responded.
   * @default 'first'
   */
  readonly ack?: 'first' | 'after' | undefined;
  /**
   * Status of the acknowledgement. Its body is empty.
   * @default 201
   */
  readonly ackStatus?: 200 | 201 | 204 | undefined;
  /**
   * Keeps the host awake until a promise settles: `waitUntil` of an edge platform. Called with the work that continues
   * after the response. With `bxml-jsx/fetch` it can be passed with each request instead.
   */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /**
   * A store of the asynchronous events already received, so that an event that Bandwidth resends after a lost
   * connection is handled once. `false` turns deduplication off.
   * @default an in-memory store of at least the last 10,000 events
   */
  readonly dedupe?: DedupeStore | false | undefined;
  /**
   * Stores asynchronous events before they are acknowledged, so that a crash does not lose them. The handlers then run
   * where `queue.work(handlers)` is called, in this process or another, until they succeed. An event that is not stored
   * within `timeout` is answered with 503. Not allowed with a `dedupe` store or `ack: 'after'`: the queue recognizes repeats itself.
   * @default none: the handler runs in this process, once, after the acknowledgement
   * @example
   * const queue = bullmqQueue({ connection: 'redis://127.0.0.1:6379' });
   * app.use(webhooks(handlers, { queue }));
   * queue.work(handlers);
   */
  readonly queue?: EventStore | undefined;
  /**
   * Called once per error with the value that a handler threw, or with a `BxmlError` for an invalid document or a timeout
   * (code `answer.timeout`). For a synchronous event it may return a document, which becomes the response if it is
   * valid and ready within one second. Errors that `onError` itself throws do not change the response.
   * @default Koa: emits `error` on the app, wrapping values that are not an `Error` as `cause`; Node: prints to the
   * console; fetch: ignores errors
   */
  readonly onError?: ((error: unknown, info: ErrorInfo<C>) => unknown) | undefined;
  /**
   * Called with events whose type this version does not know. If it returns a document, that is the response; `false`
   * passes the request to the next middleware; any other value acknowledges the event.
   * @default unknown events go to the next middleware, or are answered with 404 if there is none
   */
  readonly onUnknown?: ((event: UnknownEvent, context: C) => unknown) | undefined;
  /**
   * Event types that this version does not know, with how each is answered, so that they can have handlers. See
   * `AddedEvents` in `bxml-jsx/events`. Their fields are not validated.
   * @example
   * webhooks({ callHeld: ({ callId }) => hold(callId) }, { events: { callHeld: { kind: 'async' } } });
   */
  readonly events?: AddedEventsTraits | undefined;
  /** Functions called as requests are handled, for logging and metrics. */
  readonly hooks?: WebhookHooks | undefined;
  /** Severity by rule id for the returned documents, as in `render`. */
  readonly rules?: Readonly<Record<string, RuleLevel>> | undefined;
  /**
   * Treats warnings about a returned document as errors, as in `render`.
   * @default false
   */
  readonly strict?: boolean | undefined;
  /** Called once per warning about a returned document. Errors that it throws are ignored. */
  readonly onWarning?: ((problem: Problem) => void) | undefined;
}

/** Default `timeout` in milliseconds: less than the 15 seconds that Bandwidth waits. */
export const DEFAULT_TIMEOUT = 12_000;

/** Default `limit` in bytes: 1 MiB, a hundred times the largest event. */
export const DEFAULT_LIMIT = 1_048_576;

const isAbove0 = (value: unknown): value is number => typeof value === 'number' && value > 0;

const isWebhookOptions = objectOf<WebhookOptions>(
  {
    ...documentChecks,
    // Checked by the code that resolves them.
    path: anything,
    auth: anything,
    fallback: anything,
    events: anything,
    limit: expects('a number of bytes above 0', isAbove0),
    timeout: expects(
      `a number of milliseconds above 0, at most ${MAX_TIMER_DELAY}`,
      (value) => isAbove0(value) && value <= MAX_TIMER_DELAY,
    ),
    ack: anyOf(['first', 'after']),
    ackStatus: anyOf([200, 201, 204]),
    waitUntil: callback,
    dedupe: dedupeCheck,
    queue: queueCheck,
    onError: callback,
    onUnknown: callback,
    hooks: hooksCheck,
    strict: boolean,
  },
  {
    instead: credentialsHint,
    hint: (value) => (typeof value === 'function' ? 'Call webhooks: app.use(webhooks({ … })).' : undefined),
  },
);

/**
 * Throws if an option is unknown or has the wrong type, when the middleware is created rather than on the first call.
 * Unknown options are errors because a misspelled `auth` would turn authentication off.
 *
 * @throws BxmlError (`options.*`)
 */
export function assertWebhookOptions<C>(options: WebhookOptions<C>): void {
  checkOptions(isWebhookOptions, options, '', optionCode);
  const { queue, dedupe = false, ack = 'first' } = options;
  if (queue === undefined) return;
  const conflict = dedupe === false ? (ack === 'after' ? 'ack' : undefined) : 'dedupe';
  if (conflict === undefined) return;
  throw BxmlError.of(optionCode(conflict), `${conflict} has no effect with queue.`, {
    hint: `Remove ${conflict}: the queue recognizes repeats by key, and acknowledges an event once it is stored.`,
  });
}
