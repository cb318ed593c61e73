import { closestMatch } from '../terminal/closest-match.js';
import { CommandError } from '../terminal/command-error.js';
import { eventInfos } from './event-fields.js';
import type { EventInfo, FieldInfo } from './event-info.js';

/** An option of a field, as it was written: `--call-id c-17`. */
export interface FieldOption {
  /** With its hyphens. */
  readonly option: string;
  /** `undefined` if nothing follows it. */
  readonly value: string | undefined;
}

/** The arguments of `bxml send` apart from its own options. */
export interface SendArguments {
  readonly positional: readonly string[];
  readonly options: readonly FieldOption[];
}

/** Fields whose option may be written without a value. */
const FLAGS = new Set(
  eventInfos.flatMap(({ fields }) => fields.filter(({ type }) => type === 'boolean').map(({ name }) => plain(name))),
);

/** Separates the options of fields from the event and the URL. */
export function readArguments(args: readonly string[]): SendArguments {
  const positional: string[] = [];
  const options: FieldOption[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      positional.push(...args.slice(index + 1));
      break;
    }
    const [, option, value] = /^(--[^=]+)(?:=([\s\S]*))?$/.exec(arg) ?? [];
    if (option === undefined) positional.push(arg);
    else if (value !== undefined) options.push({ option, value });
    else {
      const next = args[index + 1];
      const isFlag = FLAGS.has(plain(option)) && next !== 'true' && next !== 'false';
      if (!isFlag) index++;
      options.push({ option, value: isFlag ? 'true' : next });
    }
  }
  return { positional, options };
}

/** Returns the option of a field, such as `--call-id`. */
export const optionOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Returns a name without regard to case and hyphens. */
function plain(name: string): string {
  return name.replaceAll('-', '').toLowerCase();
}

/** The fields of an event that the options set, and what is unusual about them. */
export interface GivenFields {
  readonly fields: Record<string, unknown>;
  readonly remarks: readonly string[];
}

/** The own options of `bxml send`, for suggestions. */
const OWN_OPTIONS = ['--field', '--file', '--get', '--user', '--header', '--timeout', '--json', '--raw', '--help'];

/**
 * Returns the fields that options set, converted to the types of the event.
 *
 * @param assignments the values of `--field`: `name=value`
 * @throws CommandError for an unknown option, or a value that does not fit the type of its field
 */
export function givenFields(
  event: EventInfo,
  options: readonly FieldOption[],
  assignments: readonly string[],
): GivenFields {
  const fields: Record<string, unknown> = {};
  const remarks: string[] = [];
  for (const { option, value } of options) {
    const path = option.slice(2).split('.');
    const found = findField(event.fields, path, true);
    if (found.info === undefined) throw unknownOption(event, option);
    if (value === undefined) throw new CommandError(`${option} has no value.`, { hint: exampleOf(option, found.info) });
    set(fields, found.path, converted(found.info, value, option), found.info);
    remarks.push(...valueRemarks(found.info, value, option));
  }
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    if (at < 1)
      throw new CommandError(`--field ${JSON.stringify(assignment)} has no ${at === 0 ? 'name' : 'value'}.`, {
        hint: 'Write --field name=value.',
      });
    const name = assignment.slice(0, at);
    const text = assignment.slice(at + 1);
    const { path, info } = findField(event.fields, name.split('.'), false);
    if (path.includes('__proto__') || path.includes(''))
      throw new CommandError(`--field cannot set ${JSON.stringify(name)}.`);
    set(fields, path, info === undefined ? jsonOr(text) : converted(info, text, `--field ${name}`), info);
    if (info === undefined) remarks.push(unknownField(event, name));
    else remarks.push(...valueRemarks(info, text, name));
  }
  return { fields, remarks };
}

interface FoundField {
  readonly path: readonly string[];
  /** `undefined` for a field that the library does not know. */
  readonly info: FieldInfo | undefined;
}

/** Finds a field by its path. @param isLoose without regard to case and hyphens, as options are written */
function findField(
  fields: readonly FieldInfo[],
  [first = '', ...rest]: readonly string[],
  isLoose: boolean,
): FoundField {
  const info = fields.find(({ name }) => name === first || (isLoose && plain(name) === plain(first)));
  const name = info?.name ?? first;
  if (rest.length === 0 || info === undefined)
    return { path: [name, ...rest], info: rest.length === 0 ? info : undefined };
  if (info.type === 'strings') {
    // A name of a header may contain a period.
    return { path: [name, rest.join('.')], info: { name: rest.join('.'), type: 'string', text: '' } };
  }
  const found = findField(info.fields ?? [], rest, isLoose);
  return { path: [name, ...found.path], info: found.info };
}

/** Sets the value at a path. A list that is given several times is continued. */
function set(
  fields: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
  info: FieldInfo | undefined,
): void {
  let target = fields;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(target, name) ? target[name] : undefined;
    const next = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? { ...inner } : {};
    target[name] = next;
    target = next;
  }
  const last = path.at(-1) ?? '';
  const before = Object.hasOwn(target, last) ? target[last] : undefined;
  target[last] =
    info?.type === 'array' && Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
}

/** Returns text as the value of a field. */
function converted(info: FieldInfo, text: string, source: string): unknown {
  const { type, isNullable } = info;
  if (isNullable && text === 'null') return null;
  if (type === 'string') return text;
  const value = valueFrom(type, text);
  if (value !== undefined) return value;
  throw new CommandError(`${source} is ${JSON.stringify(text)}; expected ${WORDS[type]}.`, {
    hint: exampleOf(optionOf(info.name), info),
  });
}

const WORDS = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  array: 'an array as JSON, or values with commas between them',
  object: 'an object as JSON',
  strings: 'an object with string values as JSON',
} as const;

function valueFrom(type: FieldInfo['type'], text: string): unknown {
  const json = jsonOr(text);
  switch (type) {
    case 'number':
      return typeof json === 'number' ? json : undefined;
    case 'integer':
      return Number.isInteger(json) ? json : undefined;
    case 'boolean':
      return typeof json === 'boolean' ? json : undefined;
    case 'array':
      if (Array.isArray(json)) return json;
      return text === '' ? [] : text.split(',').map((each) => each.trim());
    case 'object':
      return isObject(json) ? json : undefined;
    case 'strings':
      return isObject(json) && Object.values(json).every((each) => typeof each === 'string') ? json : undefined;
    case 'string':
      return text;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function unknownOption(event: EventInfo, option: string): CommandError {
  const names = event.fields.map(({ name }) => optionOf(name));
  const similar = closestMatch(option, [...names, ...OWN_OPTIONS]);
  const field = option.slice(2);
  const hint =
    similar === undefined
      ? `Its fields: ${names.join(', ')}. --field name=value sets any other.`
      : `Did you mean ${similar}? bxml send ${event.name} --help lists its fields.`;
  return new CommandError(`The event ${event.name} has no field ${field}.`, { hint });
}

function unknownField(event: EventInfo, name: string): string {
  const similar = closestMatch(
    name,
    event.fields.map((each) => each.name),
  );
  return `The event ${event.name} has no documented field ${name}; it is sent as it is.${similar === undefined ? '' : ` Did you mean ${similar}?`}`;
}

/** Returns a remark if a value is not among the documented ones. */
function valueRemarks({ values, type, isOpen }: FieldInfo, text: string, source: string): string[] {
  if (values === undefined || type !== 'string' || text === '' || values.includes(text)) return [];
  const similar = closestMatch(text, values);
  const hint = similar === undefined ? ` Documented: ${values.join(', ')}.` : ` Did you mean ${similar}?`;
  return [
    `${source} ${JSON.stringify(text)} is not a documented value${isOpen ? '; new values are possible' : ''}.${hint}`,
  ];
}

const exampleOf = (option: string, { example }: FieldInfo): string | undefined =>
  example === undefined ? undefined : `For example: ${option} ${example.replace(/\s+/g, ' ')}`;
