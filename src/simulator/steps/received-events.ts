import type { PublicFunction } from '../../problems/caller.js';
import type { ReceivedEvent, SubjectRecord } from '../calls/call-record.js';
import { nameOf, type SimulatedEvents, type SimulatedEventType } from '../settings/sent-events.js';
import { differenceFrom, isMatch } from './event-match.js';
import { TestStep, waitFor } from './step.js';

/** The events of a call or a conference that the application has received, each returned to the test once. */
export class ReceivedEvents {
  readonly #record: SubjectRecord;
  /** The events that earlier steps have returned. */
  readonly #returned = new Set<ReceivedEvent>();

  constructor(record: SubjectRecord) {
    this.#record = record;
  }

  /**
   * Waits for an event of a type with these fields.
   *
   * @param entry the public method that the test called
   * @param subject `call` or `conference`, for messages
   * @throws CallError (`call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   */
  async next<T extends SimulatedEventType>(
    entry: PublicFunction,
    subject: string,
    eventType: T,
    fields: object | undefined,
  ): Promise<SimulatedEvents[T]> {
    const record = this.#record;
    const expected = (fields ?? {}) as Readonly<Record<string, unknown>>;
    const which = fields === undefined ? '' : ` with the expected ${Object.keys(expected).join(', ')}`;
    const step = new TestStep(`the application receives ${eventType}${which}`, record, entry);
    step.hint = () => this.#hint(eventType, expected);
    const found: ReceivedEvent[] = [];
    await waitFor(
      record,
      step,
      () => {
        const next = record.received.find(
          (each) => nameOf(each.event) === eventType && !this.#returned.has(each) && isMatch(each.event, expected),
        );
        if (next === undefined) {
          if (record.isSettled) throw step.error('call.over', `the ${subject} is over and no more events come`);
          return false;
        }
        found.push(next);
        return next.faults;
      },
      false,
    );
    const received = found.at(-1);
    if (received === undefined) throw new TypeError('the step was met without an event');
    this.#returned.add(received);
    // It was selected by type.
    return received.event as SimulatedEvents[T];
  }

  /** Returns how the last event of a type differs from the expected one. */
  #hint(eventType: SimulatedEventType, expected: Readonly<Record<string, unknown>>): string | undefined {
    const ofType = this.#record.received.filter(({ event }) => nameOf(event) === eventType);
    // The expected event was received: the step fails because of an earlier fault.
    if (ofType.some((each) => !this.#returned.has(each) && isMatch(each.event, expected))) return undefined;
    const last = ofType.at(-1);
    if (last === undefined) return `no ${eventType} event was received`;
    // Events are objects of named fields, whatever their interfaces.
    const difference = differenceFrom(last.event as object as Readonly<Record<string, unknown>>, expected);
    const count = `${ofType.length} ${eventType} event${ofType.length === 1 ? ' was' : 's were'} received`;
    return difference === undefined
      ? `${count}, and returned by earlier steps`
      : `${count}; in the last one, ${difference}`;
  }
}

/** Returns the events of a type in the timeline of a call or a conference, each once, in order. */
export function sentEvents<T extends SimulatedEventType>(record: SubjectRecord, eventType: T): SimulatedEvents[T][] {
  const sent = new Set<unknown>();
  for (const entry of record.timeline) {
    if (entry.kind === 'event' && entry.eventType === eventType) sent.add(entry.event);
  }
  // The entries hold the events as sent, and they were selected by type.
  return [...sent] as SimulatedEvents[T][];
}
