import type { ResponseContext } from 'bxml-jsx/events';

/** A field of an event, or of an object in it. */
export interface FieldInfo {
  readonly name: string;
  /** Its JSON type; `strings` is an object with string values. */
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'strings';
  /** True if Bandwidth always sends it. */
  readonly always?: boolean;
  readonly isNullable?: boolean;
  /** The known values; of an array, those of its items. */
  readonly values?: readonly string[];
  /** True if other values are possible. */
  readonly isOpen?: boolean;
  /** What it is, in a sentence. */
  readonly text: string;
  /** An example as source. */
  readonly example?: string;
  /** The fields of an object. */
  readonly fields?: readonly FieldInfo[];
}

/** An event, from the definitions and the interfaces of the library. */
export interface EventInfo {
  readonly name: string;
  /** The field that has the name. */
  readonly nameField: 'eventType' | 'event';
  /** `sync`: the answer is a document. `async`: the event is acknowledged. */
  readonly kind: 'sync' | 'async';
  /** What the document in the answer applies to. */
  readonly responseContext?: ResponseContext;
  /** The status of an answer without a document, if one is allowed. */
  readonly emptyAnswer?: number;
  /** Other spellings of the name. */
  readonly aliases?: readonly string[];
  /** What it is, in a sentence. */
  readonly text: string;
  readonly fields: readonly FieldInfo[];
}
