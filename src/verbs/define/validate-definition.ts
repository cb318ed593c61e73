import { BxmlError } from '../../problems/bxml-error.js';
import { inspect } from '../../problems/inspect.js';
import type { AttributeRule } from './attribute-rule.js';
import { contents, type VerbDefinition } from './verb-definition.js';

/** Returns the error about an invalid definition. */
export function definitionError(name: string, message: string): BxmlError {
  return BxmlError.of('verb.definition', `defineVerb(${inspect(name)}): ${message}`);
}

/**
 * Throws if a definition is malformed or contradicts itself. The types prevent most mistakes, but not in JavaScript.
 *
 * @throws BxmlError (`verb.definition`)
 */
export function validateDefinition(definition: VerbDefinition): void {
  const { name, attributes, content, instant, rules = [], terminal } = definition;
  if (typeof name !== 'string' || !/^[A-Z][\w.-]*$/.test(name))
    throw definitionError(
      name,
      'the name of a verb must begin with a capital letter and contain only letters, digits, - _ and .',
    );
  if (typeof attributes !== 'object' || attributes === null)
    throw definitionError(
      name,
      `\`attributes\` is ${inspect(attributes)}; expected an object of attribute rules, {} for none.`,
    );
  for (const [attribute, rule] of Object.entries(attributes)) {
    const fault = attributeRuleFault(attribute, rule);
    if (fault !== undefined) throw definitionError(name, fault);
  }
  for (const { id, about = [] } of rules) {
    const unknown = about.find((attribute) => !Object.hasOwn(attributes, attribute));
    if (unknown !== undefined)
      throw definitionError(name, `the rule ${id} is about "${unknown}", which is not an attribute.`);
  }
  if (typeof terminal === 'object' && !Object.hasOwn(attributes, terminal.when))
    throw definitionError(name, `terminal.when names "${terminal.when}", which is not an attribute.`);
  if (typeof instant === 'object' && !Object.hasOwn(attributes, instant.unless))
    throw definitionError(name, `instant.unless names "${instant.unless}", which is not an attribute.`);
  if (content !== undefined && !contents.includes(content))
    throw definitionError(name, `\`content\` is ${inspect(content)}; allowed: ${contents.join(', ')}.`);
  const fault = textRuleFault(definition);
  if (fault !== undefined) throw definitionError(name, fault);
}

const XML_NAME = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;

function attributeRuleFault(name: string, rule: AttributeRule): string | undefined {
  if (name === 'children' || name === 'key') return `"${name}" is reserved by JSX and cannot be an attribute.`;
  if (!XML_NAME.test(name)) return `${inspect(name)} is not an XML name.`;
  if (typeof rule !== 'object' || rule === null)
    return `attribute "${name}" is ${inspect(rule)}; expected an attribute rule.`;
  if (!ATTRIBUTE_TYPES.includes(rule.type))
    return `attribute "${name}" has the type ${inspect(rule.type)}; allowed: ${ATTRIBUTE_TYPES.join(', ')}.`;
  if (rule.type === 'enum' && !(rule.values?.length > 0)) return `attribute "${name}" has no values.`;
  if ('pattern' in rule && isStateful(rule.pattern))
    return `the pattern of "${name}" has the flag g or y, which makes it stateful.`;
  if ('hint' in rule && rule.hint !== undefined && typeof rule.hint !== 'function')
    return `the hint of "${name}" is ${inspect(rule.hint)}; expected a function.`;
  if ('min' in rule && rule.min !== undefined && rule.max !== undefined && rule.min > rule.max)
    return `"${name}" has a min above its max.`;
  return undefined;
}

function textRuleFault({ content, text }: VerbDefinition): string | undefined {
  if (text === undefined) return undefined;
  if (content !== 'text') return "`text` requires `content: 'text'`.";
  if (text.hint !== undefined && typeof text.hint !== 'function')
    return `the hint of its text is ${inspect(text.hint)}; expected a function.`;
  if (text.safeLength !== undefined && !(Number.isInteger(text.safeLength) && text.safeLength >= 0))
    return `the safeLength of its text is ${inspect(text.safeLength)}; expected an integer of at least 0.`;
  return isStateful(text.pattern) ? 'the pattern of its text has the flag g or y, which makes it stateful.' : undefined;
}

/** True if the pattern continues from its last match, so that the same string can match once and then fail. */
const isStateful = (pattern: RegExp | undefined): boolean => pattern?.global === true || pattern?.sticky === true;

/** The types of attributes. A missing or unknown key is a compile error. */
const ATTRIBUTE_TYPES: readonly string[] = Object.keys({
  string: true,
  url: true,
  wsUrl: true,
  integer: true,
  decimal: true,
  boolean: true,
  enum: true,
} satisfies Record<AttributeRule['type'], true>);
