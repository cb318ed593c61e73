import { endpointEventDefinitions, type RegisteredDefinition, webhookEventDefinitions } from './event-definitions.js';

/** An object as JSON gives it. */
export type JsonObject = { readonly [field: string]: unknown };

/** The fields that say which event an object is, in the order in which they are read. */
const discriminators = ['eventType', 'event'] as const;

/** What tells which event an object is. */
export interface Discrimination {
  /** The field that says so. */
  readonly field: (typeof discriminators)[number];
  /** What the field holds. */
  readonly name: unknown;
  /** The event of that name, if there is one. */
  readonly definition: RegisteredDefinition | undefined;
}

/**
 * Finds out which event an object is: by `eventType`, else by `event`, else by the fields that only a `connectStatus`
 * has. Works on any spelling of the type and before anything is checked; undefined when nothing tells.
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

/** A field of the object's own: not one that its prototype, or a `__proto__` that JSON brought, seems to lend it. */
export function own(object: object, field: string): unknown {
  return Object.hasOwn(object, field) ? (object as JsonObject)[field] : undefined; // The cast: any object can be asked.
}

const hasText = (input: object, field: string): boolean => typeof own(input, field) === 'string';

/** Maps, since names such as `constructor` come in too. */
const definitions = {
  eventType: byEverySpelling(Object.values(webhookEventDefinitions)),
  event: byEverySpelling(Object.values(endpointEventDefinitions)),
};

function byEverySpelling(all: readonly RegisteredDefinition[]): ReadonlyMap<unknown, RegisteredDefinition> {
  return new Map(
    all.flatMap((definition) => [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition])),
  );
}
