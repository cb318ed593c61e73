// Attribute rules that many verbs use. The props of each verb document the attributes. A type derived from an array, as
// `(typeof list)[number]`, is anonymous, so that editors show the values instead of a name.
import { oneOf } from '../define/attribute-rule.js';
import type { VerbRule } from '../define/verb-definition.js';

/** An http or https URL. A relative URL is resolved against the URL of the document. */
export const url = { type: 'url' } as const;

const httpMethods = ['GET', 'POST'] as const;

/** The HTTP method of a callback. */
export type HttpMethod = (typeof httpMethods)[number];
export const httpMethod = oneOf(httpMethods, { default: 'POST' });

/** Any string. */
export const text = { type: 'string' } as const;

/** A password, which messages never show. */
export const password = { type: 'string', secret: true } as const;

/** A custom string that Bandwidth sends with every event. An empty string clears it. */
export const tag = { type: 'string', maxLength: 256 } as const;

/** A boolean attribute with the default `false`. */
export const offByDefault = { type: 'boolean', default: false } as const;

/** Seconds to ring a party. */
export const callTimeout = (rule: string) =>
  ({ type: 'decimal', min: 1, max: 300, default: 30, unit: 'seconds', rule }) as const;

/** An E.164 number, such as +15551234567. */
export const e164 = /^\+[1-9]\d{1,14}$/;

/** One to fifty DTMF keys and pauses. */
export const tones = /^[0-9*#a-dA-D,wW]{1,50}$/;

/** Patterns that match only ASCII characters without escaping. Performance: matching strings are written unchecked. */
export const plainPatterns: ReadonlySet<RegExp> = new Set([e164, tones]);

/** Warns about terminating digits that are not keys of a telephone. */
export function unpressableKeys(id: string): VerbRule<{ terminatingDigits?: string | undefined }> {
  return {
    id,
    level: 'warning',
    about: ['terminatingDigits'],
    check({ props }) {
      const odd = props.terminatingDigits?.match(/[^0-9*#A-Da-d]/u)?.[0];
      if (odd === undefined) return undefined;
      return {
        message: `terminatingDigits contains ${JSON.stringify(odd)}, which is not a key; allowed: 0-9 * # A-D.`,
      };
    },
  };
}
