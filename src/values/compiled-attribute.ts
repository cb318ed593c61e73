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

/** An attribute of a verb, with everything that does not change from element to element. */
export interface CompiledAttribute extends PathAttribute {
  readonly rule: AttributeRule;
  /** Strings up to this length need no check; -1 if all do. */
  readonly freeUpTo: number;
  /** True if every valid value is plain ASCII with nothing to escape. */
  readonly isPlain: boolean;
}

/** Compiles one entry of the attribute rules of a verb. */
export function compiledAttribute([name, rule]: [string, AttributeRule], index: number): [string, CompiledAttribute] {
  const pattern = rule.type === 'string' ? rule.pattern : undefined;
  const attribute = {
    name,
    rule,
    lead: ` ${name}="`,
    freeUpTo: rule.type !== 'string' || pattern !== undefined ? -1 : (rule.maxLength ?? Number.MAX_SAFE_INTEGER),
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
