import type { UnknownEvent } from './webhook-event.js';

/**
 * The code of an {@link EventError}.
 * - `event.not-object`: the input is not a JSON object
 * - `event.unknown-type`: this version does not know the event's type
 * - `event.missing-field`: a required field is missing
 * - `event.wrong-type`: a required field has the wrong JSON type
 * - `event.too-large`: the event has more than 10,000 fields and array items, or more than 60,000 objects and arrays
 */
export type EventErrorCode =
  | 'event.not-object'
  | 'event.unknown-type'
  | 'event.missing-field'
  | 'event.wrong-type'
  | 'event.too-large';

/** The details of an {@link EventError}; see its fields of the same names. */
interface EventErrorDetails {
  readonly field?: string | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly eventType?: string | undefined;
  readonly event?: UnknownEvent | undefined;
}

/**
 * Thrown for input that is not an event. The message names fields and types and never quotes values, so that it can be
 * logged without revealing what callers said or typed.
 *
 * If two copies of the package may be loaded, compare `name` and `code` instead of using `instanceof`.
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
  /** The error code. Stable across versions. */
  readonly code: EventErrorCode;
  /** The invalid field, with dots for nested fields: `mediaStream.id`. */
  readonly field: string | undefined;
  /** All invalid fields: the missing fields, or the one with the wrong type. */
  readonly fields: readonly string[];
  /** The event's `eventType`, or `event` for endpoint events; undefined if it does not look like a name. */
  readonly eventType: string | undefined;
  /** The event, if its type is unknown. Not enumerable, so that logging the error does not log the event. */
  declare readonly event: UnknownEvent | undefined;

  constructor(code: EventErrorCode, message: string, { field, fields, eventType, event }: EventErrorDetails = {}) {
    super(message);
    this.code = code;
    this.field = field;
    this.fields = fields ?? (field === undefined ? [] : [field]);
    this.eventType = eventType;
    // Not a private field, because that would make the types of two copies of the package incompatible.
    Object.defineProperty(this, 'event', { value: event, enumerable: false });
  }
}
