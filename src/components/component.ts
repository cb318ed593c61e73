import { COMPONENT_KIND, type ComponentKind, type ElementNode, type ElementProps } from '../jsx/element.js';
import { shownName } from '../problems/inspect.js';
import { VERB_BRAND } from '../verbs/define/define-verb.js';
import type { VerbDefinition } from '../verbs/define/verb-definition.js';

/**
 * Maximum nesting depth of components, fragments, arrays and elements: far more than any document needs, and far less
 * than the smallest call stack of a browser allows.
 */
export const MAX_DEPTH = 500;

/**
 * Maximum number of values that one render visits. A document of 64 KB has at most ten thousand elements. The limit
 * stops a tree of shared parts, whose number can double with every level.
 */
export const MAX_VALUES = 2_000_000;

/** The number of values that one promise counts as, because a promise takes more time and memory. */
export const VALUES_PER_PROMISE = 20;

/** A function used as the type of an element. */
export interface BrandedComponent {
  (props: ElementNode['props']): unknown;
  /** Absent from components of applications. */
  readonly [COMPONENT_KIND]?: ComponentKind;
}

/** True if the element is replaced by its content: a fragment or a component of the application. */
export function standsForContent({ type }: ElementNode): boolean {
  const kind = typeof type === 'function' ? (type as BrandedComponent)[COMPONENT_KIND] : null;
  return kind === undefined || kind?.kind === 'fragment';
}

/** True if the value has a `then` method. */
export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/**
 * Returns the props without inherited properties, which were not written in the document and are neither rendered nor
 * checked.
 */
export function ownProps(props: ElementProps): ElementProps {
  return Object.assign(Object.create(null), props);
}

/** Returns the children of an element that was not parsed from a string. Ignores inherited children. */
export function childrenOf({ props }: ElementNode): unknown {
  const { children } = props;
  return children === undefined || Object.hasOwn(props, 'children') ? children : undefined;
}

/** Returns the value of a provider. Ignores an inherited value. */
export function providedValueOf({ props }: ElementNode): unknown {
  const { value } = props;
  return value === undefined || Object.hasOwn(props, 'value') ? value : undefined;
}

/** Returns the name of an element or component for the path of a problem; empty for a fragment. */
export function nameOf({ type }: ElementNode): string {
  if (typeof type === 'string') return shownName(type);
  try {
    return shownName(nameOfComponent(type));
  } catch {
    // A getter or a proxy throws when the name is read.
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
