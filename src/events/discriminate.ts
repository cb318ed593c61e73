import { endpointEventDefinitions, type RegisteredDefinition, webhookEventDefinitions } from './event-definitions.js';

/** An object parsed from JSON. */
export type JsonObject = { readonly [field: string]: unknown };

/** The fields that identify an event, in the order in which they are read. */
const discriminators = ['eventType', 'event'] as const;

/** The field that identifies an event, and the event's definition. */
export interface Discrimination {
  /** The name of the field. */
  readonly field: (typeof discriminators)[number];
  /** The value of the field. */
  readonly name: unknown;
  /** The definition of the event; undefined if the name is unknown. */
  readonly definition: RegisteredDefinition | undefined;
}

/**
 * Identifies the event of an object by `eventType`, else by `event`, else by the fields that only `connectStatus` has.
 * Accepts aliases and objects that have not been validated. Returns undefined if the object has none of these fields.
 */
export function discriminate(input: object): Discrimination | undefined {
  for (const field of discriminators) {
    const name = own(input, field);
    if (name !== undefined) return { field, name, definition: definitions[field].get(name) };
  }
  const { connectStatus } = endpointEventDefinitions;
  const isConnectStatus = hasText(input, 'status') && (hasText(input, 'fromType') || hasText(input, 'toType'));
  return isConnectStatus ? { field: 'event', name: connectStatus.name, definition: connectStatus } : undefined;
}

/** Returns an own field of an object; undefined for inherited fields, including those from a `__proto__` in JSON. */
export function own(object: object, field: string): unknown {
  return Object.hasOwn(object, field) ? (object as JsonObject)[field] : undefined; // The cast: any field can be read.
}

const hasText = (input: object, field: string): boolean => typeof own(input, field) === 'string';

/** Maps rather than objects, because a name in the input may be `constructor`. */
const definitions = {
  eventType: byNameAndAlias(Object.values(webhookEventDefinitions)),
  event: byNameAndAlias(Object.values(endpointEventDefinitions)),
};

function byNameAndAlias(all: readonly RegisteredDefinition[]): ReadonlyMap<unknown, RegisteredDefinition> {
  return new Map(
    all.flatMap((definition) => [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition])),
  );
}
