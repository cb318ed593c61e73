import { type BxmlElement, COMPONENT_KIND, ComponentKind, type TextAndElements } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { atCaller } from '../problems/caller.js';
import { inspect } from '../problems/inspect.js';
import { refuse } from '../problems/refused-values.js';

/** Props of a context's `Provider`. */
export interface ProviderProps<T> {
  /** What `useContext` gives to the components inside. */
  value: T;
  children?: TextAndElements | undefined;
}

/** A value that components read without its being passed down as a prop. Made by {@link createContext}. */
export interface Context<T> {
  /** Gives the components inside it another value. */
  readonly Provider: (props: ProviderProps<T>) => BxmlElement;
  /** What components outside any Provider get. */
  readonly initial: T;
}

/** The values provided at some place of the tree: the innermost first. */
export interface ProvidedValues {
  readonly context: Context<unknown>;
  readonly value: unknown;
  readonly outer: ProvidedValues | undefined;
}

/**
 * Makes a context: a value that components anywhere below its `Provider` can read. Renders running at the same time,
 * and siblings running at the same time, never see each other's values.
 *
 * @example
 * const Language = createContext('en');
 * const Greeting = () => <SpeakSentence>{useContext(Language) === 'es' ? 'Hola' : 'Hello'}</SpeakSentence>;
 * <Language.Provider value="es"><Greeting /></Language.Provider>
 */
export function createContext<T>(initial: T): Context<T> {
  // The walk recognises the kind and never calls this. Called all the same, it gives its children.
  const Provider = (props: ProviderProps<T>): BxmlElement => props.children as BxmlElement;
  const context: Context<T> = { Provider, initial };
  Object.assign(Provider, { [COMPONENT_KIND]: new ComponentKind('provider', context) });
  return context;
}

/** The values provided to the component that is running right now: `null` for none, `undefined` while none runs. */
interface OwnerSlot {
  current: ProvidedValues | null | undefined;
}

// The one global of the library: it is set while the synchronous part of a component runs and put back right after,
// so no two components ever meet in it. Keyed by a registered symbol, so that two copies of the package share it.
const SLOT_KEY = Symbol.for('bxml-jsx.owner');
const holder = globalThis as { [SLOT_KEY]?: OwnerSlot };
holder[SLOT_KEY] ??= { current: undefined };
const slot: OwnerSlot = holder[SLOT_KEY];

/**
 * The value of the innermost `Provider` of the context around the calling component, else the context's initial value.
 * Call it while a component runs, before its first `await`.
 *
 * @throws BxmlError (`context.outside`) when no component is running: outside a render, or after an `await`;
 * (`context.type`) when it is given no context.
 */
export function useContext<T>(context: Context<T>): T {
  if (slot.current === undefined) {
    const outside = BxmlError.of('context.outside', 'useContext was called while no component was running.', {
      hint: 'Call it inside a component, before the first await, and keep the value in a constant.',
    });
    throw atCaller(outside, useContext);
  }
  for (let link = slot.current ?? undefined; link !== undefined; link = link.outer) {
    // A link is made of a context and a value of its type: see `provide`.
    if (link.context === context) return link.value as T;
  }
  if (!isContext(context)) {
    refuse(context);
    const wrongType = BxmlError.of(
      'context.type',
      `useContext was given ${inspect(context)}; expected what createContext returned.`,
      { hint: 'A context that is undefined was not imported, or its module and this one import each other.' },
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

/** Runs the synchronous part of a component with the values provided at its place. */
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
