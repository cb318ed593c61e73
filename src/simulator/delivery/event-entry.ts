import { errorLine, type Reply } from '../application/application.js';
import type { Address } from '../settings/address.js';
import { nameOf, type SimulatedEvent } from '../settings/sent-events.js';
import type { ReceivedResponse, SentRequest } from '../time/timeline.js';
import { eventRequest } from './event-request.js';
import type { Sender } from './sender.js';

/** The fields of an entry that are set after the event was sent. */
interface OpenFields {
  outcome: string;
  document?: string;
  cause?: unknown;
  response?: ReceivedResponse;
  milliseconds?: number;
  fault?: string;
}

// Captured when the module is loaded, because a test runner may replace it during a test.
const { performance } = globalThis;

/** The timeline entry of an event. Its outcome is added when it is known. */
export class EventEntry {
  readonly url: string;
  readonly #sender: Sender;
  readonly #entry: OpenFields;
  readonly #sentAt: number;

  /** Adds the entry to the timeline. */
  constructor(sender: Sender, address: Address, event: SimulatedEvent) {
    const { method, url } = address;
    const { simulation } = sender;
    const eventType = nameOf(event);
    simulation.recordCoverage(`event:${eventType}`);
    // Events are objects of named fields, whatever their interfaces.
    const fields = event as object as Readonly<Record<string, unknown>>;
    this.url = url;
    this.#sender = sender;
    this.#entry = sender.record.note(sender, {
      kind: 'event',
      eventType,
      method,
      url,
      event: fields,
      outcome: '',
      ...(simulation.clock.isReal ? { request: requestOf(address, event) } : {}),
    });
    simulation.sent.set(this.#entry, { sender, address, event });
    this.#sentAt = performance.now();
  }

  /** True until the outcome is known. */
  get isOpen(): boolean {
    return this.#entry.outcome === '';
  }

  /** Sets the outcome, and the document in the response, if any. */
  close(outcome: string, reply: Reply): void {
    const document = 'failure' in reply ? '' : reply.body;
    this.#amend({
      outcome,
      ...(document === '' ? {} : { document }),
      ...(this.#sender.simulation.clock.isReal ? this.#inRealTime(reply) : {}),
    });
  }

  #inRealTime(reply: Reply): Pick<OpenFields, 'response' | 'milliseconds'> {
    const milliseconds = Math.round(performance.now() - this.#sentAt);
    if ('failure' in reply) return { milliseconds };
    const { status, contentType, location, body, overLong: isCut } = reply;
    const headers = {
      ...(contentType === undefined ? {} : { contentType }),
      ...(location === undefined ? {} : { location }),
    };
    return { milliseconds, response: { status, ...headers, body, isCut } };
  }

  /** Appends text to the outcome. */
  add(words: string): void {
    this.#amend({ outcome: `${this.#entry.outcome}, ${words}` });
  }

  /** Appends why the call cannot use the response. */
  addFault(fault: string): void {
    this.add(fault);
    if (this.#sender.simulation.clock.isReal) this.#amend({ fault });
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

/** Returns the request as the timeline shows it. A request with an invalid URL is not sent. */
function requestOf(address: Address, event: SimulatedEvent): SentRequest {
  if (address.origin === undefined) return { url: address.url };
  const { url, body } = eventRequest(address, event);
  return body === undefined ? { url } : { url, body };
}
