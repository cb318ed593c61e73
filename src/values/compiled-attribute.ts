import type { AttributeRule } from '../verbs/define/attribute-rule.js';
import { plainPatterns } from '../verbs/shared/attributes.js';

/** The part of an attribute that writing a tag needs. */
export interface PathAttribute {
  readonly name: string;
  /** The text before its value: ` gatherUrl="`. */
  readonly lead: string;
  /** True if the value is a password, which is never kept. */
  readonly isSecret: boolean;
  /** Its bit in bit sets of attributes; 0 if it has none. */
  readonly bit: number;
}

/**
 * An attribute of a verb, prepared once for rendering. Performance: what checks of valid values read is copied from the
 * rule, because rules have many shapes and the engine reads fields of such objects slowly.
 */
export interface CompiledAttribute extends PathAttribute {
  readonly rule: AttributeRule;
  readonly type: AttributeRule['type'];
  /** Maximum number of characters of a string, counted as code points. */
  readonly maxLength: number;
  readonly pattern: RegExp | undefined;
  /** The values of an enumeration; empty for other types. */
  readonly values: readonly string[];
  /** Minimum and maximum of a number. */
  readonly min: number;
  readonly max: number;
  /** True if all valid values are ASCII without characters to escape. */
  readonly isPlain: boolean;
}

/** No string is longer than this. */
const MAX_STRING_LENGTH = 2 ** 30 - 1;

/** Prepares one entry of the attribute rules of a verb. */
export function compiledAttribute([name, rule]: [string, AttributeRule], index: number): [string, CompiledAttribute] {
  const pattern = rule.type === 'string' ? rule.pattern : undefined;
  const { min, max } = rule.type === 'integer' || rule.type === 'decimal' ? rule : {};
  const attribute = {
    name,
    rule,
    type: rule.type,
    maxLength: (rule.type === 'string' ? rule.maxLength : undefined) ?? MAX_STRING_LENGTH,
    pattern,
    values: rule.type === 'enum' ? rule.values : [],
    min: min ?? Number.NEGATIVE_INFINITY,
    max: max ?? Number.POSITIVE_INFINITY,
    lead: ` ${name}="`,
    isPlain: rule.type === 'enum' ? rule.values.every(isPlain) : isPlainPattern(pattern),
    isSecret: rule.type === 'string' && rule.secret === true,
    // Attributes after the thirtieth have no bit.
    bit: index < 30 ? 1 << index : 0,
  };
  return [name, attribute];
}

/** True if the pattern only matches ASCII without characters to escape. */
export function isPlainPattern(pattern: RegExp | undefined): boolean {
  return pattern !== undefined && plainPatterns.has(pattern);
}

const isPlain = (value: string): boolean => /^[ !#-%'-;=?-~]*$/.test(value);

/** Returns the attributes as a bit set; `undefined` if one of them has no bit. */
export function bitsOf(attributes: readonly { readonly bit: number }[]): number | undefined {
  let bits = 0;
  for (const { bit } of attributes) {
    if (bit === 0) return undefined;
    bits |= bit;
  }
  return bits;
}
