import { hintForValue } from '../hints/foreign-values.js';
import { suggestValue } from '../hints/suggested-names.js';
import { inspect, quoted } from '../problems/inspect.js';
import type { Fault } from '../problems/problem.js';
import type { AttributeRule, EnumAttribute, NumberAttribute, TextAttribute } from '../verbs/define/attribute-rule.js';
import { characterCount } from '../xml/characters.js';
import { hintForUrl, type UrlFinding, urlFinding } from './accidents.js';
import type { CompiledAttribute } from './compiled-attribute.js';

/** Parses attribute text by its rule's type. Returns the text unchanged if it does not parse. */
export function valueOfText({ type }: AttributeRule, text: string): string | number | boolean {
  switch (type) {
    case 'integer':
    case 'decimal':
      return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : text;
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
    default:
      return text;
  }
}

/** The part of an attribute that checks of values need. */
type NamedRule = Pick<CompiledAttribute, 'name' | 'rule'>;

/** Returns the problem with an attribute's value, or `undefined` if it is valid. */
export function attributeFault(element: string, attribute: NamedRule, value: unknown): Fault | undefined {
  const { name, rule } = attribute;
  const found = check(rule, value);
  if (found === undefined) return undefined;
  if (found === 'wrong type') return wrongType(element, attribute, value);
  const given = rule.type === 'string' && rule.secret === true ? '***' : inspect(value);
  const what = `${name} on <${element}> is ${given}`;
  if (found.kind === 'accident') return accidentalUrl(what, found);
  return {
    code: found.kind === 'type' ? 'attribute.type' : (rule.rule ?? `attribute.${found.kind}`),
    message: `${what}; ${found.allowed}.`,
    hint: found.hint,
  };
}

/** True if the value can be written: a string, a finite number or a boolean. */
export function isWritable(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

/** Returns a finite number as a decimal, never with an exponent. */
export function decimalText(value: number): string {
  if ((value | 0) === value) return `${value}`;
  const size = Math.abs(value);
  if (size >= 1e-6 && size < 1e21) return `${value}`;
  if (size === 0) return '0';
  if (size >= 1) return BigInt(value).toString();
  const [mantissa = '', exponent] = String(value).split('e');
  const digits = mantissa.replace(/[-.]/g, '');
  return `${value < 0 ? '-' : ''}0.${'0'.repeat(-Number(exponent) - 1)}${digits}`;
}

/** Returns a value as attribute text. */
export function attributeText(value: string | number | boolean): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? decimalText(value) : String(value);
}

function wrongType(element: string, { name, rule }: NamedRule, value: unknown): Fault {
  const secret = rule.type === 'string' && rule.secret === true && isWritable(value);
  return {
    code: 'attribute.type',
    message: `${name} on <${element}> is ${secret ? '***' : inspect(value)}${secret || typeof value === 'string' ? ` (${typeof value})` : ''}; expected ${expectation(rule)}.`,
    hint: typeHint(name, rule, value),
    // It could only be written as [object Object] or NaN.
    locked: !isWritable(value),
  };
}

function expectation(rule: AttributeRule): string {
  switch (rule.type) {
    case 'integer':
      return 'a whole number';
    case 'decimal':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'enum':
      return `one of ${rule.values.join(', ')}`;
    default:
      return 'a string';
  }
}

function typeHint(name: string, rule: AttributeRule, value: unknown): string | undefined {
  if (typeof value === 'string') {
    const meant = valueOfText(rule, value.trim());
    if (typeof meant !== 'string') return `Write it in braces: ${name}={${String(meant)}}.`;
  }
  if (typeof value === 'number' && rule.type === 'string') return `Convert it to a string: ${name}={String(value)}.`;
  return hintForValue(value);
}

/** Returns the warning about a URL that is probably not the intended one. `what` is the start of the message. */
export function accidentalUrl(what: string, { allowed, hint }: Pick<ValueFault, 'allowed' | 'hint'>): Fault {
  return { code: 'url.accidental', level: 'warning', message: `${what}; ${allowed}.`, hint };
}

/** What is wrong with a value of the right type. */
interface ValueFault {
  readonly kind: 'range' | 'enum' | 'length' | 'pattern' | 'type' | 'accident';
  readonly allowed: string;
  readonly hint?: string | undefined;
}

function check(rule: AttributeRule, value: unknown): ValueFault | 'wrong type' | undefined {
  switch (rule.type) {
    case 'integer':
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) ? numberFault(rule, value) : 'wrong type';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'wrong type';
    case 'enum':
      return typeof value === 'string' ? enumFault(rule, value) : 'wrong type';
    case 'url':
      return typeof value === 'string' ? urlFault(value) : 'wrong type';
    case 'wsUrl':
      return typeof value === 'string' ? webSocketFault(value) : 'wrong type';
    default:
      return typeof value === 'string' ? stringFault(rule, value) : 'wrong type';
  }
}

function numberFault({ type, min, max, unit }: NumberAttribute, value: number): ValueFault | undefined {
  if (type === 'integer' && !Number.isInteger(value)) return { kind: 'type', allowed: 'expected a whole number' };
  const isBelow = min !== undefined && value < min;
  if (!isBelow && (max === undefined || value <= max)) return undefined;
  const units = unit === undefined ? '' : ` ${unit}`;
  return {
    kind: 'range',
    allowed: `allowed: ${rangeOf(min, max)}${units}`,
    hint: isBelow ? `Set it to ${min} or more.` : `Set it to ${max} or less.`,
  };
}

function rangeOf(min: number | undefined, max: number | undefined): string {
  if (max === undefined) return `${min} or more`;
  return min === undefined ? `at most ${max}` : `${min} to ${max}`;
}

function enumFault({ values }: EnumAttribute, value: string): ValueFault | undefined {
  if (values.includes(value)) return undefined;
  const meant = suggestValue(value, values);
  return { kind: 'enum', allowed: `allowed: ${values.join(', ')}`, hint: meant && `Did you mean ${quoted(meant)}?` };
}

// Only one character of the host: two adjacent parts that match the same characters would take quadratic time.
const WEBSOCKET_URL = /^wss?:\/\/[^\s/?#]\S*$/i;
const HTTP_URL = /^https?:\/\/[^\s/?#]\S*$/i;
const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/** Returns what is wrong with an http or https URL, absolute or relative; `undefined` if nothing is. */
export function urlFault(value: string): UrlFinding | undefined {
  const fine = SCHEME.test(value) ? HTTP_URL.test(value) : value !== '' && !/\s/.test(value);
  if (fine) return urlFinding(value);
  return {
    kind: 'pattern',
    allowed: 'expected an http or https URL, absolute or relative',
    hint: hintForUrl(value),
  };
}

export function webSocketFault(value: string): ValueFault | undefined {
  if (WEBSOCKET_URL.test(value)) return urlFinding(value);
  return { kind: 'pattern', allowed: 'expected an absolute ws:// or wss:// URL', hint: hintForUrl(value) };
}

function stringFault(
  { maxLength, pattern, expected, hint, secret }: TextAttribute,
  value: string,
): ValueFault | undefined {
  if (maxLength !== undefined && value.length > maxLength) {
    const length = characterCount(value);
    if (length > maxLength) {
      return { kind: 'length', allowed: `it has ${length} characters, at most ${maxLength} are allowed` };
    }
  }
  if (pattern === undefined || pattern.test(value)) return undefined;
  return {
    kind: 'pattern',
    allowed: `expected ${expected ?? `a match of ${pattern}`}`,
    hint: secret === true ? undefined : hint?.(value),
  };
}
