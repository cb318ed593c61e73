import { errorLine } from '../application/application.js';
import type { Address } from '../settings/address.js';
import { nameOf, type SimulatedEvent } from '../settings/sent-events.js';
import type { Sender } from './sender.js';

/** The fields of an entry that are set after the event was sent. */
interface OpenFields {
  outcome: string;
  document?: string;
  cause?: unknown;
}

/** The timeline entry of an event. Its outcome is added when it is known. */
export class EventEntry {
  readonly url: string;
  readonly #sender: Sender;
  readonly #entry: OpenFields;

  /** Adds the entry to the timeline. */
  constructor(sender: Sender, { method, url }: Address, event: SimulatedEvent) {
    const eventType = nameOf(event);
    sender.simulation.recordCoverage(`event:${eventType}`);
    // Events are objects of named fields, whatever their interfaces.
    const fields = event as object as Readonly<Record<string, unknown>>;
    this.url = url;
    this.#sender = sender;
    this.#entry = sender.record.note(sender, { kind: 'event', eventType, method, url, event: fields, outcome: '' });
  }

  /** True until the outcome is known. */
  get isOpen(): boolean {
    return this.#entry.outcome === '';
  }

  /** Sets the outcome, and the document in the response, if any. */
  close(outcome: string, document = ''): void {
    this.#amend(document === '' ? { outcome } : { outcome, document });
  }

  /** Appends text to the outcome. */
  add(words: string): void {
    this.#amend({ outcome: `${this.#entry.outcome}, ${words}` });
  }

  /** Appends an error of the application to the outcome. The first error is the `cause` of the entry. */
  noteCause(relation: 'after' | 'then', error: unknown): void {
    this.add(`${relation} ${errorLine(error)}`);
    if (!('cause' in this.#entry)) this.#amend({ cause: error });
  }

  /** Sets the `cause` of the entry, if it has none. */
  keepCause(cause: unknown): void {
    if (this.#entry.cause === undefined) this.#amend({ cause });
  }

  #amend(fields: Partial<OpenFields>): void {
    this.#sender.record.amend(this.#entry, fields);
  }
}
