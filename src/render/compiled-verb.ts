import type { AttributeRule } from '../verbs/attribute-rule.js';
import type { ResponseContext, VerbDefinition, VerbRule } from '../verbs/verb-definition.js';

/** An attribute with everything that does not change from element to element. */
export interface CompiledAttribute {
  readonly name: string;
  readonly rule: AttributeRule;
  /** What stands before the value: ` gatherUrl="`. */
  readonly prefix: string;
}

/** A verb with everything that does not change from element to element. */
export interface CompiledVerb {
  readonly name: string;
  readonly definition: VerbDefinition;
  readonly content: NonNullable<VerbDefinition['content']>;
  readonly attributes: ReadonlyMap<string, CompiledAttribute>;
  readonly required: readonly CompiledAttribute[];
  readonly parents: readonly string[];
  readonly rules: readonly VerbRule[];
  readonly lastRules: readonly VerbRule[];
  /** The ids of rules that carry the verb's name begin so: `startGather`. */
  readonly idPrefix: string;
}

const DEFAULT_PARENTS = ['Response', 'Bxml'];

// Keyed by the definition, which may come from another copy of the package.
const compiled = new WeakMap<VerbDefinition, CompiledVerb>();

/** The compiled form of a verb, made once a definition. */
export function compiledVerb(definition: VerbDefinition): CompiledVerb {
  const known = compiled.get(definition);
  if (known !== undefined) return known;
  const verb = compile(definition);
  compiled.set(definition, verb);
  return verb;
}

function compile(definition: VerbDefinition): CompiledVerb {
  const { name, rules = [] } = definition;
  const attributes = new Map(
    Object.entries(definition.attributes).map(([attribute, rule]) => [
      attribute,
      { name: attribute, rule, prefix: ` ${attribute}="` },
    ]),
  );
  return {
    name,
    definition,
    content: definition.content ?? 'none',
    attributes,
    required: [...attributes.values()].filter(({ rule }) => rule.required === true),
    parents: definition.parents ?? DEFAULT_PARENTS,
    rules: rules.filter(({ when }) => when !== 'last'),
    lastRules: rules.filter(({ when }) => when === 'last'),
    idPrefix: camelCase(name),
  };
}

/** The rule that a verb breaks by standing in an answer that does not allow it. */
export function contextRuleId(idPrefix: string, context: ResponseContext): string {
  return `${idPrefix}.not-in-${context}`;
}

const camelCase = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Whether one element may stand directly inside another. */
export function mayStandIn(child: CompiledVerb, parent: CompiledVerb): boolean {
  if (child.parents.includes(parent.name)) return true;
  const { children } = parent.definition;
  return children !== undefined && Object.hasOwn(children, child.name);
}
