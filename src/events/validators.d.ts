import type { AnyEvent, EndpointEventName, EventType } from './webhook-event.js';

/** A validation error in the format of Ajv. */
export interface ValidationFault {
  /** JSON pointer to the invalid object or value. */
  readonly instancePath: string;
  readonly params: { readonly missingProperty?: string; readonly type?: string };
}

/** Validates an event's required fields. `errors` is overwritten by the next call. */
export interface Validator {
  (event: unknown): event is AnyEvent;
  readonly errors?: readonly ValidationFault[] | null;
}

export const validators: { readonly [Name in EventType | EndpointEventName]: Validator };
