import { COMPONENT_KIND, type ComponentKind, type ElementNode, type ElementProps } from '../jsx/element.js';
import { shownName } from '../problems/inspect.js';
import { VERB_BRAND } from '../verbs/define/define-verb.js';
import type { VerbDefinition } from '../verbs/define/verb-definition.js';

/**
 * How deep components, fragments, arrays and elements may nest. Far beyond any document, and far within the smallest
 * stack of a browser.
 */
export const MAX_DEPTH = 500;

/**
 * How many values a render looks at in all. A document of 64 KB has at most ten thousand elements; this bounds what a
 * tree can make of shared parts, whose number doubles with every level.
 */
export const MAX_VALUES = 2_000_000;

/** For how many values something to wait for counts, since it takes that much more time and memory than a value. */
export const VALUES_A_PROMISE = 20;

/** A function used as the type of an element. */
export interface BrandedComponent {
  (props: ElementNode['props']): unknown;
  /** Absent from components of the user's own. */
  readonly [COMPONENT_KIND]?: ComponentKind;
}

/** Whether it is no element of the document but stands for what it gives: a component of the user's own, a fragment. */
export function standsForContent({ type }: ElementNode): boolean {
  const kind = typeof type === 'function' ? (type as BrandedComponent)[COMPONENT_KIND] : null;
  return kind === undefined || kind?.kind === 'fragment';
}

/** Whether it is something to wait for. */
export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** An object of which nothing is known: what a loop over it finds was added to the prototype of all objects. */
const EMPTY = Object.freeze({});

/** True if something has added enumerable properties to the prototype of all objects. */
export function isPrototypePolluted(): boolean {
  for (const _ in EMPTY) return true;
  return false;
}

/**
 * Returns the props without those that only a prototype has: what is inherited was not written in the document, and is
 * neither rendered nor checked. Performance: props of a plain object are returned as they are.
 */
export function ownProps(props: ElementProps, isPolluted: boolean): ElementProps {
  if (!isPolluted && Object.getPrototypeOf(props) === Object.prototype) return props;
  return Object.assign(Object.create(null), props);
}

/** Returns the children of an element that is not read from text, unless only a prototype has them. */
export function childrenOf({ props }: ElementNode): unknown {
  const { children } = props;
  return children === undefined || Object.hasOwn(props, 'children') ? children : undefined;
}

/** Returns the value of a provider, unless only a prototype has it. */
export function providedValueOf({ props }: ElementNode): unknown {
  const { value } = props;
  return value === undefined || Object.hasOwn(props, 'value') ? value : undefined;
}

/** The name of an element or component in a path; nothing for a fragment. */
export function nameOf({ type }: ElementNode): string {
  if (typeof type === 'string') return shownName(type);
  try {
    return shownName(nameOfComponent(type));
  } catch {
    // A getter or a proxy that throws when its name is read.
    return 'Anonymous';
  }
}

function nameOfComponent(type: unknown): string {
  const component = type as {
    [VERB_BRAND]?: VerbDefinition;
    [COMPONENT_KIND]?: ComponentKind;
    displayName?: unknown;
    name?: unknown;
  };
  if (component[COMPONENT_KIND]?.kind === 'fragment') return '';
  const name = component[VERB_BRAND]?.name ?? component.displayName ?? component.name;
  return typeof name === 'string' && name !== '' ? name : 'Anonymous';
}
