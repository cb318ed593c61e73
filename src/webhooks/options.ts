import type { AddedEventsTraits } from '../events/added-events.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import type { BxmlElement } from '../jsx/element.js';
import { anyOf, anything, checkOptions, expects, optionCode } from '../problems/check-options.js';
import type { Problem } from '../problems/problem.js';
import { boolean, callback, objectOf } from '../problems/value-checks.js';
import { documentChecks, type RuleLevel } from '../render/render-options.js';
import { type AuthOption, insteadOfCredentials } from './basic-auth.js';
import { LONGEST_TIMER } from './deadline.js';
import { type DedupeStore, dedupeCheck } from './dedupe.js';
import { hooksCheck, type WebhookHooks } from './hooks.js';
import type { PathOption } from './match-path.js';

/** The second argument of `onError`. `C` is the second argument of handlers. */
export interface ErrorInfo<C> {
  /**
   * What failed:
   * - `request`: the function in `path`, or reading a body that something in front has read and not left (`request.consumed`)
   * - `auth`: the function in `auth`
   * - `answer`: the handler of a synchronous event, or its document
   * - `timeout`: the same, because it was not done in time
   * - `async`: the handler of an asynchronous event, or the store in `dedupe`
   * - `unknown`: `onUnknown`
   */
  readonly stage: 'request' | 'auth' | 'answer' | 'timeout' | 'async' | 'unknown';
  /** The event, once it has been read. */
  readonly event: AnyEvent | UnknownEvent | undefined;
  /** Its type; of an endpoint's event the value of `event`. */
  readonly eventType: string | undefined;
  /** The second argument of the handler. */
  readonly context: C | undefined;
}

/** Options of `webhooks`, the same for every framework. `C` is the second argument of handlers. */
export interface WebhookOptions<C = unknown> {
  /**
   * Paths to handle: a path (`'/voice'`), a path with all below it (`'/voice/*'`), an array of them, or a predicate.
   * Other requests go to the next middleware. Omit it when mounted behind a router. A `path` that is present without a
   * value is refused, so that a missing environment variable does not mean every path.
   * @default every path
   */
  readonly path?: PathOption;
  /**
   * Who may send webhooks: credentials of HTTP Basic, as entered at Bandwidth. They are compared in constant time,
   * before the body is read; every 401 has the challenge without which Bandwidth sends none. An `auth` that is present
   * without a value is refused, so that a missing environment variable lets no one in: to serve anyone, omit it.
   * @default anyone
   */
  readonly auth?: AuthOption;
  /**
   * Most bytes of a request's body; a larger one is answered with 413. A body parser in front has a limit of its
   * own; this one then holds for what it leaves as a string or bytes.
   * @default 1048576
   */
  readonly limit?: number | undefined;
  /**
   * Milliseconds in which an answer has to be ready; Bandwidth waits for 15 seconds by default. Then the
   * handler's signal aborts, and `onError` or `fallback` answers.
   * @default 12000
   */
  readonly timeout?: number | undefined;
  /**
   * The document that answers a synchronous event when its handler fails, is late, or returns no valid document. It is
   * rendered when the middleware is made, so a bad one fails at start; it has to be valid for calls, and is left out
   * for conferences and called parties where it is not valid there.
   * @default 500, so that Bandwidth turns to the fallback URL, if there is one
   */
  readonly fallback?: BxmlElement | undefined;
  /**
   * When an asynchronous event is acknowledged: `first`, and its handler runs then; or `after` its handler is done, for
   * hosts that stop a program once it has answered. Not later than `timeout` in any case.
   * @default 'first'
   */
  readonly ack?: 'first' | 'after' | undefined;
  /**
   * Status of the acknowledgement, which has no body.
   * @default 201
   */
  readonly ackStatus?: 200 | 201 | 204 | undefined;
  /**
   * Keeps the host awake for work that goes on after the answer: `waitUntil` of an edge platform. A handler of `fetch`
   * may be given one with each request instead.
   */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /**
   * A store that remembers which asynchronous events have come, so that those that Bandwidth sends again after a lost
   * connection are handled once; `false` to handle each of them.
   * @default the last 10,000 in memory
   */
  readonly dedupe?: DedupeStore | false | undefined;
  /**
   * Called once per error: with what a handler threw, what is wrong with its document (a `BxmlError`), that the time was over
   * (a `BxmlError` of code `answer.timeout`). For a synchronous event the document that it returns is the answer, if
   * it comes within a second and is valid; what it throws changes nothing.
   * @default Koa: the event `error` of the app, with the `cause` set for what is not an `Error`; Node: the console; fetch: ignored
   */
  readonly onError?: ((error: unknown, info: ErrorInfo<C>) => unknown) | undefined;
  /**
   * Called with events of a type that this version does not know. A document that it returns is the answer; `false`
   * leaves the request to the next middleware; anything else acknowledges the event.
   * @default they go to the next middleware, else 404
   */
  readonly onUnknown?: ((event: UnknownEvent, context: C) => unknown) | undefined;
  /**
   * How events are answered that this version does not know and for which there are handlers all the same: see
   * `AddedEvents` of `bxml-jsx/events`. Their fields are taken as they come.
   * @example
   * webhooks({ callHeld: ({ callId }) => hold(callId) }, { events: { callHeld: { kind: 'async' } } });
   */
  readonly events?: AddedEventsTraits | undefined;
  /** Functions that are called with what happens, for logs and measurements. */
  readonly hooks?: WebhookHooks | undefined;
  /** Severity of single rules by id for the documents answered, as in `render`. */
  readonly rules?: Readonly<Record<string, RuleLevel>> | undefined;
  /**
   * Warnings fail the answer too, as in `render`.
   * @default false
   */
  readonly strict?: boolean | undefined;
  /** Called once per warning of a document that is answered. What it throws is ignored. */
  readonly onWarning?: ((problem: Problem) => void) | undefined;
}

/** Milliseconds for an answer by default: less than the 15 seconds for which Bandwidth waits. */
export const DEFAULT_TIMEOUT = 12_000;

/** Most bytes of a body by default: 1 MiB, a hundred times the largest event. */
export const DEFAULT_LIMIT = 1_048_576;

const isAbove0 = (value: unknown): value is number => typeof value === 'number' && value > 0;

const isWebhookOptions = objectOf<WebhookOptions>(
  {
    ...documentChecks,
    // Checked where they are resolved.
    path: anything,
    auth: anything,
    fallback: anything,
    events: anything,
    limit: expects('a number of bytes above 0', isAbove0),
    timeout: expects(
      `a number of milliseconds above 0, at most ${LONGEST_TIMER}`,
      (value) => isAbove0(value) && value <= LONGEST_TIMER,
    ),
    ack: anyOf(['first', 'after']),
    ackStatus: anyOf([200, 201, 204]),
    waitUntil: callback,
    dedupe: dedupeCheck,
    onError: callback,
    onUnknown: callback,
    hooks: hooksCheck,
    strict: boolean,
  },
  {
    instead: insteadOfCredentials,
    hint: (value) =>
      typeof value === 'function' ? 'Is webhooks itself used? Write app.use(webhooks({ … })).' : undefined,
  },
);

/**
 * Refuses options of a wrong kind when the middleware is made, and not when the first call comes. An option of another
 * name is refused too: a misspelt `auth` would let anyone in.
 *
 * @throws BxmlError (`options.*`)
 */
export function assertWebhookOptions<C>(options: WebhookOptions<C>): void {
  checkOptions(isWebhookOptions, options, '', optionCode);
}
