import { fromCaller } from '../problems/caller.js';
import { closestMatch } from '../problems/suggestion.js';
import type { EventDefinition, FieldRules } from './define-event.js';
import { type Discrimination, discriminate, type JsonObject, own } from './discriminate.js';
import { endpointEventDefinitions, type SyncEvent, webhookEventDefinitions } from './event-definitions.js';
import { EventError } from './event-error.js';
import { TOO_LARGE, withoutPrototypeKeys } from './event-size.js';
import { type ValidationFault, validators } from './validators.js';
import type { AnyEvent, EventType } from './webhook-event.js';

/** All known `eventType` values, as in parsed events. */
export const eventTypes = Object.freeze(Object.keys(webhookEventDefinitions)) as readonly EventType[];

/**
 * Validates the parsed JSON of a webhook and returns it as a typed event.
 *
 * Validation is tolerant: the type must be known, and the fields that are always sent must be present with the right
 * JSON type. New fields and new values pass. Only own properties count.
 *
 * Returns a new object and does not modify the input. Fields named `__proto__` are removed at every depth. Three
 * variants are normalized: aliases of an `eventType` (`recordingComplete`), the field `transcription` of the
 * `realTimeTranscription…` events, which becomes `realTimeTranscription`, and a missing `event: 'connectStatus'`.
 *
 * An event may have at most 10,000 fields and array items (not counting the first of each object and array), and at
 * most 60,000 objects and arrays.
 *
 * @throws EventError if the input is not an event: `event.not-object`, `event.unknown-type`, `event.missing-field`,
 * `event.wrong-type` or `event.too-large`.
 * @example
 * const event = parseEvent(JSON.parse(body));
 * if (event.eventType === 'gather') console.log(event.digits);
 */
export function parseEvent(input: unknown): AnyEvent {
  return fromCaller(parseEvent, () => read(input));
}

function read(input: unknown): AnyEvent {
  if (!isObject(input))
    throw new EventError('event.not-object', `Expected an event as an object; got ${describeValue(input)}.`);
  // The cast: an object without some of its fields is an object.
  const plain = withoutPrototypeKeys(input) as JsonObject | undefined;
  if (plain === undefined) throw new EventError('event.too-large', TOO_LARGE);
  const discrimination = discriminate(plain);
  if (discrimination === undefined)
    throw new EventError('event.missing-field', 'The object is not an event: it has neither "eventType" nor "event".', {
      field: 'eventType',
    });
  const { field, definition } = discrimination;
  if (definition === undefined) throw unknownType(plain, discrimination);
  const event = eventOf(plain, field, definition);
  const validate = validators[definition.name];
  if (!validate(event)) throw invalidField(event, definition, validate.errors?.[0]);
  return event;
}

/**
 * True if an event is answered with a document (synchronous); false if it is only acknowledged, or if this version does
 * not know its type.
 *
 * @example
 * isSync({ eventType: 'gather' }); // true
 */
export function isSync(event: AnyEvent | { readonly eventType: string }): event is SyncEvent {
  return discriminate(event)?.definition?.kind === 'sync';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a copy with the type and the fields under their normalized names. */
function eventOf(input: JsonObject, field: string, { name, fieldAliases }: EventDefinition): JsonObject {
  if (fieldAliases === undefined) return { ...input, [field]: name };
  const [alias, meant] = Object.entries(fieldAliases).find((names) => isAlias(input, names)) ?? [];
  if (alias === undefined || meant === undefined) return { ...input, [field]: name };
  const { [alias]: value, ...event }: { [field: string]: unknown } = input;
  event[field] = name;
  event[meant] = value;
  return event;
}

const isAlias = (input: JsonObject, [alias, field]: readonly [string, string]): boolean =>
  own(input, alias) != null && own(input, field) == null;

function unknownType(input: JsonObject, { field, name }: Discrimination): EventError {
  if (typeof name !== 'string')
    return new EventError('event.wrong-type', `"${field}" must be a string; got ${describeValue(name)}.`, { field });
  const event = { ...input, eventType: name };
  if (!/^[A-Za-z][\w.-]{0,63}$/.test(name))
    return new EventError('event.unknown-type', `Unknown ${field}: ${describeValue(name)}.`, {
      field,
      event,
    });
  const similar = closestMatch(name, field === 'eventType' ? eventTypes : Object.keys(endpointEventDefinitions));
  const hint = similar === undefined ? '' : ` Did you mean "${similar}"?`;
  const message = `Unknown ${field} "${name}".${hint}`;
  return new EventError('event.unknown-type', message, { field, eventType: name, event });
}

const TYPES = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['integer', 'an integer'],
  ['boolean', 'true or false'],
  ['array', 'an array'],
  ['object', 'an object'],
]);

function invalidField(
  event: JsonObject,
  { name, fields: rules }: EventDefinition,
  fault: ValidationFault | undefined,
): EventError {
  const { instancePath = '', params = {} } = fault ?? {};
  const path = instancePath.split('/').slice(1);
  if (params.missingProperty !== undefined) {
    const field = [...path, params.missingProperty].join('.');
    const fields = [...new Set([field, ...missingFields(event, rules)])];
    const list = fields.map((missing) => `"${missing}"`).join(', ');
    const message = `The event ${name} is missing the required ${fields.length === 1 ? 'field' : 'fields'} ${list}. In tests, create it with events.${name}() of bxml-jsx/testing.`;
    return new EventError('event.missing-field', message, { field, fields, eventType: name });
  }
  const field = path.join('.');
  const value = path.reduce<unknown>((object, key) => (isObject(object) ? own(object, key) : undefined), event);
  const message = `"${field}" of the event ${name} must be ${TYPES.get(params.type ?? '')}; got ${describeValue(value)}.`;
  return new EventError('event.wrong-type', message, { field, eventType: name });
}

/** Returns the required fields that are missing, with dots for nested fields. */
function missingFields(event: JsonObject, rules: FieldRules): string[] {
  return Object.entries(rules).flatMap(([field, rule]) => {
    if (typeof rule === 'string') return rule.endsWith('?') || own(event, field) !== undefined ? [] : [field];
    const value = own(event, field);
    if (value === undefined) return [field];
    return isObject(value) ? missingFields(value, rule).map((inner) => `${field}.${inner}`) : [];
  });
}

/** Describes the type and length of a value without quoting it. */
function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `a string of length ${value.length}`;
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
