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

/** The key under which a verb has its definition; registered, so that two copies of the package read each other's. */
export const VERB_BRAND: unique symbol = Symbol.for('bxml-jsx.verb') as never;

/** A component that stands for one element of BXML. Use it as JSX; called directly, it makes the same element. */
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

/** The props that attribute rules stand for. */
type InferredAttributes<A extends AttributeRules> = {
  [K in RequiredNames<A>]: ValueOf<A[K]>;
} & { [K in Exclude<keyof A, RequiredNames<A>>]?: ValueOf<A[K]> | undefined };

/** The children that a content rule stands for. */
type InferredChildren<C> = C extends 'text'
  ? { children?: TextOnly | undefined }
  : C extends 'speech'
    ? { children?: TextAndElements | undefined }
    : C extends 'verbs'
      ? { children?: ElementsOnly | undefined }
      : { children?: NoChildrenAllowed | undefined };

type Flat<T> = { [K in keyof T]: T[K] };

/**
 * Makes a component for an element of BXML: tomorrow's verb today, checked and typed like the built-in ones (which are
 * made in the same way). The props are inferred from the attribute rules.
 *
 * @throws BxmlError (`verb.definition`) when the name or an attribute is no XML name, or a rule contradicts itself.
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
 * Adds attributes (and rules) to a verb: the new component takes the props of both and is written as the same element.
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
 * Makes a component whose props are a documented interface; the compiler proves that interface and rules agree.
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

/** A definition that went through `define`, completed and valid. */
type ValidDefinition = VerbDefinition & { readonly '~valid': true };

/**
 * A verb of the library: like {@link defineVerb}, but the definition is made and checked when it is first asked for,
 * since making all of them is most of what runs when the library is imported. It goes through `define`, so that the
 * compiler refuses what the props do not have: in an object that a function returns it would let it pass.
 */
export function lazyVerb<P extends object = never>(
  name: string,
  definition: (define: (given: DefinitionFor<P>) => ValidDefinition) => ValidDefinition,
): Verb<P> {
  // The definition is that of a verb with the props `P`, as `define` takes no other.
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

/** The component of a verb; whoever calls this knows its props. */
function component(name: string, kind: ComponentKind): Verb<unknown> {
  const verb: ReturnType<typeof named> = named(name, (props) => new ElementNode(verb, props ?? {}));
  (verb as { [COMPONENT_KIND]?: ComponentKind })[COMPONENT_KIND] = kind;
  return Object.defineProperty(verb, VERB_BRAND, READS_KIND) as unknown as Verb<unknown>;
}

/** One for all verbs: with a reader each, no two of them would look alike to the engine. */
const READS_KIND: PropertyDescriptor & ThisType<{ readonly [COMPONENT_KIND]: ComponentKind }> = {
  get() {
    return this[COMPONENT_KIND].of;
  },
};

/**
 * The component under the name of its verb. The name comes from a computed key: one that is defined afterwards makes
 * the engine keep the function's properties in a table, and every look at them takes several times as long.
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
    throw definitionError(name, '`extending` is not a verb; only components made by `defineVerb` can be extended.');
  return {
    ...base,
    ...given,
    name,
    attributes: { ...base.attributes, ...given.attributes },
    rules: [...(base.rules ?? []), ...(given.rules ?? [])],
  };
}
