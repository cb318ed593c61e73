import type { AnyEvent, EndpointEventName, EventType } from './webhook-event.js';

/** The first fault that a validator found, as Ajv reports it. */
export interface ValidationFault {
  /** JSON pointer to the object or value at fault. */
  readonly instancePath: string;
  readonly params: { readonly missingProperty?: string; readonly type?: string };
}

/** A check of an event's required fields. Its `errors` hold until its next call. */
export interface Validator {
  (event: unknown): event is AnyEvent;
  readonly errors?: readonly ValidationFault[] | null;
}

export const validators: { readonly [Name in EventType | EndpointEventName]: Validator };
