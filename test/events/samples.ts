import type { EventDefinition, FieldRule, FieldRules } from '../../src/events/define-event.js';
import { discriminate } from '../../src/events/discriminate.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../src/events/event-definitions.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Every definition with its discriminator. */
export const definitions: readonly (EventDefinition & { by: 'eventType' | 'event' })[] = [
  ...Object.values(webhookEventDefinitions).map((definition) => ({ ...definition, by: 'eventType' as const })),
  ...Object.values(endpointEventDefinitions).map((definition) => ({ ...definition, by: 'event' as const })),
];

/** Returns a minimal event: its discriminator and its required fields. */
export function leastEvent(name: string): JsonObject {
  const { definition, field } =
    [{ eventType: name }, { event: name }].map(discriminate).find((found) => found?.definition !== undefined) ?? {};
  if (definition === undefined || field === undefined) throw new Error(`No event is named ${name}.`);
  return { [field]: name, ...leastObject(definition.fields) };
}

/** Returns the dotted paths of the required fields, with their types. */
export function requiredFields(fields: FieldRules, path = ''): [path: string, type: string][] {
  return Object.entries(fields).flatMap(([field, rule]): [string, string][] => {
    if (typeof rule === 'string') return rule.endsWith('?') ? [] : [[path + field, rule]];
    return [[path + field, 'object'], ...requiredFields(rule, `${path}${field}.`)];
  });
}

/** Returns a copy with another value at a dotted path, or without that field if no value is passed. */
export function changed(event: JsonObject, path: string, value?: Json): JsonObject {
  const copy = structuredClone(event);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const owner = names.reduce((object, name) => object[name] as JsonObject, copy);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}

function leastObject(fields: FieldRules): JsonObject {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, rule]) => typeof rule !== 'string' || !rule.endsWith('?'))
      .map(([field, rule]) => [field, sample(rule)]),
  );
}

function sample(rule: FieldRule): Json {
  if (typeof rule !== 'string') return leastObject(rule);
  return new Map<string, Json>([
    ['string', 'some text'],
    ['integer', 2],
    ['array', ['inbound']],
  ]).get(rule) as Json;
}
