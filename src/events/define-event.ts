import type { ResponseContext } from '../verbs/define/verb-definition.js';

/** A type of JSON, as JSON Schema names it. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';

/** A field's JSON type (with `?` where the field may be missing), or the fields of a required object. */
export type FieldRule = JsonType | `${JsonType}?` | FieldRules;

/** The fields of an object that are enforced, and those that text from a query has to be turned into. */
export interface FieldRules {
  readonly [field: string]: FieldRule;
}

interface SyncTraits {
  /** The answer is a document that decides what happens next. */
  readonly kind: 'sync';
  /** What the document is for, which decides the verbs that it may hold. */
  readonly responseContext: ResponseContext;
  /** The status of an answer without a document, where one is allowed. */
  readonly emptyAnswer?: 200 | 204;
}

interface AsyncTraits {
  /** The event is news: it is acknowledged, and nobody reads a document. */
  readonly kind: 'async';
  readonly responseContext?: never;
  readonly emptyAnswer?: never;
}

/** What the library knows of an event at run time. */
export type EventDefinition = (SyncTraits | AsyncTraits) & {
  /** The value of the discriminator, spelt as events carry it once they are parsed. */
  readonly name: string;
  /** Other spellings of the name that are the same event. */
  readonly aliases?: readonly string[];
  /** Other names of fields, each with the name under which the parsed event has the field. */
  readonly fieldAliases?: { readonly [alias: string]: string };
  readonly fields: FieldRules;
};

type Discriminated = { eventType: string } | { event: string };

/** The literal by which an event is told from the others. */
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

/** Optional fields whose value is never text: a query delivers them as text all the same. */
type OptionalNonTextKeys<T> = {
  [K in keyof T]-?: K extends RequiredKeys<T> ? never : Extract<T[K], string> extends never ? K : never;
}[keyof T];

type FieldRulesOf<T> = { readonly [K in RequiredKeys<T>]: FieldTypeOf<T[K]> } & {
  readonly [K in OptionalNonTextKeys<T>]: OptionalTypeOf<Exclude<T[K], null | undefined>>;
};

/** The definition that an event's interface demands. */
type EventDefinitionFor<E> = (SyncTraits | AsyncTraits) & {
  readonly aliases?: readonly string[];
  readonly fieldAliases?: { readonly [alias: string]: RequiredKeys<E> };
  readonly fields: FieldRulesOf<Omit<E, 'eventType' | 'event'>>;
};

/** Refuses what the definition does not know, at every depth; spread objects escape the compiler's own check. */
type NothingElse<Given, Allowed> = {
  readonly [K in keyof Given]: K extends keyof Allowed
    ? Given[K] extends FieldRules
      ? NothingElse<Given[K], Allowed[K]>
      : Given[K]
    : never;
};

/**
 * Defines the event of a documented interface. The compiler proves that the two agree: each required field (and each
 * optional one that is not text) is listed with a JSON type that fits, and nothing else is.
 *
 * The call is in two steps because TypeScript infers either all type arguments or none: the interface is given, the
 * literal types of the definition (by which synchronous and asynchronous events are told apart) are inferred.
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

/** A JSON Schema of the few words that event definitions need. */
interface EventSchema {
  type: string;
  required?: string[];
  properties?: { [field: string]: EventSchema };
}

/**
 * The JSON Schema of an event: its required fields and nothing else, so that whatever Bandwidth adds or changes in the
 * rest passes. The discriminator is not in it: it is what chose the schema.
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
