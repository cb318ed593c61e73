import type { EventDefinition, FieldRules, JsonType } from '../events/define-event.js';
import { discriminate } from '../events/discriminate.js';
import { isTooLarge } from '../events/event-size.js';
import { mediaStreamRejected } from '../events/media-stream-events.js';
import { realTimeTranscriptionRejected } from '../events/real-time-transcription-events.js';

/** Most parameters that are read: many times what the largest event has. */
const MAX_PARAMETERS = 1000;
/** Most levels that the name of a parameter, or the JSON in its value, may nest: more than twice what any event needs. */
const MAX_DEPTH = 8;
/** Longest name that is taken apart: regular expressions throw if they have to remember millions of steps. */
const MAX_NAME = 1000;

/** `a.b`, `a[b]`, `a[]`, `a[0]` and what they add up to. No two branches begin alike, so matching never backtracks. */
const NESTED_NAME = /^[^.[\]]+(?:\.[^.[\]]+|\[[^[\]]*\])+$/;
const SEGMENT = /\[([^[\]]*)\]|[^.[\]]+/g;
const INDEX = /^\d{1,9}$/;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** A value that is a phone number whose plus was not escaped, as some writers of URLs leave it. */
const BARE_PLUS = /=\+(?=[1-9]\d{1,14}(?:&|$))/g;

/** The type that a value should have, if the definition of the event says so. */
interface Expectation {
  readonly type: JsonType | 'anything';
  readonly optional?: boolean;
  /** The fields of an object, if they are known. */
  readonly fields?: FieldRules | undefined;
}

const text: Expectation = { type: 'string' };
const anything: Expectation = { type: 'anything' };

/** The parameters that name one value: they may contradict each other. */
interface ParamNode {
  /** `a=…`, once or more often. */
  readonly texts: string[];
  /** `a[]…`. */
  readonly pushed: ParamNode[];
  /** `a.b…`, `a[b]…` and `a[0]…`. */
  readonly named: Map<string, ParamNode>;
}

/** Optional objects that look like one that the event requires: their definition says no more than `object?`. */
const fieldsOfOptional: ReadonlyMap<string, FieldRules> = new Map<string, FieldRules>([
  ['originalMediaStream', mediaStreamRejected.fields.mediaStream],
  ['originalTranscription', realTimeTranscriptionRejected.fields.realTimeTranscription],
]);

/**
 * Returns the event in a query string (without its `?`), as an object for `parseEvent`; undefined if the query has no
 * `eventType` and no `event`.
 *
 * How Bandwidth writes an event into a query is documented for plain fields alone, so every usual spelling is read:
 * - objects as `a.b=v`, as `a[b]=v`, and as JSON in `a=`
 * - lists as `a=v&a=w`, `a[]=v`, `a[0]=v` (gaps close up), and as JSON in `a=`
 *
 * The definition of the event says which strings are numbers, booleans, objects and lists. A string that does not fit stays
 * a string, for `parseEvent` to refuse. `null` stands for null, and an empty string for a field left out (a required list or object
 * is empty then). All other fields are strings, whatever they look like.
 *
 * Of a string that comes twice the last one counts: a query of the webhook's own URL stands before what is added to it.
 * If parameters contradict each other, the one of the kind that the definition wants counts; if it wants none,
 * nested names count before a string, and names before list items.
 *
 * Never throws. Parameters after the thousandth and those with a `__proto__` in their name are ignored; names that are
 * malformed or nest deeper than eight levels are taken as they are, and JSON that does, or that holds more than an event
 * may, is left as a string.
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

/** Returns the part of a query with its first thousand parameters, because to parse all of them may take long. */
function firstOf(query: string): string {
  let begin = 0;
  for (let count = 0; count < MAX_PARAMETERS; ) {
    const end = query.indexOf('&', begin);
    if (end === -1) return query;
    // Between two marks in a row there is no parameter.
    if (end > begin) count++;
    begin = end + 1;
  }
  return query.slice(0, begin);
}

/** Returns the fields of an event, other names of fields included; undefined for an unknown event. */
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
  // An own `__proto__` would be harmless here, and replace a prototype if it is assigned to another object.
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
  if (rule === undefined) return text; // Definitions list whatever is not text.
  if (typeof rule !== 'string') return { type: 'object', fields: rule };
  const optional = rule.endsWith('?');
  const type = (optional ? rule.slice(0, -1) : rule) as JsonType; // All that a rule may have beside its type is the `?`.
  return { type, optional, fields: fieldsOfOptional.get(name) };
}

/** Returns the value of a field; undefined if it counts as left out. */
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

/** Returns a string as the type that is expected; the string itself if it is not of that type. */
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

/** Returns the list in JSON, or a list of the string. */
function listIn(value: string): unknown {
  if (value === '') return [];
  return looksLikeJson(value) ? jsonIn(value) : [value];
}

const looksLikeJson = (value: string): boolean => /^\s*[[{]/.test(value);

/** Returns the object or list in JSON; the string itself if there is none. */
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
  if (levels === 0) throw new RangeError('The JSON is nested too deep.');
  if (Array.isArray(value)) return value.map((item) => plain(item, levels - 1));
  const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(entries.map(([name, field]) => [name, plain(field, levels - 1)]));
}
