import type { AttributeSearch } from '../../components/attribute-search.js';
import type { Problem } from '../../problems/problem.js';
import type { ObservedFailure, ReachedWebhooks, WebhookObserver } from '../../webhooks/observer.js';
import type { Reply } from '../application/application.js';
import { handlerReason } from '../calls/failure.js';
import type { EventEntry } from './event-entry.js';
import type { Sender } from './sender.js';

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
  /** The warnings of its document, with the lines of its JSX. */
  warnings: readonly Problem[] = [];
  /** Webhooks that have no handler of it have left it to what comes after them. */
  isPassedOn = false;
  /** What its handler failed with after the acknowledgement, while the outcome of the event is open. */
  readonly #later: unknown[] = [];
  readonly #leg: Sender;
  readonly #entry: EventEntry;
  readonly #request: string;

  /** @param request the request as messages have it, such as `disconnect → POST https://app.example/call` */
  constructor(sender: Sender, entry: EventEntry, request: string) {
    this.#leg = sender;
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

  warned(problems: readonly Problem[]): void {
    this.warnings = problems;
  }

  passedOn(): void {
    this.isPassedOn = true;
  }

  running(eventType: string, work: Promise<unknown>): void {
    this.#leg.record.run({ request: this.#request, eventType, done: work });
  }

  /** Adds what the handler failed with to the outcome of the event, which is known now. */
  noteLater(): void {
    for (const error of this.#later.splice(0)) this.#entry.noteCause('then', error);
  }

  /** Reports what a handler failed with, for a reply that the call does not use: it was late, lost, or the second one. */
  noteUnused(reply: Reply): void {
    const [failure] = this.failures;
    if ('failure' in reply || reply.status < 300 || failure === undefined) return;
    this.#entry.noteCause('after', failure.error);
    this.#report(failure, `${this.#request}: status ${reply.status}, which the call did not use`);
  }

  /** The handler of an asynchronous event has failed, whatever the response was. */
  #failedLater(failure: ObservedFailure): void {
    this.#later.push(failure.error);
    if (!this.#entry.isOpen) this.noteLater();
    this.#report(failure, `${this.#request}: acknowledged, and then the handler failed`);
    this.#leg.record.wake();
  }

  #report({ eventType, stage, error }: ObservedFailure, message: string): void {
    const reason = handlerReason(eventType, stage, error);
    this.#leg.record.fault(this.#leg, 'handler-error', message, { message, reason, cause: error, isOfHandler: true });
  }
}
