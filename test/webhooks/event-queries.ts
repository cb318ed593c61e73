import fc from 'fast-check';
import type { FieldRule, FieldRules } from '../../src/events/define-event.js';
import { queryEvent } from '../../src/webhooks/query-event.js';
import { definitions, type Json, type JsonObject } from '../events/samples.js';

/** An encoding of objects and arrays in a query. */
export interface Spelling {
  readonly object: 'json' | 'dot' | 'brackets';
  readonly list: 'json' | 'repeats' | 'pushes' | 'indices';
}

export const spellings: readonly Spelling[] = (['json', 'dot', 'brackets'] as const).flatMap((object) =>
  (['json', 'repeats', 'pushes', 'indices'] as const).map((list) => ({ object, list })),
);

/** Returns an event as a query string. */
export function queryOf(
  event: JsonObject,
  spelling: Spelling,
  escaped: (text: string) => string = encodeURIComponent,
): string {
  return Object.entries(event)
    .flatMap(([name, value]) => written(name, value, spelling))
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join('&');
}

function written(name: string, value: Json, spelling: Spelling): [string, string][] {
  if (Array.isArray(value)) return listWritten(name, value, spelling);
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  if (spelling.object === 'json') return [[name, JSON.stringify(value)]];
  const fields = Object.entries(value);
  if (fields.length === 0) return [[name, '']];
  return fields.flatMap(([field, inner]) =>
    written(spelling.object === 'dot' ? `${name}.${field}` : `${name}[${field}]`, inner, spelling),
  );
}

function listWritten(name: string, items: Json[], { list }: Spelling): [string, string][] {
  if (list === 'json') return [[name, JSON.stringify(items)]];
  if (items.length === 0) return [[name, '']];
  // A single string is not always distinguishable from an empty array, null or JSON.
  const isPlain = items.length > 1 || /^(?!null$)\w+$/.test(String(items[0]));
  const suffix = (index: number): string => (list === 'indices' ? `[${index}]` : '[]');
  return items.map((item, index) => [list === 'repeats' && isPlain ? name : name + suffix(index), String(item)]);
}

const looksLikeAnything = fc.constantFrom('', '007', '+15551230001', 'true', 'null', '1e3', '{"a":1}', '[1]', 'a=b&c');
// Except a space before digits: it is encoded as a plus, which is read as part of the number.
const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), looksLikeAnything).filter((value) => !/^ \d+$/.test(value));
const headers = fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/), anyText, {
  maxKeys: 4,
  minKeys: 1,
  noNullPrototype: true,
});

const arbitraries = new Map<string, fc.Arbitrary<Json>>([
  ['string', anyText],
  ['integer', fc.integer()],
  ['number', fc.double({ noNaN: true, noDefaultInfinity: true })],
  ['boolean', fc.boolean()],
  ['array', fc.array(anyText, { maxLength: 4 })],
  ['object', headers],
]);

function objectArbitrary(fields: FieldRules): fc.Arbitrary<JsonObject> {
  const entries = Object.entries(fields);
  const isRequired = ([, rule]: [string, FieldRule]): boolean => typeof rule !== 'string' || !rule.endsWith('?');
  const model = Object.fromEntries(entries.map(([field, rule]) => [field, arbitraryOf(rule)]));
  return fc.record(model, { requiredKeys: entries.filter(isRequired).map(([field]) => field), noNullPrototype: true });
}

function arbitraryOf(rule: FieldRule): fc.Arbitrary<Json> {
  if (typeof rule !== 'string') return objectArbitrary(rule);
  const arbitrary = arbitraries.get(rule.replace('?', ''));
  if (arbitrary === undefined) throw new Error(`No arbitrary for ${rule}.`);
  return arbitrary;
}

/** Generates events with arbitrary values in their fields, including strings that their definition does not list. */
export const anyEvent: fc.Arbitrary<JsonObject> = fc
  .constantFrom(...definitions)
  .chain(({ name, by, fields }) =>
    fc
      .tuple(objectArbitrary(fields), fc.record({ tag: anyText, digits: anyText, text: anyText }, { requiredKeys: [] }))
      .map(([required, texts]) => ({ [by]: name, ...texts, ...required })),
  );

/** Returns the parsed fields without the event's type. */
export function fieldsIn(eventType: string, query: string): Record<string, unknown> | undefined {
  const { eventType: _, ...fields } = queryEvent(`eventType=${eventType}&${query}`) ?? {};
  return fields;
}
