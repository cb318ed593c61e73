// Attributes that many verbs have. What an attribute is for is said in the props of each verb. A type that is read out of
// a list, as `(typeof list)[number]`, has no name for an editor, which therefore shows the values themselves.
import { oneOf } from '../define/attribute-rule.js';
import type { VerbRule } from '../define/verb-definition.js';

/** An http or https address; relative ones are resolved against the address that served the document. */
export const url = { type: 'url' } as const;

const httpMethods = ['GET', 'POST'] as const;

/** The HTTP method of a callback. */
export type HttpMethod = (typeof httpMethods)[number];
export const httpMethod = oneOf(httpMethods, { default: 'POST' });

/** Text without a form of its own. */
export const text = { type: 'string' } as const;

/** A password: never printed. */
export const password = { type: 'string', secret: true } as const;

/** Custom text that comes back with every event; the empty text clears it. */
export const tag = { type: 'string', maxLength: 256 } as const;

/** A switch that is off when left out. */
export const offByDefault = { type: 'boolean', default: false } as const;

/** Seconds to ring a party. */
export const callTimeout = (rule: string) =>
  ({ type: 'decimal', min: 1, max: 300, default: 30, unit: 'seconds', rule }) as const;

/** An E.164 number, such as +15551234567. */
export const e164 = /^\+[1-9]\d{1,14}$/;

/** One to fifty keys of a telephone, and pauses among them. */
export const tones = /^[0-9*#a-dA-D,wW]{1,50}$/;

/** Patterns that only plain ASCII with nothing to escape can fit: such texts need no second look when written. */
export const plainPatterns: ReadonlySet<RegExp> = new Set([e164, tones]);

/** Warns about terminating digits that no telephone key sends. */
export function unpressableKeys(id: string): VerbRule<{ terminatingDigits?: string | undefined }> {
  return {
    id,
    level: 'warning',
    about: ['terminatingDigits'],
    check({ props }) {
      const odd = props.terminatingDigits?.match(/[^0-9*#A-Da-d]/u)?.[0];
      if (odd === undefined) return undefined;
      return {
        message: `terminatingDigits holds ${JSON.stringify(odd)}, which can never be pressed; keys are 0-9 * # A-D.`,
      };
    },
  };
}
