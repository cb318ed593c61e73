import type { UnknownEvent } from './webhook-event.js';

/**
 * What is wrong with an event.
 * - `event.not-object`: it is no JSON object
 * - `event.unknown-type`: this version does not know its type
 * - `event.missing-field`: a field that is always sent did not come
 * - `event.wrong-type`: such a field is of another JSON type
 * - `event.too-large`: it has more than 10,000 fields and list items, or more than 60,000 objects and lists
 */
export type EventErrorCode =
  | 'event.not-object'
  | 'event.unknown-type'
  | 'event.missing-field'
  | 'event.wrong-type'
  | 'event.too-large';

/** Where the fault is; see the fields of the error that have these names. */
interface EventErrorDetails {
  readonly field?: string | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly eventType?: string | undefined;
  readonly event?: UnknownEvent | undefined;
}

/**
 * Thrown for input that is no event. Its message names fields and types and never quotes a value, so that it can be
 * logged: what callers said or typed does not get out this way.
 *
 * Recognise it by `name` and `code` where two copies of the package may be in play; `instanceof` knows one copy only.
 *
 * @example
 * try {
 *   return parseEvent(body);
 * } catch (error) {
 *   if (error instanceof EventError && error.code === 'event.unknown-type') return error.event;
 *   throw error;
 * }
 */
export class EventError extends Error {
  override readonly name = 'EventError';
  /** What is wrong, stable over versions. */
  readonly code: EventErrorCode;
  /** The field at fault, with dots into objects: `mediaStream.id`. */
  readonly field: string | undefined;
  /** All fields at fault: those that are missing, or the one of a wrong type. */
  readonly fields: readonly string[];
  /** Type of the event (of an endpoint's event the value of `event`), where it is known or at least looks like a name. */
  readonly eventType: string | undefined;
  /** The event itself when its type is unknown. Printing the error does not print it. */
  declare readonly event: UnknownEvent | undefined;

  constructor(code: EventErrorCode, message: string, { field, fields, eventType, event }: EventErrorDetails = {}) {
    super(message);
    this.code = code;
    this.field = field;
    this.fields = fields ?? (field === undefined ? [] : [field]);
    this.eventType = eventType;
    // Not a private field, which would make the types of two copies of the package strangers to each other.
    Object.defineProperty(this, 'event', { value: event, enumerable: false });
  }
}
