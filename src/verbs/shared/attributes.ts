// The rules of attributes that many verbs share. What an attribute is for is said on each verb's props.
import { oneOf } from '../define/attribute-rule.js';

/** An http or https address; relative ones are resolved against the address that served the document. */
export const url = { type: 'url' } as const;

/** The HTTP method of a callback. */
export const httpMethod = oneOf(['GET', 'POST'], { default: 'POST' });

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

/** The file type of a recording. */
export const fileFormat = (rule: string) => oneOf(['wav', 'mp3'], { default: 'wav', rule });

/** Which sides of a call are sent. */
export const tracks = oneOf(['inbound', 'outbound', 'both'], { default: 'inbound' });

/** What to do with SIP Diversion headers. */
export const diversionTreatment = oneOf(['none', 'propagate', 'stack'], { default: 'none' });

/** The reason in a stacked Diversion header. */
export const diversionReason = oneOf(
  [
    'unknown',
    'user-busy',
    'no-answer',
    'unavailable',
    'unconditional',
    'time-of-day',
    'do-not-disturb',
    'deflection',
    'follow-me',
    'out-of-service',
    'away',
  ],
  { default: 'unknown' },
);

/** An E.164 number, such as +15551234567. */
export const e164 = /^\+[1-9]\d{1,14}$/;

/** Patterns that only plain ASCII with nothing to escape can fit: such texts need no second look when written. */
export const plainPatterns: ReadonlySet<RegExp> = new Set([e164]);
