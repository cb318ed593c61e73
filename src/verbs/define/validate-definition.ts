import { BxmlError } from '../../problems/bxml-error.js';
import { shown } from '../../problems/shown-value.js';
import type { AttributeRule } from './attribute-rule.js';
import { contents, type VerbDefinition } from './verb-definition.js';

/** The error of a definition that cannot be kept. */
export function unsound(name: string, message: string): BxmlError {
  return BxmlError.of('verb.definition', `defineVerb(${shown(name)}): ${message}`);
}

/**
 * Refuses a definition that contradicts itself, or that a check could not be kept by. Types rule much of it out, but not
 * for programs in JavaScript.
 *
 * @throws BxmlError (`verb.definition`)
 */
export function assertSound(definition: VerbDefinition): void {
  const { name, attributes, content, instant, rules = [], terminal } = definition;
  if (typeof name !== 'string' || !/^[A-Z][\w.-]*$/.test(name))
    throw unsound(name, 'the name of a verb begins with a capital letter and holds letters, digits, - _ . only.');
  if (typeof attributes !== 'object' || attributes === null)
    throw unsound(name, `\`attributes\` is ${shown(attributes)}; expected the rules of its attributes, {} for none.`);
  for (const [attribute, rule] of Object.entries(attributes)) {
    const fault = attributeFault(attribute, rule);
    if (fault !== undefined) throw unsound(name, fault);
  }
  for (const { id, about = [] } of rules) {
    const stranger = about.find((attribute) => !Object.hasOwn(attributes, attribute));
    if (stranger !== undefined) throw unsound(name, `the rule ${id} is about "${stranger}", which is no attribute.`);
  }
  if (typeof terminal === 'object' && !Object.hasOwn(attributes, terminal.when))
    throw unsound(name, `terminal.when names "${terminal.when}", which is no attribute.`);
  if (typeof instant === 'object' && !Object.hasOwn(attributes, instant.unless))
    throw unsound(name, `instant.unless names "${instant.unless}", which is not an attribute.`);
  if (content !== undefined && !contents.includes(content))
    throw unsound(name, `\`content\` is ${shown(content)}; allowed: ${contents.join(', ')}.`);
  const fault = textFault(definition);
  if (fault !== undefined) throw unsound(name, fault);
}

const XML_NAME = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;

function attributeFault(name: string, rule: AttributeRule): string | undefined {
  if (name === 'children' || name === 'key') return `JSX keeps "${name}" for itself; it can be no attribute.`;
  if (!XML_NAME.test(name)) return `${shown(name)} is no XML name.`;
  if (typeof rule !== 'object' || rule === null) return `attribute "${name}" is ${shown(rule)}; expected its rule.`;
  if (!ATTRIBUTE_TYPES.includes(rule.type))
    return `attribute "${name}" has the type ${shown(rule.type)}; allowed: ${ATTRIBUTE_TYPES.join(', ')}.`;
  if (rule.type === 'enum' && !(rule.values?.length > 0)) return `attribute "${name}" has no values.`;
  if ('pattern' in rule && remembers(rule.pattern))
    return `the pattern of "${name}" has the flag g or y, which makes it remember.`;
  if ('hint' in rule && rule.hint !== undefined && typeof rule.hint !== 'function')
    return `the hint of "${name}" is ${shown(rule.hint)}; expected a function of the value.`;
  if ('min' in rule && rule.min !== undefined && rule.max !== undefined && rule.min > rule.max)
    return `"${name}" has a min above its max.`;
  return undefined;
}

function textFault({ content, text }: VerbDefinition): string | undefined {
  if (text === undefined) return undefined;
  if (content !== 'text') return "`text` needs `content: 'text'`.";
  if (text.hint !== undefined && typeof text.hint !== 'function')
    return `the hint of its text is ${shown(text.hint)}; expected a function of the text.`;
  return remembers(text.pattern) ? 'the pattern of its text has the flag g or y, which makes it remember.' : undefined;
}

/** Whether the pattern goes on from where it stopped the last time, so that the same text fits now and not then. */
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
