import { type BxmlElement, COMPONENT_KIND, ComponentKind, type TextAndElements } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { atCaller } from '../problems/caller.js';
import { inspect } from '../problems/inspect.js';
import { refuse } from '../problems/refused-values.js';

/** Props of a context's `Provider`. */
export interface ProviderProps<T> {
  /** The value that `useContext` returns in the components inside. */
  value: T;
  children?: TextAndElements | undefined;
}

/** A value that components read without receiving it as a prop. Created by {@link createContext}. */
export interface Context<T> {
  /** Sets the value for the components inside it. */
  readonly Provider: (props: ProviderProps<T>) => BxmlElement;
  /** The value that components outside any Provider read. */
  readonly initial: T;
}

/** The values provided at one position of the tree, as a linked list from the innermost Provider outwards. */
export interface ProvidedValues {
  readonly context: Context<unknown>;
  readonly value: unknown;
  readonly outer: ProvidedValues | undefined;
}

/**
 * Creates a context: a value that any component below its `Provider` can read. Concurrent renders and concurrent
 * siblings never see each other's values.
 *
 * @param initial the value for components outside any `Provider`
 *
 * @example
 * const Language = createContext('en');
 * const Greeting = () => <SpeakSentence>{useContext(Language) === 'es' ? 'Hola' : 'Hello'}</SpeakSentence>;
 * <Language.Provider value="es"><Greeting /></Language.Provider>
 */
export function createContext<T>(initial: T): Context<T> {
  // The renderer checks the kind and never calls this function. A direct call returns the children.
  const Provider = (props: ProviderProps<T>): BxmlElement => props.children as BxmlElement;
  const context: Context<T> = { Provider, initial };
  Object.assign(Provider, { [COMPONENT_KIND]: new ComponentKind('provider', context) });
  return context;
}

/** The values provided to the running component: `null` if there are none, `undefined` if no component is running. */
interface OwnerSlot {
  current: ProvidedValues | null | undefined;
}

// The only global of the library. It is set while the synchronous part of a component runs and restored right after, so
// two components never use it at the same time. The key is a registered symbol, so that two copies of the package share it.
const SLOT_KEY = Symbol.for('bxml-jsx.owner');
const holder = globalThis as { [SLOT_KEY]?: OwnerSlot };
holder[SLOT_KEY] ??= { current: undefined };
const slot: OwnerSlot = holder[SLOT_KEY];

/**
 * Returns the value of the innermost `Provider` of the context around the calling component, or the context's initial
 * value if there is none. Call it inside a component, before the first `await`.
 *
 * @throws BxmlError (`context.outside`) if no component is running: outside a render, or after an `await`;
 * (`context.type`) if the argument is not a context.
 * @example
 * const Greeting = () => <SpeakSentence>{useContext(Language) === 'es' ? 'Hola' : 'Hello'}</SpeakSentence>;
 */
export function useContext<T>(context: Context<T>): T {
  if (slot.current === undefined) {
    const outside = BxmlError.of('context.outside', 'useContext was called while no component was running.', {
      hint: 'Call it inside a component, before the first await, and keep the value in a variable.',
    });
    throw atCaller(outside, useContext);
  }
  for (let link = slot.current ?? undefined; link !== undefined; link = link.outer) {
    // A link pairs a context with a value of its type, because the props of Provider require it.
    if (link.context === context) return link.value as T;
  }
  if (!isContext(context)) {
    refuse(context);
    const wrongType = BxmlError.of(
      'context.type',
      `useContext was called with ${inspect(context)}; expected a context created by createContext.`,
      { hint: 'If the context is undefined, it was not imported, or its module and this one import each other.' },
    );
    throw atCaller(wrongType, useContext);
  }
  return context.initial;
}

function isContext(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { Provider } = value as { readonly Provider?: { readonly [COMPONENT_KIND]?: ComponentKind } };
  return Provider?.[COMPONENT_KIND]?.kind === 'provider';
}

/** Runs the synchronous part of a component with the values provided at its position. */
export function runComponent<P>(
  component: (props: P) => unknown,
  props: P,
  provided: ProvidedValues | undefined,
): unknown {
  const outer = slot.current;
  slot.current = provided ?? null;
  try {
    return component(props);
  } finally {
    slot.current = outer;
  }
}
