import { errorLine } from '../application/application.js';
import type { Address } from '../settings/address.js';
import type { SimulatedEvent } from '../settings/sent-events.js';
import type { Sender } from './sender.js';

/** What becomes known of an event after it was sent. */
interface OpenFields {
  outcome: string;
  document?: string;
  cause?: unknown;
}

/** The entry of an event in the timeline, to which its outcome is added as it becomes known. */
export class EventEntry {
  readonly url: string;
  readonly #sender: Sender;
  readonly #entry: OpenFields;

  /** Adds the entry. */
  constructor(sender: Sender, { method, url }: Address, event: SimulatedEvent) {
    const { eventType } = event;
    sender.simulation.recordCoverage(`event:${eventType}`);
    // Events are objects of named fields, whatever their interfaces.
    const fields = event as object as Readonly<Record<string, unknown>>;
    this.url = url;
    this.#sender = sender;
    this.#entry = sender.record.note(sender, { kind: 'event', eventType, method, url, event: fields, outcome: '' });
  }

  /** True while nothing has come of the event. */
  get isOpen(): boolean {
    return this.#entry.outcome === '';
  }

  /** Sets what came of the event, and the document that came back, if one did. */
  close(outcome: string, document = ''): void {
    this.#amend({ outcome, ...(document === '' ? {} : { document }) });
  }

  /** Adds words to the outcome. */
  add(words: string): void {
    this.#amend({ outcome: `${this.#entry.outcome}, ${words}` });
  }

  /** Adds what the application failed with to the outcome; the first cause stays. */
  noteCause(relation: 'after' | 'then', error: unknown): void {
    this.add(`${relation} ${errorLine(error)}`);
    if (!('cause' in this.#entry)) this.#amend({ cause: error });
  }

  /** Keeps a cause that the outcome says already. */
  keepCause(cause: unknown): void {
    if (this.#entry.cause === undefined) this.#amend({ cause });
  }

  #amend(fields: Partial<OpenFields>): void {
    this.#sender.record.amend(this.#entry, fields);
  }
}
