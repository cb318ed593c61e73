import type { AttributeRule } from '../verbs/define/attribute-rule.js';
import { plainPatterns } from '../verbs/shared/attributes.js';

/** An attribute of an element, as far as writing its tag is concerned. */
export interface PathAttribute {
  readonly name: string;
  /** What is written before its value: ` gatherUrl="`. */
  readonly lead: string;
  /** True if the value is a password, which is kept nowhere. */
  readonly isSecret: boolean;
  /** Its bit in a set of attributes; 0 if it is in no set. */
  readonly bit: number;
}

/**
 * An attribute of a verb, with everything that does not change from element to element. Performance: what decides about
 * a valid value is copied from the rule, since rules are objects of many shapes, of which the engine finds no field fast.
 */
export interface CompiledAttribute extends PathAttribute {
  readonly rule: AttributeRule;
  readonly type: AttributeRule['type'];
  /** Most characters of a string, counted as code points. */
  readonly maxLength: number;
  readonly pattern: RegExp | undefined;
  /** The values of an enumeration; else empty. */
  readonly values: readonly string[];
  /** Least and greatest number. */
  readonly min: number;
  readonly max: number;
  /** True if every valid value is plain ASCII with nothing to escape. */
  readonly isPlain: boolean;
}

/** No string is longer than this. */
const LONGEST_STRING = 2 ** 30 - 1;

/** Compiles one entry of the attribute rules of a verb. */
export function compiledAttribute([name, rule]: [string, AttributeRule], index: number): [string, CompiledAttribute] {
  const pattern = rule.type === 'string' ? rule.pattern : undefined;
  const { min, max } = rule.type === 'integer' || rule.type === 'decimal' ? rule : {};
  const attribute = {
    name,
    rule,
    type: rule.type,
    maxLength: (rule.type === 'string' ? rule.maxLength : undefined) ?? LONGEST_STRING,
    pattern,
    values: rule.type === 'enum' ? rule.values : [],
    min: min ?? Number.NEGATIVE_INFINITY,
    max: max ?? Number.POSITIVE_INFINITY,
    lead: ` ${name}="`,
    isPlain: rule.type === 'enum' ? rule.values.every(isPlain) : isPlainPattern(pattern),
    isSecret: rule.type === 'string' && rule.secret === true,
    // Those beyond the thirtieth are in no set.
    bit: index < 30 ? 1 << index : 0,
  };
  return [name, attribute];
}

/** True if only plain ASCII with nothing to escape matches the pattern. */
export function isPlainPattern(pattern: RegExp | undefined): boolean {
  return pattern !== undefined && plainPatterns.has(pattern);
}

const isPlain = (value: string): boolean => /^[ !#-%'-;=?-~]*$/.test(value);

/** Returns the set of the attributes; `undefined` if one of them is in no set. */
export function bitsOf(attributes: readonly { readonly bit: number }[]): number | undefined {
  let bits = 0;
  for (const { bit } of attributes) {
    if (bit === 0) return undefined;
    bits |= bit;
  }
  return bits;
}
