import type { ResponseContext } from '../verbs/define/verb-definition.js';

/** A JSON Schema type. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';

/** A field's JSON type, with `?` if the field is optional, or the fields of a required object. */
export type FieldRule = JsonType | `${JsonType}?` | FieldRules;

/**
 * The required fields of an object, and the optional ones that are not strings, which a query string encodes as text.
 */
export interface FieldRules {
  readonly [field: string]: FieldRule;
}

interface SyncTraits {
  /** The event is answered with a document that says what happens next. */
  readonly kind: 'sync';
  /** What the document applies to, which determines the verbs that it may contain. */
  readonly responseContext: ResponseContext;
  /** The status of a response without a document, if the event allows one. */
  readonly emptyAnswer?: 200 | 204;
}

interface AsyncTraits {
  /** The event is a notification. It is acknowledged; Bandwidth does not read a document. */
  readonly kind: 'async';
  readonly responseContext?: never;
  readonly emptyAnswer?: never;
}

/** The runtime definition of an event. */
export type EventDefinition = (SyncTraits | AsyncTraits) & {
  /** The value of the discriminator in parsed events. */
  readonly name: string;
  /** Other spellings of the name. */
  readonly aliases?: readonly string[];
  /** Other names of fields, each with the field's name in parsed events. */
  readonly fieldAliases?: { readonly [alias: string]: string };
  readonly fields: FieldRules;
};

type Discriminated = { eventType: string } | { event: string };

/** The literal type of an event's discriminator. */
type NameOf<E> = E extends { eventType: infer Name extends string }
  ? Name
  : E extends { event: infer Name extends string }
    ? Name
    : never;

type RequiredKeys<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? never : K }[keyof T];

type FieldTypeOf<T> = [T] extends [string]
  ? 'string'
  : [T] extends [number]
    ? 'number' | 'integer'
    : [T] extends [boolean]
      ? 'boolean'
      : [T] extends [readonly unknown[]]
        ? 'array'
        : FieldRulesOf<T>;

type OptionalTypeOf<T> = FieldTypeOf<T> extends infer F ? (F extends JsonType ? `${F}?` : 'object?') : never;

/** Optional fields whose values are never strings. In a query string they arrive as text and have to be converted. */
type OptionalNonTextKeys<T> = {
  [K in keyof T]-?: K extends RequiredKeys<T> ? never : Extract<T[K], string> extends never ? K : never;
}[keyof T];

type FieldRulesOf<T> = { readonly [K in RequiredKeys<T>]: FieldTypeOf<T[K]> } & {
  readonly [K in OptionalNonTextKeys<T>]: OptionalTypeOf<Exclude<T[K], null | undefined>>;
};

/** The definition that matches an event's interface. */
type EventDefinitionFor<E> = (SyncTraits | AsyncTraits) & {
  readonly aliases?: readonly string[];
  readonly fieldAliases?: { readonly [alias: string]: RequiredKeys<E> };
  readonly fields: FieldRulesOf<Omit<E, 'eventType' | 'event'>>;
};

/** Makes unknown properties a type error at every depth. The compiler itself does not check spread objects. */
type NothingElse<Given, Allowed> = {
  readonly [K in keyof Given]: K extends keyof Allowed
    ? Given[K] extends FieldRules
      ? NothingElse<Given[K], Allowed[K]>
      : Given[K]
    : never;
};

/**
 * Returns the definition of an event. The compiler checks it against the event's interface: it must list each required
 * field, and each optional field that is not a string, with a matching JSON type, and no other fields.
 *
 * Takes two calls because TypeScript infers either all type arguments or none: the interface is passed explicitly, and
 * the literal types of the definition, which distinguish synchronous from asynchronous events, are inferred.
 *
 * @example
 * export const dtmf = defineEvent<DtmfEvent>()('dtmf', { kind: 'async', fields: { ...callFields, digit: 'string' } });
 */
export function defineEvent<E extends Discriminated>() {
  return <const D extends EventDefinitionFor<E>>(
    name: NameOf<E>,
    definition: D & NothingElse<D, EventDefinitionFor<E>>,
  ): { readonly name: NameOf<E> } & D => ({ name, ...definition });
}

/** The subset of JSON Schema that event definitions need. */
interface EventSchema {
  type: string;
  required?: string[];
  properties?: { [field: string]: EventSchema };
}

/**
 * Returns the JSON Schema of an event. It covers only the required fields, so that changes to other fields pass. The
 * discriminator is not included, because it selects the schema.
 */
export function schemaOf({ fields }: Pick<EventDefinition, 'fields'>): EventSchema {
  return objectSchema(fields);
}

function objectSchema(fields: FieldRules): EventSchema {
  const properties: { [field: string]: EventSchema } = {};
  for (const [field, rule] of Object.entries(fields)) {
    if (typeof rule !== 'string') properties[field] = objectSchema(rule);
    else if (!rule.endsWith('?')) properties[field] = { type: rule };
  }
  const required = Object.keys(properties);
  return required.length === 0 ? { type: 'object' } : { type: 'object', required, properties };
}
