import type { EventDefinition, FieldRules, JsonType } from '../events/define-event.js';
import { discriminate } from '../events/discriminate.js';
import { isTooLarge } from '../events/event-size.js';
import { mediaStreamRejected } from '../events/media-stream-events.js';
import { realTimeTranscriptionRejected } from '../events/real-time-transcription-events.js';

/** Maximum number of parameters read: many times that of the largest event. */
const MAX_PARAMETERS = 1000;
/** Maximum nesting of a parameter name or of JSON in a value: more than twice what any event needs. */
const MAX_DEPTH = 8;
/** Maximum length of a nested name. Regular expressions may overflow the stack on very long strings. */
const MAX_NAME = 1000;

/** Matches `a.b`, `a[b]`, `a[]`, `a[0]` and combinations. No two branches start alike, so matching never backtracks. */
const NESTED_NAME = /^[^.[\]]+(?:\.[^.[\]]+|\[[^[\]]*\])+$/;
const SEGMENT = /\[([^[\]]*)\]|[^.[\]]+/g;
const INDEX = /^\d{1,9}$/;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Matches the unescaped plus of a value that is a phone number. Some URL encoders leave it. */
const BARE_PLUS = /=\+(?=[1-9]\d{1,14}(?:&|$))/g;

/** The expected type of a value, from the definition of the event. */
interface Expectation {
  readonly type: JsonType | 'anything';
  readonly optional?: boolean;
  /** The fields of an object, if they are known. */
  readonly fields?: FieldRules | undefined;
}

const text: Expectation = { type: 'string' };
const anything: Expectation = { type: 'anything' };

/** The parameters for one value. They may contradict each other. */
interface ParamNode {
  /** The values of `a=…`, which may be repeated. */
  readonly texts: string[];
  /** `a[]…`. */
  readonly pushed: ParamNode[];
  /** `a.b…`, `a[b]…` and `a[0]…`. */
  readonly named: Map<string, ParamNode>;
}

/** Optional objects with the same fields as a required one. Their own definition says only `object?`. */
const fieldsOfOptional: ReadonlyMap<string, FieldRules> = new Map<string, FieldRules>([
  ['originalMediaStream', mediaStreamRejected.fields.mediaStream],
  ['originalTranscription', realTimeTranscriptionRejected.fields.realTimeTranscription],
]);

/**
 * Parses the event in a query string (without the `?`). Returns an object for `parseEvent`; undefined if the query has
 * neither `eventType` nor `event`.
 *
 * Bandwidth documents the encoding of an event in a query only for plain fields, so all common encodings are accepted:
 * - objects as `a.b=v`, as `a[b]=v`, and as JSON in `a=`
 * - arrays as `a=v&a=w`, `a[]=v`, `a[0]=v` (missing indexes are skipped), and as JSON in `a=`
 *
 * The definition of the event says which values are numbers, booleans, objects and arrays. A value that does not parse
 * as its type stays a string, which `parseEvent` then rejects. `null` means null. An empty string means that the field
 * is missing, or an empty array or object if it is required. All other fields are strings.
 *
 * If a plain parameter is repeated, the last value wins, because the query of the webhook URL itself comes first. If
 * parameters contradict each other, the one with the expected type wins; without an expected type, nested names win
 * over a string, and names over array items.
 *
 * Never throws. Ignores parameters after the first 1,000 and parameters with `__proto__` in their name. Names that are
 * malformed or nested more than eight levels deep are used literally. JSON that is malformed, nested more than eight
 * levels deep or larger than an event may be stays a string.
 *
 * @example
 * queryEvent('eventType=recordComplete&channels=2'); // { eventType: 'recordComplete', channels: 2 }
 */
export function queryEvent(query: string): Record<string, unknown> | undefined {
  const parameters = parametersOf(query);
  const last = new Map(parameters);
  const named = ['eventType', 'event'].filter((name) => last.has(name)).map((name) => [name, last.get(name)]);
  if (named.length === 0) return undefined;
  const discriminators: Record<string, unknown> = Object.fromEntries(named);
  const fields = fieldsOf(discriminate(discriminators)?.definition);
  const root = emptyNode();
  for (const [name, value] of parameters) addParameter(root, pathOf(name, fields), value);
  return { ...objectOf(root.named, fields), ...discriminators };
}

function parametersOf(query: string): [name: string, value: string][] {
  const parameters: [string, string][] = [];
  for (const parameter of new URLSearchParams(firstOf(query).replace(BARE_PLUS, '=%2B'))) parameters.push(parameter);
  return parameters;
}

/** Returns the part of a query with its first 1,000 parameters, which limits the time that parsing takes. */
function firstOf(query: string): string {
  let begin = 0;
  for (let count = 0; count < MAX_PARAMETERS; ) {
    const end = query.indexOf('&', begin);
    if (end === -1) return query;
    // Two separators in a row have no parameter between them.
    if (end > begin) count++;
    begin = end + 1;
  }
  return query.slice(0, begin);
}

/** Returns the fields of an event, including aliases; undefined for an unknown event. */
function fieldsOf(definition: EventDefinition | undefined): FieldRules | undefined {
  if (definition === undefined) return undefined;
  const { fields, fieldAliases = {} } = definition;
  const aliases = Object.entries(fieldAliases).map(([alias, field]) => [alias, fields[field]]);
  return { ...fields, ...Object.fromEntries(aliases) };
}

function pathOf(name: string, fields: FieldRules = {}): readonly string[] {
  if (Object.hasOwn(fields, name) || name.length > MAX_NAME || !NESTED_NAME.test(name)) return [name];
  const path = Array.from(name.matchAll(SEGMENT), ([segment, inBrackets]) => inBrackets ?? segment);
  return path.length > MAX_DEPTH ? [name] : path;
}

const emptyNode = (): ParamNode => ({ texts: [], pushed: [], named: new Map() });

function addParameter(root: ParamNode, path: readonly string[], value: string): void {
  // An own property `__proto__` would replace the prototype of an object that it is assigned to.
  if (path.includes('__proto__')) return;
  let node = root;
  for (const segment of path) node = segment === '' ? pushedInto(node) : namedIn(node, segment);
  node.texts.push(value);
}

function pushedInto({ pushed }: ParamNode): ParamNode {
  const node = emptyNode();
  pushed.push(node);
  return node;
}

function namedIn({ named }: ParamNode, name: string): ParamNode {
  const node = named.get(name) ?? emptyNode();
  named.set(name, node);
  return node;
}

function objectOf(named: ReadonlyMap<string, ParamNode>, fields: FieldRules | undefined): Record<string, unknown> {
  const entries = Array.from(named, ([name, node]) => [name, fieldValue(node, expectationOf(name, fields))]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function expectationOf(name: string, fields: FieldRules | undefined): Expectation {
  if (fields === undefined) return anything;
  const rule = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (rule === undefined) return text; // Definitions list every field that is not a string.
  if (typeof rule !== 'string') return { type: 'object', fields: rule };
  const optional = rule.endsWith('?');
  const type = (optional ? rule.slice(0, -1) : rule) as JsonType; // A rule is a type with an optional `?`.
  return { type, optional, fields: fieldsOfOptional.get(name) };
}

/** Returns the value of a field; undefined if it counts as missing. */
function fieldValue(node: ParamNode, expected: Expectation): unknown {
  const { texts, pushed, named } = node;
  const takesNested = ['array', 'object', 'anything'].includes(expected.type);
  if (pushed.length + named.size > 0 && (takesNested || texts.length === 0)) return nestedValue(node, expected);
  if (texts.length > 1 && ['array', 'anything'].includes(expected.type)) return texts;
  return typed(texts.at(-1) ?? '', expected);
}

function nestedValue({ texts, pushed, named }: ParamNode, { type, fields }: Expectation): unknown {
  const indexed = [...named].filter(([name]) => INDEX.test(name));
  const isList = type === 'object' ? named.size === 0 : named.size === indexed.length;
  if (!isList) return objectOf(named, fields);
  const inOrder = indexed.sort(([a], [b]) => Number(a) - Number(b)).map(([, node]) => node);
  const items = (list: readonly ParamNode[]): unknown[] => list.map((node) => fieldValue(node, text));
  return [...items(inOrder), ...texts, ...items(pushed)];
}

/** Parses a string as the expected type. Returns the string unchanged if it does not parse. */
function typed(value: string, { type, optional = false }: Expectation): unknown {
  if (type === 'string' || type === 'anything') return value;
  if (value === 'null') return null;
  if (value === '' && optional) return undefined;
  if (type === 'boolean') return value === 'true' || (value === 'false' ? false : value);
  if (type === 'array') return listIn(value);
  if (type === 'object') return value === '' ? {} : jsonIn(value);
  const number = JSON_NUMBER.test(value) ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : value;
}

/** Parses a JSON array; returns an array of the string if it is not JSON. */
function listIn(value: string): unknown {
  if (value === '') return [];
  return looksLikeJson(value) ? jsonIn(value) : [value];
}

const looksLikeJson = (value: string): boolean => /^\s*[[{]/.test(value);

/** Parses a JSON object or array. Returns the string unchanged if it is not one. */
function jsonIn(value: string): unknown {
  if (!looksLikeJson(value) || isTooLarge(value)) return value;
  try {
    return plain(JSON.parse(value), MAX_DEPTH);
  } catch {
    return value;
  }
}

/** Returns a copy of a JSON value without fields named `__proto__`. */
function plain(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) throw new RangeError('The JSON is nested too deeply.');
  if (Array.isArray(value)) return value.map((item) => plain(item, levels - 1));
  const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(entries.map(([name, field]) => [name, plain(field, levels - 1)]));
}
