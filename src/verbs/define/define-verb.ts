import {
  type BxmlElement,
  COMPONENT_KIND,
  ComponentKind,
  ElementNode,
  type ElementsOnly,
  type NoChildrenAllowed,
  type TextAndElements,
  type TextOnly,
} from '../../jsx/element.js';
import { fromCaller } from '../../problems/caller.js';
import type { AttributeRule, AttributeRules } from './attribute-rule.js';
import { definitionError, validateDefinition } from './validate-definition.js';
import type { DefinitionFor, VerbDefinition, VerbTraits } from './verb-definition.js';

/** The property that contains a verb's definition. A registered symbol, so that two copies of the package can share verbs. */
export const VERB_BRAND: unique symbol = Symbol.for('bxml-jsx.verb') as never;

/** A component for one BXML element. Use it in JSX, or call it as a function to create the same element. */
export interface Verb<P> {
  (props: P): BxmlElement;
  readonly [VERB_BRAND]: VerbDefinition;
}

/** The props of a verb. */
export type PropsOf<V> = V extends Verb<infer P> ? P : never;

type ValueOf<R extends AttributeRule> = R extends { type: 'boolean' }
  ? boolean
  : R extends { type: 'integer' | 'decimal' }
    ? number
    : R extends { type: 'enum'; values: readonly (infer V)[] }
      ? V
      : string;

type RequiredNames<A> = { [K in keyof A]: A[K] extends { required: true } ? K : never }[keyof A];

/** The props inferred from attribute rules. */
type InferredAttributes<A extends AttributeRules> = {
  [K in RequiredNames<A>]: ValueOf<A[K]>;
} & { [K in Exclude<keyof A, RequiredNames<A>>]?: ValueOf<A[K]> | undefined };

/** The children inferred from a content rule. */
type InferredChildren<C> = C extends 'text'
  ? { children?: TextOnly | undefined }
  : C extends 'speech'
    ? { children?: TextAndElements | undefined }
    : C extends 'verbs'
      ? { children?: ElementsOnly | undefined }
      : { children?: NoChildrenAllowed | undefined };

type Flat<T> = { [K in keyof T]: T[K] };

/**
 * Creates a component for a BXML element that the library does not have yet. It is validated and typed like the built-in
 * verbs, which are created in the same way. The types of the props are inferred from the attribute rules.
 *
 * @throws BxmlError (`verb.definition`) if the name or an attribute is not an XML name, or a rule contradicts itself.
 * @example
 * const Whisper = defineVerb('Whisper', {
 *   attributes: { volume: { type: 'integer', min: 0, max: 10, required: true } },
 *   content: 'text',
 * });
 * <Response><Whisper volume={3}>psst</Whisper></Response>
 */
export function defineVerb<const A extends AttributeRules, const C extends VerbTraits['content'] = 'none'>(
  name: string,
  definition: { readonly attributes: A; readonly content?: C; readonly extending?: undefined } & Omit<
    VerbTraits<InferredAttributes<A>>,
    'content'
  >,
): Verb<Flat<InferredAttributes<A> & InferredChildren<C>>>;
/**
 * Creates a component that adds attributes and rules to an existing verb. It accepts the props of both.
 *
 * @example
 * const Gather2027 = defineVerb('Gather', { extending: Gather, attributes: { beep: { type: 'boolean' } } });
 */
export function defineVerb<B, const A extends AttributeRules>(
  name: string,
  definition: { readonly extending: Verb<B>; readonly attributes: A } & VerbTraits<
    Omit<B, keyof A> & InferredAttributes<A>
  >,
): Verb<Flat<Omit<B, keyof A> & InferredAttributes<A>>>;
/**
 * Creates a component whose props are a documented interface. The compiler checks that the interface and the rules match.
 *
 * @example
 * interface WhisperProps {
 *   volume: number;
 *   children?: TextOnly;
 * }
 * const Whisper = defineVerb<WhisperProps>('Whisper', {
 *   attributes: { volume: { type: 'integer', min: 0, max: 10, required: true } },
 *   content: 'text',
 * });
 */
export function defineVerb<P extends object = never>(name: string, definition: DefinitionFor<P>): Verb<P>;
export function defineVerb(name: string, given: LooseDefinition): Verb<never> {
  const definition = fromCaller(defineVerb, () => validated(name, given));
  return component(name, new ComponentKind('verb', definition));
}

/** A complete and valid definition, as `define` returns it. */
type ValidDefinition = VerbDefinition & { readonly '~valid': true };

/**
 * Creates a built-in verb. Like {@link defineVerb}, but the definition is created and validated on first use, because
 * creating all definitions would take most of the import time. The callback passes its definition to `define`, so that
 * the compiler reports attributes that the props do not have. It would accept them in a returned object.
 */
export function lazyVerb<P extends object = never>(
  name: string,
  definition: (define: (given: DefinitionFor<P>) => ValidDefinition) => ValidDefinition,
): Verb<P> {
  // The cast is safe: `define` accepts only the definition of a verb with the props `P`.
  return component(
    name,
    new ComponentKind('verb', undefined, () => definition((given) => validated(name, given))),
  ) as Verb<P>;
}

function validated(name: string, given: unknown): ValidDefinition {
  const definition = completed(name, given as LooseDefinition);
  validateDefinition(definition);
  return definition as ValidDefinition;
}

/** Creates the component of a verb. The caller casts it to the type of the props. */
function component(name: string, kind: ComponentKind): Verb<unknown> {
  const verb: ReturnType<typeof named> = named(name, (props) => new ElementNode(verb, props ?? {}));
  (verb as { [COMPONENT_KIND]?: ComponentKind })[COMPONENT_KIND] = kind;
  return Object.defineProperty(verb, VERB_BRAND, READS_KIND) as unknown as Verb<unknown>;
}

/** Performance: one getter for all verbs, so that engines give them the same hidden class. */
const READS_KIND: PropertyDescriptor & ThisType<{ readonly [COMPONENT_KIND]: ComponentKind }> = {
  get() {
    return this[COMPONENT_KIND].of;
  },
};

/**
 * Returns the component as a function with the name of its verb.
 *
 * Performance: the name comes from a computed key. Redefining `name` would switch the function to dictionary mode, and
 * reading its properties would take several times as long.
 */
function named(name: string, component: (props: ElementNode['props'] | null) => BxmlElement): typeof component {
  const { [name]: verb = component } = { [name]: (props: ElementNode['props'] | null) => component(props) };
  return verb;
}

type LooseDefinition = VerbTraits & {
  readonly attributes: AttributeRules;
  readonly extending?: Verb<never> | undefined;
};

function completed(name: string, definition: LooseDefinition): VerbDefinition {
  const { extending, ...given } = definition ?? {};
  if (extending === undefined) return { name, ...given };
  const base: VerbDefinition | undefined = extending[VERB_BRAND];
  if (base === undefined)
    throw definitionError(name, '`extending` is not a verb; only components created by `defineVerb` can be extended.');
  return {
    ...base,
    ...given,
    name,
    attributes: { ...base.attributes, ...given.attributes },
    rules: [...(base.rules ?? []), ...(given.rules ?? [])],
  };
}
