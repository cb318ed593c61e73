import type { AttributeSearch } from '../render/attribute-search.js';
import type { ObservedFailure, ReachedWebhooks, WebhookObserver } from '../webhooks/observer.js';
import { handlerReason } from './failure.js';
import type { Leg } from './leg.js';
import { noteCause, type OpenEvent } from './request-attempt.js';

/** What our own webhooks report of one event: with its response, and after it was acknowledged. */
export class RequestReport implements WebhookObserver {
  /** What failed before the response. */
  readonly failures: ObservedFailure[] = [];
  /** The webhooks that the request came to, those that passed it on too. */
  readonly webhooks: ReachedWebhooks[] = [];
  /** Finds out where the attributes of the document were written. */
  find: AttributeSearch | undefined;
  /** It was acknowledged, but has no handler. */
  isUnhandled = false;
  /** What its handler failed with after the acknowledgement, while the outcome of the event is open. */
  readonly #later: unknown[] = [];
  readonly #leg: Leg;
  readonly #entry: OpenEvent;
  readonly #request: string;

  /** @param request the request as messages have it, such as `disconnect → POST https://app.example/call` */
  constructor(leg: Leg, entry: OpenEvent, request: string) {
    this.#leg = leg;
    this.#entry = entry;
    this.#request = request;
  }

  reached(webhooks: ReachedWebhooks): void {
    this.webhooks.push(webhooks);
  }

  rendered(find: AttributeSearch): void {
    this.find = find;
  }

  failed(failure: ObservedFailure): void {
    if (failure.stage === 'async') this.#failedLater(failure);
    else this.failures.push(failure);
  }

  unhandled(): void {
    this.isUnhandled = true;
  }

  running(eventType: string, work: Promise<unknown>): void {
    this.#leg.call.run({ request: this.#request, eventType, done: work });
  }

  /** Adds what the handler failed with to the outcome of the event, which is known now. */
  noteLater(): void {
    for (const error of this.#later.splice(0)) noteCause(this.#entry, 'then', error);
  }

  /** The handler of an asynchronous event has failed, whatever the response was. */
  #failedLater({ eventType, stage, error }: ObservedFailure): void {
    const { call } = this.#leg;
    this.#later.push(error);
    if (this.#entry.outcome !== '') this.noteLater();
    call.fault(this.#leg, 'handler-error', `${this.#request}: acknowledged, and then the handler failed`, {
      message: `${this.#request}: acknowledged, and then the handler failed`,
      reason: handlerReason(eventType, stage, error),
      cause: error,
      isOfHandler: true,
    });
    call.touch();
  }
}
