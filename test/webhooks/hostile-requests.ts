// Generators of invalid requests: arbitrary JSON and bytes, and events with small errors.
import fc from 'fast-check';
import { definitions, type Json, leastEvent, requiredFields } from '../events/samples.js';
import { SECRET } from './hostile-server.js';

/** A request before it is converted to bytes or to a `Request`. */
export interface AnyRequest {
  readonly method: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const names = definitions.map(({ name }) => name);

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON'];

const oddKey = fc.oneof(fc.constantFrom(...PROTOTYPE_KEYS, '', SECRET, 'eventType', 'event', 'eventTime'), fc.string());
const oddValue = fc.oneof(
  fc.constantFrom<Json>(null, SECRET, { polluted: SECRET }, [SECRET], 0, true, '', '\ud800', 'initiate'),
  fc.jsonValue() as fc.Arbitrary<Json>,
);

type Change = (event: Record<string, unknown>) => void;

/** Generates a change of an event: an added field, a removed field, or another value. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(oddKey, oddValue).map(
    ([key, value]): Change =>
      (event) => {
        Object.defineProperty(event, key, { value, enumerable: true, configurable: true, writable: true });
      },
  ),
  fc.nat().map(
    (nth): Change =>
      (event) => {
        delete event[nthKey(event, nth)];
      },
  ),
  fc.tuple(fc.nat(), oddValue).map(
    ([nth, value]): Change =>
      (event) => {
        event[nthKey(event, nth)] = value;
      },
  ),
);

const nthKey = (event: object, nth: number): string => Object.keys(event)[nth % Object.keys(event).length] ?? '';

/** Generates valid and almost valid events. */
export const nearEvent: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(fc.constantFrom(...names), fc.array(change, { maxLength: 2 }))
  .map(([name, changes]) => {
    const event: Record<string, unknown> = { tag: SECRET, ...leastEvent(name) };
    for (const apply of changes) apply(event);
    return event;
  });

const eventText = nearEvent.map((event) => JSON.stringify(event));

/** Generates unusual JSON and almost valid JSON. */
const oddText = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    'null',
    '[]',
    '"',
    '1e999',
    '-0',
    '{"eventType":1e999}',
    '{"__proto__":{"eventType":"gather"}}',
  ),
  eventText.map((text) => `\ufeff${text}`),
  eventText.map((text) => `\n\t ${text}\r\n`),
  eventText.map((text) => text.replace('{', `{"eventType":"${SECRET}","callId":1e999,`)),
  eventText.map((text) => text.replace(/}$/, ',"big":12345678901234567890123,"small":1e-999,"half":"\\ud800"}')),
  fc.tuple(eventText, fc.nat()).map(([text, at]) => text.slice(0, at % text.length)),
  eventText.map((text) => `${text}${text}`),
  eventText.map((text) => `[${text}]`),
  eventText.map((text) => JSON.stringify(text)),
);

const spliced = fc
  .tuple(eventText, fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.nat())
  .map(([text, bytes, at]) => {
    const whole = Buffer.from(text);
    const place = at % whole.length;
    return Buffer.concat([whole.subarray(0, place), bytes, whole.subarray(place)]);
  });

const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: eventText.map((text) => Buffer.from(text)) },
  { weight: 3, arbitrary: oddText.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: spliced },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: eventText.map((text) => Buffer.from(text, 'utf16le')) },
);

/** Generates an event as a query string, or something similar. */
export const query: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(nearEvent, fc.boolean()).map(([event, asJson]) => {
    const pairs = Object.entries(event).flatMap(([key, value]): [string, string][] =>
      typeof value !== 'object' || value === null || asJson
        ? [[key, typeof value === 'string' ? value : JSON.stringify(value)]]
        : Object.entries(value).map(([inner, field]) => [`${key}[${inner}]`, String(field)]),
    );
    return new URLSearchParams(pairs).toString();
  }),
  fc
    .tuple(fc.constantFrom('eventType', 'event', 'eventType[]', '__proto__[eventType]', 'a'), fc.webQueryParameters())
    .map(([name, rest]) => `${name}=${SECRET}&${rest}`),
  fc.webQueryParameters(),
  fc.stringMatching(/^[!"$-~]{0,60}$/).map((text) => `eventType=${text}`),
  fc.constantFrom('', '%', '%E0%A4%A', '&&==', 'eventType', `eventType=%ff${SECRET}`, 'eventType=gather&'.repeat(300)),
);

/** Generates header values that HTTP allows. */
const headerValue = fc.oneof(
  fc.stringMatching(/^[!-~\x80-\xff]([ -~\x80-\xff]{0,40}[!-~\x80-\xff])?$/),
  fc.constantFrom(SECRET, 'application/json', 'gzip', 'identity', 'Basic', 'Basic =', '\u00a0'),
);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const headers: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    fc.record(
      {
        'content-type': fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom('application/json', 'Application/JSON; charset=utf-8') },
          { weight: 1, arbitrary: fc.constantFrom('text/plain', `text/${SECRET}`, 'application/jsonx', 'application') },
          { weight: 1, arbitrary: headerValue },
        ),
        'content-encoding': fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom('identity', 'Identity') },
          { weight: 1, arbitrary: headerValue },
        ),
      },
      { requiredKeys: ['content-type'] },
    ),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant({ authorization: `Basic ${base64('bandwidth:open')}` }) },
      {
        weight: 2,
        arbitrary: fc
          .oneof(
            headerValue,
            fc.string({ unit: 'binary' }).map((text) => `Basic ${base64(text)}`),
            fc.constantFrom(`Basic ${base64(`bandwidth:${SECRET}`)}`, `Bearer ${SECRET}`, `Basic ${SECRET}`),
          )
          .map((authorization) => ({ authorization })),
      },
      { weight: 1, arbitrary: fc.constant({}) },
    ),
    fc.dictionary(
      fc.stringMatching(/^[a-z-]{1,12}$/).map((name) => `x-${name}`),
      headerValue,
      { maxKeys: 3 },
    ),
  )
  .map(([known, credentials, others]) => ({ ...others, ...known, ...credentials }));

export const anyRequest: fc.Arbitrary<AnyRequest> = fc.record({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant('POST') },
    { weight: 3, arbitrary: fc.constant('GET') },
    { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS') },
  ),
  query,
  headers,
  body,
});

/** True if a handler may receive the value: its type is known, and every required field has the right type. */
export function isEvent(event: object): boolean {
  const named = event as Readonly<Record<string, unknown>>;
  const definition = definitions.find(({ by, name }) => named[by] === name);
  if (definition === undefined || !Object.hasOwn(event, definition.by)) return false;
  return requiredFields(definition.fields).every(([path, type]) => {
    const value = path.split('.').reduce<unknown>(ownField, event);
    return type === 'integer'
      ? Number.isInteger(value)
      : type === 'array'
        ? Array.isArray(value)
        : typeof value === type;
  });
}

function ownField(owner: unknown, name: string): unknown {
  if (typeof owner !== 'object' || owner === null || !Object.hasOwn(owner, name)) return undefined;
  return (owner as Readonly<Record<string, unknown>>)[name];
}
