import { own } from '../events/discriminate.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import type { Problem } from '../problems/problem.js';
import { Deadline } from './deadline.js';
import { type EventDone, type EventSeen, tell } from './hooks.js';
import { observerOf, type WebhookObserver } from './observer.js';
import type { ErrorInfo } from './options.js';
import type { WebhookRequest } from './request.js';
import type { Settings } from './resolve-options.js';

/** Milliseconds for which `onError` is waited for: for the document that it may return, and at the end of a program. */
export const GRACE = 1000;

/** One request that is answered here. */
export class Exchange<C> {
  readonly settings: Settings<C>;
  readonly request: WebhookRequest<C>;
  readonly deadline: Deadline;
  readonly observer: WebhookObserver | undefined;
  event: AnyEvent | UnknownEvent | undefined;
  /** The type of the event; of an endpoint's event the value of `event`. */
  name = '';
  #context: C | undefined;

  constructor(settings: Settings<C>, request: WebhookRequest<C>) {
    this.settings = settings;
    this.request = request;
    this.deadline = new Deadline(settings.timeout);
    this.observer = observerOf(request.source);
  }

  /** The second argument of the handler of a synchronous event. */
  get context(): C {
    this.#context ??= this.request.context(this.deadline);
    return this.#context;
  }

  /** Milliseconds since the request came. */
  get duration(): number {
    return this.deadline.elapsed;
  }

  /** The event as hooks are told of it. */
  get seen(): EventSeen {
    const callId = own(this.event ?? {}, 'callId');
    return { eventType: this.name, callId: typeof callId === 'string' ? callId : undefined };
  }

  get done(): EventDone {
    return { ...this.seen, duration: this.duration };
  }

  /** Tells the hooks that the event is answered. */
  tellAnswered(status: number, bxml: string | undefined, problems: readonly Problem[]): void {
    const { hooks } = this.settings.options;
    if (bxml !== undefined) this.observer?.warned(problems);
    if (hooks === undefined) return;
    tell(hooks, 'answered', () => ({ ...this.done, status, bxml, problems }));
    if (this.duration > this.settings.timeout / 2) tell(hooks, 'slow', () => this.done);
  }

  /** Tells an error, once; gives what `onError` makes of it, if there is one. Never fails. */
  async report(error: unknown, stage: ErrorInfo<C>['stage'], context?: C): Promise<unknown> {
    const { onError } = this.settings.options;
    this.observer?.failed({ stage, eventType: this.name, error });
    if (onError === undefined) {
      this.request.onError(error);
      return undefined;
    }
    const { event } = this;
    const eventType = event === undefined ? undefined : this.seen.eventType;
    try {
      return await onError(error, { stage, event, eventType, context: context ?? this.#context });
    } catch (thrown) {
      this.request.onError(thrown);
      return undefined;
    }
  }

  /** Tells an error that is the fault of `onError`, which is not told of it. */
  reportPast(error: unknown): void {
    tell(this.settings.options.hooks, 'failed', () => ({ ...this.done, error }));
    this.request.onError(error);
  }
}
