import type { CallMap } from '../map/call-map.js';
import { CommandError } from '../terminal/command-error.js';

/** Returns a map as JSON, for `--diff` and other programs. The same map gives the same bytes: keys have a fixed order. */
export function mapToJson({ version, application, states, edges, leftOut }: CallMap): string {
  const ordered = {
    version,
    application,
    states: states.map(({ id, signature, kind, title, heard, waitsFor, events, problems, path, ...rest }) => ({
      id,
      signature,
      kind,
      title,
      heard: heard.map(({ kind, text }) => ({ kind, text })),
      waitsFor,
      events,
      problems: problems.map(({ severity, code, message, ...rest }) => ({ severity, code, message, ...sorted(rest) })),
      path: path.map(sorted),
      ...sorted(rest),
    })),
    edges: edges.map(({ from, to, actions, labels, ...rest }) => ({
      from,
      to,
      labels,
      actions: actions.map(sorted),
      ...sorted(rest),
    })),
    leftOut,
  };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

/** Returns a copy with the keys of all objects in alphabetical order, `kind` first. */
function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T; // an array of the same elements
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const rank = ([key]: readonly [string, unknown]): string => (key === 'kind' ? '' : key);
  entries.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  // The same keys with the same values.
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)])) as T;
}

/**
 * Reads a map that `bxml map` wrote as JSON.
 *
 * @param source the name of the file, for messages
 * @throws CommandError if it is not JSON, not a map, or of another version
 */
export function mapFromJson(text: string, source: string): CallMap {
  const hint = 'Write one with: bxml map app.tsx -o old.json';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${source} is not JSON, so it is not a map.`, { hint, cause });
  }
  const fault = faultOf(value);
  if (fault !== undefined) throw new CommandError(`${source} is not a map of bxml: ${fault}.`, { hint });
  return value as CallMap; // checked by faultOf
}

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const arrayOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const fieldsOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    firstFault(value, checks) === undefined;

const isAction = fieldsOf({ kind: isString });
const stateChecks = {
  id: isString,
  signature: isString,
  kind: isOneOf('start', 'input', 'ringing', 'refer', 'connected', 'waiting', 'end', 'unexplored'),
  title: isString,
  heard: arrayOf(fieldsOf({ kind: isOneOf('speech', 'audio'), text: isString })),
  waitsFor: isString,
  events: arrayOf(isString),
  problems: arrayOf(fieldsOf({ severity: isOneOf('error', 'warning'), code: isString, message: isString })),
  path: arrayOf(isAction),
};
const edgeChecks = { from: isString, to: isString, labels: arrayOf(isString), actions: arrayOf(isAction) };

/** Returns what is wrong with a value that should be a map, or `undefined`. */
function faultOf(value: unknown): string | undefined {
  if (!isObject(value)) return 'it is not an object';
  if (value.version !== 1)
    return `its version is ${JSON.stringify(value.version) ?? 'missing'}, and this command reads version 1`;
  const fault = firstFault(value, {
    application: isString,
    states: Array.isArray,
    edges: Array.isArray,
    leftOut: arrayOf(isString),
  });
  if (fault !== undefined) return fault;
  return faultIn(value.states, 'states', stateChecks) ?? faultIn(value.edges, 'edges', edgeChecks);
}

function faultIn(list: unknown, name: string, checks: Readonly<Record<string, Check>>): string | undefined {
  if (!Array.isArray(list)) return undefined;
  for (const [i, each] of list.entries()) {
    const fault = firstFault(each, checks);
    if (fault !== undefined) return `${name}[${i}]: ${fault}`;
  }
  return undefined;
}

function firstFault(value: unknown, checks: Readonly<Record<string, Check>>): string | undefined {
  if (!isObject(value)) return 'it is not an object';
  const name = Object.keys(checks).find((key) => checks[key]?.(value[key]) !== true);
  return name && (name in value ? `${name} has an invalid value` : `${name} is missing`);
}
