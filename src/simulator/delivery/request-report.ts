import type { AttributeSearch } from '../../components/attribute-search.js';
import type { Problem } from '../../problems/problem.js';
import type { ObservedFailure, ReachedWebhooks, WebhookObserver } from '../../webhooks/observer.js';
import type { Reply } from '../application/application.js';
import { handlerReason } from '../calls/failure.js';
import type { EventEntry } from './event-entry.js';
import type { Sender } from './sender.js';

/** What this package's webhooks report about one event, before the response and after it. */
export class RequestReport implements WebhookObserver {
  /** The failures before the response. */
  readonly failures: ObservedFailure[] = [];
  /** The webhooks that the request reached, including those that passed it on. */
  readonly webhooks: ReachedWebhooks[] = [];
  /** Finds where the attributes of the document are written in the source. */
  find: AttributeSearch | undefined;
  /** True if the event was acknowledged without a handler. */
  isUnhandled = false;
  /** The warnings of the document, with the lines of the JSX. */
  warnings: readonly Problem[] = [];
  /** True if webhooks without a handler passed the request on to the next middleware. */
  isPassedOn = false;
  /** The errors of the handler after the acknowledgement, until the outcome of the event is known. */
  readonly #laterErrors: unknown[] = [];
  readonly #leg: Sender;
  readonly #entry: EventEntry;
  readonly #request: string;

  /** @param request the request as in messages, such as `disconnect → POST https://app.example/call` */
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
    this.#leg.record.trackHandler({ request: this.#request, eventType, done: work });
  }

  /** Appends the errors of the handler after the acknowledgement to the outcome, once that is known. */
  noteLater(): void {
    for (const error of this.#laterErrors.splice(0)) this.#entry.noteCause('then', error);
  }

  /** Reports the failure of a handler whose reply the call does not use because it was late, lost, or the second one. */
  noteUnused(reply: Reply): void {
    const [failure] = this.failures;
    if ('failure' in reply || reply.status < 300 || failure === undefined) return;
    this.#entry.noteCause('after', failure.error);
    this.#report(failure, `${this.#request}: status ${reply.status}, which the call did not use`);
  }

  /** Reports the failure of the handler of an asynchronous event, which may come after the response. */
  #failedLater(failure: ObservedFailure): void {
    this.#laterErrors.push(failure.error);
    if (!this.#entry.isOpen) this.noteLater();
    this.#report(failure, `${this.#request}: the handler failed after the acknowledgement`);
    this.#leg.record.wake();
  }

  #report({ eventType, stage, error }: ObservedFailure, message: string): void {
    const reason = handlerReason(eventType, stage, error);
    this.#leg.record.fault(this.#leg, 'handler-error', message, { message, reason, cause: error, isOfHandler: true });
  }
}
