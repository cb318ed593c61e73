import { BxmlError } from '../../problems/bxml-error.js';
import { inspect } from '../../problems/inspect.js';
import type { AttributeRule } from './attribute-rule.js';
import { contents, type VerbDefinition } from './verb-definition.js';

/** Returns the error about an invalid definition. */
export function definitionError(name: string, message: string): BxmlError {
  return BxmlError.of('verb.definition', `defineVerb(${inspect(name)}): ${message}`);
}

/**
 * Throws if a definition contradicts itself or is malformed. The types exclude most of that, but not in JavaScript.
 *
 * @throws BxmlError (`verb.definition`)
 */
export function validateDefinition(definition: VerbDefinition): void {
  const { name, attributes, content, instant, rules = [], terminal } = definition;
  if (typeof name !== 'string' || !/^[A-Z][\w.-]*$/.test(name))
    throw definitionError(
      name,
      'the name of a verb begins with a capital letter and holds letters, digits, - _ . only.',
    );
  if (typeof attributes !== 'object' || attributes === null)
    throw definitionError(
      name,
      `\`attributes\` is ${inspect(attributes)}; expected the rules of its attributes, {} for none.`,
    );
  for (const [attribute, rule] of Object.entries(attributes)) {
    const fault = attributeRuleFault(attribute, rule);
    if (fault !== undefined) throw definitionError(name, fault);
  }
  for (const { id, about = [] } of rules) {
    const stranger = about.find((attribute) => !Object.hasOwn(attributes, attribute));
    if (stranger !== undefined)
      throw definitionError(name, `the rule ${id} is about "${stranger}", which is not an attribute.`);
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
  if (name === 'children' || name === 'key') return `JSX keeps "${name}" for itself; it cannot be an attribute.`;
  if (!XML_NAME.test(name)) return `${inspect(name)} is not an XML name.`;
  if (typeof rule !== 'object' || rule === null) return `attribute "${name}" is ${inspect(rule)}; expected its rule.`;
  if (!ATTRIBUTE_TYPES.includes(rule.type))
    return `attribute "${name}" has the type ${inspect(rule.type)}; allowed: ${ATTRIBUTE_TYPES.join(', ')}.`;
  if (rule.type === 'enum' && !(rule.values?.length > 0)) return `attribute "${name}" has no values.`;
  if ('pattern' in rule && remembers(rule.pattern))
    return `the pattern of "${name}" has the flag g or y, which makes it remember.`;
  if ('hint' in rule && rule.hint !== undefined && typeof rule.hint !== 'function')
    return `the hint of "${name}" is ${inspect(rule.hint)}; expected a function of the value.`;
  if ('min' in rule && rule.min !== undefined && rule.max !== undefined && rule.min > rule.max)
    return `"${name}" has a min above its max.`;
  return undefined;
}

function textRuleFault({ content, text }: VerbDefinition): string | undefined {
  if (text === undefined) return undefined;
  if (content !== 'text') return "`text` needs `content: 'text'`.";
  if (text.hint !== undefined && typeof text.hint !== 'function')
    return `the hint of its text is ${inspect(text.hint)}; expected a function of the text.`;
  if (text.safeLength !== undefined && !(Number.isInteger(text.safeLength) && text.safeLength >= 0))
    return `the safeLength of its text is ${inspect(text.safeLength)}; expected a whole number of at least 0.`;
  return remembers(text.pattern) ? 'the pattern of its text has the flag g or y, which makes it remember.' : undefined;
}

/** True if the pattern continues from its last match, so that the same string can match once and fail the next time. */
const remembers = (pattern: RegExp | undefined): boolean => pattern?.global === true || pattern?.sticky === true;

/** The types of attributes. The compiler finds one that is missing among the keys. */
const ATTRIBUTE_TYPES: readonly string[] = Object.keys({
  string: true,
  url: true,
  wsUrl: true,
  integer: true,
  decimal: true,
  boolean: true,
  enum: true,
} satisfies Record<AttributeRule['type'], true>);
