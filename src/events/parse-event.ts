import { fromCaller } from '../problems/caller.js';
import { closestMatch } from '../problems/suggestion.js';
import type { EventDefinition, FieldRules } from './define-event.js';
import { type Discrimination, discriminate, type JsonObject, own } from './discriminate.js';
import { endpointEventDefinitions, type SyncEvent, webhookEventDefinitions } from './event-definitions.js';
import { EventError } from './event-error.js';
import { TOO_LARGE, withoutPrototypeKeys } from './event-size.js';
import { type ValidationFault, validators } from './validators.js';
import type { AnyEvent, EventType } from './webhook-event.js';

/** Every `eventType` there is, as events carry it once they are parsed. */
export const eventTypes = Object.freeze(Object.keys(webhookEventDefinitions)) as readonly EventType[];

/**
 * Reads a webhook's JSON as a typed event.
 *
 * It reads tolerantly: the type has to be known, and the fields that are always sent have to be there with their JSON
 * type; anything else passes, new fields and new values included. Only what the object has of its own counts.
 *
 * The event is a new object with the values of the input, which stays as it is. Fields named `__proto__` are left out,
 * at every depth. Three things are brought to one spelling: other names of an `eventType` (`recordingComplete`), the
 * field `transcription` of the `realTimeTranscription…` events, which becomes `realTimeTranscription`, and a missing
 * `event: 'connectStatus'`.
 *
 * Refuses what no event is (`event.too-large`): more than 10,000 fields and list items (not counting the first of each
 * object and list), or more than 60,000 objects and lists.
 *
 * @throws EventError for anything that is no event.
 * @example
 * const event = parseEvent(JSON.parse(body));
 * if (event.eventType === 'gather') console.log(event.digits);
 */
export function parseEvent(input: unknown): AnyEvent {
  return fromCaller(parseEvent, () => read(input));
}

function read(input: unknown): AnyEvent {
  if (!isObject(input))
    throw new EventError('event.not-object', `An event is a JSON object, but this is ${describeValue(input)}.`);
  // The cast: an object without some of its fields is an object.
  const plain = withoutPrototypeKeys(input) as JsonObject | undefined;
  if (plain === undefined) throw new EventError('event.too-large', TOO_LARGE);
  const discrimination = discriminate(plain);
  if (discrimination === undefined)
    throw new EventError('event.missing-field', 'This is no event: it has neither "eventType" nor "event".', {
      field: 'eventType',
    });
  const { field, definition } = discrimination;
  if (definition === undefined) throw unknownType(plain, discrimination);
  const event = eventOf(plain, field, definition);
  const validate = validators[definition.name];
  if (!validate(event)) throw faultyField(event, definition, validate.errors?.[0]);
  return event;
}

/**
 * Whether an event is answered with a document (synchronous) or only acknowledged. A type that this version does not
 * know counts as the latter.
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

/** Returns a copy with the names of the type and of fields spelt as events have them. */
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
    return new EventError('event.wrong-type', `"${field}" must be text, but is ${describeValue(name)}.`, { field });
  const event = { ...input, eventType: name };
  if (!/^[A-Za-z][\w.-]{0,63}$/.test(name))
    return new EventError('event.unknown-type', `No event has this "${field}" (${describeValue(name)}).`, {
      field,
      event,
    });
  const similar = closestMatch(name, field === 'eventType' ? eventTypes : Object.keys(endpointEventDefinitions));
  const hint = similar === undefined ? '' : ` Did you mean "${similar}"?`;
  const message = `No event has the ${field} "${name}".${hint}`;
  return new EventError('event.unknown-type', message, { field, eventType: name, event });
}

const TYPES = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
]);

function faultyField(
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
    const message = `The event ${name} lacks ${list}. In tests, events.${name}() of bxml-jsx/testing fills in what is missing.`;
    return new EventError('event.missing-field', message, { field, fields, eventType: name });
  }
  const field = path.join('.');
  const value = path.reduce<unknown>((object, key) => (isObject(object) ? own(object, key) : undefined), event);
  const message = `"${field}" of the event ${name} must be ${TYPES.get(params.type ?? '')}, but is ${describeValue(value)}.`;
  return new EventError('event.wrong-type', message, { field, eventType: name });
}

/** The fields that are always sent and are missing, with dots into the objects that are there. */
function missingFields(event: JsonObject, rules: FieldRules): string[] {
  return Object.entries(rules).flatMap(([field, rule]) => {
    if (typeof rule === 'string') return rule.endsWith('?') || own(event, field) !== undefined ? [] : [field];
    const value = own(event, field);
    if (value === undefined) return [field];
    return isObject(value) ? missingFields(value, rule).map((inner) => `${field}.${inner}`) : [];
  });
}

/** Returns the type and length of a value, without its content. */
function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `text of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
