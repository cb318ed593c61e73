import { own } from '../events/discriminate.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import type { Problem } from '../problems/problem.js';
import { Deadline } from './deadline.js';
import { callHook, type EventDone, type EventSeen, type WebhookHooks } from './hooks.js';
import { observerOf, type WebhookObserver } from './observer.js';
import type { ErrorInfo } from './options.js';
import type { WebhookRequest } from './request.js';
import type { ResolvedOptions } from './resolve-options.js';

/** Milliseconds to wait for `onError`: for the document that it may return, and in `drain`. */
export const GRACE = 1000;

/** One request and its event. */
export class EventContext<C> {
  readonly resolved: ResolvedOptions<C>;
  readonly request: WebhookRequest<C>;
  readonly deadline: Deadline;
  readonly observer: WebhookObserver | undefined;
  #event: AnyEvent | UnknownEvent | undefined;
  #name = '';
  #handlerContext: C | undefined;

  constructor(resolved: ResolvedOptions<C>, request: WebhookRequest<C>) {
    this.resolved = resolved;
    this.request = request;
    this.deadline = new Deadline(resolved.timeout);
    this.observer = observerOf(request.source);
  }

  /** Sets the event once it is parsed. `name` is its `eventType`; for endpoint events the value of `event`. */
  setEvent(event: AnyEvent | UnknownEvent, name: string): void {
    this.#event = event;
    this.#name = name;
  }

  /** The name of the event; empty before it is parsed. */
  get name(): string {
    return this.#name;
  }

  get hooks(): WebhookHooks | undefined {
    return this.resolved.options.hooks;
  }

  /** The second argument of the handler of a synchronous event. */
  get handlerContext(): C {
    this.#handlerContext ??= this.request.context(this.deadline);
    return this.#handlerContext;
  }

  /** Milliseconds since the request arrived. */
  get duration(): number {
    return this.deadline.elapsed;
  }

  /** The event as passed to hooks. */
  get seen(): EventSeen {
    const callId = own(this.#event ?? {}, 'callId');
    return { eventType: this.#name, callId: typeof callId === 'string' ? callId : undefined };
  }

  get done(): EventDone {
    return { ...this.seen, duration: this.duration };
  }

  /** Calls the hooks `answered` and, if the response was slow, `slow`. */
  callAnswered(status: number, bxml: string | undefined, problems: readonly Problem[]): void {
    const { hooks } = this;
    if (bxml !== undefined) this.observer?.warned(problems);
    if (hooks === undefined) return;
    callHook(hooks, 'answered', () => ({ ...this.done, status, bxml, problems }));
    if (this.duration > this.resolved.timeout / 2) callHook(hooks, 'slow', () => this.done);
  }

  /**
   * Reports an error to `onError`, or to the framework if there is none. Returns the result of `onError`. Never
   * rejects.
   */
  async report(error: unknown, stage: ErrorInfo<C>['stage'], handlerContext?: C): Promise<unknown> {
    const { onError } = this.resolved.options;
    this.observer?.failed({ stage, eventType: this.#name, error });
    if (onError === undefined) {
      this.request.onError(error);
      return undefined;
    }
    const event = this.#event;
    const eventType = event === undefined ? undefined : this.seen.eventType;
    try {
      return await onError(error, { stage, event, eventType, context: handlerContext ?? this.#handlerContext });
    } catch (thrown) {
      this.request.onError(thrown);
      return undefined;
    }
  }

  /** Reports an error of asynchronous work to the hook `failed` and to `onError`. Never rejects. */
  async reportFailure(error: unknown, handlerContext?: C): Promise<void> {
    callHook(this.hooks, 'failed', () => ({ ...this.done, error }));
    await this.report(error, 'async', handlerContext);
  }

  /** Passes work to the host's `waitUntil`. If that throws, the error is reported and the work continues. */
  keepAwake(work: Promise<unknown>): void {
    const waitUntil = this.request.waitUntil ?? this.resolved.options.waitUntil;
    try {
      const result: unknown = waitUntil?.(work);
      if (result instanceof Promise) result.catch((error) => this.reportFailure(error));
    } catch (error) {
      this.reportFailure(error);
    }
  }

  /** Reports an error in `onError` or its document to the hook `failed` and the framework. */
  reportOutsideOnError(error: unknown): void {
    callHook(this.hooks, 'failed', () => ({ ...this.done, error }));
    this.request.onError(error);
  }
}
