import type { FieldRules, JsonType } from './define-event.js';
import { type JsonObject, own } from './discriminate.js';

/** What is wrong with a field. */
export interface FieldFault {
  /** The names that lead from the event to the field. */
  readonly path: readonly string[];
  /** The type that the field has to have; `undefined` if the field is missing. */
  readonly expected?: JsonType;
}

/**
 * Returns what is wrong with the first field that is missing or has another type, or `undefined`. Only what an object
 * has of its own counts.
 */
export function fieldFault(event: JsonObject, rules: FieldRules): FieldFault | undefined {
  for (const field in rules) {
    const rule = rules[field];
    const value = own(event, field);
    if (typeof rule === 'string') {
      if (!isOfType(value, rule)) return faultOf(field, value, rule as JsonType); // The cast: optional types pass.
    } else if (rule !== undefined) {
      if (!isObject(value)) return faultOf(field, value, 'object');
      const fault = fieldFault(value, rule);
      if (fault !== undefined) return { ...fault, path: [field, ...fault.path] };
    }
  }
  return undefined;
}

function faultOf(field: string, value: unknown, expected: JsonType): FieldFault {
  return value === undefined ? { path: [field] } : { path: [field], expected };
}

/** True for a value of the type, and for any value if the type is that of an optional field. */
function isOfType(value: unknown, type: JsonType | `${JsonType}?`): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'number':
      return Number.isFinite(value);
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return true;
  }
}

/** True for an object that is not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
