import type { EventDefinition, FieldRules } from './define-event.js';

/** A JSON Schema of the few words that event definitions need. */
export interface EventSchema {
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
